"""A line of a head that says several things: a place, a day, an agency, a body, a writer, parted by bars, dashes or commas.

Every part must be one of these, and a day or an agency among them; else the line is none of a head's.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.intake.dateline import AGENCIES, is_city
from communique.intake.mastheads import is_masthead
from communique.intake.when import TimeLine, time_line
from communique.reference.papers import is_paper

BARS = re.compile(r"\s[|•·]\s")
_DASHES = re.compile(r"\s[-–—]\s")
_WRITER = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+[^\W\d_a-z][\w.'’-]*){1,3}")
_BRACKETED = re.compile(r"^(?P<rest>.+?)\s*\((?P<agency>[^()]{2,40})\)$")
LONGEST = 160


@dataclass(frozen=True)
class Parts:
    """What the parts of one line say."""

    time: TimeLine | None = None
    place: str | None = None
    agency: str | None = None
    body: str | None = None
    writer: str | None = None


def head_parts(line: str, is_label: Callable[[str], bool]) -> Parts | None:
    """The parts of a line, or None; `is_label` says which words only name a release (`Press release`)."""
    if len(line) > LONGEST:
        return None
    bracketed = _BRACKETED.match(line)
    agency = bracketed["agency"] if bracketed and bracketed["agency"].casefold() in AGENCIES else None
    rest = bracketed["rest"] if bracketed and agency else line
    for pieces, writers in _splits(rest):
        read = [_part(piece.strip(), is_label, writers) for piece in pieces]
        known = [part for part in read if part is not None]
        if len(known) == len(read) and len(read) + bool(agency) > 1:
            whole = _joined([*known, Parts(agency=agency)])
            return whole if whole.time or whole.agency else None
    return None


def _splits(line: str) -> Iterator[tuple[list[str], bool]]:
    """Ways to part a line, with whether a writer's name may be among the parts."""
    if BARS.search(line):
        yield BARS.split(line), True
    if _DASHES.search(line):
        yield _DASHES.split(line), False
    commas = line.split(", ")
    for start in range(len(commas)):
        for end in range(len(commas), start, -1):
            day = ", ".join(commas[start:end])
            if time_line(day) is not None:
                yield [*commas[:start], day, *commas[end:]], False
                return


def _part(piece: str, is_label: Callable[[str], bool], writers: bool) -> Parts | None:
    time = time_line(piece)
    if time is not None:
        return Parts(time=time)
    if piece.casefold() in AGENCIES:
        return Parts(agency=piece)
    if is_label(piece):
        return Parts()
    town, _, region = piece.partition(", ")
    if is_city(town) and (not region or _WRITER.fullmatch(f"X {region}")):
        return Parts(place=town)
    if is_masthead(piece) and not is_paper(piece):
        return Parts(body=piece)
    return Parts(writer=piece) if writers and _WRITER.fullmatch(piece) else None


def _joined(parts: list[Parts]) -> Parts:
    return Parts(
        time=next((part.time for part in parts if part.time), None),
        place=next((part.place for part in parts if part.place), None),
        agency=next((part.agency for part in parts if part.agency), None),
        body=next((part.body for part in parts if part.body), None),
        writer=next((part.writer for part in parts if part.writer), None),
    )
