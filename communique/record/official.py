"""Which documents are official: issued by a government or an organisation of states, and not by the press.

Known by the host of the address, else by the outlet or the office that issued it: `official.jsonl`, each with an example.
"""

import json
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit

from communique.schema import Document


class Sign(NamedTuple):
    """A part of a host's name, or words of an outlet's."""

    part: str
    where: str
    example: str


@lru_cache(maxsize=1)
def signs() -> tuple[Sign, ...]:
    """All signs in the order of the file."""
    text = (files("communique.record") / "official.jsonl").read_text(encoding="utf-8")
    return tuple(Sign(**json.loads(line)) for line in text.splitlines() if line.strip())


def is_official(document: Document) -> bool:
    """Whether a document comes from a government or an organisation of states."""
    return is_official_host(document.source) or any(
        is_official_outlet(name) for name in (document.outlet, document.byline) if name
    )


def is_official_host(source: str) -> bool:
    """The same by an address."""
    if not source.lower().startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(source).hostname or ""
    except ValueError:
        return False
    labels = set(host.split(".")[-3:])
    return any(sign.part in labels for sign in signs() if sign.where == "host")


def is_official_outlet(name: str) -> bool:
    """The same by the name of an outlet or an issuing office."""
    low = f" {name.casefold()} ".replace("’", "'")
    return any(f" {sign.part} " in low or f" {sign.part}s " in low for sign in signs() if sign.where == "outlet")
