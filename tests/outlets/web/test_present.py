"""Codes, dates and items in words: tables of what pages show."""

from collections import defaultdict

import pytest

from communique.outlets.web.present import (
    day_words,
    event_words,
    grounds_words,
    headline,
    office_words,
    rule_words,
    short_day,
    topic_words,
    type_words,
    value_words,
    within_sentence,
)

NAMES = {"KOR": "South Korea", "GRC": "Greece", "FRA": "France"}

DAYS = [
    ("2023-05-09", "9 May 2023", "a day"),
    ("2023-05", "May 2023", "a month"),
    ("2023", "2023", "a year"),
    ("2025-23", "autumn 2025", "a season"),
    ("2026-06-10/2026-06-12", "10–12 June 2026", "from and to in a month"),
    ("2026-05-28/2026-06-02", "28 May – 2 June 2026", "from and to in a year"),
    ("2027-01/2027-06", "January – June 2027", "months of a year"),
    ("2026/2028", "2026 – 2028", "years"),
    ("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026", "over the year's end"),
    ("2026-06-10/..", "10 June 2026 – …", "with an open end"),
    ("2025-44", "2025-44", "what is neither stands as it is"),
]


@pytest.mark.parametrize(("day", "words", "why"), DAYS, ids=[why for *_, why in DAYS])
def test_days(day: str, words: str, why: str) -> None:
    assert day_words(day) == words, why


SHORT = [
    ("2023-05-09", "May 2023", "a day by its month"),
    ("2026", "2026", "a year is no January"),
    ("2025-23", "autumn 2025", "a season"),
    ("2026-06-10/2026-06-12", "Jun 2026", "by its beginning"),
]


@pytest.mark.parametrize(("day", "words", "why"), SHORT, ids=[why for *_, why in SHORT])
def test_labels_of_pictures(day: str, words: str, why: str) -> None:
    assert short_day(day) == words, why


PLACES = [
    ({"name": "Paris", "country": "FRA"}, "Paris, France", "a city with its state"),
    ({"name": "Greece", "country": "GRC"}, "Greece", "a state is not in itself"),
    ({"name": "Republic of Korea", "country": "KOR"}, "South Korea", "by another of its names"),
    ({"name": "the High Seas", "country": None}, "the High Seas", "of no state"),
]


@pytest.mark.parametrize(("place", "words", "why"), PLACES, ids=[why for *_, why in PLACES])
def test_places(place: dict[str, str], words: str, why: str) -> None:
    assert value_words("place", place, NAMES.__getitem__) == words, why  # type: ignore[arg-type]


OFFICES = [
    ("Ministers of Foreign Affairs", "Minister of Foreign Affairs", "named together with another"),
    ("Prime Ministers", "Prime Minister", "the same"),
    ("President of the Council of Ministers", "President of the Council of Ministers", "a council has several"),
    ("Foreign Minister", "Foreign Minister", "one"),
]


@pytest.mark.parametrize(("title", "words", "why"), OFFICES, ids=[why for *_, why in OFFICES])
def test_offices(title: str, words: str, why: str) -> None:
    assert office_words(title) == words, why


RULES = [
    ("all reports agree", 1, "1 report", "one report agrees with nobody"),
    ("all reports agree", 3, "all reports agree · 3 reports", "several"),
    ("later before earlier", 1, "the latest told · 1 report", "a rule that says something of one too"),
]


@pytest.mark.parametrize(("rule", "reports", "words", "why"), RULES, ids=[why for *_, why in RULES])
def test_rules(rule: str, reports: int, words: str, why: str) -> None:
    assert rule_words(rule, reports) == words, why


def test_grounds_without_codes_and_stems() -> None:
    grounds = (
        "same parties: FRA, JPN",
        "names in common: acces, reciprocal",
        "both: summit",
        "same day: 22 July 2025",
        "1 day apart",
    )
    assert grounds_words(grounds) == "same parties, names in common, both summit, same day, 1 day apart"


HEADLINES = [
    ("refuse", "endorse the text", "India refuses to endorse the text", "what is to be done"),
    ("refuse", "consular access", "India refuses consular access", "a thing"),
    ("urge", "allow aid to pass", "India urges to allow aid to pass", "the same of another stance"),
    ("urge", "release of the crew", "India urges release of the crew", "a noun that is a verb as well"),
    ("urge", "release the crew", "India urges to release the crew", "and the verb"),
    ("oppose", "the plan", "India opposes the plan", "any other stance"),
]


@pytest.mark.parametrize(("stance", "topic", "words", "why"), HEADLINES, ids=[why for *_, why in HEADLINES])
def test_headlines_of_positions(stance: str, topic: str, words: str, why: str) -> None:
    values = defaultdict(lambda: None, holders=["IND"], stance=stance, topic=topic)
    told = type("Told", (), {"kind": "position", "parties": ["IND"], "__getitem__": lambda _, field: values[field]})()
    assert headline(told, {"IND": "India"}.__getitem__) == words, why  # type: ignore[arg-type]


ARTICLES = [
    ("European Union", "the European Union"), ("United States", "the United States"), ("Philippines", "the Philippines"),
    ("Democratic Republic of the Congo", "the Democratic Republic of the Congo"), ("Japan", "Japan"), ("NATO", "NATO"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words"), ARTICLES)
def test_names_within_a_sentence(name: str, words: str) -> None:
    assert within_sentence(name) == words


def test_codes() -> None:
    assert type_words("SUPPORT") == "support (event)"
    assert type_words("joint_statement") == "joint statement"
    assert event_words("ACCUSE") == ("made an accusation", "accused")
    assert event_words("new type") == ("new type", "new type:")


def test_topics_by_their_names_in_the_reference() -> None:
    assert topic_words("unsc-reform") != "Unsc reform"
    assert topic_words("cbrn").startswith("Nuclear")
    assert topic_words("some-words-of-a-report") == "Some words of a report"
