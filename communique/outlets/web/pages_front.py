"""The front page and the search: what is new, what is read most, and everything by words and facets."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Param
from fastapi.responses import HTMLResponse, RedirectResponse

from communique.errors import BadQuery, UnknownItem
from communique.outlets.web.asking import Word, asked, params_of
from communique.outlets.web.errors import Refused
from communique.outlets.web.graphs import facets
from communique.outlets.web.present import actor_url, pair_url, plain_name, source_words, today, topic_words, with_query
from communique.outlets.web.sections import SECTIONS, by_key, lately, sections_of
from communique.outlets.web.web import TheWeb, Web, reader
from communique.record import Query
from communique.record.query import ask, parse_dyad

router = APIRouter(dependencies=[reader], include_in_schema=False)
ON_FRONT = 18
UPCOMING = 8
RANKED = 8
LOOKED_UP = 80  # of the most viewed pages, to find those of a section
FACETED = 400
ITEM_PAGES = ("meetings", "agreements", "positions", "events")


@router.get("/")
def front(request: Request, web: TheWeb, section: Word = "all") -> HTMLResponse:
    """What changed lately by section, upcoming meetings, and what is read most."""
    chosen = by_key(section)
    items = lately(web.record, chosen, today(), ON_FRONT)
    coming = sorted(
        web.record.meetings(since=today(), status=("planned", "possible"), limit=60), key=lambda item: (item.day or "9", item.id)
    )[:UPCOMING]  # fmt: skip
    popular, ranking = rankings(web, chosen.key)
    return web.page(
        request, "front.html", listed=(items, coming),
        sections=SECTIONS, section=chosen, items=items, coming=coming, popular=popular, ranking=ranking,
        counts=web.record.counts(), days=web.options.view_days, pairs=_pairs(web) if chosen.key == "all" else [],
    )  # fmt: skip


def _pairs(web: Web) -> list[dict[str, Any]]:
    found = [(row, sides) for row in web.record.pairs(limit=12) if (sides := parse_dyad_safely(str(row["pair"])))]
    web.names.learn(one for _, sides in found for one in sides)
    return [row | {"sides": sides} for row, sides in found]


def rankings(web: Web, section: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The pages read most in a section, and over all, in the window of days."""
    viewed = web.site.most_viewed(web.options.view_days, LOOKED_UP)
    popular: list[dict[str, Any]] = []
    ranking: list[dict[str, Any]] = []
    for path, number in viewed:
        if len(ranking) >= RANKED and len(popular) >= RANKED:
            break
        title, sections = _page(web, path)
        if title is None:
            continue
        entry = {"url": path, "title": title, "number": number}
        if len(ranking) < RANKED:
            ranking.append(entry)
        if len(popular) < RANKED and (section in sections or section == "all"):
            popular.append(entry)
    return popular, ranking


def _page(web: Web, path: str) -> tuple[str | None, set[str]]:
    """A viewed page's title and sections; None where it is no more."""
    kind, _, key = path.strip("/").partition("/")
    try:
        if kind in ITEM_PAGES:
            item = web.record.get(key)
            web.names.learn_items([item])
            from communique.outlets.web.present import headline

            return headline(item, web.names), sections_of(item)
        if kind == "pairs":
            one, other = parse_dyad(key)
            return f"{web.names(one)} – {web.names(other)}", {"diplomacy"}
        if kind == "series":
            found = web.record.series(thread=key, limit=1)
            return (found[0].name if found else None), {"diplomacy"}
        if kind == "topics":
            return topic_words(key), {"positions"}
        if kind in {"people", "states"}:
            return web.names(key), {"diplomacy"}
        found_documents = web.record.documents([key])
        return (_document_title(found_documents[0]) if found_documents else None), {"diplomacy"}
    except (UnknownItem, BadQuery, ValueError):
        return None, set()


def _document_title(document: Mapping[str, Any]) -> str:
    return str(document.get("title") or source_words(str(document["source"])))


@router.get("/pairs")
def all_pairs(request: Request, web: TheWeb, actor: Word = "") -> HTMLResponse:
    """Pairs by how much there is between them."""
    found = web.record.pairs(actor or None, limit=200)
    sides = [parse_dyad_safely(str(row["pair"])) for row in found]
    web.names.learn(one for pair in sides if pair for one in pair)
    rows = [
        {**row, "names": [web.names(one) for one in pair], "url": pair_url(pair)}
        for row, pair in zip(found, sides, strict=True) if pair
    ]  # fmt: skip
    return web.page(request, "pairs.html", rows=rows, actor=actor, today=today())


def parse_dyad_safely(text: str) -> tuple[str, str] | None:
    """Two sides, or None where they are not both states or organisations of the reference."""
    try:
        return parse_dyad(text)
    except ValueError:
        return None


@router.get("/search")
def search(
    request: Request, web: TheWeb, query: Annotated[Query, Depends(asked)], q: Annotated[str, Param(max_length=500)] = "",
    year: Annotated[str, Param(max_length=4)] = "", actor: Word = "",
) -> HTMLResponse:  # fmt: skip
    """Everything by words and facets."""
    words = q.strip()
    if words and not query.text:
        if "\x00" in words:
            raise Refused(422, "a question holds no null characters")
        query = ask(query, text=words) if any(c.isalnum() for c in words) else query
    narrowed = ask(query, since=year, until=year) if year else query
    narrowed = ask(narrowed, actors=(*narrowed.actors, actor)) if actor else narrowed
    found = web.record.find(narrowed)
    counted = web.record.find(ask(narrowed, limit=FACETED, cursor=None)) if not narrowed.cursor else found
    named = [one for one in web.record.named(words, limit=12) if one["documents"]][:6] if words else []
    base = [
        ("q", words),
        *((name, value) for name, value in params_of(query) if name != "text"),
        ("year", year),
        ("actor", actor),
    ]
    return web.page(
        request, "results.html" if request.headers.get("hx-target") == "results" else "search.html", listed=(found,),
        items=found, words=words, query=narrowed, facets=facets(counted, web.names), faceted=len(counted), chosen=_chosen(base),
        base=[pair for pair in base if pair[1]], link=_link, most=FACETED,
        named=[{**one, "url": actor_url(str(one["id"])), "title": one["name"] or plain_name(str(one["id"]))} for one in named],
        feed=params_of(narrowed),
    )  # fmt: skip


FACET_NAMES = {"actors": "actor"}


def _chosen(base: list[tuple[str, str]]) -> list[dict[str, str]]:
    """What the search is narrowed by, each with the address without it."""
    return [
        {
            "name": name,
            "value": value,
            "url": with_pairs("/search", [other for other in base if other != (name, value)]),
        }
        for name, value in base
        if value and name != "q"
    ]


def with_pairs(path: str, pairs: list[tuple[str, str]]) -> str:
    """An address with parameters."""
    said: dict[str, list[str]] = {}
    for name, value in pairs:
        if value:
            said.setdefault(name, []).append(value)
    return with_query(path, **said)


def _link(base: list[tuple[str, str]], name: str, value: str) -> str:
    """The address of the search narrowed by one facet more."""
    name = FACET_NAMES.get(name, name)
    kept = [pair for pair in base if not (name in {"year", "actor"} and pair[0] == name)]
    return with_pairs("/search", [*kept, (name, value)] if (name, value) not in kept else kept)


@router.get("/go")
def go(web: TheWeb, one: Word = "", other: Word = "") -> RedirectResponse:
    """From two names to the page of the pair."""
    sides = [_known(web, side) for side in (one, other) if side.strip()]
    if len(sides) == 2:
        return RedirectResponse(pair_url(sides), 303)
    return RedirectResponse(actor_url(sides[0]) if sides else "/pairs", 303)


def _known(web: Web, name: str) -> str:
    found = web.record.named(name, limit=5)
    exact = [
        row for row in found if name.strip().casefold() in {str(row["name"]).casefold(), str(row["id"]).casefold()}
    ]
    if not found:
        raise BadQuery(f"nobody in the record is called {name!r}")
    return str((exact or found)[0]["id"])
