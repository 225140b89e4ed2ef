"""Scores of the event coder: what files are read, and the arithmetic."""

import json
from pathlib import Path

import pytest

from communique.errors import UnreadableInput
from communique.training.corpus import parse_row
from communique.training.evaluate import evaluate, macro, read_cases, reliability, scores
from tests.conftest import ROOT, Run

HEADER = "type\tmode\tcontexts\tstatus\treciprocal\tsentence"
OURS = f"""{HEADER}
COERCE\tarrest\tlegal\tactual\t\t<s>Police in Harare</s> <e>arrested</e> <t>eleven vendors</t> on Tuesday.
NONE\t\t\tactual\t\t<s>Chile</s> and <t>Peru</t> lie on the same ocean.
"""
FIELD = """marked_sentence\tevent_type\tquad
<s>The rebels</s> released <t>six hostages</t> at dawn.\tYIELD\tmaterial cooperation
<s>Uruguay</s> condemned <t>Paraguay</t> over the bridge.\tACCUSE\tverbal conflict
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "cases.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_both_forms_of_file_are_read(tmp_path: Path) -> None:
    told, silent = read_cases(write(tmp_path, OURS))
    assert ([c.type for c in told], [c.type for c in silent]) == (["COERCE"], ["NONE"])
    told, silent = read_cases(write(tmp_path, FIELD))
    assert ([c.type for c in told], silent) == (["YIELD", "ACCUSE"], [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\tb\n", "line 1 must be the header"),
        (f"{HEADER}\n", "no row with an event"),
        ("marked_sentence\tevent_type\n<s>a</s> b\tHIT\n", "line 2: no such event type"),
        ("marked_sentence\tevent_type\na b\tAID\n", "line 2: neither"),
        ("marked_sentence\tevent_type\n<s>a b\tAID\n", "line 2: <s> is never closed"),
        ("marked_sentence\tevent_type\n<s>a</s>\n", "line 2: fewer than two"),
    ],
    ids=["header", "empty", "type", "source", "marks", "cells"],
)
def test_a_bad_file_says_where_and_why(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(UnreadableInput, match=fault):
        read_cases(write(tmp_path, text))


def test_the_older_name_covers_both(tmp_path: Path) -> None:
    report = evaluate(write(tmp_path, FIELD))
    assert report.cases == 2
    assert {c.name for c in report.classes} == {"ACCUSE", "YIELD"}
    assert report.event_f1 is None
    assert report.macro_f1 == report.quad_macro_f1 == 1.0


def test_events_are_told_from_none(tmp_path: Path) -> None:
    report = evaluate(write(tmp_path, OURS))
    assert report.event_f1 == 1.0
    assert report.direction == 1.0


def test_scores_are_what_they_are_called() -> None:
    (aid, rest) = scores(["AID", "AID", "REJECT"], ["AID", "REJECT", "REJECT"])
    assert (aid.precision, aid.recall, round(aid.f1, 3)) == (1.0, 0.5, 0.667)
    assert (rest.precision, rest.recall) == (0.5, 1.0)
    assert round(macro([aid, rest]), 3) == 0.667
    assert macro([]) == 0.0


def test_reliability_has_a_row_for_each_filled_bin() -> None:
    assert reliability([(0.95, True), (0.97, False), (0.05, False)]) == ((0.05, 0.0, 1), (0.96, 0.5, 2))


def test_the_command_prints_a_table_and_json(tmp_path: Path, run: Run) -> None:
    path = write(tmp_path, OURS)
    assert "macro-F1 over the types" in run("evaluate", "relations", path).out
    assert '"macro_f1": 1.0' in run("evaluate", "relations", path, "--json").out
    assert run("evaluate", "relations", tmp_path / "none.tsv").err.count("\n") == 1


def test_scores_on_the_held_out_tenth_hold_their_floors(tmp_path: Path) -> None:
    floors = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))["relations"]
    lines = [
        line
        for path in sorted((ROOT / "corpus" / "relations").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").split("\n")[1:]
    ]
    held = [line for line in lines if line.strip() and parse_row(line).held_out]
    report = evaluate(write(tmp_path, "\n".join([HEADER, *held])))
    assert report.macro_f1 >= floors["type_macro_f1"]
    assert report.quad_macro_f1 >= floors["quad_macro_f1"]
    assert (report.event_f1 or 0) >= floors["event_f1"]
    assert (report.status_macro_f1 or 0) >= floors["status_macro_f1"]
    assert (report.direction or 0) >= floors["direction"]


def test_the_reliability_plot_has_a_bar_for_every_bin() -> None:
    from xml.etree import ElementTree

    from communique.training.plot import reliability_svg

    picture = ElementTree.fromstring(reliability_svg(((0.35, 0.4, 3), (0.95, 0.9, 12)), "two bins"))
    bars = [element for element in picture if element.tag.endswith("rect")]
    assert [title.text for bar in bars for title in bar] == [
        "3 cases: said 0.35, right 0.40",
        "12 cases: said 0.95, right 0.90",
    ]
