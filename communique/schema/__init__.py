"""The vocabulary of Communique: the JSON contract as pydantic models. It imports no other room."""

from communique.schema.actor import Actor, ActorKind, Office, OfficeKind
from communique.schema.agreement import Agreement, Stage, StageAt
from communique.schema.dates import Date, Precision
from communique.schema.document import Document, PageList, PageListItem, PageListKind
from communique.schema.event import Event, EventType, Place, Quad, Status
from communique.schema.evidence import Evidence, cite
from communique.schema.meeting import Attendee, Level, Meeting, MeetingFormat, MeetingMode, Series
from communique.schema.position import About, Position, Stance, Strength
from communique.schema.reading import Reader, Reading

__all__ = [
    "About",
    "Actor",
    "ActorKind",
    "Agreement",
    "Attendee",
    "Date",
    "Document",
    "Event",
    "EventType",
    "Evidence",
    "Level",
    "Meeting",
    "MeetingFormat",
    "MeetingMode",
    "Office",
    "OfficeKind",
    "PageList",
    "PageListItem",
    "PageListKind",
    "Place",
    "Position",
    "Precision",
    "Quad",
    "Reader",
    "Reading",
    "Series",
    "Stage",
    "StageAt",
    "Stance",
    "Status",
    "Strength",
    "cite",
]
