"""HTML to a document: metadata and lists from the markup, then the report's lines.

A fragment (a release's body without `<html>` or `<body>`) is turned into lines whole, so that nothing of its prose is
lost. On a page trafilatura finds the main text; where it finds none, the page's blocks are read.
"""

import logging
import re
from typing import TYPE_CHECKING

from communique.errors import InputTooLarge, UnreadableInput
from communique.intake.blocks import block_lines, parsed
from communique.intake.decode import decode
from communique.intake.head import byline
from communique.intake.html_lists import take_lists
from communique.intake.lines import clean, same_words
from communique.intake.page_meta import PageMeta, page_meta
from communique.intake.text import Given, Published, build, moment
from communique.intake.when import When, time_line
from communique.schema import Document, PageList
from communique.settings import settings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

log = logging.getLogger(__name__)
_PAGE = re.compile(r"<(?:!doctype|html|body|head|title)\b", re.IGNORECASE)
# A news page has 1,000 to 5,000 elements; trafilatura takes some 50 microseconds each. Larger ones are read by their blocks alone.
MOST_ELEMENTS = 50_000
HEAD_LINES = 8


def from_html(
    html: str | bytes,
    *,
    title: str | None = None,
    url: str | None = None,
    published: Published = None,
    source: str = "html",
) -> Document:
    """The document of a page or fragment; raises InputError where there is nothing to read."""
    text = decode(html, source, markup=True) if isinstance(html, bytes) else html
    return build_html(text, Given(source, title, url, moment(published, source)))


def build_html(html: str, given: Given) -> Document:
    """The document of a page or fragment and what is known beside it."""
    html = clean(html)
    if len(html) > settings().max_bytes:
        limit = f"{settings().max_bytes:,}"
        raise InputTooLarge(
            given.source, f"has {len(html):,} characters of HTML, over the limit of {limit}: give one page"
        )
    if not html.strip():
        raise UnreadableInput(given.source, "is empty: there is nothing to read")
    tree = parsed(html, given.source)
    return _page(tree, given) if _PAGE.search(html[:5000]) else _fragment(tree, given)


def _fragment(tree: "HtmlElement", given: Given) -> Document:
    heading = next(tree.iter("h1"), None)
    title = " ".join(heading.text_content().split()) or None if heading is not None else None
    lists, section = take_lists(tree, given.url)
    return _built(block_lines(tree), given, PageMeta(title=title, section=section), lists)


def _page(tree: "HtmlElement", given: Given) -> Document:
    meta = page_meta(tree, given.url)
    lists, section = take_lists(tree, given.url or meta.url)
    when, name = _visible_head(block_lines(tree), given.title or meta.title)
    seen = PageMeta(meta.title, meta.outlet, meta.byline or name, meta.section or section, None, meta.updated, meta.url)
    lines = _main_lines(tree) or _fallback_lines(tree)
    return _built(lines, given, seen, lists, _finer(meta.published, when))


def _built(
    lines: list[str], given: Given, meta: PageMeta, lists: tuple[PageList, ...], published: str | None = None
) -> Document:
    """The document of a page's lines; what the caller gave goes before what the page says."""
    known = Given(
        source=given.source,
        title=given.title or meta.title,
        url=given.url or meta.url,
        published=given.published or published,
        updated=given.updated or meta.updated,
        byline=given.byline or meta.byline,
        outlet=given.outlet or meta.outlet,
        section=given.section or meta.section,
        page_lists=lists,
    )
    if not lines:
        raise UnreadableInput(given.source, "is HTML without a report in it: give the page of one report")
    return build("\n".join(lines), known)


def _visible_head(lines: list[str], title: str | None) -> tuple[When | None, str | None]:
    """The time and the writer that stand under the title on the page."""
    start = next((number for number, line in enumerate(lines) if title and same_words(line, title)), None)
    under = lines[start + 1 : start + 1 + HEAD_LINES] if start is not None else []
    when = next((said.published for line in under if (said := time_line(line)) and said.published), None)
    return when, next((name for line in under if (name := byline(line))), None)


def _finer(marked: str | None, shown: When | None) -> str | None:
    """The markup's time where it has one; a day alone gives way to a time shown for the same day."""
    if shown is None or (marked and len(marked) > 10):
        return marked
    said = shown.iso()
    return said if marked is None or said.startswith(marked) else marked


def _main_lines(tree: "HtmlElement") -> list[str]:
    """The main text as trafilatura finds it."""
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return []
    from trafilatura import extract

    try:
        text = extract(tree, include_comments=False, include_tables=True, fast=True)
    except Exception as error:  # noqa: BLE001 - a page that trips the library is read by its blocks
        log.warning("main text not extracted: %r", error)
        return []
    return text.split("\n") if text else []


def _fallback_lines(tree: "HtmlElement") -> list[str]:
    """The blocks of the page's article, or of all of it."""
    article = next(tree.iter("article", "main"), tree)
    return block_lines(article) or block_lines(tree)
