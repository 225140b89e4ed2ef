"""Makes the rows: drafts and meetings to events with modes, contexts, codes, scores and evidence; one row for one event."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.reading.clauses import is_verbal, own_subjects
from communique.reading.event_case import Draft
from communique.reading.event_contexts import contexts_in
from communique.reading.event_dates import date_of, header_date
from communique.reading.event_days import SPOKEN, Days
from communique.reading.meeting_group import is_past
from communique.reading.scene import Scene
from communique.reference import codebook
from communique.schema import Date, Event, EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
# Confidence of the rules, set by hand: both sides named, one side named, a side known only through an anaphor.
BOTH_NAMED, ONE_NAMED, NOMINAL_DISCOUNT = 0.75, 0.6, 0.15
MEETING_CONFIDENCE = 0.85


# -- drafts to events --------------------------------------------------------------------------------------------


def event_of(scene: Scene, draft: Draft, days: Days) -> Event:
    """The row of a draft; its id is given later."""
    date = _date(scene, draft, days)
    status = _status(scene, draft, date)
    event_type: EventType = (
        "AGREE" if status in {"planned", "possible"} and draft.event_type in PROMISED else draft.event_type
    )
    mode, code = _mode(draft, event_type), _code(draft, event_type)
    words = (*draft.phrase.contexts, *contexts_in(draft.sentence.span))
    reporters = [a for t in draft.claim.reporters for a in scene.cast.single(draft.sentence, t)]
    return Event(
        id="e0", event_type=event_type, mode=mode, contexts=list(dict.fromkeys(words)), cameo=code,
        quad=codebook.types()[event_type].quad, score=score_of(event_type, mode), goldstein=goldstein_of(code),
        actors=list(draft.actors), recipients=list(draft.recipients), reciprocal=draft.reciprocal, date=date,
        place=scene.place_of(draft.sentence, draft.trigger), status=status,
        attributed_to=list(dict.fromkeys(reporters)), confidence=_confidence(draft),
        evidence=[scene.cite_clause(draft.sentence, draft.trigger)],
    )  # fmt: skip


def _date(scene: Scene, draft: Draft, days: Days) -> Date | None:
    open_ended = draft.claim.status in {"background", "planned"}  # `since 2019`, `from October`
    roles = frozenset({"when", "since"}) if open_ended else frozenset({"when"})
    spoken = draft.event_type in SPOKEN and draft.phrase.cameo != "057"
    date = date_of(scene, draft.sentence, draft.trigger, roles, spoken and draft.claim.status != "planned")
    if draft.claim.status == "planned" and date is not None and is_past(date, scene.anchor):
        date = None  # `protects the gains of the last two decades`
    if date is None and draft.claim.status == "planned":
        return _from_then_on(scene, draft)
    return date or days.day_of(draft)


def _from_then_on(scene: Scene, draft: Draft) -> Date | None:
    """`are to take turns carrying fuel to the bases from October`: the only date a plan starts from, however it is parsed."""
    begins = [
        f
        for f in scene.dates_in(draft.sentence)
        if f.role == "since" and f.start > draft.sentence.offset + draft.trigger.idx
    ]
    return begins[0].date if len(begins) == 1 and not draft.nominal else None


def _status(scene: Scene, draft: Draft, date: Date | None) -> Status:
    """The claim's status; what was told as fact is background where its date is old, and the other way about."""
    status = draft.claim.status
    if status == "actual" and (is_past(date, scene.anchor) or (date is None and _is_history(scene, draft))):
        return "background"
    if status == "actual" and date is not None and scene.anchor is None and date is header_date(scene, draft.sentence):
        return "background"
    cue = draft.claim.cue
    if (
        status == "background"
        and cue is not None
        and cue.lower_ == "had"
        and date is not None
        and not is_past(date, scene.anchor)
    ):
        return "actual"
    return status


def _is_history(scene: Scene, draft: Draft) -> bool:
    """Whether an undated act belongs to what was told as history: said so, or in answer to an old one in the same sentence."""
    verb = draft.trigger
    if _long_ago(verb):
        return True
    if verb.dep_ != "conj" or not is_verbal(verb.head) or not own_subjects(verb):
        return False
    return is_past(date_of(scene, draft.sentence, verb.head, frozenset({"when"}), spoken=True), scene.anchor)


def _long_ago(trigger: "Token") -> bool:
    """`two years ago`, `last year` in a report that has no day to reckon from."""
    for child in trigger.children:
        if child.lower_ == "ago":
            return any(t.lower_ in {"years", "year", "months", "decades", "decade"} for t in child.subtree)
        if child.dep_ == "npadvmod" and child.lower_ == "year" and any(c.lower_ == "last" for c in child.lefts):
            return True
    return False


def _code(draft: Draft, event_type: EventType) -> str:
    if event_type == draft.phrase.type:
        return draft.phrase.cameo
    return {"AGREE": "030", "REJECT": "120", "SANCTION": "163"}.get(event_type, draft.phrase.cameo)


def _mode(draft: Draft, event_type: EventType) -> str | None:
    """The phrase's mode, else the one the words around the event speak for."""
    if event_type == draft.phrase.type and draft.phrase.mode is not None:
        return draft.phrase.mode
    if event_type == "SANCTION" and draft.phrase.type == "COERCE":
        return "discontinue"
    words = {form for t in _around(draft.trigger) for form in (t.lemma_.lower(), t.lower_)}
    if draft.nominal:
        words |= {form for t in draft.trigger.head.children for form in (t.lemma_.lower(), t.lower_)}
    return next((mode for mode, told in _mode_words(event_type) if words & told), None)


def _around(token: "Token") -> "Iterator[Token]":
    """The words of a clause without the clauses beside it and those that describe its nouns."""
    yield token
    for child in token.children:
        if child.dep_ not in {"relcl", "advcl", "parataxis"} and not (child.dep_ == "conj" and is_verbal(child)):
            yield from _around(child)


@lru_cache(maxsize=32)
def _mode_words(event_type: EventType) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((r.mode, frozenset(r.words)) for r in codebook.modes().values() if r.type == event_type and r.words)


def _confidence(draft: Draft) -> float:
    if draft.confidence is not None:
        return draft.confidence
    named = BOTH_NAMED if draft.recipients or draft.reciprocal else ONE_NAMED
    return round(named - (NOMINAL_DISCOUNT if draft.nominal else 0.0), 2)


def score_of(event_type: EventType, mode: str | None) -> float:
    """PLOVER's score of a mode, else of its type."""
    record = codebook.modes().get((event_type, mode)) if mode else None
    return record.score if record is not None and record.score is not None else codebook.types()[event_type].score


def goldstein_of(code: str) -> float | None:
    """The Goldstein value of a CAMEO code."""
    record = codebook.cameo().get(code)
    return record.goldstein if record is not None else None
