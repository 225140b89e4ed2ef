"""Places: what a phrase after `in` or `at` names, with country and coordinates where it resolves.

Names come from the reference (regions, seas, buildings, capitals) and from the table of the world's larger cities.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from communique.reading.cast import Entry, Key
from communique.reading.clauses import conjuncts, prepositions
from communique.reading.sentences import Sentence
from communique.reference.cities import City, cities_named
from communique.reference.places import NamedPlace, places
from communique.reference.states import states
from communique.schema import Place

if TYPE_CHECKING:
    from spacy.tokens import Token


SETTLEMENTS = frozenset("city town port resort village capital suburb island region province".split())


@lru_cache(maxsize=1)
def _named_places() -> dict[str, NamedPlace]:
    return {place.name: place for place in places()}


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
                return _from_record(_named_places()[entry.ids[0]])
            if entry.kind in {"state", "stand_in"}:
                words = sentence.span.doc.char_span(
                    entry.start - sentence.offset, entry.end - sentence.offset, alignment_mode="expand"
                )
                name = words.text if words is not None else states()[entry.ids[0]].name
                if words is not None and words.start and words.doc[words.start - 1].text == "The":
                    name = f"The {name}"
                return self.by_name(name, prefer=entry.ids[0]) or Place(name=name, country=entry.ids[0])
            if entry.kind == "organisation":
                return self.by_name(token.text)  # `in Brussels`: the seat that stands for an organisation
            if entry.kind in {"person", "demonym"}:
                return None
        if token.lower_ in SETTLEMENTS:
            named = [obj for prep, obj in prepositions(token) if prep == "of"]
            return self._of_token(sentence, named[0]) if named else self._capital_of(sentence, token)
        if token.pos_ != "PROPN":
            return self._capital_of(sentence, token)
        name = _proper_name(token)
        return (self.by_name(f"The {name}") if _follows_article(token, name) else None) or self.by_name(name)

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
        return Place(name=name, country=city.country, lat=city.lat, lon=city.lon, geonames=city.geonames)


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


def _from_record(record: NamedPlace) -> Place:
    return Place(name=record.name, country=record.country, lat=record.lat, lon=record.lon, geonames=record.geonames)
