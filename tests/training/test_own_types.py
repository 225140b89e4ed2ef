"""A codebook file of one's own: what it gives, and what is said of a bad one."""

from pathlib import Path

import pytest

from communique.errors import UnreadableInput
from communique.training.corpus import parse_row
from communique.training.examples import labels
from communique.training.own_types import read_own_types

PIRACY = '{"type": "PIRACY", "definition": "Robs or seizes ships at sea.", "quad": "material conflict"}'
ROW = "PIRACY\t\t\tactual\t\t<s>Raiders in two skiffs</s> <e>boarded</e> <t>a Danish tanker</t> at dusk."


def test_a_type_of_ones_own_stands_behind_those_of_plover(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(PIRACY + "\n\n")
    (own,) = read_own_types(path)
    assert (own.type, own.quad) == ("PIRACY", "material conflict")
    assert labels([own.type])["types"][-1] == "PIRACY"
    assert parse_row(ROW, own=[own.type]).type == "PIRACY"


def test_a_row_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="no such type: 'PIRACY'"):
        parse_row(ROW)


BAD = [
    ("", "has 0 types"),
    ("piracy", "line 1: is no JSON object"),
    (PIRACY.replace("PIRACY", "AID"), "line 1: AID is a type already"),
    (PIRACY.replace("PIRACY", "piracy"), "line 1: type: "),
    (PIRACY.replace("material conflict", "violence"), "line 1: quad: "),
    (PIRACY + "\n" + PIRACY, "line 2: PIRACY is a type already"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_codebook_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(text)
    with pytest.raises(UnreadableInput, match=said):
        read_own_types(path)
