"""The application: the record in, pages and an HTTP API out.

Guard       who is let in, how much and how fast they may send, the headers of every answer
Delivery    answers kept until the record changes, compressed, with ETags; page views counted
routes      api.py api_write.py | pages_*.py | feeds | health
"""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from communique.errors import CommuniqueError
from communique.outlets.web import (
    api,
    api_write,
    pages_entry,
    pages_follow,
    pages_front,
    pages_items,
    pages_pictures,
    pages_review,
)
from communique.outlets.web.access import Doors
from communique.outlets.web.delivery import Delivery
from communique.outlets.web.errors import Failed, Fault, Refused, fault_of, wants_json
from communique.outlets.web.guard import Guard
from communique.outlets.web.metrics import Metrics
from communique.outlets.web.options import Options
from communique.outlets.web.present import Names
from communique.outlets.web.site import Site
from communique.outlets.web.web import STATIC, Web, environment, web_of
from communique.record import Record

log = logging.getLogger("communique.web")
# More threads than processors only take turns; one waits for the database while another writes its page.
THREADS = 3
YEAR = 31_536_000
DESCRIPTION = "The record of diplomacy over HTTP. Every answer is `{data, next, clipped}`, every error `{error: {code, message, field}}`."
SAID = {404: "there is nothing at this address", 405: "this address is not asked that way"}


def create_app(record: Record, options: Options) -> ASGIApp:
    """The application of a record."""
    site, metrics, names = Site(options.site), Metrics(), Names(record)
    doors = Doors(site, options)
    web = Web(record, options, site, doors, metrics, names, environment(names))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        site.close()

    inner = FastAPI(
        title="Communique", version=_version(), docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=lifespan,
        description=DESCRIPTION,
    )  # fmt: skip
    inner.state.web = web
    for part in (api, api_write, pages_front, pages_items, pages_pictures, pages_review, pages_follow, pages_entry):
        inner.include_router(part.router)
    inner.mount("/static", _Static(directory=STATIC), name="static")
    for kind in (Exception, CommuniqueError, Refused, HTTPException, RequestValidationError):
        inner.add_exception_handler(kind, _failed)
    delivery = Delivery(inner, doors, metrics, _stamp_of(record, options), options.cache_bytes, site.viewed)
    web.changed = delivery.changed
    return Guard(delivery, options, metrics)


def _stamp_of(record: Record, options: Options) -> Callable[[], str]:
    """What pages are kept by: the record's stamp, and how far the record is where it is still filled."""
    filling = options.filling
    return record.stamp if filling is None else lambda: f"{record.stamp()} {filling()}"


class _Static(StaticFiles):
    """Files whose address holds their version are good for a year."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        seconds = YEAR if b"v=" in scope["query_string"] else 3600
        response.headers["cache-control"] = f"public, max-age={seconds}{', immutable' if seconds == YEAR else ''}"
        return response


async def _failed(request: Request, error: Exception) -> Response:
    """Any failure: JSON for programs, a page for people; nothing of the inside for anybody."""
    status, fault, headers = _understood(error)
    if status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error, exc_info=None if status == 503 else error)
    if wants_json(request) or "application/json" in request.headers.get("accept", ""):
        response: Response = JSONResponse(Failed(error=fault).model_dump(), status)
    else:
        response = _page(request, status, fault)
    response.headers.update({"cache-control": "no-store"} | headers)
    return response


def _understood(error: Exception) -> tuple[int, Fault, dict[str, str]]:
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"][1:]) or None
        return 422, Fault(code="bad_query", message=f"{field or 'the request'}: {first['msg']}", field=field), {}
    if isinstance(error, HTTPException):
        told = SAID.get(error.status_code, str(error.detail))
        return error.status_code, fault_of(Refused(error.status_code, told))[1], dict(error.headers or {})
    status, fault = fault_of(error)
    return status, fault, error.headers if isinstance(error, Refused) else {}


def _page(request: Request, status: int, fault: Fault) -> HTMLResponse:
    web = web_of(request)
    if status == 401:
        after = request.url.path if request.method == "GET" else "/"
        return web.page(request, "login.html", status=401, private=True, next=after, wrong=None)
    return web.page(request, "error.html", status=status, fault=fault)


def _version() -> str:
    from importlib.metadata import version

    return version("communique")
