"""The demonstration: the sample articles, read by a process beside the server into a record that is gone when both end.

The server answers at once and its pages say how far the reading is. The process is ended with the server, in the middle of a text if
need be; where the server is ended without a word, it sees so at its next batch.
"""

import re
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from communique.adding import open_record
from communique.errors import CommuniqueError
from communique.intake import from_row
from communique.outlets.web.options import Filling
from communique.schema import Document

# Where the sample articles lie in a checkout of the repository; an installation has them beside the package.
SAMPLES = Path(__file__).parent.parent / "corpus"
ENDINGS = {".txt", ".md", ".html"}
# The first batches are small, so that there is something to see as soon as the language model is loaded.
BATCHES = (2, 4)
BATCH = 6
GOODBYE_SECONDS = 5.0
_MARK = re.compile(r"\{\w+(?:\.[A-Z]+)?\|([^{}|]+)\}")  # the words of a cluster's report that tell of an item: {m1|met}

Complain = Callable[[str], None]


def samples() -> list[Path]:
    """The sample articles, the shortest first, then the clusters of reports where there are some."""
    if not SAMPLES.is_dir():
        raise CommuniqueError("the sample articles are not here: run the demonstration from the repository")
    return [path for folder in ("articles", "clusters") for path in sorted(_texts(SAMPLES / folder), key=_length)]


def _texts(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in ENDINGS and path.name != "README.md")


def _length(path: Path) -> tuple[int, str]:
    return path.stat().st_size, path.as_posix()


@contextmanager
def demo_record() -> Iterator[Path]:
    """A path for a record that is gone when the server ends."""
    with tempfile.TemporaryDirectory(prefix="communique-demo-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "record.db"


@dataclass(frozen=True)
class Reader:
    """The process that reads, and how far it is."""

    process: Any
    done: Any
    total: int

    def __call__(self) -> Filling | None:
        """How far the reading is; None once all is read."""
        running, done = self.process.is_alive(), self.done.value
        return None if done >= self.total else Filling(done, self.total, running)


@contextmanager
def reading_into(record: Path, sources: Sequence[Path], complain: Complain) -> Iterator[Reader]:
    """Reads the sources into the record by a process of its own, which is ended with this context."""
    context = get_context("spawn")
    done = context.Value("i", 0)
    process = context.Process(target=fill, args=(record, sources, done, complain), daemon=True)
    with _deaf_to_interrupts():
        process.start()
    try:
        yield Reader(process, done, len(sources))
    finally:
        process.terminate()
        process.join(GOODBYE_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()


def fill(path: Path, sources: Sequence[Path], done: Any, complain: Complain) -> None:
    """What the process does: batch after batch, as long as the server lives."""
    parent = parent_process()
    with open_record(path) as record:
        for batch in batches(sources):
            if parent is not None and not parent.is_alive():
                return
            for source, reason in record.add(one for path in batch for one in inputs_of(path)).reasons:
                complain(f"{source}: {reason}")
            done.value += len(batch)


def inputs_of(path: Path) -> Iterator[Path | Document]:
    """What is read of a sample: an article as it is, a cluster's reports each for itself and without their marks."""
    if path.parent.name != "clusters":
        yield path
        return
    for number, part in enumerate(re.split(r"^--- ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
        head, _, body = part.partition("\n")
        published, outlet, title = (field.strip() for field in head.split("|"))
        host = re.sub(r"[^a-z]+", "-", outlet.lower()).strip("-")
        yield from_row(
            {"text": _MARK.sub(r"\1", body).strip(), "title": title, "published": published, "outlet": outlet,
             "url": f"https://{host}.example/{path.stem}/{number}"}
        )  # fmt: skip


def batches(sources: Iterable[Path]) -> Iterator[list[Path]]:
    """The sources by batches, the first ones small."""
    left, sizes = list(sources), iter(BATCHES)
    while left:
        size = next(sizes, BATCH)
        yield left[:size]
        left = left[size:]


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started within passes over Ctrl+C, which a terminal sends to all: it ends by the server's word alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
