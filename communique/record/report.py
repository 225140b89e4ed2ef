"""A report: one item of one reading, cut down to what linking compares. Values are plain, so that they store as JSON."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from communique.schema import Date, Status

Kind = Literal["meeting", "agreement", "position", "event"]
KINDS: tuple[Kind, ...] = ("meeting", "agreement", "position", "event")
# Copies of one text are found by the same machinery, with the document as its own report.
COPY = "copy"


@dataclass(frozen=True, slots=True)
class Span:
    """The days something may have happened on, as ordinals. `exact`: one day; `dated`: the report gives a date at all."""

    start: int
    end: int
    dated: bool
    exact: bool

    def apart(self, other: "Span") -> int:
        """Days between the two, 0 where they overlap."""
        return max(0, self.start - other.end, other.start - self.end)


@dataclass(frozen=True, slots=True)
class Report:
    """What linking knows of one item. `sides` are the parties or actors, `targets` the recipients; both as states."""

    key: str
    kind: str
    document: str
    official: bool
    published: int | None
    sides: frozenset[str]
    targets: frozenset[str] = frozenset()
    span: Span | None = None
    status: str = "actual"
    type: str = ""
    mode: str | None = None
    names: frozenset[str] = frozenset()
    place: str | None = None
    country: str | None = None
    words: frozenset[str] = frozenset()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def dumped(self) -> str:
        """As JSON; equal reports give equal text."""
        span = self.span and (self.span.start, self.span.end, self.span.dated, self.span.exact)
        values = (
            self.key, self.kind, self.document, self.official, self.published, sorted(self.sides), sorted(self.targets), span,
            self.status, self.type, self.mode, sorted(self.names), self.place, self.country, sorted(self.words), self.extra,
        )  # fmt: skip
        return compact(values)

    @property
    def told(self) -> int | None:
        """The day it happened where the report gives one day, else the day of the report."""
        return self.span.start if self.span and self.span.exact else self.published


compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def loaded(text: str) -> Report:
    """The report of `Report.dumped`."""
    v = json.loads(text)
    return Report(
        v[0], v[1], v[2], v[3], v[4], frozenset(v[5]), frozenset(v[6]), Span(*v[7]) if v[7] else None,
        v[8], v[9], v[10], frozenset(v[11]), v[12], v[13], frozenset(v[14]), v[15],
    )  # fmt: skip


def days_between(one: Report, other: Report) -> int | None:
    """Days between what two reports tell, each at its own day or that of its report; None where one has neither."""
    return None if one.told is None or other.told is None else abs(one.told - other.told)


@dataclass(frozen=True, slots=True)
class Join:
    """Two reports say the same: how sure, in points, and on which grounds."""

    points: int
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Two reports do not say the same, for a reason."""

    reason: str


Verdict = Join | Apart


class Points:
    """Adds up what speaks for and against two reports being one."""

    def __init__(self, needed: int) -> None:
        self.needed = needed
        self.total = 0
        self.grounds: list[str] = []

    def add(self, points: int, ground: str) -> None:
        """Something for (or, below zero, against) it."""
        if points:
            self.total += points
            self.grounds.append(ground)

    def verdict(self) -> Verdict:
        """A join where there is enough."""
        if self.total >= self.needed:
            return Join(self.total, tuple(self.grounds))
        said = ", ".join(self.grounds) or "nothing in common"
        return Apart(f"too little speaks for it ({self.total} of {self.needed} points: {said})")


def short_hash(*parts: str, length: int = 16) -> str:
    """Hexadecimal digits of a hash of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:length]


def state_of(actor: str) -> str:
    """The state an actor's id belongs to (`JPN.GOV` is `JPN`), the id itself for others."""
    head, _, tail = actor.partition(".")
    return head if tail and len(head) == 3 and head.isupper() else actor


def states_of(actors: Iterable[str]) -> frozenset[str]:
    """The same for many."""
    return frozenset(state_of(actor) for actor in actors)


def ordinal_day(iso: str | None) -> int | None:
    """The day of an ISO date or moment as an ordinal."""
    if not iso:
        return None
    try:
        return dt.date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return None


def day_said(day: int) -> str:
    """An ordinal as an ISO date."""
    return dt.date.fromordinal(day).isoformat()


# How many days before a report an undated thing it tells as news may have happened, and how far ahead what it announces.
NEWS_DAYS = 4
OPEN_DAYS = 90


def span_of(date: Date | None, status: Status, published: int | None, ahead: int) -> Span | None:
    """The days of an item: its date's, else those a report of that day speaks of; None for undated background."""
    if date is not None and (date.start or date.end):
        start, end = (date.start or date.end), (date.end or date.start)
        first, last = start.toordinal(), end.toordinal()  # type: ignore[union-attr]
        if date.precision == "open":
            last = first + OPEN_DAYS if date.start else last
            first = first if date.start else last - OPEN_DAYS
        return Span(first, max(first, last), dated=True, exact=date.precision == "day")
    if published is None or status == "background":
        return None
    if status in {"planned", "possible"}:
        return Span(published, published + ahead, dated=False, exact=False)
    return Span(published - NEWS_DAYS, published, dated=False, exact=False)
