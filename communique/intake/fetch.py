"""One page from an http(s) address, within limits of time, size and redirects.

The connection is made by a network backend that resolves the name, checks every address it has and connects to the
address it checked, so a name that changes its answer between check and connection gains nothing. The same backend
holds each read and write to what is left of the time, so neither headers nor a body that drips can outlast it.
"""

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpcore

from communique.errors import FetchError, InputTooLarge
from communique.intake.addresses import checked
from communique.settings import settings

if TYPE_CHECKING:
    import httpx

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_HEADERS = [
    (b"User-Agent", b"communique (reads news on diplomacy)"),
    (
        b"Accept",
        b"text/html, application/xhtml+xml, text/plain, text/markdown, application/rss+xml, application/jsonl, */*;q=0.5",
    ),
    (b"Accept-Encoding", b"gzip"),
    (b"Connection", b"close"),
]
PIECE = 65_536


@dataclass(frozen=True)
class Page:
    """What an address answered, with the address it came from in the end."""

    url: str
    content: bytes
    media_type: str = ""
    charset: str | None = None


def fetch(source: str) -> Page:
    """The page at an address; raises FetchError, or InputTooLarge for one over the limit."""
    deadline = time.monotonic() + settings().fetch_seconds
    address = _address(source, source)
    with _told(source), _pool(source, deadline) as pool:
        for _ in range(settings().max_redirects + 1):
            answer = _asked(pool, address, source, deadline)
            if isinstance(answer, Page):
                return answer
            address = _address(str(address.join(answer)), source)
    raise FetchError(source, f"redirects more than {settings().max_redirects} times: give the address it should end at")


def _address(address: str, source: str) -> "httpx.URL":
    """An address that may be asked: http or https, a host, no credentials."""
    import httpx

    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(source, "is not an address that can be read: check its spelling") from error
    if url.scheme not in ("http", "https"):
        raise FetchError(
            source, f"leads to a {url.scheme or 'relative'} address: only http and https addresses are read"
        )
    if url.userinfo:
        raise FetchError(source, "carries a user name or password: leave it out")
    if not url.host or (url.port is not None and not 0 < url.port < 65_536):
        raise FetchError(source, "is not an address that can be read: check its spelling")
    return url


def _asked(pool: httpcore.ConnectionPool, address: "httpx.URL", source: str, deadline: float) -> "Page | str":
    """The page, or where it is to be looked for instead."""
    headers = [(b"Host", address.netloc), *_HEADERS]
    request = httpcore.URL(
        scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path or b"/"
    )
    with pool.stream("GET", request, headers=headers) as response:
        said = {name.lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTS and said.get(b"location"):
            return said[b"location"]
        if response.status != 200:
            raise FetchError(source, f"answered {response.status}: check the address")
        content = _body(response.iter_stream(), said, source, deadline)
    media_type, charset = _content_type(said.get(b"content-type", ""))
    return Page(str(address), content, media_type, charset)


def _content_type(value: str) -> tuple[str, str | None]:
    media_type, _, rest = value.partition(";")
    fields = dict(part.strip().lower().partition("=")[::2] for part in rest.split(";"))
    return media_type.strip().lower(), fields.get("charset", "").strip("\"' ") or None


def _body(pieces: Iterable[bytes], said: dict[bytes, str], source: str, deadline: float) -> bytes:
    """The body, unpacked, no further than the limits of size and time."""
    limit = settings().max_bytes
    length = said.get(b"content-length", "")
    if length.isdigit() and int(length) > limit:
        raise _too_large(source, limit)
    content = bytearray()
    for piece in _unpacked(pieces, said.get(b"content-encoding", ""), source):
        content += piece
        if len(content) > limit:
            raise _too_large(source, limit)
        _remaining(deadline, source)
    return bytes(content)


def _unpacked(pieces: Iterable[bytes], encoding: str, source: str) -> Iterator[bytes]:
    """The pieces, unpacked a bounded step at a time, so that a small body cannot become a large one unseen."""
    if encoding.strip().lower() in ("", "identity"):
        yield from pieces
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(
            source,
            f"is sent in the encoding {encoding[:20]!r}, which was not asked for: save the page and give the file",
        )
    unpacker = zlib.decompressobj(wbits=47)
    for piece in pieces:
        waiting = piece
        while waiting:
            yield unpacker.decompress(waiting, PIECE)
            waiting = unpacker.unconsumed_tail
    yield unpacker.flush()


def _too_large(source: str, limit: int) -> InputTooLarge:
    return InputTooLarge(source, f"is larger than {limit:,} bytes: raise COMMUNIQUE_MAX_BYTES to read it")


def _too_slow(source: str) -> FetchError:
    return FetchError(
        source, f"took longer than {settings().fetch_seconds:g} seconds: try again, or save the page and give the file"
    )


def _remaining(deadline: float, source: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _too_slow(source)
    return left


@contextmanager
def _told(source: str) -> Iterator[None]:
    """Errors of the connection as a FetchError that says what happened."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise _too_slow(source) from error
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        ssl.SSLError,
        OSError,
    ) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise FetchError(source, f"cannot be reached ({reason}): check the address and the connection") from error
    except zlib.error as error:
        raise FetchError(source, "is sent in a damaged compression: save the page and give the file") from error


def _pool(source: str, deadline: float) -> httpcore.ConnectionPool:
    import httpx

    return httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(), network_backend=_CheckedBackend(source, deadline), retries=0
    )


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that were checked, and only while there is time."""

    def __init__(self, source: str, deadline: float) -> None:
        self._source, self._deadline = source, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the time left decides
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Any = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """A stream to the first checked address of `host` that answers."""
        failure: Exception = httpcore.ConnectError("no address answers")
        for address in checked(host, port, self._source, _remaining(self._deadline, self._source)):
            left = _remaining(self._deadline, self._source)
            try:
                return _TimedStream(self._plain.connect_tcp(address, port, left), self._source, self._deadline)
            except httpcore.ConnectError as error:
                failure = error
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A stream each of whose operations ends with the time of the whole fetch."""

    def __init__(self, stream: httpcore.NetworkStream, source: str, deadline: float) -> None:
        self._stream, self._source, self._deadline = stream, source, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the time left decides
        return self._stream.read(max_bytes, _remaining(self._deadline, self._source))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        self._stream.write(buffer, _remaining(self._deadline, self._source))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        left = _remaining(self._deadline, self._source)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._source, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
