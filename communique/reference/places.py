"""Places a gazetteer of cities lacks: regions, seas, straits, buildings, lines; and the world's larger cities."""

from functools import lru_cache

from communique.reference.loader import Entry, Example, load
from communique.reference.states import StateCode


class NamedPlace(Entry):
    """A place by its usual name; `stands_for` is the actor its name may stand for."""

    name: str
    names: tuple[str, ...] = ()
    kind: str
    country: StateCode | None = None
    claimants: tuple[StateCode, ...] = ()
    states: tuple[StateCode, ...] = ()
    city: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    stands_for: str | None = None
    examples: tuple[Example, ...] = ()


@lru_cache(maxsize=1)
def places() -> tuple[NamedPlace, ...]:
    """All places of the file in its order."""
    return load("places.jsonl", NamedPlace, lambda p: p.name)


def place_named(name: str) -> NamedPlace | None:
    """The place of a usual name, or None."""
    return _by_name().get(name)


def place_called(words: str) -> NamedPlace | None:
    """The first place that has a name, with or without its article, or None."""
    return _by_any_name().get(words.removeprefix("the "))


@lru_cache(maxsize=1)
def _by_any_name() -> dict[str, NamedPlace]:
    named: dict[str, NamedPlace] = {}
    for place in places():
        for name in (place.name, *place.names):
            named.setdefault(name.removeprefix("the "), place)
    return named


@lru_cache(maxsize=1)
def _by_name() -> dict[str, NamedPlace]:
    return {place.name: place for place in places()}
