"""Finds every mention of a meeting: the noun or verb that names it, its format, and who takes part."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.claims import claim_of
from communique.reading.clauses import clause_of, lemma, prepositions
from communique.reading.ordinals import ordinal_of
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.meeting_words import MeetingWord, meeting_words
from communique.reference.organisations import organisations
from communique.schema import Level, MeetingFormat, MeetingMode

if TYPE_CHECKING:
    from spacy.tokens import Token
from communique.reading.meeting_mention import MeetingMention, actors_named, clause_text, make_mention, phrase_text
from communique.reading.meeting_participants import (
    CONSULTING,
    are_agents,
    between,
    is_joint_body,
    is_occasion,
    modifier_parties,
    noun_participants,
    objects_are_actors,
    other_side,
    verb_participants,
)
from communique.reading.meeting_visits import visit_noun, visit_verb

# Nouns that are a meeting only where two parties stand with them.
LOOSE = frozenset(
    """exchange contact discussion discussions trip tour dinner luncheon ceremony audience round session conversation call
   talk conclave congress mediation forum roundtable encounter huddle gathering dialogue transit consultation""".split()
)


NOT_MEETINGS = frozenset("press news panel phone-in".split())


VISITS = frozenset({"visit", "trip", "tour", "stopover", "transit"})


def find_mentions(scene: Scene) -> list[MeetingMention]:
    """All mentions in order of text."""
    found: list[MeetingMention] = []
    for sentence in scene.sentences:
        here = [
            _noun_mention(scene, sentence, token) or _verb_mention(scene, sentence, token) for token in sentence.span
        ]
        found += _without_mere_travel([mention for mention in here if mention is not None])
    return found


def _without_mere_travel(mentions: list[MeetingMention]) -> list[MeetingMention]:
    """Leaves out travel told only to say where a meeting is (`flies to Abuja to meet his counterpart`)."""
    kept = []
    for mention in mentions:
        purpose = next(
            (m for m in mentions if m.format != "visit" and m.persons and _is_purpose(m.token, mention.token)), None
        )
        if mention.format == "visit" and lemma(mention.token) in {"fly", "travel", "arrive"} and purpose is not None:
            mentions[mentions.index(purpose)] = replace(
                purpose, place=purpose.place or mention.place, date=purpose.date or mention.date
            )
            continue
        kept.append(mention)
    return [next((m for m in mentions if m.token == k.token), k) for k in kept]


def _is_purpose(token: "Token", verb: "Token") -> bool:
    clause = clause_of(token)
    return clause.dep_ in {"advcl", "xcomp"} and clause.head == verb


def meeting_noun(token: "Token") -> MeetingWord | None:
    """The record of a noun that names a meeting, or None."""
    if token.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return None
    word = meeting_words("noun").get(token.lower_) or meeting_words("noun").get(lemma(token))
    if token.lower_ == "one" and (
        any(child.lower_ in {"next", "previous", "last"} for child in token.lefts)
        or any(lemma(child) == "hold" for child in token.rights)
    ):
        word = meeting_words("noun")["session"]
    if word is None or token.dep_ in {"compound", "amod", "nummod"}:
        return None
    if any(child.lower_ in NOT_MEETINGS and child.dep_ in {"compound", "amod"} for child in token.lefts):
        return None
    if word.word == "contact" and lemma(token.head.head) in {"remain", "stay", "keep", "be", "maintain"}:
        return None
    if (
        word.word == "call"
        and any(prep in {"for", "on", "to"} for prep, _ in prepositions(token))
        and not _is_telephone(token)
    ):
        return None
    return None if _inside_meeting(token) else word


def _is_telephone(token: "Token") -> bool:
    return any(child.lower_ in {"phone", "telephone", "video", "courtesy"} for child in token.lefts)


def _inside_meeting(token: "Token") -> bool:
    """`a round of talks`: the round is the meeting, the talks its content."""
    outer = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    return outer is not None and outer.lower_ in {"round", "rounds", "session", "meeting", "edition", "phase"}


def _noun_mention(scene: Scene, sentence: Sentence, token: "Token") -> MeetingMention | None:
    word = meeting_noun(token)
    if word is None or any(e.kind == "organisation" for e in scene.cast.entries.get((sentence.paragraph, token.i), ())):
        return None
    phrase = phrase_text(token)
    inner = _inner_word(token)
    fmt, level, mode = _from_words(phrase, inner or word)
    if word.word == "round" and inner is None and "negotiation" in sentence.span.text.lower():
        fmt = "negotiations"
    if fmt == "visit" or word.word in VISITS:
        return visit_noun(scene, sentence, token, level)
    people = between(token)
    actors = actors_named(scene, sentence, people)
    if len(scene.cast.states_of(actors)) < 2:
        people = noun_participants(token)
        actors = actors_named(scene, sentence, people)
    parties = tuple(dict.fromkeys([*modifier_parties(scene, sentence, token), *scene.cast.states_of(actors)]))
    parties = parties if len(parties) > 1 else other_side(scene, sentence, token, parties, people)
    definite = any(child.lower_ in {"the", "this", "that", "these", "such"} for child in token.lefts)
    definite = definite or any(c.dep_ == "poss" and c.ent_type_ == "DATE" for c in token.lefts)  # `Friday's session`
    if any(child.lower_ == "any" for child in token.lefts) and claim_of(token).status in {"denied", "possible"}:
        return None  # `ruled out any talks`: no meeting in particular
    bodies = [p for p in parties if p in organisations()]
    if bodies and fmt in {"summit", "conference"} and modifier_parties(scene, sentence, token)[:1] == bodies[:1]:
        parties = tuple(bodies[:1])
    if (
        len(parties) == 1
        and fmt in {"summit", "conference", "ministerial", "foreign ministers"}
        and parties[0] in organisations()
    ):
        return make_mention(scene, sentence, token, fmt, level, mode, parties, people, actors, None, definite)
    if (
        len(parties) < 2
        and not definite
        and token.lower_ != "one"
        and (word.word in LOOSE or not _anaphoric(token))
        and ordinal_of(token) is None
    ):
        return None
    return make_mention(scene, sentence, token, fmt, level, mode, parties, people, actors, None, definite)


def _inner_word(token: "Token") -> MeetingWord | None:
    """The talks in `a round of talks`."""
    for prep, obj in prepositions(token):
        if prep == "of":
            word = meeting_words("noun").get(obj.lower_) or meeting_words("noun").get(lemma(obj))
            if word is not None and word.format is not None:
                return word
    return None


def _anaphoric(token: "Token") -> bool:
    return any(child.lower_ in {"its", "their", "next", "previous", "last", "such"} for child in token.lefts)


def _from_words(phrase: str, word: MeetingWord | None) -> tuple[MeetingFormat | None, Level | None, MeetingMode | None]:
    """Format, level and mode the words of the phrase speak for; the longest phrase wins."""
    found = [record for known, record in meeting_words("phrase").items() if known in phrase]
    best = max(found, key=lambda record: (record.format == "2+2", len(record.word)), default=None)
    chosen = [record for record in (best, word) if record is not None]
    fmt = next((r.format for r in chosen if r.format), None)
    level = next((r.level for r in chosen if r.level), None)
    return fmt, level, next((r.mode for r in chosen if r.mode), None)


def _persons_within(scene: Scene, sentence: Sentence, people: "Sequence[Token]") -> list[str]:
    """Persons inside the phrases of those who meet, where the parse lost their coordination (`A's B and C's D met`)."""
    inside = [token for head in people for token in sentence.span.doc[head.left_edge.i : head.i]]
    entries = [e for token in inside for e in scene.cast.entries.get((sentence.paragraph, token.i), ())]
    return list(dict.fromkeys(i for e in entries if e.kind == "person" for i in e.ids))


def _verb_mention(scene: Scene, sentence: Sentence, token: "Token") -> MeetingMention | None:
    if token.pos_ != "VERB":
        return None
    word = lemma(token)
    for extra, verb in (("down", "sit"), ("together", "spend")):
        if word == verb and any(child.lower_ == extra for child in token.rights):
            word = f"{verb} {extra}"
    record = meeting_words("verb").get(word)
    if record is None or token.dep_ in {"amod", "compound"}:
        return None
    if record.format == "visit":
        return visit_verb(scene, sentence, token, word)
    people = verb_participants(token, word)
    if people is None:
        return None
    actors = actors_named(scene, sentence, people)
    parties = scene.cast.states_of(actors)
    if len(parties) < 2:
        beside = _persons_within(scene, sentence, people)
        actors, parties = [*actors, *beside], scene.cast.states_of([*actors, *beside])
    if len(parties) < 2 and is_joint_body(people):
        parties = scene.cast.latest_set(sentence.offset + token.idx, 2)
    if word in CONSULTING and not is_occasion(scene, sentence, token):
        return None
    if len(parties) < 2 or not are_agents(actors):
        return None
    if word != "spend together" and not objects_are_actors(scene, sentence, token):
        return None
    directed = (
        (parties[1], parties[0]) if word in {"host", "receive", "welcome", "greet"} and len(parties) == 2 else None
    )
    fmt, level, mode = _from_words(clause_text(token), None)
    fmt = fmt if fmt in {"2+2", "video call", "courtesy call", "trilateral", "working level"} else record.format
    return make_mention(
        scene, sentence, token, fmt, level, mode or record.mode, parties, people, actors, directed, False
    )
