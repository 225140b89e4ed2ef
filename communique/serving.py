"""What the server is given to work with: how a posted text is read and added, its limits."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from communique.api import given, read_all
from communique.errors import InputError, UnreadableInput
from communique.intake.sources import Raw, documents_of
from communique.outlets.web.options import AskFilling, Options, Text
from communique.record import Record
from communique.record.database import is_sqlite
from communique.schema import Document, Reading
from communique.settings import Settings, settings

MOST_DOCUMENTS = 20
CACHE_KIB = 16_384  # of each connection of a server


def documents_in(text: Text, source: str) -> Iterator[Document]:
    """The documents of a posted text; raises InputError for what cannot be read. Nothing is opened or fetched."""
    for number, item in enumerate(documents_of(Raw(text.data, source))):
        if number >= MOST_DOCUMENTS:
            raise UnreadableInput(
                text.name, f"holds more than {MOST_DOCUMENTS} documents: add it with `communique add`"
            )
        if isinstance(item, InputError):
            raise item
        yield given(item, text.published, text.title)


def read_posted(text: Text) -> list[Reading]:
    """The readings of a posted text."""
    limit = settings().web_characters
    documents = list(documents_in(text, text.name))
    for document in documents:
        if len(document.text) > limit:
            raise UnreadableInput(text.name, f"has more than {limit:,} characters: read it with `communique read`")
    refused: list[InputError] = []
    return list(read_all(documents, refused.append))


def add_posted(record: Record, text: Text) -> list[str]:
    """A posted text added to the record; the identifiers of its documents."""
    source = f"posted:{hashlib.sha256(text.data).hexdigest()[:16]}/{text.name}"
    documents = list(documents_in(text, source))
    record.add(documents)
    have = record.known(documents)
    return [document.id for document, there in zip(documents, have, strict=True) if there]


def lean(record: Record) -> Record:
    """A record whose connections hold little of it: a server keeps several open, and the system holds the rest for all."""
    if is_sqlite(record.engine):
        record.engine.dispose()
        sa.event.listen(record.engine, "connect", _small_cache)
    return record


def _small_cache(connection: Any, _: object) -> None:
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}").close()


def site_path(record: Record, setting: str) -> Path:
    """Where the site's own file is: beside a SQLite record, else in the user's data directory."""
    if setting:
        return Path(setting).expanduser()
    if is_sqlite(record.engine) and record.engine.url.database:
        path = Path(record.engine.url.database)
        return path.with_name(f"{path.stem}.site.db")
    from platformdirs import user_data_path

    key = hashlib.sha256(record.engine.url.render_as_string(hide_password=True).encode()).hexdigest()[:12]
    return user_data_path("communique", appauthor=False) / f"site-{key}.db"


def options_of(
    record: Record, *, login: bool, public: bool, hosts: Iterable[str], https: bool, demo: bool, filling: AskFilling | None = None,
    given: Settings | None = None,
) -> Options:  # fmt: skip
    """The server's options, with the limits of the settings."""
    known = given or settings()
    return Options(
        site=site_path(record, known.web_site), read=read_posted, add=add_posted, login=login, public=public,
        hosts=tuple(host.lower() for host in hosts), https=https, demo=demo, filling=filling, max_bytes=known.web_bytes,
        max_characters=known.web_characters, request_seconds=known.web_seconds, requests_a_minute=known.web_requests_a_minute,
        session_hours=known.web_session_hours, view_days=known.web_view_days,
    )  # fmt: skip
