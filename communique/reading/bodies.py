"""Organisations by other words than their names: a seat that acts (`Brussels`), the bloc, a forum's leaders.

A seat is read only where the text names the organisation itself and not the state whose capital the seat is.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.reading.names import Name
from communique.reading.party_nouns import acts
from communique.reading.sentences import Sentence
from communique.reference.organisations import organisations
from communique.reference.states import states

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns for any organisation of states, and nouns for one whose own name has them.
BODY_NOUNS = frozenset("bloc grouping organisation organization alliance body".split())
NAME_NOUNS = frozenset(
    "forum union league community council commonwealth association conference partnership alliance organisation organization".split()
)


@lru_cache(maxsize=1)
def _seats() -> dict[str, tuple[str, frozenset[str]]]:
    """The organisation a seat stands for, and the states whose capital it is."""
    capitals: dict[str, set[str]] = {}
    for state in states().values():
        capitals.setdefault(state.capital or "", set()).add(state.code)
    return {
        seat: (body.id, frozenset(capitals.get(seat, ())))
        for body in organisations().values()
        if body.kind == "igo"
        for seat in body.stand_ins
    }


def seat_names(sentences: Sequence[Sentence], names: Sequence[Name]) -> list[Name]:
    """The seats that act for an organisation the text names."""
    named = {i for name in names if name.kind in {"state", "demonym", "organisation"} for i in name.ids}
    seats = {seat: body for seat, (body, of) in _seats().items() if body in named and not of & named}
    taken = {name.start for name in names}
    found = []
    for sentence in sentences if seats else ():
        for token in sentence.span:
            start = sentence.offset + token.idx
            if token.text in seats and start not in taken and acts(token):
                found.append(Name(start, start + len(token), "organisation", (seats[token.text],)))
    return found


def meant_by(noun: str, named: Sequence[tuple[int, str]], offset: int) -> str | None:
    """The organisation of states last named before an offset that a noun with `the` can mean."""
    generic, own = noun in BODY_NOUNS, noun in NAME_NOUNS
    if not generic and not own:
        return None
    for start, actor in reversed(named):
        body = organisations().get(actor)
        if start >= offset or body is None or body.kind != "igo":
            continue
        if generic or re.search(rf"\b{noun}\b", " ".join((body.name, *body.names)), re.IGNORECASE):
            return actor
    return None


def is_bare_plural(token: "Token") -> bool:
    """A plural in capitals without article, state or field, as statements write their leaders (`Leaders welcomed …`)."""
    if not token.text[0].isupper() or token.tag_ not in {"NNS", "NNPS", "NNP"}:
        return False
    return not any(child.dep_ not in {"punct", "cc", "conj", "appos", "relcl"} for child in token.children)
