"""A reading as a person reads it in a terminal: a heading, then what it says by kind, each item with its quote.

Everything that comes from a document is printed as one line of printable characters, never as Rich markup.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.text import Text

from communique.outlets.plain import one_line
from communique.schema import (
    Actor,
    Agreement,
    Attendee,
    Date,
    Event,
    Evidence,
    Meeting,
    Office,
    Place,
    Position,
    Reading,
    Series,
)

WIDEST = 80
NARROWEST = 24
STEP = 2
QUOTE_LINES = 2
MARGIN = 16  # of a quote's lines, for quotation marks, … and ragged ends
DOT = " · "
COLOURS = {"Meetings": "cyan", "Agreements": "yellow", "Positions": "magenta", "Events": "red", "Persons": "blue"}

Names = Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One item: what it is (bold), what else stands on its line, further lines, its quotes and the words to keep of them."""

    lead: str
    rest: Sequence[str | None] = ()
    details: Sequence[str | None] = ()
    evidence: Sequence[Evidence] = ()
    focus: str = ""


def console_for(file: TextIO) -> Console:
    """A console never wider than 80 columns, which takes text as it stands."""
    console = Console(file=file, markup=False, emoji=False, highlight=False)
    console.width = max(NARROWEST, min(WIDEST, console.width)) if console.is_terminal else WIDEST
    return console


def print_reading(reading: Reading, console: Console) -> None:
    """The summary of one reading, with an empty line after it."""
    for line in summary(reading):
        for part in _wrapped(line, console):
            console.print(part, no_wrap=True, overflow="ellipsis", crop=True)
    console.print()


def summary(reading: Reading) -> Iterator[tuple[int, Text]]:
    """The lines of the summary, each with its depth; they are not wrapped yet."""
    names = {actor.id: one_line(actor.name) for actor in reading.actors}
    persons = [actor for actor in reading.actors if actor.kind == "person"]
    others = [actor for actor in reading.actors if actor.kind != "person"]
    yield from _heading(reading)
    yield from _section("Meetings", (_meeting(item, names) for item in reading.meetings))
    yield from _section("Agreements", (_agreement(item, names) for item in reading.agreements))
    yield from _section("Positions", (_position(item, names) for item in reading.positions))
    yield from _section("Events", (_event(item, names) for item in reading.events))
    yield from _section("Persons", (_person(actor, names) for actor in persons))
    if others:
        yield 0, Text.assemble(("Also named  ", "bold"), ", ".join(dict.fromkeys(names[actor.id] for actor in others)))
    for page in reading.document.page_lists:
        count = f"{len(page.items)} {page.kind}"
        yield 0, Text.assemble(("Page list  ", "bold"), one_line(page.name), (f"{DOT}{count}", "dim"))
    if not any((reading.meetings, reading.agreements, reading.positions, reading.events)):
        yield 0, Text("No meeting, agreement, position or event was read from it.", style="italic")


# -- the parts -----------------------------------------------------------------------------------------------------------


def _heading(reading: Reading) -> Iterator[tuple[int, Text]]:
    document = reading.document
    known = (document.agency or document.outlet, document.published, document.dateline_place, document.language)
    yield 0, Text(one_line(document.title or "(no title)"), style="bold")
    for line in filter(None, (_joined(known), document.source)):
        yield 0, Text(one_line(line), style="dim")


def _section(kind: str, items: Iterable[Item]) -> Iterator[tuple[int, Text]]:
    found = list(items)
    if found:
        yield 0, Text(f"{kind} ({len(found)})", style=f"bold {COLOURS[kind]}")
    for item in found:
        yield 1, Text.assemble((one_line(item.lead), f"bold {COLOURS[kind]}"), _joined(["", *item.rest], always=True))
        for detail in filter(None, item.details):
            yield 2, Text(one_line(detail))
        for evidence in item.evidence[:1]:
            yield 2, _quote(evidence, item.focus, len(item.evidence) - 1)


def _meeting(item: Meeting, names: Names) -> Item:
    series = item.series or Series()
    ordinal = f"{_ordinal(series.ordinal)} " if series.ordinal else ""
    mode = item.mode.replace("_", " ") if item.mode else None
    return Item(
        f"{ordinal}{item.format}",
        (_parties(item.parties, names), item.level, _date(item.date), _place(item.place), mode, _status(item.status)),
        (
            _labelled("series", series.name),
            _labelled("previous", _date(series.previous_date)),
            _labelled("next", _date(series.next_date)),
            *_attendees(item.attendees, names),
            _labelled("on", _joined((topic.quote for topic in item.topics), "; ")),
        ),
        item.evidence,
    )


def _agreement(item: Agreement, names: Names) -> Item:
    stage = item.stage.replace("_", " ") if item.stage else "mentioned"
    earlier = [f"{at.stage.replace('_', ' ')} {_date(at.date) or 'undated'}" for at in item.stages]
    return Item(
        item.name or item.kind,
        (_parties(item.parties, names), stage, _date(item.stage_date)),
        (
            item.name and f"kind: {item.kind}",
            item.purpose and f"purpose: {item.purpose}",
            (len(earlier) > 1 and f"stages: {', '.join(earlier)}") or None,
        ),
        item.evidence,
        item.name or "",
    )


def _position(item: Position, names: Names) -> Item:
    how = _joined(["repeated" if item.repeated else None, "strong" if item.strength == "strong" else None], ", ")
    stance = item.stance.replace("_", " ") + (f" ({how})" if how else "")
    about = [
        names.get(one.actor, one.actor) + (f" (implied: {one.hedge or 'no hedge'})" if one.implied else "")
        for one in item.about
    ]
    return Item(
        stance,
        (_parties(item.holders, names), item.instrument, _date(item.date), _status(item.status)),
        (f"topic: {item.topic}", (about and f"about: {', '.join(about)}") or None),
        item.evidence,
        item.topic,
    )


def _event(item: Event, names: Names) -> Item:
    arrow = " ↔ " if item.reciprocal else " → "
    sides = _joined([_parties(item.actors, names), _parties(item.recipients, names)], arrow)
    said_by = _parties(item.attributed_to, names)
    return Item(
        _joined([item.event_type, item.mode], "/"),
        (
            sides, _date(item.date), _place(item.place), _status(item.status),
            f"CAMEO {item.cameo}" if item.cameo else None, f"according to {said_by}" if said_by else None,
        ),
        (),
        item.evidence,
    )  # fmt: skip


def _person(actor: Actor, names: Names) -> Item:
    telling = [mention for mention in actor.mentions if mention.quote != actor.name]
    return Item(actor.name, (_office(actor.office, names) if actor.office else None,), (), telling)


# -- the words -----------------------------------------------------------------------------------------------------------


def _joined(parts: Iterable[str | None], mark: str = DOT, *, always: bool = False) -> str:
    """The known parts with a mark between them; `always` keeps the mark before the first as well."""
    known = [one_line(part) for part in parts if part]
    return "".join(f"{mark}{part}" for part in known) if always else mark.join(known)


def _parties(ids: Sequence[str], names: Names) -> str:
    return ", ".join(names.get(one, one) for one in ids)


def _attendees(attendees: Sequence[Attendee], names: Names) -> Iterator[str]:
    """A line a country, its people in the report's order."""
    sides: dict[str | None, list[str]] = {}
    for person in attendees:
        title = f"{person.office.title} " if person.office else ""
        sides.setdefault(person.country, []).append(f"{title}{person.name}")
    for country, people in sides.items():
        yield f"{names.get(country, country) if country else 'others'}: {', '.join(people)}"


def _office(office: Office, names: Names) -> str:
    title = f"acting {office.title}" if office.acting else office.title
    country = names.get(office.country, office.country) if office.country else None
    return _joined([title, country and (f"{country} (inferred)" if office.inferred else country)], ", ")


def _labelled(label: str, value: str | None) -> str | None:
    return f"{label}: {value}" if value else None


def _place(place: Place | None) -> str | None:
    return place.name if place else None


def _date(date: Date | None) -> str | None:
    if date is None:
        return None
    return f"{date.edtf} “{date.said.quote}”" if date.said and date.said.quote != date.edtf else date.edtf


def _status(status: str) -> str | None:
    return None if status == "actual" else status


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _quote(evidence: Evidence, focus: str, more: int) -> Text:
    note = f" (+{more} more)" if more > 0 else ""
    room = QUOTE_LINES * (WIDEST - 3 * STEP) - MARGIN - len(note)
    return Text(f"“{shortened(one_line(evidence.quote), one_line(focus), room)}”{note}", style="dim italic")


def shortened(quote: str, focus: str, room: int) -> str:
    """The quote cut to `room` characters around the words in focus, at the ends of words, with … where it was cut."""
    if len(quote) <= room:
        return quote
    at = max(0, quote.casefold().find(focus.casefold()))
    lead = max(0, room - len(focus)) // 2
    start = min(max(0, at - lead), len(quote) - room) if at + len(focus) > room else 0
    if start:
        start = quote.find(" ", start, at + 1) + 1 or start
    end = min(len(quote), start + room)
    if end < len(quote):
        gap = quote.rfind(" ", start + room // 2, end + 1)
        end = gap if gap > 0 else end
    return ("… " if start else "") + quote[start:end].strip() + (" …" if end < len(quote) else "")


def _wrapped(line: tuple[int, Text], console: Console) -> Iterator[Text]:
    """A line broken to the console's width; what runs on stands one step further in."""
    depth, text = line
    indent = depth * STEP
    for number, part in enumerate(text.wrap(console, console.width - indent - STEP, overflow="fold")):
        part.rstrip()
        yield Text(" " * (indent + (STEP if number else 0))) + part
