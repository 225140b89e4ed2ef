"""Holders of the main offices since 2000, with dates: who holds what on the day of a report."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from communique.errors import BadReference
from communique.reference.loader import Entry, Example, load
from communique.schema import OfficeKind

FILES = ("people_americas_europe.jsonl", "people_asia_africa_pacific.jsonl")


class Tenure(Entry):
    """An office held; dates are ISO days, months or years, `end` null while held as far as is known."""

    kind: OfficeKind
    title: str
    country: str | None = None
    organisation: str | None = None
    start: str | None
    end: str | None = None
    acting: bool = False

    def covers(self, day: dt.date) -> bool:
        """Whether the office is held on a day; a month or year known only as such counts whole."""
        iso = day.isoformat()
        return (self.start is None or self.start <= iso[: len(self.start)]) and (
            self.end is None or iso[: len(self.end)] <= self.end
        )


class PersonRecord(Entry):
    """A person with all spellings and orders of the name."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    offices: tuple[Tenure, ...]
    examples: tuple[Example, ...]

    def held(self, day: dt.date) -> tuple[Tenure, ...]:
        """Offices held on a day."""
        return tuple(tenure for tenure in self.offices if tenure.covers(day))


def fold(name: str) -> str:
    """Lower case without diacritics, apostrophes and hyphens: what spellings of one name share."""
    plain = unicodedata.normalize(
        "NFKD", name.lower().replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    )
    return re.sub(
        r"[^a-z0-9 ]", "", "".join(c for c in plain.replace("-", " ") if not unicodedata.combining(c))
    ).strip()


@lru_cache(maxsize=1)
def people() -> dict[str, PersonRecord]:
    """All persons by id; raises BadReference where two files share one."""
    found: dict[str, PersonRecord] = {}
    for name in FILES:
        for record in load(name, PersonRecord, lambda p: p.id):
            if record.id in found:
                raise BadReference(f"{name}: {record.id!r} stands in another file of people too")
            found[record.id] = record
    return found


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[PersonRecord, ...]]:
    index: dict[str, dict[str, PersonRecord]] = defaultdict(dict)
    for record in people().values():
        for name in (record.name, *record.names):
            index[fold(name)][record.id] = record
    return {name: tuple(records.values()) for name, records in index.items()}


@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[PersonRecord, ...]]:
    index: dict[str, dict[str, PersonRecord]] = defaultdict(dict)
    for record in people().values():
        for name in (record.name, *record.names):
            words = fold(name).split()
            for word in {words[0], words[-1]} if words else ():
                index[word][record.id] = record
    return {word: tuple(records.values()) for word, records in index.items()}


def named(name: str) -> tuple[PersonRecord, ...]:
    """Persons of a full name in any spelling known."""
    return _by_name().get(fold(name), ())


def surnamed(word: str) -> tuple[PersonRecord, ...]:
    """Persons one of whose names begins or ends with a word."""
    return _by_word().get(fold(word), ())


def holders_of(country: str, kind: OfficeKind, day: dt.date) -> tuple[PersonRecord, ...]:
    """The known holders of an office of a state on a day."""
    return tuple(
        record for record in _by_office().get((country, kind), ()) if any(t.kind == kind and t.country == country for t in record.held(day))
    )


@lru_cache(maxsize=1)
def _by_office() -> dict[tuple[str, OfficeKind], tuple[PersonRecord, ...]]:
    index: dict[tuple[str, OfficeKind], dict[str, PersonRecord]] = defaultdict(dict)
    for record in people().values():
        for tenure in record.offices:
            if tenure.country is not None:
                index[tenure.country, tenure.kind][record.id] = record
    return {office: tuple(records.values()) for office, records in index.items()}
