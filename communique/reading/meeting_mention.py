"""One mention of a meeting, made from the word that names it and those who take part: rank, mode, date, place and claim."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.reading.cast import is_state, office_level, office_noun
from communique.reading.claims import Claim, claim_of
from communique.reading.clauses import (
    clause_extent,
    clause_of,
    conjuncts,
    is_passive,
    is_verbal,
    lemma,
    modifiers,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.ordinals import ordinal_of
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence, words_said
from communique.reference.meeting_words import MeetingWord, meeting_words
from communique.reference.organisations import organisations
from communique.schema import Date, Evidence, Level, MeetingFormat, MeetingMode, OfficeKind, Place

if TYPE_CHECKING:
    from spacy.tokens import Token


LEVELS: tuple[Level, ...] = ("leaders", "ministers", "senior officials", "working level")


# Verbs whose subject takes part in the meeting that is their object.
LIGHT = frozenset("hold have attend conduct start begin open launch conclude end resume join chair host kick pay make receive take plan "
                  "schedule cancel postpone propose continue complete finish convene organise organize arrange stage wrap agree co cochair "
                  "be lead head undertake deny suspend enter give skip hail grant discuss scrap use".split())  # fmt: skip


# Verbs of coming whose purpose is an intended meeting (`flies to Abuja to meet`).
COMING_VERBS = frozenset("fly travel arrive come go head return".split())
COMING = frozenset({"next", "upcoming", "forthcoming", "planned", "scheduled"})


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


def phrase_text(token: "Token") -> str:
    """Lower-case text of the noun phrase up to twelve words after its head."""
    doc = token.doc
    last = min(token.right_edge.i, token.i + 12)
    first = max(token.left_edge.i, token.i - 14)
    return words_said(doc, first, last).lower().replace("’", "'")


def clause_text(verb: "Token") -> str:
    """Lower-case text of a verb\'s clause."""
    first, last = clause_extent(verb)
    return words_said(verb.doc, first, last).lower().replace("’", "'")


def actors_named(scene: Scene, sentence: Sentence, tokens: "Sequence[Token]") -> list[str]:
    """Actors the noun phrases name, without repeats."""
    named = [a for token in tokens for a in scene.cast.members(sentence, token)]
    named = named or [a for token in tokens for a in _of_bloc(scene, sentence, token)]
    named += [a for token in tokens if not scene.cast.members(sentence, token) for a in _unread(scene, sentence, token)]
    return list(dict.fromkeys(named))


def _unread(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """Who `she` is where no name came before (`the chancellor stopped in Rabat, where she was received`), `Emir X of Qatar`."""
    if token.lower_ in {"he", "she"}:
        verb = clause_of(token)
        while verb.head != verb:
            verb = clause_of(verb.head) if not is_verbal(verb.head) else verb.head
            found = [a for t in subjects(verb) if t.pos_ != "PRON" for a in scene.cast.single(sentence, t)]
            if found or verb.dep_ == "ROOT":
                return tuple(found)
    if token.ent_type_ == "PERSON":
        whose = [*possessors(token), *(obj for prep, obj in prepositions(token) if prep == "of")]
        owners = [o for noun in whose for o in scene.cast.single(sentence, noun)]
        return tuple(owner for owner in owners if is_state(owner))
    return ()


# Nouns that stand for an organisation told before.
BLOCS = frozenset("bloc grouping group alliance organisation organization union body association club".split())


def _of_bloc(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """The organisation that `the Forum`, `leaders of the grouping` or `the bloc's ministers` takes up."""
    owned = token.tag_ in {"NNS", "NNPS"} and office_noun(token) is not None
    below = [o for p, o in prepositions(token) if p == "of"] + [c for c in token.lefts if c.dep_ == "poss"]
    for noun in (token, *(below if owned else ())):
        definite = any(child.lower_ in {"the", "this"} for child in noun.lefts)
        if definite and (noun.lower_ in BLOCS or noun.is_title):
            return _latest_body(scene, sentence, noun)
    return ()


def _latest_body(scene: Scene, sentence: Sentence, noun: "Token") -> tuple[str, ...]:
    """The organisation last named before a noun; for a capitalised noun one of whose name it is a word."""
    best: tuple[int, str] | None = None
    for entry in (entry for entries in scene.cast.entries.values() for entry in entries):
        body = organisations().get(entry.ids[0]) if entry.kind == "organisation" and entry.ids else None
        if body is None or body.kind in {"government", "ministry"} or entry.end > sentence.offset + noun.idx:
            continue
        fits = noun.lower_ in BLOCS or noun.text in body.name.split()
        if fits and (best is None or entry.start > best[0]):
            best = (entry.start, entry.ids[0])
    return (best[1],) if best is not None else ()


def make_mention(
    scene: Scene, sentence: Sentence, token: "Token", fmt: MeetingFormat | None, level: Level | None, mode: MeetingMode | None,
    parties: tuple[str, ...], people: "Sequence[Token]", actors: Sequence[str], directed: tuple[str, str] | None, definite: bool,
) -> MeetingMention:  # fmt: skip
    """A mention from its word, what its phrase says of it and the noun phrases of those who take part."""
    persons = tuple(a for a in actors if a in scene.cast.persons)
    persons = tuple(dict.fromkeys([*persons, *_persons_beside(scene, sentence, token, parties)]))
    persons = persons or tuple(_office_persons(scene, people, parties))
    offices = frozenset(_offices(scene, sentence, persons, people))
    place = scene.place_of(sentence, token) or _hosting_capital(scene, sentence, token)
    place = place or _visited_place(scene, sentence, token) or _margins_place(scene, sentence, token)
    place = place or _place_before_where(scene, sentence, token) or _place_behind_object(scene, sentence, token)
    said = mode_said(token)
    if said == "in_person" and mode in {"online", "phone"}:
        said = mode  # a call on the margins of a meeting
    weak = token.pos_ == "VERB" and fmt != "visit"
    return MeetingMention(
        sentence=sentence,
        token=token,
        format=fmt,
        level=_highest([level, *_levels(scene, persons, people)]),
        mode=said or mode or ("in_person" if place is not None else None),
        mode_said=said is not None or (not weak and mode is not None),
        format_said=fmt is not None and not (weak and fmt == "talks"),
        parties=parties,
        persons=persons,
        offices=offices,
        directed=directed,
        date=_over_days(token, scene.date_of(sentence, token, _date_roles(token))),
        place=place,
        claim=_claim(token),
        ordinal=ordinal_of(token),
        definite=definite,
        evidence=scene.cite_clause(sentence, token),
    )


def _hosting_capital(scene: Scene, sentence: Sentence, token: "Token") -> Place | None:
    """`Ankara is to host the tenth meeting`: the capital that hosts is the place."""
    verb = clause_of(token)
    hosted = [child for child in token.rights if child.dep_ in {"acl", "relcl"} and lemma(child) == "host"]
    hosting = subjects(verb) if lemma(verb) == "host" and not is_passive(verb) else []
    hosting += [
        obj
        for child in hosted
        if is_passive(child) or child.tag_ == "VBN"
        for p, obj in prepositions(child)
        if p == "by"
    ]
    for subject in hosting:
        entries = scene.cast.entries.get((sentence.paragraph, subject.i), ())
        if any(entry.kind == "stand_in" for entry in entries):
            return scene.places.of_phrase(sentence, subject)
    return None


def _place_behind_object(scene: Scene, sentence: Sentence, token: "Token") -> Place | None:
    """`met her counterpart X in Seoul`: the place a parse hangs on whom one meets."""
    if not is_verbal(token):
        return None
    met = [m for p, o in prepositions(token) if p in {"with", "by"} for m in conjuncts(o)]
    met += patients(token) if not is_passive(token) else []
    met += [child for thing in met for child in thing.rights if child.dep_ == "appos"]
    for thing in met:
        somebody = bool(scene.cast.entries.get((sentence.paragraph, thing.i))) or office_noun(thing) is not None
        for prep, obj in prepositions(thing) if somebody else ():
            place = scene.places.of_phrase(sentence, obj) if prep in {"in", "at"} else None
            if place is not None:
                return place
    return None


def _place_before_where(scene: Scene, sentence: Sentence, token: "Token") -> Place | None:
    """`to Athens, where a meeting is planned`: the place a clause with `where` hangs on."""
    verb = clause_of(token)
    if verb.dep_ != "relcl" or not any(child.lower_ == "where" for child in verb.lefts):
        return None
    above = verb.head
    goals = [o for p, o in prepositions(above) if p in {"to", "for", "in"}] if is_verbal(above) else [above]
    return next((place for goal in goals if (place := scene.places.of_phrase(sentence, goal)) is not None), None)


def _margins_place(scene: Scene, sentence: Sentence, token: "Token") -> Place | None:
    """`on the sidelines of the summit in Rio`, `at the conference in Baku`: where the occasion is."""
    for _, obj in prepositions(clause_of(token)):
        occasions = [inner for prep, inner in prepositions(obj) if prep == "of"]
        for occasion in (obj, *occasions):
            if occasion != token and lemma(occasion) in meeting_words("noun"):
                for prep, where in prepositions(occasion):
                    place = scene.places.of_phrase(sentence, where) if prep in {"in", "at"} else None
                    if place is not None:
                        return place
    return None


def _visited_place(scene: Scene, sentence: Sentence, token: "Token") -> Place | None:
    """`the minister, who is visiting Paris, held a meeting with …`: where those who meet are visiting."""
    for subject in subjects(clause_of(token)):
        for child in subject.rights:
            if child.dep_ in {"relcl", "acl"} and child.tag_ == "VBG" and lemma(child) == "visit":
                for thing in patients(child):
                    return scene.places.of_phrase(sentence, thing)
    return None


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
        every = PLURALS.get(token.lower_, frozenset())
        said = frozenset(_portfolios(token)) - {"minister"}
        kinds = every & said or every
        holders = [
            p
            for p in scene.cast.persons.values()
            if p.office_kind in kinds and (p.organisation or p.country) in parties
        ]
        if len(holders) == len({p.country for p in holders}):
            yield from (p.id for p in holders)


# Verbs that set a meeting for later: until when is then its date.
POSTPONING = frozenset("postpone delay defer reschedule put push move shelve adjourn".split())


def _date_roles(token: "Token") -> frozenset[str]:
    return frozenset({"when", "until"}) if lemma(clause_of(token)) in POSTPONING else frozenset({"when"})


_DAYS = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}


ENDING = frozenset("end conclude wrap close finish".split())


BEGINNING = frozenset("begin start open arrive kick launch".split())


def _over_days(token: "Token", date: Date | None) -> Date | None:
    """The days of `a three-day visit` from the day it began or to the day it ended."""
    if date is None or date.precision != "day" or date.start is None:
        return date
    said = re.search(r"\b(\w+)\s?-\s?day\b", phrase_text(token))
    days = _DAYS.get(said.group(1)) if said else None
    around = {lemma(inner) for inner in token.subtree} | {lemma(clause_of(token))}
    if days is None or not around & (ENDING | BEGINNING):
        return date
    span = dt.timedelta(days=days - 1)
    start, end = (date.start - span, date.start) if around & ENDING else (date.start, date.start + span)
    return Date(edtf=f"{start}/{end}", start=start, end=end, said=date.said, precision="interval")


def _offices(
    scene: Scene, sentence: Sentence, persons: Sequence[str], people: "Sequence[Token]"
) -> Iterator[OfficeKind]:
    for person in persons:
        kind = scene.cast.persons[person].office_kind
        if kind is not None:
            yield kind
    for token in people:
        for member in conjuncts(token):
            stands_for = [a for a in scene.cast.single(sentence, member) if a in scene.cast.persons]
            yield from () if stands_for else _portfolios(member)


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
    if claim.status == "denied" and _is_failed_at(token, claim):
        return Claim("actual", None, claim.reporters)
    if claim.status == "actual" and _is_prepared(token):
        return replace(claim, status="planned")
    purpose = token.dep_ in {"advcl", "xcomp"} and lemma(token.head) in COMING_VERBS
    if claim.status == "possible" and purpose:
        return replace(claim, status="planned")
    if claim.status == "possible" and _is_given_occasion(token):
        return replace(claim, status="planned")
    if claim.status == "possible" and claim.cue is not None and lemma(claim.cue) == "invite" and _accepted(token):
        return replace(claim, status="planned")
    for child in token.rights:
        planned = child.tag_ == "VBN" and child.dep_ in {"acl", "relcl"} and lemma(child) in PLANNING
        if planned and claim.status in {"actual", "possible"} and not any(c.lower_ == "not" for c in child.lefts):
            return replace(claim, status="planned")
        if any(mark.dep_ == "mark" for mark in child.lefts):
            continue  # a that-clause of the verb above, misread
        if claim.status == "actual" and child.dep_ in {"relcl", "acl"} and lemma(child) in LIGHT | {"host", "take"}:
            below = claim_of(child)
            return below if below.status in {"planned", "possible", "denied"} else claim
    return claim


# Participles behind a meeting noun that set it for later (`the summit, scheduled for Seoul`).
PLANNING = frozenset("schedule plan set slate book expect".split())


def _is_failed_at(token: "Token", claim: Claim) -> bool:
    """`failed to agree at talks in Istanbul`, `did not sign it after the meeting`: what was not done was not the meeting."""
    occasion = token.dep_ == "pobj" and token.head.lower_ in {"at", "after", "during", "following"}
    inside = claim.cue is not None and token.is_ancestor(claim.cue)
    verb = clause_of(token)
    return (
        occasion and not inside and is_verbal(verb) and lemma(verb) not in {"meet", "hold", "attend", "take", "appear"}
    )


# What is made before a meeting.
PREPARING = frozenset("preparation arrangement groundwork agenda timetable itinerary".split())


def _is_prepared(token: "Token") -> bool:
    """`reviewed preparations for the visit`: it is still to come."""
    return token.dep_ == "pobj" and token.head.lower_ in {"for", "of"} and lemma(token.head.head) in PREPARING


def _is_given_occasion(token: "Token") -> bool:
    """`hopes to sign it at the summit`: what may be done is open, the occasion is not."""
    given = any(child.lower_ in {"the", "this", "its", "their"} or child.dep_ == "poss" for child in token.lefts)
    return token.dep_ == "pobj" and token.head.lower_ in {"at", "during"} and given


def _accepted(token: "Token") -> bool:
    """Whether the sentence of an invitation tells that it was accepted."""
    accepting = (word for word in token.sent if lemma(word) == "accept" and is_verbal(word))
    return any(not any(child.dep_ == "neg" for child in verb.children) for verb in accepting)


def _highest(levels: Sequence[Level | None]) -> Level | None:
    known = [level for level in levels if level is not None]
    return min(known, key=LEVELS.index) if known else None


def mode_said(token: "Token") -> MeetingMode | None:
    """The mode said in the clause: the longest phrase that speaks of one."""
    text = " " + clause_text(clause_of(token)) + " "
    best: tuple[int, MeetingMode] | None = None
    for phrase, record in meeting_words("mode").items():
        if (
            record.mode
            and f" {phrase} " in text.replace(",", " ").replace(".", " ")
            and (best is None or len(phrase) > best[0])
        ):
            best = (len(phrase), record.mode)
    return best[1] if best else None


def level_said(token: "Token") -> Level | None:
    """The rank said of a meeting noun beside it: `at the level of deputy ministers`, or who of that rank holds it."""
    verb = clause_of(token)
    for top in (token, verb):
        for prep, obj in prepositions(top):
            if prep == "at" and obj.lower_ == "level":
                said = words_said(obj.doc, obj.left_edge.i, obj.right_edge.i).lower()
                return _rank_in(said)
    for who in subjects(verb) if is_verbal(verb) and token.dep_ == "dobj" else ():
        if any(child.lower_ == "senior" for child in who.lefts) and lemma(who) in {"official", "diplomat"}:
            return "senior officials"
    return None


def _rank_in(words: str) -> Level | None:
    """The rank some words speak of."""
    for level, pattern in _RANKS:
        if re.search(pattern, words):
            return level
    return None


_RANKS: tuple[tuple[Level, str], ...] = (
    (
        "senior officials",
        r"\b(?:deputy|vice|under-?secretar|senior|directors?[- ]general|ambassador|permanent secretar)",
    ),
    ("working level", r"\b(?:expert|working|technical)"),
    ("ministers", r"\bminister"),
    ("leaders", r"\b(?:leader|head|presiden|summit)"),
)


def format_words(
    phrase: str, word: MeetingWord | None
) -> tuple[MeetingFormat | None, Level | None, MeetingMode | None]:
    """Format, level and mode the words of the phrase speak for; the longest phrase wins."""
    found = [record for known, record in meeting_words("phrase").items() if known in phrase]
    best = max(found, key=lambda record: (record.format == "2+2", len(record.word)), default=None)
    chosen = [record for record in (best, word) if record is not None]
    fmt = next((r.format for r in chosen if r.format), None)
    level = next((r.level for r in chosen if r.level), None)
    return fmt, level, next((r.mode for r in chosen if r.mode), None)
