"""Whom a position is about: the actor addressed, praised or blamed by name, or hinted at with a hedge.

A hint (`apparently with China in mind`) is found by its form in `stances.jsonl`; the hedging word is kept with the actor.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from communique.reading.clauses import conjuncts, lemma, modifiers, own_subjects, prepositions
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reading.stance_company import company, means_company, seat
from communique.reading.stance_frame import Frame
from communique.reading.stance_topics import Topic
from communique.reference.stances import stance_words
from communique.schema.position import About

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns whose `of` names who did it (`the decision of Zambia`), unlike `the invasion of Ukraine`.
DOERS = frozenset(
    "decision conduct behaviour behavior action refusal announcement role restraint resilience courage generosity efforts "
    "programme program programmes programs attempt attempts activities test tests "
    "effort contribution leadership work support help assistance sacrifice failure move step stance people government"
    .split()
)  # fmt: skip


# Whose they are is whom a supporter is for.
BACKED = frozenset(
    "effort efforts work mandate candidature candidacy bid initiative role application sovereignty integrity".split()
)


# What one says of deeds told in a clause: whoever does them is blamed or pitied.
BLAMING = frozenset({"concern", "condemn", "oppose"})


class Hint(NamedTuple):
    """An actor hinted at: the token at which the hint begins, its hedging word and the actors."""

    token: int
    hedge: str
    actors: tuple[str, ...]


@lru_cache(maxsize=1)
def _forms() -> "tuple[tuple[re.Pattern[str], str], ...]":
    words = sorted(stance_words("hedge").values(), key=lambda word: -len(word.word))
    return tuple((_pattern(word.word), word.hedge or "") for word in words)


def _pattern(form: str) -> re.Pattern[str]:
    before, _, after = form.partition("{}")
    tail = (
        r"\s+" + r"\s+".join(map(re.escape, after.split())) + r"\b"
        if after.strip()
        else r"(?=[,.;:—–\"”]|$|\s(?:and|but|while|which)\b)"
    )
    return re.compile(
        r"\b" + r"\s+".join(map(re.escape, before.split())) + r"\s+(?P<who>[^.;:]{2,70}?)" + tail, re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    """A quick look: any hedging word at all."""
    return re.compile("|".join(sorted({re.escape(word.split()[0]) for _, word in _forms()})), re.IGNORECASE)


def hints(scene: Scene, sentence: Sentence) -> tuple[Hint, ...]:
    """The hints of a sentence in order, the longest form at each place."""
    text = sentence.span.doc.text[sentence.span.start_char : sentence.span.end_char]
    if not _marks().search(text):
        return ()
    found: list[Hint] = []
    taken: list[tuple[int, int]] = []
    for pattern, hedge in _forms():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(_hint(scene, sentence, match, hedge))
    return tuple(sorted(found))


def _hint(scene: Scene, sentence: Sentence, match: re.Match[str], hedge: str) -> Hint:
    base = sentence.span.start_char
    tokens = sentence.span.doc.char_span(base + match.start("who"), base + match.end("who"), alignment_mode="expand")
    actors: list[str] = []
    for token in tokens or ():
        for entry in scene.cast.entries.get((sentence.paragraph, token.i), ()):
            actors += scene.cast.states_of(entry.ids)
    first = sentence.span.doc.char_span(base + match.start(), base + match.start() + 1, alignment_mode="expand")
    return Hint(first[0].i if first else sentence.span.end, hedge, tuple(dict.fromkeys(actors)))


def about_of(
    scene: Scene, partners: tuple[str, ...], sentence: Sentence, frame: Frame, topic: Topic, holders: tuple[str, ...],
    hedged: Sequence[Hint],
) -> list[About]:  # fmt: skip
    """The actors a position is about; never a holder alone."""
    named = _named(scene, partners, sentence, frame, topic, holders)
    if not named and (frame.word.about or frame.stance in {"condemn", "concern"}):
        named = _understood(scene, partners, sentence, frame, topic, holders)
    found = [About(actor=actor) for actor in dict.fromkeys(named) if actor not in holders]
    for hint in hedged:
        if hint.token > topic.last:
            found += [About(actor=a, implied=True, hedge=hint.hedge) for a in hint.actors if a not in holders]
            break
    return found


def _named(
    scene: Scene, partners: tuple[str, ...], sentence: Sentence, frame: Frame, topic: Topic, holders: tuple[str, ...]
) -> tuple[str, ...]:
    if frame.target is not None:
        if means_company(frame.target):
            return company(scene, partners, sentence, frame.target, holders)
        found = seat(scene, frame.target) or _target(scene, sentence, frame.target)
        if found:
            return found
    if frame.stance == "support" and (itself := _itself(scene, sentence, topic)):
        return itself
    if frame.topic.kind == "clause" and (frame.stance == "urge" or (frame.word.about and frame.stance in BLAMING)):
        return scene.cast.states_of(a for noun in own_subjects(topic.head) for a in scene.cast.members(sentence, noun))
    if frame.stance in {"expect", "urge"} and frame.target is None and (asked := _asked_of(scene, sentence, frame)):
        return asked
    backed = frame.stance == "support" and lemma(topic.head) in BACKED
    wanted = frame.stance == "urge" and frame.target is None and frame.topic.kind in {"for", "object"}
    if not frame.word.about and not backed and not wanted:
        return ()
    if wanted:
        return _possessor(scene, sentence, topic.head)
    return _owner(scene, sentence, topic.head) or _doer(scene, sentence, topic)


def _asked_of(scene: Scene, sentence: Sentence, frame: Frame) -> tuple[str, ...]:
    """From whom something is expected (`expects answers from Oslo`), or to whom that is told (`told Oslo that it expects …`)."""
    if frame.topic.kind != "object":
        return ()
    for name, obj in (*prepositions(frame.verb), *prepositions(frame.topic.head)):
        if name == "from" and (found := _target(scene, sentence, obj)):
            return found
    above = frame.verb.head
    told = [c for c in above.rights if c.dep_ in {"dobj", "dative"}] if lemma(above) in {"tell", "inform"} else []
    return _target(scene, sentence, told[0]) if frame.verb.dep_ == "ccomp" and told else ()


def _itself(scene: Scene, sentence: Sentence, topic: Topic) -> tuple[str, ...]:
    """`stood by Norway`: the topic is the actor."""
    entries = scene.cast.entries.get((sentence.paragraph, topic.head.i), ())
    return scene.cast.states_of(i for entry in entries for i in entry.ids)


def _target(scene: Scene, sentence: Sentence, target: "Token") -> tuple[str, ...]:
    cast = scene.cast
    if any(child.lower_ in {"all", "any", "every", "each"} for child in target.lefts):
        return ()
    found = cast.states_of(cast.members(sentence, target))
    if found:
        return found
    entries = (e for m in conjuncts(target) for e in cast.entries.get((sentence.paragraph, m.i), ()))
    if addressed := tuple(dict.fromkeys(i for e in entries if e.kind == "stand_in" for i in e.ids)):
        return addressed  # `appealed to Kigali and Gitega`
    owners = [o for member in conjuncts(target) for o in cast.owners(sentence, member)]
    if not owners and target.i + 1 < len(target.doc) and target.nbor(1).lower_ == "there":
        owners = list(_latest_place(scene, sentence, target))
    return cast.states_of(owners)


def _latest_place(scene: Scene, sentence: Sentence, before: "Token") -> tuple[str, ...]:
    """The state last named before a `there` in its sentence."""
    for i in range(before.i - 1, sentence.span.start - 1, -1):
        for entry in scene.cast.entries.get((sentence.paragraph, i), ()):
            if entry.kind == "state":
                return entry.ids
    return ()


def _owner(scene: Scene, sentence: Sentence, head: "Token") -> tuple[str, ...]:
    """Before the noun (`Russia's invasion`, `Iranian strikes`), or after `of` where that names the doer."""
    found: list[str] = []
    for modifier in modifiers(head):
        if modifier.dep_ == "det" or (modifier.dep_ == "poss" and modifier.pos_ == "PRON"):
            continue
        for entry in scene.cast.entries.get((sentence.paragraph, modifier.i), ()):
            found += scene.cast.states_of(entry.ids)
    if not found and not (DOERS | BACKED).isdisjoint({lemma(head), head.lower_}):
        for child in head.rights:
            if child.lower_ == "of":
                found += [a for noun in child.children for a in scene.cast.named_within(sentence, noun)]
                found += [a for noun in child.children for a in _places_within(scene, sentence, noun)]
    return scene.cast.states_of(found) or _possessor(scene, sentence, head)


def _possessor(scene: Scene, sentence: Sentence, head: "Token") -> tuple[str, ...]:
    """Whose a thing is by a possessive with a name (`the Republic of Peru's efforts`)."""
    named = any(child.dep_ == "poss" and child.pos_ != "PRON" for child in head.lefts)
    return scene.cast.states_of(scene.cast.owners(sentence, head)) if named else ()


def _places_within(scene: Scene, sentence: Sentence, noun: "Token") -> Iterable[str]:
    place = scene.places.of_phrase(sentence, noun)
    return (place.country,) if place is not None and place.country else ()


def _doer(scene: Scene, sentence: Sentence, topic: Topic) -> tuple[str, ...]:
    """Who is said with `by` inside the topic (`the launch by North Korea of a missile`)."""
    doc = topic.head.doc
    for i in range(topic.first, topic.last + 1):
        if doc[i].lower_ == "by" and doc[i].dep_ in {"agent", "prep"}:
            for child in doc[i].children:
                if child.dep_ == "pobj" and (found := scene.cast.states_of(scene.cast.members(sentence, child))):
                    return found
    for clause in topic.head.rights:
        if clause.dep_ == "relcl" and clause.i <= topic.last:  # `the toll that Chile collects`
            doers = [a for noun in own_subjects(clause) for a in scene.cast.members(sentence, noun)]
            return scene.cast.states_of(doers)
    return ()


def _understood(
    scene: Scene, partners: tuple[str, ...], sentence: Sentence, frame: Frame, topic: Topic, holders: tuple[str, ...]
) -> tuple[str, ...]:
    """Who gave what thanks are given for, or did what `the decision` is: the other party of the report."""
    others = tuple(party for party in partners if party not in holders)
    if found := _blamed_behind(scene, sentence, topic):
        return found
    praise = frame.word.about and frame.stance == "support"
    if praise and len(others) == 1 and len(partners) == 2 and not scene.cast.named_within(sentence, topic.head):
        return others
    bare = (
        lemma(topic.head) in stance_words("act")
        and topic.last == topic.head.i
        and any(c.lower_ in {"the", "this"} for c in topic.head.lefts)
    )
    if not bare:
        return ()
    offset = sentence.offset + topic.head.idx
    before = [party for place, party in scene.cast.subject_mentions if place < offset and party not in holders]
    return (before[-1],) if before and len(holders) == 1 else ()


def _blamed_behind(scene: Scene, sentence: Sentence, topic: Topic) -> tuple[str, ...]:
    """Who is blamed in a clause behind the topic (`…, which Manila blames on the coast guard of China`)."""
    doc = topic.head.doc
    for i in range(topic.last + 1, sentence.span.end):
        if lemma(doc[i]) in {"blame", "attribute"}:
            for name, obj in prepositions(doc[i]):
                if name in {"on", "to"} and (found := scene.cast.states_of(scene.cast.members(sentence, obj))):
                    return found
    return ()
