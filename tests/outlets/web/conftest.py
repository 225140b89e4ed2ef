"""Servers on records of our articles: in this process for requests, on a socket for browsers and slow clients."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from communique.adding import open_record
from communique.outlets.web.app import create_app
from communique.outlets.web.options import Options
from communique.outlets.web.server import listening, server
from communique.outlets.web.site import Site
from communique.record import Record
from communique.schema import Document, Reading
from communique.serving import add_posted, read_posted
from tests.conftest import ARTICLES

PASSWORD = "correct horse battery"
HERE = "http://127.0.0.1"
# Written for these tests: a wire report with all that pages show of a series, an agreement under consideration and positions.
TALKS = """Japan, France to Speed Up Talks on Troop Visits
11:20 JST, May 11, 2023
TOKYO (Jiji Press) — The Japanese and French governments agreed to speed up working-level talks on defense cooperation.
The two sides will consider concluding a bilateral reciprocal access agreement so that their forces can train together.
Japan and France reached the consensus on Tuesday at a two-plus-two meeting of their foreign and defense ministers held online. It was attended by Foreign Minister Yoshimasa Hayashi and Defense Minister Yasukazu Hamada.
It was the seventh two-plus-two meeting between the two countries and the first since January last year.
In a joint statement, the ministers reaffirmed their opposition to any unilateral attempts to change the status quo.
"World" POPULAR ARTICLE
-
Ferry Strike Enters Second Week
-
Glacier Town Votes on New Harbor
"""
LATER = """Japan, France Sign Pact on Troop Visits
10:05 JST, May 3, 2024
PARIS (Jiji Press) — Japan and France signed a bilateral reciprocal access agreement on Thursday.
Foreign Minister Yoko Kamikawa and French Foreign Minister Stephane Sejourne signed it in Paris after the ninth two-plus-two meeting between the two countries.
In a joint statement, the ministers strongly reaffirmed their opposition to any unilateral attempts by force to change the status quo.
"""


@dataclass
class Made:
    """An application, its record, its site and what it is set up with."""

    app: object
    record: Record
    options: Options

    def client(self, **more: object) -> TestClient:
        """Somebody who asks; cookies are kept."""
        return TestClient(self.app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False, **more)  # type: ignore[arg-type]

    @property
    def site(self) -> Site:
        """The site's file, opened once more."""
        return Site(self.options.site)

    def as_(self, right: str) -> TestClient:
        """A program with a token of that right."""
        site = self.site
        token = site.put_token(f"{right}-{len(site.tokens())}", right, 30, "tests")
        site.close()
        return self.client(headers={"authorization": f"Bearer {token}"})


Make = Callable[..., Made]


def options_for(folder: Path, **fields: object) -> Options:
    """Options that a test does not run into by accident."""
    given = {
        "site": folder / "site.db",
        "read": read_posted,
        "add": add_posted,
        "requests_a_minute": 100_000,
        "logins_a_minute": 1000,
    }
    return Options(**(given | fields))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def talks() -> list[Reading]:
    """The readings of the texts of this file and of a few of our articles."""
    from communique.api import open_sources
    from communique.intake import from_text
    from communique.reading.reader import read_documents

    ours = [one for one in open_sources(map(str, ARTICLES[:6])) if isinstance(one, Document)]
    told = [from_text(text, url=f"https://news.example.org/{number}") for number, text in enumerate((TALKS, LATER))]
    return list(read_documents([*told, *ours]))


@pytest.fixture(scope="session")
def filled(talks: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite record of them, to be copied."""
    path = tmp_path_factory.mktemp("filled") / "record.db"
    with open_record(path) as record:
        record.add(talks)
        with record.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def still(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The server of one person, for tests that change nothing."""
    with open_record(filled) as record:
        options = options_for(tmp_path_factory.mktemp("still"))
        yield Made(create_app(record, options), record, options)


@pytest.fixture
def make(filled: Path, tmp_path: Path) -> Iterator[Make]:
    """Makes applications on copies of the filled record; `readings` fills another instead."""
    opened: list[Record] = []

    def build(readings: list[Reading] | None = None, **fields: object) -> Made:
        path = tmp_path / f"record-{len(opened)}.db"
        if readings is None:
            path.write_bytes(filled.read_bytes())
        record = open_record(path)
        opened.append(record)
        if readings:
            record.add(readings)
        options = options_for(tmp_path, **fields)
        return Made(create_app(record, options), record, options)

    yield build
    for record in opened:
        record.close()


@pytest.fixture
def alone(make: Make) -> Made:
    """The server of one person on this machine."""
    return make()


@pytest.fixture
def shared(make: Make) -> Made:
    """A server with logins, closed to strangers."""
    return make(login=True)


@contextmanager
def serving(app: object) -> Iterator[str]:
    """The application on a free port; its address."""
    listener = listening("127.0.0.1", 0)
    running = server(app)  # type: ignore[arg-type]
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not running.started and thread.is_alive():
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join(10)
        listener.close()
