"""Which mentions are one person's, and what folding a name does to it."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading.actors import find_cast
from communique.reading.people import Person
from communique.reading.persons import slug
from communique.reading.sentences import parse_many
from communique.reference.people import fold
from communique.schema import Document

# text, mentions by person, why
CASES: list[tuple[str, dict[str, list[str]], str]] = [
    ("French Foreign Minister Paul Morel spoke. Morel then left Tokyo.", {"paul-morel": ["Paul Morel", "Morel"]}, "the surname"),
    ("French Foreign Minister Paul Morel spoke. Mr Morel then left Tokyo.", {"paul-morel": ["Paul Morel", "Morel"]},
     "the surname with a style"),
    ("Foreign Minister Paul Morel spoke. Paul Henri Morel then left.", {"paul-henri-morel": ["Paul Morel", "Paul Henri Morel"]},
     "the fuller name becomes the name"),
    ("Japanese Foreign Minister Kenji Arai spoke. Arai Kenji then left.", {"kenji-arai": ["Kenji Arai", "Arai Kenji"]},
     "the same words in the other order"),
    ("Foreign Minister José Peña spoke. Minister Jose Pena then left.", {"jose-pena": ["José Peña", "Jose Pena"]},
     "with accents and without"),
    ("Foreign Minister Paul Morel met Defence Minister Anna Morel.", {"paul-morel": ["Paul Morel"], "anna-morel": ["Anna Morel"]},
     "one surname, two persons"),
]  # fmt: skip


# One person under two names: order, particles, accents and spellings.
ONE_PERSON = [
    ("Hayashi Yoshimasa", "Yoshimasa Hayashi", "the family name first"),
    ("Mevlüt Çavuşoğlu", "Mevlut Cavusoglu", "without its accents"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "two spellings"),
    ("Alexander Lukashenko", "Alyaksandr Lukashenka", "two spellings in two languages"),
    ("Faisal bin Farhan", "Faisal bin Farhan Al Saud", "with the name of the house"),
    ("João Lourenço", "Joao Lourenco", "Portuguese accents"),
    ("Luiz Inácio Lula da Silva", "Lula da Silva", "a shorter form with a particle"),
    ("Péter Szijjártó", "Peter Szijjarto", "Hungarian accents"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "why"), ONE_PERSON, ids=[row[2] for row in ONE_PERSON])
def test_names_of_one_person_are_one_person(one: str, other: str, why: str) -> None:
    text = f"President {one} spoke in the capital on Monday. Aides said that {other} left on Tuesday."
    (parsed,) = parse_many([Document(id="d", source="text", text=text)])
    persons = find_cast(parsed).persons
    assert [[m.name for m in person.mentions] for person in persons.values()] == [[one, other]]


@cache
def _persons() -> dict[str, dict[str, Person]]:
    documents = [Document(id="d", source="text", text=text) for text, _, _ in CASES]
    return {p.document.text: dict(find_cast(p).persons) for p in parse_many(documents)}


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_mentions_join_into_persons(text: str, expected: dict[str, list[str]], why: str) -> None:
    assert {key: [m.name for m in person.mentions] for key, person in _persons()[text].items()} == expected


def test_a_surname_points_to_the_latest_person_it_can_name() -> None:
    text = "Foreign Minister Paul Morel met Defence Minister Anna Morel. Morel left."
    (parsed,) = parse_many([Document(id="d", source="text", text=text)])
    persons = find_cast(parsed).persons
    assert [m.name for m in persons["anna-morel"].mentions] == ["Anna Morel", "Morel"]


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=60))
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert slug(slug(name)) == slug(name)
