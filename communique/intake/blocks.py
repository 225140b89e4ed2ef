"""HTML trees to lines, faithfully: a line a block, nothing of the prose left out, scripts and controls passed over.

Fragments (a release's body as its ministry serves it) are read this way whole. On pages it fills what the main-text
extraction drops. Trees are bounded in depth before anything walks them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.errors import InputTooLarge, UnreadableInput
from communique.intake.lines import clean

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section summary
    table tbody tfoot thead title tr ul video audio iframe""".split()
)
SKIPPED = frozenset(
    """script style noscript template head svg math button input select textarea iframe object embed canvas audio video
    picture map datalist dialog figcaption nav footer aside title meta link""".split()
)
# libxml2 cuts trees at 256 levels; a tree that reaches this has lost what lay deeper.
DEEPEST = 250
# News pages have 1,000 to 5,000 elements, long treaties on one page ten times that; metadata costs 20 microseconds each.
MOST_ELEMENTS = 200_000
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What XML cannot hold: lxml reads these from a page, as themselves or as references, but refuses to write them back.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,8}));?", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def parsed(html: str, source: str) -> "HtmlElement":
    """The tree of a page or fragment; raises InputTooLarge for one nested too deeply."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    data = _storable(_DECLARATION.sub("", clean(html), count=1)).encode("utf-8", "replace")
    try:
        tree = document_fromstring(data, parser=HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableInput(source, "is HTML without anything to read in it") from error
    count, depth = _size(tree)
    if count > MOST_ELEMENTS:
        raise InputTooLarge(
            source, f"has {count:,} elements, over the limit of {MOST_ELEMENTS:,}: give the page of one report"
        )
    if depth >= DEEPEST:
        raise InputTooLarge(source, f"has tags nested more than {DEEPEST} deep: that is no page written for readers")
    return tree


def _storable(html: str) -> str:
    return _REFERENCE.sub(_reference, _CONTROLS.sub(" ", html))


def _reference(found: re.Match[str]) -> str:
    """A character reference as it stands, or a space for one to what is no character."""
    code = int(found[1], 16) if found[1] else int(found[2])
    stored = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return found[0] if stored else " "


def fragment_text(html: str) -> str:
    """The lines of a fragment, empty where it has none."""
    try:
        return "\n".join(block_lines(parsed(html, "html"))) if "<" in html else html
    except (UnreadableInput, InputTooLarge):
        return ""


def _size(tree: "_Element") -> tuple[int, int]:
    """How many elements a tree has, and how deep it goes."""
    from lxml import etree

    count = deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
    return count, deepest


def block_lines(tree: "_Element", skipped: frozenset[str] = SKIPPED) -> list[str]:
    """The lines of a tree's blocks; list items carry a mark, cells of a row are parted by bars."""
    lines: list[str] = []
    parts: list[str] = []
    for text in _pieces(tree, skipped):
        if text is not None:
            parts.append(text)
            continue
        line = _SPACES.sub(" ", "".join(parts)).strip()
        if line.strip("-• |\xa0"):
            lines.append(line)
            parts = []
        elif not re.fullmatch(r"(?:-|\d{1,4}\.)", line):
            parts = []
    return lines


def _pieces(tree: "_Element", skipped: frozenset[str]) -> Iterator[str | None]:
    """Text in order, with None where a line ends."""
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    counts: Counter[_Element] = Counter()
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        passed = event in ("comment", "pi") or tag in skipped or (event == "start" and is_hidden(element))
        if event == "start" and passed:
            walk.skip_subtree()
        if event == "start" and not passed:
            yield from _opening(element, tag, counts)
        elif event != "start":
            if tag in BLOCKS and tag not in skipped:
                yield None
            if element is not tree and element.tail:
                yield element.tail
    yield None


def _opening(element: "_Element", tag: str, counts: "Counter[_Element]") -> Iterator[str | None]:
    if tag in BLOCKS or tag == "br":
        yield None
    if tag == "li":
        yield _item_mark(element, counts)
    if tag in ("td", "th") and element.getprevious() is not None:
        yield " | "
    if element.text:
        yield element.text


def _item_mark(element: "_Element", counts: "Counter[_Element]") -> str:
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    counts[parent] += 1
    start = str(parent.get("start", "1"))
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
    return f"{first + counts[parent] - 1}. "


def is_hidden(element: "_Element") -> bool:
    """Whether a page keeps an element from being seen."""
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(str(element.get("style", ""))))
    )
