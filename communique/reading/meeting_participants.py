"""Who takes part in a meeting: from the noun and its phrase, from the verb, from a joint body."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.cast import office_noun
from communique.reading.claims import claim_of
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
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.groups import group_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token
from communique.reading.meeting_mention import LIGHT


def other_side(
    scene: Scene, sentence: Sentence, token: "Token", parties: tuple[str, ...], people: "Sequence[Token]"
) -> tuple[str, ...]:
    """The parties where the phrase names one or none: a joint body's, the subject's of `talks with X`, the sentence's."""
    offset = sentence.offset + token.idx
    if is_joint_body(people):
        return scene.cast.latest_set(offset, 2) or parties
    if len(parties) == 1 and token.dep_ == "pobj" and token.head.lower_ == "for":
        hosts = _sent_to(scene, sentence, token.head.head)
        if hosts and not set(hosts) & set(parties):
            return (*parties, *hosts)
    if len(parties) == 1 and token.dep_ == "dobj" and any(prep == "with" for prep, _ in prepositions(token)):
        speaking = [a for t in subjects(token.head) for a in _speaker(scene, sentence, t)]
        if scene.cast.states_of(speaking):
            return tuple(dict.fromkeys([*scene.cast.states_of(speaking), *parties]))
    if len(parties) == 1 and any(prep == "with" for prep, _ in prepositions(token)):
        return tuple(dict.fromkeys([*scene.cast.latest_party(offset), *parties]))
    if not parties and token.dep_ == "pobj" and token.head.lower_ in {"at", "after", "during", "following"}:
        return next((m.parties for m in reversed(scene.cast.sets) if sentence.start <= m.offset < offset), ())
    return parties


def _speaker(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """Who a subject names, or whose statement it is."""
    return scene.cast.single(sentence, token) or scene.cast.owners(sentence, token)


# Verbs of coming or sending to a capital for what follows (`lead a delegation to Beijing for talks`).
SENDING = frozenset("lead send dispatch head fly travel go come arrive return bring take".split())


def _sent_to(scene: Scene, sentence: Sentence, verb: "Token") -> tuple[str, ...]:
    """The state whose capital or territory somebody travels or is sent to."""
    if lemma(verb) not in SENDING:
        return ()
    hosts = [verb, *(child for child in verb.rights if child.dep_ == "dobj")]
    goals = [obj for host in hosts for prep, obj in prepositions(host) if prep in {"to", "in"}]
    places = [scene.places.of_phrase(sentence, goal) for goal in goals]
    return tuple(dict.fromkeys(place.country for place in places if place is not None and place.country))[:1]


def between(token: "Token") -> "list[Token]":
    """Those named with the noun itself as its two sides."""
    return [m for prep, obj in prepositions(token) if prep in {"between", "among", "amongst"} for m in conjuncts(obj)]


def noun_participants(token: "Token") -> "list[Token]":
    """NP heads of those who take part, from the noun's own phrase and the verb it belongs to."""
    found: list[Token] = []
    for prep, obj in prepositions(token):
        if prep in {"between", "among", "with", "of", "by", "from", "involving"} or (
            prep == "on" and lemma(token) == "call"
        ):
            found += list(conjuncts(obj))
    found += possessors(token)
    verb = clause_of(token)
    if is_verbal(verb) and verb != token:
        found += _from_verb(token, verb)
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"} and is_verbal(child):
            found += [
                m
                for prep, obj in prepositions(child)
                if prep in {"between", "among", "with", "by"}
                for m in conjuncts(obj)
            ]
            if lemma(child) in LIGHT and not is_passive(child):
                found += [s for s in own_subjects(child) if s.tag_ not in {"WDT", "WP"}]
    return found


def _from_verb(token: "Token", verb: "Token") -> "list[Token]":
    theme = token
    while theme.dep_ == "conj":
        theme = theme.head
    found: list[Token] = []
    light = lemma(verb) in LIGHT
    if theme.dep_ in {"dobj", "attr", "nsubjpass", "nsubj"} and theme.head == verb:
        if theme.dep_ in {"dobj"} and light:
            found += subjects(verb)
        found += [
            m for prep, obj in prepositions(verb) if prep in {"between", "among", "with", "by"} for m in conjuncts(obj)
        ]
    elif theme.dep_ == "pobj" and theme.head.lower_ in OCCASION and _hangs_on(theme.head, verb):
        found += agents(verb) if is_passive(verb) else subjects(verb)
        if theme.head.lower_ in {"at", "during", "for", "in"} and lemma(verb) in MEETING_VERBS:
            found += patients(verb)
    return found


# Prepositions before the occasion on which something is done, and verbs whose object takes part in it too.
OCCASION = frozenset({"at", "during", "in", "for", "into", "after", "following"})
MEETING_VERBS = frozenset({"meet", "host", "receive", "join", "tell"})


def _hangs_on(prep: "Token", verb: "Token") -> bool:
    return prep.head == verb or (prep.head.dep_ in {"dobj", "acl"} and prep.head.head == verb)


def modifier_parties(scene: Scene, sentence: Sentence, token: "Token") -> list[str]:
    """States and organisations before the noun (`Japan-France summit`, `the EU-Japan dialogue`)."""
    found: list[str] = []
    for modifier in modifiers(token):
        if modifier.dep_ == "poss" and modifier.pos_ != "PROPN":
            continue
        for entry in scene.cast.entries.get((sentence.paragraph, modifier.i), ()):
            if entry.kind in {"state", "demonym", "organisation", "stand_in"}:
                found += entry.ids
    return list(dict.fromkeys(found))


# Verbs that name an occasion only with a time or place, or as something done (`would consult closely` is a promise).
CONSULTING = frozenset({"consult", "confer", "talk", "negotiate", "speak"})


def is_occasion(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
    """Whether a verb of consulting tells of an occasion rather than a promise to keep in touch."""
    if claim_of(verb).status in {"actual", "background", "denied"}:
        return True
    return scene.date_of(sentence, verb) is not None or scene.place_of(sentence, verb) is not None


def is_joint_body(people: "Sequence[Token]") -> bool:
    """`the joint committee`: a body of the two parties spoken of."""
    bodies = (token for token in people if token.lower_ in {"committee", "commission", "council", "panel"})
    return any(child.lower_ in {"the", "joint", "bilateral", "mixed"} for token in bodies for child in token.lefts)


def objects_are_actors(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
    """Whether what is met, hosted or called is someone (`met the foreign minister`), not something (`met the target`)."""
    if is_passive(verb):
        return True
    return all(scene.cast.single(sentence, obj) and not _is_thing(scene, sentence, obj) for obj in patients(verb))


def _is_thing(scene: Scene, sentence: Sentence, token: "Token") -> bool:
    entries = scene.cast.entries.get((sentence.paragraph, token.i), ())
    if any(entry.kind == "people" for entry in entries) or any(
        c.dep_ in {"nummod", "quantmod"} for c in token.lefts if c.lower_ != "two"
    ):
        return True
    return not entries and office_noun(token) is None and token.pos_ == "NOUN" and token.lower_ not in group_nouns()


def are_agents(actors: Sequence[str]) -> bool:
    """Whether those who meet can: persons, states, governments and organisations, not only forces or crowds."""
    return not any(actor[3:].startswith((".CVL", ".REB", ".BUS")) for actor in actors)


def verb_participants(verb: "Token", word: str) -> "list[Token] | None":
    """Those who meet; None where the verb has another sense."""
    objects = [t for t in patients(verb) if not is_passive(verb)]
    subject = subjects(verb)
    withs = [m for prep, obj in prepositions(verb) if prep in {"with", "by"} for m in conjuncts(obj)]
    if word in {"speak", "talk"}:
        withs += [m for prep, obj in prepositions(verb) if prep == "to" for m in conjuncts(obj)]
        return subject + withs
    if word == "call":
        wrong = any(child.dep_ in {"oprd", "ccomp", "xcomp", "prt"} for child in verb.rights) or any(
            p in {"for", "on", "off"} for p, _ in prepositions(verb)
        )
        return None if wrong else subject + objects
    if word in {"host", "receive", "welcome", "greet"}:
        return subject + objects + withs if objects or is_passive(verb) else None
    return subject + objects + withs
