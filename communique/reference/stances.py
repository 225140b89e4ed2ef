"""Words that take a stance, those that carry, strengthen, repeat or soften one, and the instruments positions stand in.

Roles of `stances.jsonl`:

- `verb`, `noun`, `adjective` take a stance on their complement (`object`, `infinitive`, `clause`, `gerund` or a preposition);
  a `quality` is said of its subject (*it is vital to …*); `future` and `negated` are verbs that take one only in the future of
  the speaker (*said it would fund …*) or under negation (*does not recognise …*); `unwilled` are verbs whose negated future
  refuses nothing (*will not know*);
- `light`, `renewing` and `affirming` verbs carry a stance noun (*voiced its support*), the last only nouns of importance;
- `strong` and `again` words colour any of them; a `hedge` is the form of a hint at an actor, `{}` where the actor stands;
- `act` nouns are deeds somebody is praised or blamed for even where nobody is named; a `stance_noun` is what has not changed;
- `denied` nouns are words of others: to reject them is to deny them, unless it is said as what (*dismissed the report as false*);
- a clause under a `stressing` verb affirms importance where it says what must be, or calls something a `pillar`;
- `giving` nouns are what is promised where it is announced (*announced the gift of two boats*);
- `planning` verbs commit to the deed in their infinitive, and any verb does in the speaker's own future, but for `unpromised`
  ones: states of things, beginnings and ends, and deeds against somebody, which are threatened rather than promised.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from communique.reference.loader import Entry, Example, load
from communique.schema.position import Stance

StanceRole = Literal[
    "verb", "noun", "adjective", "quality", "future", "negated", "unwilled", "light", "renewing", "affirming", "strong",
    "again", "hedge", "act", "stance_noun", "denied", "pillar", "stressing", "planning", "giving", "unpromised",
]  # fmt: skip
TAKING: tuple[StanceRole, ...] = ("verb", "noun", "adjective", "quality", "future", "negated")


class StanceWord(Entry):
    """One word in one role.

    `target` says where the actor addressed stands (`object` or a preposition), `about` that the actor who owns the topic
    is praised or blamed, `thanks` that it is thanked. `thing` means that the object must not be an actor (*welcomed the
    guests* is no position), `party` that who is addressed must be one (*asked reporters* is none), `owned` that a light
    verb needs a possessive (*gave its support*).
    """

    word: str
    role: StanceRole
    stance: Stance | None = None
    complements: tuple[str, ...] = ()
    target: str | None = None
    about: bool = False
    thanks: bool = False
    thing: bool = False
    party: bool = False
    owned: bool = False
    hedge: str | None = None
    examples: tuple[Example, ...]


class Instrument(Entry):
    """A kind of text or occasion positions are taken in; `anaphor` phrases name the one last spoken of."""

    name: str
    phrases: tuple[str, ...]
    anaphor: bool = False
    joint: bool = False
    examples: tuple[Example, ...]


@cache
def stance_words(role: StanceRole) -> Mapping[str, StanceWord]:
    """Records of one role by word: a lemma for verbs and nouns, the lower-case form otherwise."""
    records = load("stances.jsonl", StanceWord, lambda s: (s.role, s.word))
    return {record.word: record for record in records if record.role == role}


@lru_cache(maxsize=1)
def instruments() -> Mapping[str, Instrument]:
    """Records of `instruments.jsonl` by phrase in lower case."""
    records = load("instruments.jsonl", Instrument, lambda r: r.name)
    return {phrase: record for record in records for phrase in record.phrases}
