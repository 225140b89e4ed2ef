"""Calendar values in EDTF level 1, the steps from one to the next, and the context an expression counts from.

The notation is the Extended Date/Time Format (Library of Congress, 2019): `2023-05-09`, `2022-01`, `2024-21` for
spring, `199X`, `2024-01/2024-06`, and `..` for an open end. Weeks run from Monday (ISO 8601). Seasons are those of the
northern hemisphere by whole months, winter beginning in December of its year.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dateutil.relativedelta import relativedelta

from communique.schema import Precision

Tense = Literal["past", "present", "future"]

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Resolved:
    """A value in EDTF with its first and last possible day, null where open."""

    edtf: str
    start: dt.date | None
    end: dt.date | None
    precision: Precision


class Unresolvable(Exception):
    """An expression that has no date here: nothing to count from, or no such day."""


def day(date: dt.date) -> Resolved:
    """One day."""
    return Resolved(date.isoformat(), date, date, "day")


def month(year: int, number: int) -> Resolved:
    """One month."""
    last = calendar.monthrange(year, number)[1]
    return Resolved(f"{year:04}-{number:02}", dt.date(year, number, 1), dt.date(year, number, last), "month")


def season(year: int, number: int) -> Resolved:
    """Spring 21 to winter 24, the codes of EDTF."""
    start = dt.date(year, 3 * (number - 20), 1)
    return Resolved(f"{year:04}-{number}", start, start + relativedelta(months=3) - ONE_DAY, "season")


def whole_year(year: int) -> Resolved:
    """One year."""
    return Resolved(f"{year:04}", dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def decade(year: int) -> Resolved:
    """The ten years `year` falls in."""
    first = year - year % 10
    return Resolved(f"{first // 10}X", dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "decade")


def months(first: dt.date, count: int) -> Resolved:
    """`count` whole months from the month of `first`."""
    end = first.replace(day=1) + relativedelta(months=count - 1)
    return interval(month(first.year, first.month), month(end.year, end.month))


def interval(first: Resolved, last: Resolved) -> Resolved:
    """From the start of one date to the end of another; Unresolvable where they are not in that order."""
    if first == last:
        return first
    if begins(first) > begins(last) or ends(first) > ends(last):
        raise Unresolvable
    if {first.precision, last.precision} & {"interval", "season", "decade"}:
        first, last = day(begins(first)), day(ends(last))
    return Resolved(f"{first.edtf}/{last.edtf}", first.start, last.end, "interval")


def open_from(date: dt.date) -> Resolved:
    """From a day on, with no end known."""
    return Resolved(f"{date.isoformat()}/..", date, None, "open")


def open_to(date: dt.date) -> Resolved:
    """Up to a day, with no start known."""
    return Resolved(f"../{date.isoformat()}", None, date, "open")


def begins(date: Resolved) -> dt.date:
    """The first possible day; Unresolvable where open."""
    if date.start is None:
        raise Unresolvable
    return date.start


def ends(date: Resolved) -> dt.date:
    """The last possible day; Unresolvable where open."""
    if date.end is None:
        raise Unresolvable
    return date.end


def _week(date: dt.date) -> Resolved:
    monday = date - dt.timedelta(days=date.weekday())
    return interval(day(monday), day(monday + 6 * ONE_DAY))


def _weekend(date: dt.date) -> Resolved:
    saturday = date + dt.timedelta(days=5 - date.weekday())
    return interval(day(saturday), day(saturday + ONE_DAY))


def _season_of(date: dt.date) -> Resolved:
    first = date - relativedelta(months=date.month % 3)
    return season(first.year, 20 + first.month // 3)


CONTAINING: Mapping[str, Callable[[dt.date], Resolved]] = {
    "day": day,
    "week": _week,
    "fortnight": _week,
    "weekend": _weekend,
    "month": lambda date: month(date.year, date.month),
    "quarter": lambda date: months(date.replace(month=date.month - (date.month - 1) % 3), 3),
    "season": _season_of,
    "year": lambda date: whole_year(date.year),
    "decade": lambda date: decade(date.year),
}

LENGTH: Mapping[str, relativedelta] = {
    "hour": relativedelta(hours=1),
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "weekend": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "season": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
}


def shifted(date: dt.date, unit: str, count: int) -> dt.date:
    """A day `count` units later; hours are rounded up to days."""
    if unit == "hour":
        unit, count = "day", (-(-abs(count) // 24)) * (1 if count > 0 else -1)
    return date + LENGTH[unit] * count


@dataclass(frozen=True)
class FiscalYear:
    """The month a state's fiscal year begins in, and whether it is named by the year of its start or its end."""

    first_month: int
    named_by: Literal["start", "end"]


@dataclass(frozen=True)
class Context:
    """What an expression counts from: the report's day, its verb's tense, the date last spoken of, the fiscal year."""

    anchor: dt.date | None = None
    tense: Tense | None = None
    reference: Resolved | None = None
    fiscal: FiscalYear | None = None

    @property
    def today(self) -> dt.date:
        """The report's day; Unresolvable where it is not known."""
        if self.anchor is None:
            raise Unresolvable
        return self.anchor

    @property
    def spoken_of(self) -> dt.date:
        """The first day of the date last spoken of; Unresolvable where there is none."""
        if self.reference is None or self.reference.start is None:
            raise Unresolvable
        return self.reference.start

    @property
    def day_spoken_of(self) -> dt.date:
        """The day last spoken of; Unresolvable where that date is no single day."""
        if self.reference is None or self.reference.precision != "day":
            raise Unresolvable
        return self.spoken_of


# How far each word steps, and from where: the report's day or the date last spoken of.
FROM_TODAY = {
    "last": -1, "the year before last": -2, "past": -1, "this past": -1, "the past": -1, "this": 0, "the current": 0,
    "next": 1, "coming": 1, "the coming": 1, "this coming": 1,
}  # fmt: skip
FROM_REFERENCE = {
    "the same": 0, "that same": 0, "the very same": 0, "that": 0, "that very": 0, "on the": 0, "the": 0,
    "the following": 1, "the next": 1, "the previous": -1, "the preceding": -1,
}  # fmt: skip


def step(which: str, c: Context) -> tuple[int, dt.date]:
    """How far `which` steps, and from which day."""
    which = which.lower()
    if which in FROM_TODAY:
        return FROM_TODAY[which], c.today
    return FROM_REFERENCE[which], c.spoken_of


# A present verb with a day or month speaks of the next, unless one was so lately that it may still be meant.
LATELY = dt.timedelta(days=31)


def choose(options: Iterable[Resolved], c: Context) -> Resolved:
    """The option the tense asks for: the latest begun, the first not yet over, or without a tense the nearest."""
    today, bounded = c.today, [(begins(option), ends(option), option) for option in options]
    if c.tense == "past":
        bounded = [item for item in bounded if item[0] <= today][-1:]
    elif c.tense == "future":
        bounded = [item for item in bounded if item[1] >= today][:1]
    elif c.tense == "present":
        bounded = [item for item in bounded if item[1] >= today - LATELY][:1]
    if not bounded:
        raise Unresolvable
    return min(bounded, key=lambda item: max(item[0] - today, today - item[1], dt.timedelta(0)))[2]
