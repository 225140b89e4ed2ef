"""The event codebook: PLOVER types, modes and contexts, CAMEO codes with Goldstein values, and event phrases.

Sources: PLOVER manual draft 0.8 (2021), CAMEO manual 1.1b3; definitions and examples are our own words.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from communique.reference.loader import Entry, Example, load
from communique.schema import EventType, Quad


class Boundary(Entry):
    """What separates a type from a neighbour."""

    against: EventType
    rule: str


class EventExample(Example):
    """A sentence with the words of the event and those of its actor and recipient."""

    actor: str | None = None
    recipient: str | None = None


class TypeRecord(Entry):
    """A PLOVER event type."""

    type: EventType
    definition: str
    quad: Quad
    score: float
    boundaries: tuple[Boundary, ...]
    examples: tuple[EventExample, ...]


class ModeRecord(Entry):
    """A mode of a type; `score` is null where PLOVER gives none, `words` are lemmas that tell the mode of a type."""

    type: EventType
    mode: str
    definition: str
    score: float | None
    words: tuple[str, ...] = ()
    examples: tuple[EventExample, ...]


class ContextRecord(Entry):
    """A context, with the words that speak for it."""

    context: str
    definition: str
    words: tuple[str, ...]
    examples: tuple[EventExample, ...]


class PloverCode(Entry):
    """What a CAMEO code is in PLOVER."""

    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class SectorRecord(Entry):
    """A PLOVER sector, with the words that name its actors."""

    code: str
    name: str
    definition: str
    words: tuple[str, ...]
    examples: tuple[EventExample, ...]


class CameoRecord(Entry):
    """A CAMEO code with its Goldstein value."""

    code: str
    root: str
    description: str
    goldstein: float
    plover: PloverCode | None


class NounSlots(Entry):
    """Where an event noun's actor and recipient stand."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


class EventPhrase(Entry):
    """A predicate of one event type and the conditions on its parse.

    `objects` of a verb are its objects (with `complement`, the complement's verbs), of a noun the nouns before it or after
    `of`; `unless` lists words in the same places that keep the phrase from holding; `subjects` are what the subject must
    be; with `actor` of `parties` those named in the subject act (`the pact between Chile and Oman took effect`); `abroad` is
    the type where actor and recipient are of different states; an `intransitive` verb has no object (`demonstrates its commitment`
    is no protest). `verb` and `noun` in one record are two forms of one predicate.
    """

    id: str
    verb: str | None
    particle: str | None
    objects: tuple[str, ...] | None
    preps: Mapping[str, tuple[str, ...] | None] | None
    complement: Literal["infinitive", "gerund", "clause"] | None
    noun: str | None
    actor: str
    recipient: tuple[str, ...]
    noun_slots: NounSlots | None
    reciprocal: bool
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    needs: Literal["actor", "actor+recipient", "object-actor"]
    unless: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    abroad: EventType | None = None
    intransitive: bool = False
    examples: tuple[EventExample, ...]


@lru_cache(maxsize=1)
def types() -> dict[str, TypeRecord]:
    """Types by name."""
    return {record.type: record for record in load("plover.jsonl", TypeRecord, lambda r: r.type)}


@lru_cache(maxsize=1)
def modes() -> dict[tuple[str, str], ModeRecord]:
    """Modes by (type, mode)."""
    return {(r.type, r.mode): r for r in load("plover_modes.jsonl", ModeRecord, lambda r: (r.type, r.mode))}


@lru_cache(maxsize=1)
def contexts() -> dict[str, ContextRecord]:
    """Contexts by name."""
    return {record.context: record for record in load("plover_contexts.jsonl", ContextRecord, lambda r: r.context)}


@lru_cache(maxsize=1)
def sectors() -> dict[str, SectorRecord]:
    """Sectors of actors by code."""
    return {record.code: record for record in load("sectors.jsonl", SectorRecord, lambda r: r.code)}


@lru_cache(maxsize=1)
def cameo() -> dict[str, CameoRecord]:
    """CAMEO codes."""
    return {record.code: record for record in load("cameo.jsonl", CameoRecord, lambda r: r.code)}


@lru_cache(maxsize=256)
def code_of(kind: str, mode: str | None) -> str:
    """The most general CAMEO code of a PLOVER type and mode: of the mode where there is one, else of the type."""
    ours = [
        (record.plover.mode, code) for code, record in cameo().items() if record.plover and record.plover.type == kind
    ]
    fitting = [code for known, code in ours if known == mode] or [code for known, code in ours if known is None]
    return min(fitting or [code for _, code in ours], key=lambda code: (len(code), code))


@lru_cache(maxsize=1)
def phrases() -> tuple[EventPhrase, ...]:
    """All event phrases in the order of the file."""
    return load("event_phrases.jsonl", EventPhrase, lambda r: r.id)


def specificity(phrase: EventPhrase) -> int:
    """How many conditions a phrase puts on its sentence; the most specific one that holds is taken."""
    conditions = (phrase.particle, phrase.objects, phrase.preps, phrase.complement)
    return sum(2 if c is phrase.objects and c else 1 for c in conditions if c)


@lru_cache(maxsize=1)
def phrases_by_verb() -> dict[str, tuple[EventPhrase, ...]]:
    """Phrases by verb lemma, most specific first."""
    return _by("verb")


@lru_cache(maxsize=1)
def phrases_by_noun() -> dict[str, tuple[EventPhrase, ...]]:
    """Phrases by noun lemma, most specific first."""
    return _by("noun")


def _by(part: Literal["verb", "noun"]) -> dict[str, tuple[EventPhrase, ...]]:
    found: dict[str, list[EventPhrase]] = defaultdict(list)
    for phrase in phrases():
        word = phrase.verb if part == "verb" else phrase.noun
        if word:
            found[word.lower()].append(phrase)
    return {word: tuple(sorted(group, key=specificity, reverse=True)) for word, group in found.items()}
