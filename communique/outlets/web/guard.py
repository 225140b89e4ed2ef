"""The outer wall: who is let in at what rate, how much and how slowly they may send, and the headers every answer carries."""

import asyncio
import json
import logging
import re
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.outlets.web.access import Rates
from communique.outlets.web.errors import CODES
from communique.outlets.web.metrics import Metrics
from communique.outlets.web.options import Options, is_loopback

log = logging.getLogger("communique.web")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\s/]+)(?::\d+)?")
LONGEST_ADDRESS = 8_000
PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
UNLIMITED = ("/static/", "/health", "/ready")


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, options: Options, metrics: Metrics) -> None:
        self.app, self.options, self.metrics = app, options, metrics
        self.rates = Rates(options.requests_a_minute)
        self.logins = Rates(options.logins_a_minute)
        self.headers = HEADERS | ({"strict-transport-security": "max-age=31536000"} if options.https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers or refuses one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, answered = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            refused = self._refusal(scope)
            body = b"" if refused else await self._body(scope, receive)
            if refused or isinstance(body, tuple):
                await self._refuse(sending, *(refused or body))
                return
            async with asyncio.timeout(self.options.request_seconds):
                await self.app(scope, _replay(body, receive), sending)
        except TimeoutError:
            self.metrics.refused.labels("time").inc()
            if not answered:
                await self._refuse(sending, 503, "this took too long: ask for less")
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            if not answered:
                await self._refuse(sending, 500, "something went wrong on our side; it is in the server's log")
        finally:
            route = str(scope.get("communique.route") or "other")
            self.metrics.answered(route, _method(scope), answered, time.perf_counter() - begun)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return self._because("address", 431, "this address is too long")
        said = _HOST.fullmatch(headers.get("host", ""))
        host = said[1].lower().strip("[]") if said else ""
        if self.options.hosts and host not in self.options.hosts:
            return self._because("host", 421, "this server does not answer to that name")
        if not self.options.login and not (is_loopback(host) and not any(name in headers for name in PROXIED)):
            return self._because(
                "host",
                421,
                "this server is for one person on this machine: behind another server start it with --login",
            )
        if scope["path"].startswith(UNLIMITED):
            return None
        address = scope["client"][0] if scope.get("client") else "nowhere"
        if scope["method"] == "POST" and scope["path"] == "/login" and not self.logins.takes(address):
            return self._because("rate", 429, "too many attempts: wait a minute")
        if not self.rates.takes(address):
            return self._because("rate", 429, "too many requests: wait a moment")
        return None

    def _because(self, reason: str, status: int, message: str) -> tuple[int, str]:
        self.metrics.refused.labels(reason).inc()
        return status, message

    async def _body(self, scope: Scope, receive: Receive) -> bytes | tuple[int, str]:
        """The whole body, or why it is not taken."""
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            return b""
        too_large = f"this is larger than {self.options.max_bytes:,} bytes"
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > self.options.max_bytes:
            return self._because("size", 413, too_large)
        parts, size = [], 0
        try:
            async with asyncio.timeout(self.options.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return self._because("gone", 400, "the connection ended before the request did")
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > self.options.max_bytes:
                        return self._because("size", 413, too_large)
                    if not message.get("more_body"):
                        return b"".join(parts)
        except TimeoutError:
            return self._because("slow", 408, "the request came in too slowly")

    async def _refuse(self, send: Send, status: int, message: str) -> None:
        body = json.dumps({"error": {"code": CODES.get(status, "refused"), "message": message, "field": None}}).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        if status in {429, 503}:
            headers.append((b"retry-after", b"30"))
        if status in {408, 413}:
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _method(scope: Scope) -> str:
    return (
        scope["method"] if scope["method"] in {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} else "OTHER"
    )


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body that was read already, then whatever comes."""
    given = False

    async def again() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return again
