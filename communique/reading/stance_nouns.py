"""Frames of nouns carried by a verb (`voiced its support for …`), of adjectives (`remains opposed to …`) and of what is unchanged."""

from typing import TYPE_CHECKING

from communique.reading.clauses import conjuncts, is_negated, is_verbal, own_subjects, possessors, subjects
from communique.reading.stance_complements import (
    Complement,
    complement,
    copula,
    holding,
    lemma,
    preposition_objects,
    separate,
)
from communique.reading.stance_frame import Frame, asserted
from communique.reference.stances import StanceWord, stance_words
from communique.schema.position import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

# Adjectives of being called something (`called the move unacceptable`).
CALLING = frozenset("call consider deem find brand term describe label regard judge".split())
WATCHING = frozenset("note view follow observe learn watch see receive recall".split())
AMOUNTING = frozenset("pose constitute represent present form".split())
# What one has none of where one refuses (`has no plans to recognise it`).
MEANT = frozenset({"intention", "plan"})
# One reacts with a feeling to something.
REACTING = frozenset({"react", "respond"})
# What one is in a stance (`remains steadfast in its commitment to …`).
FIRM = frozenset("steadfast firm resolute unwavering unequivocal consistent united clear unanimous adamant".split())
ENDURING = frozenset({"remain", "stand", "continue", "stay"})
NO_CHANGE = StanceWord(word="change", role="noun", stance="no_change", examples=())


def noun_word(token: "Token") -> StanceWord | None:
    """The stance noun a token is, by its lemma or, for `thanks`, its form."""
    nouns = stance_words("noun")
    return nouns.get(lemma(token)) or nouns.get(token.lower_)


def noun_frame(token: "Token") -> Frame | None:
    """The frame of a stance noun that a verb makes somebody's; `no` undoes it, but for `no intention`."""
    word = noun_word(token)
    carrier = _carrier(token, word) if word is not None else None
    if word is None or carrier is None or word.stance is None or not asserted(carrier):
        return None
    verb, stance = carrier, word.stance
    denied = any(child.dep_ == "det" and child.lower_ == "no" for child in token.lefts) or is_negated(verb)
    if (denied and lemma(token) not in MEANT) or (lemma(token) == "plan" and not denied):
        return None
    watched = token.dep_ == "pobj" and token.head.lower_ == "with" and lemma(verb) in WATCHING
    if lemma(verb) in REACTING:
        topic = complement(verb, ("to",), None) or complement(token, ("to", "at", "over"), None)
    elif watched:
        topic = complement(verb, ("object", "clause"), None) or complement(token, ("clause",), None)
    else:
        topic = complement(token, word.complements, None, verb)
    if topic is None:
        return None
    target = next(iter(preposition_objects(token, {word.target}, verb)), None) if word.target else None
    if target is not None and target.i == topic.head.i and len(topic.heads) == 1 and stance == "urge":
        return None
    belonging = preposition_objects(token, {"of"}) if "of" not in word.complements else iter(())
    holders = (
        tuple(possessors(token)) or tuple(member for obj in belonging for member in conjuncts(obj)) or holding(verb)
    )
    if holders and all(holder.pos_ == "PRON" for holder in holders) and lemma(verb) not in ENDURING:
        holders = holding(verb) or holders
    return Frame(
        token,
        verb,
        "refuse" if denied else stance,
        topic,
        word,
        holders,
        target,
        repeated=lemma(verb) in stance_words("renewing"),
    )


def _carrier(token: "Token", word: StanceWord) -> "Token | None":
    """The verb that makes a noun's stance somebody's (`voiced`, `is`), or None where it only names one."""
    top = token
    while top.dep_ == "conj" and top.head.i < top.i and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    if separate(token) and not is_verbal(top.head):
        top = _named_with(top)
    head = top.head
    if top.dep_ == "nsubj" and lemma(head) in ENDURING and possessors(token):
        return head
    if top.dep_ == "pobj" and head.dep_ == "prep":
        verb = head.head
        with_feeling = (
            head.lower_ == "with"
            and lemma(verb) in WATCHING
            and word.stance in {"concern", "support", "welcome", "condemn"}
        )
        if head.lower_ == "in" and (firm := _firm(verb)) is not None:
            return firm
        if head.lower_ == "with" and lemma(verb) in REACTING and word.stance is not None:
            return verb
        spoken = (
            word.stance == "affirm_importance"
            and lemma(verb) in stance_words("affirming")
            and head.lower_ in {"to", "of", "on", "about"}
        )
        return verb if is_verbal(verb) and (with_feeling or spoken) else None
    if top.dep_ not in {"dobj", "nsubjpass", "conj"} or not is_verbal(head):
        return None
    return head if _may_carry(token, head, word) else None


def _firm(word: "Token") -> "Token | None":
    """The verb of `remains steadfast in its commitment`, whichever of the two the parse hung the phrase on."""
    if word.lower_ in FIRM:
        return copula(word)
    said = is_verbal(word) and any(child.dep_ == "acomp" and child.lower_ in FIRM for child in word.rights)
    return word if said else None


def _named_with(token: "Token") -> "Token":
    """The stance noun in whose complement the parse has put another."""
    above = token
    for _ in range(4):
        if is_verbal(above):  # the complement hangs on the verb that carries the first
            return next((child for child in above.rights if child.dep_ == "dobj" and noun_word(child)), above)
        if above.dep_ in {"dobj", "nsubjpass"} or above.head.i == above.i:
            return above
        above = above.head
    return above


def _may_carry(token: "Token", verb: "Token", word: StanceWord) -> bool:
    name = lemma(verb)
    if name in stance_words("renewing"):
        return True
    if word.stance == "affirm_importance":
        return name in stance_words("affirming") or (
            name in stance_words("light") and not stance_words("light")[name].owned
        )
    light = stance_words("light").get(name)
    if light is None:
        return False
    if name in {"have", "hold", "see"}:
        return word.stance in {"concern", "oppose"} or word.word in MEANT
    return not light.owned or word.thanks or bool(possessors(token)) or word.stance in {"commit", "urge"}


def adjective_frame(token: "Token") -> Frame | None:
    """The frame of an adjective said of its subject; `not ready to` refuses."""
    word = stance_words("adjective")[token.lower_]
    be = copula(token)
    if be is None or word.stance is None or not asserted(be):
        return None
    topic = complement(token, word.complements, None, be) if token.dep_ != "prep" else _against(token)
    if topic is None:
        return None
    stance, negated = word.stance, is_negated(be) or is_negated(token)
    if negated and not (stance == "commit" and topic.kind == "infinitive"):
        return None
    target = next(iter(preposition_objects(token, {word.target})), None) if word.target else None
    return Frame(token, be, "refuse" if negated else stance, topic, word, tuple(subjects(be)), target)


def _against(token: "Token") -> Complement | None:
    heads = tuple(child for child in token.children if child.dep_ in {"pobj", "pcomp"})
    return Complement("against", heads, heads[0]) if heads else None


def quality_frame(token: "Token") -> Frame | None:
    """`said it was vital to …`, `called the raid unacceptable`."""
    word = stance_words("quality")[token.lower_]
    head = token.head
    called = _called_as(token)
    if word.stance is not None and called is not None:
        named = next((child for child in called.rights if child.dep_ == "dobj" and child.i < token.i), None)
        if named is None or named.pos_ == "PRON" or is_negated(called) or not asserted(called):
            return None
        return Frame(token, called, word.stance, Complement("object", (named,), named), word, holding(called))
    if word.stance is not None and (verb := _amounting(token)) is not None and not is_negated(verb):
        return _said_of_subject(token, verb, word, word.stance)
    if word.stance is not None and _is_participle(token):
        return _said_of_subject(token, token, word, word.stance)
    if word.stance is None or token.dep_ not in {"acomp", "oprd", "ccomp", "attr"}:
        return None
    if token.dep_ in {"oprd", "ccomp"} and lemma(head) in CALLING:
        said = [t for t in (*own_subjects(token), *(c for c in head.rights if c.dep_ == "dobj")) if t.pos_ != "PRON"]
        return (
            Frame(token, head, word.stance, Complement("object", (said[0],), said[0]), word, holding(head))
            if said
            else None
        )
    if head.lemma_ != "be" or is_negated(head):
        return None
    return _said_of_subject(token, head, word, word.stance)


def _is_participle(token: "Token") -> bool:
    """A quality the model took for a verb (`the delay was distressing`)."""
    be = any(child.lemma_ == "be" and child.dep_ in {"aux", "auxpass"} for child in token.lefts)
    bare = not any(child.dep_ in {"dobj", "agent", "xcomp", "ccomp"} for child in token.rights)
    return be and bare and token.pos_ == "VERB" and not is_negated(token)


def _amounting(token: "Token") -> "Token | None":
    """The verb of `poses a threat`, `constitutes a violation`, `amounts to a war crime`."""
    head = token.head
    if token.dep_ == "dobj" and lemma(head) in AMOUNTING:
        return head
    to = token.dep_ == "pobj" and head.lower_ == "to" and lemma(head.head) == "amount"
    return head.head if to else None


def _called_as(token: "Token") -> "Token | None":
    """The verb that calls something a noun (`described the raid as an act of aggression`)."""
    top = token
    while top.dep_ == "pobj" and top.head.lower_ == "of":
        top = top.head.head
    over = top.head
    if top.dep_ not in {"pobj", "amod", "acomp"} or over.lower_ != "as":
        return None
    verb = over.head.head if over.head.dep_ == "dobj" else over.head
    return verb if lemma(verb) in CALLING else None


def _said_of_subject(token: "Token", be: "Token", word: StanceWord, stance: Stance) -> Frame | None:
    named = own_subjects(be)
    if named and named[0].lower_ == "it":
        clause = complement(be, ("infinitive", "clause"), None) or complement(token, ("infinitive", "clause"), None)
        return Frame(token, be, stance, clause, word, (), condition="speaker") if clause else None
    if named and named[0].pos_ not in {"PRON", "ADJ"} and named[0].ent_type_ not in {"NORP", "PERSON", "GPE"}:
        return Frame(token, be, stance, Complement("object", (named[0],), named[0]), word, (), condition="speaker")
    return None


def no_change_frame(token: "Token") -> Frame | None:
    """`no change in …`, or a policy that `has not changed` or `remains unchanged`."""
    if token.pos_ == "NOUN" and any(child.lower_ == "no" for child in token.lefts):
        topic = complement(token, ("in", "to", "of"), None, token.head)
        return (
            Frame(token, token.head, "no_change", topic, NO_CHANGE, condition="speaker")
            if topic and is_verbal(token.head)
            else None
        )
    if token.lower_ in {"alter", "affect", "prejudice"}:
        return _untouched(token)
    if lemma(token) in stance_words("stance_noun"):
        return _repeated(token)
    verb = copula(token) if token.lower_ == "unchanged" else token if is_negated(token) else None
    named = own_subjects(verb) if verb is not None else []
    if verb is None or not named or lemma(named[0]) not in stance_words("stance_noun"):
        return None
    return Frame(token, verb, "no_change", Complement("object", (named[0],), named[0]), NO_CHANGE, condition="speaker")


def _repeated(token: "Token") -> Frame | None:
    """`reiterated its position on the strait`."""
    verb = token.head
    said = (
        token.dep_ == "dobj"
        and lemma(verb) in stance_words("renewing")
        and any(t.pos_ == "PRON" for t in possessors(token))
    )
    if not said or is_negated(verb) or not asserted(verb):
        return None
    topic = Complement("object", (token,), token)
    return Frame(token, verb, "no_change", topic, NO_CHANGE, holding(verb), repeated=True)


def _untouched(token: "Token") -> Frame | None:
    """`the accord does not alter its claim`."""
    claim = next((child for child in token.rights if child.dep_ == "dobj"), None)
    if claim is None or not is_negated(token) or lemma(claim) not in stance_words("stance_noun"):
        return None
    owned = bool(possessors(claim))
    return (
        Frame(token, token, "no_change", Complement("object", (claim,), claim), NO_CHANGE, condition="speaker")
        if owned
        else None
    )
