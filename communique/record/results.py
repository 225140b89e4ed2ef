"""What the record answers: items as objects, lists of them as data frames."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from communique.errors import CommuniqueError
from communique.record.values import Value

if TYPE_CHECKING:
    import pandas
    import polars


@dataclass(frozen=True)
class Item:
    """One event, meeting, agreement or position, however many reports tell of it.

    `values` has every field with the rule it was chosen by and what else is said; `item["place"]` is what is shown.
    `day` and `until` bound it; where no report dates it (`dated` is false) it stands at the day of its first report.
    """

    id: str
    kind: str
    type: str
    label: str
    parties: tuple[str, ...]
    day: str | None
    until: str | None
    dated: bool
    status: str | None
    stage: str | None
    thread: str | None
    values: Mapping[str, Value]
    history: tuple[Mapping[str, Any], ...]
    reports: tuple[str, ...]
    documents: tuple[str, ...]
    reviews: tuple[Mapping[str, Any], ...] = ()

    def __getitem__(self, name: str) -> Any:
        """What is shown of a field; None where no report says it."""
        value = self.values.get(name)
        return value.shown if value else None

    @property
    def disputed(self) -> tuple[str, ...]:
        """The fields on which reports differ."""
        return tuple(name for name, value in sorted(self.values.items()) if value.others)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        values = {name: value.to_dict() for name, value in self.values.items()}
        return plain | {"parties": list(self.parties), "values": values, "history": list(self.history),
                        "reports": list(self.reports), "documents": list(self.documents), "reviews": list(self.reviews)}  # fmt: skip

    def flat(self) -> dict[str, Any]:
        """As a row of a table: what is shown, lists joined with `; `."""
        plain = {name: getattr(self, name) for name in _PLAIN if name not in {"dated", "thread"}}
        shown = {name: _cell(self[name]) for name in FLAT[self.kind]}
        return plain | {
            "parties": _cell(self.parties),
            **shown,
            "reports": len(self.documents),
            "disputed": _cell(self.disputed),
        }


_PLAIN = ("id", "kind", "type", "label", "day", "until", "dated", "status", "stage", "thread")
FLAT: Mapping[str, tuple[str, ...]] = {
    "meeting": ("date", "place", "level", "mode", "series", "ordinal", "attendees", "topics"),
    "agreement": ("name", "date", "purpose"),
    "position": ("holders", "topic", "topic_key", "strength", "repeated", "instrument", "date"),
    "event": ("date", "place", "mode", "contexts", "cameo", "quad", "score", "goldstein", "actors", "recipients"),
}


def _cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get("name") or value.get("words") or json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(str(_cell(one)) for one in value)
    return value


def item_of(body: str, columns: Mapping[str, Any]) -> Item:
    """The item of a stored row."""
    data = json.loads(body)
    return Item(
        id=data["id"], kind=data["kind"], type=data["type"], label=data["label"], parties=tuple(data["parties"]),
        day=columns["day"] or None, until=columns["until"] or None, dated=data["dated"], status=columns["status"] or None,
        stage=columns["stage"], thread=columns["thread"],
        values={name: Value(v["shown"], v["rule"], v["reports"], v["others"]) for name, v in data["values"].items()},
        history=tuple(data["history"]), reports=tuple(data["reports"]), documents=tuple(data["documents"]),
        reviews=tuple(data["reviews"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Items(Sequence[Item]):
    """A page of items, newest first; `cursor` asks for the next, `clipped` says that a search stopped at its limit."""

    items: tuple[Item, ...]
    cursor: str | None = None
    clipped: bool = False

    def __getitem__(self, at: Any) -> Any:
        """An item, or some of them."""
        return self.items[at]

    def __len__(self) -> int:
        """How many there are on this page."""
        return len(self.items)

    def rows(self) -> list[dict[str, Any]]:
        """As rows of a table; a column a kind does not have is empty."""
        rows = [item.flat() for item in self.items]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        return [{name: row.get(name) for name in columns} for row in rows]

    def to_pandas(self) -> "pandas.DataFrame":
        """As a pandas data frame (`pip install communique[pandas]`)."""
        frame: pandas.DataFrame = _frame("pandas", self.rows())
        return frame

    def to_polars(self) -> "polars.DataFrame":
        """As a polars data frame (`pip install communique[polars]`)."""
        frame: polars.DataFrame = _frame("polars", self.rows())
        return frame


def _frame(library: str, rows: list[dict[str, Any]]) -> Any:
    from importlib import import_module

    try:
        module = import_module(library)
    except ImportError as error:
        raise CommuniqueError(f"{library} is not installed: pip install communique[{library}]") from error
    return module.DataFrame(rows, **({"infer_schema_length": None} if library == "polars" else {}))


@dataclass(frozen=True)
class Month:
    """One month of a dyad: sum of Goldstein values, and events by quad class."""

    month: str
    goldstein: float
    counts: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """As a row."""
        return {"month": self.month, "goldstein": self.goldstein, **self.counts}


@dataclass(frozen=True)
class Series:
    """A series of meetings: those known in order, the numbers that are missing, and what contradicts."""

    thread: str
    name: str
    parties: tuple[str, ...]
    meetings: tuple[Item, ...]
    gaps: tuple[int, ...] = ()
    contradictions: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "thread": self.thread, "name": self.name, "parties": list(self.parties), "gaps": list(self.gaps),
            "contradictions": list(self.contradictions), "meetings": [meeting.to_dict() for meeting in self.meetings],
        }  # fmt: skip


@dataclass(frozen=True)
class Page:
    """What the record knows of two sides."""

    pair: tuple[str, str]
    agreements: Items
    series: tuple[Series, ...]
    meetings: Items
    positions: Items
    events: Items

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        lists = {
            name: [item.to_dict() for item in getattr(self, name)]
            for name in ("agreements", "meetings", "positions", "events")
        }
        return {"pair": list(self.pair), "series": [one.to_dict() for one in self.series], **lists}


@dataclass(frozen=True)
class Joined:
    """A report within an item: where it stands and on which grounds it was joined."""

    report: str
    leads: bool
    points: int
    grounds: tuple[str, ...]
    document: Mapping[str, Any]
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """Why reports are one item: the one that leads, those joined to it, and near ones kept apart, with the reasons."""

    item: Item
    joined: tuple[Joined, ...]
    apart: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        joined = [vars(one) | {"grounds": list(one.grounds), "quotes": list(one.quotes)} for one in self.joined]
        return {
            "item": self.item.to_dict(),
            "joined": joined,
            "apart": [{"item": i, "reason": r} for i, r in self.apart],
        }


@dataclass
class Added:
    """What came of adding."""

    added: int = 0
    known: int = 0
    aside: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.added} added, {self.known} already known, {self.aside} set aside"


def to_csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Rows as lines of CSV; a cell that a spreadsheet would take for a formula is marked as text."""
    found = list(rows)
    columns = list(dict.fromkeys(name for row in found for name in row))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    for row in found:
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    yield from buffer.getvalue().splitlines()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"} else value
