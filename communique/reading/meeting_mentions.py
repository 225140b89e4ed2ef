"""Finds every mention of a meeting: the noun or verb that names it, who takes part, in which format, mode and rank."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.reading.cast import office_level, office_noun
from communique.reading.claims import Claim, claim_of
from communique.reading.clauses import (
    agents,
    clause_extent,
    clause_of,
    conjuncts,
    is_passive,
    is_verbal,
    lemma,
    modifiers,
    own_subjects,
    particle,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.ordinals import ordinal_of
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.groups import group_nouns
from communique.reference.meeting_words import MeetingWord, meeting_words
from communique.reference.organisations import organisations
from communique.schema import Date, Evidence, Level, MeetingFormat, MeetingMode, OfficeKind, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

LEVELS: tuple[Level, ...] = ("leaders", "ministers", "senior officials", "working level")
# Verbs whose subject takes part in the meeting that is their object.
LIGHT = frozenset("hold have attend conduct start begin open launch conclude end resume join chair host kick pay make receive take plan "
                  "schedule cancel postpone propose continue complete finish convene organise organize arrange stage wrap agree co cochair "
                  "be lead head undertake deny suspend enter give skip hail".split())  # fmt: skip
# Nouns that are a meeting only where two parties stand with them.
LOOSE = frozenset("exchange contact discussion discussions trip tour dinner luncheon ceremony audience round session conversation call "
                  "talk conclave congress mediation forum roundtable encounter huddle gathering dialogue transit consultation".split())  # fmt: skip
COMING = frozenset({"next", "upcoming", "forthcoming", "planned", "scheduled"})
# Verbs of planning whose subject is the visitor (`is considering a trip to Kyiv`).
INTENDING = frozenset("consider plan propose announce delay defer shorten mull weigh prepare want".split())
NOT_MEETINGS = frozenset("press news panel phone-in".split())
VISITS = frozenset({"visit", "trip", "tour", "stopover", "transit"})


@dataclass(frozen=True)
class MeetingMention:
    """One mention; `directed` is (visitor, host) where one side comes to the other."""

    sentence: Sentence
    token: "Token"
    format: MeetingFormat | None
    level: Level | None
    mode: MeetingMode | None
    mode_said: bool
    format_said: bool
    parties: tuple[str, ...]
    persons: tuple[str, ...]
    offices: frozenset[OfficeKind]
    directed: tuple[str, str] | None
    date: Date | None
    place: Place | None
    claim: Claim
    ordinal: int | None
    definite: bool
    evidence: Evidence


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


# -- nouns -------------------------------------------------------------------------------------------------------


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
    phrase = _phrase_text(token)
    inner = _inner_word(token)
    fmt, level, mode = _from_words(phrase, inner or word)
    if word.word == "round" and inner is None and "negotiation" in sentence.span.text.lower():
        fmt = "negotiations"
    if fmt == "visit" or word.word in VISITS:
        return _visit_noun(scene, sentence, token, level)
    people = _between(token)
    actors = _actors(scene, sentence, people)
    if len(scene.cast.states_of(actors)) < 2:
        people = _noun_participants(token)
        actors = _actors(scene, sentence, people)
    parties = tuple(dict.fromkeys([*_modifier_parties(scene, sentence, token), *scene.cast.states_of(actors)]))
    parties = parties if len(parties) > 1 else _other_side(scene, sentence, token, parties, people)
    definite = any(child.lower_ in {"the", "this", "that", "these"} for child in token.lefts)
    bodies = [p for p in parties if p in organisations()]
    if bodies and fmt in {"summit", "conference"} and _modifier_parties(scene, sentence, token)[:1] == bodies[:1]:
        parties = tuple(bodies[:1])
    if (
        len(parties) == 1
        and fmt in {"summit", "conference", "ministerial", "foreign ministers"}
        and parties[0] in organisations()
    ):
        return _mention(scene, sentence, token, fmt, level, mode, parties, people, actors, None, definite)
    if (
        len(parties) < 2
        and not definite
        and token.lower_ != "one"
        and (word.word in LOOSE or not _anaphoric(token))
        and ordinal_of(token) is None
    ):
        return None
    return _mention(scene, sentence, token, fmt, level, mode, parties, people, actors, None, definite)


def _other_side(
    scene: Scene, sentence: Sentence, token: "Token", parties: tuple[str, ...], people: "Sequence[Token]"
) -> tuple[str, ...]:
    """The parties where the phrase names one or none: a joint body's, the subject's of `talks with X`, the sentence's."""
    offset = sentence.offset + token.idx
    if _is_joint_body(people):
        return scene.cast.latest_set(offset, 2) or parties
    if len(parties) == 1 and any(prep == "with" for prep, _ in prepositions(token)):
        return tuple(dict.fromkeys([*scene.cast.latest_party(offset), *parties]))
    if not parties and token.dep_ == "pobj" and token.head.lower_ in {"at", "after", "during", "following"}:
        return next((m.parties for m in reversed(scene.cast.sets) if sentence.start <= m.offset < offset), ())
    return parties


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


def _phrase_text(token: "Token") -> str:
    """Lower-case text of the noun phrase up to twelve words after its head."""
    doc = token.doc
    last = min(token.right_edge.i, token.i + 12)
    first = max(token.left_edge.i, token.i - 14)
    text: str = doc[first : last + 1].text.lower().replace("’", "'")
    return text


def _from_words(phrase: str, word: MeetingWord | None) -> tuple[MeetingFormat | None, Level | None, MeetingMode | None]:
    """Format, level and mode the words of the phrase speak for; the longest phrase wins."""
    best: MeetingWord | None = None
    for known, record in meeting_words("phrase").items():
        if known in phrase and (best is None or len(known) > len(best.word)):
            best = record
    chosen = [record for record in (best, word) if record is not None]
    fmt = next((r.format for r in chosen if r.format), None)
    level = next((r.level for r in chosen if r.level), None)
    return fmt, level, next((r.mode for r in chosen if r.mode), None)


def _between(token: "Token") -> "list[Token]":
    """Those named with the noun itself as its two sides."""
    return [m for prep, obj in prepositions(token) if prep in {"between", "among", "amongst"} for m in conjuncts(obj)]


def _noun_participants(token: "Token") -> "list[Token]":
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
    elif theme.dep_ == "pobj":
        prep = theme.head
        if prep.head == verb or (prep.head.dep_ in {"dobj", "acl"} and prep.head.head == verb):
            if prep.lower_ in {"at", "during", "in", "for", "into", "after", "following"}:
                found += agents(verb) if is_passive(verb) else subjects(verb)
                if prep.lower_ in {"at", "during", "for", "in"} and lemma(verb) in {
                    "meet",
                    "host",
                    "receive",
                    "join",
                    "tell",
                }:
                    found += patients(verb)
    return found


def _modifier_parties(scene: Scene, sentence: Sentence, token: "Token") -> list[str]:
    """States and organisations before the noun (`Japan-France summit`, `the EU-Japan dialogue`)."""
    found: list[str] = []
    for modifier in modifiers(token):
        if modifier.dep_ == "poss" and modifier.pos_ != "PROPN":
            continue
        for entry in scene.cast.entries.get((sentence.paragraph, modifier.i), ()):
            if entry.kind in {"state", "demonym", "organisation", "stand_in"}:
                found += entry.ids
    return list(dict.fromkeys(found))


def _visit_noun(scene: Scene, sentence: Sentence, token: "Token", level: Level | None) -> MeetingMention | None:
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
    actors = _actors(scene, sentence, visitors)
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
    mention = _mention(
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


# -- verbs -------------------------------------------------------------------------------------------------------


def _verb_mention(scene: Scene, sentence: Sentence, token: "Token") -> MeetingMention | None:
    if token.pos_ != "VERB":
        return None
    word = lemma(token)
    if particle(token) == "down" and word == "sit":
        word = "sit down"
    record = meeting_words("verb").get(word)
    if record is None or token.dep_ in {"amod", "compound"}:
        return None
    if record.format == "visit":
        return _visit_verb(scene, sentence, token, word)
    people = _verb_participants(token, word)
    if people is None:
        return None
    actors = _actors(scene, sentence, people)
    parties = scene.cast.states_of(actors)
    if len(parties) < 2 and _is_joint_body(people):
        parties = scene.cast.latest_set(sentence.offset + token.idx, 2)
    if word in CONSULTING and not _is_occasion(scene, sentence, token):
        return None
    if len(parties) < 2 or not _are_agents(actors) or not _objects_are_actors(scene, sentence, token):
        return None
    directed = (
        (parties[1], parties[0]) if word in {"host", "receive", "welcome", "greet"} and len(parties) == 2 else None
    )
    fmt, level, mode = _from_words(_clause_text(token), None)
    fmt = fmt if fmt in {"2+2", "video call", "courtesy call", "trilateral", "working level"} else record.format
    return _mention(scene, sentence, token, fmt, level, mode or record.mode, parties, people, actors, directed, False)


# Verbs that name an occasion only with a time or place, or as something done (`would consult closely` is a promise).
CONSULTING = frozenset({"consult", "confer", "talk", "negotiate", "speak"})


def _is_occasion(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
    if claim_of(verb).status in {"actual", "background", "denied"}:
        return True
    return scene.date_of(sentence, verb) is not None or scene.place_of(sentence, verb) is not None


def _is_joint_body(people: "Sequence[Token]") -> bool:
    """`the joint committee`: a body of the two parties spoken of."""
    return any(
        token.lower_ in {"committee", "commission", "council", "panel"} and any(c.lower_ in {"the", "joint", "bilateral", "mixed"} for c in token.lefts)
        for token in people
    )  # fmt: skip


def _objects_are_actors(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
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


def _are_agents(actors: Sequence[str]) -> bool:
    """Whether those who meet can: persons, states, governments and organisations, not only forces or crowds."""
    return not any(actor[3:].startswith((".CVL", ".REB", ".BUS")) for actor in actors)


def _verb_participants(verb: "Token", word: str) -> "list[Token] | None":
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


def _visit_verb(scene: Scene, sentence: Sentence, verb: "Token", word: str) -> MeetingMention | None:
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


def _clause_text(verb: "Token") -> str:
    first, last = clause_extent(verb)
    text: str = verb.doc[first : last + 1].text.lower().replace("’", "'")
    return text


# -- common ------------------------------------------------------------------------------------------------------


def _actors(scene: Scene, sentence: Sentence, tokens: "Sequence[Token]") -> list[str]:
    return list(dict.fromkeys(a for token in tokens for a in scene.cast.members(sentence, token)))


def _mention(
    scene: Scene, sentence: Sentence, token: "Token", fmt: MeetingFormat | None, level: Level | None, mode: MeetingMode | None,
    parties: tuple[str, ...], people: "Sequence[Token]", actors: Sequence[str], directed: tuple[str, str] | None, definite: bool,
) -> MeetingMention:  # fmt: skip
    persons = tuple(a for a in actors if a in scene.cast.persons)
    persons = tuple(dict.fromkeys([*persons, *_persons_beside(scene, sentence, token, parties)]))
    persons = persons or tuple(_office_persons(scene, people, parties))
    offices = frozenset(_offices(scene, persons, people))
    place = scene.place_of(sentence, token)
    said = _mode_of(token)
    weak = token.pos_ == "VERB" and fmt != "visit"
    return MeetingMention(
        sentence=sentence, token=token, format=fmt, level=_highest([level, *_levels(scene, persons, people)]), mode=said or mode or ("in_person" if place is not None else None),
        mode_said=said is not None or (not weak and mode is not None), format_said=fmt is not None and not (weak and fmt == "talks"),
        parties=parties, persons=persons, offices=offices, directed=directed, date=_over_days(token, scene.date_of(sentence, token)),
        place=place,
        claim=_claim(token), ordinal=ordinal_of(token), definite=definite, evidence=scene.cite_clause(sentence, token),
    )  # fmt: skip


def _persons_beside(scene: Scene, sentence: Sentence, token: "Token", parties: tuple[str, ...]) -> Iterator[str]:
    """Persons of the parties in the same clause, whose place in its parse was lost."""
    clause = clause_of(token)
    for other in sentence.span:
        for entry in scene.cast.entries.get((sentence.paragraph, other.i), ()):
            if (
                entry.kind == "person"
                and set(scene.cast.parties(entry.ids)) & set(parties)
                and clause_of(other) == clause
            ):
                yield from entry.ids


PLURALS: dict[str, frozenset[OfficeKind]] = {
    "heads": frozenset({"head_of_state", "head_of_government"}),
    "presidents": frozenset({"head_of_state"}),
    "leaders": frozenset({"head_of_state", "head_of_government"}),
    "ministers": frozenset(
        {"foreign_minister", "defence_minister", "finance_minister", "trade_minister", "minister", "head_of_government"}
    ),
}


def _office_persons(scene: Scene, people: "Sequence[Token]", parties: tuple[str, ...]) -> Iterator[str]:
    """The persons of the parties whom `the Heads of State` or `the foreign ministers` stands for, one of each party."""
    for token in people:
        kinds = PLURALS.get(token.lower_, frozenset()) & frozenset(
            _portfolios(token) or PLURALS.get(token.lower_, frozenset())
        )
        kinds = kinds or PLURALS.get(token.lower_, frozenset())
        holders = [
            p
            for p in scene.cast.persons.values()
            if p.office_kind in kinds and (p.organisation or p.country) in parties
        ]
        if len(holders) == len({p.country for p in holders}):
            yield from (p.id for p in holders)


_DAYS = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
ENDING = frozenset("end conclude wrap close finish".split())
BEGINNING = frozenset("begin start open arrive kick launch".split())


def _over_days(token: "Token", date: Date | None) -> Date | None:
    """The days of `a three-day visit` from the day it began or to the day it ended."""
    if date is None or date.precision != "day" or date.start is None:
        return date
    said = re.search(r"\b(\w+)-day\b", " ".join(sorted(words_before(token))) or _phrase_text(token)) or re.search(
        r"\b(\w+)\s?-\s?day\b", _phrase_text(token)
    )
    days = _DAYS.get(said.group(1)) if said else None
    around = {lemma(child) for child in token.rights} | {lemma(clause_of(token))}
    if days is None or not around & (ENDING | BEGINNING):
        return date
    span = dt.timedelta(days=days - 1)
    start, end = (date.start - span, date.start) if around & ENDING else (date.start, date.start + span)
    return Date(edtf=f"{start}/{end}", start=start, end=end, said=date.said, precision="interval")


def _offices(scene: Scene, persons: Sequence[str], people: "Sequence[Token]") -> Iterator[OfficeKind]:
    for person in persons:
        kind = scene.cast.persons[person].office_kind
        if kind is not None:
            yield kind
    for token in people:
        for member in conjuncts(token):
            kinds = _portfolios(member)
            yield from kinds


def _portfolios(token: "Token") -> list[OfficeKind]:
    """The kinds a plural office names (`foreign and defense ministers` names two)."""
    kind = office_noun(token)
    if kind is None:
        return []
    words = {modifier.lower_ for modifier in modifiers(token)}
    found: list[OfficeKind] = [kind] if kind != "minister" else []
    if token.lower_.startswith("minister"):
        if words & {"foreign"}:
            found.append("foreign_minister")
        if words & {"defense", "defence"}:
            found.append("defence_minister")
    return list(dict.fromkeys(found or [kind]))


def _levels(scene: Scene, persons: Sequence[str], people: "Sequence[Token]") -> Iterator[Level | None]:
    for person in persons:
        title = scene.cast.persons[person].title
        if title is not None and not title.former:
            yield "senior officials" if title.deputy else title.title.level
    for token in people:
        if office_noun(token):
            yield office_level(token)


def words_before(token: "Token") -> set[str]:
    """The words of a noun phrase before its head, lower case."""
    return {child.lower_ for left in token.lefts for child in left.subtree}


def _claim(token: "Token") -> Claim:
    """The claim made of a meeting: its own clause's, or that of the clause that says who will hold it or held it."""
    claim = claim_of(token)
    if claim.status == "actual" and not is_verbal(token) and words_before(token) & COMING:
        return replace(claim, status="planned")
    for child in token.rights:
        if claim.status == "actual" and child.dep_ in {"relcl", "acl"} and lemma(child) in LIGHT | {"host", "take"}:
            below = claim_of(child)
            return below if below.status in {"planned", "possible", "denied"} else claim
    return claim


def _highest(levels: Sequence[Level | None]) -> Level | None:
    known = [level for level in levels if level is not None]
    return min(known, key=LEVELS.index) if known else None


def _mode_of(token: "Token") -> MeetingMode | None:
    """The mode said in the clause: the longest phrase that speaks of one."""
    text = " " + _clause_text(clause_of(token)) + " "
    best: tuple[int, MeetingMode] | None = None
    for phrase, record in meeting_words("mode").items():
        if (
            record.mode
            and f" {phrase} " in text.replace(",", " ").replace(".", " ")
            and (best is None or len(phrase) > best[0])
        ):
            best = (len(phrase), record.mode)
    return best[1] if best else None
