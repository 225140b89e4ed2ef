"""States under the names old treaties give them: monarchs and governments, former names, states that are no more.

`party` is the identifier of the state as it is today or, for one without a successor, a slug of its name; it is empty for words
that look like a state and are none (*Sovereign of the Netherlands India* is no India).
"""

from collections.abc import Mapping
from functools import lru_cache

from communique.reference.loader import Entry, Example, load


class HistoricalName(Entry):
    """A party and the names titles use for it."""

    party: str
    names: tuple[str, ...]
    note: str | None = None
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def historical_names() -> Mapping[str, HistoricalName]:
    """All records by party."""
    return {r.party: r for r in load("historical_names.jsonl", HistoricalName, lambda record: record.party)}
