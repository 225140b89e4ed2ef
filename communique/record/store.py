"""The truth of a record: documents, their readings, what was set aside. Rows are added and never changed."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from communique.record import tables
from communique.record.batches import in_batches
from communique.record.link_copies import signature
from communique.record.official import is_official
from communique.record.report import short_hash
from communique.schema import Document, Reading
from communique.settings import settings

# Characters no database keeps as text: NUL and lone surrogates. One stands for one, so that offsets hold.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class Current:
    """A document as it counts now: its newest version, read last."""

    id: str
    document: int
    reading: int
    content: str
    published: str | None
    official: bool


def storable(text: str) -> str:
    """The text with what no database keeps replaced, character for character."""
    return _UNKEEPABLE.sub(_REPLACEMENT, text)


def now() -> str:
    """This moment in UTC, as ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def content_of(document: Document) -> str:
    """The same for the same words, however they are broken into lines."""
    return short_hash(" ".join(document.text.split()), length=24)


def version_of(document: Document) -> str:
    """The same for the same text, title and dates."""
    parts = (document.text, document.title or "", document.published or "", document.updated or "")
    return short_hash(*parts, length=24)


def known(connection: sa.Connection, documents: Sequence[Document]) -> set[tuple[str, str]]:
    """The identifiers and versions among those of the documents that the record has."""
    d = tables.documents.c
    found: set[tuple[str, str]] = set()
    for part in in_batches(sorted({document.id for document in documents})):
        rows = connection.execute(sa.select(d.id, d.version).where(d.id.in_(part)))
        found |= {(row.id, row.version) for row in rows}
    return found & {(document.id, version_of(document)) for document in documents}


def known_contents(connection: sa.Connection, documents: Sequence[Document]) -> set[str]:
    """The contents among those of the documents that the record has at any address."""
    d = tables.documents.c
    wanted = sorted({content_of(document) for document in documents})
    return {
        content
        for part in in_batches(wanted)
        for content in connection.scalars(sa.select(d.content).where(d.content.in_(part)))
    }


def put_readings(connection: sa.Connection, given: Sequence[Reading]) -> None:
    """Stores readings with their documents; what is there already is not stored again."""
    at = now()
    sequence = _put_documents(connection, [reading.document for reading in given], at)
    latest = _latest_bodies(connection, sorted(set(sequence.values())))
    rows = []
    for reading in given:
        document = sequence[reading.document.id, version_of(reading.document)]
        body = storable(reading.model_dump_json(exclude={"document"}, exclude_defaults=True))
        if latest.get(document) != body:
            latest[document] = body
            rows.append({"document": document, "reader": reading.reader.name, "version": reading.reader.version,
                         "model": reading.reader.model, "body": body, "added": at})  # fmt: skip
    if rows:
        connection.execute(sa.insert(tables.readings), rows)


def _put_documents(connection: sa.Connection, documents: Sequence[Document], at: str) -> dict[tuple[str, str], int]:
    have = known(connection, documents)
    fresh = {(document.id, version_of(document)): document for document in documents}
    rows = [_document_row(document, at) for key, document in fresh.items() if key not in have]
    if rows:
        connection.execute(sa.insert(tables.documents), rows)
    d = tables.documents.c
    found: dict[tuple[str, str], int] = {}
    for part in in_batches(sorted({identifier for identifier, _ in fresh})):
        found |= {
            (r.id, r.version): r.seq
            for r in connection.execute(sa.select(d.id, d.version, d.seq).where(d.id.in_(part)))
        }
    return found


def _document_row(document: Document, at: str) -> dict[str, object]:
    head = document.model_dump_json(exclude={"text"}, exclude_defaults=True)
    return {
        "id": document.id, "content": content_of(document), "version": version_of(document),
        "source": storable(document.source), "title": document.title and storable(document.title),
        "published": document.published, "updated": document.updated, "language": document.language,
        "official": is_official(document), "text": storable(document.text) if settings().keep_text == "whole" else None,
        "head": storable(head), "signature": signature(document.text), "added": at,
    }  # fmt: skip


def _latest_bodies(connection: sa.Connection, documents: Sequence[int]) -> dict[int, str]:
    r = tables.readings.c
    found: dict[int, str] = {}
    for part in in_batches(documents):
        rows = connection.execute(sa.select(r.document, r.body).where(r.document.in_(part)).order_by(r.seq))
        found |= {row.document: row.body for row in rows}
    return found


def current(connection: sa.Connection, identifiers: Iterable[str]) -> dict[str, Current]:
    """What counts of each document: of its versions the one dated last, of equals the one added last; its last reading."""
    d, r = tables.documents.c, tables.readings.c
    found: dict[str, Current] = {}
    for part in in_batches(sorted(set(identifiers))):
        last = sa.select(sa.func.max(r.seq)).where(r.document == d.seq).scalar_subquery()
        rows = connection.execute(
            sa.select(d.id, d.seq, d.content, d.published, d.updated, d.official, last.label("reading")).where(
                d.id.in_(part)
            )
        )
        for row in sorted(rows, key=lambda row: (row.updated or row.published or "", row.seq)):
            if row.reading is not None:
                found[row.id] = Current(row.id, row.seq, row.reading, row.content, row.published, row.official)
    return found


def load_readings(connection: sa.Connection, sequence: Iterable[int]) -> dict[int, Reading]:
    """Readings by their number; a text that was not kept is empty."""
    d, r = tables.documents.c, tables.readings.c
    found: dict[int, Reading] = {}
    for part in in_batches(sorted(set(sequence)), 200):
        rows = connection.execute(
            sa.select(r.seq, r.body, d.head, d.text).join(tables.documents, d.seq == r.document).where(r.seq.in_(part))
        )
        for row in rows:
            document = {**json.loads(row.head), "text": row.text or ""}
            found[row.seq] = Reading.model_validate({**json.loads(row.body), "document": document})
    return found


def all_documents(connection: sa.Connection, size: int) -> Iterator[list[str]]:
    """The identifiers of all documents, in parts."""
    after = ""
    d = tables.documents.c
    while True:
        part = list(connection.scalars(sa.select(d.id).distinct().where(d.id > after).order_by(d.id).limit(size)))
        if not part:
            return
        yield part
        after = part[-1]


def put_aside(connection: sa.Connection, found: Iterable[tuple[str, str, str]]) -> None:
    """Keeps what was not taken in: source, kind of error and reason, each once."""
    rows = {
        short_hash(source, reason, length=32): {"source": storable(source), "kind": kind, "reason": storable(reason)}
        for source, kind, reason in found
    }
    s = tables.set_aside.c
    for part in in_batches(sorted(rows)):
        have = set(connection.scalars(sa.select(s.hash).where(s.hash.in_(part))))
        fresh = [{**rows[key], "hash": key, "at": now()} for key in part if key not in have]
        if fresh:
            connection.execute(sa.insert(tables.set_aside), fresh)


def list_aside(connection: sa.Connection) -> list[dict[str, str]]:
    """What was set aside and has not been added since, in the order of its coming."""
    s, d = tables.set_aside.c, tables.documents.c
    added_since = sa.exists().where(d.source == s.source, d.added >= s.at)
    rows = connection.execute(sa.select(s.source, s.kind, s.reason, s.at).where(~added_since).order_by(s.seq))
    return [dict(row._mapping) for row in rows]


def described(connection: sa.Connection, identifiers: Iterable[str]) -> list[dict[str, object]]:
    """Documents as they count now: their heads, texts, versions, and other documents with the same words."""
    d, v = tables.documents.c, tables.live.c
    found = []
    for part in in_batches(sorted(set(identifiers))):
        counted = connection.execute(
            sa.select(d.id, sa.func.count().label("number")).where(d.id.in_(part)).group_by(d.id)
        )
        versions = {row.id: row.number for row in counted}
        rows = connection.execute(
            sa.select(v.id, v.stands_for, d.head, d.text, d.official)
            .join(tables.documents, d.seq == v.document)
            .where(v.id.in_(part))
        ).all()
        same: dict[str, list[str]] = {}
        for twin in connection.execute(sa.select(v.id, v.stands_for).where(v.stands_for.in_(part)).order_by(v.id)):
            same.setdefault(twin.stands_for, []).append(twin.id)
        for row in sorted(rows, key=lambda row: row.id):
            head = {key: value for key, value in json.loads(row.head).items() if key != "page_lists"}
            found.append({**head, "text": row.text, "official": row.official, "versions": versions[row.id],
                          "stands_for": row.stands_for, "same_words": same.get(row.id, [])})  # fmt: skip
    return found
