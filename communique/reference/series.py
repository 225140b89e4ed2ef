"""Named series of meetings (AUSMIN, the Shangri-La Dialogue, TICAD)."""

from functools import lru_cache

from communique.reference.loader import Entry, Example, load
from communique.schema import Level, MeetingFormat


class SeriesRecord(Entry):
    """A series with the names texts give it; `parties` is empty where it is open."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    format: MeetingFormat
    level: Level | None
    organisation: str | None
    parties: tuple[str, ...] = ()
    first: int | None
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def series() -> tuple[SeriesRecord, ...]:
    """All series in the order of the file."""
    return load("series.jsonl", SeriesRecord, lambda s: s.id)
