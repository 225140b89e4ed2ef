"""The sentences the event coder learns from: `corpus/relations/*.tsv`, read, checked and split.

A row is a sentence with marked actors and the event between them; the format stands in `corpus/relations/README.md`.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import get_args

from communique.errors import BadReference
from communique.reading.marked import Span, unmark
from communique.reference.codebook import contexts as known_contexts
from communique.reference.codebook import modes as known_modes
from communique.reference.codebook import types as known_types
from communique.schema import Status

COLUMNS = ("type", "mode", "contexts", "status", "reciprocal", "sentence")
NONE = "NONE"
# One sentence in ten is held out of training, chosen by its hash: never by its content or place in a file.
HELD_OUT_SHARE = 10
# Sentences with a higher Jaccard similarity of their word trigrams are one sentence with other names.
NEAR = 0.6


@dataclass(frozen=True)
class RelationRow:
    """A sentence without its marks, what was marked in it, and the event of its sources and targets."""

    text: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    reciprocal: bool
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    others: tuple[Span, ...]
    words: Span | None
    where: str

    @property
    def held_out(self) -> bool:
        """Whether the sentence belongs to the tenth that is never trained on."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0


def read_rows(folder: Path) -> list[RelationRow]:
    """All rows of a folder's `*.tsv` files in order of file name; raises BadReference naming file and line of a bad one."""
    return [row for path in sorted(folder.glob("*.tsv")) for row in read_file(path)]


def read_file(path: Path, own: Collection[str] = ()) -> list[RelationRow]:
    """The rows of one file, of PLOVER types or the user's `own`; raises BadReference naming the first bad line."""
    rows = []
    for row in check_file(path, own):
        if isinstance(row, BadReference):
            raise row
        rows.append(row)
    return rows


def check_file(path: Path, own: Collection[str] = ()) -> Iterator[RelationRow | BadReference]:
    """Each row of a file, or what is wrong with it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        yield BadReference(f"{path.name} line 1: the header must be {' '.join(COLUMNS)}, separated by tabs")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        where = f"{path.name} line {number}"
        try:
            yield parse_row(line, where, own)
        except ValueError as error:
            yield BadReference(f"{where}: {error}")


def parse_row(line: str, where: str = "row", own: Collection[str] = ()) -> RelationRow:
    """A row out of its line, of a PLOVER type or one of the user's `own`; ValueError says what is wrong."""
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells, not {len(COLUMNS)}: {' '.join(COLUMNS)}")
    kind, mode, contexts, status, reciprocal, sentence = (cell.strip() for cell in cells)
    text, marks = unmark(sentence)
    row = RelationRow(
        text=text, type=kind, mode=mode or None, contexts=tuple(c.strip() for c in contexts.split(",") if c.strip()),
        status=_status(status), reciprocal=reciprocal == "yes", sources=tuple(marks["s"]), targets=tuple(marks["t"]),
        others=tuple(marks["a"]), words=marks["e"][0] if marks["e"] else None, where=where,
    )  # fmt: skip
    _check(row, reciprocal, len(marks["e"]), own)
    return row


def _status(value: str) -> Status:
    known: tuple[Status, ...] = get_args(Status)
    for status in known:
        if status == value:
            return status
    raise ValueError(f"no such status: {value!r}; there are {', '.join(known)}")


def _check(row: RelationRow, reciprocal: str, events: int, own: Collection[str]) -> None:
    if row.type not in {NONE, *known_types(), *own}:
        raise ValueError(f"no such type: {row.type!r}; there are {', '.join([*known_types(), *own])} and {NONE}")
    if row.mode and (row.type, row.mode) not in known_modes():
        modes = [mode for kind, mode in known_modes() if kind == row.type]
        raise ValueError(f"{row.type} has no mode {row.mode!r}; it has {', '.join(modes) or 'none'}")
    for context in row.contexts:
        if context not in known_contexts():
            raise ValueError(f"no such context: {context!r}; there are {', '.join(known_contexts())}")
    if reciprocal not in {"", "yes"}:
        raise ValueError(f"reciprocal is 'yes' or empty, not {reciprocal!r}")
    marked = sorted(
        [*row.sources, *row.targets, *row.others, *([row.words] if row.words else [])], key=lambda s: s.start
    )
    if any(one.end > other.start for one, other in pairwise(marked)):
        raise ValueError("marks overlap")
    if not row.sources:
        raise ValueError("no <s> is marked")
    if row.type == NONE and (events or not row.targets):
        raise ValueError("a NONE row has an <s> and a <t> and no <e>")
    if row.type != NONE and events != 1:
        raise ValueError(f"{events} <e> marks, not one")
    if row.reciprocal and not row.targets:
        raise ValueError("a reciprocal event has a <t>")


# -- diversity ---------------------------------------------------------------------------------------------------------


def near_copies(rows: Sequence[RelationRow], limit: float = NEAR) -> Iterator[tuple[RelationRow, RelationRow, float]]:
    """Pairs of different sentences whose word trigrams are more alike than `limit` (Jaccard, as MinHash estimates it)."""
    seen: dict[str, int] = {}
    trigrams = [_trigrams(row.text) for row in rows]
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows):
        if seen.setdefault(row.text, number) != number:
            continue
        shared: dict[int, int] = {}
        for trigram in trigrams[number]:
            for other in holders.setdefault(trigram, []):
                shared[other] = shared.get(other, 0) + 1
            holders[trigram].append(number)
        for other, count in shared.items():
            likeness = count / (len(trigrams[number]) + len(trigrams[other]) - count)
            if likeness > limit:
                yield rows[other], row, likeness


def _trigrams(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def openings(rows: Iterable[RelationRow], words: int = 5) -> dict[str, int]:
    """How many different sentences open with the same words."""
    counts: dict[str, int] = {}
    for text in dict.fromkeys(row.text for row in rows):
        opening = " ".join(text.lower().split()[:words])
        counts[opening] = counts.get(opening, 0) + 1
    return counts
