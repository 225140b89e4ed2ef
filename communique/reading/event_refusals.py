"""Refusals told by a negated future of any verb: `said it would not abolish the toll`, `Vienna will not ratify before then`.

The codebook names verbs of refusing; what one announces not to do is a refusal whatever the verb, where the verb is of doing.
"""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from communique.reading.claims import SAYING
from communique.reading.clauses import agents, auxiliaries, is_passive, is_verbal, lemma, own_subjects
from communique.reading.event_case import MEETING
from communique.reading.relations import Relation
from communique.reference.codebook import EventPhrase

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE = frozenset({"will", "would", "wo", "'ll", "’ll"})
# Verbs of being, having, thinking, changing and befalling: not doing them refuses nothing.
NO_DOING = frozenset(
    """be have know think believe feel seem become affect happen need want change hurt harm suffer face forget last
    matter exist remain fall rise grow lose win get see hear like hesitate rest hold work succeed fail cost result
    lead benefit mean expect wait arrive tire regret apply surprise help stand eat sleep""".split()
)
_ATTENDING = frozenset("go attend take participate come meet join travel".split())


def refusals(tokens: "Iterator[Token]", known: "Container[int]") -> Iterator[Relation]:
    """The refusals of a sentence's tokens at verbs not among `known`, by token index."""
    for token in tokens:
        if token.tag_ == "VB" and token.i not in known and _refuses(token):
            meets = lemma(token) in _ATTENDING or any(lemma(c) in MEETING for c in token.rights)
            yield Relation(token, _phrase(meets), tuple(agents(token)), (), nominal=False)


def _refuses(verb: "Token") -> bool:
    if lemma(verb) in NO_DOING or is_passive(verb) or not any(c.dep_ == "neg" for c in verb.children):
        return False
    if not any(helper.lower_ in FUTURE for helper in auxiliaries(verb)):
        return False
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "because", "so"} for c in verb.lefts):
        return False
    top = verb
    while top.dep_ == "conj" and is_verbal(top.head) and not own_subjects(top):
        top = top.head
    if top.dep_ == "ROOT":
        return True
    return top.dep_ in {"ccomp", "conj", "parataxis"} and (
        top.dep_ == "conj" or lemma(top.head) in SAYING | {"reply", "respond", "promise", "vow", "reiterate", "tell"}
    )


def _phrase(meets: bool) -> EventPhrase:
    return EventPhrase(
        id="will-not", verb=None, particle=None, objects=None, preps=None, complement=None, noun=None, actor="subject",
        recipient=(), noun_slots=None, reciprocal=False, type="REJECT", mode="meet" if meets else None, contexts=(),
        cameo="125" if meets else "120", needs="actor", examples=(),
    )  # fmt: skip
