"""The day of a report that no head says whole: a dateline's day with the year of an update, a stamp at its end.

Asked last. A bare day on a last line is read only under a report an agency or a writer signs: under a statement it may
be the day of anything.
"""

import re
from datetime import date, timedelta

from communique.intake.dateline import Dateline
from communique.intake.when import When, day_of, time_line

_LAST_STAMP = re.compile(r"[(\[](?P<stamp>\d[^()\[\]\n]{7,30})[)\]]\s*$")
# A clock joined to its day with a hyphen: 2025/06/18-14:02.
_JOINED_CLOCK = re.compile(r"(?<=\d)-(?=\d\d:\d\d$)")


def day_apart(opening: Dateline | None, updated: When | None, lines: list[str], signed: bool) -> When | None:
    """The day of publication, or None where it is not said."""
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    found = _last_stamp(last) or (_last_line(last) if signed or (opening and opening.agency) else None)
    if found is None and opening is not None and opening.month_day is not None and updated is not None:
        day = _before(opening.month_day, updated.day)
        found = When(day) if day else None
    return found


def _last_stamp(line: str) -> When | None:
    """A stamp in brackets behind the last sentence: `(2025/06/18-14:02)`."""
    found = _LAST_STAMP.search(line)
    stamp = time_line(_JOINED_CLOCK.sub(" ", found["stamp"])) if found else None
    return stamp.published if stamp is not None and stamp.published and stamp.published.clock else None


def _last_line(line: str) -> When | None:
    stamp = time_line(line)
    return stamp.published if stamp is not None else None


def _before(month_day: tuple[int, int], updated: date) -> date | None:
    """The last day of that month and number that is not after an update."""
    days = (day_of(year, *month_day) for year in (updated.year, updated.year - 1))
    return next((day for day in days if day is not None and day <= updated + timedelta(days=1)), None)
