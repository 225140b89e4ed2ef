"""Ordinals said of a meeting: `the seventh`, `the 26th round`, `inaugural`; `first since` is a distance, not a number."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.reading.clauses import conjuncts, is_verbal, own_subjects, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Token

ONES = """first second third fourth fifth sixth seventh eighth ninth tenth
    eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""".split()
TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
WORDS = {word: number for number, word in enumerate(ONES, 1)} | {f"{stem}ieth": value for stem, value in TENS.items()}
NUMERIC = re.compile(r"(\d{1,3})(?:st|nd|rd|th)$")


def ordinal_number(text: str) -> int | None:
    """The number of an ordinal in words or digits (`seventh`, `26th`, `twenty-first`), or None."""
    word = text.lower()
    match = NUMERIC.match(word)
    if match:
        return int(match.group(1))
    if word in {"inaugural", "first-ever", "maiden"}:
        return 1
    tens, hyphen, ones = word.partition("-")
    if hyphen and tens.endswith("y") and tens[:-1] in TENS and ones in WORDS and WORDS[ones] < 10:
        return TENS[tens[:-1]] + WORDS[ones]
    return WORDS.get(word)


def ordinal_of(token: "Token") -> int | None:
    """The ordinal a meeting noun carries, before it or through a copula (`the session was the sixth of its kind`)."""
    found = [*_before(token), *_alone_or_apposed(token), *_predicated(token)]
    return found[0] if found else None


def _before(token: "Token") -> "Iterator[int]":
    """Ordinals before a noun, or before those who hold what it names (`the 5th defence ministers' meeting`)."""
    for child in token.lefts:
        number = _number_at(child) if child.dep_ in {"amod", "compound", "nummod", "advmod", "nmod"} else None
        if number is not None and not (number == 1 and _is_distance(token)):
            yield number
    for child in token.lefts:
        if child.dep_ == "poss" and (child.tag_ in {"NNS", "NNPS"} or child.lower_.endswith("s")):
            numbers = (_number_at(inner) for inner in child.lefts if inner.dep_ in {"amod", "nummod"})
            yield from (number for number in numbers if number is not None)


def _alone_or_apposed(token: "Token") -> "Iterator[int]":
    """`the seventh was held in Bern`, `their annual meeting, the 57th`."""
    if token.dep_ in {"nsubj", "nsubjpass", "dobj"} and (alone := _number_at(token)) is not None:
        yield alone
    for child in token.rights:
        if child.dep_ == "appos" and any(c.lower_ == "the" for c in child.lefts) and (beside := _number_at(child)):
            yield beside


def _predicated(token: "Token") -> "Iterator[int]":
    """`the session was the sixth of its kind`."""
    if token.dep_ != "nsubj" or token.head.lemma_ != "be":
        return
    members = (m for child in token.head.rights if child.dep_ in {"attr", "acomp"} for m in conjuncts(child))
    for member in members:
        number = _number_at(member)
        if number is not None and not (number == 1 and _is_distance(member)):
            yield number


def _number_at(token: "Token") -> int | None:
    """The ordinal at a token, joined with a hyphenated one (`twenty-first` is three tokens)."""
    doc = token.doc
    if token.i >= 2 and doc[token.i - 1].text == "-":
        joined = ordinal_number(doc[token.i - 2].text + "-" + token.text)
        if joined is not None:
            return joined
    if (
        token.i + 2 < len(doc)
        and doc[token.i + 1].text == "-"
        and token.lower_ == "first"
        and doc[token.i + 2].lower_ != "ever"
    ):
        return None
    return ordinal_number(token.text)


def _is_distance(token: "Token") -> bool:
    """`the first since …`, `the first in four years`: how long ago, not which number."""
    following = {prep for prep, _ in prepositions(token)}
    verb = token.head
    if is_verbal(verb) and not own_subjects(token):
        following |= {prep for prep, _ in prepositions(verb)}
    tail = token.doc[token.i + 1 : token.i + 10].text.lower()
    return (
        "since" in following
        or " since " in f" {tail} "
        or bool(re.search(r"\bin (?:\w+ ){1,3}(?:years|months|decades|weeks)\b", tail))
    )
