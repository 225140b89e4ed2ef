"""Turns rows of the corpus into what the event coder is shown: a sentence, its mentions, and a label for ordered pairs.

Rows of one sentence are joined. A pair is `(i, j)` of mention indexes; `j` is `NOBODY` where an event has no recipient.
Pairs that no row speaks of have no event only where the row names all its actors: sources among themselves, targets to
sources (unless reciprocal), and everything with the others.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from communique.reading.coder import NOBODY
from communique.reading.marked import Span
from communique.reference.codebook import contexts as known_contexts
from communique.reference.codebook import modes as known_modes
from communique.reference.codebook import types as known_types
from communique.reference.states import states
from communique.schema import Status
from communique.training.corpus import NONE, RelationRow

STATUSES: tuple[Status, ...] = ("actual", "planned", "possible", "denied", "background")
# The share of mentions a pass exchanges for another state's name, or cuts to their last words.
EXCHANGED = 0.3
CUT = 0.15


@dataclass(frozen=True)
class Label:
    """What a row says of a pair; `type` is None where there is no event."""

    type: str | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: Status = "actual"
    reciprocal: bool = False
    words: Span | None = None


@dataclass
class Example:
    """A sentence with its mentions and the labels of its pairs."""

    text: str
    mentions: list[Span] = field(default_factory=list)
    pairs: dict[tuple[int, int], Label] = field(default_factory=dict)


def labels(own: Sequence[str] = ()) -> dict[str, list[str]]:
    """The names of each head's classes in order, types of the user's `own` last; modes as `TYPE:mode`."""
    return {
        "types": [*known_types(), *own],
        "modes": [f"{kind}:{mode}" for kind, mode in known_modes()],
        "contexts": list(known_contexts()),
        "statuses": list(STATUSES),
    }


def examples_of(rows: Iterable[RelationRow]) -> list[Example]:
    """One example a sentence, in order of first row."""
    by_text: dict[str, list[RelationRow]] = {}
    for row in rows:
        by_text.setdefault(row.text, []).append(row)
    return [_example(text, group) for text, group in by_text.items()]


def _example(text: str, rows: Sequence[RelationRow]) -> Example:
    spans = sorted(
        {span for row in rows for span in (*row.sources, *row.targets, *row.others)}, key=lambda s: (s.start, s.end)
    )
    index = {span: number for number, span in enumerate(spans)}
    example = Example(text, spans)
    for row in rows:
        for pair in _silent(row, index):
            example.pairs.setdefault(pair, Label(None))
    for row in rows:
        example.pairs.update(_told(row, index))
    return example


def _told(row: RelationRow, index: dict[Span, int]) -> dict[tuple[int, int], Label]:
    """The pairs a row gives an event; of a reciprocal one both ways."""
    if row.type == NONE:
        return {}
    label = Label(row.type, row.mode, row.contexts, row.status, row.reciprocal, row.words)
    if not row.targets:
        return {(index[source], NOBODY): label for source in row.sources}
    told = {(index[s], index[t]): label for s in row.sources for t in row.targets}
    if row.reciprocal:
        told |= {(j, i): label for i, j in told}
    return told


def _silent(row: RelationRow, index: dict[Span, int]) -> Iterable[tuple[int, int]]:
    """The ordered pairs between which a row tells no event."""
    sources, targets, others = ([index[s] for s in spans] for spans in (row.sources, row.targets, row.others))
    everybody = [*sources, *targets, *others]
    told = set(_told(row, index))
    for i in everybody:
        for j in everybody:
            among_sources = i in sources and j in sources
            if i != j and (i, j) not in told and not (among_sources and row.reciprocal):
                yield i, j
    for i in (*targets, *others):
        if not (row.reciprocal and i in targets):
            yield i, NOBODY
    if row.type == NONE:
        yield from ((i, NOBODY) for i in sources)


# -- augmentation --------------------------------------------------------------------------------------------------------


def varied(example: Example, chance: random.Random) -> Example:
    """The example with some states' names exchanged for others and some mentions cut to their heads."""
    text, mentions, moved = example.text, [], 0
    words = {label.words for label in example.pairs.values() if label.words is not None}
    shifts: list[tuple[int, int]] = []
    for span in example.mentions:
        said = example.text[span.start : span.end]
        start, end = span.start + moved, span.end + moved
        if said in _state_names() and chance.random() < EXCHANGED:
            other = chance.choice(_name_pool())
            text = text[:start] + other + text[end:]
            shifts.append((span.end, len(other) - len(said)))
            moved += len(other) - len(said)
            mentions.append(Span(start, start + len(other)))
        elif " " in said and chance.random() < CUT:
            mentions.append(Span(start + said.rindex(" ") + 1, end))
        else:
            mentions.append(Span(start, end))
    placed = {span: _shifted(span, shifts) for span in words}
    pairs = {
        pair: label
        if label.words is None
        else Label(label.type, label.mode, label.contexts, label.status, label.reciprocal, placed[label.words])
        for pair, label in example.pairs.items()
    }
    return Example(text, mentions, pairs)


def _shifted(span: Span, shifts: Sequence[tuple[int, int]]) -> Span:
    by = sum(size for at, size in shifts if at <= span.start)
    return Span(span.start + by, span.end + by)


_NAMES: list[str] = []


def _name_pool() -> list[str]:
    if not _NAMES:
        _NAMES.extend(state.name for state in states().values() if state.status != "historical")
    return _NAMES


def _state_names() -> frozenset[str]:
    return frozenset(_name_pool())
