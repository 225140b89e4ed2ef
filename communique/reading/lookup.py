"""What a name resolves to when it stands alone, and why, or why it stays open: the reference as a person may ask it.

The same tables and rules as in reading: one candidate resolves; of several the words around a name would decide, and
without any they stay open unless the reference says what holds then.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from communique.reading.names import find_names, find_titles, senses_of
from communique.reference.cities import cities_named
from communique.reference.offices import titles
from communique.reference.organisations import organisations
from communique.reference.people import PersonRecord, Tenure, holders_of, named, surnamed
from communique.reference.places import place_named
from communique.reference.states import Ambiguity, states
from communique.schema import OfficeKind

# Cities of one name that are listed.
MOST_CITIES = 5


@dataclass(frozen=True)
class Candidate:
    """One thing a name may mean, and why it may."""

    kind: str
    id: str
    name: str
    why: str
    country: str | None = None
    office: str | None = None
    members: tuple[str, ...] = ()
    wikidata: str | None = None
    geonames: int | None = None


@dataclass(frozen=True)
class Lookup:
    """The answer: what the words resolve to, or None, the reason, and all they may mean."""

    words: str
    date: dt.date | None
    resolved: Candidate | None
    reason: str
    candidates: tuple[Candidate, ...]


def lookup(words: str, day: dt.date | None = None) -> Lookup:
    """What words mean on a day; without a day, offices of all times count."""
    words = " ".join(words.split())
    candidates = tuple(dict.fromkeys(_candidates(words, day)))
    chosen, reason = _choose(words, day, candidates)
    return Lookup(words, day, chosen, reason, candidates)


def _candidates(words: str, day: dt.date | None) -> Iterator[Candidate]:
    yield from _names(words, day)
    yield from _titles(words)
    yield from _holders(words, day)
    yield from _people(words, day)
    yield from _cities(words)


def _choose(words: str, day: dt.date | None, found: tuple[Candidate, ...]) -> tuple[Candidate | None, str]:
    """The one candidate that counts, with the reason; a name the reference lists goes before persons and cities."""
    if not found:
        return None, "no entry of the reference has this name"
    listed = [c for c in found if c.kind in {"state", "organisation", "place"}]
    if listed:
        return _choose_listed(words, listed)
    for kind in ("group", "office", "person"):
        of_kind = [c for c in found if c.kind == kind]
        if len({c.id for c in of_kind}) == 1:
            return of_kind[0], of_kind[0].why
        if of_kind:
            when = f"on {day}" if day else "at one time or another (give a date)"
            return None, f"{len({c.id for c in of_kind})} of this name: each held the office or the name {when}"
    cities = [c for c in found if c.kind == "city"]
    reason = (
        "the only city of this name"
        if len(cities) == 1
        else "the largest city of this name; a state named beside it decides otherwise"
    )
    return cities[0], reason


def _choose_listed(words: str, listed: list[Candidate]) -> tuple[Candidate | None, str]:
    """What reading makes of the name alone, without words around it that speak for one sense."""
    bare = words.removeprefix("the ").removeprefix("The ")
    read = next((n for n in find_names(bare) if (n.start, n.end) == (0, len(bare))), None)
    doubts = "; ".join(dict.fromkeys(d.reason for d in _doubts(bare)))
    if read is None:
        deciding = sorted({word for d in _doubts(bare) for word in d.keep_if})
        return None, f"the words around it decide ({', '.join(deciding[:8])}): {doubts or 'several share the name'}"
    chosen = next(c for c in listed if c.id in read.ids)
    return chosen, chosen.why + (f"; read so unless the words around it speak against it ({doubts})" if doubts else "")


def _doubts(bare: str) -> list[Ambiguity]:
    return list(dict.fromkeys(s.doubt for s in senses_of(bare) if s.doubt is not None))


_WHY = {
    "state": "a name of the state", "demonym": "the adjective of the state", "people": "the people of the state",
    "stand_in": "a capital or seat that stands for the government", "organisation": "a name of the organisation",
    "place": "a place of the reference",
}  # fmt: skip


def _names(words: str, day: dt.date | None) -> Iterator[Candidate]:
    for sense in senses_of(words.removeprefix("the ").removeprefix("The ")):
        if sense.kind == "organisation":
            body = organisations()[sense.id]
            members = tuple(m.state for m in body.members if m.holds(day))
            yield Candidate(
                "organisation", body.id, body.name, _WHY[sense.kind], body.country, None, members, body.wikidata
            )
        elif sense.kind == "place":
            place = place_named(sense.id)
            if place is not None:
                yield Candidate(
                    "place",
                    place.name,
                    place.name,
                    f"{_WHY['place']} ({place.kind})",
                    place.country,
                    geonames=place.geonames,
                )
        else:
            state = states()[sense.id]
            yield Candidate("state", state.code, state.name, _WHY[sense.kind], state.code, wikidata=state.wikidata)


def _titles(words: str) -> Iterator[Candidate]:
    title = titles().get(words.lower())
    if title is not None:
        of = f", a title of {', '.join(title.countries)}" if title.countries else ""
        yield Candidate("office", title.words, title.words, f"a title of the kind {title.kind}{of}", office=title.kind)


def _holders(words: str, day: dt.date | None) -> Iterator[Candidate]:
    """`French foreign minister`, `G7 foreign ministers`, `Foreign Minister X`: a title with its owner or a name beside it."""
    match = next((m for m in find_titles(words)), None)
    if match is None or match.end - match.start == len(words):
        return
    owner = next((n for n in find_names(words) if n.kind != "place" and not match.start <= n.start < match.end), None)
    rest = words[match.end :].strip() if owner is None or owner.start < match.start else ""
    if rest:
        vague = match.title.kind in {"other", "minister"}
        yield from (c for c in _people(rest, day) if vague or c.office is None or match.title.kind in c.office)
    elif owner is not None:
        body = organisations().get(owner.ids[0])
        members = tuple(m.state for m in body.members if m.holds(day)) if body is not None else owner.ids
        if body is not None and words[match.start : match.end].endswith("s"):
            why = f"the office-holders of the {len(members)} members of {body.id}" + (f" on {day}" if day else "")
            yield Candidate("group", body.id, words, why, members=members)
        elif day is not None and body is None:
            yield from (
                _person(r, _held(r, match.title.kind, day), day)
                for r in holders_of(owner.ids[0], match.title.kind, day)
            )


def _held(record: PersonRecord, kind: OfficeKind, day: dt.date) -> tuple[Tenure, ...]:
    return tuple(tenure for tenure in record.held(day) if tenure.kind == kind)


def _people(words: str, day: dt.date | None) -> Iterator[Candidate]:
    records = named(words) or (surnamed(words) if len(words.split()) == 1 else ())
    by_full_name = bool(named(words))
    for record in records:
        held = record.held(day) if day is not None else record.offices
        if held or by_full_name:
            yield _person(record, held, day)


def _person(record: PersonRecord, held: tuple[Tenure, ...], day: dt.date | None) -> Candidate:
    """A person with the offices held on the day, else all."""
    offices = "; ".join(
        f"{t.title} ({t.kind}, {t.country or t.organisation}, {t.start or '?'} to {t.end or 'now'})" for t in held
    )
    when = f"on {day}" if day is not None else "in all"
    why = f"a name or spelling of this person; offices {when}: {offices or 'none known'}"
    return Candidate("person", record.id, record.name, why, record.country, offices or None, wikidata=record.wikidata)


def _cities(words: str) -> Iterator[Candidate]:
    for city in sorted(cities_named(words), key=lambda c: -c.population)[:MOST_CITIES]:
        why = f"a city of {city.population:,} inhabitants at {city.lat}, {city.lon}"
        yield Candidate("city", str(city.geonames), city.name, why, city.country, geonames=city.geonames)
