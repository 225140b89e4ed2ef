"""Who is meant by what parties are to each other: `both`, `the two neighbours`, `his hosts`, and `Brussels` for those who sit there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.reading.cast import is_state
from communique.reading.clauses import lemma
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reading.stance_referring import number_of
from communique.reference.organisations import organisations

if TYPE_CHECKING:
    from spacy.tokens import Token

# Who is met with.
COMPANY = frozenset({"host", "hostess", "guest", "visitor"})
# What two others are to each other.
OTHERS = frozenset({"neighbour", "neighbor", "country", "side", "party", "state", "capital", "government", "nation"})
# Organisations that are called by the city of their seat, and the state it lies in.
SEATED = {"EU": "BEL"}
# How many sentences back the two may be named.
REACH = 2


def seat(scene: Scene, token: "Token") -> tuple[str, ...]:
    """`Brussels`: the organisation that has its seat there, where the text does not name the state."""
    if token.pos_ != "PROPN" or token.dep_ in {"compound", "pobj"} or any(c.dep_ == "compound" for c in token.lefts):
        return ()
    found = tuple(i for i in SEATED if token.text in organisations()[i].stand_ins)
    named = {
        i
        for entries in (scene.cast.entries.values() if found else ())
        for entry in entries
        if entry.kind in {"state", "demonym"}
        for i in entry.ids
    }
    return found if not any(SEATED[i] in named for i in found) else ()


def means_company(target: "Token") -> bool:
    """`his hosts`, `the two neighbours`, `both`: who is addressed stands elsewhere."""
    if lemma(target) in COMPANY:
        return any(child.dep_ == "poss" for child in target.lefts)
    return target.lower_ == "both" or (lemma(target) in OTHERS and number_of(target) == 2)


def company(
    scene: Scene, partners: tuple[str, ...], sentence: Sentence, target: "Token", holders: tuple[str, ...]
) -> tuple[str, ...]:
    """The party met with, or the two last named beside the holder."""
    others = tuple(party for party in partners if party not in holders)
    if lemma(target) in COMPANY:
        return others if len(others) == 1 else ()
    if len(holders) == 1 and len(others) == 2:
        return others
    for place in reversed(scene.sentences[max(0, sentence.index - REACH) : sentence.index + 1]):
        named = dict.fromkeys(i for i in _named(scene, place, target, place is sentence) if i not in holders)
        if len(named) == 2:
            return tuple(named)
    pairs = [known.parties for known in scene.cast.sets if known.offset < sentence.offset + target.idx]
    apart = (pair for pair in reversed(pairs) if len(pair) == 2 and not set(pair) & set(holders))
    return next(apart, ())


def _named(scene: Scene, place: Sentence, target: "Token", own: bool) -> Iterator[str]:
    for token in place.span:
        if own and token.i >= target.i:
            return
        for entry in scene.cast.entries.get((place.paragraph, token.i), ()):
            if entry.kind in {"state", "demonym", "stand_in"}:
                yield from (i for i in entry.ids if is_state(i))
