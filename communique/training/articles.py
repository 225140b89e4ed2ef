"""Compares readings with annotated articles: what is missing, what differs, what is there unasked.

An annotation (`NAME.expected.json` beside the article) has the keys of `docs/articles.md`: those of a reading, with
`…_has` for a piece of text, `…_any` for several right values, `between`, `actors` and `recipients` as states or
`name:…`, and `optional` for what a careful second reader might leave out. Values are compared as a reader would:
white space and the government for its state do not matter.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.schema import Agreement, Date, Event, Evidence, Meeting, Position, Reading

Expected = Mapping[str, Any]
KINDS = ("meetings", "agreements", "positions", "events")


@dataclass(frozen=True)
class Finding:
    """One difference: the kind of item, what was expected (None where nothing was) and what the reading says."""

    kind: str
    problem: str


@dataclass
class Tally:
    """Counts for one kind of item over articles: asked for and found, found in all its fields, and there unasked."""

    expected: int = 0
    found: int = 0
    exact: int = 0
    extra: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)

    @property
    def recall(self) -> float:
        """Share of the expected items that were found."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Share of the reading's items that were expected or are optional."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def annotated(folder: Path) -> list[tuple[Path, Expected]]:
    """The articles of a folder with their annotations, by name."""
    pairs = []
    for path in sorted(folder.glob("*.expected.json")):
        stem = path.name.removesuffix(".expected.json")
        article = next(p for p in sorted(folder.glob(f"{stem}.*")) if p != path)
        pairs.append((article, json.loads(path.read_text(encoding="utf-8"))))
    return pairs


def compare(reading: Reading, expected: Expected, tallies: Mapping[str, Tally] | None = None) -> list[Finding]:
    """Every difference between a reading and its annotation; counts go into `tallies` by kind where given."""
    tallies = tallies if tallies is not None else {kind: Tally() for kind in KINDS}
    findings = _document(reading, expected.get("document", {})) + _actors(reading, expected.get("actors", []))
    for kind in KINDS:
        findings += _items(kind, list(getattr(reading, kind)), expected.get(kind, []), reading, tallies[kind])
    return findings + _absent(reading, expected.get("absent", {}))


# -- the document ------------------------------------------------------------------------------------------------


def _squeezed(text: object) -> str:
    return " ".join(str(text).split()).replace("’", "'")


def _document(reading: Reading, expected: Expected) -> list[Finding]:
    findings = []
    for key, value in expected.items():
        if key == "page_lists":
            findings += _page_lists(reading, value)
            continue
        actual = getattr(reading.document, key)
        if key == "published" and value is not None and actual is not None and actual.startswith(value):
            continue
        if _squeezed(actual).casefold() != _squeezed(value).casefold():
            findings.append(Finding("document", f"{key}: expected {value!r}, read {actual!r}"))
    return findings


def _page_lists(reading: Reading, expected: Sequence[Expected]) -> list[Finding]:
    actual = [
        {"kind": page.kind, "name": page.name, "items": len(page.items), "first": page.items[0].title if page.items else None,
         "last": page.items[-1].title if page.items else None}
        for page in reading.document.page_lists
    ]  # fmt: skip
    wanted = [dict(item) for item in expected]
    actual.sort(key=lambda page: str(page["name"]))
    wanted.sort(key=lambda page: str(page["name"]))
    same = len(actual) == len(wanted) and all(
        _any(want, key, got[key])
        for got, want in zip(actual, wanted, strict=True)
        for key in ("kind", "name", "items", "first", "last")
    )
    return [] if same else [Finding("document", f"page_lists: expected {wanted}, read {actual}")]


# -- actors ------------------------------------------------------------------------------------------------------


def _actors(reading: Reading, expected: Sequence[Expected]) -> list[Finding]:
    findings = []
    for want in expected:
        if want.get("optional"):
            continue
        candidates = [
            a for a in reading.actors if any(_is_named(want, a.id, n) for n in (a.name, *(m.quote for m in a.mentions)))
        ]
        if not candidates:
            findings.append(Finding("actors", f"missing {dict(want)}"))
            continue
        problems = [_actor_problems(want, actor) for actor in candidates]
        best = min(problems, key=len)
        findings += [
            Finding("actors", f"{want.get('name') or want.get('id') or want.get('name_has')}: {p}") for p in best
        ]
    return findings


def _is_named(want: Expected, identifier: str, name: str) -> bool:
    if "id" in want:
        return identifier.casefold() == str(want["id"]).casefold()
    if "name" in want:
        return _squeezed(name).casefold() == _squeezed(want["name"]).casefold()
    return _squeezed(want.get("name_has", "\0")).casefold() in _squeezed(name).casefold()


def _actor_problems(want: Expected, actor: Any) -> list[str]:
    office = actor.office.kind if actor.office else None
    values = {"kind": actor.kind, "country": actor.country, "office": office,
              "country_inferred": bool(actor.office and actor.office.inferred)}  # fmt: skip
    return [
        f"{key}: expected {want.get(key, want.get(key + '_any'))!r}, read {value!r}"
        for key, value in values.items()
        if not _any(want, key, value)
    ]


# -- items -------------------------------------------------------------------------------------------------------

Checks = dict[str, bool]


def _items(kind: str, actual: list[Any], expected: Sequence[Expected], reading: Reading, tally: Tally) -> list[Finding]:
    """Each expected item is paired with the reading's item that fits best; required ones first."""
    checks = CHECKS[kind]
    free = list(actual)
    findings: list[Finding] = []
    for want in sorted(expected, key=lambda item: bool(item.get("optional"))):
        scored = [(item, checks(item, want, reading)) for item in free]
        fitting = [(item, found) for item, found in scored if all(found[key] for key in found if key.startswith("="))]
        best = max(fitting, key=lambda pair: sum(pair[1].values()), default=None)
        if best is not None:
            free.remove(best[0])
        if want.get("optional"):
            continue
        tally.expected += 1
        if best is None:
            findings.append(Finding(kind, f"missing {dict(want)}"))
            continue
        tally.found += 1
        wrong = [key for key, right in best[1].items() if not right]
        tally.exact += not wrong
        for key, right in best[1].items():
            counts = tally.fields.setdefault(key.lstrip("="), [0, 0])
            counts[0] += right
            counts[1] += 1
        findings += [Finding(kind, f"{key}: expected {dict(want)}, read {brief(best[0])}") for key in wrong]
    tally.extra += len(free)
    return findings + [Finding(kind, f"unasked {brief(item)}") for item in free]


def _any(want: Expected, key: str, value: object) -> bool:
    """Whether a value is what the key, or one of what its `_any` form, asks for; a key not given asks nothing."""
    wanted = want[f"{key}_any"] if f"{key}_any" in want else [want[key]] if key in want else None
    return wanted is None or value in wanted


def _quoted(want: Expected, evidence: Sequence[Evidence]) -> bool:
    return "quote_has" not in want or any(_squeezed(want["quote_has"]) in _squeezed(e.quote) for e in evidence)


def _dated(want: Expected, key: str, date: Date | None) -> bool:
    return _any(want, key, date.edtf if date else None)


def _parties(want: Expected, key: str, actual: Sequence[str], reading: Reading) -> bool:
    options = want[f"{key}_any"] if f"{key}_any" in want else [want[key]] if key in want else None
    if options is None:
        return True
    options = [option if isinstance(option, list) else [option] for option in options]
    return any(_same_actors(option, actual, reading) for option in options)


def _same_actors(wanted: Sequence[str], actual: Sequence[str], reading: Reading) -> bool:
    """Whether the same actors are named; a state's code may stand for its government, forces or citizens."""
    names = {actor.id: actor.name for actor in reading.actors}

    def fits(want: str, actor: str) -> bool:
        if want.startswith("name:"):
            return any(
                _squeezed(want[5:]).casefold() in _squeezed(known).casefold() for known in (names.get(actor, ""), actor)
            )
        return actor.casefold() == want.casefold() or actor.startswith(f"{want}.")

    return all(any(fits(w, a) for a in actual) for w in wanted) and all(any(fits(w, a) for w in wanted) for a in actual)


def _meeting(item: Meeting, want: Expected, reading: Reading) -> Checks:
    series = item.series
    attendees = {_squeezed(a.name).casefold() for a in item.attendees}
    return {
        "=parties": _parties(want, "parties", item.parties, reading),
        "=status": _any(want, "status", item.status),
        "=date or quote": (_dated(want, "date", item.date) and "date" in want) or _quoted(want, item.evidence),
        "format": _any(want, "format", item.format),
        "level": _any(want, "level", item.level),
        "mode": _any(want, "mode", item.mode),
        "date": _dated(want, "date", item.date),
        "place": _any(want, "place", item.place.name if item.place else None),
        "ordinal": _any(want, "ordinal", series.ordinal if series else None),
        "previous": _dated(want, "previous_date", series.previous_date if series else None),
        "next": _dated(want, "next_date", series.next_date if series else None),
        "attendees": {_squeezed(name).casefold() for name in want.get("attendees", [])} <= attendees,
        "quote": _quoted(want, item.evidence),
    }


def _agreement(item: Agreement, want: Expected, reading: Reading) -> Checks:
    given = {(s.stage, s.date.edtf if s.date else None) for s in item.stages}
    return {
        "=name or quote": _quoted(want, item.evidence)
        or ("name_has" in want and want["name_has"] in (item.name or "")),
        "=parties": _parties(want, "parties", item.parties, reading),
        "kind": _any(want, "kind", item.kind),
        "stage": _any(want, "stage", item.stage),
        "stage_date": _dated(want, "stage_date", item.stage_date),
        "stages": all((s["stage"], s.get("date")) in given for s in want.get("stages", [])),
        "purpose": _squeezed(want.get("purpose_has", "")) in _squeezed(item.purpose or ""),
        "name": _squeezed(want.get("name_has", "")) in _squeezed(item.name or ""),
        "quote": _quoted(want, item.evidence),
    }


def _position(item: Position, want: Expected, reading: Reading) -> Checks:
    about = {(a.actor, a.implied, a.hedge) for a in item.about}
    wanted = [(a["actor"], a.get("implied", False), a.get("hedge")) for a in want.get("about", [])]
    topic = _squeezed(want.get("topic_has", ""))
    return {
        "=topic": topic in _squeezed(item.topic),
        "=stance": _any(want, "stance", item.stance),
        "holders": _parties(want, "holders", item.holders, reading),
        "repeated": item.repeated == want.get("repeated", False),
        "strength": item.strength == want.get("strength", "plain"),
        "about": all(a in about for a in wanted),
        "instrument": _any(want, "instrument", item.instrument),
        "date": _dated(want, "date", item.date),
        "quote": _quoted(want, item.evidence),
    }


def _event(item: Event, want: Expected, reading: Reading) -> Checks:
    sides = [*item.actors, *item.recipients]
    between = _parties(want, "between", sides, reading)
    return {
        "=type": _any(want, "event_type", item.event_type),
        "=sides": between and _parties(want, "actors", item.actors, reading) and _recipients(want, item, reading),
        "=quote": _quoted(want, item.evidence),
        "status": _any(want, "status", item.status),
        "date": _dated(want, "date", item.date),
        "mode": _any(want, "mode", item.mode),
        "contexts": "contexts_any" not in want or bool(set(want["contexts_any"]) & set(item.contexts)),
    }


def _recipients(want: Expected, item: Event, reading: Reading) -> bool:
    if "recipients" not in want and "recipients_any" not in want:
        return True
    return _parties(want, "recipients", item.recipients, reading)


CHECKS: dict[str, Callable[[Any, Expected, Reading], Checks]] = {
    "meetings": _meeting, "agreements": _agreement, "positions": _position, "events": _event,
}  # fmt: skip


def brief(item: Any) -> str:
    """An item in a line, for a list of differences."""
    data = item.model_dump(mode="json", exclude={"evidence", "mentions", "topics"}, exclude_defaults=True)
    for key in ("date", "stage_date"):
        if isinstance(data.get(key), dict):
            data[key] = data[key]["edtf"]
    if isinstance(data.get("place"), dict):
        data["place"] = data["place"]["name"]
    data["attendees"] = [a["name"] for a in data.get("attendees", [])]
    quote = item.evidence[0].quote[:70] if item.evidence else ""
    return f"{ {k: v for k, v in data.items() if v} } «{_squeezed(quote)}»"


# -- what must not be there --------------------------------------------------------------------------------------


def _absent(reading: Reading, absent: Expected) -> list[Finding]:
    quotes = [e.quote for kind in KINDS for item in getattr(reading, kind) for e in item.evidence]
    quotes += [e.quote for actor in reading.actors for e in actor.mentions]
    findings = [
        Finding("absent", f"evidence quotes {words!r}")
        for words in absent.get("in_any_evidence", [])
        if any(words in q for q in quotes)
    ]
    names = {actor.name for actor in reading.actors} | {actor.id for actor in reading.actors}
    return findings + [
        Finding("absent", f"actor {name!r} was read") for name in absent.get("actors", []) if name in names
    ]
