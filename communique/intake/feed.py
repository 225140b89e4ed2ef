"""RSS and Atom feeds given to read: each item is a document of its own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.errors import InputError, UnreadableInput
from communique.intake.html import build_html
from communique.intake.lines import clean
from communique.intake.text import Given
from communique.intake.when import iso_moment
from communique.schema import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_BODY = ("encoded", "content", "description", "summary")
_DATE = ("pubDate", "published", "date", "issued", "updated")


def read_feed(text: str, source: str) -> Iterator[Document | InputError]:
    """A document or an error for each item."""
    try:
        root = _parsed(text, source)
    except InputError as error:
        yield error
        return
    outlet = _child(_channel(root), ("title",))
    items = [element for element in root.iter() if _local(element) in ("item", "entry")]
    if not items:
        yield UnreadableInput(source, "is a feed without items: there is nothing to read")
    for number, item in enumerate(items, 1):
        yield _document(item, outlet, f"{source} item {number}")


def _parsed(text: str, source: str) -> "_Element":
    """The feed's tree; entities are not expanded, nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(_without_declaration(clean(text)).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableInput(source, "is a feed that is not XML: save it again from its address") from error
    if root is None:
        raise UnreadableInput(source, "is a feed that is not XML: save it again from its address")
    return root


def _without_declaration(text: str) -> str:
    start = text.lstrip()
    return start[start.find("?>") + 2 :] if start.startswith("<?xml") and "?>" in start[:300] else start


def _document(item: "_Element", outlet: str | None, source: str) -> Document | InputError:
    body = _child(item, _BODY)
    given = Given(
        source,
        title=_child(item, ("title",)),
        url=_address(item),
        published=iso_moment(_child(item, _DATE)),
        byline=_child(item, ("creator",)) or _child(item, ("author",)),
        outlet=outlet,
    )
    if body is None:
        return UnreadableInput(source, "has no text: read the page at its address instead")
    try:
        return build_html(body, given)
    except InputError as error:
        return error


def _local(element: "_Element") -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _channel(root: "_Element") -> "_Element":
    return next((element for element in root if _local(element) == "channel"), root)


def _child(element: "_Element", names: tuple[str, ...]) -> str | None:
    """The text of the first child of one of the names, in the order of the names."""
    for name in names:
        for child in element:
            text = "".join(child.itertext()).strip() if _local(child) == name else ""
            if text:
                return text
    return None


def _address(item: "_Element") -> str | None:
    links = [child for child in item if _local(child) == "link"]
    found = [
        (link.text or "").strip() or str(link.get("href", ""))
        for link in links
        if link.get("rel") in (None, "alternate")
    ]
    return next((address for address in found if address.startswith(("http://", "https://"))), None)
