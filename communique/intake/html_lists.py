"""The page's own lists in an HTML tree: found by their headings or by the names of their boxes, and taken out of it.

A heading's list is the nearest list after it; a box without a heading, but called `most-read` or `related`, is named
by what it is called. Both need several links: a statement's own list has none, or few.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from communique.intake.headings import Heading, heading
from communique.intake.page_lists import LONGEST_ITEM, ranked
from communique.schema import PageList, PageListKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 p div span strong b header dt legend caption summary button label a".split())
_LISTS = frozenset(("ul", "ol", "dl"))
_BOXES = frozenset("ul ol div section aside nav dl".split())
_CALLED: tuple[tuple[PageListKind, str, re.Pattern[str]], ...] = (
    (
        "ranking",
        "most read",
        re.compile(
            r"(?:^|[\s_-])(?:most[_-]?(?:read|viewed|shared)|(?:access[_-]?)?ranking|top[_-]?stories)(?:$|[\s_-])", re.I
        ),
    ),
    ("popular", "popular", re.compile(r"(?:^|[\s_-])(?:(?:most[_-]?)?popular|trending)(?:$|[\s_-])", re.I)),
    (
        "related",
        "related",
        re.compile(
            r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)|read[_-]?(?:more|next|also)|more[_-]?(?:stories|news|from))(?:$|[\s_-])",
            re.I,
        ),
    ),
)
_SPACES = re.compile(r"\s+")
HIGHEST_CLIMB = 3
FARTHEST_SIBLING = 4
MOST_LISTS = 40
MOST_ITEMS = 50
# In a list of links nearly all the words are links'; in a report's list they are not.
LINK_SHARE = 0.6
FEWEST_LINKS = 2


def take_lists(tree: "HtmlElement", address: str | None) -> tuple[tuple[PageList, ...], str | None]:
    """The lists of a page, taken out of its tree, and the page's section where a heading says it."""
    lists: list[PageList] = []
    section: str | None = None
    for element, head in _headings(tree):
        box = _box_after(element)
        titles = _titles(box, address) if box is not None else []
        if box is not None and titles and not (head.weak and len(titles) < FEWEST_LINKS):
            lists.append(ranked(titles, head))
            section = section or head.section
            _drop(box)
            _drop(element)
    for box, head in _called(tree):
        lists.append(ranked(_titles(box, address), head))
        _drop(box)
    return tuple(lists), section


def _headings(tree: "HtmlElement") -> list[tuple["HtmlElement", Heading]]:
    """The innermost elements whose whole text is a list heading."""
    found = []
    for element in tree.iter(*_HEADINGS):
        head = heading(_words(element)) if _is_short(element) else None
        if head is not None and not any(_is_short(child) and heading(_words(child)) for child in element):
            found.append((element, head))
        if len(found) == MOST_LISTS:
            break
    return found


def _is_short(element: "HtmlElement") -> bool:
    """Whether an element may be a heading: few elements and few words in it, counted no further than needed."""
    if not isinstance(element.tag, str):
        return False
    length = 0
    for number, text in enumerate(element.itertext()):
        length += len(text.strip())
        if length > 80 or number > 12:
            return False
    return length > 0


def _box_after(element: "HtmlElement") -> "HtmlElement | None":
    """The list that follows a heading: beside it, or beside one of the elements it alone stands in."""
    here = element
    for _ in range(HIGHEST_CLIMB):
        for sibling in _following(here):
            box = _list_in(sibling)
            if box is not None:
                return box
            if sibling.tag in ("h1", "h2", "h3") or len(_words(sibling)) > LONGEST_ITEM:
                break
        parent = here.getparent()
        if parent is None or parent.tag in ("body", "article", "main", "html"):
            return None
        here = parent
    return None


def _following(element: "HtmlElement") -> Iterator["HtmlElement"]:
    return islice((sibling for sibling in element.itersiblings() if isinstance(sibling.tag, str)), FARTHEST_SIBLING)


def _list_in(element: "HtmlElement") -> "HtmlElement | None":
    """The element if it is a list of links, or the one list of links inside it."""
    if element.tag in _LISTS:
        return element if _is_of_links(element) else None
    if element.tag in ("div", "section", "nav", "aside") and _is_of_links(element):
        return element
    return None


def _is_of_links(element: "HtmlElement") -> bool:
    linked = sum(len(_words(link)) for link in element.iter("a"))
    return linked > 0 and linked >= LINK_SHARE * len(_words(element))


def _titles(box: "HtmlElement", address: str | None) -> list[tuple[str, str | None]]:
    """Titles and addresses, once each: of the items where the box has any, else of its links."""
    holders = [item for item in box.iter("li", "dd") if not any(True for _ in item.iterdescendants("li"))] or list(
        box.iter("a")
    )
    found: dict[str, str | None] = {}
    for holder in holders[: MOST_ITEMS * 2]:
        link = holder if holder.tag == "a" else max(holder.iter("a"), key=lambda a: len(_words(a)), default=None)
        title = _words(link) if link is not None and _words(link) else _words(holder)
        if title and len(title) <= LONGEST_ITEM and (len(title) > 3 or found.get(title)):
            found.setdefault(title, _address(link, address))
    return list(found.items())[:MOST_ITEMS]


def _address(link: "HtmlElement | None", base: str | None) -> str | None:
    target = (link.get("href") or "").strip() if link is not None else ""
    if not target or target.lower().startswith(("javascript:", "#", "mailto:", "data:")):
        return None
    try:
        return str(urljoin(base or "", target))
    except ValueError:
        return None


def _called(tree: "HtmlElement") -> Iterator[tuple["HtmlElement", Heading]]:
    """Boxes a page calls popular, ranked or related, the outermost of each that is nothing but links."""
    boxes = ((element, called) for element in tree.iter(*_BOXES) if (called := _call(element)))
    for element, (kind, said) in list(islice(boxes, MOST_LISTS)):
        if _stands_in(element, tree) and _is_of_links(element) and len(_titles(element, None)) >= FEWEST_LINKS:
            yield element, Heading(element.get("aria-label") or said, kind)


def _call(element: "HtmlElement") -> tuple[PageListKind, str] | None:
    """The kind of list an element's class or id names, and the words for it."""
    name = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return next(((kind, said) for kind, said, pattern in _CALLED if pattern.search(name)), None) if name else None


def _stands_in(element: "HtmlElement", tree: "HtmlElement") -> bool:
    """Whether an element still belongs to the tree, and not to a box already taken out."""
    return element is tree or any(ancestor is tree for ancestor in element.iterancestors())


def _words(element: "HtmlElement") -> str:
    return _SPACES.sub(" ", "".join(element.itertext())).strip()


def _drop(element: "HtmlElement") -> None:
    """Takes an element out, leaving the text after it where it is."""
    if element.getparent() is not None:
        element.drop_tree()
