"""The mentions of one meeting, and what they say of it together: parties, persons, date, place, format, mode and status."""

import datetime as dt
import re
from dataclasses import dataclass, field

from communique.reading.meeting_mention import MeetingMention
from communique.schema import (
    Date,
    Evidence,
    MeetingFormat,
    MeetingMode,
    Place,
    Status,
)

# A meeting dated this many days before the report is told as background.
BACKGROUND_DAYS = 14
# Time words that make an undated report's meeting a past one.
LONG_AGO = re.compile(
    r"\b(?:last|the previous) (?:year|month|autumn|spring|summer|winter)\b|\b(?:years?|months?) ago\b", re.IGNORECASE
)
GENERIC: frozenset[str | None] = frozenset({None, "talks", "dialogue", "negotiations", "other", "ministerial"})
# Formats that make no series of rounds or sessions.
SINGLE: frozenset[str | None] = frozenset({"visit", "courtesy call", "phone call", "video call"})
ORDER: tuple[Status, ...] = ("denied", "actual", "planned", "possible", "background")


@dataclass
class Group:
    """The mentions of one meeting, gathered in order of text."""

    mentions: list[MeetingMention] = field(default_factory=list)
    attending: list[str] = field(default_factory=list)
    extra: list[Evidence] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)

    @property
    def parties(self) -> tuple[str, ...]:
        """Parties of all mentions, in order, and those said to have joined."""
        return tuple(dict.fromkeys([*(p for m in self.mentions for p in m.parties), *self.joined]))

    @property
    def persons(self) -> tuple[str, ...]:
        """Persons of all mentions and of the sentences that list who attended."""
        return tuple(dict.fromkeys([*(p for m in self.mentions for p in m.persons), *self.attending]))

    @property
    def date(self) -> Date | None:
        """The first date said; a day before a longer stretch."""
        dates = [m.date for m in self.mentions if m.date is not None]
        days = [date for date in dates if date.precision == "day"]
        stays = [m.date for m in self.mentions if m.format == "visit" and m.date and m.date.precision == "interval"]
        if stays and days and _holds(stays[0], days[0]):
            return stays[0]  # `arrived on Tuesday for a two-day visit`
        return next(iter(days or dates), None)

    @property
    def place(self) -> Place | None:
        """The first place said; one with coordinates before one without."""
        places = [m.place for m in self.mentions if m.place is not None]
        return next((p for p in places if p.geonames is not None), next(iter(places), None))

    @property
    def ordinal(self) -> int | None:
        """The ordinal said of it."""
        return next((m.ordinal for m in self.mentions if m.ordinal is not None), None)

    @property
    def said_format(self) -> MeetingFormat | None:
        """The most telling format said."""
        formats = [m.format for m in self.mentions if m.format is not None]
        return next((f for f in formats if f not in GENERIC), next(iter(formats), None))

    @property
    def mode(self) -> MeetingMode | None:
        """The mode said, else the one its verbs imply."""
        said = [m.mode for m in self.mentions if m.mode is not None and m.mode_said]
        implied = [m.mode for m in self.mentions if m.mode is not None]
        return next(
            iter(said), "in_person" if self.place is not None and "online" not in implied else next(iter(implied), None)
        )

    def status(self, anchor: dt.date | None) -> Status:
        """What the text claims of it; an old date makes it background."""
        if (
            self.date is None
            and anchor is None
            and any(LONG_AGO.search(m.sentence.span.text) for m in self.mentions[:1])
        ):
            return "background"
        claims = {
            m.claim.status
            for m in self.mentions
            if not (m.definite and len(self.mentions) > 1 and m.claim.status != "denied")
        }
        claims = claims or {m.claim.status for m in self.mentions}
        status = next(s for s in ORDER if s in claims)
        if status == "actual" and self.date is not None and self.date.start and anchor and self.date.start > anchor:
            return "planned"
        return "background" if status == "actual" and is_past(self.date, anchor) else status


def _holds(stretch: Date, day: Date) -> bool:
    """Whether a day lies in a stretch of days."""
    return bool(stretch.start and stretch.end and day.start and stretch.start <= day.start <= stretch.end)


def is_past(date: Date | None, anchor: dt.date | None) -> bool:
    """Whether a date lies so far before the report that what is dated to it is history."""
    if date is None or date.end is None or anchor is None:
        return False
    return date.end < anchor - dt.timedelta(days=BACKGROUND_DAYS)
