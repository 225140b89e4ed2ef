"""Records on both databases: the suite runs on SQLite and on a PostgreSQL server of its own."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from communique.record import Record
from tests.record.postgres import new_database, programs, server

_names = count()
MakeRecord = Callable[[], Record]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server; without PostgreSQL's programs the tests are passed over, but never in CI."""
    if programs() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed, and CI must test it: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes addresses of new, empty databases."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'record-{next(_names)}.db'}"
    base = request.getfixturevalue("postgres")

    return lambda: new_database(base, f"record_{os.getpid()}_{next(_names)}")


@pytest.fixture
def make_record(address: Callable[[], str]) -> Iterator[MakeRecord]:
    """Opens new records and closes them at the end."""
    opened: list[Record] = []

    def make() -> Record:
        opened.append(Record(address()))
        return opened[-1]

    yield make
    for record in opened:
        record.close()


@pytest.fixture
def record(make_record: MakeRecord) -> Record:
    """An empty record."""
    return make_record()
