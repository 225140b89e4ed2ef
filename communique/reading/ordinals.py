"""Ordinals said of a meeting: `the seventh`, `the 26th round`, `inaugural`; `first since` is a distance, not a number."""

import re
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
    for child in token.lefts:
        if child.dep_ in {"amod", "compound", "nummod", "advmod", "nmod"}:
            number = _number_at(child)
            if number is not None and not (number == 1 and _is_distance(token)):
                return number
    for child in token.lefts:
        if child.dep_ == "poss" and child.tag_ in {"NNS", "NNPS"} and (number := _before_officers(child)) is not None:
            return number
    if token.dep_ in {"nsubj", "nsubjpass", "dobj"} and (alone := _number_at(token)) is not None:
        return alone  # `the seventh was held in Bern`
    for child in token.rights:
        if child.dep_ == "appos" and any(c.lower_ == "the" for c in child.lefts) and (beside := _number_at(child)):
            return beside  # `their annual meeting, the 57th`
    if token.dep_ in {"nsubj"} and token.head.lemma_ == "be":
        for attribute in token.head.rights:
            if attribute.dep_ in {"attr", "acomp"}:
                for member in conjuncts(attribute):
                    number = _number_at(member)
                    if number is not None and not (number == 1 and _is_distance(member)):
                        return number
    return None


def _before_officers(officers: "Token") -> int | None:
    """The number of `the 5th defence ministers' meeting`, which a parse hangs on the ministers."""
    numbers = (_number_at(child) for child in officers.lefts if child.dep_ in {"amod", "nummod"})
    return next((number for number in numbers if number is not None), None)


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
