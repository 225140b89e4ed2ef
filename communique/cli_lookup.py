"""The command `communique lookup`: prints what a name resolves to and why, or why it stays open."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from communique.outlets.plain import json_line, one_line

if TYPE_CHECKING:
    from communique.reading.lookup import Candidate, Lookup


def lookup_command(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="A name, as a report has it.", show_default=False)
    ],
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the report, as 2023-05-11.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what a name resolves to (state, organisation, person, office, place) and why, or why it stays open.

    The exit code is 1 where it stays open.
    """
    from communique.reading.lookup import lookup

    found = lookup(" ".join(words), _day(date))
    if json:
        typer.echo(json_line(_as_json(found)))
    else:
        _print(found)
    raise typer.Exit(0 if found.resolved else 1)


def _day(said: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError as error:
        raise typer.BadParameter(f"--date {said}: not a day such as 2023-05-11") from error


def _as_json(found: "Lookup") -> str:
    import json as json_
    from dataclasses import asdict

    return json_.dumps(asdict(found), default=str, ensure_ascii=False)


def _print(found: "Lookup") -> None:
    chosen = found.resolved
    head = f"{chosen.kind} {chosen.id}: {chosen.name}" if chosen is not None else "open"
    typer.echo(one_line(f"{found.words} -> {head}"))
    typer.echo(one_line(f"because: {found.reason}"))
    for candidate in found.candidates:
        if candidate != chosen:
            typer.echo(f"  also {one_line(_line(candidate))}")
    if chosen is not None and chosen.members:
        typer.echo(one_line(f"members: {' '.join(chosen.members)}"))


def _line(candidate: "Candidate") -> str:
    of = f" ({candidate.country})" if candidate.country and candidate.country != candidate.id else ""
    return f"{candidate.kind} {candidate.id}{of}: {candidate.name}, {candidate.why}"
