"""A document with its values marked, deciding on them, the queue of doubts, pasting a text."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from communique.errors import CommuniqueError, UnknownItem
from communique.outlets.web.access import FORM_FIELD, safe_next
from communique.outlets.web.api import Id, sound
from communique.outlets.web.api_write import Decision, add_text, decide, posted, read_text
from communique.outlets.web.asking import Word
from communique.outlets.web.differences import Mark, stretches
from communique.outlets.web.doubts import doubts
from communique.outlets.web.errors import Refused, fault_of
from communique.outlets.web.pages_items import choices, ordered_fields
from communique.outlets.web.present import day_words, event_words, item_url, ordinal, value_words, words_of
from communique.outlets.web.web import TheWeb, Web, reader, reviewer
from communique.record import Item
from communique.record.review import COMPOUND
from communique.schema import Reading

router = APIRouter(include_in_schema=False)
KINDS = ("meeting", "agreement", "position", "event")
# What a card shows of an item.
CARD = {
    "meeting": ("format", "level", "mode", "parties", "attendees", "date", "place", "status", "series", "topics"),
    "agreement": ("name", "kind", "parties", "stage", "stage_date", "purpose"),
    "position": ("holders", "stance", "strength", "repeated", "topic", "about", "instrument", "date", "status"),
    "event": ("event_type", "mode", "actors", "recipients", "date", "place", "status", "contexts", "cameo", "quad", "confidence"),
}  # fmt: skip


@router.get("/documents/{id}", dependencies=[reader])
def document(request: Request, web: TheWeb, id: Id) -> Response:
    """A document's text with every value marked by kind."""
    described = web.documents([sound(id)])
    reading = web.record.reading(id)
    if not described or reading is None:
        raise UnknownItem(f"{id}: there is no document of that identifier in the record")
    if described[0].get("stands_for"):
        return RedirectResponse(f"/documents/{described[0]['stands_for']}", 302)
    told = web.record.told(id)
    items = {one["item"]: web.record.get(one["item"]) for one in told}
    web.names.learn_items(items.values())
    reviewing = request.state.asker.may("reviewer")
    cards = [_card(one["report"], one["kind"], one["body"], web, items[one["item"]]) for one in told]
    return web.page(
        request, "document.html", private=reviewing, document=described[0], **_marked(reading, cards, web), reviewing=reviewing,
        choices={kind: choices(kind) for kind in KINDS}, compound=COMPOUND, fields_of=ordered_fields, pasted=False,
        copies=_copies(web, described[0], id),
    )  # fmt: skip


def _copies(web: Web, described: dict[str, Any], identifier: str) -> list[dict[str, Any]]:
    """The other documents with the same or nearly the same words."""
    found = dict.fromkeys([*(described.get("same_words") or ()), *web.record.copies(identifier)])
    return web.documents(one for one in found if one != identifier)


def _card(key: str, kind: str, body: dict[str, Any], web: Web, item: Item | None) -> dict[str, Any]:
    """What was read, as a card beside the text."""
    rows = [(words_of(field), shown) for field in CARD[kind] if (shown := _shown(field, body.get(field), web))]
    return {
        "key": key,
        "kind": kind,
        "rows": rows,
        "item": item,
        "title": _title(kind, body),
        "evidence": body.get("evidence") or [],
    }


def _title(kind: str, body: dict[str, Any]) -> str:
    if kind == "meeting":
        number = (body.get("series") or {}).get("ordinal")
        return f"{ordinal(number)} {body.get('format')}" if number else str(body.get("format"))
    if kind == "agreement":
        return f"{body.get('name') or body.get('kind')}{': ' + words_of(body['stage']) if body.get('stage') else ''}"
    if kind == "position":
        return f"{words_of(body.get('stance'))}: {body.get('topic')}"
    return f"{event_words(str(body.get('event_type')))[0]}{': ' + words_of(body['mode']) if body.get('mode') else ''}"


def _shown(field: str, value: Any, web: Web) -> str:
    if value in (None, [], "", False):
        return ""
    if field in {"date", "stage_date"}:
        said = value.get("said") or {}
        words = day_words(value["edtf"])
        return f"{words} (“{said['quote']}”)" if said.get("quote") else words
    if field == "series":
        number = f"number {value['ordinal']}" if value.get("ordinal") else ""
        before = f"the one before: {day_words(value['previous_date']['edtf'])}" if value.get("previous_date") else ""
        return ", ".join(filter(None, (value.get("name") or "", number, before)))
    if field == "topics":
        return "; ".join(str(one["quote"]) for one in value)
    if field == "confidence":
        return f"{float(value):.0%}"
    return value_words(field, value, web.names)


def _marked(reading: Reading, cards: list[dict[str, Any]], web: Web) -> dict[str, Any]:
    """The text in stretches, the cards by kind, and those who are named."""
    marks = [
        Mark(evidence["start"], evidence["end"], card["kind"], card["key"], f"{card['kind']}: {card['title']}")
        for card in cards
        for evidence in card["evidence"]
    ]
    people = []
    for number, actor in enumerate(reading.actors):
        key = f"actor-{number}"
        people.append({"key": key, "actor": actor})
        marks += [
            Mark(said.start, said.end, "actor", key, f"{words_of(actor.kind)}: {actor.name}") for said in actor.mentions
        ]
    web.names.learn(actor.country for actor in reading.actors if actor.country)
    grouped = [(kind, [card for card in cards if card["kind"] == kind]) for kind in KINDS]
    text = reading.document.text
    return {
        "stretches": stretches(text, marks), "groups": [group for group in grouped if group[1]], "people": people, "text": text,
        "page_lists": reading.document.page_lists, "head": reading.document,
    }  # fmt: skip


@router.post("/items/{id}/review", dependencies=[reviewer])
def decide_by_form(
    request: Request, web: TheWeb, id: Id, verdict: Annotated[str, Form(max_length=20)],
    field: Annotated[str, Form(max_length=40)] = "item",
    value: Annotated[str, Form(max_length=2000)] = "", why: Annotated[str, Form(max_length=2000)] = "",
    form_token: Annotated[str, Form(max_length=200)] = "", next: Annotated[str, Form(max_length=500)] = "",
) -> Response:  # fmt: skip
    """Accepts, corrects or rejects, then goes back to where the form was."""
    web.doors.check_form(request, form_token)
    if verdict not in {"accept", "correct", "reject"}:
        raise Refused(422, "verdict: accept, correct or reject", "verdict")
    decision = Decision(field=field, verdict=verdict, value=value if verdict == "correct" else None, why=why)
    item = decide(web, request.state.asker, sound(id), decision)
    if request.headers.get("hx-request"):
        return web.page(request, "decided.html", private=True, item=item, field=field, verdict=verdict)
    return RedirectResponse(safe_next(next) if next else item_url(item), 303)


@router.get("/review", dependencies=[reviewer])
def queue(request: Request, web: TheWeb, dyad: Word = "") -> HTMLResponse:
    """Values to look at, those most doubted first."""
    found = doubts(web.record, dyad or None)
    web.names.learn_items([doubt.item for doubt in found])
    quoted = {doubt.item.id: web.record.why(doubt.item.id) for doubt in found[:30]}
    return web.page(
        request, "review.html", private=True, doubts=found, quoted=quoted, choices={kind: choices(kind) for kind in KINDS},
        compound=COMPOUND, dyad=dyad,
    )  # fmt: skip


@router.get("/paste", dependencies=[reader])
def paste(request: Request, web: TheWeb) -> HTMLResponse:
    """A form for a text."""
    return web.page(request, "paste.html", private=True, text="", title="", published="", wrong=None, reading=None)


@router.post("/paste", dependencies=[reader])
async def pasted(request: Request, web: TheWeb) -> Response:
    """The reading of a pasted text; stored only where an editor asks for it."""
    try:
        form = await request.form(max_files=1, max_fields=20)
    except Exception as error:
        raise Refused(400, "the form cannot be understood") from error
    web.doors.check_form(request, str(form.get(FORM_FIELD) or ""))
    given = {name: str(form.get(name) or "") for name in ("title", "published")}
    try:
        text = await posted(request)
        if form.get("keep"):
            if not request.state.asker.may("editor"):
                raise Refused(403, "adding to the record needs the right of an editor")
            added = await run_in_threadpool(add_text, web, text, request.state.asker)
            return RedirectResponse(f"/documents/{added[0]}", 303)
        readings = await run_in_threadpool(read_text, web, text)
    except (Refused, CommuniqueError) as error:
        status, fault = fault_of(error)
        kept = {**given, "text": str(form.get("text") or ""), "wrong": fault.message, "reading": None}
        return web.page(request, "paste.html", status=status, private=True, **kept)
    return await run_in_threadpool(_pasted_page, request, web, readings[0], str(form.get("text") or ""), given)


def _pasted_page(request: Request, web: Web, reading: Reading, text: str, given: dict[str, str]) -> HTMLResponse:
    cards = [
        _card(f"{kind}-{number}", kind, item.model_dump(mode="json"), web, None)
        for kind in KINDS
        for number, item in enumerate(getattr(reading, f"{kind}s"))
    ]
    return web.page(
        request, "paste.html", private=True, text=text, title=given["title"], published=given["published"], wrong=None, reading=reading,
        document=reading.document.model_dump(mode="json"),
        **{name: value for name, value in _marked(reading, cards, web).items() if name != "text"}, reviewing=False, pasted=True,
        choices={}, compound=COMPOUND, fields_of=ordered_fields, copies=[],
    )  # fmt: skip
