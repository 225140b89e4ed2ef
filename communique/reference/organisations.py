"""Organisations: intergovernmental bodies, armed groups and parties, with members over time."""

import datetime as dt
from functools import lru_cache
from typing import Literal

from communique.reference.loader import Entry, Example, load
from communique.reference.states import Ambiguity


class Membership(Entry):
    """One state's membership; dates are ISO dates or years, null where unknown or lasting."""

    state: str
    start: str | None = None
    end: str | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether the state is a member on that day; without a day, whether it still is."""
        iso = day.isoformat() if day else "9999"
        return (self.start is None or self.start <= iso) and (self.end is None or iso < self.end)


class Organisation(Entry):
    """An organisation; `id` is its short name."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    kind: Literal["igo", "ngo", "armed_group", "party", "company", "military", "government", "ministry", "other"]
    sectors: tuple[str, ...]
    country: str | None = None
    parent: str | None = None
    wikidata: str | None = None
    stand_ins: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    members: tuple[Membership, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def organisations() -> dict[str, Organisation]:
    """All organisations by id, in the order of the file."""
    return {item.id: item for item in load("organisations.jsonl", Organisation, lambda o: o.id)}
