"""Wordings of treaty titles that tell what a treaty is about (*money orders* is postal, *commercial travellers* trade)."""

from collections.abc import Mapping
from functools import lru_cache

from communique.reference.loader import Entry, Example, load


class TitleWords(Entry):
    """A kind of `agreement_kinds.jsonl` and the phrases of titles, in lower case, that speak of it.

    `weak` ones do so where the title has no other (*territories* in a list of those a visa agreement holds for).
    """

    kind: str
    phrases: tuple[str, ...]
    weak: tuple[str, ...] = ()
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def title_words() -> Mapping[str, str]:
    """The kind by phrase that decides."""
    return {phrase: record.kind for record in _records() for phrase in record.phrases}


@lru_cache(maxsize=1)
def weak_words() -> Mapping[str, str]:
    """The kind by phrase that decides where no other does."""
    return {phrase: record.kind for record in _records() for phrase in record.weak}


def _records() -> tuple[TitleWords, ...]:
    return load("title_words.jsonl", TitleWords, lambda record: record.kind)
