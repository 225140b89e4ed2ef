"""Scores the event coder on a file of marked sentences: `communique evaluate relations FILE`.

Two forms of file are read, both tab-separated with a header: rows of our corpus (`type mode contexts status reciprocal
sentence`), and `marked_sentence event_type [quad]` as the field's sets have it. `YIELD`, the older name, stands for CONCEDE and
RETREAT. Beside the score stand the majority class and the first word of the sentence that the codebook's phrases know.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.errors import UnreadableInput
from communique.reading.coder import NOBODY, Asked, Coder, Relation, as_published, coder
from communique.reading.marked import unmark
from communique.reference.codebook import TypeRecord, phrases, types
from communique.training.corpus import COLUMNS, NONE, RelationRow, parse_row

OLDER = "YIELD"
YIELDING = frozenset({"CONCEDE", "RETREAT"})
BINS = 10


@dataclass(frozen=True)
class Case:
    """One judged pair: what to ask, and what is right; None where the file does not say.

    `published` tells that types are those of the published crosswalk, not of our corpus.
    """

    asked: Asked
    type: str
    quad: str | None = None
    status: str | None = None
    mode: str | None = None
    published: bool = False


@dataclass(frozen=True)
class ClassScore:
    """Precision, recall and F1 of one class, and how often it is right and was said."""

    name: str
    precision: float
    recall: float
    f1: float
    gold: int
    said: int


@dataclass(frozen=True)
class Report:
    """Everything measured on one file; a score that the file gives no ground for is None."""

    cases: int
    classes: tuple[ClassScore, ...]
    macro_f1: float
    accuracy: float
    quad_macro_f1: float
    majority_macro_f1: float
    phrases_macro_f1: float
    calibration_error: float
    reliability: tuple[tuple[float, float, int], ...]
    confusion: tuple[tuple[str, str, int], ...]
    event_f1: float | None
    status_macro_f1: float | None
    mode_accuracy: float | None
    direction: float | None


def read_cases(path: Path, own: Collection[str] = ()) -> tuple[list[Case], list[Case]]:
    """The cases with an event, and those without one; UnreadableInput says what is wrong with the file and where."""
    if not path.is_file():
        raise UnreadableInput(str(path), "there is no such file")
    lines = path.read_text(encoding="utf-8").split("\n")
    header = tuple(lines[0].rstrip("\r").split("\t"))
    if header != COLUMNS and header[:2] != ("marked_sentence", "event_type"):
        raise UnreadableInput(
            str(path),
            f"line 1 must be the header {' '.join(COLUMNS)} or marked_sentence event_type quad, separated by tabs",
        )
    told: list[Case] = []
    silent: list[Case] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            case = _own(parse_row(line, own=own)) if header == COLUMNS else _marked(line, own)
        except ValueError as error:
            raise UnreadableInput(str(path), f"line {number}: {error}") from error
        (silent if case.type == NONE else told).append(case)
    if not told:
        raise UnreadableInput(str(path), "has no row with an event")
    return told, silent


def _own(row: RelationRow) -> Case:
    mentions = (row.sources[0], *row.targets[:1])
    asked = Asked(row.text, mentions, _both_ways(len(mentions)))
    quad = quad_of(row.type) if row.type != NONE else None
    return Case(asked, row.type, quad, None if row.type == NONE else row.status, row.mode)


def _both_ways(count: int) -> tuple[tuple[int, int], ...]:
    return ((0, 1), (1, 0)) if count > 1 else ((0, NOBODY),)


def _marked(line: str, own: Collection[str]) -> Case:
    cells = line.rstrip("\r").split("\t")
    if len(cells) < 2:
        raise ValueError("fewer than two cells")
    text, marks = unmark(cells[0])
    if not marks["s"] and not marks["t"]:
        raise ValueError("neither <s>…</s> nor <t>…</t> marks an actor")
    kind = cells[1].strip()
    if kind not in {*types(), *own, OLDER}:
        raise ValueError(f"no such event type: {kind!r}; there are {', '.join(types())} and {OLDER}")
    mentions = (*marks["s"][:1], *marks["t"][:1])
    quad = cells[2].strip() if len(cells) > 2 and cells[2].strip() else None
    return Case(Asked(text, mentions, _both_ways(len(mentions))), kind, quad, published=True)


def evaluate(path: Path, model: Path | None = None) -> Report:
    """Codes a file's sentences, with our model or that of a folder, and compares."""
    chosen = coder() if model is None else Coder(model)
    told, silent = read_cases(path, chosen.types)
    asked = [*told, *silent]
    read = [_as_judged(case, r) for case, r in zip(asked, chosen.read([c.asked for c in asked]), strict=True)]
    found = [_first(relations) for relations in read[: len(told)]]
    older = any(case.type == OLDER for case in told)
    gold = [_folded(case.type, older) for case in told]
    said = [_folded(relation.type, older) if relation else "" for relation in found]
    majority = Counter(gold).most_common(1)[0][0]
    named = [_folded(_by_phrase(case.asked.text), older) for case in told]
    bins = reliability([(r.confidence, g == s) for r, g, s in zip(found, gold, said, strict=True) if r])
    classes = scores(gold, said)
    wrong = Counter((g, s) for g, s in zip(gold, said, strict=True) if g != s)
    return Report(
        cases=len(told), classes=classes, macro_f1=macro(classes), accuracy=_share([g == s for g, s in zip(gold, said, strict=True)]),
        quad_macro_f1=macro(scores([_quad(c) for c in told], [_quad_said(r, older) for r in found])),
        majority_macro_f1=macro(scores(gold, [majority] * len(gold))), phrases_macro_f1=macro(scores(gold, named)),
        calibration_error=sum(abs(mean - right) * n for mean, right, n in bins) / max(1, sum(n for *_, n in bins)),
        reliability=bins, confusion=tuple((g, s, n) for (g, s), n in wrong.most_common(12)),
        event_f1=_event_f1(found, [_first(relations) for relations in read[len(told) :]]) if silent else None,
        status_macro_f1=_status(told, found), mode_accuracy=_modes(told, found), direction=_direction(read[: len(told)]),
    )  # fmt: skip


def _as_judged(case: Case, relations: Sequence[Relation | None]) -> list[Relation | None]:
    return [as_published(r) if r is not None and case.published else r for r in relations]


def quad_of(kind: str) -> str:
    """The quad class of a PLOVER type; a type of a user's own is a class of its own."""
    known: Mapping[str, TypeRecord] = types()
    return known[kind].quad if kind in known else kind


def _first(relations: Sequence[Relation | None]) -> Relation | None:
    return relations[0] if relations else None


def _folded(kind: str, older: bool) -> str:
    return OLDER if older and kind in YIELDING else kind


def _quad(case: Case) -> str:
    if case.quad is not None:
        return case.quad
    return "material cooperation" if case.type == OLDER else quad_of(case.type)


def _quad_said(relation: Relation | None, older: bool) -> str:
    if relation is None:
        return ""
    return "material cooperation" if older and relation.type in YIELDING else quad_of(relation.type)


def _by_phrase(text: str) -> str:
    """The type of the first word that a phrase of the codebook begins with; the most frequent type where none does."""
    known = {word: phrase.type for phrase in reversed(phrases()) for word in (phrase.verb, phrase.noun) if word}
    for word in text.lower().split():
        for form in (
            word,
            word.removesuffix("d"),
            word.removesuffix("ed"),
            word.removesuffix("s"),
            word.removesuffix("ing"),
        ):
            if form in known:
                return known[form]
    return "ACCUSE"


def scores(gold: Sequence[str], said: Sequence[str]) -> tuple[ClassScore, ...]:
    """Scores of each class of `gold`, by name."""
    found = []
    for name in sorted(set(gold)):
        both = sum(g == s == name for g, s in zip(gold, said, strict=True))
        asked, given = gold.count(name), said.count(name)
        precision, recall = both / given if given else 0.0, both / asked
        f1 = 2 * precision * recall / (precision + recall) if both else 0.0
        found.append(ClassScore(name, precision, recall, f1, asked, given))
    return tuple(found)


def macro(classes: Sequence[ClassScore]) -> float:
    """The mean of the classes' F1."""
    return sum(c.f1 for c in classes) / len(classes) if classes else 0.0


def reliability(judged: Iterable[tuple[float, bool]]) -> tuple[tuple[float, float, int], ...]:
    """Mean confidence, share right and number of cases, in ten bins of confidence; empty bins are left out."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        bins.setdefault(min(BINS - 1, math.floor(confidence * BINS)), []).append((confidence, right))
    return tuple(
        (sum(c for c, _ in inside) / len(inside), _share([r for _, r in inside]), len(inside))
        for _, inside in sorted(bins.items())
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def _event_f1(told: Sequence[Relation | None], silent: Sequence[Relation | None]) -> float:
    found = sum(r is not None and r.event >= 0.5 for r in told)
    wrong = sum(r is not None and r.event >= 0.5 for r in silent)
    return 2 * found / (len(told) + found + wrong)


def _status(told: Sequence[Case], found: Sequence[Relation | None]) -> float | None:
    pairs = [(case.status, r.status) for case, r in zip(told, found, strict=True) if case.status and r]
    return macro(scores([g for g, _ in pairs], [s for _, s in pairs])) if pairs else None


def _modes(told: Sequence[Case], found: Sequence[Relation | None]) -> float | None:
    judged = [
        case.mode == r.mode for case, r in zip(told, found, strict=True) if case.mode and r and r.type == case.type
    ]
    return _share(judged) if judged else None


def _direction(read: Sequence[Sequence[Relation | None]]) -> float | None:
    """How often the way marked is held more probable than the other, where the event is not reciprocal."""
    ways = [(r[0], r[1]) for r in read if len(r) > 1 and r[0] and r[1] and not r[0].reciprocal]
    return _share([there.event >= back.event for there, back in ways]) if ways else None
