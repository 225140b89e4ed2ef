"""What the site keeps for itself, in a SQLite file beside the record: people, tokens, page views, the log of changes.

Page views are counts of an hour and a page. Nothing of a person is in them: no address, no session, no order of visits.
Passwords are kept as argon2 hashes, tokens as SHA-256 of 256 random bits, which cannot be guessed.
"""

import datetime as dt
import hashlib
import json
import secrets
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from communique.errors import BadQuery
from communique.outlets.web.options import RIGHTS, Right

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
TOKEN_PREFIX = "cmq_"
KEPT_DAYS = 400
FLUSH_AT = 200  # views held in memory before they are written
_SCHEMA = """
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY, password TEXT NOT NULL, right TEXT NOT NULL, generation INTEGER NOT NULL, made TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, right TEXT NOT NULL, made TEXT NOT NULL, expires TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS views (
    hour TEXT NOT NULL, page TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (hour, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Account:
    """Somebody with a right: a person with a password, or a program with a token."""

    name: str
    right: Right
    generation: int = 0


class Site:
    """The file. Every method is a transaction of its own; threads take turns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, timeout=10, isolation_level=None)
        path.chmod(0o600)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.executescript(_SCHEMA)
        self._hasher = PasswordHasher()
        self._unknown = self._hasher.hash(secrets.token_urlsafe())
        self._pending: Counter[tuple[str, str]] = Counter()

    def close(self) -> None:
        """Writes what is left and closes the file."""
        self.flush()
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def secret(self) -> str:
        """The key that sessions and forms are signed with, made on first use."""
        with self._transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO secrets VALUES ('key', ?)", (secrets.token_urlsafe(48),))
            (value,) = connection.execute("SELECT value FROM secrets WHERE name = 'key'").fetchone()
        return str(value)

    # -- people and programs -------------------------------------------------------------------------------------------

    def put_user(self, name: str, password: str, right: str, by: str) -> None:
        """Adds a person, or gives one another password and right: their sessions end."""
        _check_name(name)
        _check_right(right)
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise BadQuery(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
        hashed = self._hasher.hash(password)
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO users VALUES (?, ?, ?, 1, ?) ON CONFLICT (name) DO UPDATE SET "
                "password = excluded.password, right = excluded.right, generation = generation + 1",
                (name, hashed, right, _now()),
            )
            _log(connection, by, "user", name, {"right": right})

    def drop_user(self, name: str, by: str) -> bool:
        """Takes a person out; whether there was one."""
        with self._transaction() as connection:
            gone = connection.execute("DELETE FROM users WHERE name = ?", (name,)).rowcount > 0
            if gone:
                _log(connection, by, "user removed", name, {})
        return gone

    def users(self) -> list[Account]:
        """All people."""
        rows = self._rows("SELECT name, right, generation FROM users ORDER BY name")
        return [Account(*row) for row in rows]

    def user(self, name: str) -> Account | None:
        """A person by name."""
        rows = self._rows("SELECT name, right, generation FROM users WHERE name = ?", name)
        return Account(*rows[0]) if rows else None

    def check_password(self, name: str, password: str) -> Account | None:
        """The person whose password this is; an unknown name takes as long as a wrong password."""
        rows = self._rows("SELECT password FROM users WHERE name = ?", name)
        hashed = rows[0][0] if rows else self._unknown
        try:
            self._hasher.verify(hashed, password[:LONGEST_PASSWORD])
        except (Argon2Error, InvalidHashError):
            return None
        return self.user(name) if rows else None

    def put_token(self, name: str, right: str, days: int, by: str) -> str:
        """A new token; it is shown once and kept only as its hash."""
        _check_name(name)
        _check_right(right)
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        expires = (dt.datetime.now(dt.UTC) + dt.timedelta(days=days)).isoformat(timespec="seconds")
        with self._transaction() as connection:
            try:
                connection.execute(
                    "INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", (_hash(token), name, right, _now(), expires)
                )
            except sqlite3.IntegrityError as error:
                raise BadQuery(f"there is a token {name!r}: remove it first, or give another name") from error
            _log(connection, by, "token", name, {"right": right, "expires": expires})
        return token

    def drop_token(self, name: str, by: str) -> bool:
        """Takes a token out; whether there was one."""
        with self._transaction() as connection:
            gone = connection.execute("DELETE FROM tokens WHERE name = ?", (name,)).rowcount > 0
            if gone:
                _log(connection, by, "token removed", name, {})
        return gone

    def tokens(self) -> list[dict[str, str]]:
        """All tokens by name, without the tokens."""
        rows = self._rows("SELECT name, right, made, expires FROM tokens ORDER BY name")
        return [dict(zip(("name", "right", "made", "expires"), row, strict=True)) for row in rows]

    def token(self, token: str) -> Account | None:
        """Whose token this is, while it lasts."""
        rows = self._rows("SELECT name, right FROM tokens WHERE hash = ? AND expires > ?", _hash(token), _now())
        return Account(*rows[0]) if rows else None

    def has_doors(self) -> bool:
        """Whether anybody could come in: a person or a token that lasts."""
        return bool(self._rows("SELECT 1 FROM users UNION ALL SELECT 1 FROM tokens WHERE expires > ? LIMIT 1", _now()))

    # -- the log of changes --------------------------------------------------------------------------------------------

    def log(self, who: str, what: str, target: str, detail: dict[str, Any]) -> None:
        """One change more."""
        with self._transaction() as connection:
            _log(connection, who, what, target, detail)

    def audit(self, before: int | None = None, limit: int = 100) -> list[dict[str, Any]]:
        """The newest changes."""
        rows = self._rows(
            "SELECT seq, at, who, what, target, detail FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?", before or 1 << 62, limit
        )  # fmt: skip
        names = ("seq", "at", "who", "what", "target", "detail")
        return [dict(zip(names, row, strict=True)) | {"detail": json.loads(row[5])} for row in rows]

    # -- page views ----------------------------------------------------------------------------------------------------

    def viewed(self, page: str) -> None:
        """One more view of a page."""
        self._pending[dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H"), page] += 1
        if sum(self._pending.values()) >= FLUSH_AT:
            self.flush()

    def flush(self) -> None:
        """Writes the views held in memory, and forgets those past their time."""
        pending, self._pending = self._pending, Counter()
        if not pending:
            return
        rows = [(hour, page, number) for (hour, page), number in sorted(pending.items())]
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO views VALUES (?, ?, ?) ON CONFLICT (hour, page) DO UPDATE SET number = number + excluded.number", rows
            )  # fmt: skip
            connection.execute("DELETE FROM views WHERE hour < ?", (_hour_ago(KEPT_DAYS),))

    def most_viewed(self, days: int, limit: int) -> list[tuple[str, int]]:
        """Pages by their views in so many days, most first."""
        self.flush()
        return self._rows(
            "SELECT page, sum(number) AS total FROM views WHERE hour >= ? GROUP BY page ORDER BY total DESC, page LIMIT ?",
            _hour_ago(days), limit,
        )  # fmt: skip


def _log(connection: sqlite3.Connection, who: str, what: str, target: str, detail: dict[str, Any]) -> None:
    connection.execute(
        "INSERT INTO audit (at, who, what, target, detail) VALUES (?, ?, ?, ?, ?)",
        (_now(), who, what, target, json.dumps(detail, ensure_ascii=False)),
    )


def _check_name(name: str) -> None:
    if not (name.isprintable() and 0 < len(name.strip()) == len(name) <= 80):
        raise BadQuery("a name has 1 to 80 characters that can be seen")


def _check_right(right: str) -> None:
    if right not in RIGHTS:
        raise BadQuery(f"no right {right!r}: there are {', '.join(RIGHTS)}")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _hour_ago(days: int) -> str:
    return (dt.datetime.now(dt.UTC) - dt.timedelta(days=days)).strftime("%Y-%m-%dT%H")
