"""Statements and readouts dated as letters are: a line of place and day under a title of several lines, or last of all.

Only asked where neither the head nor a dateline gives a day; the lines stay in the text.
"""

import re
from collections.abc import Iterator

from communique.intake.dateline import place_and_date
from communique.intake.lines import ends_sentence
from communique.intake.when import When, time_line

# Lines at the top and at the end among which such a line may stand.
TOP = 8
END = 4
# A line longer than this is the first paragraph.
PROSE = 90
_TAIL = re.compile(
    r",\s+(?P<day>\d{1,2}\s+[A-Za-z]{3,9}\.?\s+(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+(?:19|20)\d\d)$"
)


def letter_day(lines: list[str]) -> tuple[str | None, When] | None:
    """The place, where one is said, and the day of a text dated as letters are; None where it is not."""
    filled = [line.strip() for line in lines if line.strip()]
    above = list(_above_prose(filled[:TOP]))
    for line in (*above, *filled[-END:]):
        found = place_and_date(line)
        if found is not None and found.day is not None:
            return found.place, When(found.day)
        stamp = time_line(line) if line in above else None  # a day alone at the end may be of anything
        if stamp is not None and stamp.published is not None:
            return None, stamp.published
    for line in _above_prose(filled[:2]):
        tail = _TAIL.search(line)
        stamp = time_line(tail["day"]) if tail else None
        if stamp is not None and stamp.published is not None:
            return None, stamp.published
    return None


def _above_prose(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > PROSE and ends_sentence(line):
            return
        yield line
