"""Which PLOVER contexts an event has: those of its phrase, those the words around it speak for, those of what it takes up.

An act between states or organisations that no word places elsewhere is about their relations: `diplomatic`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reading.cast import is_state
from communique.reading.clauses import is_verbal, lemma, prepositions
from communique.reading.event_actors import state_of
from communique.reading.event_case import DEFINITE, TAKEN_UP, TREATY, VERBAL, Draft
from communique.reading.names import lower_same_length
from communique.reference import codebook
from communique.reference.organisations import organisations
from communique.reference.states import states
from communique.schema import Event

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PRONOUNS = frozenset({"it", "them", "this", "these"})


# -- the words around --------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _context_words() -> tuple[AhoCorasick, tuple[tuple[str, ...], ...]]:
    """Words with their contexts; names of states speak for none (`the Democratic Republic of the Congo`)."""
    contexts: dict[str, list[str]] = defaultdict(list)
    for state in states().values():
        contexts.update((name.lower(), []) for name in (state.name, state.official or state.name, *state.names))
    for record in codebook.contexts().values():
        for word in record.words:
            contexts[word].append(record.context)
    return AhoCorasick(list(contexts), matchkind=MatchKind.Standard), tuple(map(tuple, contexts.values()))


@lru_cache(maxsize=4096)
def contexts_of(text: str) -> tuple[str, ...]:
    """PLOVER contexts a text's words speak for, in order of first word; of overlapping words the longest counts."""
    automaton, names = _context_words()
    lower = lower_same_length(text)
    whole = [
        (start, -end, index)
        for index, start, end in automaton.find_matches_as_indexes(lower, overlapping=True)
        if _is_whole(lower, start, end)
    ]
    found: list[str] = []
    reached = 0
    for start, end, index in sorted(whole):
        if start >= reached:
            found += names[index]
            reached = -end
    return tuple(dict.fromkeys(found))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a match is a word of its own, or its plural in `s`."""
    if start and text[start - 1].isalnum():
        return False
    return not text[end : end + 1].isalnum() or (text[end] == "s" and not text[end + 1 : end + 2].isalnum())


def contexts_in(span: "Span") -> tuple[str, ...]:
    """PLOVER contexts the words of a sentence speak for, as they stand or as the singular of a noun."""
    singular = "".join(
        (t.lemma_ if t.pos_ in {"NOUN", "PROPN"} and t.tag_.endswith("S") else t.text) + t.whitespace_ for t in span
    )
    return tuple(dict.fromkeys((*contexts_of(span.text), *contexts_of(singular))))


# -- what is taken up, and the sides -----------------------------------------------------------------------------


def with_contexts(drafts: Sequence[Draft], events: Sequence[Event]) -> list[Event]:
    """The rows with the contexts of the acts and treaties they take up, and `diplomatic` where nothing speaks."""
    known: list[Event] = []
    for draft, event in zip(drafts, events, strict=True):
        words = list(event.contexts) + [c for c in _taken_up(draft, drafts, known) if c not in event.contexts]
        if not words and event.event_type in VERBAL and _is_between_states(event):
            words = ["diplomatic"]
        known.append(event.model_copy(update={"contexts": words}))
    return known


def _taken_up(draft: Draft, drafts: Sequence[Draft], known: Sequence[Event]) -> tuple[str, ...]:
    """Contexts of the event told before that a definite noun or a pronoun takes up (`condemned the attack`, `signed it`)."""
    for noun in _objects(draft):
        word = lemma(noun)
        definite = bool({c.lower_ for c in noun.lefts} & DEFINITE) or noun.lower_ in PRONOUNS
        types = TAKEN_UP.get(word)
        if not definite or (types is None and word not in TREATY and noun.lower_ not in PRONOUNS):
            continue
        for earlier, event in zip(reversed(drafts[: len(known)]), reversed(known), strict=True):
            if types is None and {*event.actors} != {*draft.actors, *draft.recipients}:
                continue
            if earlier.sentence.index != draft.sentence.index and (not types or event.event_type in types):
                return tuple(event.contexts)
    return ()


def _objects(draft: Draft) -> "Iterator[Token]":
    trigger = draft.trigger
    if not is_verbal(trigger):
        return
    yield from draft.objects
    yield from (obj for prep, obj in prepositions(trigger) if prep in {"to", "of", "over", "on", "by"})


def _is_between_states(event: Event) -> bool:
    sides = [*event.actors, *event.recipients]
    return len(sides) > 1 and all(_is_public(side) for side in sides) and len({state_of(s) for s in sides}) > 1


def _is_public(side: str) -> bool:
    return is_state(state_of(side)) or (side in organisations() and organisations()[side].kind == "igo")
