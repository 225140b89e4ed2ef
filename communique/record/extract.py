"""From a reading to its reports: what linking compares of each item, beside the item as it was read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from communique.record import link_agreements, link_events, link_meetings, link_positions
from communique.record.official import is_official
from communique.record.people import by_country
from communique.record.report import Report, ordinal_day, short_hash, span_of, states_of
from communique.record.wording import content_words, kind_words, plain, state_words, stem, surname
from communique.schema import Agreement, Attendee, Event, Evidence, Meeting, Place, Position, Reading

# Offices that one person holds at a time.
SINGLE = frozenset(
    {
        "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister", "trade_minister",
        "national_security_adviser", "secretary_general",
    }
)  # fmt: skip
_AMENDING = re.compile(
    r"\b(?:amend\w*|supplement\w*|additional protocol|protocol (?:to|on)|side letter)\b", re.IGNORECASE
)
_PROTOCOL = re.compile(
    r"\b(?:protocol|agreement|treaty|annex|accord)\s+(?:amending|modifying|supplementing|to amend|to modify)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:first|second|third|fourth|fifth|phase \w+|(?:19|20)\d\d|I{1,3}|IV|V|start \w+)\b(?! (?:time|of all))",
    re.IGNORECASE,
)
_INSTRUMENTS = frozenset(
    stem(word)
    for word in """agreement agreements treaty treaties accord accords pact pacts deal deals protocol protocols convention
    memorandum understanding arrangement framework plan charter draft final bilateral mutual joint amending""".split()
)
FIRST_QUOTES = 3
_MARGINS = re.compile(r"\b(?:margins?|sidelines?|fringes?|edges?) of\b|\balongside\b")
NEAR_MARGINS = 120  # characters
NEAR_OCCASION = 2500


@dataclass(frozen=True, slots=True)
class Read:
    """A report with what the reading said: the item as JSON and where its first quote stands."""

    report: Report
    body: str
    start: int
    end: int


@dataclass(frozen=True)
class _Source:
    """What all reports of a document share."""

    document: str
    official: bool
    published: int | None
    states: Mapping[str, str]

    def sides(self, actors: Iterable[str]) -> frozenset[str]:
        """Actors as the states they belong to, persons by their office."""
        return states_of(self.states.get(actor, actor) for actor in actors)


def reports_of(reading: Reading) -> list[Read]:
    """The reports of a reading, in a fixed order whatever the reading's."""
    source = _source(reading)
    meetings = [_beside(meeting) for meeting in reading.meetings]
    found = [
        *(_read(item, _meeting(item, source)) for item in meetings),
        *(_read(item, _agreement(item, source)) for item in reading.agreements),
        *(_read(item, _position(item, source)) for item in reading.positions),
        *(
            _read(item, _event(item, source, _people_at(item, meetings), _occasion(item, meetings)))
            for item in reading.events
        ),
    ]
    return list(_keyed(found))


def _beside(meeting: Meeting) -> Meeting:
    """A meeting on the margins of a summit is none of the summit's series, nor a summit for that."""
    series = meeting.series
    said = plain(" ".join(_quotes(meeting.evidence)))
    beside = _MARGINS.search(said)
    if not beside or not series or not series.name:
        return meeting
    after = content_words([said[beside.end() : beside.end() + NEAR_MARGINS]])
    if not content_words([series.name]) & after and plain(series.name).split()[0] not in said[beside.end() :].split():
        return meeting
    own: dict[str, Any] = {"series": None}
    if meeting.format in link_meetings.GREAT:
        own["format"] = "talks"
    return meeting.model_copy(update=own)


def _source(reading: Reading) -> _Source:
    document = reading.document
    persons = {
        actor.id: actor.office.country if actor.office and actor.office.country else actor.country
        for actor in reading.actors
        if actor.kind == "person"
    }
    known = {actor: country for actor, country in persons.items() if country}
    return _Source(document.id, is_official(document), ordinal_day(document.published), known)


def _read(item: Meeting | Agreement | Position | Event, report: Report) -> Read:
    first = item.evidence[0] if item.evidence else Evidence(start=0, end=0, quote="")
    return Read(report, item.model_dump_json(exclude_defaults=True), first.start, first.end)


def _keyed(found: list[Read]) -> Iterator[Read]:
    """Each report with its key: made of the document and what was said where, so that it outlives a new reading."""
    seen: Counter[str] = Counter()
    for read in sorted(found, key=lambda read: (read.report.key, read.body)):
        report = read.report
        digest = short_hash(report.document, report.key, length=14)
        seen[digest] += 1
        again = f"-{seen[digest]}" if seen[digest] > 1 else ""
        yield replace(read, report=replace(report, key=f"{report.kind[0]}-{digest}{again}"))


def _place(place: Place | None) -> tuple[str | None, str | None]:
    return (plain(place.name), place.country) if place else (None, None)


def _quotes(evidence: Iterable[Evidence]) -> list[str]:
    return [one.quote for one in evidence][:FIRST_QUOTES]


def _meeting(item: Meeting, source: _Source) -> Report:
    place, country = _place(item.place)
    series = item.series
    extra = {
        "level": item.level,
        "series": plain(series.name) if series and series.name else None,
        "ordinal": series.ordinal if series else None,
        "offices": _offices(item.attendees),
        "people": by_country(item.attendees),
        "beside": bool(_MARGINS.search(plain(" ".join(_quotes(item.evidence))))),
    }
    return Report(
        key=_said("meeting", item.evidence, item.format),
        kind=link_meetings.KIND,
        document=source.document, official=source.official, published=source.published,
        sides=source.sides(item.parties),
        span=span_of(item.date, item.status, source.published, link_meetings.AHEAD),
        status=item.status, type=item.format, mode=item.mode,
        names=frozenset(surname(person.name) for person in item.attendees),
        place=place, country=country,
        words=content_words(topic.quote for topic in item.topics) - state_words(),
        extra={key: value for key, value in extra.items() if value},
    )  # fmt: skip


def _offices(attendees: Iterable[Attendee]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for person in attendees:
        country = person.country or (person.office and person.office.country)
        if person.office and country and person.office.kind in SINGLE and not person.office.acting:
            found.setdefault(f"{country}:{person.office.kind}", set()).add(surname(person.name))
    return {office: sorted(names) for office, names in sorted(found.items())}


def _agreement(item: Agreement, source: _Source) -> Report:
    name = item.name or ""
    stages = [*item.stages] or []
    days = {
        at.stage: at.date.start.toordinal() for at in stages if at.date and at.date.start and at.date.precision == "day"
    }
    if item.stage and item.stage_date and item.stage_date.start and item.stage_date.precision == "day":
        days.setdefault(item.stage, item.stage_date.start.toordinal())
    told = {at.stage for at in stages} | ({item.stage} if item.stage else set())
    extra = {
        "stages": sorted(told),
        "days": dict(sorted(days.items())),
        "amending": item.kind == "amendment" or bool(_AMENDING.search(name)) or _amends(item),
        "numbers": sorted({number.casefold() for number in _NUMBER.findall(name)}),
        "proper": proper_name(name),
    }
    return Report(
        key=_said("agreement", item.evidence, item.kind, name),
        kind=link_agreements.KIND,
        document=source.document, official=source.official, published=source.published,
        sides=source.sides(item.parties),
        type=item.kind,
        names=content_words([name]) - _INSTRUMENTS - state_words(),
        words=content_words([*_quotes(item.evidence), item.purpose or ""]) - _INSTRUMENTS - state_words(),
        extra={key: value for key, value in extra.items() if value},
    )  # fmt: skip


def _amends(item: Agreement) -> bool:
    """Whether the words that tell of it call it what amends another."""
    return any(_PROTOCOL.search(one.quote) for one in item.evidence[:1])


def proper_name(name: str) -> str | None:
    """What a name has of its own: an acronym, or two capitalised words that are no state's and no kind's; else one such word."""
    acronyms = re.findall(r"\b[A-Z]{4,}\b", name)
    if acronyms:
        return f"2:{min(acronyms)}"
    own = (
        {stem(plain(word)) for word in re.findall(r"\b[A-Z][a-z]{2,}", name)}
        - state_words()
        - _INSTRUMENTS
        - kind_words()
    )
    return f"{min(len(own), 2)}:{'-'.join(sorted(own))}" if own else None


def _position(item: Position, source: _Source) -> Report:
    holders = source.sides(item.holders)
    topic = item.topic_key or "-".join(sorted(content_words([item.topic]))[:6])
    extra = {"thread": f"{'+'.join(sorted(holders))}|{topic}" if topic else None, "instrument": item.instrument}
    return Report(
        key=_said("position", item.evidence, item.stance, item.topic),
        kind=link_positions.KIND,
        document=source.document, official=source.official, published=source.published,
        sides=holders,
        targets=source.sides(about.actor for about in item.about),
        span=span_of(item.date, item.status, source.published, link_positions.AHEAD),
        status=item.status, type=item.stance,
        words=content_words([item.topic]),
        extra={key: value for key, value in extra.items() if value},
    )  # fmt: skip


def _people_at(event: Event, meetings: Iterable[Meeting]) -> list[Attendee]:
    """The people of the meeting that the words of an event tell of: of a country those the words name, where they name any."""
    if event.event_type != "CONSULT" or not event.evidence:
        return []
    told = event.evidence[0]
    there = [
        person
        for meeting in meetings
        if any(one.start < told.end and told.start < one.end for one in meeting.evidence)
        for person in meeting.attendees
    ]
    words = set(re.split(r"[^\w-]+", plain(told.quote)))
    named = [person for person in there if surname(person.name) in words]
    countries = {person.country for person in named}
    return [person for person in there if person in named or person.country not in countries]


def _occasion(event: Event, meetings: Iterable[Meeting]) -> Meeting | None:
    """The meeting a statement was made at: the last that was told shortly before it."""
    if event.event_type not in link_events.SAID or not event.evidence:
        return None
    at = event.evidence[0].start
    told = [
        m for m in meetings if m.evidence and m.status == "actual" and 0 <= at - m.evidence[0].start <= NEAR_OCCASION
    ]
    return max(told, key=lambda m: m.evidence[0].start, default=None)


def _event(item: Event, source: _Source, people: list[Attendee], occasion: Meeting | None) -> Report:
    place, country = _place(item.place)
    extra: dict[str, Any] = {"cameo": item.cameo, "people": by_country(people)}
    if occasion and occasion.date and occasion.date.start and occasion.date.precision == "day":
        extra["met"] = occasion.date.start.toordinal()
    if occasion:
        extra["with"] = sorted(source.sides(occasion.parties))
        extra["heard"] = by_country(occasion.attendees)
    return Report(
        key=_said("event", item.evidence, item.event_type, *item.actors, *item.recipients),
        kind=link_events.KIND,
        document=source.document, official=source.official, published=source.published,
        sides=source.sides(item.actors), targets=source.sides(item.recipients),
        span=span_of(item.date, item.status, source.published, link_events.AHEAD),
        status=item.status, type=item.event_type, mode=item.mode, place=place, country=country,
        words=content_words(_quotes(item.evidence)) - state_words(),
        names=frozenset(surname(person.name) for person in people),
        extra={key: value for key, value in extra.items() if value},
    )  # fmt: skip


def _said(kind: str, evidence: Iterable[Evidence], *parts: str) -> str:
    return "\x1f".join((kind, *parts, *(one.quote for one in evidence)))
