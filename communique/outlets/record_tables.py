"""What the record answers, as a person reads it in a terminal: tables at most 80 columns wide."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.outlets.plain import one_line
from communique.outlets.terminal import console_for, shortened
from communique.record import Item, Items, Page, Series, Why

MOST_PARTIES = 6
LONGEST = 160


def print_items(items: Sequence[Item], file: TextIO) -> None:
    """Items as a table, or a word that there are none."""
    console = console_for(file)
    if items:
        console.print(_table(items))
    else:
        console.print("Nothing in the record answers this.")


def print_page(page: Page, file: TextIO) -> None:
    """The page of two sides."""
    console = console_for(file)
    console.print(Text(f"{page.pair[0]} – {page.pair[1]}", style="bold"))
    sections: tuple[tuple[str, Items], ...] = (
        ("Agreements", page.agreements), ("Meetings", page.meetings), ("Positions", page.positions), ("Events", page.events),
    )  # fmt: skip
    for name, items in sections:
        if items:
            more = ", the newest" if items.cursor else ""
            console.print()
            console.print(Text(f"{name} ({len(items)}{more})", style="bold"))
            console.print(_table(items))
    if page.series:
        console.print()
        _print_series(page.series, console)
    if not any(items for _, items in sections):
        console.print("The record has nothing between them.")


def print_series(series: Sequence[Series], file: TextIO) -> None:
    """Series of meetings."""
    console = console_for(file)
    if series:
        _print_series(series, console)
    else:
        console.print("No series in the record answers this.")


def _print_series(series: Iterable[Series], console: Console) -> None:
    for one in series:
        console.print(Text(one_line(f"{one.name} · {_parties(one.parties)}"), style="bold"))
        for meeting in one.meetings:
            number = f"{meeting['ordinal']}." if meeting["ordinal"] else "–"
            place = (meeting["place"] or {}).get("name", "")
            console.print(
                Text(one_line(f"{number:>5} {meeting.day or 'undated':<10} {place} {_status(meeting)} {meeting.id}"))
            )
        if one.gaps:
            console.print(Text(f"      missing: {', '.join(map(str, one.gaps))}", style="yellow"))
        for told in one.contradictions:
            console.print(Text(one_line(f"      ! {told}"), style="red"))


def print_why(why: Why, file: TextIO) -> None:
    """What was joined, on which grounds, and what was kept apart."""
    console = console_for(file)
    item = why.item
    console.print(Text(one_line(f"{item.id}  {item.label}"), style="bold"))
    console.print(Text(one_line(f"{item.day or 'undated'} · {_parties(item.parties)} · {len(why.joined)} reports")))
    for name in item.disputed:
        value = item.values[name]
        others = "; ".join(one_line(str(other["value"])) for other in value.others)
        console.print(
            Text(one_line(f"  {name}: {value.shown} ({value.rule}); also said: {others}")[:LONGEST], style="yellow")
        )
    for one in why.joined:
        how = "leads" if one.leads else f"{one.points} points: {'; '.join(one.grounds)}"
        console.print()
        console.print(Text(one_line(f"{one.report}  {one.document['title'] or one.document['source']}")))
        console.print(
            Text(one_line(f"  {(one.document['published'] or 'undated')[:10]} {one.document['source']}"), style="dim")
        )
        console.print(Text(f"  {one_line(how)}"))
        for quote in one.quotes[:1]:
            console.print(Text(f"  “{shortened(one_line(quote), '', LONGEST)}”", style="dim italic"))
    if why.apart:
        console.print()
        console.print(Text("Kept apart", style="bold"))
    for identifier, reason in why.apart:
        console.print(Text(f"  {identifier}  {one_line(reason)}"))
    for review in item.reviews:
        told = f"  {review['at']} {review['who']}: {review['verdict']} {review['field']}: {review['why']}"
        console.print(Text(one_line(told), style="green"))


def _table(items: Iterable[Item]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, expand=False, padding=(0, 1, 0, 0))
    for width in (10, None, 16, 3, 18):
        table.add_column(width=width, overflow="fold")
    for item in items:
        marks = " !" if item.disputed else ""
        table.add_row(
            Text(item.day or "undated", style="" if item.dated else "dim"),
            Text(shortened(one_line(_what(item)), "", LONGEST)),
            Text(_parties(item.parties)),
            Text(f"{len(item.documents)}{marks}"),
            Text(item.id, style="dim"),
        )
    return table


def _what(item: Item) -> str:
    place = (item["place"] or {}).get("name")
    parts = (item.label, item.stage and item.stage.replace("_", " "), _status(item), place)
    return " · ".join(part for part in parts if part)


def _status(item: Item) -> str:
    return item.status if item.status and item.status != "actual" else ""


def _parties(parties: Sequence[str]) -> str:
    more = f" +{len(parties) - MOST_PARTIES}" if len(parties) > MOST_PARTIES else ""
    return one_line(", ".join(parties[:MOST_PARTIES])) + more
