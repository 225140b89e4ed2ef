"""The frame of a stance, and whether a clause says its subject's stance at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.reading.clauses import auxiliaries, is_verbal, own_subjects
from communique.reading.stance_complements import Complement, has_to, lemma
from communique.reference.stances import StanceWord
from communique.schema.position import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

# Occasions on which a stance is told: an infinitive after them is one that was taken (`called to thank`).
CALLING_ON = frozenset("meet speak call phone telephone write gather convene travel visit summon".split())
# What is brought about is not yet anybody's stance (`to ensure that the allies remain committed`).
BRINGING_ABOUT = frozenset("ensure make let help enable allow want get cause".split())
# In the progressive these are deeds (`is supporting farmers`).
DEEDS = frozenset({"support", "back"})
# Governors that leave a stance in the infinitive as it is (`wishes to thank`, `would like to express`).
TRANSPARENT = frozenset("continue wish want like join begin go come rush move take use".split())
# `own future`: only where the subject speaks of itself; `speaker`: held by who says it; `duty`: so too, of what others must do.
Condition = Literal["own future", "speaker", "duty"]


@dataclass(frozen=True)
class Frame:
    """A stance in the words of one sentence. `verb` is the word whose subject holds it and whose clause is asserted."""

    anchor: "Token"
    verb: "Token"
    stance: Stance
    topic: Complement
    word: StanceWord
    holders: "tuple[Token, ...]" = ()
    target: "Token | None" = None
    repeated: bool = False
    strong: bool = False
    condition: Condition | None = None


def asserted(token: "Token") -> bool:
    """Whether a verb says its subject's stance: no duty (`should`), and an infinitive only under `continue`, `wish`, `met to`."""
    if {helper.lower_ for helper in auxiliaries(token)} & {"should", "must", "ought", "may", "let"}:
        return False
    if token.dep_ == "ccomp" and is_verbal(token.head) and lemma(token.head) in BRINGING_ABOUT:
        return False
    if has_to(token):
        return _open_infinitive(token)
    alone = not any(child.dep_ in {"aux", "auxpass"} for child in token.children)
    if token.tag_ in {"VB", "VBG"} and token.dep_ == "conj" and is_verbal(token.head) and alone:
        return asserted(token.head) if token.tag_ == token.head.tag_ else True
    if token.dep_ == "pcomp" and token.head.lower_ == "in" and lemma(token.head.head) == "join":
        return True
    if token.tag_ == "VBG":
        return lemma(token) not in DEEDS and (not alone or token.dep_ != "pcomp" or bool(own_subjects(token)))
    return True


def _open_infinitive(token: "Token") -> bool:
    if token.dep_ == "ROOT":
        return True
    if token.dep_ == "conj" and is_verbal(token.head) and has_to(token.head):
        return _open_infinitive(token.head)
    if token.dep_ == "acl" and lemma(token.head) in {"opportunity", "occasion", "wish"}:
        return True
    if token.dep_ in {"advcl", "xcomp"} and is_verbal(token.head) and lemma(token.head) in CALLING_ON:
        return True
    if token.dep_ != "xcomp" or not is_verbal(token.head):
        return False
    return lemma(token.head) in TRANSPARENT | {"plan", "expect", "intend", "prepare", "decide", "vow", "threaten", "be"}
