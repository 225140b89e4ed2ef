"""Dates and times as pages print them: `10:51 JST, May 11, 2023`, `Published 14:05 GMT, 2 October 2024`.

A line is a time line only if nothing but dates, times and the words around them stands on it. What is not said is
not filled in: no year, no date; no zone, no offset; an ambiguous order of day and month (03/04/2024), no date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

# Offsets in minutes. CST (Chicago, or Beijing and Taipei) and AST (Halifax, or Riyadh) are left out: which is not said.
ZONES = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "BST": 60,
    "WEST": 60,
    "CET": 60,
    "WAT": 60,
    "CEST": 120,
    "EET": 120,
    "CAT": 120,
    "SAST": 120,
    "EEST": 180,
    "EAT": 180,
    "MSK": 180,
    "TRT": 180,
    "GST": 240,
    "AZT": 240,
    "PKT": 300,
    "IST": 330,
    "NPT": 345,
    "BDT": 360,
    "WIB": 420,
    "ICT": 420,
    "WITA": 480,
    "SGT": 480,
    "HKT": 480,
    "PHT": 480,
    "PHST": 480,
    "MYT": 480,
    "AWST": 480,
    "JST": 540,
    "KST": 540,
    "WIT": 540,
    "ACST": 570,
    "AEST": 600,
    "ACDT": 630,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    "ADT": -180,
    "BRT": -180,
    "ART": -180,
    "EDT": -240,
    "EST": -300,
    "CDT": -300,
    "COT": -300,
    "PET": -300,
    "MDT": -360,
    "MST": -420,
    "PDT": -420,
    "PST": -480,
}
# Names said all year round, whose offset the date decides.
REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
MONTHS = tuple("january february march april may june july august september october november december".split())
_NUMBER = {name[:3]: number for number, name in enumerate(MONTHS, 1)}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)\b"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-(?P<n>\d{{1,2}})-(?P<d>\d{{1,2}})(?!\d)",
        rf"\b{_YEAR}/(?P<n>\d{{1,2}})/(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\.(?P<n>\d{{1,2}})\.{_YEAR}",
        rf"(?<!\d)(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/{_YEAR}",
        rf"(?<!\w){_DAY}(?:\s+of)?[\s-]+(?P<m>{MONTH})[\s,-]+{_YEAR}",
        rf"\b(?P<m>{MONTH})\s*{_DAY}\s*,?\s+{_YEAR}",
    )
)
_ABBREVIATIONS = "|".join(sorted([*ZONES, *REGIONS], key=len, reverse=True))
# Letters of a zone are read in capitals only ("et" is a word), but for the ISO "Z" after digits.
_ZONE = rf"(?:\(?(?<![A-Za-z])(?P<name>{_ABBREVIATIONS})\b\)?)?\s*\(?(?:(?:UTC|GMT)\s*)?(?P<offset>[+\u2212-]\d{{1,2}}:?(?:\d\d)?)?\b\)?"
_TIME = re.compile(
    r"(?<![\d:.])(?:T(?=\d\d:))?(?P<h>\d{1,2})(?:(?P<sep>[:.])(?P<mi>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?)?)?"
    rf"(?:\s*(?P<half>[AaPp]\.?\s?[Mm]\b\.?))?\s*(?:[Hh](?:ou)?rs?\b\.?)?\s*{_ZONE}"
)
_MILITARY = re.compile(r"(?<![\d:])(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)\s*(?P<name>GMT|UTC|hrs|[Hh]ours)\b")
_UPDATED = r"(?:(?:last\s+)?(?:updated|modified|revised)|update|correction)"
_PUBLISHED = (
    r"(?:(?:first\s+)?(?:published|posted|issued|released|created|filed|uploaded)|publication\s+date|date(?=\s*:))"
)
_KEYWORD = re.compile(rf"\b(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))\b\s*:?", re.IGNORECASE)
_FILLER = re.compile(
    rf"{WEEKDAY}|\b(?:at|on|the|of|time|local|as|hours?|hrs?|first|last|online|in|print|release|for|gmt|utc)\b|(?-i:\b[AC]ST\b)|[^\w]",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:\d+|an?|one)\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago\b", re.IGNORECASE)
_READING_TIME = re.compile(r"\b(?:reading time:?\s*)?\d{1,3}\s*-?\s*(?:min|minute)s?(?:\s+read)?\b", re.IGNORECASE)
LONGEST = 160


@dataclass(frozen=True)
class When:
    """A date with what is known of its time; `zone` is the offset in minutes or a region's name."""

    day: date
    clock: time | None = None
    zone: int | str | None = None

    def iso(self) -> str:
        """ISO 8601, as fine as it was said."""
        if self.clock is None:
            return self.day.isoformat()
        moment = datetime.combine(self.day, self.clock)
        known = _tzinfo(self.zone)
        return moment.replace(tzinfo=known).isoformat(timespec="seconds")


@dataclass(frozen=True)
class TimeLine:
    """What a time line says; both may be null where a line only says `3 hours ago`."""

    published: When | None = None
    updated: When | None = None


def _tzinfo(zone: int | str | None) -> tzinfo | None:
    if not isinstance(zone, str):
        return None if zone is None else timezone(timedelta(minutes=zone))
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return None


def time_line(line: str) -> TimeLine | None:
    """What a line says if it is a time line, else None."""
    if len(line) > LONGEST or not any(character.isdigit() for character in line):
        return None
    said = [_segment(kind, part) for kind, part in _segments(line)]
    if not said or any(part is None for part in said):
        return None
    found = [part for part in said if part is not None]
    published = next((when for kind, when in found if kind != "updated" and when), None)
    updated = next((when for kind, when in found if kind == "updated" and when), None)
    return TimeLine(published, updated)


def has_keyword(line: str) -> bool:
    """Whether the line opens with a word such as `Published` or `Updated`."""
    return bool(_KEYWORD.match(line.strip(" \t(|•·-")))


def _segments(line: str) -> Iterator[tuple[str, str]]:
    """The parts of the line, each with what the word before it says of it."""
    marks = list(_KEYWORD.finditer(line))
    ends = [mark.start() for mark in marks] + [len(line)]
    lead = line[: ends[0]]
    if _FILLER.sub("", lead):
        yield "", lead
    for mark, end in zip(marks, ends[1:], strict=True):
        yield mark.lastgroup or "", line[mark.end() : end]


def _segment(kind: str, part: str) -> tuple[str, When | None] | None:
    """The date in one part, or None if something else stands there too."""
    rest = part
    when = None
    dated = _dated(part)
    if dated is not None:
        day, start, end = dated
        clock, zone, rest = _clock(f"{part[:start]} \x1f {part[end:]}")
        when = When(day, clock, zone)
    elif kind:
        _, _, rest = _clock(part)
    rest = _READING_TIME.sub("", _AGO.sub("", rest))
    if _FILLER.sub("", rest) or (when is None and rest == part):
        return None
    return kind, when


def _dated(part: str) -> tuple[date, int, int] | None:
    for pattern in _DATES:
        found = pattern.search(part)
        if found:
            day = _day(found.groupdict())
            return None if day is None else (day, found.start(), found.end())
    return None


def _day(groups: dict[str, str | None]) -> date | None:
    year = int(groups["y"] or 0)
    name = groups.get("m")
    if "a" in groups:
        day, month = _ordered(int(groups["a"] or 0), int(groups["b"] or 0))
    else:
        day, month = int(groups["d"] or 0), _NUMBER[name[:3].lower()] if name else int(groups["n"] or 0)
    return day_of(year, month, day)


def _ordered(first: int, second: int) -> tuple[int, int]:
    """Day and month of a pair whose order only a number over twelve can tell; (0, 0) where it cannot."""
    if first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else (0, 0)


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """1 to 12 for an English month's name or abbreviation."""
    return _NUMBER[name[:3].lower()]


def _clock(part: str) -> tuple[time | None, int | str | None, str]:
    """The time of day, its zone, and what is left of the part."""
    military = _MILITARY.search(part)
    if military:
        zone = 0 if military["name"] in ("GMT", "UTC") else None
        return time(int(military["h"]), int(military["mi"])), zone, part[: military.start()] + part[military.end() :]
    for found in _TIME.finditer(part):
        clock = _time_of(found)
        if clock is not None:
            rest = part[: found.start()] + part[found.end() :]
            return clock, _zone_of(found["name"], found["offset"]), rest
    return None, None, part


def _time_of(found: re.Match[str]) -> time | None:
    if found["mi"] is None and found["half"] is None:
        return None
    hour, half = int(found["h"]), (found["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12 and not (hour < 24 and hour > 12):
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour
    minute, second = int(found["mi"] or 0), int(found["s"] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _zone_of(name: str | None, offset: str | None) -> int | str | None:
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = int(digits[:2] if len(digits) != 3 else digits[:1]), int(digits[2:] or 0)
        total = hours * 60 + minutes
        if total <= 14 * 60 and minutes < 60:
            return -total if offset[0] in "-\u2212" else total
    if name is None:
        return None
    return REGIONS.get(name, ZONES.get(name))


def iso_moment(value: object) -> str | None:
    """ISO 8601 for a datetime, a date or words that say one; None for what is no date."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    return _from_iso(value.strip()) or _from_words(value)


def _from_iso(value: str) -> str | None:
    """Exact ISO 8601, before words are looked at: `2021-02-26 15:33:52-05:00`."""
    if not re.match(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return (
            date.fromisoformat(value).isoformat()
            if len(value) == 10
            else datetime.fromisoformat(value).isoformat(timespec="seconds")
        )
    except ValueError:
        return None


def _from_words(value: str) -> str | None:
    line = time_line(value)
    when = (line.published or line.updated) if line else None
    return when.iso() if when else None
