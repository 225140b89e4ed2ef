"""The tense a date is said in: of the verb that governs it in the parse, read from its form, auxiliaries and governor.

`will meet`, `is to meet`, `plans to meet` and `talks planned for` look forward; `met`, `have met`, `held online` back.
An infinitive looks forward, except under a verb whose deed it is part of (`managed to`, `flew to Paris to attend`) and
under a noun that does not itself (`the right to vote`, but `plans to meet`).
"""

from typing import TYPE_CHECKING

from communique.reading.date_calendar import Tense
from communique.reading.date_grammar import words

if TYPE_CHECKING:
    from spacy.tokens import Token

BE_PAST = {"was", "were", "had", "did", "has", "have", "'ve", "’ve", "having"}
# Verbs that set something for later, whatever their own tense (`postponed the visit to May`).
POSTPONING = frozenset("postpone delay defer reschedule push move shift adjourn extend".split())
WILL = {"will", "shall", "'ll", "’ll", "wo"}


def tense_at(token: "Token") -> Tense | None:
    """The tense of the nearest verb above a token that has one; None where there is none, or a present one is far off.

    A present verb schedules what it governs (`talks resume on Tuesday`), not what its nouns do (`Tuesday's talks are`).
    """
    under_noun = False
    while True:
        if token.lower_ in {"to", "until", "till"} and _puts_off(token.head):
            return "future"
        if _was_planned(token):
            return None
        tense = verb_tense(token) if token.pos_ in ("VERB", "AUX") else "future" if _looks_forward(token) else None
        if tense is not None:
            return None if _apart(token, tense, under_noun) else tense
        if token.head.i == token.i:
            return None
        under_noun = under_noun or token.head.pos_ in ("NOUN", "PROPN")
        token = token.head


def _puts_off(verb: "Token") -> bool:
    """`postponed to May`; but `moved from Monday to Tuesday` names two days near each other."""
    return verb.lemma_.lower() in POSTPONING and not any(child.lower_ == "from" for child in verb.rights)


def _was_planned(token: "Token") -> bool:
    """`had been scheduled for 3 October`: the nearest such day, which may have passed or not."""
    planned = token.tag_ == "VBN" and token.lemma_.lower() in words("forward_verb")
    return planned and any(child.lower_ in BE_PAST and child.dep_ in {"aux", "auxpass"} for child in token.children)


def _apart(verb: "Token", tense: Tense, under_noun: bool) -> bool:
    """Whether a verb says nothing of when its nouns were: a present one, and one that reacts to what has happened."""
    return (tense == "present" and under_noun) or (tense != "past" and verb.lemma_.lower() in words("reaction_verb"))


def _looks_forward(token: "Token") -> bool:
    """Whether a noun or preposition on the way up says that what is under it is to come (`plans for`, `ahead of`)."""
    if token.lemma_.lower() in words("forward_noun"):
        return True
    return any(child.dep_ == "amod" and child.lower_ in words("forward_word") for child in token.children)


def verb_tense(verb: "Token") -> Tense | None:
    """The tense of one verb with its auxiliaries; None where it shares that of the verb above it."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    modal = verb.tag_ == "MD" or any(child.tag_ == "MD" for child in verb.children if child.dep_ == "aux")
    if helpers & WILL:
        return "future"
    if modal or "to" in helpers:
        return _infinitive(verb, helpers, modal)
    if helpers & BE_PAST:
        return _with_past_helper(verb, helpers)
    if verb.tag_ in ("VB", "VBN") and not helpers and verb.dep_ in ("ccomp", "xcomp"):
        return None
    if verb.tag_ == "VBN":
        return "future" if verb.lemma_.lower() in words("forward_verb") else "past"
    if verb.tag_ == "VBD":
        return "past"
    return _present(verb, helpers)


def _infinitive(verb: "Token", helpers: set[str], modal: bool) -> Tense | None:
    if "have" in helpers:
        return "past"
    governor = verb.head
    if modal or verb.dep_ == "ROOT" or governor.lemma_.lower() in words("forward_noun"):
        return "future"
    return None if governor.pos_ == "NOUN" or governor.lemma_.lower() in words("same_time_verb") else "future"


def _with_past_helper(verb: "Token", helpers: set[str]) -> Tense:
    going = verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children)
    return "future" if going and not helpers & {"had", "have", "has"} else "past"


def _present(verb: "Token", helpers: set[str]) -> Tense | None:
    """A present form; a participle without auxiliary, and a verb of saying, leave it to the verb above."""
    if verb.tag_ == "VBG" and not helpers:
        return None
    if verb.lemma_.lower() in words("reporting_verb") and verb.tag_ in ("VBZ", "VBP"):
        return "past"
    return "present"
