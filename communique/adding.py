"""From inputs to a record: what is known is passed over, the rest is read, by several processes if asked, and written.

paths, folders, addresses  ->  intake  ->  not yet known?  ->  reading  ->  record, a batch a transaction

Only so much is held at a time as a batch and the processes need, whatever the size of the input.
"""

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from pydantic import ValidationError

from communique.api import language_name
from communique.errors import CommuniqueError, InputError, UnreadableInput
from communique.intake import read_source
from communique.record import Added, Record
from communique.record.record import Progress, Source
from communique.schema import Document, Reading
from communique.settings import settings

CHUNK = 16  # documents handed to a process at once
AHEAD = 2  # chunks a process may have waiting
COMMIT_SECONDS = 15.0  # a slow batch is written before it is full
LONGEST_LINE = 50_000_000

Item = Document | Reading | InputError


def open_record(url: str | Path | None = None) -> Record:
    """A record that reads what is added to it; see `communique.open_record`."""
    return Record(url, adder=ReadingAdder())


class ReadingAdder:
    """Reads inputs into a record."""

    def __call__(
        self, record: Record, inputs: Iterable[Source], *, jobs: int = 1, progress: Progress | None = None
    ) -> Added:
        """Adds all inputs; what came of it."""
        total = Added()
        writer = _Writer(record, total, progress)
        fresh = _fresh(record, items_of(inputs), writer)
        for item in _read_in_processes(fresh, jobs) if jobs > 1 else _read_here(fresh):
            writer.take(item)
        writer.flush()
        return total

    def reread(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """New readings of documents; one that cannot be read is left as it is."""
        from communique.reading.reader import read_documents

        return read_documents(documents, lambda _document, _fault: None)


class _Writer:
    """Collects readings and what is set aside, and writes them when there is a batch of them or time has gone by."""

    def __init__(self, record: Record, total: Added, progress: Progress | None) -> None:
        self.record, self.total, self.progress = record, total, progress
        self.readings: list[Reading] = []
        self.aside: list[InputError] = []
        self.since = time.monotonic()

    def take(self, item: Reading | InputError) -> None:
        """One more."""
        if isinstance(item, Reading):
            self.readings.append(item)
        else:
            self.aside.append(item)
        full = len(self.readings) + len(self.aside) >= settings().batch
        if full or time.monotonic() - self.since > COMMIT_SECONDS:
            self.flush()

    def known(self, number: int) -> None:
        """So many were known already."""
        self.total.known += number
        if number and self.progress:
            self.progress(self.total)

    def flush(self) -> None:
        """Writes what there is, whole or not at all."""
        if self.readings or self.aside:
            self.record.add_readings(self.readings, self.total, self.aside)
            self.readings, self.aside = [], []
            if self.progress:
                self.progress(self.total)
        self.since = time.monotonic()


# -- what comes in -----------------------------------------------------------------------------------------------------


def items_of(inputs: Iterable[Source | InputError]) -> Iterator[Item]:
    """Documents, readings and errors in the order of the inputs; the files of a folder in the order of their names."""
    for one in inputs:
        if isinstance(one, (Document, Reading, InputError)):
            yield one
        elif isinstance(one, Path) or "://" not in one:
            yield from _from_path(str(one))
        else:
            yield from read_source(one)


def _from_path(path: str) -> Iterator[Document | InputError]:
    if path == "-" or not Path(path).is_dir():
        yield from read_source(path)
        return
    empty = True
    for file in files_in(Path(path)):
        empty = False
        yield from read_source(str(file))
    if empty:
        yield UnreadableInput(path, "is a folder without files")


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below it, by name; hidden ones and links to folders are passed over."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(here) / name


def readings_in(path: str) -> Iterator[Reading | InputError]:
    """The readings of a file of JSON lines, as `communique read --json` prints them."""
    try:
        with Path(path).open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
                if line.strip():
                    yield _reading(line, f"{path} line {number}")
    except OSError as error:
        yield UnreadableInput(path, f"cannot be read ({(error.strerror or 'no reason given').lower()}): check the path")


def _reading(line: bytes, source: str) -> Reading | InputError:
    try:
        return Reading.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return UnreadableInput(source, f"is not a reading ({where or 'the line'}: {first['msg']})")


def _fresh(record: Record, items: Iterator[Item], writer: _Writer) -> Iterator[Item]:
    """The items without the documents that the record has, or that came just before."""
    while chunk := list(islice(items, CHUNK)):
        documents = [_document(item) for item in chunk if not isinstance(item, InputError)]
        have = iter(record.known(documents))
        kept = [item for item in chunk if isinstance(item, InputError) or not next(have)]
        writer.known(len(chunk) - len(kept))
        yield from kept


def _document(item: Document | Reading) -> Document:
    return item.document if isinstance(item, Reading) else item


# -- reading -----------------------------------------------------------------------------------------------------------


def _read_here(items: Iterator[Item]) -> Iterator[Reading | InputError]:
    while chunk := list(islice(items, CHUNK)):
        yield from _given(chunk)
        yield from read_chunk([item for item in chunk if isinstance(item, Document)])


def _given(chunk: Sequence[Item]) -> Iterator[Reading | InputError]:
    return (item for item in chunk if isinstance(item, (Reading, InputError)))


def read_chunk(documents: Sequence[Document]) -> list[Reading | InputError]:
    """The readings of documents, an error in the place of each that is not read."""
    from communique.reading.reader import is_read, read_documents

    found: list[Reading | InputError] = []

    def failed(document: Document, fault: Exception) -> None:
        kind = type(fault).__name__
        reason = f"could not be read for a fault of ours ({kind}): please report it"
        found.append(UnreadableInput(document.source, reason))

    found.extend(
        UnreadableInput(document.source, f"is in {language_name(document)}: only English is read")
        for document in documents
        if not is_read(document)
    )
    found.extend(read_documents([document for document in documents if is_read(document)], failed))
    return found


def _read_in_processes(items: Iterator[Item], jobs: int) -> Iterator[Reading | InputError]:
    """The same by several processes; only so many chunks wait for them."""
    waiting: deque[Future[list[Reading | InputError]]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        while chunk := list(islice(items, CHUNK)):
            yield from _given(chunk)
            documents = [item for item in chunk if isinstance(item, Document)]
            if documents:
                waiting.append(pool.submit(read_chunk, documents))
            while len(waiting) > jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise CommuniqueError(
            "a reading process was ended from outside (is there too little memory?): run the same again, with fewer --jobs"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
