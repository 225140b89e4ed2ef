"""The rows of meetings: CONSULT for what took place, AGREE for what is planned."""

from collections.abc import Iterator, Sequence

from communique.reading.event_contexts import contexts_of
from communique.reading.event_rows import goldstein_of, score_of
from communique.reference import codebook
from communique.schema import Date, Event, EventType, Evidence, Meeting

MEETING_CONFIDENCE = 0.85
TRAVELLING = frozenset("fly flies flew flying travel travels travelled traveled travelling".split())


def from_meetings(meetings: Sequence[Meeting]) -> Iterator[Event]:
    """CONSULT for each meeting of two sides or more (AGREE for a planned one), and for the earlier one of its series."""
    for meeting in meetings:
        if len(meeting.parties) > 1:
            yield _consult(meeting)
            previous = meeting.series.previous_date if meeting.series is not None else None
            told = {m.date.edtf for m in meetings if m.id != meeting.id and m.date is not None}
            if meeting.status in {"actual", "planned"} and previous is not None and previous.edtf not in told:
                yield _previous(meeting, previous)


def _consult(meeting: Meeting) -> Event:
    planned = meeting.status == "planned"
    quotes = " ".join(evidence.quote for evidence in meeting.evidence)
    mode = None if planned else _mode(meeting)
    event_type: EventType = "AGREE" if planned else "CONSULT"
    code = "036" if planned else {"visit": "042", "phone": "041", "multilateral": "040"}.get(mode or "", "040")
    actors, recipients = _sides(meeting)
    return Event(
        id="e0", event_type=event_type, mode=mode, contexts=list(dict.fromkeys(("diplomatic", *contexts_of(quotes)))), cameo=code,
        quad=codebook.types()[event_type].quad, score=score_of(event_type, mode), goldstein=goldstein_of(code),
        actors=actors, recipients=recipients, reciprocal=not recipients, date=meeting.date, place=meeting.place,
        status=meeting.status, confidence=MEETING_CONFIDENCE, evidence=meeting.evidence,
    )  # fmt: skip


def _mode(meeting: Meeting) -> str | None:
    if meeting.format == "visit":
        return "visit"
    if meeting.mode == "phone":
        return "phone"
    return "multilateral" if len(meeting.parties) > 2 else None


def _sides(meeting: Meeting) -> tuple[list[str], list[str]]:
    """Who goes and who receives, of visits and calls: the host is whose country the place is in, else the caller is named first."""
    parties = list(meeting.parties)
    if meeting.format not in {"visit", "courtesy call"} and not _is_travelled_to(meeting):
        return parties, []
    if len(parties) == 2 and meeting.place is not None and meeting.place.country in parties:
        return [p for p in parties if p != meeting.place.country], [meeting.place.country]
    caller = meeting.attendees[0].country if meeting.attendees else None
    if meeting.format == "courtesy call" and caller in parties:
        return [caller], [p for p in parties if p != caller]
    return parties[:1], parties[1:]


def _is_travelled_to(meeting: Meeting) -> bool:
    """Whether one of two goes to the other for it (`flies to Abuja to meet his counterpart`)."""
    if len(meeting.parties) != 2 or meeting.place is None or meeting.place.country not in meeting.parties:
        return False
    words = {word.strip(".,") for evidence in meeting.evidence for word in evidence.quote.lower().split()}
    sent = any("delegation to " in evidence.quote.lower() for evidence in meeting.evidence)
    return meeting.mode == "in_person" and (sent or bool(words & TRAVELLING))


def _previous(meeting: Meeting, date: Date) -> Event:
    """The earlier meeting of a series, dated to its own time."""
    said = date.said
    evidence = [e for e in meeting.evidence if said is not None and e.start <= said.start and said.end <= e.end]
    mode = "visit" if meeting.format == "visit" else None
    actors, recipients = _sides(meeting)
    code = "042" if mode else "040"
    return Event(
        id="e0", event_type="CONSULT", mode=mode, contexts=["diplomatic"], cameo=code, quad="verbal cooperation",
        score=score_of("CONSULT", mode), goldstein=goldstein_of(code), actors=actors, recipients=recipients,
        reciprocal=not recipients, date=date, status="background", confidence=MEETING_CONFIDENCE,
        evidence=evidence or _said(said) or meeting.evidence[:1],
    )  # fmt: skip


def _said(said: Evidence | None) -> list[Evidence]:
    return [said] if said is not None else []
