"""Who does what to whom in a sentence: a table of sentences with the heads found in subject, agent and object position."""

from functools import cache

import pytest

from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    first_conjunct,
    is_negated,
    is_passive,
    modifiers,
    patients,
    possessors,
    prepositions,
    subjects,
)  # fmt: skip
from communique.reading.sentences import Parsed, parse_many
from communique.schema import Document

# sentence, verb, agents, patients, why
WHO = [
    ("Kenya sent envoys.", "sent", "Kenya", "envoys", "subject and object of an active verb"),
    ("Kenya and Ghana sent envoys.", "sent", "Kenya Ghana", "envoys", "coordinated subjects"),
    ("Kenya, Ghana and Togo sent envoys.", "sent", "Kenya Ghana Togo", "envoys", "a list of three"),
    ("Kenya sent envoys and doctors.", "sent", "Kenya", "envoys doctors", "coordinated objects"),
    ("Kenya agreed to send envoys.", "send", "Kenya", "envoys", "the infinitive's subject is that of the verb above"),
    ("Kenya asked Ghana to send envoys.", "send", "Ghana", "envoys", "the infinitive's subject is the object above"),
    ("Kenya called on Ghana to release the crew.", "release", "Ghana", "crew", "the one addressed does the infinitive"),
    ("Kenya recalled its envoy and closed the border.", "closed", "Kenya", "border", "a coordinated verb shares it"),
    ("Kenya, which sent envoys, protested.", "sent", "Kenya", "envoys", "a relative clause: its noun"),
    ("Kenya criticised the state that sent envoys.", "sent", "state", "envoys", "a relative clause on an object"),
    ("Envoys were sent by Kenya.", "sent", "Kenya", "Envoys", "a passive with its agent"),
    ("Envoys were sent by Kenya and Ghana.", "sent", "Kenya Ghana", "Envoys", "a passive with two agents"),
    ("Envoys were sent to Ghana.", "sent", "", "Envoys", "a passive that does not say who"),
    ("The envoys sent by Kenya left.", "sent", "Kenya", "envoys", "a reduced relative clause"),
    ("Speaking in Accra, Kenya praised the deal.", "Speaking", "Kenya", "", "a participle clause in front"),
    ("Kenya said Ghana had attacked a convoy.", "attacked", "Ghana", "convoy", "a that-clause has a subject of its own"),
    ("Kenya has promised to continue to send envoys.", "send", "Kenya", "envoys", "control through two verbs"),
    ("Ghana thanked the doctors Kenya sent.", "sent", "Kenya", "doctors", "the relative clause's noun is its object"),
]  # fmt: skip

# sentence, verb, whether negated, why
NEGATED = [
    ("Kenya did not sign the accord.", "sign", True, "`not`"),
    ("Kenya didn't sign the accord.", "sign", True, "a contraction"),
    ("Kenya never signed the accord.", "signed", True, "`never`"),
    ("No envoy signed the accord.", "signed", True, "a subject with `no`"),
    ("Neither side signed the accord.", "signed", True, "a subject with `neither`"),
    ("Kenya signed nothing.", "signed", True, "an object that is nothing"),
    ("Kenya signed the accord.", "signed", False, "a plain statement"),
    ("Kenya, not Ghana, signed the accord.", "signed", False, "the negation is another's"),
    ("Kenya said it had not signed.", "said", False, "the negation below does not reach up"),
]

# sentence, word, question, answer, why
REST = [
    ("Kenya and Ghana agreed.", "Kenya", "conjuncts", "Kenya Ghana", "all members from the first"),
    ("Kenya, Ghana and Togo agreed.", "Togo", "first", "Kenya", "from the last member to the first"),
    ("Kenya's envoy left.", "envoy", "possessors", "Kenya", "a possessor"),
    ("The Kenyan and Ghanaian envoys left.", "envoys", "modifiers", "The Kenyan Ghanaian", "coordinated adjectives"),
    ("Talks between Kenya and Ghana opened.", "Talks", "prepositions", "between:Kenya", "a preposition and its object"),
    ("Kenya spoke with Togo about fish.", "spoke", "prepositions", "with:Togo about:fish", "two prepositional phrases"),
    ("Kenya signed the accord in Accra.", "Accra", "clause", "signed", "the verb a noun stands under"),
    ("The accord was signed.", "signed", "passive", "yes", "an auxiliary makes a passive"),
    ("Kenya has signed.", "signed", "passive", "no", "a perfect is no passive"),
]  # fmt: skip


@cache
def _parsed() -> dict[str, Parsed]:
    texts = list(dict.fromkeys(row[0] for row in (*WHO, *NEGATED, *REST)))
    return dict(zip(texts, parse_many(Document(id="d", source="text", text=text) for text in texts), strict=True))


def _token(text: str, word: str):  # type: ignore[no-untyped-def]
    return next(t for sentence in _parsed()[text].sentences for t in sentence if t.text == word)


@pytest.mark.parametrize(("text", "verb", "acting", "acted_on", "why"), WHO, ids=[row[4] for row in WHO])
def test_who_does_what_to_whom(text: str, verb: str, acting: str, acted_on: str, why: str) -> None:
    token = _token(text, verb)
    assert [t.text for t in agents(token)] == acting.split()
    assert [t.text for t in patients(token)] == acted_on.split()
    if not is_passive(token):
        assert [t.text for t in subjects(token)] == acting.split()


@pytest.mark.parametrize(("text", "verb", "negated", "why"), NEGATED, ids=[row[3] for row in NEGATED])
def test_negation(text: str, verb: str, negated: bool, why: str) -> None:
    assert is_negated(_token(text, verb)) is negated


@pytest.mark.parametrize(("text", "word", "question", "answer", "why"), REST, ids=[row[4] for row in REST])
def test_parts_of_a_sentence(text: str, word: str, question: str, answer: str, why: str) -> None:
    token = _token(text, word)
    answers = {
        "conjuncts": lambda: [t.text for t in conjuncts(token)],
        "first": lambda: [first_conjunct(token).text],
        "possessors": lambda: [t.text for t in possessors(token)],
        "modifiers": lambda: [t.text for t in modifiers(token)],
        "prepositions": lambda: [f"{prep}:{obj.text}" for prep, obj in prepositions(token)],
        "clause": lambda: [clause_of(token).text],
        "passive": lambda: ["yes" if is_passive(token) else "no"],
    }
    assert answers[question]() == answer.split()
