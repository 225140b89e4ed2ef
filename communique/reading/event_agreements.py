"""The rows of agreements: what the stages tell of that no verb of the coder's told (`A further accord was signed in Jeddah`)."""

import datetime as dt
from collections.abc import Sequence

from communique.reading.event_contexts import contexts_of
from communique.reading.event_rows import goldstein_of, score_of
from communique.reading.meeting_group import is_past
from communique.reference import codebook
from communique.schema import Agreement, Event, EventType
from communique.schema.agreement import StageAt

# Stages that are an act of all parties together, with its type and CAMEO code.
ACTS: dict[str, tuple[EventType, str]] = {
    "agreed_in_principle": ("AGREE", "030"),
    "initialled": ("SUPPORT", "057"),
    "signed": ("SUPPORT", "057"),
    "adopted": ("SUPPORT", "057"),
}
AGREEMENT_CONFIDENCE = 0.7


def with_agreements(events: Sequence[Event], agreements: Sequence[Agreement], anchor: dt.date | None) -> list[Event]:
    """The rows and one more for each dated stage of two parties or more that none of them tells."""
    rows = list(events)
    for agreement in agreements:
        for stage in agreement.stages:
            if stage.stage not in ACTS or len(agreement.parties) < 2 or stage.date is None:
                continue
            if not any(_tells(event, agreement, stage) for event in rows):
                rows.append(_row(agreement, stage, anchor))
    return rows


def _tells(event: Event, agreement: Agreement, stage: StageAt) -> bool:
    """Whether an event is this stage: of the agreement's parties, told in its words, with no other date."""
    if event.event_type not in {"SUPPORT", "AGREE"} or not {*event.actors, *event.recipients} <= set(agreement.parties):
        return False
    if event.cameo not in {"057", "030"} or event.status not in {"actual", "background"}:
        return False
    if event.date is not None and stage.date is not None and event.date.edtf != stage.date.edtf:
        return False
    return any(e.start < s.end and s.start < e.end for e in event.evidence for s in stage.evidence)


def _row(agreement: Agreement, stage: StageAt, anchor: dt.date | None) -> Event:
    event_type, code = ACTS[stage.stage]
    words = " ".join([agreement.name or "", *(e.quote for e in stage.evidence)])
    return Event(
        id="e0", event_type=event_type, contexts=list(dict.fromkeys(("diplomatic", *contexts_of(words)))), cameo=code,
        quad=codebook.types()[event_type].quad, score=score_of(event_type, None), goldstein=goldstein_of(code),
        actors=agreement.parties, reciprocal=True, date=stage.date,
        status="background" if is_past(stage.date, anchor) else "actual",
        confidence=AGREEMENT_CONFIDENCE, evidence=stage.evidence[:1],
    )  # fmt: skip
