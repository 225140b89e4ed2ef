"""The sections of the front page, each a few questions to the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.record import Item, Record
from communique.record.query import ask

Asked = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """A section: its name in addresses, its title, and what belongs to it."""

    key: str
    title: str
    questions: tuple[Asked, ...]


_DEFENCE = (
    "reciprocal access", "acquisition and cross-servicing", "information security", "defence equipment", "defence cooperation",
    "security cooperation", "mutual defence", "alliance", "arms sale", "military base", "status of forces", "visiting forces",
    "arms control", "non-proliferation", "nuclear cooperation", "transit of forces",
)  # fmt: skip
_ECONOMY = (
    "free trade", "trade", "economic partnership", "economic cooperation", "investment", "customs", "currency swap", "loan",
    "double taxation", "debt relief", "energy", "critical minerals", "supply chains", "fisheries", "digital", "oil", "gas supply",
    "development cooperation", "grant and aid", "labour mobility", "financial services",
)  # fmt: skip
_PEACE = (
    "ceasefire",
    "peace",
    "armistice",
    "non-aggression",
    "prisoner exchange",
    "power sharing",
    "withdrawal of forces",
)
SECTIONS: tuple[Section, ...] = (
    Section("all", "Everything", ({"kinds": ("meeting", "agreement", "position", "event")},)),
    Section("diplomacy", "Diplomacy", (
        {"kinds": ("meeting",)}, {"kinds": ("agreement",)}, {"kinds": ("event",), "topics": ("diplomatic",)},
    )),
    Section("defence", "Defence", (
        {"kinds": ("agreement",), "types": _DEFENCE}, {"kinds": ("meeting",), "types": ("2+2", "defence ministers")},
        {"kinds": ("event",), "topics": ("military", "intelligence", "cbrn", "cyber", "peacekeeping")},
    )),
    Section("economy", "Economy", (
        {"kinds": ("agreement",), "types": _ECONOMY},
        {"kinds": ("event",), "topics": ("economic", "natural_resource", "technology", "environment")},
    )),
    Section("conflict", "Conflict", (
        {"kinds": ("event",), "types": ("ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION", "RETREAT")},
        {"kinds": ("agreement",), "types": _PEACE}, {"kinds": ("event",), "topics": ("terrorism", "territory")},
    )),
    Section("positions", "Positions", ({"kinds": ("position",)},)),
)  # fmt: skip
BY_KEY = {section.key: section for section in SECTIONS}


def lately(record: Record, section: Section, until: str, limit: int) -> list[Item]:
    """What was new in a section up to a day, newest first."""
    found: dict[str, Item] = {}
    for question in section.questions:
        for item in record.find(ask(None, until=until, limit=limit, **question)):
            if not (item.status in {"planned", "possible"} and (item.until or "") >= until):  # those are still to come
                found.setdefault(item.id, item)
    return sorted(found.values(), key=lambda item: (item.day or "", item.id), reverse=True)[:limit]


def sections_of(item: Item) -> set[str]:
    """The sections an item belongs to."""
    topics = {*(item["contexts"] or ()), item["topic_key"]}
    return {
        section.key
        for section in SECTIONS
        for question in section.questions
        if item.kind in question["kinds"]
        and ("types" not in question or item.type in question["types"])
        and ("topics" not in question or topics & set(question["topics"]))
    }


def by_key(key: str | None) -> Section:
    """A section by its name, the first where it is none."""
    return BY_KEY.get(key or "all", SECTIONS[0])


def common(items: Sequence[Item]) -> set[str]:
    """All sections of some items."""
    return set().union(*(sections_of(item) for item in items)) if items else set()
