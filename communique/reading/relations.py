"""Finds event words and those they connect: phrases of the codebook matched over the parse.

A phrase asks for a verb with objects, prepositions, a particle or a complement, or for an event noun; of several that
hold at one word the most specific is taken. The result names tokens, not yet actors.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    is_passive,
    is_verbal,
    lemma,
    modifiers,
    own_subjects,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reference.codebook import EventPhrase, phrases_by_noun, phrases_by_verb, specificity

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns that count or measure what they are followed by (`tonnes of rice`, `a series of strikes`).
MEASURES = frozenset(
    """tonne ton kilo hundred thousand million billion dozen score series wave round string number group couple
    barrage batch shipment delivery consignment convoy lot flurry host array salvo spate set pair fleet load
    last rest most majority bulk remainder part share half week""".split()
)
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
# Words in a list of objects that let a pronoun or a number stand for persons.
PERSONS = frozenset(
    """prisoner hostage detainee person people soldier journalist man citizen suspect captive protester""".split()
)
PERSONAL = frozenset("he him she her they them who himself herself themselves".split())
NEUTRAL = frozenset({"it", "them", "this", "these", "both", "which"})
# How many tokens back the noun a pronoun stands for is looked for.
ANTECEDENT = 40
# Verbs whose object does what stands after their preposition (`accused Rwanda of moving troops`).
OBJECT_CONTROL = frozenset(
    """accuse blame praise thank criticise criticize condemn denounce suspect convict prevent stop bar ban forbid
    prohibit keep discourage deter commend congratulate castigate chide blast slam sanction penalise penalize""".split()
)
MONEY = frozenset(
    """dollar euro pound yen yuan franc rouble ruble krona krone kroner kronor rupee rand peso riyal rial dinar dirham won
    lira shilling real zloty forint hryvnia tenge naira cedi baht ringgit rupiah crore lakh million billion trillion""".split()
)
CURRENCY_SIGNS = frozenset("$ € £ ¥ US$ A$ C$ NZ$ Rs".split())
PARTICLE_DEPS = frozenset("prt prep advmod npadvmod compound nmod dep amod oprd acomp ccomp punct".split())
# Verbs of judging by a word.
JUDGING = frozenset({"call", "term", "label", "brand", "dub"})
# Verbs that lend their subject to an event noun that is their object.
LIGHT = frozenset(
    """make carry launch stage mount conduct issue give offer hold begin start impose order announce express voice
    wage commit lead join plan take pay deliver lodge file sign continue step resume end declare mark threaten
    send""".split()
)


@dataclass(frozen=True)
class Relation:
    """One event word with the phrase that codes it and the NP heads of actor and recipient."""

    trigger: "Token"
    phrase: EventPhrase
    actors: "tuple[Token, ...]"
    recipients: "tuple[tuple[str, Token], ...]"
    nominal: bool


def find_relations(tokens: "Iterator[Token]") -> Iterator[Relation]:
    """The relations of a sentence's tokens, in order."""
    by_verb, by_noun = phrases_by_verb(), phrases_by_noun()
    for token in tokens:
        word = lemma(token)
        if token.tag_ == "VBG" and token.lower_ in by_noun and token.dep_ in NOMINAL:
            relation = _at_noun(token, by_noun[token.lower_])
        elif is_verbal(token) and word in by_verb and token.dep_ not in {"aux", "auxpass", "amod", "compound"}:
            relation = _at_verb(token, by_verb[word])
        elif token.pos_ in {"NOUN", "PROPN"} and (word in by_noun or token.lower_ in by_noun):
            relation = _at_noun(token, by_noun.get(word) or by_noun[token.lower_])
        else:
            continue
        if relation is not None:
            yield relation


# -- verbs -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _VerbParts:
    """What stands around a verb, gathered once for all phrases tried at it."""

    verb: "Token"
    objects: "list[Token]"
    prepositional: "list[tuple[str, Token]]"
    complements: "list[Token]"


def _parts(verb: "Token") -> _VerbParts:
    objects = [*patients(verb), *_judged(verb)]
    prepositional = list(_all_prepositions(verb, objects))
    complements = [child for child in verb.children if child.dep_ in {"xcomp", "ccomp", "advcl"} and is_verbal(child)]
    for child in verb.children:
        if child.dep_ in {"acomp", "oprd", "advmod"} and child.pos_ == "ADJ":
            complements += [c for c in child.rights if c.dep_ in {"xcomp", "ccomp"} and is_verbal(c)]
    for noun in objects:
        complements += [
            child for child in noun.rights if child.dep_ in {"acl", "relcl"} and is_verbal(child) and _has_to(child)
        ]
    complements += [
        child for prep in verb.children if prep.dep_ == "prep" for child in prep.children if child.dep_ == "pcomp"
    ]
    return _VerbParts(verb, objects, prepositional, complements)


def _judged(verb: "Token") -> "list[Token]":
    """`called the step hostile`: the judgement and what it is of, where the parser makes a clause of them."""
    if lemma(verb) not in JUDGING:
        return []
    told = [c for c in verb.rights if c.dep_ in {"ccomp", "oprd", "acomp"} and c.pos_ in {"ADJ", "NOUN", "VERB"}]
    return [t for c in told for t in (*conjuncts(c), *(s for s in own_subjects(c)))]


def _all_prepositions(verb: "Token", objects: "list[Token]") -> "Iterator[tuple[str, Token]]":
    """Prepositional phrases of the verb, its particle and its objects, each with the members of their object."""
    for holder in [verb, *(child for child in verb.children if child.dep_ == "prt"), *objects]:
        for prep, obj in prepositions(holder):
            for member in conjuncts(obj):
                yield prep, member
            if holder is verb or prep == "of":
                yield from ((inner, m) for inner, o in prepositions(obj) for m in conjuncts(o))
    for child in verb.children:
        if child.dep_ == "dative" and child.pos_ != "ADP":
            yield from (("to", member) for member in conjuncts(child))


def _at_verb(verb: "Token", candidates: tuple[EventPhrase, ...]) -> Relation | None:
    parts = _parts(verb)
    for phrase in candidates:
        if _holds(phrase, parts):
            actors = _actor_tokens(phrase, parts)
            return Relation(verb, phrase, tuple(actors), tuple(_recipients(phrase, parts)), nominal=False)
    return None


def _holds(phrase: EventPhrase, parts: _VerbParts) -> bool:
    if not _particle_holds(phrase, parts.verb):
        return False
    if phrase.intransitive and (is_passive(parts.verb) or any(c.dep_ in {"dobj", "ccomp"} for c in parts.verb.rights)):
        return False
    if phrase.objects:
        pool = _complement_heads(parts) if phrase.complement else parts.objects
        if not any(matches(token, phrase.objects) for token in pool):
            return False
    if phrase.subjects and not any(matches(token, phrase.subjects) for token in subjects(parts.verb)):
        return False
    if phrase.unless and any(matches(token, phrase.unless) for token in (*parts.objects, *_complement_heads(parts))):
        return False
    if phrase.preps and not any(
        prep in phrase.preps and (phrase.preps[prep] is None or matches(obj, phrase.preps[prep] or ()))
        for prep, obj in parts.prepositional
    ):
        return False
    return phrase.complement is None or _has_complement(phrase.complement, parts)


def _particle_holds(phrase: EventPhrase, verb: "Token") -> bool:
    if phrase.particle:
        return any(
            child.lower_ == phrase.particle and child.dep_ in PARTICLE_DEPS and not _dates(child)
            for child in verb.children
        )
    return specificity(phrase) > 0 or not any(child.dep_ == "prt" for child in verb.children)


def _dates(prep: "Token") -> bool:
    """`gave money in 2023`: the preposition of a date is no particle."""
    return prep.dep_ == "prep" and any(
        c.dep_ == "pobj" and (c.ent_type_ in {"DATE", "TIME"} or c.pos_ == "NUM") for c in prep.children
    )


def _complement_heads(parts: _VerbParts) -> "list[Token]":
    return [member for complement in parts.complements for member in conjuncts(complement)]


def _has_complement(kind: str, parts: _VerbParts) -> bool:
    if kind == "infinitive":
        return any(_has_to(token) for token in parts.complements if token.dep_ != "advcl" or token.i > parts.verb.i)
    if kind == "gerund":
        return any(token.tag_ == "VBG" for token in parts.complements)
    return any(token.dep_ == "ccomp" for token in parts.complements)


def _has_to(verb: "Token") -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def matches(token: "Token", words: tuple[str, ...]) -> bool:
    """Whether a noun is one of the words; of several words the last is the head and the others stand before it.

    A measure stands for what it measures, `MONEY` for any sum, and a name for the title before it.
    """
    return any(_named(one, words) or _stands_for(one, words) for one in (token, *_measured(token)))


def _named(token: "Token", words: tuple[str, ...]) -> bool:
    own = {token.lower_, lemma(token)}
    if token.pos_ == "PROPN":
        own |= {m.lower_ for m in modifiers(token) if m.dep_ == "compound"}
    for phrase in words:
        *before, head = phrase.split()
        if phrase == "MONEY":
            if _is_money(token):
                return True
        elif head in own and (
            not before or set(before) <= {form for m in modifiers(token) for form in (m.lower_, lemma(m))}
        ):
            return True
    return False


def _measured(token: "Token") -> "list[Token]":
    """What a measure is of: the wheat and the maize of `tons of wheat and maize`."""
    if lemma(token) not in MEASURES:
        return []
    return [member for prep, obj in prepositions(token) if prep == "of" for member in conjuncts(obj)]


def _stands_for(token: "Token", words: tuple[str, ...]) -> bool:
    """Whether a pronoun, a number or a person's name stands for one of the words."""
    counted = token.pos_ == "NUM" and not _is_money(token)
    if (token.lower_ in PERSONAL or token.ent_type_ == "PERSON" or counted) and PERSONS & set(words):
        return True
    if token.lower_ not in NEUTRAL or token.pos_ != "PRON":
        return False
    before = (token.doc[i] for i in range(token.i - 1, max(token.i - ANTECEDENT, -1), -1))
    nouns = (t for t in before if t.pos_ in {"NOUN", "PROPN"} and t.dep_ in NOMINAL)
    return any(_named(one, words) for noun in nouns for one in (noun, *_measured(noun)))


def _is_money(token: "Token") -> bool:
    if lemma(token) not in MONEY and token.pos_ not in {"NUM", "SYM"} and token.ent_type_ != "MONEY":
        return False
    return token.ent_type_ == "MONEY" or lemma(token) in MONEY or any(c.text in CURRENCY_SIGNS for c in token.subtree)


def _actor_tokens(phrase: EventPhrase, parts: _VerbParts) -> "list[Token]":
    verb = parts.verb
    if phrase.actor == "parties":
        around = [pair for noun in subjects(verb) for pair in prepositions(noun)]
        named = [m for prep, obj in around if prep in {"between", "by", "of", "with"} for m in conjuncts(obj)]
        return named + [owner for noun in subjects(verb) for owner in possessors(noun)]
    if verb.dep_ == "pcomp" and not is_passive(verb) and lemma(verb.head.head) in OBJECT_CONTROL:
        blamed = patients(verb.head.head)
        if blamed:
            return blamed
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == ",":
        above = clause_of(verb.head)
        return agents(above) if is_verbal(above) else []
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and not is_passive(verb):
        return list(conjuncts(verb.head))
    found = agents(verb)
    if not found and is_passive(verb):
        return []
    return found or [child for child in verb.lefts if child.dep_ == "npadvmod" and child.pos_ == "PROPN"]


def _recipients(phrase: EventPhrase, parts: _VerbParts) -> "Iterator[tuple[str, Token]]":
    for slot in phrase.recipient:
        if slot == "object" or slot == "object-modifier":
            yield from ((slot, token) for token in parts.objects)
        elif slot == "clause-subject":
            for complement in parts.complements:
                yield from (
                    (slot, s)
                    for child in complement.lefts
                    if child.dep_ in {"nsubj", "nsubjpass"}
                    for s in conjuncts(child)
                )
        else:
            yield from ((slot, obj) for prep, obj in parts.prepositional if prep == slot)
            if slot in {"with", "to", "against", "on", "between"}:
                xcomps = (c for c in parts.complements if c.dep_ == "xcomp")
                yield from ((slot, m) for c in xcomps for p, o in prepositions(c) if p == slot for m in conjuncts(o))


# -- nouns -------------------------------------------------------------------------------------------------------


def _at_noun(noun: "Token", candidates: tuple[EventPhrase, ...]) -> Relation | None:
    if noun.dep_ in {"compound", "amod", "nmod"}:
        return None
    around = list(prepositions(noun)) + _light_prepositions(noun)
    for phrase in candidates:
        slots = phrase.noun_slots
        if slots is None or not _noun_holds(phrase, noun, around):
            continue
        actors = [token for slot in slots.actor for token in _slot(noun, slot, around)] or _light_subjects(noun)
        recipients = [(slot, token) for slot in slots.recipient for token in _slot(noun, slot, around)]
        return Relation(noun, phrase, tuple(dict.fromkeys(actors)), tuple(recipients), nominal=True)
    return None


def _noun_holds(phrase: EventPhrase, noun: "Token", around: "list[tuple[str, Token]]") -> bool:
    """For a noun `objects` stand before it or after `of` (`missile launch`, `launch of a missile`)."""
    if phrase.verb is not None:
        return True
    if phrase.preps and not any(
        prep in phrase.preps and (phrase.preps[prep] is None or matches(obj, phrase.preps[prep] or ()))
        for prep, obj in (*around, *_deeper(around))
    ):
        return False
    if phrase.complement and not any(child.dep_ in {"acl", "relcl"} and _has_to(child) for child in noun.rights):
        return False
    if not phrase.objects:
        return True
    before = [m for m in modifiers(noun) if m.pos_ in {"NOUN", "PROPN", "ADJ"}]
    after = [member for prep, obj in around if prep == "of" for member in conjuncts(obj)]
    return any(matches(token, phrase.objects) for token in (*before, *after))


def _deeper(around: "list[tuple[str, Token]]") -> "Iterator[tuple[str, Token]]":
    """Prepositional phrases of what stands after `of` (`arrival of a ship with tents`)."""
    for prep, obj in around:
        if prep == "of":
            yield from ((inner, member) for inner, o in prepositions(obj) for member in conjuncts(o))


def _slot(noun: "Token", slot: str, around: "list[tuple[str, Token]]") -> "list[Token]":
    if slot == "poss":
        return possessors(noun)
    if slot == "modifier":
        return [token for token in modifiers(noun) if token.dep_ != "poss"]
    found = [member for prep, obj in around if prep == slot for member in conjuncts(obj)]
    return found or [obj for prep, obj in _deeper(around) if prep == slot == "by"]


def _light_prepositions(noun: "Token") -> "list[tuple[str, Token]]":
    verb = noun.head
    if noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and is_verbal(verb):
        return list(prepositions(verb))
    return []


def _light_subjects(noun: "Token") -> "list[Token]":
    verb = clause_of(noun)
    direct = noun.dep_ == "dobj" and noun.head == verb
    return subjects(verb) if direct and is_verbal(verb) and lemma(verb) in LIGHT else []
