"""The HTTP API that reads a posted text, adds it, or decides: the last two need a right."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile

from communique.errors import CommuniqueError, UnreadableInput
from communique.outlets.web.access import Asker, audited
from communique.outlets.web.asking import LONGEST, plain_text
from communique.outlets.web.envelope import FAILURES, Envelope, ItemOut, enveloped
from communique.outlets.web.errors import Refused
from communique.outlets.web.options import Text
from communique.outlets.web.web import TheWeb, Web, editor, reader, reviewer
from communique.record.review import LONGEST as LONGEST_VALUE
from communique.schema import Reading

router = APIRouter(prefix="/api", responses=FAILURES)
READ: dict[int | str, dict[str, Any]] = {200: {"model": Envelope[list[Reading]]}}
ADDED: dict[int | str, dict[str, Any]] = {201: {"model": Envelope[list[str]]}}
DECIDED: dict[int | str, dict[str, Any]] = {201: {"model": Envelope[ItemOut]}}


class Posted(BaseModel):
    """A text to read. There is no address in it: nothing is fetched."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1)]
    title: Annotated[str | None, Field(max_length=500)] = None
    published: Annotated[str | None, Field(max_length=40, description="2023-05-11, or ISO 8601 with an offset")] = None


class Decision(BaseModel):
    """What is decided of a field, or of the item as a whole (`item`)."""

    model_config = ConfigDict(extra="forbid")

    field: Annotated[str, Field(max_length=40)]
    verdict: Annotated[str, Field(pattern="^(accept|correct|reject)$")]
    value: str | int | float | bool | list[str] | dict[str, str | float | None] | None = None
    why: Annotated[str, Field(max_length=LONGEST_VALUE)] = ""


_MULTIPART = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Posted.model_json_schema()},
            "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {
                "file": {"type": "string", "format": "binary"}, "title": {"type": "string"}, "published": {"type": "string"}}}},
        },
    }
}  # fmt: skip


@router.post("/read", responses=READ, openapi_extra=_MULTIPART, dependencies=[reader], tags=["reading"])
async def read(request: Request, web: TheWeb) -> JSONResponse:
    """Reads a posted text or file and stores nothing. A file may hold several documents."""
    web.doors.check_program(request)
    text = await posted(request)
    found = await run_in_threadpool(read_text, web, text)
    return enveloped([reading.model_dump(mode="json") for reading in found])


@router.post(
    "/documents", status_code=201, responses=ADDED, openapi_extra=_MULTIPART, dependencies=[editor], tags=["reading"]
)
async def add(request: Request, web: TheWeb) -> JSONResponse:
    """Reads a posted text or file into the record; the identifiers of its documents."""
    web.doors.check_program(request)
    text = await posted(request)
    return enveloped(await run_in_threadpool(add_text, web, text, request.state.asker), status=201)


@router.post("/items/{id}/reviews", status_code=201, responses=DECIDED, dependencies=[reviewer], tags=["review"])
def review(
    request: Request, web: TheWeb, id: Annotated[str, Path(max_length=LONGEST)], decision: Decision
) -> JSONResponse:
    """Accepts, corrects or rejects a field; the item as it is shown now."""
    web.doors.check_program(request)
    found = decide(web, request.state.asker, id, decision)
    return enveloped(found.to_dict(), status=201)


def decide(web: Web, asker: Asker, identifier: str, decision: Decision) -> Any:
    """A decision, kept in the record and in the log."""
    given = plain_text(decision.model_dump())
    item = web.record.review(
        plain_text(identifier), given["field"], given["verdict"], given["value"], who=asker.name, why=given["why"]
    )  # fmt: skip
    audited(web.site, asker, given["verdict"], item.id, field=given["field"], value=given["value"], why=given["why"])
    web.changed()
    return item


async def posted(request: Request) -> Text:
    """The text or file of a request."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            given = Posted.model_validate_json(await request.body())
        except ValueError as error:
            first = error.errors()[0] if hasattr(error, "errors") else {"loc": (), "msg": "not JSON"}
            field = ".".join(map(str, first["loc"]))
            raise Refused(422, f"{field or 'the body'}: {first['msg']}", field or None) from error
        return as_text(given.text, given.title, given.published)
    if kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return await _from_form(request)
    raise Refused(415, "send JSON with a `text`, or a form with a `file`")


async def _from_form(request: Request) -> Text:
    try:
        form = await request.form(max_files=1, max_fields=20)
    except Exception as error:
        raise Refused(400, "the form cannot be understood") from error
    try:
        file, text = form.get("file"), form.get("text")
        title, published = (str(form.get(name) or "")[:500] or None for name in ("title", "published"))
        if isinstance(file, UploadFile) and file.filename:
            name = plain_text(file.filename)[-100:]
            return Text(await file.read(), name, plain_text(title), plain_text(published))
        if isinstance(text, str) and text.strip():
            return as_text(text, title, published)
    finally:
        await form.close()
    raise Refused(422, "file: there is no file and no text", "file")


def as_text(text: str, title: str | None, published: str | None) -> Text:
    """A text that was typed or pasted."""
    clean = plain_text(text)
    words = clean.strip()
    if words.startswith(("http://", "https://")) and len(words.split()) == 1:
        raise Refused(422, "this is an address: nothing is fetched here; paste the text itself", "text")
    return Text(clean.encode(), "text.txt", plain_text(title), plain_text(published))


def read_text(web: Web, text: Text) -> list[Reading]:
    """The readings of a posted text; nothing is kept."""
    if web.options.read is None:
        raise CommuniqueError("this server was started without a reader")
    if len(text.data) > 4 * web.options.max_characters:
        raise Refused(413, f"a text to read here has at most {web.options.max_characters:,} characters")
    with web.reading():
        found = list(web.options.read(text))
    web.metrics.readings.inc(len(found))
    return found


def add_text(web: Web, text: Text, asker: Asker) -> list[str]:
    """A posted text added to the record."""
    if web.options.add is None:
        raise CommuniqueError("this server was started without a reader")
    if len(text.data) > 4 * web.options.max_characters:
        raise Refused(413, f"a text added here has at most {web.options.max_characters:,} characters")
    with web.reading():
        found = web.options.add(web.record, text)
    if not found:
        raise UnreadableInput(
            text.name, "nothing in it was taken into the record: it is known already, or not in English"
        )
    for identifier in found:
        audited(web.site, asker, "add", identifier, title=text.title)
    web.changed()
    return found
