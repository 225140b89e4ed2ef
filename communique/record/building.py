"""From the reports of one item to the item: what is shown of it, and the rows by which it is found."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from communique.record.build_fields import Built, agreement, event, meeting, position
from communique.record.report import compact, states_of
from communique.record.values import ACCEPTED, REVIEWER, Member, Value, keys
from communique.reference.states import states

MOST_IN_PAIRS = 30  # parties of an item beyond which it is found by each of them, not by each two
MOST_QUOTES = 8
LONGEST_KEY = 240
LONGEST_QUOTE = 400
BUILDERS: Mapping[str, Callable[[Sequence[Member]], Built]] = {
    "meeting": meeting, "agreement": agreement, "position": position, "event": event,
}  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """What a reviewer decided of a field: the newest decision of it."""

    seq: int
    field: str
    verdict: str
    value: Any
    who: str
    at: str
    why: str


@dataclass(frozen=True)
class Row:
    """An item as it is stored, with the rows beside it and the words it is searched by."""

    columns: dict[str, Any]
    beside: dict[str, list[str]]
    text: str


def build(kind: str, identifier: str, members: Sequence[Member], corrections: Sequence[Correction] = ()) -> Row:
    """The item of these reports, its leader first; equal reports give equal rows."""
    ordered = sorted(members, key=lambda member: (member.key != identifier, member.published, member.key))
    built = BUILDERS[kind](ordered)
    built = replace(built, values=_reviewed(built.values, corrections))
    hidden = any(one.field == "item" and one.verdict == "reject" for one in corrections)
    shown = {name: value.shown for name, value in built.values.items()}
    day, until, dated = _days(shown.get("date"), ordered)
    body: dict[str, Any] = {
        "id": identifier, "kind": kind, "type": _text(shown.get(built.type_field)), "label": built.label(shown),
        "parties": sorted(built.sides(shown)), "dated": dated,
        "values": {name: value.to_dict() for name, value in built.values.items()}, "history": built.history,
        "reports": keys(members), "documents": sorted({member.document for member in members}),
        "reviews": [vars(one) for one in corrections],
    }  # fmt: skip
    columns: dict[str, Any] = {
        "id": identifier, "kind": kind, "day": day, "until": until, "type": body["type"], "status": _text(shown.get("status")),
        "stage": shown.get("stage"), "thread": built.thread(shown), "ordinal": shown.get("ordinal"),
        "quad": shown.get("quad"), "goldstein": shown.get("goldstein"), "reports": len(body["documents"]),
        "body": compact(body), "hidden": hidden, "beside": "",
    }  # fmt: skip
    people = frozenset(person["actor"] for person in shown.get("attendees") or () if person.get("actor"))
    sides = frozenset(body["parties"])
    keys_of = {
        "parties": _named(built, shown) | people, "dyads": _pairs(built, shown), "topics": built.topics(shown),
    }  # fmt: skip
    beside = {} if hidden else {name: sorted({key[:LONGEST_KEY] for key in values}) for name, values in keys_of.items()}
    columns["beside"] = compact(beside)
    return Row(columns, beside, _words(body, sides, ordered))


def _text(value: Any) -> str:
    return str(value or "")


def _named(built: Built, shown: Mapping[str, Any]) -> frozenset[str]:
    ids = {actor for name in built.side_fields for actor in shown.get(name) or ()}
    return frozenset(ids) | states_of(ids)


def _pairs(built: Built, shown: Mapping[str, Any]) -> frozenset[str]:
    """The pairs of states an item stands between."""
    sides = [states_of(shown.get(name) or ()) for name in built.side_fields]
    found: set[str] = set()
    if len(sides) == 2 and sides[1]:
        found = {pair(one, other) for one in sides[0] for other in sides[1] if one != other}
        if not shown.get("reciprocal"):
            return frozenset(found if len(found) <= MOST_IN_PAIRS**2 else ())
    every = sorted({one for side in sides for one in side})
    if len(every) > MOST_IN_PAIRS:
        return frozenset()
    return frozenset(found | {pair(one, other) for one, other in combinations(every, 2)})


def pair(one: str, other: str) -> str:
    """Two actors as a pair, in one order."""
    return f"{min(one, other)}-{max(one, other)}"


def _days(edtf: Any, members: Sequence[Member]) -> tuple[str, str, bool]:
    """First and last day, and whether a report gives them; an undated item stands at the day of its first report."""
    for member in members:
        for date in (member.body.get("date"), member.body.get("stage_date"), *_stage_dates(member)):
            if date and date.get("edtf") == edtf and edtf:
                first, last = date.get("start") or date.get("end"), date.get("end") or date.get("start")
                return str(first), str(last), True
    if edtf:
        return _bounds(str(edtf))
    published = sorted(
        member.published[:10] for member in members if member.published and member.status != "background"
    )
    return (published[0], published[0], False) if published else ("", "", False)


def _stage_dates(member: Member) -> list[dict[str, Any]]:
    return [at["date"] for at in member.body.get("stages", ()) if at.get("date")]


def _bounds(edtf: str) -> tuple[str, str, bool]:
    """The days of a date a reviewer gave: a day, a month, a year or an interval of them."""
    ends = [part for part in edtf.split("/") if part not in {"", ".."}]
    if not ends:
        return "", "", False
    try:
        return _first(ends[0]), _last(ends[-1]), True
    except ValueError:
        return "", "", False


def _first(part: str) -> str:
    return dt.date.fromisoformat(part + {4: "-01-01", 7: "-01"}.get(len(part), "")).isoformat()


def _last(part: str) -> str:
    if len(part) == 4:
        return f"{part}-12-31"
    if len(part) == 7:
        first = dt.date.fromisoformat(f"{part}-01")
        return ((first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)).isoformat()
    return dt.date.fromisoformat(part).isoformat()


def _reviewed(values: Mapping[str, Value], corrections: Sequence[Correction]) -> dict[str, Value]:
    """The values with what reviewers accepted or corrected in their place; a rejected value gives way to the next, if any."""
    found = dict(values)
    for one in corrections:
        known = found.get(one.field)
        if one.field != "item" and one.verdict in PINNED:
            found[one.field] = _pinned(known, one)
        elif one.field != "item" and known:
            found[one.field] = _without(known, one)
    return found


PINNED = {"correct": REVIEWER, "accept": ACCEPTED}


def _pinned(known: Value | None, one: Correction) -> Value:
    """A field with the value a reviewer gave or accepted, what the reports say beside it."""
    if known is None:
        return Value(one.value, PINNED[one.verdict], [])
    said = [{"value": known.shown, "reports": known.reports}, *known.others]
    reports: list[str] = next((other["reports"] for other in said if other["value"] == one.value), [])
    return Value(one.value, PINNED[one.verdict], reports, [other for other in said if other["value"] != one.value])


def _without(known: Value, one: Correction) -> Value:
    """A field without the value a reviewer rejected."""
    if known.shown != one.value:
        return Value(known.shown, known.rule, known.reports, [*known.others])
    rejected = {"value": known.shown, "reports": known.reports, "rejected": True}
    if not known.others:
        return Value(None, REVIEWER, [], [rejected])
    following, *rest = known.others
    return Value(following["value"], REVIEWER, following["reports"], [*rest, rejected])


def _words(body: Mapping[str, Any], sides: frozenset[str], members: Sequence[Member]) -> str:
    """What an item is searched by: its label, the names of its states and people, its quotes."""
    known = states()
    names = [known[side].name if side in known else side.replace("-", " ") for side in sorted(sides)]
    people = [p["name"] for p in (body["values"].get("attendees") or {}).get("shown") or () if p.get("name")]
    quotes: dict[str, None] = {}
    for member in members:
        for evidence in [*member.body.get("evidence", ()), *member.body.get("topics", ())][:4]:
            if len(quotes) < MOST_QUOTES:
                quotes.setdefault(evidence["quote"][:LONGEST_QUOTE])
    place = (body["values"].get("place") or {}).get("shown") or {}
    return " ".join([body["label"], body["type"], *names, *people, place.get("name") or "", *quotes]).replace(
        "\x00", " "
    )
