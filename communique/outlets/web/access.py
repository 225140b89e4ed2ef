"""Who asks and what they may do: sessions, tokens, forms.

Without login there is one person, an editor, on this machine. With it a person has a signed cookie that expires, a program a
token in `Authorization: Bearer …`. Every form carries a token made for the session it was shown to; a request by cookie that
changes anything must bring it back.
"""

import hmac
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from itsdangerous import BadData, URLSafeTimedSerializer

from communique.outlets.web.errors import Refused
from communique.outlets.web.options import RIGHTS, Options, Right
from communique.outlets.web.site import Account, Site

SESSION = "communique_session"
VISITOR = "communique_visitor"
FORM_FIELD = "form_token"
FORM_HEADER = "x-form-token"


@dataclass(frozen=True)
class Asker:
    """Who asks. `right` is None for a stranger; `by` says how they are known."""

    name: str
    right: Right | None
    by: str  # "alone", "session", "token" or "nobody"
    nonce: str = ""

    def may(self, right: Right) -> bool:
        """Whether they have a right, or a higher one."""
        return self.right is not None and RIGHTS.index(self.right) >= RIGHTS.index(right)


class Doors:
    """Knows who asks."""

    def __init__(self, site: Site, options: Options) -> None:
        self.site, self.options = site, options
        self._key = site.secret()
        self._sessions = URLSafeTimedSerializer(self._key, salt="session")

    def asker(self, request: Request) -> Asker:
        """Who asks; raises Refused for a token that is none."""
        cookie = request.cookies.get(VISITOR, "")
        if not self.options.login:
            return Asker(_me(), "editor", "alone", cookie)
        given = request.headers.get("authorization")
        if given is not None:
            account = self.site.token(given.partition(" ")[2].strip()) if given.lower().startswith("bearer ") else None
            if account is None:
                raise Refused(401, "this token is not known or has expired", headers={"www-authenticate": "Bearer"})
            return Asker(account.name, account.right, "token")
        account = self._session(request.cookies.get(SESSION, ""))
        if account:
            return Asker(account.name, account.right, "session", request.cookies[SESSION])
        return Asker("", "reader" if self.options.public else None, "nobody", cookie)

    def _session(self, cookie: str) -> Account | None:
        try:
            name, generation = self._sessions.loads(cookie, max_age=self.options.session_hours * 3600)
        except (BadData, ValueError, TypeError):
            return None
        account = self.site.user(str(name))
        return account if account and account.generation == generation else None

    def start(self, response: Response, account: Account) -> None:
        """A session for somebody whose password was right."""
        value = self._sessions.dumps([account.name, account.generation])
        self._cookie(response, SESSION, str(value), self.options.session_hours * 3600)

    def end(self, response: Response) -> None:
        """No session any more."""
        response.delete_cookie(SESSION, path="/", httponly=True, samesite="strict", secure=self.options.https)

    def _cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(name, value, seconds, path="/", httponly=True, samesite="strict", secure=self.options.https)

    # -- forms ---------------------------------------------------------------------------------------------------------

    def form_token(self, request: Request) -> str:
        """The token of forms shown to who asks; a visitor without a session is given a cookie for it."""
        asker: Asker = request.state.asker
        nonce = asker.nonce or getattr(request.state, "new_visitor", "")
        if not nonce:
            nonce = request.state.new_visitor = secrets.token_urlsafe(24)
        return self._token(nonce)

    def _token(self, nonce: str) -> str:
        return hmac.new(self._key.encode(), b"form:" + nonce.encode("utf-8", "replace"), sha256).hexdigest()

    def remember(self, request: Request, response: Response) -> None:
        """Gives the cookie that a form shown just now needs."""
        nonce = getattr(request.state, "new_visitor", "")
        if nonce:
            self._cookie(response, VISITOR, nonce, 86400)

    def check_form(self, request: Request, given: str | None) -> None:
        """Raises Refused where a request by cookie does not bring the form's token, or comes from another site."""
        asker: Asker = request.state.asker
        if asker.by == "token":
            return
        origin = request.headers.get("origin")
        if request.headers.get("sec-fetch-site") in {"cross-site", "same-site"} or (
            origin and not _same(origin, request)
        ):
            raise Refused(403, "this form was sent from another site")
        if not asker.nonce or not given or not hmac.compare_digest(given.encode(), self._token(asker.nonce).encode()):
            raise Refused(403, "this form is too old or not ours: go back, load the page again and send it once more")

    def check_program(self, request: Request) -> None:
        """The same for requests with a JSON body: a page of another site cannot send one without asking first."""
        asker: Asker = request.state.asker
        if asker.by == "session":
            self.check_form(request, request.headers.get(FORM_HEADER))
        elif asker.by == "alone":
            origin = request.headers.get("origin")
            site = request.headers.get("sec-fetch-site", "none")
            if site not in {"none", "same-origin"} or (origin and not _same(origin, request)):
                raise Refused(403, "this request was sent from another site")


def _same(origin: str, request: Request) -> bool:
    return origin.partition("://")[2].lower() == request.headers.get("host", "").lower()


@lru_cache(maxsize=1)
def _me() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "me"


def needs(right: Right) -> Callable[[Request], Awaitable[Asker]]:
    """A dependency that lets only those with a right pass."""

    async def check(request: Request) -> Asker:
        asker: Asker = request.state.asker
        if not asker.may(right):
            if asker.right is None:
                raise Refused(401, "log in or send a token", headers={"www-authenticate": "Bearer"})
            raise Refused(
                403, f"this needs the right of a{'n' if right == 'editor' else ''} {right}; you are a {asker.right}"
            )
        return asker

    return check


def safe_next(path: str | None) -> str:
    """Where to go after login: a path on this site, else the front page."""
    if (
        not path
        or not path.startswith("/")
        or path.startswith(("//", "/\\"))
        or any(ord(c) < 33 or c == "\\" for c in path)
    ):
        return "/"
    return path[:500]


class Rates:
    """How often an address may ask: so many a minute, saved up to as many."""

    MOST = 20_000  # addresses remembered

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.a_minute, self._clock = a_minute, clock
        self._known: dict[str, tuple[float, float]] = {}

    def takes(self, key: str) -> bool:
        """Whether one more is within the rate."""
        now = self._clock()
        left, at = self._known.get(key, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + (now - at) * self.a_minute / 60)
        if len(self._known) >= self.MOST and key not in self._known:
            self._known.clear()
        self._known[key] = (left - 1 if left >= 1 else left, now)
        return left >= 1


def audited(site: Site, asker: Asker, what: str, target: str, **detail: Any) -> None:
    """Writes a change into the log."""
    site.log(asker.name or "somebody", what, target, detail)
