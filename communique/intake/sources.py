"""Where documents come from: a path, `-` for standard input, or an address. Bad input is answered, never raised."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from communique.errors import FetchError, InputError, InputTooLarge, UnreadableInput
from communique.intake.decode import decode
from communique.intake.feed import read_feed
from communique.intake.formats import format_of, refuse_unread
from communique.intake.html import build_html
from communique.intake.jsonl import read_rows
from communique.intake.markdown import build_markdown
from communique.intake.text import Given, build
from communique.schema import Document
from communique.settings import settings

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]{1,20})://", re.IGNORECASE)


@dataclass(frozen=True)
class Raw:
    """The bytes of a source, its name as the person gave it, and what its sender says of it."""

    data: bytes
    source: str
    url: str | None = None
    media_type: str = ""
    charset: str | None = None


def read_source(source: str, *, stdin: BinaryIO | None = None) -> Iterator[Document | InputError]:
    """The documents of a path, of standard input (`-`) or of an address; an InputError for what cannot be read."""
    try:
        documents = documents_of(_raw(source, stdin))
    except InputError as error:
        yield error
        return
    yield from documents


def documents_of(raw: Raw) -> Iterator[Document | InputError]:
    """The documents in the bytes of one source; raises InputError where the whole of it cannot be read."""
    if not raw.data.strip():
        raise UnreadableInput(raw.source, "is empty: there is nothing to read")
    refuse_unread(raw.data, raw.source)
    looks_marked_up = b"<" in raw.data[:1024].lstrip()[:1] or "html" in raw.media_type
    text = decode(raw.data, raw.source, raw.charset, markup=looks_marked_up)
    format_ = format_of(text, raw.url or raw.source, raw.source, raw.media_type)
    if format_ == "jsonl":
        return read_rows(text, raw.source)
    if format_ == "feed":
        return read_feed(text, raw.source)
    return iter((_ONE[format_](text, Given(raw.source, url=raw.url)),))


_ONE: dict[str, Callable[[str, Given], Document]] = {"text": build, "html": build_html, "markdown": build_markdown}


def _raw(source: str, stdin: BinaryIO | None) -> Raw:
    address = _ADDRESS.match(source)
    if address and address[1].lower() in ("http", "https"):
        return _fetched(source)
    if source == "-":
        return Raw(_bounded(stdin or sys.stdin.buffer, source), source)
    if address and not Path(source).exists():
        raise FetchError(source, "is not an http or https address: only those are fetched")
    return Raw(_file(source), source)


def _fetched(source: str) -> Raw:
    from communique.intake.fetch import fetch

    page = fetch(source)
    return Raw(page.content, source, page.url, page.media_type, page.charset)


def _file(source: str) -> bytes:
    try:
        path = Path(source)
        if path.is_dir():
            raise UnreadableInput(source, "is a folder: name a file, or add the folder with `communique add`")
        if path.exists() and not path.is_file():
            raise UnreadableInput(source, "is not a regular file: save it to one first, or pipe it in as `-`")
        with path.open("rb") as file:
            return _bounded(file, source)
    except FileNotFoundError as error:
        raise UnreadableInput(source, "is not there: check the path") from error
    except PermissionError as error:
        raise UnreadableInput(source, "may not be read: check its permissions") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(source, f"cannot be read ({reason.lower()}): check the path") from error


def _bounded(file: BinaryIO, source: str) -> bytes:
    """All of a file, no further than the limit."""
    limit = settings().max_bytes
    data = file.read(limit + 1)
    if len(data) > limit:
        raise InputTooLarge(source, f"is larger than {limit:,} bytes: split it or raise COMMUNIQUE_MAX_BYTES")
    return data
