"""The command line: parses options, calls one function, prints. Nothing heavy is imported before it is needed."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, BinaryIO, NoReturn, TextIO

import typer

from communique import cli_record, cli_serve
from communique.cli_lookup import lookup_command
from communique.cli_record import complain
from communique.cli_training import evaluate, train
from communique.errors import CommuniqueError, InputError
from communique.outlets.plain import json_line, one_line

if TYPE_CHECKING:
    from communique.schema import Reading

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
FEW = 3  # inputs below which no progress bar is shown

app = typer.Typer(
    name="communique", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Reads news on diplomacy into a record that cites the words of every value.",
)  # fmt: skip


cli_record.mount(app)
app.command("lookup")(lookup_command)
cli_serve.mount(app)


def main() -> NoReturn:
    """The command. An expected error is one line on standard error; an interrupt ends with exit code 130."""
    for stream in (sys.stdout, sys.stderr):
        _print_anything(stream)
    try:
        app()
    except CommuniqueError as error:
        complain(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        _give_up_output()
        complain(f"cannot write: {error.strerror or error}")
        sys.exit(1)
    sys.exit(0)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version as installed

        typer.echo(f"communique {installed('communique')}")
        raise typer.Exit


app.add_typer(evaluate)
app.command()(train)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Reads news on diplomacy into a record that cites the words of every value."""


@app.command()
def read(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL|- …", help="Files, addresses, or - for standard input.", show_default=False),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines, one reading a line.")] = False,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="When a single input was published, as 2023-05-11 or ISO 8601 with an offset."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title of a single input.")] = None,
) -> None:
    """Read reports and print what they say, each value with its quote; nothing is stored.

    What cannot be read is named on standard error with the reason, the rest goes on, and the exit code is 1.
    """
    if len(sources) > 1 and (published or title):
        raise typer.BadParameter("--published and --title speak of a single input: read the inputs one by one")
    from communique.api import open_sources, read_all
    from communique.settings import settings

    settings()
    refused = 0

    def refuse(error: InputError) -> None:
        nonlocal refused
        refused += 1
        complain(str(error))

    show = _json_printer() if json else _summary_printer()
    with _progress(sources) as watched:
        for reading in read_all(open_sources(watched, published, title, _standard_input()), refuse):
            show(reading)
    raise typer.Exit(1 if refused else 0)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a reading."""
    import json as json_

    from communique.schema.contract import json_schema

    typer.echo(json_.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command()
def doctor() -> None:
    """Say what is installed, whether the language model loads, and the settings in force."""
    from communique.doctor import examine

    problems = 0
    for finding in examine():
        problems += not finding.good
        mark = " " if finding.good else "!"
        typer.echo(f"{mark} {finding.name:<34} {one_line(finding.state)}".rstrip())
    typer.echo("All is well." if not problems else f"{problems} of these need care: see the lines marked with !")
    raise typer.Exit(1 if problems else 0)


def _print_anything(stream: TextIO) -> None:
    """A character the terminal's encoding lacks is printed as an escape instead of ending the run."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


@contextmanager
def _progress(sources: list[str]) -> Iterator[Iterator[str]]:
    """The sources, with a bar on standard error where a person waits for many and nothing else is on the screen."""
    if len(sources) < FEW or not sys.stderr.isatty() or sys.stdout.isatty():
        yield iter(sources)
        return
    from rich.console import Console
    from rich.progress import track

    yield iter(track(sources, "reading", console=Console(stderr=True), transient=True))


def _give_up_output() -> None:
    """Sends what is left in the buffer of a full or broken output nowhere, so that ending the process does not fail again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _standard_input() -> BinaryIO:
    """The bytes of standard input; none where the process was started without it."""
    return sys.stdin.buffer if sys.stdin else io.BytesIO()


def _json_printer() -> "Callable[[Reading], None]":
    return lambda reading: typer.echo(f"{json_line(reading.model_dump_json())}\n".encode(), nl=False)


def _summary_printer() -> "Callable[[Reading], None]":
    from communique.outlets.terminal import console_for, print_reading

    console = console_for(sys.stdout)
    return lambda reading: print_reading(reading, console)
