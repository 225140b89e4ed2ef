"""Answers made once and handed out many times: kept until the record changes, compressed, with an ETag; page views counted.

What is kept is told apart by host, address, right, kind of login and of request, never by person: an answer with a form or a
name in it says `no-store` and is not kept. The record is asked for its stamp at most twice a second, and at once after a change
made here. Stamps and compression have threads of their own: what is ready never waits for pages that are being made.
"""

import asyncio
import gzip
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.outlets.web.access import Asker, Doors
from communique.outlets.web.errors import Refused, body_of
from communique.outlets.web.metrics import Metrics
from communique.outlets.web.present import today

log = logging.getLogger("communique.web")
FRESH_SECONDS = 60.0  # a page with a ranking is made anew after that; what says "today" the day after
RANKED = {"/"}
STAMP_SECONDS = 0.5
COMPRESSED_FROM = 700
_PACKING = ThreadPoolExecutor(1, "pack")
_TEXTS = (
    "text/",
    "application/json",
    "application/javascript",
    "application/atom+xml",
    "application/x-bibtex",
    "image/svg",
)
COUNTED = (
    "pairs",
    "meetings",
    "agreements",
    "positions",
    "events",
    "series",
    "topics",
    "people",
    "states",
    "documents",
)


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    packed: bytes | None = None
    etag: str = ""
    route: str = ""
    made: float = 0.0
    stamp: str = ""

    @property
    def size(self) -> int:
        """Bytes it takes."""
        return len(self.body) + len(self.packed or b"") + 500


@dataclass
class Kept:
    """Answers, the least used given up first."""

    most: int
    size: int = 0
    answers: OrderedDict[tuple[str, ...], Answer] = field(default_factory=OrderedDict)

    def get(self, key: tuple[str, ...]) -> Answer | None:
        """The answer, if it is there."""
        found = self.answers.get(key)
        if found:
            self.answers.move_to_end(key)
        return found

    def put(self, key: tuple[str, ...], answer: Answer) -> None:
        """Keeps an answer."""
        old = self.answers.pop(key, None)
        self.size -= old.size if old else 0
        if answer.size > self.most // 8:
            return
        self.answers[key] = answer
        self.size += answer.size
        while self.size > self.most:
            _, gone = self.answers.popitem(last=False)
            self.size -= gone.size


class Delivery:
    """Wraps the application."""

    def __init__(
        self, app: ASGIApp, doors: Doors, metrics: Metrics, stamp: Callable[[], str], most: int, viewed: Callable[[str], None]
    ) -> None:  # fmt: skip
        self.app, self.doors, self.metrics, self._ask_stamp, self._viewed = app, doors, metrics, stamp, viewed
        self.kept = Kept(most)
        self._stamp, self._checked = "", 0.0
        self._making: dict[tuple[str, ...], asyncio.Lock] = {}
        self._aside = ThreadPoolExecutor(1, "stamp")

    def changed(self) -> None:
        """The record was changed here: its stamp is asked for before the next answer."""
        self._checked = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            asker = self.doors.asker(request)
        except Refused as error:
            await _refuse(send, error)
            return
        scope.setdefault("state", {})["asker"] = asker
        head = scope["method"] == "HEAD"
        if scope["method"] not in {"GET", "HEAD"}:
            await self._pass_on(scope, receive, send)
            return
        answer = await self._answer({**scope, "method": "GET"}, receive, asker)
        scope["communique.route"] = answer.route
        if not head:
            self._count(scope, answer)
        await _deliver(answer, Headers(scope=scope), send, head)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await _made(self.app, scope, receive)
            await _deliver(answer, Headers(scope=scope), send, head=False)
        finally:
            self.changed()

    async def _answer(self, scope: Scope, receive: Receive, asker: Asker) -> Answer:
        headers = Headers(scope=scope)
        part = headers.get("hx-request", "") + headers.get("hx-boosted", "")
        asked = (scope["path"], scope["query_string"].decode("latin-1"), headers.get("host", ""), scope["scheme"])
        key = (*asked, asker.right or "", asker.by, part)
        stamp = await self._stamped()
        found = self._ready(key, stamp)
        if found:
            self.metrics.cache.labels("ready").inc()
            return found
        lock = self._making.setdefault(key, asyncio.Lock())
        try:
            async with lock:  # many who ask for one page wait for one making of it
                found = self._ready(key, stamp)
                if found:
                    self.metrics.cache.labels("ready").inc()
                    return found
                self.metrics.cache.labels("made").inc()
                answer = await _made(self.app, scope, receive)
                if answer.status == 200 and b"no-store" not in dict(answer.headers).get(b"cache-control", b""):
                    answer = replace(answer, made=time.monotonic(), stamp=stamp)
                    self.kept.put(key, answer)
                return answer
        finally:
            if not lock.locked():
                self._making.pop(key, None)

    def _ready(self, key: tuple[str, ...], stamp: str) -> Answer | None:
        found = self.kept.get(key)
        if found is None or key[0].startswith("/static/"):
            return found
        fresh = key[0] not in RANKED or time.monotonic() - found.made < FRESH_SECONDS
        return found if fresh and found.stamp == stamp else None

    async def _stamped(self) -> str:
        now = time.monotonic()
        if now - self._checked > STAMP_SECONDS:
            self._checked = now
            try:
                told = await asyncio.get_running_loop().run_in_executor(self._aside, self._ask_stamp)
                self._stamp = f"{told} {today()}"
            except Exception:  # noqa: BLE001 - what asks the record next says what is wrong with it
                self._stamp = ""
        return self._stamp

    def _count(self, scope: Scope, answer: Answer) -> None:
        parts = scope["path"].strip("/").split("/")
        headers = Headers(scope=scope)
        early = "prefetch" in headers.get("sec-purpose", headers.get("purpose", ""))
        if (
            len(parts) == 2
            and parts[0] in COUNTED
            and answer.status == 200
            and "hx-request" not in headers
            and not early
        ):
            self._viewed(f"/{parts[0]}/{parts[1]}")


async def _made(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """The application's whole answer."""
    status, headers, parts = 500, [], []

    async def collect(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], message["headers"]
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    try:
        await app(scope, receive, collect)
    except Exception:
        if not parts:
            raise
        # The application answers with its own page and raises on, so that servers log it.
        log.exception("%s %s failed", scope["method"], scope["path"])
    body = b"".join(parts)
    kept = tuple((name, value) for name, value in headers if name.lower() != b"content-length")
    kind = next((value.decode("latin-1") for name, value in kept if name.lower() == b"content-type"), "")
    small = len(body) < COMPRESSED_FROM or not kind.startswith(_TEXTS)
    packed = None if small else await asyncio.get_running_loop().run_in_executor(_PACKING, _pack, body)
    kept = tuple((name, value) for name, value in kept if name.lower() != b"etag")
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"' if status == 200 else ""
    route = getattr(scope.get("route"), "path", "other")
    scope["communique.route"] = route
    return Answer(status, kept, body, packed, etag, route)


def _pack(body: bytes) -> bytes:
    return gzip.compress(body, 5, mtime=0)


async def _deliver(answer: Answer, asked: Headers, send: Send, head: bool) -> None:
    headers = MutableHeaders(raw=list(answer.headers))
    headers.setdefault("cache-control", "no-cache")
    headers.add_vary_header("accept-encoding, cookie, authorization, hx-request")
    status, body = answer.status, answer.body
    if answer.packed is not None and "gzip" in asked.get("accept-encoding", ""):
        body = answer.packed
        headers["content-encoding"] = "gzip"
    if answer.etag:
        headers["etag"] = answer.etag
        if answer.etag in asked.get("if-none-match", ""):
            status, body = 304, b""
    if status != 304:
        headers["content-length"] = str(len(body))
    else:
        for name in ("content-encoding", "content-type"):
            if name in headers:
                del headers[name]
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b"" if head or status == 304 else body})


async def _refuse(send: Send, error: Refused) -> None:
    import json

    body = json.dumps(body_of(error.status, error.message)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    headers += [(name.encode(), value.encode()) for name, value in error.headers.items()]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
