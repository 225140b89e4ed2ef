"""Words for meetings: nouns, verbs, phrases and adverbials with the format, mode and rank they speak for."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from communique.reference.loader import Entry, Example, load
from communique.schema import Level, MeetingFormat, MeetingMode

MeetingRole = Literal["noun", "verb", "phrase", "mode"]


class MeetingWord(Entry):
    """One word or phrase in one role; null where it says nothing of format, mode or level."""

    word: str
    role: MeetingRole
    format: MeetingFormat | None
    mode: MeetingMode | None
    level: Level | None
    examples: tuple[Example, ...]


@cache
def meeting_words(role: MeetingRole) -> Mapping[str, MeetingWord]:
    """Records of one role by word."""
    records = load("meeting_words.jsonl", MeetingWord, lambda m: (m.role, m.word))
    return {record.word: record for record in records if record.role == role}
