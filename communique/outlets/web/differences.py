"""Two wordings compared word by word, and a text cut where marks begin and end."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

_PIECES = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]|\s+")
LONGEST = 3000


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    change: Literal["same", "added", "dropped"]
    words: str


def marked(before: str, after: str) -> list[Piece]:
    """The later wording with what came and what went."""
    one, other = _PIECES.findall(before[:LONGEST]), _PIECES.findall(after[:LONGEST])
    matcher = difflib.SequenceMatcher(None, [w.casefold() for w in one], [w.casefold() for w in other], autojunk=False)
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(other[j1:j2])))
            continue
        if i2 > i1:
            found.append(Piece("dropped", "".join(one[i1:i2])))
        if j2 > j1:
            found.append(Piece("added", "".join(other[j1:j2])))
    return found


@dataclass(frozen=True)
class Mark:
    """A stretch of a text that says something: its kind, the card that tells what, and that card's title."""

    start: int
    end: int
    kind: str
    card: str
    title: str


@dataclass(frozen=True)
class Stretch:
    """Words under the same marks, the shortest of which leads."""

    words: str
    marks: tuple[Mark, ...] = field(default=())
    begins: bool = False  # whether the leading mark begins here

    @property
    def lead(self) -> Mark | None:
        """The mark the words point to."""
        return min(self.marks, key=lambda mark: (mark.kind == "actor", mark.end - mark.start, mark.card), default=None)

    @property
    def kinds(self) -> list[str]:
        """The kinds of the marks."""
        return sorted({mark.kind for mark in self.marks})


def stretches(text: str, marks: Sequence[Mark]) -> list[Stretch]:
    """The text cut into stretches."""
    kept = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(mark.start for mark in kept), *(mark.end for mark in kept)})
    opening: dict[int, list[Mark]] = {}
    for mark in kept:
        opening.setdefault(mark.start, []).append(mark)
    active: list[Mark] = []
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start] + opening.get(start, [])
        found.append(Stretch(text[start:end], tuple(_each_once(active)), any(mark.start == start for mark in active)))
    return found


def _each_once(marks: Iterable[Mark]) -> Iterable[Mark]:
    return {(mark.kind, mark.card): mark for mark in marks}.values()
