"""States and territories: names, demonyms, capitals and seats that stand for governments, and identifiers."""

import datetime as dt
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from communique.errors import BadReference
from communique.reference.loader import Entry, Example, line_of, load


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

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"ends {self.end}, before it starts {self.start}")
        return self


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """All states by code, in the order of the file; raises BadReference where one is part of a state that is not there."""
    found = {state.code: state for state in load("states.jsonl", State, lambda s: s.code)}
    for position, state in enumerate(found.values()):
        if state.part_of is not None and state.part_of not in found:
            raise BadReference(f"{line_of('states.jsonl', position)}: part_of: no state has the code {state.part_of!r}")
    return found


def _known(code: str) -> str:
    if code not in states():
        raise ValueError(f"no state has the code {code!r}")
    return code


# A code of `states.jsonl`, in the records of other files.
StateCode = Annotated[str, AfterValidator(_known)]
