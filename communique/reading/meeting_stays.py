"""Visits told by where somebody is: `is due in Kampala on Friday`, `will be here for talks`, `had not been to Cairo since 2022`."""

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.claims import Claim
from communique.reading.clauses import is_negated, lemma, prepositions, subjects
from communique.reading.meeting_mention import MeetingMention, actors_named
from communique.reading.meeting_visits import place_of, travels, visit_to
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.meeting_words import meeting_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# What one is abroad to do.
PURPOSES = frozenset({"attend", "meet", "take", "hold", "discuss", "sign"})
# Adjectives of one who is to come.
COMING = frozenset({"due", "back"})


def stay_mention(scene: Scene, sentence: Sentence, verb: "Token") -> MeetingMention | None:
    """The visit told by a verb of being and a place abroad, or None."""
    if verb.pos_ != "AUX" or lemma(verb) != "be" or verb.dep_ in {"aux", "auxpass"}:
        return None
    due = [child for child in verb.rights if child.lower_ in COMING and child.dep_ in {"acomp", "advmod", "attr"}]
    hosts = _goals(verb, due)
    if not hosts or any(lemma(t) in {"visit", "trip", "tour"} for t in verb.subtree):
        return None
    who = subjects(verb)
    visitors = actors_named(scene, sentence, who)
    if not any(travels(scene, sentence, t) for t in who):
        return None
    place = place_of(scene, sentence, hosts[0])
    if place is None or place.country is None:
        return None
    since = is_negated(verb) or any(c.lower_ == "no" for t in who for c in t.lefts)
    date = scene.date_of(sentence, verb, frozenset({"since"} if since else {"when"}))
    if date is None and not due and not _for_something(verb):
        return None
    found = visit_to(scene, sentence, verb, visitors, who, hosts)
    if found is None or (since and date is None):
        return None
    if since:
        return replace(found, date=date, claim=Claim("background"), persons=())
    return replace(found, claim=replace(found.claim, status="planned")) if _is_due(due) else found


def _is_due(due: "list[Token]") -> bool:
    return any(word.lower_ == "due" for word in due)


def _goals(verb: "Token", due: "list[Token]") -> "list[Token]":
    """Where one is or is to be: `in` or `to` a name or a capital, `here`."""
    tops = [verb, *due]
    found = [
        obj
        for top in tops
        for prep, obj in prepositions(top)
        if (prep == "in" or (prep == "to" and verb.tag_ == "VBN")) and (obj.pos_ == "PROPN" or obj.lower_ == "capital")
    ]
    return found + [child for top in tops for child in top.rights if child.lower_ == "here"]


def _for_something(verb: "Token") -> bool:
    """`was in Bern for talks`, `is here to attend`: what one is there for."""
    for prep, obj in prepositions(verb):
        if prep == "for" and (lemma(obj) in meeting_words("noun") or obj.lower_ in meeting_words("noun")):
            return True
    purposes = (c for c in verb.rights if c.dep_ in {"advcl", "xcomp"} and c.tag_ == "VB")
    return any(lemma(purpose) in PURPOSES for purpose in purposes)
