"""Whom persons speak for that are named without an office: by the state before or behind the name."""

import re
from functools import lru_cache

from communique.reading.names import find_names
from communique.reading.people import Person

_OF_LAND = re.compile(r",? of ((?:the )?[A-Z][^,.;\n]{2,40})")


def envoy_of(person: Person, text: str) -> tuple[str, ...]:
    """The state alone beside a name (`Kazakhstan's Gulnara Iskakova`, `the ministers Mutale Chanda, of Zambia, and …`)."""
    if land := _one_state(person.name, whole=True):
        return land  # `the presidents of Maldives and Sri Lanka`: a land taken for a name
    if person.country is not None:
        return (person.country,) if person.title is None and person.known_office is None else ()
    if person.organisation is not None or not person.mentions:
        return ()
    behind = _OF_LAND.match(text, person.mentions[0].end)
    return _one_state(behind[1], whole=False) if behind else ()


@lru_cache(maxsize=4096)
def _one_state(words: str, *, whole: bool) -> tuple[str, ...]:
    names = [name for name in find_names(words) if name.kind == "state" and name.start == 0]
    alone = len(names) == 1 and len(names[0].ids) == 1 and (not whole or names[0].end == len(words))
    return names[0].ids if alone else ()
