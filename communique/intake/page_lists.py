"""The page's own lists, found in lines that have lost their markup, and taken out of the report.

A list is a heading (see `headings.py`) and items under it. An item is a marker alone on its line with the title on the
next (`-`), a marked line (`- title`, `1. title`), or a bare title line. The first item settles the style; the first line
of another style ends the list. Under a heading without such items nothing is taken: a statement's own list stays.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from communique.intake.dateline import dateline
from communique.intake.headings import Heading, heading, inline
from communique.intake.lines import ends_sentence, goes_on, next_filled, words
from communique.intake.when import time_line
from communique.schema import PageList, PageListItem

_MARKER = re.compile(r"\s*(?:[-–—*•·●▪◦○■□»›]|\d{1,2}[.)]?)\s*")
_MARKED = re.compile(r"\s*(?:[-–—*•·●▪◦○■□»›]|\d{1,2}[.)])\s+(?P<title>\S.*)")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]?\s")
LONGEST_ITEM = 250
LONGEST_BARE_ITEM = 180
MOST_ITEMS = 50
MOST_BARE_ITEMS = 12


@dataclass(frozen=True)
class Found:
    """A list, the lines it takes up, and the page's section where the heading says it."""

    list: PageList
    lines: frozenset[int]
    section: str | None = None


@dataclass(frozen=True)
class _Item:
    title: str
    first: int
    last: int


def page_lists(lines: list[str], links: Mapping[str, str] | None = None) -> tuple[Found, ...]:
    """The lists among the lines, in order; `links` gives the address of a title where the markup had one."""
    found: list[Found] = []
    number = next_filled(lines, -1)
    while number is not None:
        here = _list_at(lines, number) or _inline_at(lines, number)
        if here:
            found.append(_linked(here, links or {}))
        number = next_filled(lines, max(here.lines) if here else number)
    return tuple(found)


def ranked(titles: list[tuple[str, str | None]], head: Heading) -> PageList:
    """A list of titles and addresses under a heading; ranks are given where the page ranks."""
    rank = head.kind != "related"
    items = [PageListItem(rank=n if rank else None, title=title, url=url) for n, (title, url) in enumerate(titles, 1)]
    return PageList(name=head.name, kind=head.kind, items=items)


def _linked(found: Found, links: Mapping[str, str]) -> Found:
    items = [item.model_copy(update={"url": links.get(item.title)}) for item in found.list.items]
    return replace(found, list=found.list.model_copy(update={"items": items})) if links else found


def _list_at(lines: list[str], number: int) -> Found | None:
    head = heading(lines[number])
    if head is None:
        return None
    items = _items(lines, number, head)
    if not items:
        return None
    end = _next_item(lines, items[-1].last) or len(lines)
    taken = {number}.union(*(range(item.first, item.last + 1) for item in items))
    taken |= {line for line in range(number, end) if time_line(lines[line])}
    return Found(ranked([(item.title, None) for item in items], head), frozenset(taken), head.section)


def _inline_at(lines: list[str], number: int) -> Found | None:
    said = inline(lines[number])
    if said is None or not _is_title(said[1]) or len(words(said[1])) < 3:
        return None
    name, title = said
    return Found(ranked([(title, None)], Heading(name, "related")), frozenset({number}))


def _items(lines: list[str], number: int, head: Heading) -> list[_Item]:
    first = next_filled(lines, number)
    if first is None:
        return []
    if _MARKER.fullmatch(lines[first]):
        return _split_items(lines, first)
    if _MARKED.fullmatch(lines[first]):
        items = _marked_items(lines, first)
        return [] if head.weak and not _titles_like(items) else items
    return [] if head.weak else _bare_items(lines, first)


def _split_items(lines: list[str], first: int) -> list[_Item]:
    """Items whose marker stands on a line of its own before the title."""
    items: list[_Item] = []
    marker: int | None = first
    while marker is not None and _MARKER.fullmatch(lines[marker]) and len(items) < MOST_ITEMS:
        title = next_filled(lines, marker)
        if title is None or not _is_title(lines[title]) or heading(lines[title]):
            break
        items.append(_Item(lines[title].strip(), marker, title))
        marker = _next_item(lines, title)
    return items


def _marked_items(lines: list[str], first: int) -> list[_Item]:
    """Items with their marker on the same line; a list that turns out to be prose is none."""
    items: list[_Item] = []
    number: int | None = first
    numbered = bool(_NUMBERED.match(lines[first]))
    while number is not None and len(items) < MOST_ITEMS:
        found = _MARKED.fullmatch(lines[number])
        if not found or bool(_NUMBERED.match(lines[number])) != numbered:
            break
        if not _is_title(found["title"]):
            return []
        items.append(_Item(found["title"].strip(), number, number))
        number = _next_item(lines, number)
    return items


def _bare_items(lines: list[str], first: int) -> list[_Item]:
    """Title lines without any marker, up to a sentence, a dateline, a blank line or another heading."""
    items: list[_Item] = []
    number: int | None = first
    while number is not None and len(items) < MOST_BARE_ITEMS and _is_bare_title(lines, number):
        if items and _starts_section(lines, items, number):
            break
        items.append(_Item(lines[number].strip(), number, number))
        number = _next_item(lines, number)
    return items


def _is_bare_title(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    return (
        len(line) <= LONGEST_BARE_ITEM
        and len(words(line)) >= 3
        and _is_title(line)
        and not _MARKED.fullmatch(line)
        and heading(line) is None
        and dateline(line) is None
        and not goes_on(lines, number)
    )


def _starts_section(lines: list[str], items: list[_Item], number: int) -> bool:
    """Whether the report goes on here: after a gap that did not stand between the items, or straight into prose."""
    gaps = {later.first - earlier.last > 1 for earlier, later in pairwise(items)}
    gap = number - items[-1].last > 1
    if gap and gaps and not any(gaps):
        return True
    return gap and number + 1 < len(lines) and bool(lines[number + 1].strip()) and ends_sentence(lines[number + 1])


def _next_item(lines: list[str], number: int) -> int | None:
    """The next filled line, past the time lines that stand between items."""
    following = next_filled(lines, number)
    while following is not None and time_line(lines[following]):
        following = next_filled(lines, following)
    return following


def _is_title(line: str) -> bool:
    """Whether a line could be a headline: a capital, no sentence's end, no clause's end."""
    title = line.strip()
    if not title or len(title) > LONGEST_ITEM or title[-1] in ";,:":
        return False
    lead = title.lstrip("\"'“‘([«「")
    return bool(lead) and not lead[0].islower() and not (title.endswith(".") and ends_sentence(title))


def _titles_like(items: list[_Item]) -> bool:
    """Whether items under a weak heading are headlines: several, each of some words, most of them capitalised."""
    said = [words(item.title) for item in items]
    longer = [word for title in said for word in title if len(word) > 3]
    capitals = sum(word[0].isupper() for word in longer)
    return len(items) >= 2 and all(len(title) >= 4 for title in said) and capitals * 2 >= len(longer)
