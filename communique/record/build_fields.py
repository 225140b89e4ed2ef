"""The fields of each kind of item, each with the rule that chooses what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from communique.record.report import short_hash, states_of
from communique.record.values import Member, Said, Value, chosen, gathered, together
from communique.record.wording import plain, surname

MOST_PEOPLE = 40
MOST_TOPICS = 20
MOST_WORDINGS = 10
# Formats that recur between the same parties even where no report says so.
RECURRING = frozenset({"2+2", "strategic dialogue"})
FEW_PARTIES = 4
Shown = dict[str, Any]


@dataclass(frozen=True)
class Built:
    """The fields of an item and how it is found by them."""

    values: dict[str, Value]
    type_field: str
    side_fields: tuple[str, ...]
    label: Callable[[Shown], str]
    topics: Callable[[Shown], frozenset[str]]
    thread: Callable[[Shown], str | None] = lambda _: None
    history: list[dict[str, Any]] = field(default_factory=list)

    def sides(self, shown: Shown) -> frozenset[str]:
        """The states and organisations of the item."""
        return frozenset().union(*(states_of(shown.get(name) or ()) for name in self.side_fields))


def _fields(members: Sequence[Member], names: Sequence[str], **special: Value | None) -> dict[str, Value]:
    plain_ones = {name: chosen(gathered(members, lambda m, n=name: m.body.get(n))) for name in names}  # type: ignore[misc]
    return {name: value for name, value in {**plain_ones, **special}.items() if value is not None}


def _parties(members: Sequence[Member], name: str) -> Value | None:
    return chosen(gathered(members, lambda member: sorted(states_of(member.body.get(name) or ()))))


def _firm(members: Sequence[Member]) -> Sequence[Member]:
    """Those who tell what took place, before those who announced it."""
    return [member for member in members if member.status in {"actual", "background"}] or members


def _date(members: Sequence[Member], name: str = "date") -> Value | None:
    """The date, told apart by its days; a month does not contradict one of its days."""
    bounds: dict[str, tuple[str, str]] = {}

    def of(member: Member) -> str | None:
        date = member.body.get(name)
        if date:
            bounds[date["edtf"]] = (date.get("start") or "", date.get("end") or "9999")
        return date["edtf"] if date else None

    def covers(wide: str, narrow: str) -> bool:
        (first, last), (start, end) = bounds[wide], bounds[narrow]
        return wide != narrow and first <= start and end <= last

    firm = chosen(gathered(_firm(members), of), covers=covers)
    return _with_others(firm, members, of) or chosen(gathered(members, of), covers=covers)


def _with_others(value: Value | None, members: Sequence[Member], of: Callable[[Member], Any]) -> Value | None:
    """A value chosen among the firm reports, with what the others say beside it."""
    if value is None:
        return None
    known = {str(value.shown), *(str(other["value"]) for other in value.others)}
    more: list[Said] = [said for said in gathered(members, of) if str(said.value) not in known]
    added = [{"value": said.value, "reports": sorted({m.key for m in said.members})} for said in more]
    return Value(value.shown, value.rule, value.reports, [*value.others, *added])


def _status(members: Sequence[Member]) -> Value | None:
    """The status told last; background says that it took place."""
    known = {"background": "actual"}
    return chosen(gathered(members, lambda member: known.get(member.status, member.status)), later=True)


def _status_history(members: Sequence[Member]) -> list[dict[str, Any]]:
    told = sorted({(m.published[:10], m.status, m.key) for m in members})
    found: list[dict[str, Any]] = []
    for day, status, key in told:
        if found and found[-1]["status"] == status:
            found[-1]["reports"].append(key)
        else:
            found.append({"status": status, "told": day, "reports": [key]})
    return found


def _place(members: Sequence[Member]) -> Value | None:
    return chosen(gathered(_firm(members), lambda member: _known(member.body.get("place"))))


def _known(place: dict[str, Any] | None) -> dict[str, Any] | None:
    return {key: place[key] for key in sorted(place) if place[key] is not None} if place else None


# -- meetings ----------------------------------------------------------------------------------------------------------


def meeting(members: Sequence[Member]) -> Built:
    """A meeting: attendees and topics unite, the rest is chosen."""
    series = chosen(gathered(members, lambda member: (member.body.get("series") or {}).get("name")))
    ordinal = chosen(gathered(members, lambda member: (member.body.get("series") or {}).get("ordinal")))
    values = _fields(
        members, ("format", "level", "mode"), parties=_parties(members, "parties"), date=_date(members),
        place=_place(members), status=_status(members), attendees=_attendees(members), topics=_topics(members),
        series=series, ordinal=ordinal,
    )  # fmt: skip
    return Built(
        values, "format", ("parties",), _meeting_label, lambda _: frozenset(), _series, _status_history(members)
    )


def _attendees(members: Sequence[Member]) -> Value | None:
    longest: dict[str, dict[str, Any]] = {}
    said: list[tuple[str, Member]] = []
    for member in members:
        for person in member.body.get("attendees", ()):
            key = surname(person["name"])
            said.append((key, member))
            known = longest.get(key)
            if known is None or _tells_more(person, known):
                longest[key] = person
    return together(
        [(longest[key], member) for key, member in said], lambda person: surname(person["name"]), MOST_PEOPLE
    )


def _tells_more(person: dict[str, Any], known: dict[str, Any]) -> bool:
    return (len(person["name"]), bool(person.get("office")), person["name"]) > (
        len(known["name"]), bool(known.get("office")), known["name"],
    )  # fmt: skip


def _topics(members: Sequence[Member]) -> Value | None:
    said = [(topic["quote"], member) for member in members for topic in member.body.get("topics", ())]
    return together(said, plain, MOST_TOPICS)


def _meeting_label(shown: Shown) -> str:
    number = f"{shown['ordinal']}. " if shown.get("ordinal") else ""
    return f"{number}{shown.get('series') or shown.get('format') or 'meeting'}"


def _series(shown: Shown) -> str | None:
    """What a meeting of a series is found by: its parties and format, or the name of a series of many."""
    parties = shown.get("parties") or []
    if not (shown.get("series") or shown.get("ordinal") or shown.get("format") in RECURRING):
        return None
    if 1 < len(parties) <= FEW_PARTIES:
        return f"s-{short_hash(str(shown.get('format')), *parties, length=14)}"
    return f"s-{short_hash(plain(shown['series']), length=14)}" if shown.get("series") else None


# -- agreements --------------------------------------------------------------------------------------------------------


def agreement(members: Sequence[Member]) -> Built:
    """An agreement: its stages are a history; the latest is shown."""
    history = _stages(members)
    latest = history[-1] if history else None
    stage = Value(latest["stage"], _stage_rule(history), latest["reports"], _earlier(history)) if latest else None
    date = (
        Value(latest["date"], "the date of the stage shown", latest["reports"]) if latest and latest["date"] else None
    )
    values = _fields(
        members, ("name", "kind", "purpose"), parties=_widest(members), stage=stage, date=date
    )  # fmt: skip
    return Built(
        values,
        "kind",
        ("parties",),
        _agreement_label,
        lambda _: frozenset(),
        history=history,
    )


def _widest(members: Sequence[Member]) -> Value | None:
    """The parties; a report that names only some of them does not contradict the others."""
    return chosen(
        gathered(members, lambda member: sorted(states_of(member.body.get("parties") or ()))),
        covers=lambda few, many: set(few) < set(many),
    )


def _agreement_label(shown: Shown) -> str:
    return str(shown.get("name") or shown.get("kind") or "agreement")


def _stages(members: Sequence[Member]) -> list[dict[str, Any]]:
    """All stages told, in order of time; a stage without a date stands where it was reported first."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for member in members:
        told = member.body.get("stages") or []
        if not told and member.body.get("stage"):
            told = [{"stage": member.body["stage"], "date": member.body.get("stage_date")}]
        for at in told:
            date = at.get("date")
            key = (at["stage"], date["edtf"] if date else None)
            entry = found.setdefault(key, {"stage": key[0], "date": key[1], "when": "", "reports": []})
            entry["reports"] = sorted({*entry["reports"], member.key})
            when = (date.get("start") or date.get("end")) if date else member.published[:10]
            entry["when"] = min(filter(None, (entry["when"], when)), default="")
    dated = {stage for stage, edtf in found if edtf}
    kept = [entry for (stage, edtf), entry in found.items() if edtf or stage not in dated]
    return sorted(kept, key=lambda entry: (entry["when"], STAGE_ORDER.get(entry["stage"], 0), entry["date"] or ""))


STAGE_ORDER = {
    stage: number
    for number, stage in enumerate(
        "proposed under_consideration negotiating agreed_in_principle initialled rejected signed adopted ratified "
        "provisionally_applied in_force amended suspended terminated".split()
    )
}


def _stage_rule(history: Sequence[dict[str, Any]]) -> str:
    return "later before earlier" if len(history) > 1 else "all reports agree"


def _earlier(history: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"value": entry["stage"], "reports": entry["reports"]} for entry in reversed(history[:-1])]


# -- positions ---------------------------------------------------------------------------------------------------------


def position(members: Sequence[Member]) -> Built:
    """A position: every wording is kept."""
    wordings = [(evidence["quote"], member) for member in members for evidence in member.body.get("evidence", ())[:1]]
    values = _fields(
        members, ("stance", "strength", "repeated", "topic", "topic_key", "instrument"), holders=_parties(members, "holders"),
        about=chosen(gathered(members, lambda member: member.body.get("about"))), date=_date(members), status=_status(members),
        wordings=together(wordings, plain, MOST_WORDINGS),
    )  # fmt: skip
    return Built(values, "stance", ("holders",), _position_label, _position_topics, _position_thread)


def _position_label(shown: Shown) -> str:
    return f"{str(shown.get('stance') or '').replace('_', ' ')}: {shown.get('topic') or ''}"


def _position_topics(shown: Shown) -> frozenset[str]:
    return frozenset({shown["topic_key"]} if shown.get("topic_key") else ())


def _position_thread(shown: Shown) -> str | None:
    if not shown.get("topic_key"):
        return None
    return f"t-{short_hash(*(shown.get('holders') or ()), str(shown['topic_key']), length=14)}"


# -- events ------------------------------------------------------------------------------------------------------------


def event(members: Sequence[Member]) -> Built:
    """An event: PLOVER's and CAMEO's codes, sides, day and place."""
    values = _fields(
        members,
        ("event_type", "mode", "cameo", "quad", "score", "goldstein", "actors", "recipients", "reciprocal", "attributed_to"),
        date=_date(members), place=_place(members), status=_status(members),
        contexts=chosen(gathered(members, lambda member: sorted(member.body.get("contexts") or ()))),
    )  # fmt: skip
    return Built(
        values,
        "event_type",
        ("actors", "recipients"),
        _event_label,
        lambda shown: frozenset(shown.get("contexts") or ()),
    )


def _event_label(shown: Shown) -> str:
    arrow = " ↔ " if shown.get("reciprocal") else " → "
    sides = arrow.join(", ".join(side) for side in (shown.get("actors"), shown.get("recipients")) if side)
    return f"{'/'.join(filter(None, (shown.get('event_type'), shown.get('mode'))))} {sides}".strip()
