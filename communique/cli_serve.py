"""The commands of the server: serving, its tokens and its people. `communique.cli` mounts them."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli_record import RecordOption, complain
from communique.errors import BadQuery, CommuniqueError
from communique.outlets.plain import one_line

if TYPE_CHECKING:
    import socket

    from communique.outlets.web.options import AskFilling
    from communique.outlets.web.site import Site
    from communique.record import Record

PORT = 8423
Right = Annotated[str, typer.Option(help="reader, reviewer or editor.")]


def mount(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(serve)
    app.command()(token)
    app.command()(user)


def serve(
    record: RecordOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = PORT,
    demo: Annotated[bool, typer.Option("--demo", help="Serve the sample articles from a record of their own.")] = False,
    login: Annotated[bool, typer.Option("--login", help="Ask for a login or token also on this machine.")] = False,
    public: Annotated[bool, typer.Option("--public", help="Let strangers read; changes need a login or token.")] = False,
    name: Annotated[list[str] | None, typer.Option("--name", help="A host name the server answers to; several times.")] = None,
    https: Annotated[bool, typer.Option("--https", help="A server before this one speaks HTTPS: cookies go only there.")] = False,
) -> None:  # fmt: skip
    """Serve the record as web pages and an HTTP API.

    On this machine there is one person and no login. Any other address is refused unless a person or token is known to the record's site.
    """
    from communique.outlets.web.options import is_loopback

    guarded = login or public or not is_loopback(host)
    with ExitStack() as stack:
        path = stack.enter_context(_record_path(record, demo))
        # The demonstration's record is new and has nothing that could be wrong with it: its address comes first of all.
        opened = None if demo and not guarded else _opened(stack, path)
        if opened and guarded:
            _needs_doors(opened, host)
        listener = _listening(host, port)
        signal.signal(signal.SIGTERM, _leave)
        opened = opened or _opened(stack, path)
        filling = stack.enter_context(_filling(Path(str(path)))) if demo else None

        from communique.outlets.web.app import create_app
        from communique.outlets.web.server import run
        from communique.serving import lean, options_of

        options = options_of(
            opened, login=guarded, public=public, hosts=name or (), https=https, demo=demo, filling=filling
        )
        run(create_app(lean(opened), options), listener)


def _opened(stack: ExitStack, path: str | Path | None) -> "Record":
    from communique.adding import open_record

    return stack.enter_context(open_record(path))


def _listening(host: str, port: int) -> "socket.socket":
    """The socket, its address printed."""
    from communique.outlets.web.server import listening

    try:
        found = listening(host, port)
    except OSError as error:
        raise CommuniqueError(
            f"cannot listen on {host} port {port}: {error.strerror or error}: give another --port"
        ) from error
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Communique is at http://{shown}:{found.getsockname()[1]}/ (stop it with Ctrl+C)")
    return found


def _leave(number: int, _: object) -> None:
    """Ends as Ctrl+C does, so that what is to be gone with the server is gone when a system stops it."""
    raise SystemExit(128 + number)


@contextmanager
def _record_path(record: str | None, demo: bool) -> Iterator[str | Path | None]:
    if not demo:
        yield record
        return
    if record:
        raise BadQuery("--demo serves a record of its own: leave --record out")
    from communique.demonstration import demo_record

    with demo_record() as path:
        yield path


def _filling(path: Path) -> "AbstractContextManager[AskFilling]":
    from communique.demonstration import reading_into, samples

    return reading_into(path, samples(), complain)


def _needs_doors(record: "Record", host: str) -> None:
    with _site_of(record) as site:
        if not site.has_doors():
            raise CommuniqueError(
                f"nobody could log in at {host}: add a person with `communique user add NAME --right editor` or a token with "
                "`communique token add NAME`, with the same --record"
            )


@contextmanager
def _site_of(record: "Record") -> "Iterator[Site]":
    from communique.outlets.web.site import Site
    from communique.serving import site_path
    from communique.settings import settings

    site = Site(site_path(record, settings().web_site))
    try:
        yield site
    finally:
        site.close()


@contextmanager
def _site(record: str | None) -> "Iterator[Site]":
    from communique.adding import open_record

    with open_record(record) as opened, _site_of(opened) as site:
        yield site


Action = Annotated[str, typer.Argument(metavar="add|remove|list", help="What to do.", show_default=False)]
MaybeName = Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whose.", show_default=False)]


def token(
    action: Action, name: MaybeName = None, record: RecordOption = None, right: Right = "reader",
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it lasts.")] = 365,
) -> None:  # fmt: skip
    """Add, remove or list tokens, which programs send as `Authorization: Bearer TOKEN`."""
    with _site(record) as site:
        if action == "list":
            for one in site.tokens():
                typer.echo(one_line(f"{one['name']:<24} {one['right']:<9} until {one['expires'][:10]}"))
        elif action == "add":
            typer.echo(site.put_token(_needed(name), right, days, _me()))
            typer.echo("This is the only time the token is shown: keep it safe.", err=True)
        elif action == "remove":
            _removed(site.drop_token(_needed(name), _me()), "token", _needed(name))
        else:
            raise BadQuery(f"no action {action!r}: there are add, remove, list")


def user(action: Action, name: MaybeName = None, record: RecordOption = None, right: Right = "reader") -> None:
    """Add, remove or list people who log in; adding one again changes password and right.

    The password is asked for, or read from the first line of standard input.
    """
    with _site(record) as site:
        if action == "list":
            for one in site.users():
                typer.echo(one_line(f"{one.name:<24} {one.right}"))
        elif action == "add":
            site.put_user(_needed(name), _password(), right, _me())
            typer.echo(one_line(f"{name} is a{'n' if right == 'editor' else ''} {right}"))
        elif action == "remove":
            _removed(site.drop_user(_needed(name), _me()), "person", _needed(name))
        else:
            raise BadQuery(f"no action {action!r}: there are add, remove, list")


def _needed(name: str | None) -> str:
    if not name:
        raise BadQuery("a name is needed")
    return name


def _removed(gone: bool, what: str, name: str) -> None:
    if not gone:
        raise BadQuery(f"there is no {what} {name!r}")
    typer.echo(one_line(f"{name} is removed"))


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _me() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "somebody"
