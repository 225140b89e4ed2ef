"""What an input is, by its first bytes, its name and its first words; kinds that are not read are named in the error."""

import json
import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from communique.errors import UnreadableInput

Format = Literal["text", "html", "markdown", "jsonl", "feed"]

READ = "text, HTML, Markdown, JSON lines and RSS or Atom feeds are read"
_EXTENSIONS: dict[str, Format] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".md", ".markdown", ".mdown"), "markdown"),
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "jsonl"),
    **dict.fromkeys((".rss", ".atom"), "feed"),
    **dict.fromkeys((".txt", ".text"), "text"),
}
_ARCHIVE = "an archive: unpack it first"
_CONVERT = "save it as text or HTML first"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", f"a PDF: {_CONVERT}"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
    (b"BZh", "compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ\x00", "compressed with xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"a Word or Excel file of the old kind: {_CONVERT}"),
    (b"{\\rtf", f"rich text (RTF): {_CONVERT}"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet file: write it as JSON lines first"),
    (b"\x7fELF", "a program"),
)
_OFFICE = (
    (b"word/", f"a Word document: {_CONVERT}"),
    (b"xl/", "a spreadsheet: write it as JSON lines first"),
    (b"ppt/", f"a presentation: {_CONVERT}"),
    (b"opendocument", f"an OpenDocument file: {_CONVERT}"),
    (b"epub+zip", f"an e-book: {_CONVERT}"),
)
_TABLES = {".csv": "a table", ".tsv": "a table", ".xlsx": "a spreadsheet", ".parquet": "a Parquet file"}
_PAGE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(
    r"<(?:p|div|span|h[1-6]|ul|ol|li|br|article|section|a|table|strong|em|meta|title|script|style)\b[^>]{0,400}>",
    re.IGNORECASE,
)
_OPENING_TAG = re.compile(r"\s*<(?:!--|[a-z][a-z0-9]{0,12}[\s>/])", re.IGNORECASE)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,200}>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_XML = re.compile(r"\s*<\?xml\b")
_MARKDOWN = re.compile(
    r"^#{1,6} +[^\s#]|^\\#|(?<!\*)\*\*[^*\s][^*\n]{0,200}\*\*|(?<!!)\[[^\]\n]{1,200}\]\((?:https?:|/)[^)\s]{1,500}\)",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[\w-]+:.*\n)")
SNIFFED = 20_000


def refuse_unread(data: bytes, source: str) -> None:
    """Raises UnreadableInput for kinds of files that are not read, by their first bytes."""
    if data.startswith(b"PK\x03\x04"):
        kind = next(
            (kind for mark, kind in _OFFICE if mark in data[:4096] or mark in data[-65_536:]), f"a zip: {_ARCHIVE}"
        )
        raise UnreadableInput(source, f"is {kind.replace('a zip: an', 'a zip')}")
    kind = next((kind for mark, kind in _MAGIC if data.startswith(mark)), "")
    if kind:
        raise UnreadableInput(source, f"is {kind}" if ":" in kind else f"is {kind}: {READ}")


def format_of(text: str, name: str, source: str, media_type: str = "") -> Format:
    """The format of a text: what it plainly is, else what its name or media type says, else what it looks like."""
    head = text[:SNIFFED].lstrip("\ufeff")
    plain = _plainly(head)
    if plain:
        return plain
    suffix = PurePosixPath(urlsplit(name).path if "://" in name else name).suffix.lower()
    if suffix in _TABLES:
        raise UnreadableInput(source, f"is {_TABLES[suffix]}: write it as JSON lines with a `text` in each row")
    if suffix in _EXTENSIONS and (suffix not in (".txt", ".text") or not _is_rows(head)):
        return _EXTENSIONS[suffix]
    return _by_media_type(media_type) or _by_looks(head, suffix, source)


def _plainly(head: str) -> Format | None:
    if _FEED.match(head):
        return "feed"
    return "html" if _PAGE.match(head) or (_XML.match(head) and "<html" in head.lower()) else None


def _by_media_type(media_type: str) -> Format | None:
    known: dict[str, Format] = {
        **dict.fromkeys(("text/html", "application/xhtml+xml"), "html"),
        **dict.fromkeys(("application/rss+xml", "application/atom+xml"), "feed"),
        **dict.fromkeys(("application/jsonl", "application/x-ndjson", "application/x-jsonlines"), "jsonl"),
        "text/markdown": "markdown",
    }
    return known.get(media_type.split(";", maxsplit=1)[0].strip().lower())


def _by_looks(head: str, suffix: str, source: str) -> Format:
    if _is_rows(head) or suffix == ".json":
        return "jsonl"
    if _XML.match(head):
        raise UnreadableInput(source, f"is XML of an unknown kind: {READ}")
    if _OPENING_TAG.match(head) and _TAGS.search(head):
        return "html"
    return "markdown" if looks_like_markdown(head) else "text"


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a name carries Markdown's marks."""
    head = text[:SNIFFED]
    return bool(_FRONT_MATTER.match(head) or _MARKDOWN.search(head) or _MARKDOWN.search(text[-SNIFFED:]))


def _is_rows(head: str) -> bool:
    """Whether the first line is a JSON object, or a row cut off by the sniffed length, or the text a JSON array of objects."""
    first = head.lstrip().split("\n", 1)[0].strip()
    if re.match(r"\[\s*(?:\{|$)", first) and re.match(r"\s*\[\s*\{\s*\"", head):
        return True
    if not re.match(r"\{\s*\"[^\"]{1,100}\"\s*:", first):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return len(head) == SNIFFED or not first.endswith("}") or '"text"' in first or '"html"' in first
