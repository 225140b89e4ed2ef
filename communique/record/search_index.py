"""The index of words: FTS5 in SQLite, tsvector with a GIN index in PostgreSQL; both strip endings and accents apart."""

import re
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from communique.record.database import is_sqlite

MOST_WORDS = 32
_WORD = re.compile(r"\w+")

SQLITE = ("CREATE VIRTUAL TABLE words USING fts5(body, tokenize = 'porter unicode61 remove_diacritics 2')",)
POSTGRES = (
    'CREATE TABLE words ("row" BIGINT PRIMARY KEY, body tsvector NOT NULL)',
    "CREATE INDEX ix_words_body ON words USING gin (body)",
)


def create(connection: sa.Connection) -> None:
    """Makes the index."""
    for statement in SQLITE if is_sqlite(connection) else POSTGRES:
        connection.exec_driver_sql(statement)


def clear(connection: sa.Connection) -> None:
    """Takes everything out."""
    connection.exec_driver_sql("DELETE FROM words")


def put(connection: sa.Connection, texts: Sequence[Mapping[str, object]]) -> None:
    """Indexes `{"row", "body"}` mappings, new rows of items."""
    if not texts:
        return
    if is_sqlite(connection):
        connection.execute(sa.text("INSERT INTO words (rowid, body) VALUES (:row, :body)"), list(texts))
        return
    connection.execute(
        sa.text("INSERT INTO words (\"row\", body) VALUES (:row, to_tsvector('english', :body))"), list(texts)
    )


def drop(connection: sa.Connection, rows: Iterable[int]) -> None:
    """Takes rows out."""
    found = [{"row": row} for row in rows]
    if found:
        column = "rowid" if is_sqlite(connection) else '"row"'
        connection.execute(sa.text(f"DELETE FROM words WHERE {column} = :row"), found)


def phrase(connection: sa.Connection, text: str) -> str:
    """The words to look for as this database writes them; words in quotation marks are found as they follow each other."""
    parts = _parts(text)
    if is_sqlite(connection):
        return " AND ".join(f'"{part}"' for part in parts)
    return " ".join(f'"{part}"' if " " in part else part for part in parts)


_QUERY = "websearch_to_tsquery('english', :words)"
_NEWEST = {
    "sqlite": 'SELECT rowid AS "row" FROM words WHERE words MATCH :words ORDER BY rowid DESC LIMIT :most',
    "postgresql": f'SELECT "row" FROM words WHERE body @@ {_QUERY} ORDER BY "row" DESC LIMIT :most',
}
_WEIGHED = {
    "sqlite": 'SELECT rowid AS "row", bm25(words) AS score FROM words WHERE words MATCH :words',
    "postgresql": f'SELECT "row", -ts_rank(body, {_QUERY}) AS score FROM words WHERE body @@ {_QUERY}',
}


def newest(connection: sa.Connection) -> sa.TextualSelect:
    """Selects `row` of the newest `most` rows that hold all `words`."""
    return sa.text(_NEWEST[connection.dialect.name]).columns(sa.column("row", sa.BigInteger))


def weighed(connection: sa.Connection) -> sa.TextualSelect:
    """Selects `row` and `score` (lower is better) of all rows that hold all `words`."""
    columns = sa.column("row", sa.BigInteger), sa.column("score", sa.Float)
    return sa.text(_WEIGHED[connection.dialect.name]).columns(*columns)


def count(connection: sa.Connection, words: str, most: int) -> int:
    """How many rows hold all the words, counted up to `most`."""
    rows = newest(connection).bindparams(words=words, most=most).subquery("matches")
    return int(connection.execute(sa.select(sa.func.count()).select_from(rows)).scalar() or 0)


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for number, piece in enumerate(text.split('"')):
        words = _WORD.findall(piece)
        parts += [" ".join(words)] if number % 2 and words else words
    return parts[:MOST_WORDS]
