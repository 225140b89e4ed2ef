"""Finds the places where a sentence takes a stance: a verb, noun or adjective of stance with its complement in place.

A frame is what the words say before anybody is resolved: the stance, the verb whose subject holds it, the heads of the
topic, the phrase addressed. Whose positions they are and how far the topic reaches is for later stages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from communique.reading.clauses import (
    auxiliaries,
    conjuncts,
    is_negated,
    is_passive,
    is_verbal,
    own_subjects,
    particle,
    possessors,
    subjects,
)
from communique.reading.stance_complements import (
    MISTAKEN,
    Complement,
    complement,
    copula,
    has_to,
    holding,
    infinitive_of,
    lemma,
    preposition_objects,
    separate,
)
from communique.reference.stances import TAKING, StanceWord, stance_words
from communique.schema.position import Stance

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Occasions on which a stance is told: an infinitive after them is one that was taken (`called to thank`).
CALLING_ON = frozenset("meet speak call phone telephone write gather convene travel visit".split())
# What is brought about is not yet anybody's stance (`to ensure that the allies remain committed`).
BRINGING_ABOUT = frozenset("ensure make let help enable allow want get cause".split())
# In the progressive these are deeds (`is supporting farmers`).
DEEDS = frozenset({"support", "back"})
# Adjectives of being called something (`called the move unacceptable`).
CALLING = frozenset("call consider deem find brand term describe label regard judge".split())
# Governors that leave a stance in the infinitive as it is (`wishes to thank`, `would like to express`).
TRANSPARENT = frozenset("continue wish want like join begin go come rush move take use".split())
WATCHING = frozenset("note view follow observe learn watch see receive recall".split())
Condition = Literal["own future", "speaker"]


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


def frames(span: "Span") -> list[Frame]:
    """The stances of a sentence in order; one standing inside another's topic is no stance of the speaker."""
    found = [frame for token in span if token.lemma_.lower() in triggers() or token.lower_ in triggers() for frame in _at(token)]
    found += [frame for token in span if token.lower_ in WILL and token.dep_ == "aux" for frame in _future(token)]
    taken = _outermost(sorted(found, key=lambda frame: frame.anchor.i))
    return [_coloured(frame) for frame in taken]


WILL = frozenset({"will", "would", "'ll", "’ll", "wo", "shall", "'d"})


@lru_cache(maxsize=1)
def triggers() -> frozenset[str]:
    """Every word that may take a stance, but for verbs in the future: those are found by their auxiliaries."""
    roles = ("verb", "noun", "adjective", "quality", "negated", "stance_noun")
    words = {word.split()[0] for role in TAKING if role in roles for word in stance_words(role)}
    return frozenset(words | {"change", "unchanged"} | MISTAKEN.keys())


def _at(token: "Token") -> Iterator[Frame]:
    """The frame a token makes, in the first role it fits."""
    if token.lower_ in stance_words("adjective") and (frame := _adjective(token)):
        yield frame
    elif token.lower_ in stance_words("quality") and (frame := _quality(token)):
        yield frame
    elif token.pos_ == "NOUN" and noun_word(token) is not None and (frame := _noun(token)):
        yield frame
    elif token.pos_ == "VERB" and token.dep_ not in {"amod", "compound", "aux"} and (frame := _verb(token)):
        yield frame
    elif token.lower_ in {"change", "changed", "unchanged"} and (frame := _no_change(token)):
        yield frame


def _outermost(found: list[Frame]) -> Iterator[Frame]:
    seen: set[tuple[int, str]] = set()
    for frame in found:
        key = (frame.topic.head.i, frame.stance)
        if key in seen:
            continue
        seen.add(key)
        inside = any(other is not frame and other.topic.holds(frame.anchor) and not _deepens(other, frame) for other in found)
        if not inside:
            yield frame


def _deepens(outer: Frame, inner: Frame) -> bool:
    """`will continue to oppose`: the inner stance says it, unless it is no more than support."""
    return lemma(outer.anchor) == "continue" and inner.stance not in {"support", "commit", "welcome"}


# -- verbs ---------------------------------------------------------------------------------------------------------


def _verb(token: "Token") -> Frame | None:
    if is_negated(token):
        return _negated(token)
    word = _verb_word(token)
    if word is None or word.stance is None or _carries(token):
        return None
    if not asserted(token):
        return None
    target = _target(token, word)
    topic = _verb_topic(token, word, target)
    if topic is None or (target is not None and _addresses_speaker(target)):
        return None
    if word.stance == "refuse" and lemma(topic.head) in stance_words("unwilled"):
        return None
    return Frame(token, token, word.stance, topic, word, holding(token), target)


def _verb_word(token: "Token") -> StanceWord | None:
    words = stance_words("verb")
    for extra in _extras(token):
        if (word := words.get(f"{lemma(token)} {extra}")) is not None:
            return word
    return words.get(lemma(token)) if particle(token) in {None, "upon", "on"} else None


def _extras(token: "Token") -> Iterator[str]:
    for child in token.rights:
        if child.dep_ in {"prt", "advmod", "acomp", "dobj", "oprd", "xcomp", "amod"}:
            yield child.lower_


def _carries(verb: "Token") -> bool:
    """Whether the verb only carries a stance noun (`acknowledged the importance of …`)."""
    with_feeling = any(noun_word(noun) is not None for noun in preposition_objects(verb, {"with"}) if noun.pos_ == "NOUN")
    if with_feeling and lemma(verb) in WATCHING:
        return True
    carrier = lemma(verb) in {*stance_words("light"), *stance_words("renewing"), *stance_words("affirming")}
    return carrier and any(
        child.dep_ in {"dobj", "nsubjpass"} and noun_word(child) is not None and _noun(child) is not None for child in verb.children
    )


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


def _target(token: "Token", word: StanceWord) -> "Token | None":
    if word.target is None:
        return None
    if " " in word.word:
        extra = next((child for child in token.rights if child.lower_ in word.word.split()), token)
        return next(iter(preposition_objects(extra, {word.target}, token)), None)
    if word.target != "object":
        return next(iter(preposition_objects(token, {word.target, "upon"} if word.target == "on" else {word.target})), None)
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
        found = next((f for child in token.rights if child.lower_ in word.word.split() and (f := complement(child, kinds, None))), None)
    if found is None and word.target not in {None, "object"} and target is not None and "infinitive" in kinds:
        found = infinitive_of(target)
    if found is not None and found.kind == "object" and target is not None and word.stance == "urge" and _names_someone(target):
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


# -- nouns ---------------------------------------------------------------------------------------------------------


def noun_word(token: "Token") -> StanceWord | None:
    """The stance noun a token is, by its lemma or, for `thanks`, its form."""
    nouns = stance_words("noun")
    return nouns.get(lemma(token)) or nouns.get(token.lower_)


def _noun(token: "Token") -> Frame | None:
    word = noun_word(token)
    carrier = _carrier(token, word) if word is not None else None
    if word is None or carrier is None or word.stance is None or not asserted(carrier):
        return None
    verb, stance = carrier, word.stance
    denied = any(child.dep_ == "det" and child.lower_ == "no" for child in token.lefts) or is_negated(verb)
    if denied and lemma(token) != "intention":
        return None
    watched = token.dep_ == "pobj" and token.head.lower_ == "with" and lemma(verb) in WATCHING
    topic = complement(verb, ("object", "clause"), None) if watched else complement(token, word.complements, None, verb)
    if topic is None:
        return None
    target = next(iter(preposition_objects(token, {word.target}, verb)), None) if word.target else None
    if target is not None and target.i == topic.head.i and len(topic.heads) == 1 and stance == "urge":
        return None
    belonging = preposition_objects(token, {"of"}) if "of" not in word.complements else iter(())
    holders = tuple(possessors(token)) or tuple(member for obj in belonging for member in conjuncts(obj)) or holding(verb)
    if holders and all(holder.pos_ == "PRON" for holder in holders) and lemma(verb) not in ENDURING:
        holders = holding(verb) or holders
    return Frame(token, verb, "refuse" if denied else stance, topic, word, holders, target, repeated=lemma(verb) in stance_words("renewing"))


ENDURING = frozenset({"remain", "stand", "continue", "stay"})


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
        with_feeling = head.lower_ == "with" and lemma(verb) in WATCHING and word.stance in {"concern", "support", "welcome", "condemn"}
        spoken = word.stance == "affirm_importance" and lemma(verb) in stance_words("affirming") and head.lower_ in {"to", "of", "on", "about"}
        return verb if is_verbal(verb) and (with_feeling or spoken) else None
    if top.dep_ not in {"dobj", "nsubjpass", "conj"} or not is_verbal(head):
        return None
    return head if _may_carry(token, head, word) else None


def _named_with(token: "Token") -> "Token":
    """The stance noun in whose complement the parse has put another."""
    above = token
    for _ in range(4):
        if above.dep_ in {"dobj", "nsubjpass"} or above.head.i == above.i:
            return above
        above = above.head
    return above


def _may_carry(token: "Token", verb: "Token", word: StanceWord) -> bool:
    name = lemma(verb)
    if name in stance_words("renewing"):
        return True
    if word.stance == "affirm_importance":
        return name in stance_words("affirming") or (name in stance_words("light") and not stance_words("light")[name].owned)
    light = stance_words("light").get(name)
    if light is None:
        return False
    if name in {"have", "hold", "see"}:
        return word.stance in {"concern", "oppose"} or word.word == "intention"
    return not light.owned or word.thanks or bool(possessors(token)) or word.stance in {"commit", "urge"}


# -- adjectives and qualities --------------------------------------------------------------------------------------


def _adjective(token: "Token") -> Frame | None:
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


def _quality(token: "Token") -> Frame | None:
    """`said it was vital to …`, `called the raid unacceptable`."""
    word = stance_words("quality")[token.lower_]
    head = token.head
    if word.stance is None or token.dep_ not in {"acomp", "oprd", "ccomp", "attr"}:
        return None
    if token.dep_ in {"oprd", "ccomp"} and lemma(head) in CALLING:
        named = [t for t in (*own_subjects(token), *(c for c in head.rights if c.dep_ == "dobj")) if t.pos_ != "PRON"]
        return Frame(token, head, word.stance, Complement("object", (named[0],), named[0]), word, holding(head)) if named else None
    if head.lemma_ != "be" or is_negated(head):
        return None
    return _said_of_subject(token, head, word, word.stance)


def _said_of_subject(token: "Token", be: "Token", word: StanceWord, stance: Stance) -> Frame | None:
    named = own_subjects(be)
    if named and named[0].lower_ == "it":
        clause = complement(be, ("infinitive", "clause"), None) or complement(token, ("infinitive", "clause"), None)
        return Frame(token, be, stance, clause, word, (), condition="speaker") if clause else None
    if named and named[0].pos_ not in {"PRON", "ADJ"} and named[0].ent_type_ not in {"NORP", "PERSON", "GPE"}:
        return Frame(token, be, stance, Complement("object", (named[0],), named[0]), word, (), condition="speaker")
    return None


# -- no change, refusals and promises --------------------------------------------------------------------------------


NO_CHANGE = StanceWord(word="change", role="noun", stance="no_change", examples=())


def _no_change(token: "Token") -> Frame | None:
    if token.pos_ == "NOUN" and any(child.lower_ == "no" for child in token.lefts):
        topic = complement(token, ("in", "to", "of"), None, token.head)
        return Frame(token, token.head, "no_change", topic, NO_CHANGE, condition="speaker") if topic and is_verbal(token.head) else None
    verb = copula(token) if token.lower_ == "unchanged" else token if is_negated(token) else None
    named = own_subjects(verb) if verb is not None else []
    if verb is None or not named or lemma(named[0]) not in stance_words("stance_noun"):
        return None
    return Frame(token, verb, "no_change", Complement("object", (named[0],), named[0]), NO_CHANGE, condition="speaker")


def _future(helper: "Token") -> Iterator[Frame]:
    """`would not return until …` refuses; `said it would fund …` commits, where the speaker speaks of itself."""
    verb = helper.head
    if not is_verbal(verb) or verb.pos_ == "AUX" or is_passive(verb):
        return
    negated = is_negated(verb)
    if not negated and lemma(verb) in stance_words("verb") and lemma(verb) not in {"support", "back"}:
        return
    futures = stance_words("future")
    word = next((futures[f"{lemma(verb)} {extra}"] for extra in _extras(verb) if f"{lemma(verb)} {extra}" in futures), futures.get(lemma(verb)))
    if negated:
        if lemma(verb) in stance_words("unwilled"):
            return
        word = StanceWord(word=lemma(verb), role="future", stance="refuse", examples=())
    if word is None or word.stance is None:
        return
    topic = Complement("infinitive", (verb,), verb)
    yield Frame(verb, verb, word.stance, topic, word, tuple(subjects(verb)), condition="own future")


# -- colour --------------------------------------------------------------------------------------------------------


def _coloured(frame: Frame) -> Frame:
    """The frame with what is said of it around: again, still, strongly, in the strongest terms."""
    near = _near(frame)
    words = {_written(token) for token in near}
    if frame.stance != "no_change":
        words |= {lemma(token) for token in near if is_verbal(token)}
    again = bool(words & stance_words("again").keys()) or bool(words & stance_words("renewing").keys())
    strong = bool(words & stance_words("strong").keys())
    return replace(frame, repeated=frame.repeated or again, strong=frame.strong or strong)


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
