"""Whether the record depends on its making: `python benchmarks/relinking.py [--documents 10000] [--postgres]`.

Adds made-up documents (see `synthetic.py`) in order of time to one record and shuffled, in batches of another size, to a
second; then links each anew, the first twice. All must be the same, row by row.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import synthetic
from benchmarks.kills import addresses
from communique.record import Record
from communique.schema import Reading
from tests.record.made import rows

BATCH, OTHER_BATCH = 200, 333


def main() -> None:
    """Makes both records and compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    given = list(synthetic.readings(options.documents))
    with tempfile.TemporaryDirectory() as folder, addresses(Path(folder), options.postgres) as address:
        with Record(address()) as record:
            _add(record, given, BATCH)
            expected = _told("added in order of time", record)
            for again in ("linked anew", "linked anew again"):
                record.relink()
                assert _told(again, record) == expected, "linking anew changed the record"
        random.Random(5).shuffle(given)
        with Record(address()) as record:
            _add(record, given, OTHER_BATCH)
            assert _told("added shuffled", record) == expected, "the order of adding changed the record"
            record.relink()
            assert _told("that linked anew", record) == expected, "linking anew changed the record"
    print(f"{options.documents:,} documents: the same record in every case")


def _add(record: Record, given: list[Reading], size: int) -> None:
    for at in range(0, len(given), size):
        record.add_readings(given[at : at + size])


def _told(what: str, record: Record) -> str:
    """The record's rows as one hash; prints what it holds."""
    digest = hashlib.sha256(repr(rows(record)).encode()).hexdigest()[:16]
    print(f"{time.strftime('%H:%M:%S')} {what}: {digest}, {record.counts()}", flush=True)
    return digest


if __name__ == "__main__":
    main()
