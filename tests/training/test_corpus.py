"""The event coder's corpus: each row is checked, no sentence stands twice under other names, and there is enough of each."""

from collections import Counter
from functools import cache

import pytest

from communique.errors import BadReference
from communique.reference.codebook import modes, types
from communique.training.corpus import NONE, RelationRow, near_copies, openings, parse_row, read_rows
from communique.training.examples import NOBODY, examples_of, varied
from communique.training.run import split
from tests.conftest import ROOT

CORPUS = ROOT / "corpus" / "relations"
GOOD = "SUPPORT\t\tdiplomatic\tactual\tyes\t<s>Benin</s> <e>signed a treaty with</e> <t>Laos</t> in <a>Oslo</a>."
FAULTS = [
    ("SUPPORT\t\t\tactual\t<s>A</s> <e>met</e>", "cells", "a cell is missing"),
    (GOOD.replace("SUPPORT", "SUPORT"), "no such type", "an unknown type is named with those there are"),
    (GOOD.replace("SUPPORT\t\t", "SUPPORT\tvisit\t"), "has no mode", "a mode of another type"),
    (GOOD.replace("diplomatic", "diplomacy"), "no such context", "an unknown context"),
    (GOOD.replace("actual", "factual"), "no such status", "an unknown status"),
    (GOOD.replace("yes", "maybe"), "reciprocal is", "reciprocal is yes or empty"),
    (GOOD.replace("<s>", "").replace("</s>", ""), "no <s>", "nobody acts"),
    (GOOD.replace("<e>", "").replace("</e>", ""), "0 <e>", "no words of the event"),
    (GOOD.replace("<t>", "").replace("</t>", ""), "reciprocal event has", "a reciprocal event has two sides"),
    (GOOD.replace("<s>Benin</s>", "<s>Benin <a>x</a></s>"), "overlap", "marks within marks"),
    ("NONE\t\t\tactual\t\t<s>Benin</s> <e>met</e> <t>Laos</t>", "NONE row", "a pair without an event has no words of one"),
]  # fmt: skip


@cache
def rows() -> list[RelationRow]:
    return read_rows(CORPUS)


def test_a_good_row_is_read() -> None:
    row = parse_row(GOOD)
    assert row.text == "Benin signed a treaty with Laos in Oslo."
    assert row.words is not None
    assert row.text[row.words.start : row.words.end] == "signed a treaty with"
    assert (row.type, row.mode, row.contexts, row.status, row.reciprocal) == (
        "SUPPORT",
        None,
        ("diplomatic",),
        "actual",
        True,
    )


@pytest.mark.parametrize(("line", "fault", "why"), FAULTS, ids=[why for *_, why in FAULTS])
def test_a_bad_row_says_what_is_wrong(line: str, fault: str, why: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse_row(line)


def test_a_bad_file_is_named_with_its_line(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "aid.tsv").write_text(
        f"type\tmode\tcontexts\tstatus\treciprocal\tsentence\n{GOOD}\nbad\n", encoding="utf-8"
    )
    with pytest.raises(BadReference, match=r"aid\.tsv line 3"):
        read_rows(folder)


def test_there_is_enough_of_everything() -> None:
    kinds, told = Counter(row.type for row in rows()), Counter((row.type, row.mode) for row in rows())
    statuses = Counter(row.status for row in rows())
    assert len({row.text for row in rows()}) >= 5000
    assert not {kind for kind in types() if kinds[kind] < 200}
    assert not {key for key in modes() if told[key] < 20}
    assert kinds[NONE] >= 800
    assert sum(count for status, count in statuses.items() if status != "actual") >= 800
    assert sum(len(r.sources) + len(r.targets) + len(r.others) > 2 for r in rows()) >= 600


def test_no_sentence_is_another_with_other_names() -> None:
    assert list(near_copies(rows())) == []
    # Long names (`the international committee of the Red Cross`) fill an opening by themselves.
    assert max(openings(rows()).values()) <= 8


def test_a_tenth_is_held_out_and_never_trained_on() -> None:
    trained, kept = split(rows())
    assert 0.08 < sum(row.held_out for row in rows()) / len(rows()) < 0.12
    assert not [row for row in (*trained, *kept) if row.held_out]
    assert not {row.text for row in trained} & {row.text for row in kept}


def test_pairs_without_an_event_follow_from_a_row() -> None:
    (example,) = examples_of([parse_row(GOOD.replace("\tyes\t", "\t\t"))])
    said = {pair: label.type for pair, label in example.pairs.items()}
    assert said[0, 1] == "SUPPORT"
    assert said[1, 0] is None
    assert said[0, 2] is None
    assert said[2, NOBODY] is None
    assert (0, NOBODY) not in said


def test_a_reciprocal_event_goes_both_ways() -> None:
    (example,) = examples_of([parse_row(GOOD)])
    assert example.pairs[0, 1].type == example.pairs[1, 0].type == "SUPPORT"


def test_variation_keeps_marks_on_their_words() -> None:
    import random

    example = examples_of([parse_row(GOOD)])[0]
    for seed in range(40):
        other = varied(example, random.Random(seed))
        words = other.pairs[0, 1].words
        assert words is not None
        assert other.text[words.start : words.end] == "signed a treaty with"
        assert other.text.endswith("Oslo.")
        assert all(other.text[m.start : m.end].strip() for m in other.mentions)
