"""How the server is set up, as the command line or a test says it."""

import ipaddress
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from communique.record import Record
from communique.schema import Reading

Right = Literal["reader", "reviewer", "editor"]
RIGHTS: tuple[Right, ...] = ("reader", "reviewer", "editor")


@dataclass(frozen=True)
class Text:
    """A text or file as somebody posted it; `name` only tells the format, nothing is opened or fetched by it."""

    data: bytes
    name: str = "text"
    title: str | None = None
    published: str | None = None


# What reads a posted text, and what adds one: brought by the command line, since this room does not know how to read.
ReadText = Callable[[Text], Iterable[Reading]]
AddText = Callable[[Record, Text], list[str]]


@dataclass(frozen=True)
class Filling:
    """How far a record is that is filled while it is served; not `running` with less than all `done` is an early end."""

    done: int
    total: int
    running: bool


AskFilling = Callable[[], Filling | None]


@dataclass(frozen=True)
class Options:
    """Limits and doors. Without `login` there is one person, and only requests to this machine by its own name are answered."""

    site: Path
    read: ReadText | None = None
    add: AddText | None = None
    login: bool = False
    public: bool = False  # with `login`: whether strangers may read
    hosts: tuple[str, ...] = ()  # names the server answers to; empty: any (with login), its own (without)
    https: bool = False
    demo: bool = False
    filling: AskFilling | None = None  # None from it: all is there
    max_bytes: int = 2_000_000
    max_characters: int = 200_000
    request_seconds: float = 30.0
    body_seconds: float = 15.0
    requests_a_minute: int = 600
    logins_a_minute: int = 5
    session_hours: int = 12
    cache_bytes: int = 48_000_000
    view_days: int = 7


def is_loopback(host: str) -> bool:
    """Whether a host names this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
