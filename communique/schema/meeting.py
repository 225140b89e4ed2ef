"""Meetings: format, rank, parties, attendees, place and date, and their place in a series."""

from typing import Annotated, Literal

from pydantic import Field

from communique.schema.actor import Office
from communique.schema.dates import Date
from communique.schema.event import Place, Status
from communique.schema.evidence import Evidence, Frozen

MeetingFormat = Literal[
    "summit", "2+2", "foreign ministers", "defence ministers", "ministerial", "trilateral", "minilateral",
    "strategic dialogue", "dialogue", "talks", "negotiations", "working level", "phone call", "video call", "visit",
    "courtesy call", "conference", "signing ceremony", "other",
]  # fmt: skip
Level = Literal["leaders", "ministers", "senior officials", "working level"]
MeetingMode = Literal["in_person", "online", "phone"]


class Attendee(Frozen):
    """A person at a meeting."""

    name: str
    office: Office | None = None
    country: str | None = None
    actor: Annotated[str, Field(description="the actor's id")]


class Series(Frozen):
    """The series a meeting belongs to, as far as the document says."""

    name: str | None = None
    ordinal: Annotated[int | None, Field(ge=1)] = None
    previous_date: Date | None = None
    next_date: Date | None = None


class Meeting(Frozen):
    """One meeting; several mentions in one document are one item."""

    id: str
    format: MeetingFormat
    level: Annotated[Level | None, Field(description="the highest rank named")] = None
    mode: MeetingMode | None = None
    parties: Annotated[list[str], Field(description="actor ids of states and organisations")] = []
    attendees: list[Attendee] = []
    date: Date | None = None
    place: Place | None = None
    status: Status = "actual"
    topics: list[Evidence] = []
    series: Series | None = None
    evidence: list[Evidence] = []
