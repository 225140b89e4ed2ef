"""Finds the places where a sentence takes a stance: a verb, noun or adjective of stance with its complement in place.

A frame is what the words say before anybody is resolved: the stance, the verb whose subject holds it, the heads of the
topic, the phrase addressed. Whose positions they are and how far the topic reaches is for later stages.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.reading.clauses import is_verbal
from communique.reading.stance_complements import MISTAKEN, lemma, own_modal, verb_as_noun
from communique.reading.stance_frame import TRANSPARENT, Frame
from communique.reading.stance_nouns import adjective_frame, no_change_frame, noun_frame, noun_word, quality_frame
from communique.reading.stance_verbs import (
    DUTY,
    agreeing_frame,
    duty_frame,
    future_frame,
    giving_frame,
    planning_frame,
    stressing_frame,
    verb_frame,
)
from communique.reference.stances import TAKING, stance_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Thanks are deep by custom.
COURTEOUS = frozenset({"deep", "deeply", "profound", "profoundly", "utmost"})
# Words whose negation may say that a stance is unchanged.
UNCHANGING = frozenset({"change", "changed", "unchanged", "alter", "affect", "prejudice"})
# What is given is told with these.
ANNOUNCING = frozenset({"announce", "unveil", "confirm"})
WILL = frozenset({"will", "would", "'ll", "’ll", "wo", "shall", "'d"})


def frames(span: "Span") -> list[Frame]:
    """The stances of a sentence in order; one standing inside another's topic is no stance of the speaker."""
    found = [frame for token in span for frame in _at(token)]
    taken = _outermost(sorted(found, key=lambda frame: frame.anchor.i))
    return [_coloured(frame) for frame in taken]


@lru_cache(maxsize=1)
def triggers() -> frozenset[str]:
    """Every word that may take a stance, but for verbs in the future: those are found by their auxiliaries."""
    roles = [role for role in TAKING if role != "future"]
    words = {word.split()[0] for role in (*roles, "stressing", "planning") for word in stance_words(role)}
    return frozenset(words | UNCHANGING | ANNOUNCING | {"agree"} | MISTAKEN.keys() | stance_words("stance_noun").keys())


@lru_cache(maxsize=1)
def starts() -> frozenset[str]:
    """Forms at which a frame may start: the triggers and the auxiliaries of the future."""
    return triggers() | WILL | DUTY


def _at(token: "Token") -> Iterator[Frame]:
    """The frame a token makes, in the first role it fits."""
    word = token.lower_
    if word in WILL:
        frame = future_frame(token) if token.dep_ == "aux" else None
    elif word in DUTY:
        frame = duty_frame(token) if token.dep_ == "aux" else None
    elif word not in triggers() and token.lemma_.lower() not in triggers():
        return
    else:
        frame = next((found for role in _roles(token) if (found := role(token))), None)
    if frame is not None:
        yield frame


def _roles(token: "Token") -> "Iterator[Callable[[Token], Frame | None]]":
    if token.lower_ in stance_words("adjective"):
        yield adjective_frame
    if token.lower_ in stance_words("quality"):
        yield quality_frame
    if token.pos_ == "NOUN" and noun_word(token) is not None:
        yield noun_frame
    if _is_verb(token):
        yield verb_frame
        if lemma(token) in stance_words("stressing"):
            yield stressing_frame
        if lemma(token) in stance_words("planning"):
            yield planning_frame
        if lemma(token) == "agree":
            yield agreeing_frame
        if lemma(token) in ANNOUNCING:
            yield giving_frame
    if token.lower_ in UNCHANGING or (token.pos_ == "NOUN" and lemma(token) in stance_words("stance_noun")):
        yield no_change_frame


def _is_verb(token: "Token") -> bool:
    """A verb, or what has a subject and an object (`Dhaka "strongly protests" the …`)."""
    if token.pos_ == "VERB":
        return token.dep_ not in {"amod", "compound", "aux"}
    if token.pos_ != "NOUN":
        return False
    below = {child.dep_ for child in token.children}
    return ("nsubj" in below and not below.isdisjoint({"dobj", "xcomp"})) or verb_as_noun(token)


def _outermost(found: list[Frame]) -> Iterator[Frame]:
    seen: set[tuple[int, str]] = set()
    for frame in found:
        key = (frame.topic.head.i, frame.stance)
        if key in seen:
            continue
        seen.add(key)
        inside = any(
            other is not frame
            and other.topic.holds(frame.anchor)
            and not _deepens(other, frame)
            and not _beside(other, frame)
            for other in found
        )
        if not inside:
            yield frame


def _deepens(outer: Frame, inner: Frame) -> bool:
    """`will continue to oppose`: the inner stance says it, unless it is no more than support."""
    return lemma(outer.anchor) == "continue" and inner.stance not in {"support", "commit", "welcome"}


def _beside(one: Frame, other: Frame) -> bool:
    """`would free the crew but would not return the ships`: two futures, each its own stance."""
    return one.condition == other.condition == "own future" and own_modal(other.verb)


# -- colour --------------------------------------------------------------------------------------------------------


def _coloured(frame: Frame) -> Frame:
    """The frame with what is said of it around: again, still, strongly, in the strongest terms."""
    near = _near(frame)
    words = {_written(token) for token in near}
    if frame.stance != "no_change":
        words |= {lemma(token) for token in near if is_verbal(token)}
    again = not words.isdisjoint(stance_words("again").keys() | stance_words("renewing").keys())
    again = again or _goes_on(frame)
    strong = not (words - (COURTEOUS if frame.word.thanks else set())).isdisjoint(stance_words("strong"))
    return replace(frame, repeated=frame.repeated or again, strong=frame.strong or strong)


def _goes_on(frame: Frame) -> bool:
    """`pledged to continue to train`, `would keep training`: what is promised is gone on with."""
    deed = frame.topic.head
    if frame.stance != "commit" or frame.topic.kind != "infinitive":
        return False
    return lemma(deed) == "continue" or (lemma(deed) == "keep" and any(c.tag_ == "VBG" for c in deed.rights))


def _written(token: "Token") -> str:
    """A word with what a hyphen joins to it (`long-standing`)."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_:
        return token.lower_
    return token.doc[token.i - 2 : token.i + 1].text.lower()


def _near(frame: Frame) -> "list[Token]":
    """Modifiers of the stance word and of its verb, the verbs above that pass it on, and manner phrases (`in … terms`)."""
    verb = frame.verb
    tokens = [] if frame.word.role == "future" and lemma(verb) != "continue" else [frame.anchor, verb]
    if verb.dep_ == "xcomp" and lemma(verb.head) in TRANSPARENT:
        tokens.append(verb.head)
    if verb.dep_ == "ccomp" and lemma(verb.head) in stance_words("renewing"):
        tokens.append(verb.head)
    near = list(tokens)
    for token in dict.fromkeys(tokens):
        for child in token.children:
            if child.dep_ in {"advmod", "amod", "neg", "npadvmod"} or child.lower_ == "continued":
                near += [child, *(c for c in child.children if c.dep_ in {"conj", "advmod"})]
    near += [child for child in verb.children if child.dep_ == "advmod"]
    near += _manner(frame)
    return near


def _manner(frame: Frame) -> "Iterator[Token]":
    """The adjective of `in the strongest terms`, wherever the parse has hung it."""
    for token in frame.verb.sent:
        if token.lower_ in {"terms", "term"} and token.i > frame.anchor.i and token.head.lower_ == "in":
            yield from (child for child in token.lefts if child.dep_ == "amod")
