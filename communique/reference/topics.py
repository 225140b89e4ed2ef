"""Topics of positions: the phrases that name each, and the words that together do where no phrase is found."""

from functools import lru_cache

from communique.reference.loader import Entry, Example, load


class Topic(Entry):
    """One topic; every group of `all_of` must have a phrase in the text."""

    key: str
    label: str
    phrases: tuple[str, ...]
    all_of: tuple[tuple[str, ...], ...]
    states: tuple[str, ...]
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """All topics in the order of the file."""
    return load("topics.jsonl", Topic, lambda topic: topic.key)
