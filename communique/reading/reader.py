"""Reads one document: the stages in order. This is the file to open first.

sentences -> cast (names, persons, groups) -> dates -> places -> meetings -> agreements -> positions -> events
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from communique.reading.actors import find_cast, list_actors
from communique.reading.agreements import find_agreements
from communique.reading.coder import Coder, coder
from communique.reading.dates import find_dates
from communique.reading.events import find_events
from communique.reading.meetings import find_meetings
from communique.reading.places import PlaceFinder
from communique.reading.positions import find_positions
from communique.reading.scene import Scene
from communique.reading.sentences import Parsed, parse_many, report_day
from communique.schema import Agreement, Date, Document, Meeting, Reader, Reading

LANGUAGE = "en"


def read_documents(
    documents: Iterable[Document], failed: Callable[[Document, Exception], None] | None = None
) -> Iterator[Reading]:
    """The reading of each document, in order; one in another language than English is handed back unread.

    A fault of ours in one document goes to `failed` where that is given, and the rest go on; else it is raised.
    """
    for parsed in parse_many(documents, is_read):
        try:
            reading = read_parsed(parsed)
        except Exception as fault:
            if failed is None:
                raise
            failed(parsed.document, fault)
        else:
            yield reading


def is_read(document: Document) -> bool:
    """Whether a document's language is read; a text too short to tell is."""
    return document.language in {LANGUAGE, None}


def read_parsed(parsed: Parsed) -> Reading:
    """One document through all stages."""
    if not parsed.sentences:
        return Reading(document=parsed.document, reader=reader())
    scene = set_scene(parsed)
    meetings = find_meetings(scene)
    day, partners = main_meeting(meetings)
    agreements = read_agreements(scene, meetings)
    positions = find_positions(scene, day, partners)
    events = find_events(scene, meetings, day, partners, agreements, event_coder())
    used = [
        *(party for meeting in meetings for party in meeting.parties),
        *(party for agreement in agreements for party in agreement.parties),
        *(actor for position in positions for actor in (*position.holders, *(about.actor for about in position.about))),
        *(actor for event in events for actor in (*event.actors, *event.recipients, *event.attributed_to)),
    ]
    return Reading(
        document=parsed.document, actors=list_actors(parsed, scene.cast, list(dict.fromkeys(used))), meetings=meetings,
        agreements=agreements, positions=positions, events=events, reader=reader(),
    )  # fmt: skip


def main_meeting(meetings: Sequence[Meeting]) -> tuple[Date | None, tuple[str, ...]]:
    """Date and parties of the meeting a report is about: the actual one with most said of it, the first of equals."""
    actual = [meeting for meeting in meetings if meeting.status == "actual" and len(meeting.parties) > 1]
    if not actual:
        return None, ()
    main = max(actual, key=lambda meeting: (meeting.date is not None, len(meeting.evidence), -actual.index(meeting)))
    return main.date, tuple(main.parties)


def read_agreements(scene: Scene, meetings: Sequence[Meeting]) -> list[Agreement]:
    """The agreements of a report, dated where it says no day by its meeting, else by its own day."""
    day, partners = main_meeting(meetings)
    return find_agreements(scene, _signing_day(meetings, partners, scene.anchor) or day, partners, _report_date(scene))


# A meeting that ended longer before the report is no longer its news.
NEWS_DAYS = 14


def _signing_day(meetings: Sequence[Meeting], partners: tuple[str, ...], anchor: dt.date | None) -> Date | None:
    """When the partners met: the meeting the report brings news of with most said, on the report's day rather than a visit's days."""
    met = [
        meeting
        for meeting in meetings
        if meeting.status == "actual" and len(meeting.parties) > 1 and set(meeting.parties) <= set(partners)
    ]
    dated = [(m, m.date) for m in met if m.date is not None and _is_news(m.date, anchor)]
    best = max(dated, key=lambda pair: len(pair[0].evidence), default=None)
    if best is None:
        return None
    today = [date for _, date in dated if date.precision == "day" and date.start == anchor and _holds(best[1], date)]
    return today[0] if best[1].precision == "interval" and today else best[1]


def _report_date(scene: Scene) -> Date | None:
    day = scene.anchor
    return Date(edtf=day.isoformat(), start=day, end=day, said=None, precision="day") if day is not None else None


def _is_news(date: Date, anchor: dt.date | None) -> bool:
    return anchor is None or date.end is None or date.end >= anchor - dt.timedelta(days=NEWS_DAYS)


def _holds(days: Date, day: Date) -> bool:
    return (
        days.start is not None
        and days.end is not None
        and day.start is not None
        and days.start <= day.start <= days.end
    )


def reader() -> Reader:
    """What makes the readings: this package at its version, and the event coder's model by its hash."""
    try:
        number = version("communique")
    except PackageNotFoundError:
        number = "0"
    model = event_coder()
    return Reader(name="communique", version=number, model=model.hash if model else None)


def event_coder() -> Coder | None:
    """The trained coder, or None while the package holds none."""
    return coder() if (files("communique.reading") / "model" / "card.json").is_file() else None


def set_scene(parsed: Parsed) -> Scene:
    """Who, when and where of one document: what the later stages work with."""
    cast = find_cast(parsed)
    anchor = report_day(parsed.document)
    mentioned = frozenset(i for entries in cast.entries.values() for entry in entries for i in entry.ids)
    return Scene(parsed, cast, find_dates(parsed, anchor), PlaceFinder(cast.entries, mentioned), anchor)
