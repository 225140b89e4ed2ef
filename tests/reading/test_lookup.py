"""What a name alone resolves to on a day: words, day, `kind id` or `open`, and a word of the reason."""

import datetime as dt
import json

import pytest

from communique.reading.lookup import lookup
from tests.conftest import Run

CASES = [
    ("France", None, "state FRA", "name of the state", "a state"),
    ("  the   Netherlands ", None, "state NLD", "name of the state", "article and spaces fall away"),
    ("ROK", None, "state KOR", "name of the state", "an abbreviation"),
    ("Japanese", None, "state JPN", "adjective", "a demonym"),
    ("the Kremlin", None, "state RUS", "seat that stands", "a seat of government"),
    ("Nagatacho", None, "state JPN", "seat that stands", "another seat"),
    ("Georgia", None, "state GEO", "state of the United States", "a doubtful name, with its doubt"),
    ("Congo", None, "state COD", "Kinshasa", "bare Congo"),
    ("NATO", None, "organisation NATO", "organisation", "an organisation"),
    ("Camp David", None, "place Camp David", "building", "a building"),
    ("the Taiwan Strait", None, "place Taiwan Strait", "strait", "a strait"),
    ("Birmingham", None, "city 2655603", "largest", "a city, the largest of its name"),
    ("External Affairs Minister", None, "office external affairs minister", "foreign_minister", "a title"),
    ("Colonna", "2023-05-11", "person catherine-colonna", "2022-05-20", "a surname on a day"),
    ("Catherine Colonna", None, "person catherine-colonna", "FRA", "a full name"),
    ("Hayashi Yoshimasa", "2023-05-11", "person yoshimasa-hayashi", "foreign_minister", "the family name first"),
    ("Cavusoglu", "2022-01-01", "person mevlut-cavusoglu", "TUR", "without its accents"),
    ("Zelenskyy", "2022-05-01", "person volodymyr-zelensky", "UKR", "another spelling"),
    ("French foreign minister", "2023-05-11", "person catherine-colonna", "FRA", "an office of a state on a day"),
    ("Foreign Minister Colonna", "2023-05-11", "person catherine-colonna", "FRA", "a title and a surname"),
    ("G7 foreign ministers", "2023-05-11", "group G7", "7 members", "the ministers of a group"),
    ("G8 foreign ministers", "2010-05-11", "group G8", "8 members", "a group of its time"),
    ("French foreign minister", None, "open", "no entry", "an office without a day"),
    ("Wang", None, "open", "give a date", "several persons of a surname"),
    ("Nobody of Nowhere", None, "open", "no entry", "nothing of the name"),
    ("", None, "open", "no entry", "nothing at all"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day", "expected", "reason", "why"), CASES, ids=[case[4] for case in CASES])
def test_name_resolves_or_stays_open_with_the_reason(
    words: str, day: str | None, expected: str, reason: str, why: str
) -> None:
    found = lookup(words, dt.date.fromisoformat(day) if day else None)
    assert (f"{found.resolved.kind} {found.resolved.id}" if found.resolved else "open") == expected
    assert reason in found.reason


def test_members_are_those_of_the_day() -> None:
    then, later = (lookup("EU", day).resolved for day in (dt.date(2015, 1, 1), dt.date(2022, 1, 1)))
    assert then is not None
    assert later is not None
    assert set(then.members) - set(later.members) == {"GBR"}


def test_the_command_says_what_and_why(run: Run) -> None:
    ran = run("lookup", "Catherine", "Colonna", "--date", "2023-05-11")
    assert ran.code == 0
    assert "person catherine-colonna: Catherine Colonna\nbecause: a name or spelling" in ran.out


def test_the_command_prints_json(run: Run) -> None:
    answer = json.loads(run("lookup", "NATO", "--json").out)
    assert answer["resolved"]["id"] == "NATO"
    assert {"words", "date", "resolved", "reason", "candidates"} == answer.keys()


def test_what_stays_open_ends_with_1(run: Run) -> None:
    ran = run("lookup", "Nobody")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "Nobody -> open")


def test_a_day_that_does_not_exist_is_refused(run: Run) -> None:
    ran = run("lookup", "NATO", "--date", "2023-02-30")
    assert ran.code == 2
    assert "2023-02-30" in ran.err
