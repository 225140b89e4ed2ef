"""A document as intake hands it on: the report's text, what its head says, and the page's own lists kept apart."""

from typing import Annotated, Literal

from pydantic import Field

from communique.schema.evidence import Frozen

PageListKind = Literal["popular", "ranking", "related"]


class PageListItem(Frozen):
    """One line of a ranked or related list on the page."""

    rank: Annotated[int | None, Field(description="from 1; null where the list is not ranked")]
    title: str
    url: str | None = None


class PageList(Frozen):
    """A list the page shows beside the report: popular in a section, access ranking, related links."""

    name: str
    kind: PageListKind
    items: list[PageListItem] = []


class Document(Frozen):
    """One report or statement. `text` is what evidence offsets count in."""

    id: Annotated[str, Field(description="stable: made from the address, else from the content")]
    source: Annotated[
        str, Field(description="the path or address it came from, `-` for standard input, `text` for a string")
    ]
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    published: Annotated[str | None, Field(description="ISO 8601; with offset where the zone is known")] = None
    updated: str | None = None
    dateline_place: str | None = None
    language: Annotated[str | None, Field(description="ISO 639-1, or null where the text is too short to tell")] = None
    section: str | None = None
    text: str
    page_lists: list[PageList] = []
