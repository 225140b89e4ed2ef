"""Visits: someone of one party comes to a place or a person of another."""

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.cast import is_state, office_noun
from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    is_passive,
    is_verbal,
    lemma,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.schema import Level, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token
from communique.reading.meeting_mention import MeetingMention, actors_named, make_mention
from communique.reading.nearness import person_before

# Verbs whose subject speaks of another's visit; of all others it is the visitor (`is considering a trip to Kyiv`).
REACTING = frozenset(
    """criticise criticize condemn denounce oppose welcome praise hail discuss mention recall protest demand urge suggest block
    ban prevent monitor cover report confirm deny see follow describe note mark organise organize arrange host""".split()
)


# Seats of organisations, to which one travels for them and not to the state around (Yearbook of International Organizations).
SEATS = frozenset({"New York", "Geneva", "Brussels", "Strasbourg", "The Hague"})


def visit_noun(scene: Scene, sentence: Sentence, token: "Token", level: Level | None) -> MeetingMention | None:
    """The visit a noun names (`a visit to Lusaka by the president`), or None."""
    toured = [o for p, o in prepositions(token) if p == "of" and _is_toured(scene, sentence, token, o)]
    visitors = list(possessors(token)) + [
        m
        for p, o in prepositions(token)
        if p in {"by", "of", "from"} and o.ent_type_ != "DATE" and o not in toured
        for m in conjuncts(o)
    ]
    verb = clause_of(token)
    pays = False
    if all(visitor.pos_ == "PRON" and not scene.cast.single(sentence, visitor) for visitor in visitors):
        visitors = []  # `During her visit …, the minister met`: told before the one it is of
    if is_verbal(verb) and verb != token and not visitors:
        prep = token.head if token.dep_ == "pobj" else None
        pays = token.dep_ == "dobj" and lemma(verb) not in REACTING
        if pays or (prep is not None and prep.lower_ in {"on", "during", "for", "after", "following", "from"}):
            visitors += agents(verb) if is_passive(verb) else subjects(verb)
            pays = True
    hosts = [obj for prep, obj in prepositions(token) if prep in {"to", "in"}] + toured
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"}:
            hosts += [obj for prep, obj in prepositions(child) if prep == "to"]
    if token.dep_ == "nsubj" and lemma(verb) == "be":  # `The visit is the first by a minister to Fiji`
        said = [(p, o) for c in verb.rights if c.dep_ in {"attr", "acomp"} for p, o in prepositions(c)]
        visitors += [m for p, o in said if p == "by" for m in conjuncts(o)]
        hosts += [o for p, o in said if p == "to"]
    for child in token.rights:  # `The visit, the first by a minister to Fiji since 2015`
        beside = list(prepositions(child)) if child.dep_ == "appos" else []
        visitors += [m for p, o in beside if p == "by" for m in conjuncts(o)]
        hosts += [o for p, o in beside if p == "to"]
    hosts = hosts or _hosts_near(token, verb)
    coming = actors_named(scene, sentence, visitors)
    if not hosts and visitors and all(visitor.pos_ != "PRON" for visitor in visitors):
        found = _where_told(scene, sentence, token, coming, visitors, level)
    else:
        found = visit_to(scene, sentence, token, coming, visitors, hosts, level)
    if found is None and pays:
        found = visit_to(scene, sentence, token, person_before(scene, sentence, verb), (), hosts, level)
    return found


def _is_toured(scene: Scene, sentence: Sentence, token: "Token", obj: "Token") -> bool:
    """`a tour of Kenya and Uganda`: where one goes, not who."""
    return lemma(token) in {"tour", "swing"} and place_of(scene, sentence, obj) is not None


def _where_told(
    scene: Scene, sentence: Sentence, token: "Token", coming: "Sequence[str]", visitors: "Sequence[Token]",
    level: Level | None,
) -> MeetingMention | None:  # fmt: skip
    """`during the visit of the minister`: to where the clause takes place, else to the other the text is about."""
    states = scene.cast.states_of(coming)
    place = scene.place_of(sentence, clause_of(token))
    pair = scene.cast.main_pair()
    host = place.country if place is not None and place.country not in states else None
    if host is None and len(pair) == 2 and len(states) == 1 and states[0] in pair:
        host = next(party for party in pair if party != states[0])
    if len(states) != 1 or host is None or not is_state(host):
        return None
    if not any(actor in scene.cast.persons or actor.endswith(".GOV") for actor in coming):
        return None
    directed = (states[0], host)
    return make_mention(
        scene, sentence, token, "visit", level, "in_person", directed, visitors, coming, directed, False
    )


def _hosts_near(token: "Token", verb: "Token") -> "list[Token]":
    """Where a visit goes that the parse hangs on another word: behind the noun with `to`, or `is in Bern on a visit`."""
    for other in token.doc[token.i + 1 : min(token.i + 14, token.sent.end)]:
        if other.lower_ == "to" and other.pos_ == "ADP":
            goals = [child for child in other.children if child.dep_ == "pobj" and child.pos_ == "PROPN"]
            if goals:
                return goals
    here = [child for child in verb.children if child.lower_ == "here"]
    if lemma(verb) in {"leave", "depart", "embark"}:  # `left for Hanoi on a visit`
        here += [obj for prep, obj in prepositions(verb) if prep == "for" and obj != token]
    return [obj for prep, obj in prepositions(verb) if prep in {"in", "to"} and obj != token] + here


def visit_to(
    scene: Scene, sentence: Sentence, token: "Token", actors: "Sequence[str]", visitors: "Sequence[Token]",
    hosts: "Sequence[Token]", level: Level | None = None,
) -> MeetingMention | None:  # fmt: skip
    """A visit, if a visitor of one party comes to a place or person of another."""
    coming = scene.cast.states_of(actors)
    place, visited = _visited(scene, sentence, hosts)
    visited = [state for state in dict.fromkeys(visited) if state not in coming]
    if not coming or not visited:
        return None
    if not any(a in scene.cast.persons or a.endswith(".GOV") or a == coming[0] for a in actors):
        return None
    if place is not None and place.name in SEATS and token.lower_ != "visit" and lemma(token) != "visit":
        return None
    parties, directed = (coming[0], *visited), (coming[0], visited[0])
    mention = make_mention(
        scene, sentence, token, "visit", level, "in_person", parties, visitors, actors, directed, False
    )
    if place is not None and place.geonames is None and mention.place is not None:
        return mention
    return mention if place is None or place.country is None else _replace_place(mention, place)


def _visited(scene: Scene, sentence: Sentence, hosts: "Sequence[Token]") -> tuple[Place | None, list[str]]:
    """The first place and the states of those to whom a visit goes."""
    place, visited = None, list[str]()
    for token_to in (member for host in hosts for member in conjuncts(host)):
        found = place_of(scene, sentence, token_to)
        named = (
            scene.cast.states_of(scene.cast.single(sentence, token_to))
            or scene.cast.named_within(sentence, token_to)[:1]
        )
        visited += named or ((found.country,) if found and found.country else ())
        place = place or found
    return place, visited


def place_of(scene: Scene, sentence: Sentence, token: "Token") -> Place | None:
    """The place one goes to; `here` is where the report is dated from."""
    dateline = scene.parsed.document.dateline_place
    if token.lower_ == "here" and dateline:
        return scene.places.of_dateline(dateline)
    return scene.places.of_phrase(sentence, token)


def _replace_place(mention: MeetingMention, place: Place) -> MeetingMention:
    return replace(mention, place=place) if place.geonames is not None or mention.place is None else mention


def visit_verb(scene: Scene, sentence: Sentence, verb: "Token", word: str) -> MeetingMention | None:
    """The visit a verb of coming names (`arrived in Astana`), or None."""
    if word in {"visit", "tour"}:
        if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "with":
            return None  # `met with the visiting minister`
        hosts = list(patients(verb)) if not is_passive(verb) else subjects(verb)
        visitors = _invited(verb) or agents(verb)
        visitors = [t for t in visitors if t.lower_ not in {"team", "teams"}]
        found = visit_to(scene, sentence, verb, actors_named(scene, sentence, visitors), visitors, hosts, None)
        if found is not None and found.claim.status == "possible" and _invited(verb):
            return replace(found, claim=replace(found.claim, status="planned"))
        return found
    if word in {"head", "go", "land", "come"} and not _goes(scene, sentence, verb):
        return None
    if word == "expect" and not (is_passive(verb) and not any(c.dep_ in {"xcomp", "ccomp"} for c in verb.rights)):
        return None
    hosts = [obj for prep, obj in prepositions(verb) if prep in {"to", "in", "into"}]
    hosts += [child for child in verb.rights if child.lower_ == "here"]
    visitors = subjects(verb)
    if not any(travels(scene, sentence, t) for t in visitors) or (patients(verb) and word != "expect"):
        return None
    found = visit_to(scene, sentence, verb, actors_named(scene, sentence, visitors), visitors, hosts, None)
    if found is None or word != "expect":
        return found
    return replace(found, claim=replace(found.claim, status="planned")) if found.place is not None else None


def _goes(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
    """Somebody by name or office who goes to a named place (`will head to Kyiv`), not what goes to war or to court."""
    goals = [obj for prep, obj in prepositions(verb) if prep in {"to", "in"}]
    somebody = any(scene.cast.single(sentence, t) for t in subjects(verb))
    return somebody and any(goal.pos_ == "PROPN" and place_of(scene, sentence, goal) is not None for goal in goals)


def travels(scene: Scene, sentence: Sentence, token: "Token") -> bool:
    """A person, an office or a delegation; a state itself flies nowhere (`Mali has flown in rice`)."""
    entries = scene.cast.entries.get((sentence.paragraph, token.i), ())
    if entries and all(entry.kind in {"state", "stand_in", "organisation"} for entry in entries):
        return False
    return token.pos_ in {"PROPN", "PRON"} or bool(office_noun(token)) or token.lower_ == "delegation"


def _invited(verb: "Token") -> "list[Token]":
    """Who is to visit by an invitation: the one that accepts it (`accepted the minister's invitation to visit`)."""
    noun = verb.head
    if verb.dep_ not in {"acl", "relcl"} or lemma(noun) != "invitation" or lemma(noun.head) != "accept":
        return []
    return subjects(noun.head)
