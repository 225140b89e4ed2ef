"""Pages of what the record knows: a relationship, an item of each kind, a series, a topic, a person, a state."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from communique.errors import BadQuery, UnknownItem
from communique.outlets.web import charts
from communique.outlets.web.api import Id, sound
from communique.outlets.web.asking import Word
from communique.outlets.web.differences import marked
from communique.outlets.web.present import (
    PLURALS,
    actor_url,
    item_url,
    listed_topics,
    pair_url,
    plain_name,
    today,
    topic_words,
)
from communique.outlets.web.web import TheWeb, Web, reader
from communique.record import Item, Wording
from communique.record.query import ask, parse_dyad, types_of
from communique.record.review import CODES, COMPOUND, FIELDS

router = APIRouter(dependencies=[reader], include_in_schema=False)
ON_PAIR = 25
HISTORIES = 6
SOURCES = 30
ON_LIST = 50
NOT_NAMED: dict[str, Any] = {"names": [], "offices": [], "kind": None, "country": None, "wikidata": None}
# What everybody wants to know first; the rest follows in the order of the record.
FIRST = (
    "date",
    "status",
    "stage",
    "place",
    "parties",
    "holders",
    "actors",
    "recipients",
    "level",
    "series",
    "ordinal",
    "stance",
    "topic",
)


@router.get("/pairs/{dyad}")
def pair(request: Request, web: TheWeb, dyad: str, since: Word = "", until: Word = "") -> Response:
    """A relationship."""
    try:
        sides = parse_dyad(sound(dyad))
    except ValueError as error:
        raise BadQuery(str(error)) from error
    if dyad != "-".join(sides):
        return RedirectResponse(pair_url(sides) + (f"?{request.url.query}" if request.url.query else ""), 301)
    if sides[0] == sides[1]:
        raise BadQuery("a relationship has two sides: these are the same")
    found = web.record.show(sides, since=since or None, until=until or None, limit=ON_PAIR)
    months = web.record.monthly(sides, since=since or None, until=until or None)
    every = [*found.agreements, *found.meetings, *found.positions, *found.events]
    web.names.learn_items(every)
    web.names.learn(sides)
    people = {side: web.record.office_holders(side) for side in sides}
    return web.page(
        request, "pair.html", listed=(found.meetings, found.events),
        sides=sides, found=found, months=months, every=every, since=since, until=until, people=people,
        histories=histories(web, found.positions), sources=sources(web, every), charts=charts, rung_stages=charts.RUNGS,
        coming=[item for item in found.meetings if item.status in {"planned", "possible"} and (item.day or "") >= today()],
    )  # fmt: skip


def histories(web: Web, positions: Iterable[Item]) -> list[dict[str, Any]]:
    """The wordings of the positions over time, those with most steps first, each step compared with the one before."""
    threads = list(dict.fromkeys(item.thread for item in positions if item.thread))[: HISTORIES * 3]
    found = [history for thread in threads if (history := web.record.history(thread))]
    found.sort(key=lambda history: (-len(history), history[-1].item.id))
    return [compared(history) for history in found[:HISTORIES]]


def compared(history: Sequence[Wording]) -> dict[str, Any]:
    """A history with the differences marked."""
    steps = []
    for number, step in enumerate(history):
        before = history[number - 1].words if number else step.words
        steps.append({"step": step, "pieces": marked(before, step.words)})
    last = history[-1].item
    return {
        "topic": str(last["topic"] or last.label),
        "key": last["topic_key"],
        "holders": last["holders"] or [],
        "steps": steps,
    }


def sources(web: Web, items: Iterable[Item], most: int = SOURCES) -> list[dict[str, Any]]:
    """The reports behind items, newest first."""
    identifiers = list(dict.fromkeys(document for item in items for document in item.documents))[:most]
    found = web.documents(identifiers)
    return sorted(found, key=lambda one: (str(one.get("published") or ""), str(one["id"])), reverse=True)


@router.get("/items/{id}")
def any_item(web: TheWeb, id: Id) -> RedirectResponse:
    """From an identifier to its page."""
    return RedirectResponse(item_url(web.record.get(sound(id))), 302)


def _item_page(kind: str) -> None:
    @router.get(f"/{PLURALS[kind]}/{{id}}", name=kind)
    def show(request: Request, web: TheWeb, id: Id) -> Response:
        return item_page(request, web, sound(id), kind)


for _kind in PLURALS:
    _item_page(_kind)


def item_page(request: Request, web: Web, identifier: str, kind: str) -> Response:
    """An item: each value with its quotes and reports, and where reports differ."""
    why = web.record.why(identifier)
    item = why.item
    if item.kind != kind or item.id != identifier:
        return RedirectResponse(item_url(item), 301)
    web.names.learn_items([item])
    reviewing = request.state.asker.may("reviewer")
    series = web.record.series(thread=item.thread, limit=5) if item.kind == "meeting" and item.thread else ()
    steps = web.record.history(item.id) if item.kind == "position" else ()
    return web.page(
        request, "item.html", private=reviewing, item=item, why=why, fields=ordered_fields(item), quotes=quotes(why.joined),
        titles={one.report: one.document for one in why.joined}, series=series[0] if series else None, charts=charts,
        history=compared(steps) if len(steps) > 1 else None, decisions=web.record.decisions(item.id), reviewing=reviewing,
        choices=choices(item.kind), compound=COMPOUND, pairs=_pairs(item), here=item_url(item),
    )  # fmt: skip


def ordered_fields(item: Item) -> list[str]:
    """The fields of an item, the telling ones first."""
    known = [name for name in FIELDS[item.kind] if name in item.values]
    return sorted(known, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))


def quotes(joined: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    """The quotes of each report."""
    return {one.report: one.quotes for one in joined}


def choices(kind: str) -> dict[str, Sequence[str]]:
    """The codes of fields that have some, for forms."""
    found: dict[str, Sequence[str]] = {field: CODES[field] for field in FIELDS[kind] if field in CODES}
    if kind == "agreement":
        found["kind"] = types_of(("agreement",))
    return found


def _pairs(item: Item) -> list[tuple[str, str]]:
    sides = item.parties
    return [(one, other) for number, one in enumerate(sides) for other in sides[number + 1 :]][:6]


@router.get("/series/{thread}")
def series(request: Request, web: TheWeb, thread: str) -> HTMLResponse:
    """A series of meetings."""
    found = web.record.series(thread=sound(thread)[:60], limit=1000)
    if not found:
        raise UnknownItem(f"{thread}: there is no series of that identifier in the record")
    web.names.learn_items(found[0].meetings)
    return web.page(request, "series.html", series=found[0], charts=charts, sources=sources(web, found[0].meetings))


@router.get("/topics")
def topics(request: Request, web: TheWeb) -> HTMLResponse:
    """All topics."""
    found = web.record.topics("position", limit=200)
    known = [row for row in found if row["topic"] in listed_topics()]
    return web.page(
        request, "topics.html", positions=known, others=[row for row in found if row not in known],
        events=web.record.topics("event", limit=60),
    )  # fmt: skip


@router.get("/topics/{key}")
def topic(request: Request, web: TheWeb, key: str, since: Word = "", until: Word = "") -> HTMLResponse:
    """A topic: who holds which stance on it, and in which words over time."""
    query = ask(None, topics=(sound(key),), since=since or None, until=until or None, limit=ON_LIST)
    positions, events, agreements = web.record.positions(query), web.record.events(query), web.record.agreements(query)
    if not (positions or events or agreements or since or until):
        raise UnknownItem(f"{key}: there is no such topic in the record")
    by_stance: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in positions:
        for holder in item["holders"] or ():
            by_stance[str(item["stance"])][holder].append(item)
    return web.page(
        request, "topic.html", listed=(positions, events, agreements),
        key=key, title=topic_words(key), positions=positions, events=events, agreements=agreements,
        by_stance=by_stance,
        histories=histories(web, positions), since=since, until=until,
    )  # fmt: skip


@router.get("/people/{id}")
def person(request: Request, web: TheWeb, id: Id) -> HTMLResponse:
    """A person, or a group without a short name: offices over time, meetings, events."""
    return _actor(request, web, sound(id))


@router.get("/states/{id}")
def state(request: Request, web: TheWeb, id: Id) -> HTMLResponse:
    """A state or organisation."""
    return _actor(request, web, sound(id))


def _actor(request: Request, web: Web, identifier: str) -> HTMLResponse:
    identifier = ask(None, actors=(identifier,)).actors[0]
    told = web.record.actor(identifier)
    lists = {kind: web.record.find(ask(None, actors=(identifier,), kinds=(kind,), limit=12)) for kind in PLURALS}
    if told is None and not any(lists.values()) and not web.record.names([identifier]):
        raise UnknownItem(f"{identifier}: nobody of that name is in the record")
    partners = web.record.pairs(identifier, limit=12)
    others = [other for row in partners if (other := _other(str(row["pair"]), identifier))]
    web.names.learn([*others, identifier])
    return web.page(
        request, "actor.html", listed=tuple(lists.values()), id=identifier, told=told or NOT_NAMED | {"name": web.names(identifier)},
        lists=lists, partners=[{**row, "other": other} for row, other in zip(partners, others, strict=False)],
        people=web.record.office_holders(identifier), title=web.names(identifier) or plain_name(identifier), here=actor_url(identifier),
    )  # fmt: skip


def _other(pair: str, actor: str) -> str | None:
    if pair.startswith(f"{actor}-"):
        return pair[len(actor) + 1 :]
    return pair[: -len(actor) - 1] if pair.endswith(f"-{actor}") else None
