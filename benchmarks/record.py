"""Measures the record: `python benchmarks/record.py [--documents N] [--record PATH|DSN]`.

Adds so many made-up documents (see `synthetic.py`; making them is not counted), then asks: pages of dyads, drawn as often as
they occur and evenly, and searches. Prints a table; the growth is the time of a document among the last ten thousand against
the first ten thousand. `--postgres` starts a server of its own with Debian's programs. An existing record is gone on with.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import synthetic
from communique.record import Record
from communique.settings import settings

WINDOW = 10_000
ASKED = 200


class Cost(NamedTuple):
    """Seconds gone by, and seconds of this process's own."""

    seconds: float
    worked: float


def main() -> None:
    """Adds, asks and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--record", default=None)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        where = stack.enter_context(_postgres()) if options.postgres else options.record or "benchmark.db"
        with Record(where) as record:
            times = _add(record, options.documents)
            _report(record, times)


@contextmanager
def _postgres() -> Iterator[str]:
    from tests.record.postgres import server

    with server() as address:
        yield address


def _add(record: Record, number: int) -> list[Cost]:
    """What each batch cost."""
    times: list[Cost] = []
    size = settings().batch
    start = record.counts()["documents"]
    for at in range(start, number, size):
        batch = list(synthetic.readings(min(size, number - at), at))
        began, worked = time.perf_counter(), time.process_time()
        record.add_readings(batch)
        times.append(Cost(time.perf_counter() - began, time.process_time() - worked))
        if (at + size) % WINDOW == 0:
            print(f"{at + size:>8} documents: {_told(times[-WINDOW // size :], WINDOW)}", flush=True)
    return times


def _told(times: list[Cost], documents: int) -> str:
    """Documents a second of time, and of this process's own processor time: others may keep the machine busy."""
    seconds, worked = sum(one.seconds for one in times), sum(one.worked for one in times)
    return f"{documents / seconds:.0f} a second, {documents / worked:.0f} a second of processor time"


def _report(record: Record, times: list[Cost]) -> None:
    size = settings().batch
    window = min(WINDOW // size, len(times) // 2) or 1
    counts = record.counts()
    print("| what | figure |\n|---|---|")
    print(f"| database | {record.engine.dialect.name} |")
    print("| in the record | " + ", ".join(f"{number:,} {name}" for name, number in counts.items()) + " |")
    if times:
        print(f"| documents added, all | {_told(times, len(times) * size)} |")
        print(f"| first {window * size:,} | {_told(times[:window], window * size)} |")
        print(f"| last {window * size:,} | {_told(times[-window:], window * size)} |")
        first, last = (sum(one.worked for one in part) for part in (times[:window], times[-window:]))
        print(f"| processor time of a document, last against first | {(last / first - 1) * 100:+.0f} % |")
    for name, ask in _questions(record).items():
        median, worst = _asked(ask)
        print(f"| {name} | median {median:.1f} ms, 95 % under {worst:.1f} ms |")


def _questions(record: Record) -> dict[str, Callable[[random.Random], object]]:
    pairs = synthetic.world()[0]
    return {
        "page of a dyad, as often as they occur": lambda chance: record.show("-".join(synthetic.pair(chance))),
        "page of any dyad": lambda chance: record.show("-".join(chance.choice(pairs))),
        "page of the busiest dyad": lambda _: record.show("-".join(pairs[0])),
        "events of a dyad in a year": lambda chance: record.events(
            dyad="-".join(synthetic.pair(chance)), since="2016", until="2016"
        ),
        "a month's sums of a dyad": lambda chance: record.monthly("-".join(synthetic.pair(chance))),
        "search for a word": lambda chance: record.search(synthetic.words(chance, 1)),
        "search for two words": lambda chance: record.search(synthetic.words(chance, 2)),
        "search for the commonest word": lambda _: record.search(synthetic.world()[2][0]),
        "search for the commonest word between two": lambda chance: record.search(
            synthetic.world()[2][0], dyad="-".join(synthetic.pair(chance))
        ),
        "why an event is one": lambda chance: [
            record.why(e.id) for e in record.events(dyad="-".join(synthetic.pair(chance)), limit=1)
        ],
    }


def _asked(ask: Callable[[random.Random], object]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    chance = random.Random(3)
    times = []
    for _ in range(ASKED):
        began = time.perf_counter()
        ask(chance)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


if __name__ == "__main__":
    main()
