"""Frames of verbs: with their complement, addressed to somebody, in the passive, under negation, in the speaker's own future."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.reading.clauses import auxiliaries, is_negated, is_passive, is_verbal, own_subjects, particle, subjects
from communique.reading.stance_complements import (
    Complement,
    complement,
    has_to,
    holding,
    infinitive_of,
    lemma,
    preposition_objects,
)
from communique.reading.stance_frame import Frame, asserted
from communique.reading.stance_nouns import WATCHING, noun_frame, noun_word
from communique.reference.stances import StanceWord, stance_words
from communique.schema.position import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


# Auxiliaries of what has to be.
DUTY = frozenset({"must", "should", "ought", "shall"})


def verb_frame(token: "Token") -> Frame | None:
    """The frame of a verb of stance that its subject asserts."""
    if is_negated(token):
        return _negated(token)
    word = _verb_word(token)
    if word is None or word.stance is None or _carries(token):
        return None
    if not asserted(token):
        return None
    target = _target(token, word)
    topic = _verb_topic(token, word, target)
    if topic is None or (target is not None and _addresses_speaker(target)) or _only_denies(token, word, topic):
        return None
    if topic.kind in {"infinitive", "clause"} and not _asks(token, word, topic, target):
        return None
    if word.stance == "refuse" and lemma(topic.head) in stance_words("unwilled"):
        return None
    return Frame(token, token, _stance(token, word, topic), topic, word, holding(token), target)


def _stance(token: "Token", word: StanceWord, topic: Complement) -> Stance:
    """The stance on a complement: to warn somebody not to act is to urge, to stand by one's own position is not to change it."""
    if word.stance == "oppose" and topic.kind == "infinitive":
        return "urge"
    own = lemma(topic.head) in stance_words("stance_noun") and any(c.lower_ == "its" for c in topic.head.lefts)
    if lemma(token) == "stand" and own:
        return "no_change"
    assert word.stance is not None
    return word.stance


def _only_denies(token: "Token", word: StanceWord, topic: Complement) -> bool:
    """`rejected the charge`, `dismissed reports that …`: the words of others are denied, no stance is taken."""
    if word.stance not in {"oppose", "condemn"} or topic.kind != "object":
        return False
    called = any(other.lower_ == "as" for other in token.doc[token.i : token.sent.end])
    return lemma(topic.head) in stance_words("denied") and not called


def _asks(token: "Token", word: StanceWord, topic: Complement, target: "Token | None") -> bool:
    """Whether something is asked of somebody: `wants to join` and `insisted that all is well` ask nothing."""
    if word.party and target is None and topic.kind == "infinitive" and not is_passive(token):
        return False
    if lemma(token) not in {"insist", "ask"} or topic.kind != "clause":
        return True
    bare = topic.head.tag_ == "VB" and not set(auxiliaries(topic.head)) - set(_passives(topic.head))
    passive = topic.head.tag_ == "VBN" and {helper.lower_ for helper in auxiliaries(topic.head)} == {"be"}
    return bare or passive or bool({helper.lower_ for helper in auxiliaries(topic.head)} & DUTY)


def _passives(verb: "Token") -> "list[Token]":
    """The bare `be` of a subjunctive (`asked that it be lifted`)."""
    return [helper for helper in auxiliaries(verb) if helper.lower_ == "be"]


def stressing_frame(token: "Token") -> Frame | None:
    """`stressed that no decision can be taken without …`, `underlined that the treaty is the cornerstone of …`."""
    word = stance_words("stressing")[lemma(token)]
    topic = complement(token, ("clause",), None)
    if topic is None or word.stance is None or is_negated(token) or not asserted(token):
        return None
    verb = topic.head
    helpers = {helper.lower_ for helper in auxiliaries(verb)}
    must = bool(helpers & DUTY) or (bool(helpers & {"can", "may", "could"}) and _excludes(verb))
    pillar = any(child.dep_ == "attr" and child.lower_ in stance_words("pillar") for child in verb.rights)
    return (
        Frame(token, token, word.stance, topic, word, holding(token))
        if must or (pillar and not is_negated(verb))
        else None
    )


def _excludes(verb: "Token") -> bool:
    """`no ship may …`, `can only …`, `cannot …`."""
    named = {child.lower_ for subject in own_subjects(verb) for child in (subject, *subject.lefts)}
    return (
        is_negated(verb)
        or bool(named & {"no", "none", "nobody", "only"})
        or any(c.lower_ == "only" for c in verb.children)
    )


def _verb_word(token: "Token") -> StanceWord | None:
    words = stance_words("verb")
    for extra in _extras(token):
        if (word := words.get(f"{lemma(token)} {extra}")) is not None:
            return word
    return words.get(lemma(token)) if particle(token) in {None, "upon", "on"} else None


def _extras(token: "Token") -> Iterator[str]:
    yield from (child.lower_ for child in token.lefts if child.dep_ == "advmod")
    for child in token.rights:
        if child.dep_ in {"prt", "advmod", "acomp", "dobj", "oprd", "xcomp", "amod"}:
            yield child.lower_


def _carries(verb: "Token") -> bool:
    """Whether the verb only carries a stance noun (`acknowledged the importance of …`)."""
    with_feeling = any(
        noun_word(noun) is not None for noun in preposition_objects(verb, {"with"}) if noun.pos_ == "NOUN"
    )
    if with_feeling and lemma(verb) in WATCHING:
        return True
    carrier = lemma(verb) in {*stance_words("light"), *stance_words("renewing"), *stance_words("affirming")}
    return carrier and any(
        child.dep_ in {"dobj", "nsubjpass"} and noun_word(child) is not None and noun_frame(child) is not None
        for child in verb.children
    )


def _target(token: "Token", word: StanceWord) -> "Token | None":
    if word.target is None:
        return None
    if " " in word.word:
        extra = next((child for child in token.rights if child.lower_ in word.word.split()), token)
        return next(iter(preposition_objects(extra, {word.target}, token)), None)
    if word.target != "object":
        return next(
            iter(preposition_objects(token, {word.target, "upon"} if word.target == "on" else {word.target})), None
        )
    if is_passive(token):
        return next(iter(subjects(token)), None)
    for child in token.rights:
        if child.dep_ in {"dobj", "dative"}:
            return child
        if child.dep_ in {"ccomp", "xcomp"} and has_to(child) and (inner := own_subjects(child)):
            return inner[0]
    return None


def _verb_topic(token: "Token", word: StanceWord, target: "Token | None") -> Complement | None:
    kinds = word.complements
    if is_passive(token):
        return _passive_topic(token, word)
    found = complement(token, kinds, target)
    if found is None and " " in word.word:
        found = next(
            (
                f
                for child in token.rights
                if child.lower_ in word.word.split() and (f := complement(child, kinds, None))
            ),
            None,
        )
    if found is None and "object" in kinds:
        beside = next((c for c in token.rights if c.dep_ == "conj" and is_verbal(c) and not own_subjects(c)), None)
        found = complement(beside, ("object",), target) if beside is not None and not is_passive(beside) else None
    if found is None and word.target not in {None, "object"} and target is not None and "infinitive" in kinds:
        found = infinitive_of(target)
    if (
        found is not None
        and found.kind == "object"
        and target is not None
        and word.stance == "urge"
        and _names_someone(target)
    ):
        return None
    return found


def _addresses_speaker(target: "Token") -> bool:
    return target.lower_ in {"me", "us", "you", "myself", "themselves", "itself"}


def _names_someone(target: "Token") -> bool:
    return target.pos_ == "PROPN" or target.ent_type_ in {"GPE", "PERSON", "NORP"} or target.pos_ == "PRON"


def _passive_topic(token: "Token", word: StanceWord) -> Complement | None:
    if word.target == "object":
        found = complement(token, tuple(kind for kind in word.complements if kind != "object"), None)
        if found is not None or "object" not in word.complements:
            return found
    undergone = [t for t in subjects(token) if t.i < token.i]
    if "object" in word.complements and undergone:
        return Complement("object", (undergone[0],), undergone[0])
    return None


def _negated(token: "Token") -> Frame | None:
    """`does not recognise`, `cannot accept`: the present or an ability denied, not something left undone."""
    word = stance_words("negated").get(lemma(token))
    helpers = {helper.lower_ for helper in auxiliaries(token)}
    if word is None or word.stance is None or not helpers & {"do", "does", "can", "ca", "could", "cannot"}:
        return None
    topic = complement(token, word.complements, None)
    return Frame(token, token, word.stance, topic, word, holding(token)) if topic else None


def _goes_on_taking(verb: "Token") -> bool:
    """`will continue to oppose`: the stance gone on with is told itself; to go on supporting is a commitment."""
    known = stance_words("verb")
    inner = [known[lemma(c)] for c in verb.rights if c.dep_ == "xcomp" and lemma(c) in known]
    return any(word.stance not in {None, "support"} for word in inner)


def future_frame(helper: "Token") -> Frame | None:
    """`would not return until …` refuses; `said it would fund …` commits, where the speaker speaks of itself."""
    verb = helper.head
    if not is_verbal(verb) or verb.pos_ == "AUX" or is_passive(verb):
        return None
    negated = is_negated(verb)
    if any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.lefts):
        return None  # `would have backed it`: it did not
    if not negated and lemma(verb) == "continue" and _goes_on_taking(verb):
        return None
    if not negated and lemma(verb) in stance_words("verb") and lemma(verb) not in {"support", "back"}:
        return None
    futures = stance_words("future")
    word = next(
        (futures[f"{lemma(verb)} {extra}"] for extra in _extras(verb) if f"{lemma(verb)} {extra}" in futures),
        futures.get(lemma(verb)),
    )
    if negated:
        if lemma(verb) in stance_words("unwilled"):
            return None
        word = StanceWord(word=lemma(verb), role="future", stance="refuse", examples=())
    if word is None or word.stance is None:
        return None
    topic = Complement("infinitive", (verb,), verb)
    return Frame(verb, verb, word.stance, topic, word, tuple(subjects(verb)), condition="own future")
