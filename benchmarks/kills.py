"""Kills `communique add` at random moments: `python benchmarks/kills.py [--kills 100] [--documents 2000] [--postgres]`.

Each round adds the documents to a new record and is killed (SIGKILL) again and again until they are all there. After each kill:
nothing committed before is missing, and no document, report or item is half-written. At the end of a round the record equals
one that was not disturbed, row by row.
"""

import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa

from benchmarks import synthetic
from communique.record import Record, tables
from tests.record.made import rows

ROOT = Path(__file__).parents[1]
BATCH = 20
FIRST, LAST = 0.5, 6.0  # seconds after which a run is killed


def main() -> None:
    """Runs the rounds and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, addresses(Path(folder), options.postgres) as address:
        given = Path(folder) / "readings.jsonl"
        given.write_text(
            "".join(f"{one.model_dump_json()}\n" for one in synthetic.readings(options.documents)), encoding="utf-8"
        )
        with Record(address()) as undisturbed:
            undisturbed.add(synthetic.readings(options.documents))
            expected = rows(undisturbed)
        kills = rounds = 0
        while kills < options.kills:
            kills += _round(given, address(), options.kills - kills, expected)
            rounds += 1
            print(f"{kills} kills in {rounds} rounds: nothing lost, nothing half-written, the same record", flush=True)


@contextmanager
def addresses(folder: Path, postgres: bool) -> Iterator[Callable[[], str]]:
    """Addresses of new records, of files of a folder or of databases of a server."""
    numbers = itertools.count()
    if not postgres:
        yield lambda: f"sqlite:///{folder / f'{next(numbers)}.db'}"
        return
    from tests.record.postgres import new_database, server

    with server() as base:
        yield lambda: new_database(base, f"record_{next(numbers)}")


def _round(given: Path, where: str, most: int, expected: object) -> int:
    """Kills until all is added or there were enough; the number of kills that struck."""
    chance = random.Random(where)
    struck = 0
    committed: set[str] = set()
    while True:
        process = _adding(given, where)
        if struck < most:
            time.sleep(FIRST + chance.random() * (LAST - FIRST))
            process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            break
        struck += 1
        with Record(where) as record:
            committed = _checked(record, committed)
    with Record(where) as record:
        _checked(record, committed)
        assert rows(record) == expected, "the record differs from one that was not disturbed"
    return struck


def _checked(record: Record, before: set[str]) -> set[str]:
    """The documents that are there; fails where one is missing that was, or something is half-written."""
    d, v, r, i = tables.documents.c, tables.live.c, tables.reports.c, tables.items.c
    with record.engine.connect() as connection:
        now = set(connection.scalars(sa.select(d.id)))
        assert before <= now, "a committed document is missing"
        assert now == set(connection.scalars(sa.select(v.id))), "a document is stored and not linked"
        assert not len(now) % BATCH or len(now) == len(before), "a batch is there in part"
        leaders = set(connection.scalars(sa.select(r.leader).where(r.kind != "copy")))
        assert leaders == set(connection.scalars(sa.select(i.id))), "reports and items do not fit"
    return now


def _adding(given: Path, where: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"COMMUNIQUE_BATCH": str(BATCH), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "communique", "add", "--readings", str(given), "--record", where]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, cwd=ROOT)


if __name__ == "__main__":
    main()
