"""The language of a text; only clear English is taken for English."""

import pytest

from communique.intake import language
from communique.intake.language import language_of

ENGLISH = (
    "The foreign ministers of the two countries agreed on Tuesday to open talks on a pact that would ease port visits."
)
SWEDISH = "Utrikesministrarna i de båda länderna enades i tisdags om att inleda samtal om ett avtal som ska underlätta hamnbesök."

# text, language
TEXTS = [
    (ENGLISH, "en"),
    ("The foreign ministers met in Oslo on Tuesday.", "en"),  # one sentence
    (SWEDISH, "sv"),
    ("Die Außenminister der beiden Länder einigten sich am Dienstag in Berlin auf Gespräche.", "de"),
    ("Les ministres des Affaires étrangères des deux pays se sont rencontrés à Paris mardi.", "fr"),
    ("Los ministros de Exteriores de los dos países se reunieron en Madrid el martes.", "es"),
    ("De ministers van Buitenlandse Zaken ontmoetten elkaar dinsdag in Den Haag.", "nl"),
    ("I ministri degli Esteri dei due paesi si sono incontrati a Roma martedì.", "it"),
    ("外務大臣は火曜日に東京で会談し、両国の協力について話し合いました。", "ja"),
    ("Министры иностранных дел двух стран встретились в Москве во вторник.", "ru"),
    ("Hello there", None),  # too short
    ("Norway, Chad, Fiji", None),
    ("", None),
    (f"{ENGLISH}\n\n{SWEDISH}", "mul"),  # half and half
    (f"{ENGLISH}\n\n{ENGLISH}\n\n{ENGLISH}\n\n{SWEDISH}", "en"),  # a Swedish paragraph in an English text
    (f"{SWEDISH}\n\n{SWEDISH}\n\n{SWEDISH}\n\n{ENGLISH}", "sv"),
    (f"{ENGLISH}\n\n- Ada Quill, Oslo\n- Bo Reed, N'Djamena\n- Olav Sjøberg, Bergen", "en"),  # names beside it
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_language(text: str, expected: str | None) -> None:
    assert language_of(text) == expected


def test_english_does_not_load_the_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("loaded"))
    assert language_of(f"{ENGLISH}\n\n{ENGLISH}") == "en"
