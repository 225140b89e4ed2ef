"""A reading as a person reads it in a terminal: a heading, then what it says by kind, each with its quote.

Everything that comes from a document is one line of printable characters and never Rich markup.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from communique.outlets.plain import one_line
from communique.schema import Actor, Agreement, Attendee, Date, Event, Evidence, Meeting, Office, PageList, Position, Reading

WIDEST = 80
INDENT = 2
QUOTE_LINES = 2
COLOURS = {"meetings": "cyan", "agreements": "yellow", "positions": "magenta", "events": "red", "persons": "blue"}
DOT = " · "

Names = Mapping[str, str]


def console_for(file: TextIO) -> Console:
    """A console that is never wider than 80 columns and takes the document's text as it stands."""
    console = Console(file=file, markup=False, emoji=False, highlight=False, soft_wrap=False)
    width = min(WIDEST, console.width) if console.is_terminal else WIDEST
    console.width = max(width, 2 * INDENT + 16)
    return console


def print_reading(reading: Reading, console: Console) -> None:
    """The summary of one reading, with an empty line after it."""
    for line in _summary(reading, console.width):
        console.print(line)
    console.print()


def _summary(reading: Reading, width: int) -> Iterator[Padding | Text]:
    names = {actor.id: one_line(actor.name) for actor in reading.actors}
    yield from _heading(reading)
    yield from _section("meetings", reading.meetings, lambda item: _meeting(item, names), width)
    yield from _section("agreements", reading.agreements, lambda item: _agreement(item, names), width)
    yield from _section("positions", reading.positions, lambda item: _position(item, names), width)
    yield from _section("events", reading.events, lambda item: _event(item, names), width)
    yield from _persons(reading.actors, names)
    yield from _page_lists(reading.document.page_lists)
    if not (reading.meetings or reading.agreements or reading.positions or reading.events):
        yield _line(1, ("No meeting, agreement, position or event was read from it.", "italic"))


# -- lines ---------------------------------------------------------------------------------------------------------------


def _line(level: int, *parts: str | tuple[str, str]) -> Padding:
    """A line `level` steps in; what does not fit goes on below, one step further in."""
    text = Text.assemble(*parts)
    return Padding(text, (0, 0, 0, level * INDENT))


def _joined(parts: Sequence[str | None], mark: str = DOT) -> str:
    return mark.join(part for part in parts if part)


def _title(kind: str, count: int) -> Text:
    return Text(f"{kind.capitalize()} ({count})", style=f"bold {COLOURS.get(kind, '')}".strip())


class Item:
    """One item of a section: its headline, further lines, and the quote with the words it turns on."""

    def __init__(self, headline: Sequence[str | tuple[str, str]], details: Sequence[str], evidence: Sequence[Evidence], focus: str = "") -> None:
        self.headline = headline
        self.details = [detail for detail in details if detail]
        self.evidence = evidence
        self.focus = focus
