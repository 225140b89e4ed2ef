"""Review: a person accepts, corrects or rejects what is shown. Decisions are added and never changed; the newest holds."""

import json
from collections.abc import Sequence
from typing import Any, Literal, get_args

import sqlalchemy as sa

from communique.errors import BadQuery
from communique.record import store, tables
from communique.record.report import COPY
from communique.record.results import Item
from communique.reference.agreement_kinds import agreement_kinds
from communique.schema import EventType, Level, MeetingFormat, MeetingMode, Quad, Stage, Stance, Status, Strength

Verdict = Literal["accept", "correct", "reject"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
WHOLE = "item"
LONGEST = 2000
FIELDS: dict[str, tuple[str, ...]] = {
    "meeting": (
        "format", "level", "mode", "parties", "date", "place", "status", "attendees", "topics", "series", "ordinal",
    ),
    "agreement": ("name", "kind", "parties", "stage", "date", "purpose"),
    "position": (
        "stance", "strength", "repeated", "topic", "topic_key", "holders", "about", "instrument", "date", "status", "wordings",
    ),
    "event": (
        "event_type", "mode", "contexts", "cameo", "quad", "score", "goldstein", "actors", "recipients", "reciprocal",
        "attributed_to", "date", "place", "status",
    ),
}  # fmt: skip
CODES: dict[str, tuple[str, ...]] = {
    "format": get_args(MeetingFormat), "level": get_args(Level), "status": get_args(Status), "stage": get_args(Stage),
    "stance": get_args(Stance), "strength": get_args(Strength), "event_type": get_args(EventType), "quad": get_args(Quad),
}  # fmt: skip
LISTS = frozenset({"parties", "holders", "actors", "recipients", "contexts", "attributed_to"})
NUMBERS = frozenset({"ordinal", "score", "goldstein"})
COMPOUND = frozenset({"attendees", "topics", "about", "wordings"})


def checked(item: Item, field: str, verdict: str, value: Any) -> Any:
    """The value a decision keeps; raises BadQuery where the decision cannot be meant."""
    if verdict not in VERDICTS:
        raise BadQuery(f"no verdict {verdict!r}: there are {', '.join(VERDICTS)}")
    if field == WHOLE:
        if verdict == "correct":
            raise BadQuery("an item as a whole is accepted or rejected; correct one of its fields")
        return None
    if field not in FIELDS[item.kind]:
        raise BadQuery(f"no field {field!r} of a {item.kind}: there are {', '.join((WHOLE, *FIELDS[item.kind]))}")
    if verdict != "correct":
        return item[field]
    return _fitting(item.kind, field, value)


def _fitting(kind: str, field: str, value: Any) -> Any:
    """A corrected value in the form of its field."""
    codes = agreement_kinds().keys() if (kind, field) == ("agreement", "kind") else CODES.get(field)
    if (kind, field) == ("meeting", "mode"):
        codes = get_args(MeetingMode)
    if codes and value not in codes:
        raise BadQuery(f"no {field} {value!r}: there are {', '.join(codes)}")
    if field in COMPOUND:
        raise BadQuery(f"{field} holds what all reports say together: reject the reports' items that are wrong instead")
    if field in LISTS:
        return sorted(value.split(",") if isinstance(value, str) else [str(one) for one in value])
    if field in NUMBERS:
        return _number(field, value)
    if field == "date":
        return _edtf(value)
    if field == "place":
        return value if isinstance(value, dict) else {"name": str(value)}
    if field in {"repeated", "reciprocal"}:
        return value in {True, "true", "yes"}
    return str(value)[:LONGEST]


def _number(field: str, value: Any) -> float | int:
    try:
        return int(value) if field == "ordinal" else float(value)
    except (TypeError, ValueError) as error:
        raise BadQuery(f"{field} is a number, not {value!r}") from error


def _edtf(value: Any) -> str:
    from communique.record.query import first_day, last_day

    ends = [end for end in str(value).split("/") if end not in {"", ".."}]
    try:
        days = [first_day(ends[0]), *(last_day(end) for end in ends[-1:])]
    except (ValueError, IndexError) as error:
        raise BadQuery(f"{value!r} is not a date: write 2023-05-09, 2023-05, 2023 or 2023-05-09/2023-05-11") from error
    if days != sorted(days) or len(ends) > 2:
        raise BadQuery(f"{value!r} ends before it begins")
    return str(value)


def decide(connection: sa.Connection, item: Item, field: str, verdict: str, value: Any, who: str, why: str) -> int:
    """Keeps a decision with what it was made on; its number."""
    if not who.strip():
        raise BadQuery("a decision needs a name: who decides")
    kept = checked(item, field, verdict, value)
    row = {
        "item": item.id, "kind": item.kind, "field": field, "verdict": verdict, "value": _json(kept),
        "shown": _json(item[field]) if field != WHOLE else None, "who": store.storable(who)[:200], "at": store.now(),
        "why": store.storable(why)[:LONGEST],
    }  # fmt: skip
    number = connection.execute(sa.insert(tables.decisions).values(row)).inserted_primary_key
    assert number is not None
    _anchor(connection, number[0], item)
    return int(number[0])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _anchor(connection: sa.Connection, decision: int, item: Item) -> None:
    r = tables.reports.c
    rows = connection.execute(
        sa.select(r.key, r.document, r.start, r.end).where(r.leader == item.id, r.kind != COPY)
    ).all()
    ordered = sorted(rows, key=lambda row: (row.key != item.id, row.key))
    anchors = [
        {
            "decision": decision,
            "rank": rank,
            "report": row.key,
            "document": row.document,
            "start": row.start,
            "end": row.end,
        }
        for rank, row in enumerate(ordered)
    ]
    connection.execute(sa.insert(tables.decision_anchors), anchors)


def all_decisions(connection: sa.Connection, items: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """All decisions, newest first, with the item each belongs to now and whether a newer one of its field holds."""
    from communique.record.anchors import target

    d = tables.decisions.c
    seen: set[tuple[str | None, str]] = set()
    found: list[dict[str, Any]] = []
    for row in connection.execute(sa.select(tables.decisions).order_by(d.seq.desc())):
        belongs = target(connection, row.seq)
        key = (belongs or row.item, row.field)
        if items is None or belongs in items or row.item in items:
            found.append({
                "decision": row.seq, "item": row.item, "now": belongs, "kind": row.kind, "field": row.field,
                "verdict": row.verdict, "value": json.loads(row.value) if row.value else None,
                "was": json.loads(row.shown) if row.shown else None, "who": row.who, "at": row.at, "why": row.why,
                "superseded": key in seen,
            })  # fmt: skip
        seen.add(key)
    return found
