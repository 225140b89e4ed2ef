"""Markdown to a document: the prose with its marks removed, line breaks kept as they are.

CommonMark is read by markdown-it-py. Front matter (`---`, `key: value` lines) gives title, date and address; a first
heading of the first level is the title.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.intake.lines import clean
from communique.intake.text import Given, Published, build, check_length, moment
from communique.intake.when import iso_moment
from communique.schema import Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"([\w-]+)[ \t]*:[ \t]*(.+)")
_END_MARK = re.compile(r"^[ \t\xa0]*\\?#[ ]?\\?#[ ]?\\?#[ \t]*$", re.MULTILINE)
_DATES = ("published", "date", "pubdate", "created")
# The parser takes some 20 microseconds a mark; a text with more of them than this is no prose and is left as it stands.
MOST_MARKS = 50_000
_MARK = re.compile(r"[\[\]*_`<>!]")
_ADDRESSES = ("url", "link", "canonical", "canonical_url", "permalink")


@dataclass(frozen=True)
class Prose:
    """A Markdown text as lines, with the heading it opens with and the addresses of its links by their words."""

    text: str
    title: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)


def from_markdown(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: Published = None,
    source: str = "markdown",
) -> Document:
    """The document of a Markdown text; raises InputError where there is nothing to read."""
    return build_markdown(text, Given(source, title, url, moment(published, source)))


def build_markdown(text: str, given: Given) -> Document:
    """The document of a Markdown text and what is known beside it."""
    check_length(text, given.source)
    fields, body = front_matter(clean(text))
    prose = without_marks(body)
    known = replace(
        given,
        title=given.title or fields.get("title") or prose.title,
        url=given.url or next((fields[name] for name in _ADDRESSES if fields.get(name, "").startswith("http")), None),
        published=given.published or next((said for name in _DATES if (said := iso_moment(fields.get(name)))), None),
        byline=given.byline or fields.get("author"),
    )
    return build(prose.text, known, prose.links)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the front matter and the text after it."""
    found = _FRONT_MATTER.match(text)
    pairs = [pair for line in found[1].split("\n") if (pair := _FIELD.fullmatch(line.rstrip()))] if found else []
    if not found or not pairs:
        return {}, text
    return {pair[1].lower(): pair[2].strip().strip("\"'") for pair in pairs}, text[found.end() :]


def without_marks(text: str) -> Prose:
    """The prose of a Markdown text."""
    from markdown_it import MarkdownIt

    if sum(1 for _ in _MARK.finditer(text)) > MOST_MARKS:
        return Prose(text)
    tokens = MarkdownIt("commonmark").parse(_END_MARK.sub("", text))
    links: dict[str, str] = {}
    blocks = list(_blocks(tokens, links))
    return Prose("".join(_spaced(blocks)), _title(tokens), links)


def _title(tokens: list["Token"]) -> str | None:
    """The text of a first-level heading the text opens with."""
    opens = len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return " ".join(_inline(tokens[1], {}).split()) or None if opens else None


def _blocks(tokens: list["Token"], links: dict[str, str]) -> Iterator[tuple[bool, str]]:
    """Each block's text, with whether it stands tight under the one before it."""
    mark, tight = "", False
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "paragraph_open":
            tight = token.hidden
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            text = _inline(token, links) if token.type == "inline" else _literal(token)
            if text.strip():
                yield tight, mark + text
            mark, tight = "", False


def _spaced(blocks: list[tuple[bool, str]]) -> Iterator[str]:
    """The blocks, each with the line ends that part it from the next."""
    for (above, text), (below, _) in pairwise(blocks):
        yield text + ("\n" if above and below else "\n\n")
    yield from (text for _, text in blocks[-1:])


def _literal(token: "Token") -> str:
    if token.type != "html_block":
        return token.content.rstrip("\n")
    from communique.intake.blocks import fragment_text

    return fragment_text(token.content)


def _inline(token: "Token", links: dict[str, str]) -> str:
    """The words of a paragraph; a link's words are noted with its address."""
    parts: list[str] = []
    opened: list[tuple[int, str]] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak" or child.type == "hardbreak" or child.content.lower().startswith("<br"):
            parts.append("\n")
        elif child.type == "link_open":
            opened.append((len(parts), str(child.attrs.get("href", ""))))
        elif child.type == "link_close" and opened:
            start, address = opened.pop()
            links["".join(parts[start:]).strip()] = address
    return "".join(parts)
