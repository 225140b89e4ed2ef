"""Measures the server: `python benchmarks/serve.py [--record PATH|DSN] [--clients 50] [--seconds 60]`.

Starts `communique serve` on loopback on the record given, which is only read. So many clients ask, each as soon as it
has its answer, for relationship pages and for API queries, drawn over the pairs as often as they occur. What was kept by the server
counts as it does for readers; `--cold` asks every address only once. Prints rate, percentiles, errors, and the server's memory.
"""

import argparse
import asyncio
import itertools
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

SAMPLED = 5.0  # seconds between looks at the server's memory


def main() -> None:
    """Serves, asks and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", required=True)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pairs", type=int, default=200, help="how many pairs are asked for")
    parser.add_argument("--cold", action="store_true", help="every address only once")
    options = parser.parse_args()
    with serving(options.record) as (address, process):
        pages, queries = addresses(address, options.pairs, cold=options.cold)
        for name, drawn in (("relationship page", pages), ("API query", queries)):
            report(name, asyncio.run(load(address, drawn, options, process)))


@contextmanager
def serving(record: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The server as a process of its own."""
    command = [sys.executable, "-m", "communique", "serve", "--record", record, "--port", "0"]
    environment = {"COMMUNIQUE_WEB_REQUESTS_A_MINUTE": "100000000", "PYTHONUNBUFFERED": "1", "PATH": ""}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, "the server did not start"
        address = found[0].rstrip("/")
        while True:
            try:
                httpx.get(f"{address}/ready", timeout=60)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield address, process
    finally:
        process.terminate()
        process.wait(15)


def addresses(address: str, number: int, *, cold: bool) -> tuple[Iterator[str], Iterator[str]]:
    """Endless draws of pages and of queries, busy pairs more often; or each once."""
    rows = httpx.get(f"{address}/api/pairs", params={"limit": min(1000, number)}, timeout=120).json()["data"]
    names, weights = [row["pair"] for row in rows], [row["items"] for row in rows]
    chance = random.Random(7)
    if cold:
        years = [f"since={year}" for year in range(2014, 2024)]
        every = [(name, year) for year in years for name in names]
        chance.shuffle(every)
        return (f"/pairs/{name}?{year}" for name, year in every), (
            f"/api/items?dyad={name}&{year}" for name, year in every
        )
    forever = itertools.repeat(None)
    pages = (f"/pairs/{chance.choices(names, weights)[0]}" for _ in forever)
    queries = (f"/api/items?dyad={chance.choices(names, weights)[0]}&limit=50" for _ in forever)
    return pages, queries


async def load(
    address: str, drawn: Iterator[str], options: argparse.Namespace, process: subprocess.Popen[str]
) -> dict[str, Any]:
    """What so many clients saw in so many seconds."""
    times: list[float] = []
    wrong: list[str] = []
    memory: list[int] = []
    until = time.perf_counter() + options.seconds
    server = urlsplit(address)

    async def ask() -> None:
        reading, writing = await asyncio.open_connection(server.hostname, server.port)
        while time.perf_counter() < until and (path := next(drawn, None)) is not None:
            begun = time.perf_counter()
            status = await asyncio.wait_for(asked(reading, writing, server.netloc, path), 30)
            times.append(time.perf_counter() - begun)
            if status != 200:
                wrong.append(f"{status} {path}")
        writing.close()

    async def watch() -> None:
        while time.perf_counter() < until:
            memory.append(resident(process.pid))
            await asyncio.sleep(SAMPLED)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(ask() for _ in range(options.clients)))
    watching.cancel()
    return {"times": times, "wrong": wrong, "memory": memory, "seconds": options.seconds}


async def asked(reading: asyncio.StreamReader, writing: asyncio.StreamWriter, host: str, path: str) -> int:
    """One request on an open connection, as a browser sends it; its status. By hand: httpx takes 8 ms of the processor for one."""
    writing.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    head = (await reading.readuntil(b"\r\n\r\n")).lower()
    length = re.search(rb"content-length: (\d+)", head)
    assert length, "an answer without a length"
    await reading.readexactly(int(length[1]))
    return int(head.split(b" ", 2)[1])


def resident(process: int) -> int:
    """A process's memory in MB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) // 1024 if found else 0


def report(name: str, seen: dict[str, Any]) -> None:
    """One line."""
    times = sorted(seen["times"])
    percent = statistics.quantiles(times, n=100)
    print(
        f"{name}: {len(times) / seen['seconds']:.0f} a second, p50 {percent[49] * 1000:.0f} ms, p95 {percent[94] * 1000:.0f} ms, "
        f"p99 {percent[98] * 1000:.0f} ms, {len(seen['wrong'])} errors {seen['wrong'][:3] or ''}, "
        f"memory {seen['memory'][0]} to {seen['memory'][-1]} MB, at most {max(seen['memory'])}"
    )


if __name__ == "__main__":
    main()
