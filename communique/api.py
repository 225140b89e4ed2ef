"""From inputs to readings: the one path that the command line and Python share.

paths, addresses, texts  ->  intake  ->  documents  ->  reading  ->  readings
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from communique.errors import InputError, UnreadableInput
from communique.intake import from_text, read_source
from communique.intake.identity import document_id
from communique.intake.text import moment
from communique.schema import Document, Reading

Published = str | dt.date | None

# No path is longer on the systems we know (PATH_MAX).
LONGEST_PATH = 4096
_MISSING_FILE = re.compile(
    r"[^\s<>]+\.(?:txt|text|html?|md|markdown|jsonl|ndjson|rss|atom|xml|pdf|docx)", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def read_one(
    text_or_path: str | Path, published: Published = None, title: str | None = None, url: str | None = None
) -> Reading:
    """The reading of one text or file; see `communique.read`."""
    from communique.reading.reader import read_documents

    if isinstance(text_or_path, Path) or _names_file(text_or_path):
        document = given(_only(str(text_or_path)), published, title, url)
    elif _ADDRESS.fullmatch(text_or_path):
        raise UnreadableInput(
            text_or_path, "is an address: `communique read` fetches it; here give its text or a saved file"
        )
    else:
        document = from_text(text_or_path, published=published, title=title, url=url)
    return next(iter(read_documents([document])))


def open_sources(
    sources: Iterable[str], published: Published = None, title: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | InputError]:
    """The documents of all sources in order, an error in the place of each that cannot be taken in."""
    for source in sources:
        for item in read_source(source, stdin=stdin):
            yield item if isinstance(item, InputError) else given(item, published, title)


def read_all(items: Iterable[Document | InputError], refuse: Callable[[InputError], None]) -> Iterator[Reading]:
    """The readings of the documents among the items, in order; `refuse` is told of everything that is not read.

    A document in another language than English is refused, and its reading, with empty lists, still handed on.
    """
    from communique.reading.reader import is_read, read_documents

    def failed(document: Document, fault: Exception) -> None:
        kind = type(fault).__name__
        refuse(UnreadableInput(document.source, f"could not be read for a fault of ours ({kind}): please report it"))

    for reading in read_documents(_accepted(items, refuse), failed):
        if not is_read(reading.document):
            refuse(
                UnreadableInput(
                    reading.document.source, f"is in {language_name(reading.document)}: only English is read"
                )
            )
        yield reading


def given(
    document: Document, published: Published = None, title: str | None = None, url: str | None = None
) -> Document:
    """The document with what the caller says of it in the place of what was found.

    A file's name need not be text; what of it is none becomes a question mark.
    """
    title, source = (value and value.encode("utf-8", "replace").decode() for value in (title, url or document.source))
    said = {
        "published": moment(published, document.source),
        "title": title,
        "source": source,
        "id": document_id(url, title or document.title, document.text) if url or title else None,
    }
    return document.model_copy(update={name: value for name, value in said.items() if value is not None})


def language_name(document: Document) -> str:
    """The language's English name with its code."""
    from babel import Locale

    code = document.language or "und"
    name = Locale("en").languages.get(code)
    return f"{name} ({code})" if name else f"the language {code}"


def _accepted(items: Iterable[Document | InputError], refuse: Callable[[InputError], None]) -> Iterator[Document]:
    for item in items:
        if isinstance(item, InputError):
            refuse(item)
        else:
            yield item


def _names_file(text: str) -> bool:
    """Whether a string is a path: that of a file, or clearly meant as one."""
    if len(text) > LONGEST_PATH or "\n" in text:
        return False
    try:
        return Path(text).is_file() or _MISSING_FILE.fullmatch(text) is not None
    except (OSError, ValueError):
        return False


def _only(path: str) -> Document:
    """The one document of a file."""
    items = list(islice(read_source("./-" if path == "-" else path), 2))
    if len(items) > 1:
        raise UnreadableInput(path, "holds several documents: `communique read` reads them all, `communique.read` one")
    if isinstance(items[0], InputError):
        raise items[0]
    return items[0]
