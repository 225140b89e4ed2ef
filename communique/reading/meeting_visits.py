"""Visits: someone of one party comes to a place or a person of another."""

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.cast import office_noun
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
from communique.reading.meeting_mention import LIGHT, MeetingMention, actors_named, make_mention

# Verbs of planning whose subject is the visitor (`is considering a trip to Kyiv`).
INTENDING = frozenset("consider plan propose announce delay defer shorten mull weigh prepare want".split())


def visit_noun(scene: Scene, sentence: Sentence, token: "Token", level: Level | None) -> MeetingMention | None:
    """The visit a noun names (`a visit to Lusaka by the president`), or None."""
    visitors = list(possessors(token)) + [
        m for p, o in prepositions(token) if p in {"by", "of", "from"} for m in conjuncts(o)
    ]
    verb = clause_of(token)
    if is_verbal(verb) and verb != token and not visitors:
        prep = token.head if token.dep_ == "pobj" else None
        if (token.dep_ == "dobj" and lemma(verb) in LIGHT | INTENDING) or (
            prep is not None and prep.lower_ in {"on", "during", "for", "after", "following"}
        ):
            visitors += agents(verb) if is_passive(verb) else subjects(verb)
    hosts = [obj for prep, obj in prepositions(token) if prep in {"to", "in"}]
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"}:
            hosts += [obj for prep, obj in prepositions(child) if prep == "to"]
    return _visit(scene, sentence, token, visitors, hosts, level)


def _visit(
    scene: Scene,
    sentence: Sentence,
    token: "Token",
    visitors: "Sequence[Token]",
    hosts: "Sequence[Token]",
    level: Level | None,
) -> MeetingMention | None:
    """A visit, if a visitor of one party comes to a place or person of another."""
    actors = actors_named(scene, sentence, visitors)
    coming = scene.cast.states_of(actors)
    place, visited = None, list[str]()
    for token_to in (member for host in hosts for member in conjuncts(host)):
        found = scene.places.of_phrase(sentence, token_to)
        named = (
            scene.cast.states_of(scene.cast.single(sentence, token_to))
            or scene.cast.named_within(sentence, token_to)[:1]
        )
        visited += named or ((found.country,) if found and found.country else ())
        place = place or found
    visited = [state for state in dict.fromkeys(visited) if state not in coming]
    if not coming or not visited:
        return None
    persons_only = [a for a in actors if a in scene.cast.persons or a.endswith(".GOV") or a == coming[0]]
    if not persons_only:
        return None
    mention = make_mention(
        scene,
        sentence,
        token,
        "visit",
        level,
        "in_person",
        (coming[0], *visited),
        visitors,
        actors,
        (coming[0], visited[0]),
        False,
    )
    if place is not None and place.geonames is None and mention.place is not None:
        return mention
    return mention if place is None or place.country is None else _replace_place(mention, place)


def _replace_place(mention: MeetingMention, place: Place) -> MeetingMention:
    return replace(mention, place=place) if place.geonames is not None or mention.place is None else mention


def visit_verb(scene: Scene, sentence: Sentence, verb: "Token", word: str) -> MeetingMention | None:
    """The visit a verb of coming names (`arrived in Astana`), or None."""
    if word in {"visit", "tour"}:
        hosts = list(patients(verb)) if not is_passive(verb) else subjects(verb)
        return _visit(scene, sentence, verb, agents(verb), hosts, None)
    hosts = [obj for prep, obj in prepositions(verb) if prep in {"to", "in"}]
    visitors = subjects(verb)
    if not any(
        t.pos_ in {"PROPN", "PRON"} or office_noun(t) or t.lower_ in {"delegation"} for t in visitors
    ) or patients(verb):
        return None
    return _visit(scene, sentence, verb, visitors, hosts, None)
