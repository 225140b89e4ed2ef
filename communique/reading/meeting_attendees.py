"""Who attended a meeting: persons from the sentences after a mention that say who led it, took part or was present."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    is_passive,
    lemma,
    patients,
    prepositions,
)
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.organisations import organisations

if TYPE_CHECKING:
    from spacy.tokens import Token
from communique.reading.meeting_group import Group

# Sentences after a mention in which attendees are still listed.
ATTENDEES_REACH = 3
ATTENDING = frozenset(
    "attend lead head join participate represent chair cochair include comprise involve host accompany".split()
)


def add_attendees(scene: Scene, groups: Sequence[Group]) -> None:
    """Persons from the sentences after a mention that say who attended, led or took part."""
    for sentence in scene.sentences:
        near = {
            g_index: last for g_index, g in enumerate(groups) if (last := _last_before(g, sentence.index)) is not None
        }
        persons = sorted(set(_attending(scene, sentence)), key=lambda p: _first_in(scene, p, sentence)) if near else []
        if not persons:
            continue
        held = [i for i in near if groups[i].status(scene.anchor) not in {"planned", "possible"}]
        group = groups[max(held or near, key=lambda index: near[index])]
        parties = set(group.parties)
        joining = [p for p in persons if not set(scene.cast.parties([p])) or set(scene.cast.parties([p])) <= parties]
        if len(parties) == 1 and parties <= set(organisations()):
            joining = persons  # of members of the body
        if _takes_part_in(sentence, group):
            joining = persons
            group.joined += [p for p in scene.cast.parties(persons) if p not in parties]
        new = [p for p in joining if p not in group.persons]
        if new:
            group.attending += new
            group.extra.append(scene.parsed.cite(sentence.start, sentence.end))


def _takes_part_in(sentence: Sentence, group: Group) -> bool:
    """`X also took part in the call`: one more party joins the meeting just told."""
    if not any(t.lower_ in {"also", "too"} for t in sentence.span):
        return False
    return any(m.sentence.index in {sentence.index, sentence.index - 1} for m in group.mentions)


def _last_before(group: Group, index: int) -> int | None:
    """The group's last mention at or shortly before a sentence."""
    before = [m.sentence.index for m in group.mentions if 0 <= index - m.sentence.index <= ATTENDEES_REACH]
    return max(before, default=None)


def _first_in(scene: Scene, person: str, sentence: Sentence) -> int:
    return min((m.start for m in scene.cast.persons[person].mentions if m.start >= sentence.start), default=0)


def _attending(scene: Scene, sentence: Sentence) -> Iterator[str]:
    for token in sentence.span:
        if token.lower_ in {"chairmanship", "chairpersonship"}:
            heads = [m for prep, obj in prepositions(token) if prep == "of" for m in conjuncts(obj)]
            yield from (a for head in heads for a in scene.cast.members(sentence, head) if a in scene.cast.persons)
        if token.lower_ in {"present", "attendance"}:
            yield from _said_present(scene, sentence, token)
        takes_part = token.pos_ == "VERB" and (
            lemma(token) in ATTENDING or (lemma(token) == "take" and any(c.lower_ == "part" for c in token.rights))
        )
        if not takes_part:
            continue
        heads = agents(token) if lemma(token) not in {"include", "comprise", "involve"} else patients(token)
        if is_passive(token):
            heads = agents(token)
        heads = [*heads, *(m for prep, obj in prepositions(token) if prep in {"as", "with"} for m in conjuncts(obj))]
        for head in heads:
            yield from (a for a in scene.cast.members(sentence, head) if a in scene.cast.persons)
            yield from _beside(scene, sentence, head)


def _said_present(scene: Scene, sentence: Sentence, token: "Token") -> Iterator[str]:
    """`Also present was the finance minister, X`, `X and Y were in attendance`: who is said to be there."""
    verb = clause_of(token)
    if lemma(verb) != "be":
        return
    for child in verb.children:
        if child.dep_ in {"nsubj", "attr"}:
            yield from (a for a in scene.cast.members(sentence, child) if a in scene.cast.persons)
            yield from _beside(scene, sentence, child)


def _beside(scene: Scene, sentence: Sentence, head: object) -> Iterator[str]:
    """Persons inside the phrase of a head whose parse lost the coordination (`as well as …`)."""
    for token in getattr(head, "subtree", ()):
        for entry in scene.cast.entries.get((sentence.paragraph, token.i), ()):
            if entry.kind == "person":
                yield from entry.ids
