"""Codes political events in PLOVER and CAMEO from the relations of each sentence and the meetings already found.

One event is one row of a document: a meeting is one CONSULT however often it is mentioned, and what stands under the
word that makes it a promise, demand or threat is not coded a second time. Meetings, signings, joint work and help told in
the future are AGREE (PLOVER manual, AGREE).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reading.cast import Cast
from communique.reading.claims import Claim, claim_of
from communique.reading.clauses import complements, conjuncts, lemma, patients
from communique.reading.meetings import is_past
from communique.reading.names import lower_same_length
from communique.reading.relations import Relation, find_relations
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference import codebook
from communique.reference.groups import group_nouns
from communique.schema import Date, Event, EventType, Evidence, Meeting, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
SPOKEN = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
MEETING = frozenset("meet visit talk meeting summit dialogue visit round session consultation talks call".split())
# Confidence of the rules, set by hand: both sides named, one side named, a side known only through an anaphor.
BOTH_NAMED, ONE_NAMED, NOMINAL_DISCOUNT = 0.75, 0.6, 0.15
MEETING_CONFIDENCE = 0.85


@dataclass(frozen=True)
class Draft:
    """An event before it has an id: coded relation with its actors."""

    sentence: Sentence
    trigger: "Token"
    event_type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    claim: Claim
    nominal: bool


def find_events(scene: Scene, meetings: Sequence[Meeting], meeting_day: Date | None, partners: tuple[str, ...]) -> list[Event]:
    """Events in order of text, meetings among them; ids are `e1`, `e2` …"""
    drafts = [draft for sentence in scene.sentences for draft in _in_sentence(scene, sentence)]
    drafts = [draft for draft in drafts if not _announces(draft, meetings)]
    spoken = [_event(scene, draft, meeting_day, partners) for draft in drafts]
    events = [*_from_meetings(scene, meetings), *spoken]
    ordered = sorted(_merged(events), key=lambda event: event.evidence[0].start)
    return [event.model_copy(update={"id": f"e{number}"}) for number, event in enumerate(ordered, 1)]


def _announces(draft: Draft, meetings: Sequence[Meeting]) -> bool:
    """Whether a promise is the promise to meet that a planned meeting already is."""
    if draft.event_type != "AGREE" or draft.nominal:
        return False
    promised = {lemma(t) for c in complements(draft.trigger) for t in conjuncts(c)} | {lemma(t) for c in complements(draft.trigger) for t in patients(c)}
    start = draft.sentence.start
    planned = any(m.status == "planned" and any(e.start <= start < e.end for e in m.evidence) for m in meetings)
    return planned and bool(promised & MEETING)


# -- relations to drafts -----------------------------------------------------------------------------------------


def _in_sentence(scene: Scene, sentence: Sentence) -> list[Draft]:
    if not _has_party(scene.cast, sentence):
        return []
    found = [draft for relation in find_relations(iter(sentence.span)) if (draft := _draft(scene, sentence, relation)) is not None]
    return list(_outermost(found))


def _has_party(cast: Cast, sentence: Sentence) -> bool:
    """Whether any known name, group or reference back stands in the sentence."""
    paragraph = sentence.paragraph
    return any(
        (paragraph, token.i) in cast.entries or token.pos_ == "PRON" or token.lower_ in group_nouns() or token.lower_ in WHO
        for token in sentence.span
    )


WHO = frozenset("sides minister ministers president leaders countries envoy ambassador spokesman spokeswoman spokesperson".split())


def _draft(scene: Scene, sentence: Sentence, relation: Relation) -> Draft | None:
    phrase = relation.phrase
    if phrase.type == "CONSULT" and phrase.mode != "third-party":
        return None
    actors = _named(scene, sentence, relation.actors)
    recipients = _recipients(scene, sentence, relation, actors)
    if phrase.reciprocal:
        actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
    if not _enough(phrase, actors, recipients, relation.nominal):
        return None
    return Draft(
        sentence, relation.trigger, phrase.type, phrase.mode, phrase.contexts, phrase.cameo, actors, recipients,
        phrase.reciprocal and len(actors) > 1, claim_of(relation.trigger), relation.nominal,
    )  # fmt: skip


def _enough(phrase: codebook.EventPhrase, actors: tuple[str, ...], recipients: tuple[str, ...], nominal: bool) -> bool:
    if phrase.reciprocal:
        return len(actors) > 1 or (bool(actors) and phrase.needs == "actor" and not nominal)
    if not actors:
        return False
    needs_recipient = phrase.needs != "actor" or nominal
    return bool(recipients) or not needs_recipient


def _named(scene: Scene, sentence: Sentence, tokens: "Sequence[Token]") -> tuple[str, ...]:
    return _folded(scene.cast, [actor for token in tokens for actor in scene.cast.single(sentence, token)])


def _folded(cast: Cast, actors: Sequence[str]) -> tuple[str, ...]:
    """Governments, ministries and office-holders stand for their state; forces, police and citizens for themselves."""
    return tuple(dict.fromkeys(cast.parties(actors)))


def _recipients(scene: Scene, sentence: Sentence, relation: Relation, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Recipients of the first slot that names any who are not the actors."""
    by_slot: dict[str, list[str]] = {}
    for slot, token in relation.recipients:
        if slot == "object-modifier":
            found = _folded(scene.cast, scene.cast.owners(sentence, token)) or _folded(scene.cast, scene.cast.named_within(sentence, token))
        else:
            found = _named(scene, sentence, [token]) or (_owned(scene, sentence, token) if slot not in {"in", "at", "near"} else ())
        by_slot.setdefault(slot, []).extend(actor for actor in found if actor not in actors)
    return next((tuple(dict.fromkeys(found)) for found in by_slot.values() if found), ())


def _owned(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """Whose a thing is that an act is done to (`Iran's nuclear programme`, `Russian banks`)."""
    return _folded(scene.cast, scene.cast.owners(sentence, token))


def _outermost(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leaves out what only stands under another event's word: the deed promised, demanded or threatened."""
    triggers = {draft.trigger.i for draft in drafts}
    for draft in drafts:
        cue = draft.claim.cue
        if cue is not None and cue.lower_ == "to" and draft.claim.status in {"planned", "possible"}:
            continue
        under_another = cue is not None and cue.i != draft.trigger.i and cue.i in triggers
        if not (under_another and draft.claim.status in {"planned", "possible"}) and not _echoes(draft, drafts):
            yield draft


def _echoes(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """An event noun inside the phrase of a verb of the same type (`launched an attack`)."""
    if not draft.nominal:
        return False
    token, steps = draft.trigger, 0
    while token.head != token and steps < 4:
        token, steps = token.head, steps + 1
        if any(o.trigger == token and o is not draft and (o.event_type == draft.event_type or o.actors == draft.actors) for o in drafts):
            return True
    return False


# -- drafts to events --------------------------------------------------------------------------------------------


def _event(scene: Scene, draft: Draft, meeting_day: Date | None, partners: tuple[str, ...]) -> Event:
    roles = frozenset({"when", "since"}) if draft.claim.status == "background" else frozenset({"when"})
    date = scene.date_of(draft.sentence, draft.trigger, roles, spoken=draft.event_type in SPOKEN)
    status: Status = draft.claim.status
    if status == "actual" and is_past(date, scene.anchor):
        status = "background"
    if date is None and status == "actual" and draft.event_type in SPOKEN and _is_outcome(draft, partners):
        date = meeting_day
    event_type: EventType = "AGREE" if status in {"planned", "possible"} and draft.event_type in PROMISED else draft.event_type
    mode = draft.mode if event_type == draft.event_type else None
    code = draft.cameo if event_type == draft.event_type else "030"
    words = (*draft.contexts, *contexts_of(draft.sentence.span.text))
    reporters = [a for t in draft.claim.reporters for a in scene.cast.single(draft.sentence, t)]
    return Event(
        id="e0", event_type=event_type, mode=mode, contexts=list(dict.fromkeys(words)), cameo=code,
        quad=codebook.types()[event_type].quad, score=_score(event_type, mode), goldstein=_goldstein(code),
        actors=list(draft.actors), recipients=list(draft.recipients), reciprocal=draft.reciprocal, date=date,
        place=scene.place_of(draft.sentence, draft.trigger), status=status,
        attributed_to=list(dict.fromkeys(r for r in reporters if r)), confidence=_confidence(draft),
        evidence=[scene.cite_clause(draft.sentence, draft.trigger)],
    )  # fmt: skip


def _is_outcome(draft: Draft, partners: tuple[str, ...]) -> bool:
    """Whether an act is one of the meeting's: of both its sides, or of one toward the other."""
    actors, all_sides = set(draft.actors), {*draft.actors, *draft.recipients}
    return bool(partners) and (actors == set(partners) or (len(all_sides) > 1 and all_sides <= set(partners)))


def _confidence(draft: Draft) -> float:
    named = BOTH_NAMED if draft.recipients or draft.reciprocal else ONE_NAMED
    return round(named - (NOMINAL_DISCOUNT if draft.nominal else 0.0), 2)


def _score(event_type: EventType, mode: str | None) -> float:
    record = codebook.modes().get((event_type, mode)) if mode else None
    return record.score if record is not None and record.score is not None else codebook.types()[event_type].score


def _goldstein(code: str) -> float | None:
    record = codebook.cameo().get(code)
    return record.goldstein if record is not None else None


@lru_cache(maxsize=1)
def _context_words() -> tuple[AhoCorasick, tuple[str, ...]]:
    pairs = {word: record.context for record in codebook.contexts().values() for word in record.words}
    return AhoCorasick(list(pairs), matchkind=MatchKind.LeftmostLongest), tuple(pairs.values())


@lru_cache(maxsize=4096)
def contexts_of(text: str) -> tuple[str, ...]:
    """PLOVER contexts a sentence's words speak for, in order of first word."""
    automaton, names = _context_words()
    lower = lower_same_length(text)
    found = []
    for index, start, end in automaton.find_matches_as_indexes(lower):
        before = start == 0 or not lower[start - 1].isalnum()
        after = end == len(lower) or not lower[end].isalnum() or lower[end : end + 2] in {"s ", "s,", "s."}
        if before and after:
            found.append(names[index])
    return tuple(dict.fromkeys(found))


# -- meetings ----------------------------------------------------------------------------------------------------


def _from_meetings(scene: Scene, meetings: Sequence[Meeting]) -> Iterator[Event]:
    for meeting in meetings:
        if len(meeting.parties) > 1:
            yield _consult(scene, meeting)
            series = meeting.series
            if meeting.status == "actual" and series is not None and series.previous_date is not None:
                if not any(m.date and m.date.edtf == series.previous_date.edtf for m in meetings if m.id != meeting.id):
                    yield _previous(scene, meeting, series.previous_date)


def _consult(scene: Scene, meeting: Meeting) -> Event:
    planned = meeting.status == "planned"
    visit = meeting.format in {"visit", "courtesy call"}
    mode = None if planned else "visit" if meeting.format == "visit" else "phone" if meeting.mode == "phone" else None
    mode = "multilateral" if mode is None and not planned and len(meeting.parties) > 2 else mode
    event_type: EventType = "AGREE" if planned else "CONSULT"
    code = "036" if planned else {"visit": "042", "phone": "041", "multilateral": "040"}.get(mode or "", "040")
    quotes = " ".join(evidence.quote for evidence in meeting.evidence)
    return Event(
        id="e0", event_type=event_type, mode=mode, contexts=list(dict.fromkeys(("diplomatic", *contexts_of(quotes)))), cameo=code,
        quad=codebook.types()[event_type].quad, score=_score(event_type, mode), goldstein=_goldstein(code),
        actors=meeting.parties[:1] if visit else meeting.parties, recipients=meeting.parties[1:] if visit else [],
        reciprocal=not visit, date=meeting.date, place=meeting.place, status=meeting.status,
        confidence=MEETING_CONFIDENCE, evidence=meeting.evidence,
    )  # fmt: skip


def _previous(scene: Scene, meeting: Meeting, date: Date) -> Event:
    """The earlier meeting of a series, dated to its own time."""
    said = date.said
    evidence = [e for e in meeting.evidence if said is not None and e.start <= said.start and said.end <= e.end]
    return Event(
        id="e0", event_type="CONSULT", contexts=["diplomatic"], cameo="040", quad="verbal cooperation",
        score=_score("CONSULT", None), goldstein=_goldstein("040"), actors=meeting.parties, reciprocal=True, date=date,
        status="background", confidence=MEETING_CONFIDENCE, evidence=evidence or _said(said) or meeting.evidence[:1],
    )  # fmt: skip


def _said(said: Evidence | None) -> list[Evidence]:
    return [said] if said is not None else []


def _merged(events: Sequence[Event]) -> list[Event]:
    """Events that are the same in all but their quotes become one with all quotes."""
    merged: dict[object, Event] = {}
    for event in events:
        key = (event.event_type, event.mode, frozenset(event.actors), frozenset(event.recipients), event.status,
               event.date.edtf if event.date else None, event.evidence[0] if event.event_type in {"AGREE", "SUPPORT"} else None)  # fmt: skip
        known = merged.get(key)
        evidence = list(dict.fromkeys([*known.evidence, *event.evidence])) if known else event.evidence
        merged[key] = (known or event).model_copy(update={"evidence": evidence})
    return list(merged.values())
