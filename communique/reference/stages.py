"""Words that say at which stage an agreement stands.

Roles of `stages.jsonl`:

- `object`: a verb whose object the agreement is (*signed the treaty*), `subject`: one whose subject it is (*expired*; a word of
  several is the verb and what follows it, *enter into force*), `preposition`: a verb or noun before one (*withdraw from*);
- `noun`: an event of the agreement (*the signing of*, *talks on*), `modifier`: a word before it (*the proposed treaty*),
  `phrase`: words said of it with or without *be* (*in force*, *under negotiation*);
- `governor`: what a verb or noun over a stage verb makes of it (*consider signing* is under consideration);
- `start`, `continue`, `finish`, `halt`: what is done with negotiations; `factual`: words that tell of the event they govern as done;
- `through`: nouns between verb and agreement that do not matter (*suspended its participation in*);
- `abstract act`, `abstract topic`: what an agreement to do or on something is about when it is no document;
- `before`: verbs that bring a signed agreement before a legislature (*submitted the treaty to Congress*);
- `partial`: nouns for parts of an agreement; what is agreed of parts leaves the whole under negotiation;
- `legislature`: bodies that ratify what a ministry would only approve;
- `member`: nouns that stand for whom they belong to (*the province of*, *ASEAN members*);
- `institution`: bodies of both parties between which an agreement may be (*between the diplomatic academies*);
- `anaphor`: nouns that refer back to an agreement.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from communique.reference.loader import Entry, Example, load
from communique.schema.agreement import Stage

StageRole = Literal[
    "object", "subject", "preposition", "noun", "modifier", "phrase", "governor", "start", "continue", "finish", "halt",
    "factual", "through", "before", "partial", "legislature", "member", "institution", "abstract act", "abstract topic", "anaphor",
]  # fmt: skip


class StageWord(Entry):
    """One word in one role.

    `planned` is the stage reached while what the word says is still to come, `refused` the stage that a refusal to do it
    leaves, `by_parliament` the stage where a legislature does it; `instrument` marks verbs that only a document undergoes,
    `strict` nouns that tell of an event as done only in a factual context.
    """

    word: str
    role: StageRole
    stage: Stage | None = None
    planned: Stage | None = None
    refused: Stage | None = None
    by_parliament: Stage | None = None
    instrument: bool = False
    strict: bool = False
    examples: tuple[Example, ...]


@cache
def stage_words(role: StageRole) -> Mapping[str, StageWord]:
    """Records of one role by word: a lemma for verbs and nouns, the lower-case form otherwise."""
    records = load("stages.jsonl", StageWord, lambda record: (record.role, record.word))
    return {record.word: record for record in records if record.role == role}
