"""What the routes share: the record, the site, names and templates, and how a page is made."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from communique.outlets.web import present
from communique.outlets.web.access import Doors, needs
from communique.outlets.web.errors import Refused
from communique.outlets.web.metrics import Metrics
from communique.outlets.web.options import Options
from communique.outlets.web.site import Site
from communique.record import Record
from communique.schema import Document

STATIC = Path(__file__).parent / "static"
HEAD: dict[str, Any] = {name: None for name in Document.model_fields if name not in {"text", "page_lists"}}
READINGS_AT_ONCE = 1
WAIT_SECONDS = 8.0


@dataclass
class Web:
    """One application's belongings."""

    record: Record
    options: Options
    site: Site
    doors: Doors
    metrics: Metrics
    names: present.Names
    templates: Environment
    changed: Callable[[], None] = lambda: None
    _reading: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(READINGS_AT_ONCE))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reading takes a processor: one text at a time, and nobody waits long for a turn."""
        if not self._reading.acquire(timeout=WAIT_SECONDS):
            raise Refused(503, "another text is being read: try again in a moment")
        try:
            yield
        finally:
            self._reading.release()

    def documents(self, identifiers: Iterable[str]) -> list[dict[str, Any]]:
        """Documents with all the fields of a head, None where a report does not say."""
        return [HEAD | one for one in self.record.documents(identifiers)]

    def page(
        self, request: Request, template: str, *, status: int = 200, private: bool = False, **values: Any
    ) -> HTMLResponse:
        """A page. A private one holds a form or a name and is never kept; `listed` are lists of items shown with their words."""
        asker = request.state.asker
        shown = [item for items in values.pop("listed", ()) for item in items]
        self.names.learn_items(shown)
        values["said"] = self.record.quotes(item.id for item in shown) if shown else {}
        values["filling"] = self.options.filling() if self.options.filling else None
        values |= {"asker": asker, "options": self.options, "path": request.url.path, "request_url": str(request.url)}
        if private:
            values["form_token"] = self.doors.form_token(request)
        response = HTMLResponse(self.templates.get_template(template).render(values), status)
        if private:
            response.headers["cache-control"] = "no-store"
            self.doors.remember(request, response)
        return response


def web_of(request: Request) -> Web:
    """The application's belongings."""
    found: Web = request.app.state.web
    return found


async def the_web(request: Request) -> Web:
    """The same as a dependency that needs no thread."""
    return web_of(request)


TheWeb = Annotated[Web, Depends(the_web)]
reader, reviewer, editor = (Depends(needs(right)) for right in ("reader", "reviewer", "editor"))


def address(request: Request) -> str:
    """The site's own address, as it was asked for."""
    web: Web = request.app.state.web
    scheme = "https" if web.options.https else request.url.scheme
    return f"{scheme}://{request.url.netloc}"


def plain(body: str, media_type: str, name: str | None = None) -> Response:
    """A text that is no page."""
    response = Response(body, media_type=media_type)
    if name:
        response.headers["content-disposition"] = f'inline; filename="{name}"'
    return response


def environment(names: present.Names) -> Environment:
    """The templates; everything in them is escaped."""
    found = Environment(
        loader=PackageLoader("communique.outlets.web"), autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    versions = {
        path.relative_to(STATIC).as_posix(): sha256(path.read_bytes()).hexdigest()[:10]
        for path in STATIC.rglob("*") if path.is_file()
    }  # fmt: skip
    found.globals |= {
        "static": lambda name: f"/static/{name}?v={versions[name]}",
        "name": names, "headline": lambda item: present.headline(item, names),
        "value_words": lambda field, value: present.value_words(field, value, names),
        "actor_url": present.actor_url, "item_url": present.item_url, "pair_url": present.pair_url, "thread_url": present.thread_url,
        "topic_url": present.topic_url, "document_url": present.document_url, "with_query": present.with_query,
        "item_day": present.item_day, "STATUS_WORDS": present.STATUS_WORDS,
    }  # fmt: skip
    found.filters |= {
        "words": present.words_of,
        "day": present.day_words,
        "source": present.source_words,
        "topic_words": present.topic_words,
        "rule_words": present.rule_words,
        "grounds_words": present.grounds_words,
        "office": present.office_words,
        "type_words": present.type_words,
        "ordinal": present.ordinal,
    }
    return found
