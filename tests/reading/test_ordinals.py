"""Ordinals: words and digits to numbers, and the number a meeting noun carries in a sentence."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading.ordinals import ONES, ordinal_number, ordinal_of
from communique.reading.sentences import Parsed, parse_many
from communique.schema import Document

WORDS = [
    ("first", 1, "the smallest"),
    ("Seventh", 7, "a capital does not matter"),
    ("twelfth", 12, "an irregular stem"),
    ("nineteenth", 19, "the last below twenty"),
    ("twentieth", 20, "a round ten"),
    ("fortieth", 40, "forty is written without its u"),
    ("ninetieth", 90, "the last round ten"),
    ("twenty-first", 21, "tens and ones"),
    ("Thirty-Second", 32, "tens and ones in capitals"),
    ("ninety-ninth", 99, "the largest in words"),
    ("1st", 1, "digits"),
    ("22nd", 22, "digits with their own ending"),
    ("103rd", 103, "three digits"),
    ("26th", 26, "digits with the common ending"),
    ("inaugural", 1, "the first by its meaning"),
    ("first-ever", 1, "the first of all"),
    ("twenty", None, "a cardinal is no ordinal"),
    ("26", None, "bare digits are no ordinal"),
    ("twenty-tenth", None, "no such number"),
    ("2+2", None, "a format is no ordinal"),
    ("firsthand", None, "a word that begins with one"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("word", "number", "why"), WORDS, ids=[row[2] for row in WORDS])
def test_word_is_number(word: str, number: int | None, why: str) -> None:
    assert ordinal_number(word) == number


# The word whose ordinal is asked for comes second.
SENTENCES = [
    ("Kenya and Ghana held their seventh dialogue in Accra.", "dialogue", 7, "before the noun"),
    ("The 26th round of talks opened in Oslo.", "round", 26, "digits before the noun"),
    ("The two states held the twenty-first session in Lima.", "session", 21, "a hyphenated word is three tokens"),
    ("They held an inaugural summit in Doha.", "summit", 1, "the first by its meaning"),
    ("The session was the sixth of its kind.", "session", 6, "said through a copula"),
    ("It was their first summit since 2011.", "summit", None, "how long ago, not which number"),
    ("They held the first talks in five years.", "talks", None, "a distance in years"),
    ("The summit was the first since the war.", "summit", None, "a distance through a copula"),
    ("The ministers held talks in the third country.", "talks", None, "another noun's ordinal"),
    ("They met for the third time at the summit.", "summit", None, "how often they met is not the summit's number"),
    ("Peru and Chile held the 10th meeting of the joint commission.", "meeting", 10, "before a noun with its own phrase"),
    ("The second summit will be held in Tunis.", "summit", 2, "the subject of a passive"),
    ("The first-ever dialogue was held in Suva.", "dialogue", 1, "a hyphenated `first-ever`"),
    ("The two held a first-class dinner before the talks.", "dinner", None, "first-class is a quality"),
]  # fmt: skip


@cache
def _parsed() -> dict[str, Parsed]:
    texts = [row[0] for row in SENTENCES]
    return dict(zip(texts, parse_many(Document(id="d", source="text", text=text) for text in texts), strict=True))


@pytest.mark.parametrize(("text", "word", "number", "why"), SENTENCES, ids=[row[3] for row in SENTENCES])
def test_ordinal_of_noun(text: str, word: str, number: int | None, why: str) -> None:
    token = next(t for sentence in _parsed()[text].sentences for t in sentence if t.text == word)
    assert ordinal_of(token) == number


@given(st.integers(1, 999))
def test_digits_round_trip(number: int) -> None:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in {11, 12, 13} else "th"
    assert ordinal_number(f"{number}{ending}") == number


@given(
    st.sampled_from(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]), st.integers(1, 9)
)
def test_hyphenated_words_round_trip(tens: str, ones: int) -> None:
    value = 10 * ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].index(tens) + 20
    assert ordinal_number(f"{tens}-{ONES[ones - 1]}") == value + ones
