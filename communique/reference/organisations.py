"""Organisations: intergovernmental bodies, armed groups and parties, with members over time."""

import datetime as dt
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from communique.errors import BadReference
from communique.reference.loader import Entry, Example, SaidDate, in_order, line_of, load
from communique.reference.states import Ambiguity, StateCode


class Membership(Entry):
    """One state's membership; dates are ISO dates or years, null where unknown or lasting."""

    state: StateCode
    start: SaidDate | None = None
    end: SaidDate | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        in_order(self.start, self.end)
        return self

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
    country: StateCode | None = None
    parent: str | None = None
    wikidata: str | None = None
    stand_ins: tuple[str, ...] = ()
    start: SaidDate | None = None
    end: SaidDate | None = None
    members: tuple[Membership, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()
    examples: tuple[Example, ...]

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        in_order(self.start, self.end)
        return self


@lru_cache(maxsize=1)
def organisations() -> dict[str, Organisation]:
    """All organisations by id, in the order of the file; raises BadReference where one belongs to none that is there."""
    found = {item.id: item for item in load("organisations.jsonl", Organisation, lambda o: o.id)}
    for position, item in enumerate(found.values()):
        if item.parent is not None and item.parent not in found:
            raise BadReference(f"{line_of('organisations.jsonl', position)}: parent: no organisation {item.parent!r}")
    return found


def _known(name: str) -> str:
    if name not in organisations():
        raise ValueError(f"no organisation has the id {name!r}")
    return name


# An id of `organisations.jsonl`, in the records of other files.
OrganisationId = Annotated[str, AfterValidator(_known)]
