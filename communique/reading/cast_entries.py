"""What each token of a document belongs to: a known name, or a person with the titles at the name."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.reading.names import Name
from communique.reading.people import Person
from communique.reading.persons import PersonMention
from communique.reading.sentences import Sentence

Key = tuple[int, int]


class Entry(NamedTuple):
    """What a token belongs to: a known name or a person."""

    kind: str
    ids: tuple[str, ...]
    start: int
    end: int


def _title_keys(mention: PersonMention) -> Iterator[Key]:
    """The tokens of the titles that stand at a person's name in the same sentence."""
    doc, offset = mention.sentence.span.doc, mention.sentence.offset
    for use in mention.titles:
        if mention.sentence.start <= use.start and use.end <= mention.sentence.end:
            span = doc.char_span(use.start - offset, use.end - offset, alignment_mode="contract")
            yield from ((mention.sentence.paragraph, token.i) for token in span or ())


def index_entries(
    sentences: Sequence[Sentence], names: Sequence[Name], persons: Sequence[Person]
) -> dict[Key, tuple[Entry, ...]]:
    """Entries by (paragraph, token index); inside a person's name only the person counts."""
    entries: dict[Key, tuple[Entry, ...]] = {}
    inside: set[Key] = set()
    for person in persons:
        for mention in person.mentions:
            for i in range(*mention.tokens):
                key = (mention.sentence.paragraph, i)
                entries[key] = (Entry("person", (person.id,), mention.start, mention.end),)
                inside.add(key)
    for person in persons:
        for mention in person.mentions:
            for key in _title_keys(mention):
                if key not in inside:
                    entries[key] = (*entries.get(key, ()), Entry("person", (person.id,), mention.start, mention.end))
    position = 0
    for sentence in sentences:
        while position < len(names) and names[position].start < sentence.end:
            name = names[position]
            position += 1
            span = sentence.span.doc.char_span(
                name.start - sentence.offset, name.end - sentence.offset, alignment_mode="expand"
            )
            for token in span or ():
                key = (sentence.paragraph, token.i)
                if key not in inside:
                    entries[key] = (*entries.get(key, ()), Entry(name.kind, name.ids, name.start, name.end))
    return entries
