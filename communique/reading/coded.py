"""What the trained coder finds in a document: for each sentence the actors that may act, and the events between them.

A sentence is worth a pass where an actor hangs on one of the words the coder has learned events from. The pairs it finds are
gathered by the words that tell them: one act of several actors is one event, two acts in a sentence are two.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.reading.claims import Claim, claim_of
from communique.reading.coder import NOBODY, Asked, Coder, Relation
from communique.reading.event_actors import ActorFinder
from communique.reading.event_case import VERBAL, Draft
from communique.reading.marked import Span
from communique.reading.others import OtherActors
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.codebook import EventPhrase, code_of, types

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a pair's event, and its type, must at least be held for to become a row where no rule sees one.
LEAST_EVENT, LEAST_SURE = 0.95, 0.9
# What it must be held for to give an event found by rule the recipient the rule does not see.
LEAST_RECIPIENT = 0.8
# Meetings have rows of their own, and promises hang on what is promised: the coder only speaks for those found by rule.
TOLD_ELSEWHERE = frozenset({"CONSULT", "AGREE"})
# A sentence with more actors than this is a list; the first ones are read.
MOST_ACTORS = 9
LONGEST_MENTION = 14
# How many steps above an actor the telling word may stand in the parse, and as what.
HOPS = 3
TELLING = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})

EMBARGO = re.compile(r"sanction|embargo|blacklist|assets", re.IGNORECASE)

# What rules have found in the sentences of a document, by the index of the sentence.
Told = Mapping[int, Sequence[Draft]]


@dataclass(frozen=True)
class Mention:
    """A phrase of a sentence that names actors: its head, its place in the sentence's text, and who it is."""

    head: "Token"
    span: Span
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Coded:
    """One event the coder finds in a sentence."""

    sentence: Sentence
    trigger: "Token"
    relation: Relation
    sources: tuple[Mention, ...]
    targets: tuple[Mention, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """Who did it, without repeats."""
        return tuple(dict.fromkeys(a for m in self.sources for a in m.actors))

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom, without repeats."""
        return tuple(dict.fromkeys(a for m in self.targets for a in m.actors))


class MentionFinder:
    """Finds the phrases of a sentence that name actors."""

    def __init__(self, scene: Scene, partners: tuple[str, ...]) -> None:
        self.finder, self.others = ActorFinder(scene, partners), OtherActors(scene)

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """In order of text, none inside another, at most MOST_ACTORS."""
        found: list[Mention] = []
        taken: set[int] = set()
        for chunk in sentence.span.noun_chunks:
            mention = self._phrase(sentence, chunk.root, chunk.start, chunk.end)
            if mention is not None:
                found.append(mention)
                taken.update(range(chunk.start, chunk.end))
        inner = (self._inner(sentence, token) for token in sentence.span if token.i not in taken)
        found += [mention for mention in inner if mention is not None]
        return sorted(found, key=lambda m: m.span.start)[:MOST_ACTORS]

    def _phrase(self, sentence: Sentence, head: "Token", first: int, end: int) -> Mention | None:
        actors = self.finder.who(sentence, head) or self.others.who(sentence, head)
        if not actors:
            return None
        start = max(first, end - LONGEST_MENTION)
        return Mention(head, _span(sentence, start, end), actors)

    def _inner(self, sentence: Sentence, token: "Token") -> Mention | None:
        """A state or body named before a noun that is no actor itself (`the French withdrawal`, `Chad's demand`)."""
        entries = self.finder.cast.entries.get((sentence.paragraph, token.i), ())
        ids = tuple(dict.fromkeys(i for e in entries if e.kind in {"state", "demonym", "organisation"} for i in e.ids))
        last = not any(e.end > sentence.offset + token.idx + len(token) for e in entries)
        if not ids or not last or token.dep_ not in {"amod", "compound", "nmod", "poss"}:
            return None
        first = token
        while first.i > sentence.span.start and any(
            e in entries for e in self.finder.cast.entries.get((sentence.paragraph, first.i - 1), ())
        ):
            first = first.nbor(-1)
        return Mention(token, _span(sentence, first.i, token.i + 1), ids)


def _span(sentence: Sentence, first: int, end: int) -> Span:
    doc, begin = sentence.span.doc, sentence.span.start_char
    return Span(doc[first].idx - begin, doc[end - 1].idx + len(doc[end - 1]) - begin)


@dataclass(frozen=True)
class Question:
    """A sentence put to the coder."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    asked: Asked


def questions(scene: Scene, partners: tuple[str, ...], words: frozenset[str], told: Told) -> Iterator[Question]:
    """The sentences worth a pass, with all ordered pairs of different actors in them.

    Worth a pass is a statement in which a rule has found an event (`told`, by sentence index), or in which an actor hangs on
    one of the words that tell events.
    """
    finder = MentionFinder(scene, partners)
    for sentence in scene.sentences:
        ruled = told.get(sentence.index, ())
        if sentence.span.text.rstrip().endswith("?") or not (ruled or any(_tells(t, words) for t in sentence.span)):
            continue
        mentions = finder.mentions(sentence)
        if mentions and (ruled or any(_hangs_on(mention.head, words) for mention in mentions)):
            numbers = range(len(mentions))
            pairs = [(i, j) for i in numbers for j in numbers if i != j and mentions[i].actors != mentions[j].actors]
            pairs += [(i, NOBODY) for i in numbers]
            spans = tuple(m.span for m in mentions)
            asked = Asked(sentence.span.text, spans, tuple(pairs), LEAST_EVENT)
            yield Question(sentence, tuple(mentions), asked)


def _tells(token: "Token", words: frozenset[str]) -> bool:
    return token.lower_ in words or token.lemma_.lower() in words


def _hangs_on(head: "Token", words: frozenset[str]) -> bool:
    """Whether one of the words stands a few steps above a mention that is no pronoun in the parse."""
    if head.pos_ == "PRON":
        return False
    for _ in range(HOPS):
        if head.head == head:
            return False
        head = head.head
        if head.pos_ in TELLING and _tells(head, words):
            return True
    return False


def by_sentence(coder: Coder, scene: Scene, partners: tuple[str, ...], told: Told) -> dict[int, list[Coded]]:
    """The events the coder finds in a document, by the index of their sentence."""
    asked = list(questions(scene, partners, coder.words, told))
    read = coder.read(question.asked for question in asked)
    return {q.sentence.index: list(_events(q, relations)) for q, relations in zip(asked, read, strict=True)}


def _events(question: Question, relations: Sequence[Relation | None]) -> Iterator[Coded]:
    """Pairs with the same words and type are one event; a source that has a target is not told again without one."""
    groups: dict[tuple[int, str], list[tuple[tuple[int, int], Relation]]] = {}
    for pair, relation in zip(question.asked.pairs, relations, strict=True):
        if relation is not None:
            trigger = _trigger(question.sentence, relation.words)
            groups.setdefault((trigger.i, relation.type), []).append((pair, relation))
    for (index, _), members in groups.items():
        aimed = [(pair, relation) for pair, relation in members if pair[1] != NOBODY] or members
        yield _event(question, question.sentence.span.doc[index], aimed)


def _event(question: Question, trigger: "Token", members: Sequence[tuple[tuple[int, int], Relation]]) -> Coded:
    best = max((relation for _, relation in members), key=lambda r: r.sure)
    if best.reciprocal:
        sides = sorted({i for pair, _ in members for i in pair if i != NOBODY})
        return Coded(question.sentence, trigger, best, tuple(question.mentions[i] for i in sides), ())
    sources = _unique(pair[0] for pair, _ in members)
    targets = [j for j in _unique(pair[1] for pair, _ in members if pair[1] != NOBODY) if j not in sources]
    return Coded(
        question.sentence,
        trigger,
        best,
        tuple(question.mentions[i] for i in sources),
        tuple(question.mentions[j] for j in targets),
    )


def _unique(numbers: Iterable[int]) -> list[int]:
    return sorted(set(numbers))


def _trigger(sentence: Sentence, words: Span) -> "Token":
    """The word that heads what tells the event."""
    begin = sentence.span.start_char
    span = sentence.span.doc.char_span(words.start + begin, words.end + begin, alignment_mode="expand")
    return span.root if span is not None and len(span) else sentence.span.root


# -- rows ----------------------------------------------------------------------------------------------------------------


def with_coded(drafts: Sequence[Draft], coded: Sequence[Coded]) -> list[Draft]:
    """A sentence's drafts by rule, sure of themselves where the coder agrees, and what only the coder sees.

    A meeting is a row of its own kind already, so the coder's CONSULT only speaks for one found by rule.
    """
    kept = [_confirmed(draft, coded) for draft in drafts]
    for found in coded:
        if (
            found.relation.type in TOLD_ELSEWHERE
            or found.relation.sure < LEAST_SURE
            or any(_is_near(draft, found) for draft in drafts)
        ):
            continue
        draft = _draft(found) if found.actors and not set(found.actors) & set(found.recipients) else None
        if draft is not None and not _is_unsaid(draft) and not _is_content(draft, drafts):
            kept.append(draft)
    return kept


def _is_unsaid(draft: Draft) -> bool:
    """Words somebody did not say, or may say, are no event."""
    return draft.event_type in VERBAL and draft.claim.status in {"denied", "possible"}


def _is_content(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether an act not yet done only says what another event of the sentence promises, asks or threatens."""
    ahead = draft.claim.status in {"planned", "possible"}
    return any(other.trigger.is_ancestor(draft.trigger) and (ahead or other.event_type == "AGREE") for other in drafts)


def _confirmed(draft: Draft, coded: Sequence[Coded]) -> Draft:
    """The draft as sure as the coder is of it, with the recipient only the coder sees."""
    agreeing = [c for c in coded if _is_near(draft, c) and c.relation.type == draft.event_type]
    best = max(agreeing, key=lambda c: c.relation.sure, default=None)
    if best is None:
        return draft
    sure = best.relation.sure
    if sure > (draft.confidence or 0.0):
        draft = replace(draft, confidence=round(sure, 2))
    # Known ones only: the police one sends and the prisoners one keeps are no party. Who is named in what is condemned may be
    # its victim.
    new = tuple(actor for actor in best.recipients if actor not in draft.actors and not actor.islower())
    one_way = not draft.phrase.reciprocal and not best.relation.reciprocal and draft.event_type != "ACCUSE"
    lacking = one_way and not draft.recipients
    same = set(best.actors) & set(draft.actors)
    return replace(draft, recipients=new) if lacking and same and new and sure >= LEAST_RECIPIENT else draft


def _is_near(draft: Draft, found: Coded) -> bool:
    """Whether a rule's event and the coder's are told by the same words."""
    if (
        draft.trigger == found.trigger
        or found.trigger in draft.trigger.children
        or draft.trigger in found.trigger.children
    ):
        return True
    begin = found.sentence.span.start_char
    inside = found.relation.words.start <= draft.trigger.idx - begin < found.relation.words.end
    same = draft.event_type == found.relation.type and bool(set(draft.actors) & set(found.actors))
    return inside or same


def _as_manual(relation: Relation, words: str) -> Relation:
    """Imposed sanctions and embargoes, which the published crosswalk has as COERCE (CAMEO 163), are SANCTION in readings."""
    if relation.type == "COERCE" and relation.mode == "restrict" and EMBARGO.search(words):
        return replace(relation, type="SANCTION", mode="discontinue")
    return relation


def _draft(found: Coded) -> Draft:
    begin = found.sentence.span.start_char
    words = found.sentence.span.doc.text[begin + found.relation.words.start : begin + found.relation.words.end]
    relation, claim = _as_manual(found.relation, words), claim_of(found.trigger)
    kind = types()[relation.type].type
    if claim.status == "actual" and relation.status != "actual":
        claim = Claim(relation.status, claim.cue, claim.reporters)
    phrase = EventPhrase(
        id="coder", verb=None, particle=None, objects=None, preps=None, complement=None, noun=None, actor="subject",
        recipient=(), noun_slots=None, reciprocal=relation.reciprocal, type=kind, mode=relation.mode,
        contexts=relation.contexts, cameo=code_of(kind, relation.mode), needs="actor", examples=(),
    )  # fmt: skip
    nominal = found.trigger.pos_ in {"NOUN", "PROPN"}
    sure = round(relation.sure, 2)
    return Draft(found.sentence, found.trigger, phrase, kind, found.actors, found.recipients, claim, nominal, sure)
