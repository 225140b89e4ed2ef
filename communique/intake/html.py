"""HTML to a document: metadata and lists from the markup, then the report's lines.

A fragment (a release's body without `<html>` or `<body>`) is turned into lines whole. On a page trafilatura finds
the main text; what it drops between the first and the last line it finds is put back from the tree.
"""

import logging
import re
from typing import TYPE_CHECKING

from communique.intake.blocks import SKIPPED, block_lines, parsed
from communique.intake.decode import decode
from communique.intake.furniture import is_furniture
from communique.intake.head import byline
from communique.intake.html_lists import take_lists
from communique.intake.lines import clean, same_words
from communique.intake.page_meta import PageMeta, page_meta
from communique.intake.text import Given, Published, build, moment
from communique.intake.when import time_line
from communique.errors import InputTooLarge, UnreadableInput
from communique.schema import Document
from communique.settings import settings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

log = logging.getLogger(__name__)
_PAGE = re.compile(r"<(?:!doctype|html|body|head|title)\b", re.IGNORECASE)
# trafilatura takes seconds a megabyte on large markup; larger pages are read by their blocks alone.
LARGEST_FOR_EXTRACTION = 3_000_000
HEAD_LINES = 8
BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|newsletter|subscribe|subscription|cookie|consent|gdpr|advert|adverts?|ads?|promo"
    r"|breadcrumbs?|comments?|tags?|byline|author(?:-?box)?|caption|footer|sidebar|paywall|toolbar|meta(?:data)?)(?:$|[\s_-])",
    re.IGNORECASE,
)


def from_html(
    html: str | bytes, *, title: str | None = None, url: str | None = None, published: Published = None, source: str = "html"
) -> Document:
    """The document of a page or fragment; raises InputError where there is nothing to read."""
    text = decode(html, source, markup=True) if isinstance(html, bytes) else html
    return build_html(text, Given(source, title, url, moment(published, source)))


def build_html(html: str, given: Given) -> Document:
    """The document of a page or fragment and what is known beside it."""
    html = clean(html)
    if len(html) > settings().max_bytes:
        raise InputTooLarge(given.source, f"has {len(html):,} characters of HTML, over the limit of {settings().max_bytes:,}")
    if not html.strip():
        raise UnreadableInput(given.source, "is empty: there is nothing to read")
    tree = parsed(html, given.source)
    return _page(tree, given, len(html)) if _PAGE.search(html[:5000]) else _fragment(tree, given)


def _fragment(tree: "HtmlElement", given: Given) -> Document:
    lists, section = take_lists(tree, given.url)
    heading = next(tree.iter("h1"), None)
    title = " ".join(heading.text_content().split()) if heading is not None else None
    return build("\n".join(block_lines(tree)), _known(given, PageMeta(title=title, section=section), lists))


def _page(tree: "HtmlElement", given: Given, size: int) -> Document:
    meta = page_meta(tree, given.url)
    address = given.url or meta.url
    lists, section = take_lists(tree, address)
    every_line = block_lines(tree, SKIPPED - {"figcaption"})
    title = given.title or meta.title
    time, name = _visible_head(every_line, title)
    text = "\n".join(_main_lines(tree, size) or block_lines(tree))
    known = _known(given, meta, lists, section, time, name)
    return build(text, known)
