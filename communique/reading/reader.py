"""Reads one document: the stages in order. This is the file to open first.

    sentences -> cast (names, persons, groups) -> dates -> places -> meetings -> agreements -> positions -> events
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from communique.reading.actors import find_cast
from communique.reading.dates import find_dates
from communique.reading.places import PlaceFinder
from communique.reading.scene import Scene
from communique.reading.sentences import Parsed, parse_many
from communique.schema import Document


def scenes(documents: Iterable[Document]) -> Iterator[Scene]:
    """The scene of each document, in order."""
    return map(set_scene, parse_many(documents))


def set_scene(parsed: Parsed) -> Scene:
    """Who, when and where of one document: what the later stages work with."""
    cast = find_cast(parsed)
    anchor = report_day(parsed.document)
    mentioned = frozenset(i for entries in cast.entries.values() for entry in entries for i in entry.ids)
    return Scene(parsed, cast, find_dates(parsed, anchor), PlaceFinder(cast.entries, mentioned), anchor)


def report_day(document: Document) -> dt.date | None:
    """The day of the report in its outlet's own zone, or None where it is not known."""
    try:
        return dt.date.fromisoformat(document.published[:10]) if document.published else None
    except ValueError:
        return None
