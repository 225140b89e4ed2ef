"""Runs the application on a socket, with an end to clients that do not finish their first words."""

import asyncio
import socket
import sys
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
KEEP_ALIVE_SECONDS = 20
MOST_CONNECTIONS = 500
GOODBYE_SECONDS = 5
LONGEST_HEAD = 32_768
# A thread that makes a page gives way this soon, so that answers that are ready go out meanwhile (Python's own: 5 ms).
TURN_SECONDS = 0.0005


class PatientOnlySoLong(H11Protocol):
    """Closes a connection whose request's head is not there after some seconds: slow clients hold nothing."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A new connection: its first head is waited for."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """More of a request; the clock runs while its head is unfinished."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            if self._waiting is None:
                self._wait()
        elif self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        if self._waiting is not None:
            self._waiting.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


def listening(host: str, port: int) -> socket.socket:
    """A socket of the address, on which clients already wait for the first answer; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, else asyncio leaves Nagle on and every answer of two writes waits 40 ms for an acknowledgement.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen()
    except OSError:
        found.close()
        raise
    return found


def server(app: ASGIApp) -> uvicorn.Server:
    """The server of an application; `run(sockets=[…])` answers until it is told to exit."""
    config = uvicorn.Config(
        app, http=PatientOnlySoLong, ws="none", loop="asyncio", lifespan="on", log_level="warning", access_log=False, server_header=False,
        date_header=True, proxy_headers=False, timeout_keep_alive=KEEP_ALIVE_SECONDS, limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=GOODBYE_SECONDS, h11_max_incomplete_event_size=LONGEST_HEAD,
    )  # fmt: skip
    return uvicorn.Server(config)


def run(app: ASGIApp, listener: socket.socket) -> None:
    """Answers until interrupted."""
    sys.setswitchinterval(TURN_SECONDS)
    server(app).run(sockets=[listener])
