"""The doors: login and logout, health, metrics, the log of changes, what the API offers."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from communique.outlets.web.access import safe_next
from communique.outlets.web.asking import Word
from communique.outlets.web.envelope import FAILURES
from communique.outlets.web.errors import Refused
from communique.outlets.web.web import TheWeb, editor, reader

router = APIRouter()
WRONG = "This name and password do not belong together."
# What a route's description may lack and the page asks for.
PLAIN: dict[str, Any] = {"requestBody": None, "parameters": [], "description": ""}
MEASURED: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {}}}, 401: FAILURES[401]}


@router.get("/login", include_in_schema=False)
def login(request: Request, web: TheWeb, next: Word = "/") -> HTMLResponse:
    """The form to log in with."""
    return web.page(request, "login.html", private=True, next=safe_next(next), wrong=None)


@router.post("/login", include_in_schema=False)
def enter(
    request: Request, web: TheWeb, name: Annotated[str, Form(max_length=80)] = "", password: Annotated[str, Form(max_length=200)] = "",
    form_token: Annotated[str, Form(max_length=200)] = "", next: Annotated[str, Form(max_length=500)] = "/",
) -> Response:  # fmt: skip
    """A session for the right password."""
    web.doors.check_form(request, form_token)
    account = web.site.check_password(name, password) if web.options.login else None
    if account is None:
        return web.page(
            request,
            "login.html",
            status=401,
            private=True,
            next=safe_next(next),
            wrong=WRONG,
        )
    response = RedirectResponse(safe_next(next), 303)
    web.doors.start(response, account)
    return response


@router.get("/filling", include_in_schema=False, dependencies=[reader])
def filling(request: Request, web: TheWeb) -> HTMLResponse:
    """How far the record is that is filled while it is served: a line that pages with a script ask for again and again."""
    response = web.page(request, "filling.html", alone=True)
    response.headers["cache-control"] = "no-store"
    return response


@router.get("/logout", include_in_schema=False)
def leaving(request: Request, web: TheWeb) -> HTMLResponse:
    """Asks whether to leave: only a form ends a session."""
    return web.page(request, "logout.html", private=True)


@router.post("/logout", include_in_schema=False)
def leave(request: Request, web: TheWeb, form_token: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Ends the session."""
    web.doors.check_form(request, form_token)
    response = RedirectResponse("/", 303)
    web.doors.end(response)
    return response


@router.get("/changes", include_in_schema=False, dependencies=[editor])
def changes(request: Request, web: TheWeb, before: int | None = None) -> HTMLResponse:
    """The log of changes."""
    if before is not None and not 0 < before < 1 << 62:
        raise Refused(422, "before: not a number of the log")
    return web.page(request, "changes.html", private=True, rows=web.site.audit(before))


@router.get("/api/changes", dependencies=[editor], tags=["review"], responses=FAILURES)
def changes_data(web: TheWeb, response: Response) -> dict[str, Any]:
    """The log of changes, newest first."""
    response.headers["cache-control"] = "no-store"
    return {"data": web.site.audit(), "next": None, "clipped": False}


@router.get("/about", include_in_schema=False, dependencies=[reader])
def about(request: Request, web: TheWeb) -> HTMLResponse:
    """What this is and how values are chosen."""
    return web.page(request, "about.html", counts=web.record.counts())


@router.get("/api/docs", include_in_schema=False, dependencies=[reader])
def api_docs(request: Request, web: TheWeb) -> HTMLResponse:
    """What the API offers, from its OpenAPI description."""
    schema = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            group = groups.setdefault((told.get("tags") or ["health"])[0], [])
            group.append({"path": path, "method": method.upper(), **PLAIN, **told})
    return web.page(request, "api.html", groups=groups, version=schema["info"]["version"])


@router.get("/favicon.ico", include_in_schema=False)
def icon() -> RedirectResponse:
    """Where browsers look for an icon by themselves."""
    return RedirectResponse("/static/icon.svg", 301)


@router.get("/health", tags=["health"])
def health() -> dict[str, str]:
    """Whether the server runs."""
    return {"status": "ok"}


@router.get(
    "/ready",
    tags=["health"],
    responses={503: {"description": "the record cannot be asked", "content": {"application/json": {}}}},
)
def ready(web: TheWeb) -> JSONResponse:
    """Whether the record answers."""
    try:
        return JSONResponse({"status": "ready", "stamp": web.record.stamp()}, headers={"cache-control": "no-store"})
    except Exception:  # noqa: BLE001 - whatever is wrong, it is not ready
        return JSONResponse({"status": "not ready"}, 503)


@router.get(
    "/metrics",
    tags=["health"],
    dependencies=[reader],
    response_class=Response,
    responses=MEASURED,
)
def metrics(web: TheWeb) -> Response:
    """Measurements for Prometheus."""
    body = web.metrics.text(web.record.counts())
    return Response(body, media_type="text/plain; version=0.0.4", headers={"cache-control": "no-store"})
