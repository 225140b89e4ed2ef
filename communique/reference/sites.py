"""Sites of governments and organisations: whose word a page is, by the end of its host name."""

from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit

from pydantic import model_validator

from communique.errors import BadReference
from communique.reference.loader import Entry, Example, line_of, load
from communique.reference.organisations import OrganisationId
from communique.reference.states import StateCode

FILE = "sites.jsonl"


class Sites(Entry):
    """The ends of host names under which a state's government, or an organisation, alone publishes."""

    state: StateCode | None = None
    organisation: OrganisationId | None = None
    hosts: tuple[str, ...]
    examples: tuple[Example, ...]

    @model_validator(mode="after")
    def _are_of_one(self) -> Self:
        if (self.state is None) == (self.organisation is None):
            raise ValueError("sites are a state's or an organisation's")
        return self


@lru_cache(maxsize=1)
def _by_host() -> dict[str, Sites]:
    found: dict[str, Sites] = {}
    for position, record in enumerate(sites()):
        for host in record.hosts:
            if host in found:
                raise BadReference(f"{line_of(FILE, position)}: {host!r} is {found[host].state} already")
            found[host] = record
    return found


@lru_cache(maxsize=1)
def sites() -> tuple[Sites, ...]:
    """All records in the order of the file."""
    return load(FILE, Sites, lambda s: (s.state, s.organisation))


def site_of(address: str) -> Sites | None:
    """Whose site an address is on: the record of the longest end of its host name; None for other addresses."""
    host = urlsplit(address).hostname if address.lower().startswith(("http://", "https://")) else None
    labels = (host or "").split(".")
    ends = (".".join(labels[first:]) for first in range(len(labels)))
    return next((_by_host()[end] for end in ends if end in _by_host()), None)
