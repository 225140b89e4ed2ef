"""What a meeting was about: the objects of *discussed*, *reviewed*, *exchanged views on*, *talks on*."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.reading.clauses import conjuncts, extent, lemma, prepositions
from communique.reading.meeting_mention import MeetingMention
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.schema import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Token

DISCUSSING = frozenset("discuss review address consider examine tackle cover assess explore raise debate".split())
ABOUT = frozenset({"on", "about", "regarding", "concerning", "over", "upon", "around"})
VIEWS = frozenset({"view", "views", "opinion", "assessment", "update", "note", "notes"})
# Sentences after its mention in which a meeting's topics are still told.
REACH = 4


def topics_after(scene: Scene, mentions: Sequence[MeetingMention], others: frozenset[int]) -> Iterator[Evidence]:
    """Topics of a meeting, from the sentences that mention it and those after, up to the next meeting's."""
    seen: set[tuple[int, int]] = set()
    own = {mention.sentence.index for mention in mentions}
    for sentence in scene.sentences:
        since = [sentence.index - index for index in own if index <= sentence.index]
        if not since or min(since) > REACH or (sentence.index in others and sentence.index not in own):
            continue
        for token in _topics(sentence, mentions):
            first, last = extent(token)
            evidence = scene.cite_tokens(sentence, first, last)
            if (evidence.start, evidence.end) not in seen:
                seen.add((evidence.start, evidence.end))
                yield evidence


def _topics(sentence: Sentence, mentions: Sequence[MeetingMention]) -> "Iterator[Token]":
    for token in sentence.span:
        if token.pos_ == "VERB" and lemma(token) in DISCUSSING:
            yield from (child for child in token.rights if child.dep_ == "dobj" and lemma(child) not in VIEWS)
        if token.pos_ == "VERB" and lemma(token) in {"focus", "touch", "center", "centre", "speak", "talk", "exchange"}:
            yield from _about(token)
        if token.pos_ == "NOUN" and (
            lemma(token) in VIEWS or any(m.token == token for m in mentions if m.sentence.index == sentence.index)
        ):
            yield from _about(token)


def _about(token: "Token") -> "Iterator[Token]":
    for prep, obj in prepositions(token):
        if prep in ABOUT and obj.ent_type_ not in {"DATE", "TIME"} and obj.pos_ in {"NOUN", "PROPN"}:
            yield next(conjuncts(obj))
