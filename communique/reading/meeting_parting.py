"""One phrase that tells several meetings: `held separate meetings with A and B`, `were held in X in May and in Y in June`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.clauses import clause_of, lemma, subjects
from communique.reading.meeting_mention import MeetingMention, actors_named
from communique.reading.scene import Scene
from communique.schema import Date, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that say of meetings with several that each was met alone.
APART = frozenset("separate separately individual individually bilateral bilaterally respective respectively".split())
# `a series of meetings` with several is one with each.
STRINGS = frozenset({"series", "string", "number", "flurry", "host"})


def parted(scene: Scene, mention: MeetingMention) -> Iterator[MeetingMention]:
    """The meetings a mention tells: itself, or each of those one side met apart, or each of those it dates in a row."""
    told = list(_one_by_one(scene, mention)) or list(_in_a_row(scene, mention))
    yield from told or [mention]


def _one_by_one(scene: Scene, mention: MeetingMention) -> Iterator[MeetingMention]:
    """One meeting of the subject's party with each of the others, where they are said to be met apart."""
    if len(mention.parties) < 3 or mention.format == "visit" or not _said_apart(mention.token):
        return
    acting = actors_named(scene, mention.sentence, subjects(clause_of(mention.token)))
    hub = scene.cast.states_of(acting)
    if len(hub) != 1 or hub[0] not in mention.parties:
        return
    for other in mention.parties:
        if other != hub[0]:
            sides = {hub[0], other}
            persons = tuple(p for p in mention.persons if set(scene.cast.parties([p])) <= sides)
            yield replace(mention, parties=(hub[0], other), persons=persons, directed=None, format=None)


def _said_apart(token: "Token") -> bool:
    """`separate meetings`, `met separately`, `bilateral meetings`, `a series of meetings`; the sidelines alone do not say it."""
    verb = clause_of(token)
    plural = token.tag_ in {"NNS", "NNPS"} or token.pos_ == "VERB"
    said = {child.lower_ for top in {token, verb} for child in top.children}
    if token.dep_ == "pobj" and token.head.lower_ == "of" and lemma(token.head.head) in STRINGS:
        return True
    return plural and bool(said & APART)


def _in_a_row(scene: Scene, mention: MeetingMention) -> Iterator[MeetingMention]:
    """Each meeting of a plural noun that is dated by itself in one list."""
    token = mention.token
    if token.tag_ not in {"NNS", "NNPS"} or lemma(clause_of(token)) not in {"hold", "take", "convene", "be"}:
        return
    dated = list(_dated_places(scene, mention))
    if len(dated) < 2 or not any(place for _, place in dated) or len({date.edtf for date, _ in dated}) < len(dated):
        return
    for number, (date, place) in enumerate(dated, mention.ordinal or 0):
        yield replace(
            mention, date=date, place=place or (mention.place if len(dated) < 2 else None), definite=True,
            ordinal=number if mention.ordinal == 1 else None, mode="in_person" if place else mention.mode,
        )  # fmt: skip


def _dated_places(scene: Scene, mention: MeetingMention) -> Iterator[tuple[Date, Place | None]]:
    """The dates behind a noun in its clause with the place that stands beside each, before or right behind it."""
    behind = [f for f in scene.dates_in(mention.sentence) if f.role == "when"]
    behind = [f for f in behind if f.start > mention.sentence.offset + mention.token.idx]
    words = [scene.token_at(mention.sentence, f.start) for f in behind]
    bound = mention.token.i
    for found, word in zip(behind, words, strict=True):
        if word is None:
            continue
        yield found.date, _place_between(scene, mention, bound, word.i)
        bound = word.i


def _place_between(scene: Scene, mention: MeetingMention, first: int, last: int) -> Place | None:
    for token in mention.token.doc[first:last]:
        if token.lower_ in {"in", "at"} and token.pos_ == "ADP":
            for obj in token.children:
                place = scene.places.of_phrase(mention.sentence, obj) if obj.dep_ == "pobj" and obj.i < last else None
                if place is not None:
                    return place
    return None
