"""The HTTP API that only asks: everything the record's query can, under `/api`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi import Query as Param
from fastapi.responses import JSONResponse, Response

from communique.errors import BadQuery, UnknownItem
from communique.outlets.web import citations, graphs
from communique.outlets.web.asking import LONGEST, Word, asked
from communique.outlets.web.doubts import doubts
from communique.outlets.web.envelope import (
    FAILURES,
    DoubtOut,
    Envelope,
    ItemOut,
    PageOut,
    Rows,
    SeriesOut,
    ToldOut,
    WhyOut,
    enveloped,
    listed,
)  # fmt: skip
from communique.outlets.web.errors import Refused
from communique.outlets.web.web import TheWeb, address, plain, reader
from communique.record import Query
from communique.record.query import ask
from communique.schema import Reading

router = APIRouter(prefix="/api", dependencies=[reader], responses=FAILURES)
Asked = Annotated[Query, Depends(asked)]
Id = Annotated[str, Path(max_length=LONGEST, description="identifier of an item, or of a report in it")]
Dyad = Annotated[str, Path(max_length=LONGEST, description="two sides, such as JPN-FRA")]
Limit = Annotated[int, Param(ge=1, le=1000)]
Answers = dict[int | str, dict[str, Any]]
ITEMS: Answers = {200: {"model": Envelope[list[ItemOut]]}}
ITEM: Answers = {200: {"model": Envelope[ItemOut]}}
ROWS: Answers = {200: {"model": Rows}}
ONE: Answers = {200: {"model": Envelope[dict[str, Any]]}}


def sound(text: str) -> str:
    """A word of an address without what no database takes."""
    if "\x00" in text:
        raise Refused(404, "there is nothing of that identifier")
    return text


@router.get("/items", responses=ITEMS, tags=["asking"])
def items(web: TheWeb, query: Asked) -> JSONResponse:
    """Items of all kinds, newest first; with `text` best first."""
    return listed(web.record.find(query))


@router.get("/meetings", responses=ITEMS, tags=["asking"])
def meetings(web: TheWeb, query: Asked) -> JSONResponse:
    """Meetings, newest first."""
    return listed(web.record.meetings(query))


@router.get("/agreements", responses=ITEMS, tags=["asking"])
def agreements(web: TheWeb, query: Asked) -> JSONResponse:
    """Agreements, by the day of their latest stage."""
    return listed(web.record.agreements(query))


@router.get("/positions", responses=ITEMS, tags=["asking"])
def positions(web: TheWeb, query: Asked) -> JSONResponse:
    """Positions, newest first."""
    return listed(web.record.positions(query))


@router.get("/events", responses=ITEMS, tags=["asking"])
def events(web: TheWeb, query: Asked) -> JSONResponse:
    """Events, newest first."""
    return listed(web.record.events(query))


@router.get("/series", responses={200: {"model": Envelope[list[SeriesOut]]}}, tags=["asking"])
def series(web: TheWeb, query: Asked) -> JSONResponse:
    """The series that the meetings asked for belong to, each whole."""
    return enveloped([one.to_dict() for one in web.record.series(query, limit=query.limit)])


@router.get("/items/{id}", responses=ITEM, tags=["items"])
def item(web: TheWeb, id: Id) -> JSONResponse:
    """One item. Identifiers of reports lead to the item they were joined into."""
    return enveloped(web.record.get(sound(id)).to_dict())


@router.get("/items/{id}/why", responses={200: {"model": Envelope[WhyOut]}}, tags=["items"])
def why(web: TheWeb, id: Id) -> JSONResponse:
    """Which reports were joined, on which grounds, with their quotes; and what was kept apart."""
    return enveloped(web.record.why(sound(id)).to_dict())


@router.get("/items/{id}/history", responses=ROWS, tags=["items"])
def history(web: TheWeb, id: Id) -> JSONResponse:
    """The wordings of a position over time."""
    return enveloped([one.to_dict() for one in web.record.history(sound(id))])


@router.get("/items/{id}/decisions", responses=ROWS, tags=["items"])
def decisions(web: TheWeb, id: Id) -> JSONResponse:
    """Review decisions on an item, newest first."""
    return enveloped(web.record.decisions(sound(id)))


@router.get(
    "/items/{id}/cite", tags=["items"], response_class=Response,
    responses={200: {"content": {"application/vnd.citationstyles.csl+json": {}, "application/x-bibtex": {}}}},
)  # fmt: skip
def cite(
    request: Request, web: TheWeb, id: Id, field: Word = "",
    format: Annotated[str, Param(pattern="^(csl|bibtex)$")] = "csl",
) -> Response:  # fmt: skip
    """An item, or one value of it, as something to cite, with its sources."""
    found = web.record.why(sound(id))
    if field and field not in found.item.values:
        raise BadQuery(f"no field {field!r} in this item: there are {', '.join(sorted(found.item.values))}")
    web.names.learn_items([found.item])
    site = address(request)
    if format == "bibtex":
        body = citations.bibtex(found, field or None, site, web.names)
        return plain(body, "application/x-bibtex", f"{found.item.id}.bib")
    listed_ = citations.csl(found, field or None, site, web.names)
    return JSONResponse(listed_, media_type="application/vnd.citationstyles.csl+json")


@router.get("/pairs", responses=ROWS, tags=["actors"])
def pairs(web: TheWeb, actor: Word = "", limit: Limit = 100) -> JSONResponse:
    """Pairs of actors with the number of items between them, most first."""
    return enveloped(web.record.pairs(sound(actor) or None, limit=limit))


@router.get("/pairs/{dyad}", responses={200: {"model": Envelope[PageOut]}}, tags=["actors"])
def pair(
    web: TheWeb, dyad: Dyad, since: Word = "", until: Word = "", limit: Annotated[int, Param(ge=1, le=200)] = 10
) -> JSONResponse:
    """What the record knows of two sides."""
    return enveloped(web.record.show(dyad, since=since or None, until=until or None, limit=limit).to_dict())


@router.get("/pairs/{dyad}/monthly", responses=ROWS, tags=["actors"])
def monthly(web: TheWeb, dyad: Dyad, since: Word = "", until: Word = "") -> JSONResponse:
    """Cooperation and conflict month by month."""
    return enveloped([month.to_dict() for month in web.record.monthly(dyad, since=since or None, until=until or None)])


@router.get("/actors", responses=ROWS, tags=["actors"])
def actors(
    web: TheWeb, name: Annotated[str, Param(max_length=LONGEST)], limit: Annotated[int, Param(ge=1, le=200)] = 20
) -> JSONResponse:
    """Actors of whose names the words are a part."""
    return enveloped(web.record.named(sound(name), limit=limit))


@router.get("/actors/{id}", responses=ONE, tags=["actors"])
def actor(web: TheWeb, id: Annotated[str, Path(max_length=LONGEST)]) -> JSONResponse:
    """An actor's names and offices over time."""
    found = web.record.actor(sound(id))
    if found is None:
        raise UnknownItem(f"{id}: no report in the record names this actor")
    return enveloped(found)


@router.get("/topics", responses=ROWS, tags=["asking"])
def topics(
    web: TheWeb, kind: Annotated[str, Param(pattern="^(agreement|position|event)$")] = "position", limit: Limit = 200
) -> JSONResponse:
    """Topics with how many items have them, most first."""
    return enveloped(web.record.topics(kind, limit=limit))


@router.get("/documents/{id}", responses=ONE, tags=["documents"])
def document(web: TheWeb, id: Annotated[str, Path(max_length=LONGEST)]) -> JSONResponse:
    """A document's head and text."""
    found = web.record.documents([sound(id)])
    if not found:
        raise UnknownItem(f"{id}: there is no document of that identifier in the record")
    return enveloped(found[0])


@router.get("/documents/{id}/reading", responses={200: {"model": Envelope[Reading]}}, tags=["documents"])
def document_reading(web: TheWeb, id: Annotated[str, Path(max_length=LONGEST)]) -> JSONResponse:
    """The reading of a document that counts now."""
    found = web.record.reading(sound(id))
    if found is None:
        raise UnknownItem(f"{id}: there is no document of that identifier in the record")
    return enveloped(found.model_dump(mode="json"))


@router.get("/documents/{id}/items", responses={200: {"model": Envelope[list[ToldOut]]}}, tags=["documents"])
def document_items(web: TheWeb, id: Annotated[str, Path(max_length=LONGEST)]) -> JSONResponse:
    """What a document says, item by item, with the items of the record."""
    return enveloped(web.record.told(sound(id)))


@router.get("/places", responses=ROWS, tags=["pictures"])
def places(web: TheWeb, query: Asked) -> JSONResponse:
    """Places of meetings and events, as the map shows them; `limit` counts items."""
    return enveloped(graphs.places(web.record.find(query), web.names))


@router.get("/network", responses=ONE, tags=["pictures"])
def network(web: TheWeb, query: Asked) -> JSONResponse:
    """Who meets whom; `limit` counts meetings."""
    return enveloped(graphs.network(web.record.meetings(query), web.names))


@router.get("/doubts", responses={200: {"model": Envelope[list[DoubtOut]]}}, tags=["review"])
def queue(web: TheWeb, dyad: Word = "") -> JSONResponse:
    """Values to review, those most doubted first."""
    found = doubts(web.record, sound(dyad) or None)
    return enveloped(
        [{"item": d.item.to_dict(), "field": d.field, "reason": d.reason, "weight": d.weight} for d in found]
    )


@router.get("/counts", responses={200: {"model": Envelope[dict[str, int]]}}, tags=["asking"])
def counts(web: TheWeb) -> JSONResponse:
    """How much there is of each."""
    return enveloped(web.record.counts())


@router.get("/decisions", responses=ROWS, tags=["review"])
def all_decisions(web: TheWeb) -> JSONResponse:
    """All review decisions, newest first."""
    return enveloped(web.record.decisions())


@router.get("/query", responses={200: {"model": Envelope[dict[str, Any]]}}, tags=["asking"])
def query(query: Asked) -> JSONResponse:
    """The question as it was understood."""
    return enveloped(ask(query).model_dump(mode="json"))
