"""Places: what a phrase after `in` or `at` names, with country and coordinates where it resolves.

Names come from the reference (regions, seas, buildings, capitals) and from the table of the world's larger cities.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from communique.reading.cast import Entry, Key
from communique.reading.clauses import conjuncts, prepositions
from communique.reading.sentences import Sentence
from communique.reference.cities import City, cities_named
from communique.reference.places import NamedPlace, place_called, place_named
from communique.reference.states import states
from communique.schema import Place

if TYPE_CHECKING:
    from spacy.tokens import Token


SETTLEMENTS = frozenset("city town port resort village capital suburb island region province".split())


class _Candidate(NamedTuple):
    start: int
    end: int
    place: Place


@dataclass(frozen=True)
class PlaceFinder:
    """Finds places in one document; `mentioned` are the states it names, which decide between cities of one name."""

    entries: Mapping[Key, tuple[Entry, ...]]
    mentioned: frozenset[str]

    def of_phrase(self, sentence: Sentence, token: "Token") -> Place | None:
        """The place a noun phrase names, or None: a person's home, a forum or a month is no place."""
        for member in conjuncts(token):
            place = self._of_token(sentence, member)
            if place is not None:
                return place
        return None

    def _of_token(self, sentence: Sentence, token: "Token") -> Place | None:
        for entry in self.entries.get((sentence.paragraph, token.i), ()):
            if entry.kind == "place":
                return _of_record(entry.ids[0])
            if entry.kind in {"state", "stand_in"}:
                words = sentence.span.doc.char_span(
                    entry.start - sentence.offset, entry.end - sentence.offset, alignment_mode="expand"
                )
                name = words.text if words is not None else states()[entry.ids[0]].name
                if words is not None and words.start and words.doc[words.start - 1].text == "The":
                    name = f"The {name}"
                building = place_called(name) if entry.kind == "stand_in" else None
                if building is not None:
                    return _from_record(building)
                return self.by_name(name, prefer=entry.ids[0]) or self._seat(name, entry.ids[0])
            if entry.kind == "organisation":
                return self.by_name(token.text)  # `in Brussels`: the seat that stands for an organisation
            if entry.kind in {"person", "demonym"}:
                return None
        if token.lower_ in SETTLEMENTS and not (token.is_title and self.by_name(_proper_name(token))):
            named = [obj for prep, obj in prepositions(token) if prep == "of"]
            return self._of_token(sentence, named[0]) if named else self._capital_of(sentence, token)
        if token.pos_ != "PROPN" and not (token.is_title and token.is_alpha and self.by_name(token.text)):
            return self._capital_of(sentence, token)
        name = _proper_name(token)
        qualified = self._qualified(sentence, token, name)
        if qualified is not None:
            return qualified
        return (self.by_name(f"The {name}") if _follows_article(token, name) else None) or self.by_name(name)

    def _qualified(self, sentence: Sentence, token: "Token", name: str) -> Place | None:
        """A city with its province or state behind a comma (`Birmingham, Alabama`): the nearest of its name in it."""
        doc = token.doc
        if token.i + 2 >= len(doc) or doc[token.i + 1].text != ",":
            return None
        for entry in self.entries.get((sentence.paragraph, token.i + 2), ()):
            state = entry.ids[0] if entry.kind == "state" else None
            cities = [city for city in cities_named(name) if city.country == state]
            record = None if cities else place_named(doc[token.i + 2].text if state else entry.ids[0])
            cities = cities or [
                city for city in cities_named(name) if record is not None and city.country == record.country
            ]
            if cities:
                return _from_city(name, _nearest(cities, record))
        return None

    def _capital_of(self, sentence: Sentence, token: "Token") -> Place | None:
        """`the Chilean capital`: the capital of the state named before it."""
        if token.lower_ != "capital":
            return None
        for child in token.lefts:
            for entry in self.entries.get((sentence.paragraph, child.i), ()):
                state = states().get(entry.ids[0])
                if state is not None and state.capital:
                    return self.by_name(state.capital, prefer=state.code)
        return None

    def _seat(self, name: str, state: str) -> Place:
        """A state, or its capital in another form of its name (`Washington, D.C.`)."""
        capital = states()[state].capital or ""
        city = self.by_name(capital, prefer=state) if capital and name.startswith(capital) else None
        return city.model_copy(update={"name": name}) if city is not None else Place(name=name, country=state)

    def of_dateline(self, name: str) -> Place:
        """The place a report is dated from."""
        city = name.split(",", maxsplit=1)[0].strip()
        return self.by_name(city) or Place(name=city)

    def by_name(self, name: str, prefer: str | None = None) -> Place | None:
        """The city of a name: in the preferred state, else in a state the document names, else the largest."""
        found = cities_named(name)
        if not found:
            return None
        wanted = {prefer} if prefer else self.mentioned

        def rank(city: City) -> tuple[bool, int]:
            return city.country in wanted, city.population

        city = max(found, key=rank)
        if prefer and city.country != prefer:
            return None
        return _from_city(name, city)


def _from_city(name: str, city: City) -> Place:
    return Place(name=name, country=city.country, lat=city.lat, lon=city.lon, geonames=city.geonames)


def _nearest(cities: Sequence[City], record: NamedPlace | None) -> City:
    """Of cities of one name in one state the one nearest to a province, else the largest."""
    if record is None or record.lat is None or record.lon is None:
        return max(cities, key=lambda city: city.population)
    lat, lon = record.lat, record.lon
    return min(cities, key=lambda city: (city.lat - lat) ** 2 + (city.lon - lon) ** 2)


def _proper_name(token: "Token") -> str:
    """The proper name that ends at a token, with the proper nouns before it."""
    first = token
    while (
        first.i > 0
        and first.nbor(-1).pos_ == "PROPN"
        and first.nbor(-1).whitespace_
        and first.nbor(-1).dep_ in {"compound", "amod"}
    ):
        first = first.nbor(-1)
    return str(token.doc[first.i : token.i + 1].text)


def _follows_article(token: "Token", name: str) -> bool:
    """Whether a capitalised article stands before a proper name (`The Hague`)."""
    first = token.i - len(name.split()) + 1
    return first > 0 and token.doc[first - 1].text == "The"


def _of_record(name: str) -> Place | None:
    record = place_named(name)
    return _from_record(record) if record is not None else None


def _from_record(record: NamedPlace) -> Place:
    return Place(name=record.name, country=record.country, lat=record.lat, lon=record.lon, geonames=record.geonames)
