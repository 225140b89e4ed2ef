"""A reading: everything one document says, each value with its evidence."""

from typing import Annotated

from pydantic import Field

from communique.schema.actor import Actor
from communique.schema.agreement import Agreement
from communique.schema.document import Document
from communique.schema.event import Event
from communique.schema.evidence import Frozen
from communique.schema.marking import Mark, marked_html
from communique.schema.meeting import Meeting
from communique.schema.position import Position


class Reader(Frozen):
    """What made the reading."""

    name: str
    version: str
    model: Annotated[str | None, Field(description="hash of the model that coded the events; null where rules did")] = (
        None
    )


class Reading(Frozen):
    """One document's reading; `communique schema` prints its JSON Schema."""

    document: Document
    actors: list[Actor] = []
    meetings: list[Meeting] = []
    agreements: list[Agreement] = []
    positions: list[Position] = []
    events: list[Event] = []
    reader: Reader

    def _repr_html_(self) -> str:
        """The text with every quote marked by kind, for notebooks."""
        marks = [
            Mark(evidence, kind, label)
            for kind, label, spans in (
                *(("actor", actor.id, actor.mentions) for actor in self.actors),
                *(("meeting", meeting.format, meeting.evidence) for meeting in self.meetings),
                *(
                    ("agreement", f"{item.kind}: {item.stage or 'mentioned'}", item.evidence)
                    for item in self.agreements
                ),
                *(("position", f"{item.stance}: {item.topic}", item.evidence) for item in self.positions),
                *(("event", f"{event.event_type} ({event.status})", event.evidence) for event in self.events),
            )
            for evidence in spans
        ]
        return marked_html(self.document.title, self.document.text, marks)
