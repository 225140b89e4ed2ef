"""The summary for people: what stands on it, how wide it is, and that a document cannot take over the terminal."""

import io

import pytest
from rich.cells import cell_len

from communique.outlets.plain import json_line, one_line
from communique.outlets.terminal import WIDEST, console_for, print_reading, shortened
from communique.schema import About, Attendee, Office, Reading, Series
from tests import factories as make


def shown(reading: Reading) -> str:
    """The summary as it is written to a file."""
    file = io.StringIO()
    print_reading(reading, console_for(file))
    return file.getvalue()


def test_meeting_says_number_parties_date_and_people() -> None:
    minister = Office(title="Foreign Minister", country="FRA", kind="foreign_minister")
    out = shown(
        make.reading(
            meetings=[
                make.meeting(
                    series=Series(ordinal=7, previous_date=make.day("2022-01-20")),
                    attendees=[
                        Attendee(name="Catherine Colonna", office=minister, country="FRA", actor="catherine-colonna")
                    ],
                    date=make.day("2023-05-09", make.evidence("on 9 May 2023")),
                    status="planned",
                    mode="in_person",
                )
            ]
        )
    )
    assert "Meetings (1)" in out
    assert "7th talks · France, Japan · 2023-05-09 “on 9 May 2023” · in person · planned" in out
    assert "previous: 2022-01-20" in out
    assert "France: Foreign Minister Catherine Colonna" in out
    assert "“held talks in Paris”" in out


def test_position_says_how_it_is_held_and_about_whom() -> None:
    about = [About(actor="CHN", implied=True, hedge="apparently")]
    out = shown(
        make.reading(
            positions=[make.position(repeated=True, strength="strong", about=about, instrument="joint statement")]
        )
    )
    assert "oppose (repeated, strong) · France, Japan · joint statement" in out
    assert "about: CHN (implied: apparently)" in out


EVENTS = [
    ({}, "CONSULT · France → Japan", "one side to the other"),
    ({"reciprocal": True}, "CONSULT · France ↔ Japan", "both ways"),
    ({"mode": "visit", "cameo": "042"}, "CONSULT/visit · France → Japan · CAMEO 042", "mode and code"),
    ({"status": "denied", "attributed_to": ["JPN"]}, "denied · according to Japan", "what is not simply so is said"),
]


@pytest.mark.parametrize(("fields", "said", "_why"), EVENTS)
def test_event(fields: dict[str, object], said: str, _why: str) -> None:
    assert said in shown(make.reading(events=[make.event(**fields)]))


def test_nothing_found_is_said() -> None:
    assert "No meeting, agreement, position or event was read from it." in shown(make.reading())


HOSTILE = "[bold red]x[/bold red] \x1b[31mred\x1b[0m \x9b31m \x07 \u202etxet\u2066 [link=file:///etc]y[/link] :smile: \r\n\tend"


def test_document_cannot_colour_move_or_reorder_the_terminal() -> None:
    reading = make.reading(
        document=make.document(title=HOSTILE, source=HOSTILE),
        positions=[make.position(topic=HOSTILE, instrument=HOSTILE)],
        actors=[make.state("FRA", HOSTILE), make.state("JPN", "Japan")],
    )
    out = shown(reading)
    assert not {"\x1b", "\x9b", "\x07", "\r", "\u202e", "\u2066"} & set(out)
    assert "[bold red]x[/bold red]" in out
    assert ":smile:" in out


def test_long_and_wide_words_stay_within_the_width() -> None:
    title = "長" * 100 + " " + "Ω" * 300
    out = shown(make.reading(document=make.document(title=title), positions=[make.position(topic=title)]))
    assert max(map(cell_len, out.splitlines())) <= WIDEST
    assert out.count("Ω") == 600


SHORTENED = [
    ("short enough", "short", 20, "short enough", "left as it is"),
    ("one two three four five six", "one", 12, "one two …", "words in focus first"),
    ("one two three four five six", "six", 12, "… five six", "words in focus last"),
    ("one two three four five six", "four", 12, "… four five …", "words in focus in the middle"),
    ("one two three four five six", "absent", 12, "one two …", "words in focus not there"),
    ("x" * 40, "", 10, "x" * 10 + " …", "one long word is cut"),
]


@pytest.mark.parametrize(("quote", "focus", "room", "expected", "_why"), SHORTENED)
def test_shortened(quote: str, focus: str, room: int, expected: str, _why: str) -> None:
    assert shortened(quote, focus, room) == expected


def test_control_characters_are_shown_as_pictures() -> None:
    assert one_line("a\x1bb\x7fc\x85d\ud800e") == "a\u241bb\u2421c d\ufffde"


def test_json_line_keeps_its_value() -> None:
    assert json_line('"\x9b\u2028"') == '"\\u009b\\u2028"'
