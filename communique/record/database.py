"""Opening a database, its transactions, and its failures said in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from communique.errors import BadRecord, RecordFull, RecordLocked, RecordLost
from communique.settings import settings

# Any number that only we use: one writer at a time holds it (PostgreSQL's advisory locks).
WRITER = 0x636F6D6D
POSTGRES = "postgresql+psycopg"


def default_url() -> str:
    """The record of this user: the setting, else a file in the user's data directory."""
    if settings().record:
        return settings().record
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('communique', appauthor=False) / 'record.db'}"


def parse_url(record: str | Path | None) -> URL:
    """The address of a database: a path is a SQLite file, `postgres://` and `postgresql://` mean psycopg."""
    text = str(record) if record else default_url()
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise BadRecord(f"{text.split('://')[0]}://…: is not the address of a database") from error
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername=POSTGRES)
    if url.drivername not in {"sqlite", POSTGRES}:
        raise BadRecord(f"{url.drivername}: a record is sqlite:///PATH or {POSTGRES}://…")
    return url


def connect(record: str | Path | None) -> sa.Engine:
    """The engine of a record, its folder made where it is missing."""
    url = parse_url(record)
    try:
        return _sqlite(url) if url.drivername == "sqlite" else _postgres(url)
    except (NoSuchModuleError, ImportError) as error:
        raise BadRecord(f"{url.drivername}: its driver is not installed ({error})") from error


def _sqlite(url: URL) -> sa.Engine:
    if not url.database or url.database == ":memory:":
        raise BadRecord("sqlite://: a record is a file: give its path")
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadRecord(f"{folder}: cannot be made ({error.strerror})") from error
    engine = sa.create_engine(url, connect_args={"timeout": settings().lock_seconds})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-131072",
        "wal_autocheckpoint=32000",  # fewer, larger checkpoints: a tenth less work a document in a large record
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL) -> sa.Engine:
    return sa.create_engine(
        url, pool_pre_ping=True, connect_args={"connect_timeout": max(1, round(settings().lock_seconds)), "application_name": "communique"}
    )  # fmt: skip


def is_sqlite(engine: sa.Engine | sa.Connection) -> bool:
    """Whether this is SQLite; else it is PostgreSQL."""
    return engine.dialect.name == "sqlite"


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: one writer at a time, whole or not at all."""
    with guarded(engine), engine.execution_options(writer=True).begin() as connection:
        if not is_sqlite(engine):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(settings().lock_seconds * 1000)}")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITER)))
        yield connection


@contextmanager
def asking(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that only reads: one state of the record from beginning to end."""
    with guarded(engine):
        options = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection


@contextmanager
def guarded(engine: sa.Engine) -> Iterator[None]:
    """Failures of the database as errors that say what to do; nothing of an unfinished transaction stays."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error, engine.url) from error


def _translated(error: DBAPIError, url: URL) -> Exception:
    name = url.render_as_string(hide_password=True) if url.drivername != "sqlite" else str(url.database)
    said = str(error.orig).splitlines()[0] if error.orig and str(error.orig) else type(error).__name__
    state = getattr(error.orig, "sqlstate", None) or ""
    low = said.lower()
    if "locked" in low or "busy" in low or state == "55P03":
        return RecordLocked(
            f"{name}: is in use by another process: try again when it is done; what was committed is kept"
        )
    if "full" in low or "i/o error" in low or state.startswith("53"):
        return RecordFull(
            f"{name}: no room is left ({said}): free some and run the same again; what was committed is kept"
        )
    if error.connection_invalidated or state.startswith(("08", "57P")) or _is_lost(low):
        return RecordLost(f"{name}: the connection is lost or refused ({said}): run the same again when it is back")
    if "not a database" in low or "malformed" in low or "unable to open" in low or "readonly" in low:
        return BadRecord(f"{name}: cannot be used as a record ({said})")
    if state.startswith(("3D", "28", "42501")):
        return BadRecord(f"{name}: {said}")
    return error


def _is_lost(said: str) -> bool:
    return any(words in said for words in ("connection", "server closed", "terminating", "could not translate host"))


def first_row(connection: sa.Connection, statement: Any) -> Any:
    """The first row of a statement's answer, or None."""
    return connection.execute(statement).first()
