"""What goes wrong outside: a locked database, a full disk, a lost connection, a kill. Each is said in a line; nothing is lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from communique.errors import BadRecord, RecordFull, RecordLocked, RecordLost
from communique.record import Record
from communique.settings import settings
from tests.conftest import ROOT, Run
from tests.record.conftest import MakeRecord
from tests.record.made import random_reading, rows

READINGS = [random_reading(seed) for seed in range(60)]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for locks a moment only."""
    monkeypatch.setenv("COMMUNIQUE_LOCK_SECONDS", "0.2")
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _settings_as_they_were() -> object:
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("impatient")
def test_another_writer_is_waited_for_and_then_said(address: Callable[[], str]) -> None:
    where = address()
    with Record(where) as record, Record(where) as other:
        record.add_readings(READINGS[:5])
        before = rows(record)
        from communique.record.database import writing

        with writing(other.engine), pytest.raises(RecordLocked, match="in use by another process"):
            record.add_readings(READINGS[5:10])
        assert rows(record) == before
        record.add_readings(READINGS[5:10])
        assert record.counts()["documents"] == 10


@pytest.mark.usefixtures("impatient")
def test_the_command_says_in_a_line_that_the_record_is_in_use(run: Run, tmp_path: Path) -> None:
    where = tmp_path / "record.db"
    given = tmp_path / "readings.jsonl"
    given.write_text("".join(f"{one.model_dump_json()}\n" for one in READINGS[:5]), encoding="utf-8")
    Record(where).close()
    with sqlite3.connect(where, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        told = run("add", "--readings", given, "--record", where)
        assert (told.code, len(told.err.splitlines()), "in use by another process" in told.err) == (1, 1, True)
        other.execute("ROLLBACK")
    assert run("add", "--readings", given, "--record", where).out.startswith("5 added")


def test_a_folder_that_cannot_be_made_is_said() -> None:
    with pytest.raises(BadRecord, match=r"cannot be (made|used)"):
        Record(Path("/proc/nothing/record.db"))


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add_readings(READINGS[:5])
        before = rows(record)

        def limit(connection: sqlite3.Connection, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")

        sa.event.listen(record.engine, "connect", limit)
        record.engine.dispose()
        with pytest.raises(RecordFull, match="no room is left"):
            record.add_readings(READINGS[5:])
        assert rows(record) == before
    with Record(path) as record:
        record.add_readings(READINGS)
        whole = rows(record)
    with Record(tmp_path / "other.db") as other:
        other.add_readings(READINGS)
        assert rows(other) == whole


def test_a_lost_connection_is_said_and_the_next_run_goes_on(postgres: str, tmp_path: Path) -> None:
    engine = sa.create_engine(postgres, isolation_level="AUTOCOMMIT")
    name = f"lost_{os.getpid()}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    with Record(postgres.replace("/postgres?", f"/{name}?")) as record:
        record.add_readings(READINGS[:5])
        before = rows(record)

        def cut(_: object) -> None:
            with engine.connect() as connection:
                connection.execute(
                    sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                    {"name": name},
                )

        sa.event.listen(record.engine, "commit", cut)
        with pytest.raises(RecordLost, match="run the same again"):
            record.add_readings(READINGS[5:])
        sa.event.remove(record.engine, "commit", cut)
        assert rows(record) == before
        record.add_readings(READINGS[5:])
        assert record.counts()["documents"] == len(READINGS)
    engine.dispose()


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(RecordLost, match="connection is lost or refused"):
        Record("postgresql+psycopg://nobody@/nothing?host=/nowhere/at/all")


def test_killed_at_any_moment_and_run_again_it_equals_an_undisturbed_run(
    make_record: MakeRecord, tmp_path: Path
) -> None:
    given = tmp_path / "readings.jsonl"
    readings = [random_reading(seed) for seed in range(150)]
    given.write_text("".join(f"{one.model_dump_json()}\n" for one in readings), encoding="utf-8")
    killed, undisturbed = make_record(), make_record()
    undisturbed.add_readings(readings)
    where = killed.engine.url.render_as_string(hide_password=False)
    chance = random.Random(4)
    committed = 0
    for _ in range(4):
        process = _adding(given, where)
        time.sleep(0.4 + chance.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = killed.counts()["documents"]
        assert now >= committed
        committed = now
    assert _adding(given, where).wait() == 0
    assert rows(killed) == rows(undisturbed)


def _adding(given: Path, where: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"COMMUNIQUE_BATCH": "7", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "communique", "add", "--readings", str(given), "--record", where]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, cwd=ROOT)
