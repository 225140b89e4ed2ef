"""The map and the network: drawn by a script from JSON, with a table below that says the same without one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from communique.outlets.web.asking import asked, params_of
from communique.outlets.web.graphs import MOST_ON_MAP, network, places
from communique.outlets.web.present import with_query
from communique.outlets.web.web import TheWeb, Web, reader
from communique.record import Item, Query
from communique.record.query import ask, types_of

router = APIRouter(dependencies=[reader], include_in_schema=False)
Asked = Annotated[Query, Depends(asked)]


@router.get("/map")
def world(request: Request, web: TheWeb, query: Asked) -> HTMLResponse:
    """Meetings and events on a map of the world."""
    found, shown = _placed(web, query)
    return web.page(
        request, "map.html", places=found, shown=shown, query=query, types=types_of(("meeting", "event")), most=MOST_ON_MAP,
        data=_address("/map/data", query),
    )  # fmt: skip


@router.get("/map/data")
def world_data(web: TheWeb, query: Asked) -> dict[str, object]:
    """The places of the map."""
    return {"places": _placed(web, query)[0]}


def _placed(web: Web, query: Query) -> tuple[list[dict[str, object]], int]:
    kinds = tuple(kind for kind in query.kinds if kind in {"meeting", "event"}) or ("meeting", "event")
    items: list[Item] = list(web.record.find(ask(query, kinds=kinds, limit=MOST_ON_MAP, cursor=None)))
    web.names.learn_items(items)
    return places(items, web.names), len(items)


@router.get("/network")
def graph(request: Request, web: TheWeb, query: Asked) -> HTMLResponse:
    """Who meets whom."""
    found = _network(web, query)
    return web.page(
        request, "network.html", network=found, query=query, types=types_of(("meeting",)), most=MOST_ON_MAP,
        data=_address("/network/data", query), called={node["id"]: node["name"] for node in found["nodes"]},
    )  # fmt: skip


@router.get("/network/data")
def graph_data(web: TheWeb, query: Asked) -> dict[str, object]:
    """The nodes and links of the network."""
    return dict(_network(web, query))


def _network(web: Web, query: Query) -> dict[str, list[dict[str, object]]]:
    return network(web.record.meetings(query, limit=MOST_ON_MAP, cursor=None), web.names)


def _address(path: str, query: Query) -> str:
    said: dict[str, list[str]] = {}
    for name, value in params_of(query):
        said.setdefault(name, []).append(value)
    return with_query(path, **said)
