"""Places: a table of sentences, the word behind `in` or `at`, and the place it names with its state."""

import csv
from functools import cache
from pathlib import Path

import pytest

from communique.reading.reader import set_scene
from communique.reading.scene import Scene
from communique.reading.sentences import parse_many
from communique.schema import Document

CASES = [
    ("Envoys met in Nairobi.", "Nairobi", "Nairobi KEN", "a capital"),
    ("Envoys met in Mombasa.", "Mombasa", "Mombasa KEN", "a large city that is no capital"),
    ("Envoys met in Geneva.", "Geneva", "Geneva CHE", "a city of conferences"),
    ("Envoys met in New York.", "York", "New York USA", "a name of two words"),
    ("Envoys met in Rio de Janeiro.", "Janeiro", "Rio de Janeiro BRA", "a name with a particle"),
    ("Envoys met in Kenya.", "Kenya", "Kenya KEN", "a state"),
    ("Envoys met in Tokyo and Kyoto.", "Tokyo", "Tokyo JPN", "the first of two"),
    ("Envoys met in The Hague.", "Hague", "The Hague NLD", "the article is part of this name"),
    ("Envoys met in Brussels.", "Brussels", "Brussels BEL", "a seat that also stands for an organisation"),
    ("Envoys met in the Kenyan capital.", "capital", "Nairobi KEN", "the capital of the state before it"),
    ("Envoys met in the city of Mombasa.", "city", "Mombasa KEN", "the city named behind `of`"),
    ("Envoys met in the port of Mombasa.", "port", "Mombasa KEN", "the port named behind `of`"),
    ("Envoys of Spain met in Valencia.", "Valencia", "Valencia ESP", "of cities of one name the one in a state named"),
    ("Envoys of Venezuela met in Valencia.", "Valencia", "Valencia VEN", "the same name, another state"),
    ("Envoys of Canada met in London.", "London", "London GBR", "a capital is not the smaller city of its name"),
    ("Envoys met in Washington.", "Washington", "Washington USA", "the American capital"),
    ("Envoys met in Mexico City.", "City", "Mexico City MEX", "a capital with a state in its name"),
    ("Envoys met in Singapore.", "Singapore", "Singapore SGP", "a city that is a state"),
    ("Envoys met in Beijing.", "Beijing", "Beijing CHN", "a capital that often acts"),
    ("Envoys met in Addis Ababa.", "Ababa", "Addis Ababa ETH", "a capital of two words"),
    ("Envoys met in May.", "May", "", "a month is no place"),
    ("Envoys met in secret.", "secret", "", "a manner is no place"),
    ("Envoys met in person.", "person", "", "another manner"),
    ("Envoys met at the meeting.", "meeting", "", "an occasion is no place"),
    ("Envoys met at the request of Kenya.", "request", "", "a reason is no place"),
    ("Envoys spoke at the United Nations.", "Nations", "", "an organisation is no city"),
    ("Envoys believe in Kenyan Foreign Minister Ada Holm.", "Holm", "", "a person is no place"),
]  # fmt: skip


@cache
def _scenes() -> dict[str, Scene]:
    documents = [Document(id="d", source="text", text=case[0]) for case in CASES]
    return {p.document.text: set_scene(p) for p in parse_many(documents)}


@pytest.mark.parametrize(("text", "word", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_phrase_names_place(text: str, word: str, expected: str, why: str) -> None:
    scene = _scenes()[text]
    sentence, token = next((s, t) for s in scene.sentences for t in s if t.text == word)
    place = scene.places.of_phrase(sentence, token)
    assert (f"{place.name} {place.country}" if place else "") == expected


def test_dateline_city_is_found_without_its_state() -> None:
    finder = _scenes()["Envoys met in Nairobi."].places
    assert finder.of_dateline("Mombasa, Kenya").country == "KEN"


def test_unknown_dateline_keeps_its_name() -> None:
    finder = _scenes()["Envoys met in Nairobi."].places
    place = finder.of_dateline("Nowhereville")
    assert (place.name, place.country, place.lat) == ("Nowhereville", None, None)


@pytest.mark.parametrize("text", [case[0] for case in CASES if case[2]][:4])
def test_city_has_coordinates(text: str) -> None:
    scene = _scenes()[text]
    word = next(case[1] for case in CASES if case[0] == text)
    sentence, token = next((s, t) for s in scene.sentences for t in s if t.text == word)
    place = scene.places.of_phrase(sentence, token)
    assert place is not None
    assert place.lat is not None
    assert place.geonames is not None


# -- the table of places ---------------------------------------------------------------------------------------------

TABLE = Path(__file__).parent.parent / "cases" / "places.tsv"
# The share of the table that must be right; 0.99 of it is as this is written (docs/scores.md).
FLOOR = 0.95


@cache
def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _wrong() -> list[str]:
    """The rows that are read otherwise; a row without an identifier does not ask for one."""
    wrong = []
    documents = (Document(id="d", source="text", text=row["sentence"]) for row in _rows())
    for row, parsed in zip(_rows(), parse_many(documents), strict=True):
        scene = set_scene(parsed)
        at = row["sentence"].rindex(row["word"]) + len(row["word"]) - 1
        token = next(t for s in scene.sentences if (t := scene.token_at(s, at)) is not None and s.start <= at < s.end)
        place = scene.places.of_phrase(scene.sentences[0], token)
        found = (place.name, place.country or "", str(place.geonames or "")) if place else ("", "", "")
        if found[:2] != (row["place"], row["country"]) or (row["geonames"] and found[2] != row["geonames"]):
            wrong.append(
                f"{row['sentence']} {row['word']}: {found}, not {(row['place'], row['country'], row['geonames'])}"
            )
    return wrong


def test_table_of_places_is_right_to_its_floor() -> None:
    wrong = _wrong()
    assert len(_rows()) >= 200
    assert 1 - len(wrong) / len(_rows()) >= FLOOR, "\n".join(wrong)


def test_sentences_of_the_table_are_all_different() -> None:
    assert len({row["sentence"] for row in _rows()}) == len(_rows())
