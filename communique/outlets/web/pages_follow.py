"""Following a question: feeds, calendar, digest; and an item as a citation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from communique.outlets.web import feeds
from communique.outlets.web.asking import asked, params_of
from communique.outlets.web.present import listed, today, with_query
from communique.outlets.web.web import TheWeb, Web, address, plain, reader
from communique.record import Query
from communique.record.query import ask

router = APIRouter(dependencies=[reader], include_in_schema=False)
Asked = Annotated[Query, Depends(asked)]


def title_of(query: Query, web: Web) -> str:
    """A question in words."""
    who = [" – ".join(web.names(one) for one in query.dyad)] if query.dyad else []
    who += [listed(query.actors, web.names)] if query.actors else []
    what = [", ".join(f"{kind}s" for kind in query.kinds)] if len(query.kinds) < 4 else []
    more = [*query.types, *query.stages, *query.topics, *query.status, *([f"“{query.text}”"] if query.text else [])]
    return "Communique: " + (" · ".join([*who, *what, *(word.replace("_", " ") for word in more)]) or "everything")


def _search(query: Query) -> str:
    said: dict[str, list[str]] = {}
    for name, value in params_of(query):
        said.setdefault("q" if name == "text" else name, []).append(value)
    return with_query("/search", **said)


@router.get("/feeds/atom")
def atom(request: Request, web: TheWeb, query: Asked) -> Response:
    """An Atom feed of a question."""
    items = web.record.find(query)
    web.names.learn_items(items)
    site = address(request)
    body = feeds.atom(
        items.items, title=title_of(query, web), here=site + request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        site=site, page=site + _search(query), names=web.names,
    )  # fmt: skip
    return plain(body, "application/atom+xml")


@router.get("/feeds/calendar.ics")
def calendar(request: Request, web: TheWeb, query: Asked) -> Response:
    """Planned meetings, and those of the past if a day is given from which on."""
    wanted = query if query.since else ask(query, since=today())
    status = query.status or (("planned", "possible") if not query.since else ())
    items = web.record.meetings(wanted, status=status)
    web.names.learn_items(items)
    body = feeds.calendar(items.items, title=title_of(query, web), site=address(request), names=web.names)
    return plain(body, "text/calendar", "meetings.ics")


@router.get("/feeds/digest")
def digest(request: Request, web: TheWeb, query: Asked) -> HTMLResponse:
    """A digest as a plain page, fit to be sent by e-mail."""
    items = web.record.find(query)
    web.names.learn_items(items)
    return web.page(
        request, "digest.html", items=items, title=title_of(query, web), site=address(request), search=_search(query)
    )


@router.get("/feeds/digest.txt")
def digest_text(request: Request, web: TheWeb, query: Asked) -> Response:
    """The same as plain text."""
    items = web.record.find(query)
    web.names.learn_items(items)
    return plain(
        feeds.digest(items.items, title=title_of(query, web), site=address(request), names=web.names), "text/plain"
    )


@router.get("/follow")
def follow(request: Request, web: TheWeb, query: Asked) -> HTMLResponse:
    """The ways to follow a question."""
    said: dict[str, list[str]] = {}
    for name, value in params_of(query):
        said.setdefault(name, []).append(value)
    ways = {name: with_query(path, **said) for name, path in WAYS.items()}
    return web.page(
        request, "follow.html", ways=ways, title=title_of(query, web), site=address(request), search=_search(query)
    )


WAYS = {
    "atom": "/feeds/atom",
    "digest": "/feeds/digest",
    "text": "/feeds/digest.txt",
    "calendar": "/feeds/calendar.ics",
    "api": "/api/items",
}
