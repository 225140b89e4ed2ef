"""Recognises office-holders the reference knows: by full name, or by surname and office on the day of the report.

One candidate resolves; several stay open. What is filled in this way is marked as inferred.
"""

import datetime as dt
from collections.abc import Sequence

from communique.reading.people import Person
from communique.reference.people import PersonRecord, Tenure, fold, named, surnamed


def recognise(persons: Sequence[Person], day: dt.date | None) -> None:
    """Fills in the identity, country and office of persons who are known; nothing said in the text is changed."""
    if day is None:
        return
    for person in persons:
        record = _candidate(person, day)
        if record is None:
            continue
        person.record = record
        tenure = _tenure(person, record, day)
        if tenure is None:
            _place_by_nationality(person, record)
            continue
        if person.country is None and person.organisation is None:
            person.country, person.organisation = tenure.country, None if tenure.country else tenure.organisation
            person.inferred = True
        if person.title is None or _says_less(person, tenure):
            person.known_office = tenure


def _says_less(person: Person, tenure: Tenure) -> bool:
    """Whether a title is one word of the known office's (`Secretary` of `Secretary of State`)."""
    words = person.title.title.words if person.title is not None else ""
    vague = person.office_kind in {"other", "minister"} or tenure.organisation is not None
    return vague and words in tenure.title.lower().split()


def _place_by_nationality(person: Person, record: PersonRecord) -> None:
    """A known person without an office that day is of the state whose offices the person has held or will hold."""
    if person.title is None and person.country is None and person.organisation is None and len(person.name.split()) > 1:
        person.country, person.inferred = record.country, True


def _candidate(person: Person, day: dt.date) -> PersonRecord | None:
    """The one known person it can be."""
    pool = named(person.name)
    if not pool:
        words = fold(person.name).split()
        several = surnamed(words[-1]) if len(words) == 1 else _extended(words)
        pool = tuple(r for r in several if _holds(person, r, day))
    fitting = [r for r in pool if person.country in {None, r.country, *(o.country for o in r.offices)}]
    holding = [r for r in fitting if r.held(day)] if len(fitting) > 1 else fitting
    return holding[0] if len(holding) == 1 else None


def _extended(words: list[str]) -> tuple[PersonRecord, ...]:
    """Persons known by some of the words of a longer name (`Abdullah bin Zayed Al Nahyan`)."""
    return tuple(
        r
        for r in surnamed(words[-1])
        if any(set(fold(n).split()) <= set(words) and len(fold(n).split()) > 1 for n in (r.name, *r.names))
    )


def _holds(person: Person, record: PersonRecord, day: dt.date) -> bool:
    """Whether a known person holds the office the text gives; without an office a surname alone is not enough."""
    kind = person.office_kind
    held = record.held(day)
    return kind is not None and any(tenure.kind == kind or _says_less(person, tenure) for tenure in held)


def _tenure(person: Person, record: PersonRecord, day: dt.date) -> Tenure | None:
    held = record.held(day)
    same = [tenure for tenure in held if tenure.kind == person.office_kind or _says_less(person, tenure)]
    return next(iter(same or held), None)
