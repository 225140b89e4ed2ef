"""States and territories: names, demonyms, capitals and seats that stand for governments, and identifiers."""

import datetime as dt
from functools import lru_cache
from typing import Literal

from communique.reference.loader import Entry, Example, load


class Ambiguity(Entry):
    """A name that may mean something else, the words nearby that decide, and what holds where none stands there."""

    name: str
    reason: str
    keep_if: tuple[str, ...] = ()
    drop_if: tuple[str, ...] = ()
    otherwise: Literal["keep", "drop"] = "keep"


class State(Entry):
    """A state, territory or partially recognised entity; `code` is ISO 3166-1 alpha-3 where there is one."""

    code: str
    name: str
    official: str | None = None
    status: Literal["state", "territory", "partially_recognised", "historical"]
    part_of: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    people_nouns: tuple[str, ...] = ()
    capital: str | None = None
    stand_ins: tuple[str, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()
    wikidata: str | None = None
    cow: int | None = None
    gw: int | None = None
    continent: str | None = None
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """All states by code, in the order of the file."""
    return {state.code: state for state in load("states.jsonl", State, lambda s: s.code)}
