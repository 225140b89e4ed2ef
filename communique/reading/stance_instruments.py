"""The texts and occasions in which positions are taken: `in a joint statement`, `told a news conference`, `The document`."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.reading.clauses import is_verbal, lemma
from communique.reference.stances import Instrument, instruments

if TYPE_CHECKING:
    from spacy.tokens import Token

CARRYING = frozenset({"in", "at", "during", "through", "via", "under"})
ISSUING = frozenset("issue release adopt publish tell hold give deliver make read send write address sign post".split())
_TITLE = re.compile(
    r"\s*(?:(?:[A-Z0-9][\w.,’'–-]*|of|the|and|on|for|by)[ -]){0,8}?"
    r"(?P<name>(?i:joint (?:press |leaders.? )?statement|joint communiqu[eé]|communiqu[eé]|joint declaration|declaration))\b"
)


@lru_cache(maxsize=1)
def instrument_heads() -> frozenset[str]:
    """The last words of all phrases for instruments."""
    return frozenset(phrase.split()[-1] for phrase in instruments())


def instrument_noun(token: "Token") -> Instrument | None:
    """The instrument a noun names, read with the words before it."""
    word = lemma(token) if token.lower_ not in instrument_heads() else token.lower_
    if word not in instrument_heads() or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    for reach in range(3, -1, -1):
        if token.i >= reach:
            before = token.doc[token.i - reach : token.i].text.lower()
            found = instruments().get(f"{before} {word}".strip())
            if found is not None:
                return found
    return None


def brings_in(token: "Token") -> bool:
    """Whether a noun for an instrument is brought in here as one, rather than spoken of in passing."""
    if token.dep_ in {"nsubj", "nsubjpass"}:
        return True
    if token.dep_ == "pobj":
        if token.head.lower_ == "to" and token.head.head.lower_ == "according":
            return True
        return token.head.lower_ in CARRYING and is_verbal(token.head.head)
    return token.dep_ in {"dobj", "dative"} and lemma(token.head) in ISSUING


def instrument_of(verb: "Token") -> Instrument | None:
    """The instrument said of the clause of a verb or of one above it: its adjunct, its subject or the audience it is told."""
    token = verb
    for _ in range(8):
        found = _beside(token)
        if found is not None:
            return found
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _beside(token: "Token") -> Instrument | None:
    for child in token.children:
        noun: Token | None = None
        if child.dep_ == "prep" and child.lower_ in CARRYING and is_verbal(token):
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
        elif (child.dep_ in {"nsubj"} and is_verbal(token)) or (
            child.dep_ in {"dobj", "dative"} and lemma(token) in ISSUING
        ):
            noun = child
        elif child.dep_ == "advcl" and child.tag_ == "VBG" and lemma(child) in {"issue", "give", "deliver", "speak"}:
            found = _beside(child)
            if found is not None:
                return found
        if noun is not None and (found_noun := instrument_noun(noun)) is not None:
            return found_noun
    return None


def title_instrument(title: str) -> Instrument | None:
    """The joint instrument a document is, by its title."""
    match = _TITLE.match(title)
    return instruments().get(match["name"].lower().replace("é", "e").replace("’", "'")) if match else None
