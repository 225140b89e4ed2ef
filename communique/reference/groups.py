"""Common nouns that, with a state beside them, name an actor of it: its government, forces, courts, citizens."""

from functools import lru_cache

from communique.reference.loader import Entry, Example, load
from communique.schema import ActorKind


class GroupNoun(Entry):
    """A noun in one of its forms, the PLOVER sector it names and the kind of actor."""

    noun: str
    sector: str
    kind: ActorKind
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def group_nouns() -> dict[str, GroupNoun]:
    """All group nouns by their lower-case form."""
    return {item.noun: item for item in load("groups.jsonl", GroupNoun, lambda g: g.noun)}
