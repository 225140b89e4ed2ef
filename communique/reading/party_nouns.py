"""Single nouns as parties: whether a capital acts, which office a common noun names, whether an identifier is a state's."""

from typing import TYPE_CHECKING

from communique.reading.clauses import first_conjunct, lemma
from communique.reading.sentences import Sentence
from communique.reference.offices import titles
from communique.reference.organisations import organisations
from communique.schema import Level, OfficeKind

if TYPE_CHECKING:
    from spacy.tokens import Token

# Positions in which a capital or seat is an actor rather than a place.
ACTING_DEPS = frozenset({"nsubj", "nsubjpass", "poss", "agent"})
ACTING_PREPOSITIONS = frozenset({"with", "between", "by", "against", "on", "upon", "among"})
# Verbs whose object, where it is a capital, is the city.
GOING_TO = frozenset(
    """visit leave reach tour capture bomb shell seize storm enter attack hit strike besiege evacuate rock pound overrun
    quit approach flee""".split()
)


def is_state(actor: str) -> bool:
    """Whether an identifier is a state's code."""
    return len(actor) == 3 and actor.isupper() and actor.isalpha() and actor not in organisations()


def acts(token: "Token") -> bool:
    """Whether a capital or seat stands where an actor stands rather than a place."""
    top = first_conjunct(token)
    if top.dep_ in ACTING_DEPS:
        return True
    if top.dep_ in {"dobj", "dative"}:
        return lemma(top.head) not in GOING_TO
    return (
        top.dep_ == "pobj"
        and top.head.lower_ in ACTING_PREPOSITIONS
        and lemma(top.head.head) not in {"base", "arrive", "land"}
    )


def office_noun(token: "Token") -> OfficeKind | None:
    """The kind of office a common noun names, read with the words before it; None for other nouns."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.lower_ not in _office_heads():
        return None
    doc, known = token.doc, titles()
    for reach in range(4, -1, -1):
        first = token.i - reach
        if first < 0:
            continue
        words = doc[first : token.i + 1].text.lower()
        if words in known:
            before = doc[first - 1].lower_ if first else ""
            return "deputy_minister" if before in {"deputy", "vice"} and "minister" in words else known[words].kind
    return None


def office_level(token: "Token") -> Level | None:
    """The rank of the office a common noun names."""
    words = token.lower_
    known = titles()
    for reach in range(4, -1, -1):
        if token.i - reach >= 0:
            words = token.doc[token.i - reach : token.i + 1].text.lower()
            if words in known:
                return known[words].level
    return None


_HEADS: set[str] = set()


def _office_heads() -> set[str]:
    if not _HEADS:
        _HEADS.update(words.split(" of ")[0].split(" for ")[0].split()[-1] for words in titles())
    return _HEADS


def phrase_range(sentence: Sentence, token: "Token") -> tuple[int, int]:
    """Document range of a noun with the modifiers before it, without its determiner."""
    first = token
    for child in token.subtree:
        if child.i < token.i and child.dep_ not in {"det", "cc", "punct", "prep"} and child.i < first.i:
            first = child
    return sentence.offset + first.idx, sentence.offset + token.idx + len(token)
