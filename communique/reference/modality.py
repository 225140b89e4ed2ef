"""Words that say whether an event happened, is planned, possible or denied: governing verbs and nouns, auxiliaries, marks."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from communique.reference.loader import Entry, Example, load
from communique.schema import Status

Role = Literal["governor", "noun", "modifier", "adverb", "auxiliary", "mark"]


class ModalWord(Entry):
    """A word in one role and the status it gives to what it governs."""

    word: str
    role: Role
    gives: Status
    examples: tuple[Example, ...]


@cache
def modal_words(role: Role) -> Mapping[str, Status]:
    """Status by word (lemma for governors and nouns, lower-case form otherwise) for one role."""
    records = load("modality.jsonl", ModalWord, lambda m: (m.role, m.word))
    return {record.word: record.gives for record in records if record.role == role}
