"""What a page's markup says of its report: title, outlet, writer, section, times, canonical address.

trafilatura reads the common metadata and htmldate the date. Times of day with their zone, the time of an update and
the section are looked up where the standards put them: Open Graph, schema.org in JSON-LD, `<time datetime>`.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from warnings import catch_warnings

from communique.intake.when import iso_moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

log = logging.getLogger(__name__)
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.created"),
    *("dcterms.date", "dc.date", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "date"),
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
_SECTION = ("article:section", "og:article:section", "section", "parsely-section", "category", "news_section")
_OUTLET = ("og:site_name", "application-name", "twitter:app:name:iphone", "dc.publisher", "publisher")
_WORKS = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "report", "webpage", "analysisnewsarticle")
MOST_LINKED_DATA = 500


@dataclass(frozen=True)
class PageMeta:
    """A page's metadata; each value null where the page does not say it."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    section: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None


def page_meta(tree: "HtmlElement", url: str | None = None) -> PageMeta:
    """The metadata of a page's tree."""
    named = _named(tree)
    work = _linked_work(tree)
    known = _by_trafilatura(tree, url)
    outlet = _first(named, _OUTLET) or _name(work.get("publisher")) or known.get("sitename")
    published = _moment(_first(named, _PUBLISHED[:2]) or work.get("datePublished")) or _moment(
        _first(named, _PUBLISHED[2:])
    )
    return PageMeta(
        title=_title(_text(work.get("headline")) or known.get("title"), outlet),
        outlet=outlet,
        byline=known.get("author"),
        section=_first(named, _SECTION) or _text(work.get("articleSection")) or _breadcrumb(tree),
        published=published or _moment(_time_element(tree)) or _by_htmldate(tree, url),
        updated=_moment(_first(named, _UPDATED) or work.get("dateModified")),
        url=_canonical(tree),
    )


def _named(tree: "HtmlElement") -> dict[str, str]:
    """The content of meta tags by their name or property, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _linked_work(tree: "HtmlElement") -> Mapping[str, object]:
    """The report among the page's JSON-LD."""
    nodes = [
        node
        for element in tree.iter("script")
        if element.get("type") == "application/ld+json"
        for node in _nodes(element.text)
    ]
    for kind in _WORKS:
        for node in nodes:
            kinds = node.get("@type")
            if kind in [str(one).lower() for one in (kinds if isinstance(kinds, list) else [kinds])]:
                return node
    return {}


def _nodes(text: str | None) -> Iterator[Mapping[str, object]]:
    try:
        waiting: list[object] = [json.loads(text or "null")]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_LINKED_DATA):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(node.get(name) for name in ("@graph", "mainEntity", "mainEntityOfPage"))


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _moment(value: object) -> str | None:
    return iso_moment(value) if isinstance(value, str) else None


def _time_element(tree: "HtmlElement") -> str | None:
    """The first `<time datetime>` of the page's article, or of the page where it has just one."""
    times = [element for element in tree.iter("time") if element.get("datetime")]
    inside = [element for element in times if any(True for _ in element.iterancestors("article", "header", "main"))]
    chosen = inside or (times if len(times) == 1 else [])
    return str(chosen[0].get("datetime")) if chosen else None


def _breadcrumb(tree: "HtmlElement") -> str | None:
    """The first step of a breadcrumb after the home page."""
    found = tree.xpath(
        "//*[contains(translate(concat(@class,' ',@id,' ',@aria-label),'BREADCUM','breadcum'),'breadcrumb')]//a"
    )
    steps = [" ".join(element.text_content().split()) for element in found[:12]]
    return next((step for step in steps if step and step.lower() not in ("home", "homepage", "front page")), None)


def _canonical(tree: "HtmlElement") -> str | None:
    for element in tree.iter("link"):
        address = (element.get("href") or "").strip()
        if element.get("rel", "").lower() == "canonical" and address.lower().startswith(("http://", "https://")):
            return address
    return None


def _title(title: str | None, outlet: str | None) -> str | None:
    """The title without the outlet's name after it."""
    for mark in (" - ", " | ", " – ", " — ", " :: ") if outlet else ():
        title = title.removesuffix(f"{mark}{outlet}") if title else title
    return title


def _by_trafilatura(tree: "HtmlElement", url: str | None) -> dict[str, str]:
    from trafilatura import extract_metadata

    try:
        # The date is htmldate's and ours to find: this call must not search the text for one.
        with catch_warnings(action="ignore"):
            found = extract_metadata(tree, default_url=url, date_config={"extensive_search": False}, extensive=False)
    except Exception as error:  # noqa: BLE001 - a page that trips the library still has its text
        log.warning("metadata of %s not read: %r", url or "a page", error)
        return {}
    values = {name: getattr(found, name, None) for name in ("title", "author", "sitename")}
    return {name: value for name, value in values.items() if isinstance(value, str) and value.strip()}


def _by_htmldate(tree: "HtmlElement", url: str | None) -> str | None:
    """The date the markup gives; the extensive search, which would take one from the prose, is off."""
    from htmldate import find_date

    try:
        with catch_warnings(action="ignore"):
            return find_date(tree, original_date=True, extensive_search=False, url=url)
    except Exception as error:  # noqa: BLE001 - as above
        log.warning("date of %s not read: %r", url or "a page", error)
        return None
