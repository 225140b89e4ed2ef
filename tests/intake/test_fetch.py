"""Fetching: limits of time, size and redirects, and addresses that must not be reached. Servers here are local."""

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from communique import settings as settings_module
from communique.errors import FetchError, InputError, InputTooLarge
from communique.intake import addresses, fetch, read_source
from communique.intake.addresses import is_open
from communique.schema import Document
from communique.settings import Settings

LEDE = "The foreign ministers of the two countries agreed on Tuesday to open talks on a pact on port visits."
PAGE = f"<html><head><title>Harbour States Open Talks</title></head><body><p>{LEDE}</p></body></html>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def log_message(self, *_: object) -> None:
        """Silent."""

    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0]
        getattr(self, f"_{name}", self._missing)()

    def _send(self, body: bytes, *headers: tuple[str, str], status: int = 200) -> None:
        self.send_response(status)
        for header in headers:
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

    def _missing(self) -> None:
        self._send(b"no", status=404)

    def _page(self) -> None:
        self._send(PAGE, ("Content-Type", "text/html; charset=utf-8"))

    def _latin(self) -> None:
        self._send(
            "<p>Les ministres se sont rencontrés à Paris.</p>".encode("latin-1"),
            ("Content-Type", "text/html; charset=ISO-8859-1"),
        )

    def _zipped(self) -> None:
        self._send(gzip.compress(PAGE), ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))

    def _bomb(self) -> None:
        self._send(gzip.compress(bytes(50_000_000)), ("Content-Encoding", "gzip"))

    def _damaged(self) -> None:
        self._send(b"no gzip at all", ("Content-Encoding", "gzip"))

    def _brotli(self) -> None:
        self._send(b"x", ("Content-Encoding", "br"))

    def _moved(self) -> None:
        self._send(b"", ("Location", "/page"), status=302)

    def _loop(self) -> None:
        self._send(b"", ("Location", "/loop"), status=301)

    def _inside(self) -> None:
        self._send(b"", ("Location", "http://169.254.169.254/latest"), status=302)

    def _scheme(self) -> None:
        self._send(b"", ("Location", "file:///etc/hosts"), status=302)

    def _large(self) -> None:
        self._send(b"", ("Content-Length", "25000000"))

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._pour(b"word " * 20_000, 0.0)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._pour(b"w", 0.1)

    def _slowhead(self) -> None:
        self._pour(b"HTTP/1.1 200 OK\r\nX-A: ", 0.0, 1)
        self._pour(b"w", 0.1)

    def _pour(self, piece: bytes, pause: float, times: int = 2_000) -> None:
        for _ in range(times):
            try:
                self.wfile.write(piece)
            except OSError:
                return
            time.sleep(pause)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    here = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=here.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{here.server_port}"
    here.shutdown()
    here.server_close()


def limits(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    chosen = Settings(**{"allow_private_addresses": True, "fetch_seconds": 5.0, **values})  # type: ignore[arg-type]
    for module in (addresses, fetch):
        monkeypatch.setattr(module, "settings", lambda: chosen)


def one(source: str) -> Document | InputError:
    (found,) = read_source(source)
    return found


# path, what is read
PAGES = [("page", LEDE), ("moved", LEDE), ("zipped", LEDE), ("latin", "Les ministres se sont rencontrés à Paris.")]


@pytest.mark.parametrize(("path", "text"), PAGES)
def test_page(monkeypatch: pytest.MonkeyPatch, server: str, path: str, text: str) -> None:
    limits(monkeypatch)
    document = one(f"{server}/{path}")
    assert isinstance(document, Document)
    assert document.text == text
    assert document.source == (f"{server}/page" if path == "moved" else f"{server}/{path}")


# path, error, message after the address
BAD_PAGES = [
    ("none", FetchError, "answered 404: check the address"),
    ("loop", FetchError, "redirects more than 5 times: give the address it should end at"),
    ("scheme", FetchError, "leads to a file address: only http and https addresses are read"),
    ("large", InputTooLarge, "is larger than 20,000,000 bytes: raise COMMUNIQUE_MAX_BYTES to read it"),
    ("endless", InputTooLarge, "is larger than 20,000,000 bytes: raise COMMUNIQUE_MAX_BYTES to read it"),
    ("bomb", InputTooLarge, "is larger than 20,000,000 bytes: raise COMMUNIQUE_MAX_BYTES to read it"),
    ("damaged", FetchError, "is sent in a damaged compression: save the page and give the file"),
    ("brotli", FetchError, "is sent in the encoding 'br', which was not asked for: save the page and give the file"),
]


@pytest.mark.parametrize(("path", "kind", "message"), BAD_PAGES)
def test_bad_page(
    monkeypatch: pytest.MonkeyPatch, server: str, path: str, kind: type[InputError], message: str
) -> None:
    limits(monkeypatch, fetch_seconds=20.0)
    error = one(f"{server}/{path}")
    assert isinstance(error, kind)
    assert str(error) == f"{server}/{path}: {message}"


@pytest.mark.parametrize("path", ["drip", "slowhead"])
def test_slow_page(monkeypatch: pytest.MonkeyPatch, server: str, path: str) -> None:
    limits(monkeypatch, fetch_seconds=0.8)
    start = time.monotonic()
    error = one(f"{server}/{path}")
    assert str(error) == f"{server}/{path}: took longer than 0.8 seconds: try again, or save the page and give the file"
    assert time.monotonic() - start < 2.0


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    limits(monkeypatch)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert (
        str(one(address))
        == f"{address}: cannot be reached ([Errno 111] Connection refused): check the address and the connection"
    )


def test_unknown_name() -> None:
    assert str(one("http://nosuchname.invalid/")) == (
        "http://nosuchname.invalid/: cannot be reached, no host is named nosuchname.invalid: check the address and the connection"
    )


# address, where it leads
PRIVATE = [
    ("http://127.0.0.1/", "127.0.0.1"),
    ("http://localhost/", None),
    ("http://[::1]/", "::1"),
    ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1"),  # IPv4 in IPv6
    ("http://2130706433/", "127.0.0.1"),  # as one number
    ("http://0x7f.1/", "127.0.0.1"),
    ("http://0/", "0.0.0.0"),
    ("http://10.1.2.3/", "10.1.2.3"),
    ("http://169.254.169.254/latest/meta-data", "169.254.169.254"),
    ("https://224.0.0.1/", "224.0.0.1"),
]


@pytest.mark.parametrize(("address", "leads"), PRIVATE)
def test_private_address(address: str, leads: str | None) -> None:
    error = one(address)
    assert isinstance(error, FetchError)
    assert str(error).endswith(
        "which is not on the open internet: set COMMUNIQUE_ALLOW_PRIVATE_ADDRESSES=true to fetch it"
    )
    assert leads is None or f"leads to {leads}," in str(error)


def test_every_address_of_a_name_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_asked", lambda *_: ("93.184.216.34", "10.0.0.7"))
    assert "leads to 10.0.0.7," in str(one("http://h.example/"))


def test_each_hop_is_checked(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    """A page taken for public that redirects inside; what is asked is the address that was checked."""
    asked: list[str] = []

    def only_here(address: object) -> bool:
        asked.append(str(address))
        return str(address) == "127.0.0.1"

    monkeypatch.setattr(addresses, "is_open", only_here)
    assert str(one(f"{server}/inside")) == (
        f"{server}/inside: leads to 169.254.169.254, which is not on the open internet: "
        "set COMMUNIQUE_ALLOW_PRIVATE_ADDRESSES=true to fetch it"
    )
    assert asked == ["127.0.0.1", "169.254.169.254"]


def test_name_is_resolved_once_a_connection(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    """A name that answers differently the second time gains nothing: the checked address is the one connected to."""
    limits(monkeypatch)
    answers = iter([("127.0.0.1",), ("10.0.0.7",)])
    monkeypatch.setattr(addresses, "_asked", lambda *_: next(answers))
    document = one(f"{server.replace('127.0.0.1', 'rebinding.example')}/page")
    assert isinstance(document, Document)
    assert document.text == LEDE


# address, message
BAD_ADDRESSES = [
    ("http://user:word@h.example/", "carries a user name or password: leave it out"),
    ("http:///nohost", "is not an address that can be read: check its spelling"),
    ("http://h.example:99999/", "is not an address that can be read: check its spelling"),
    ("http://[::1", "is not an address that can be read: check its spelling"),
]


@pytest.mark.parametrize(("address", "message"), BAD_ADDRESSES)
def test_bad_address(address: str, message: str) -> None:
    assert str(one(address)) == f"{address}: {message}"


# address, whether it is on the open internet
ADDRESSES = [
    ("93.184.216.34", True),
    ("2606:2800:220:1:248:1893:25c8:1946", True),
    ("192.168.1.1", False),
    ("172.16.0.1", False),
    ("100.64.0.1", False),  # carrier's own
    ("192.0.2.1", False),  # documentation
    ("240.0.0.1", False),  # reserved
    ("255.255.255.255", False),
    ("224.0.0.251", False),
    ("fe80::1", False),
    ("fc00::1", False),
    ("fec0::1", False),  # site-local
    ("ff02::1", False),
    ("::", False),
    ("::7f00:1", False),  # IPv4-compatible
    ("64:ff9b::a00:1", False),  # NAT64 of 10.0.0.1
    ("2002:a00:1::", False),  # 6to4 of 10.0.0.1
]


@pytest.mark.parametrize(("address", "open_"), ADDRESSES)
def test_is_open(address: str, open_: bool) -> None:
    assert is_open(ipaddress.ip_address(address)) is open_


def test_the_setting_is_off_by_default() -> None:
    assert settings_module.Settings().allow_private_addresses is False
