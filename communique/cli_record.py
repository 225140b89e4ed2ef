"""The commands of the record: each parses options, calls one function and prints. `communique.cli` mounts them."""

import json as json_
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.errors import BadQuery
from communique.outlets.plain import json_line, one_line

if TYPE_CHECKING:
    from communique.record import Added, Items, Record

MOST_REASONS = 10  # of what was set aside that are said at once; `set-aside` lists all

RecordOption = Annotated[
    str | None, typer.Option("--record", metavar="PATH|DSN", help="The record, as a path or database address.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON lines.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to the end of this day, month or year.")]
Limit = Annotated[int | None, typer.Option(help="How many at most (50 where nothing is said).")]
Cursor = Annotated[str | None, typer.Option(help="Go on where the page before ended.")]
Between = Annotated[
    str | None, typer.Argument(metavar="[JPN-FRA|ACTOR]", help="Two sides, or one actor.", show_default=False)
]
Status = Annotated[list[str] | None, typer.Option(help="actual, planned, possible, denied or background.")]
Text = Annotated[str | None, typer.Option(help="Words that all occur.")]
Type = Annotated[list[str] | None, typer.Option("--type", help="Event type, format, kind of agreement or stance.")]
Topic = Annotated[list[str] | None, typer.Option(help="Topic key of positions, or context of events.")]
Stage = Annotated[list[str] | None, typer.Option(help="Stage of agreements.")]


def complain(message: str) -> None:
    """One line on standard error."""
    typer.echo(f"communique: {one_line(message)}", err=True)


def mount(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (
        add,
        show,
        meetings,
        agreements,
        positions,
        events,
        series,
        monthly,
        pairs,
        search,
        why,
        review,
        relink,
        reread,
    ):
        app.command()(command)
    app.command("set-aside")(set_aside)


def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL|DIR …", help="Files, addresses, folders, or -.", show_default=False),
    ],
    record: RecordOption = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="How many processes read.")] = 1,
    readings: Annotated[
        bool, typer.Option("--readings", help="The files hold readings, as `read --json` prints them.")
    ] = False,
) -> None:
    """Read reports into the record. Safe to repeat and to interrupt: what is there is passed over."""
    from communique.adding import readings_in

    with _opened(record) as opened, _progress(sources) as (inputs, progress):
        given: Iterable[Any] = (one for path in inputs for one in readings_in(path)) if readings else inputs
        total = opened.add(given, jobs=jobs, progress=progress)
    for source, reason in total.reasons[:MOST_REASONS]:
        complain(f"{source}: {reason}")
    more = " (`communique set-aside` lists them)" if total.aside else ""
    typer.echo(f"{total}{more}")
    raise typer.Exit(1 if total.aside else 0)


def set_aside(record: RecordOption = None, json: Json = False, csv: Csv = False) -> None:
    """List what could not be taken into the record, with the reasons."""
    with _opened(record) as opened:
        found = opened.set_aside()
    _print_rows(found, json=json, csv=csv, line=lambda row: one_line(f"{row['source']}: {row['reason']}"))


def show(
    dyad: Annotated[str, typer.Argument(metavar="JPN-FRA", help="Two states or organisations.", show_default=False)],
    record: RecordOption = None, since: Since = None, until: Until = None, limit: Limit = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """Show what the record knows of two sides: agreements, series, meetings, positions, events."""
    with _opened(record) as opened:
        page = opened.show(dyad, since=since, until=until, **({"limit": limit} if limit else {}))
    if json:
        _print_json(page.to_dict())
    elif csv:
        lists = (page.agreements, page.meetings, page.positions, page.events)
        _print_csv(row for items in lists for row in items.rows())
    else:
        from communique.outlets.record_tables import print_page

        print_page(page, sys.stdout)


def meetings(
    between: Between = None, record: RecordOption = None, since: Since = None, until: Until = None, type_: Type = None,
    status: Status = None, text: Text = None, limit: Limit = None, cursor: Cursor = None, json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List meetings, newest first."""
    _list("meeting", between, record, json, csv, since=since, until=until, types=type_, status=status, text=text,
          limit=limit, cursor=cursor)  # fmt: skip


def agreements(
    between: Between = None, record: RecordOption = None, since: Since = None, until: Until = None, type_: Type = None,
    stage: Stage = None, text: Text = None, limit: Limit = None, cursor: Cursor = None, json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List agreements with the stage they stand at, by the day of that stage."""
    _list("agreement", between, record, json, csv, since=since, until=until, types=type_, stages=stage, text=text,
          limit=limit, cursor=cursor)  # fmt: skip


def positions(
    between: Between = None, record: RecordOption = None, since: Since = None, until: Until = None, type_: Type = None,
    topic: Topic = None, status: Status = None, text: Text = None, limit: Limit = None, cursor: Cursor = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List positions, newest first."""
    _list("position", between, record, json, csv, since=since, until=until, types=type_, topics=topic, status=status,
          text=text, limit=limit, cursor=cursor)  # fmt: skip


def events(
    between: Between = None, record: RecordOption = None, since: Since = None, until: Until = None, type_: Type = None,
    topic: Topic = None, status: Status = None, text: Text = None, limit: Limit = None, cursor: Cursor = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List events, newest first."""
    _list("event", between, record, json, csv, since=since, until=until, types=type_, topics=topic, status=status,
          text=text, limit=limit, cursor=cursor)  # fmt: skip


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that all occur.", show_default=False)],
    record: RecordOption = None, since: Since = None, until: Until = None, limit: Limit = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """Search items of all kinds by the words of their reports, best first."""
    with _opened(record) as opened:
        found = opened.search(" ".join(words), since=since, until=until, limit=limit)
    _print_items(found, json, csv)


def series(
    between: Between = None, record: RecordOption = None, since: Since = None, until: Until = None,
    json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List series of meetings with their numbers, gaps and contradictions."""
    with _opened(record) as opened:
        found = opened.series(None, since=since, until=until, **_between(between))
    if json:
        _print_json(*(one.to_dict() for one in found))
    elif csv:
        _print_csv(
            {"series": one.name, "thread": one.thread, **meeting.flat()} for one in found for meeting in one.meetings
        )
    else:
        from communique.outlets.record_tables import print_series

        print_series(found, sys.stdout)


def monthly(
    dyad: Annotated[str, typer.Argument(metavar="JPN-FRA", help="Two states or organisations.", show_default=False)],
    record: RecordOption = None, since: Since = None, until: Until = None, json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """Show cooperation and conflict month by month: Goldstein sums, events by quad class."""
    with _opened(record) as opened:
        found = [month.to_dict() for month in opened.monthly(dyad, since=since, until=until)]
    if found and not (json or csv):
        typer.echo("month   Goldstein | cooperation: verbal material | conflict: verbal material")
    _print_rows(found, json=json, csv=csv, line=_month)


def pairs(
    actor: Annotated[str | None, typer.Argument(metavar="[ACTOR]", help="One of the two.", show_default=False)] = None,
    record: RecordOption = None, limit: Limit = None, json: Json = False, csv: Csv = False,
) -> None:  # fmt: skip
    """List pairs of actors by how much there is between them."""
    with _opened(record) as opened:
        found = opened.pairs(actor, **({"limit": limit} if limit else {}))
    _print_rows(
        found, json=json, csv=csv, line=lambda row: f"{row['items']:>7}  {one_line(row['pair']):<20}  {row['last']}"
    )


def why(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of an item or a report.", show_default=False)],
    record: RecordOption = None, json: Json = False,
) -> None:  # fmt: skip
    """Say which reports were joined into an item, on which grounds, and what was kept apart."""
    with _opened(record) as opened:
        found = opened.why(identifier)
    if json:
        _print_json(found.to_dict())
        return
    from communique.outlets.record_tables import print_why

    print_why(found, sys.stdout)


def review(
    identifier: Annotated[str | None, typer.Argument(metavar="[ID]", help="Of an item or a report.", show_default=False)] = None,
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", help="Or `item` for the whole.", show_default=False)] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="[VERDICT]", help="accept, correct or reject.", show_default=False)] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="The right value.", show_default=False)] = None,
    record: RecordOption = None,
    who: Annotated[str | None, typer.Option(help="Who decides (the user's name where nothing is said).")] = None,
    reason: Annotated[str, typer.Option("--why", help="Why.")] = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Accept, correct or reject a value; without a verdict list the decisions taken."""
    with _opened(record) as opened:
        if identifier is None or field is None or verdict is None:
            if field is not None:
                raise BadQuery("a review needs a verdict: accept, correct or reject")
            _print_rows(opened.decisions(identifier), json=json, csv=False, line=_decision)
            return
        item = opened.review(identifier, field, verdict, value, who=who or _user(), why=reason)
    if json:
        _print_json(item.to_dict())
    else:
        shown = item[field] if field != "item" else item.label
        typer.echo(f"{item.id}: {field} is now {one_line(json_.dumps(shown, ensure_ascii=False))}")


def relink(record: RecordOption = None) -> None:
    """Rebuild everything linked from documents, readings and decisions; identifiers stay the same."""
    with _opened(record) as opened:
        number = opened.relink()
    typer.echo(f"{number} documents linked anew")


def reread(
    record: RecordOption = None,
    apply: Annotated[bool, typer.Option("--apply", help="Let the new readings take the place of the old.")] = False,
    json: Json = False,
) -> None:
    """Read all documents anew and say what changes; nothing is replaced without --apply."""
    number = 0
    with _opened(record) as opened:
        for change in opened.reread(apply=apply):
            number += 1
            if json:
                _print_json(vars(change))
                continue
            typer.echo(one_line(f"{change.source} ({change.reader[0]} → {change.reader[1]})"))
            for sign, told in (("+", change.added), ("-", change.dropped), ("~", change.altered)):
                for one in told:
                    typer.echo(f"  {sign} {one_line(one)}"[:WIDEST])
    if not json:
        typer.echo(
            f"{number} documents read otherwise{'' if apply or not number else ': --apply replaces their readings'}"
        )


# -- what they share ---------------------------------------------------------------------------------------------------

WIDEST = 80


@contextmanager
def _opened(record: str | None) -> "Iterator[Record]":
    from communique.adding import open_record
    from communique.settings import settings

    settings()
    with open_record(record) as opened:
        yield opened


def _between(between: str | None) -> dict[str, Any]:
    """A dyad or an actor as a field of a query."""
    if between is None:
        return {}
    from communique.record.query import parse_dyad

    try:
        return {"dyad": parse_dyad(between)}
    except ValueError:
        return {"actors": (between,)}


def _list(kind: str, between: str | None, record: str | None, json: bool, csv: bool, **fields: Any) -> None:
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    with _opened(record) as opened:
        found = opened.find(None, kinds=(kind,), **_between(between), **given)
    _print_items(found, json, csv)


def _print_items(found: "Items", json: bool, csv: bool) -> None:
    if json:
        _print_json(*(item.to_dict() for item in found))
    elif csv:
        _print_csv(found.rows())
    else:
        from communique.outlets.record_tables import print_items

        print_items(found, sys.stdout)
    if found.cursor:
        typer.echo(f"More: --cursor {found.cursor}", err=True)
    if found.clipped:
        typer.echo("There is more than is shown: narrow the search or raise --limit", err=True)


def _print_json(*values: Mapping[str, Any]) -> None:
    for value in values:
        typer.echo(f"{json_line(json_.dumps(value, ensure_ascii=False))}\n".encode(), nl=False)


def _print_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    from communique.record.results import to_csv

    for line in to_csv(rows):
        typer.echo(f"{one_line(line)}\n".encode(), nl=False)


def _print_rows(
    rows: Iterable[Mapping[str, Any]], *, json: bool, csv: bool, line: Callable[[Mapping[str, Any]], str]
) -> None:
    if json:
        _print_json(*rows)
    elif csv:
        _print_csv(rows)
    else:
        for row in rows:
            typer.echo(line(row))


def _month(row: Mapping[str, Any]) -> str:
    counts = [
        row[quad] for quad in ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
    ]
    return f"{row['month']} {row['goldstein']:>9.1f} | {counts[0]:>19} {counts[1]:>8} | {counts[2]:>16} {counts[3]:>8}"


def _decision(row: Mapping[str, Any]) -> str:
    superseded = " (superseded)" if row["superseded"] else ""
    value = json_.dumps(row["value"], ensure_ascii=False)
    told = f"{row['at']}  {row['now'] or row['item']}  {row['field']}: {row['verdict']} {value} by {row['who']}: {row['why']}{superseded}"
    return one_line(told)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


@contextmanager
def _progress(sources: list[str]) -> "Iterator[tuple[Iterator[str], Callable[[Added], None] | None]]":
    """The inputs, folders as their files, with a bar on standard error where a person looks on."""
    if not sys.stderr.isatty():
        yield iter(sources), None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=sum(1 for _ in _files(sources)))

        def inputs() -> Iterator[str]:
            for one in _files(sources):
                yield one
                bar.advance(task)

        yield inputs(), lambda total: bar.update(task, description=str(total))


def _files(sources: Iterable[str]) -> Iterator[str]:
    from communique.adding import files_in

    for source in sources:
        if "://" not in source and Path(source).is_dir():
            yield from map(str, files_in(Path(source)))
        else:
            yield source
