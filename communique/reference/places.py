"""Places a gazetteer of cities lacks: regions, seas, straits, buildings, lines; and the world's larger cities."""

from functools import lru_cache

from communique.reference.loader import Entry, Example, load


class NamedPlace(Entry):
    """A place by its usual name; `stands_for` is the actor its name may stand for."""

    name: str
    names: tuple[str, ...] = ()
    kind: str
    country: str | None = None
    claimants: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
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


@lru_cache(maxsize=1)
def _by_name() -> dict[str, NamedPlace]:
    return {place.name: place for place in places()}
