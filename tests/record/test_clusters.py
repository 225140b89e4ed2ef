"""The clusters of reports are well formed, and linking them does not fall below its floors."""

import json

import pytest

from evaluation.clusters import clusters
from evaluation.linking import b_cubed, scored
from tests.conftest import ROOT

FLOORS = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))["linking"]


def test_there_are_enough_clusters_and_half_are_held_out() -> None:
    found = clusters()
    assert len(found) >= 40
    assert all(3 <= len(one.reports) <= 6 for one in found)
    assert abs(sum(one.held_out for one in found) - len(found) / 2) <= 5


def test_every_item_is_told_and_most_by_several_reports() -> None:
    told = {
        (one.name, item): sum(any(m.item == item for m in report.mentions) for report in one.reports)
        for one in clusters()
        for item in one.items
    }
    assert min(told.values()) == 1
    assert sum(number > 1 for number in told.values()) > len(told) / 2


@pytest.mark.parametrize(
    ("given", "expected", "why"),
    [
        ([1, 1, 2], (1.0, 1.0), "as it should be"),
        ([1, 2, 3], (1.0, 2 / 3), "nothing joined"),
        ([1, 1, 1], (5 / 9, 1.0), "everything joined"),
    ],
)
def test_b_cubed(given: list[int], expected: tuple[float, float], why: str) -> None:
    assert b_cubed(dict(enumerate(["a", "a", "b"])), dict(enumerate(given))) == pytest.approx(expected), why


def test_linking_keeps_to_its_floors() -> None:
    ours, plain, _ = scored([one for one in clusters() if not one.held_out])
    for kind, floor in FLOORS.items():
        assert ours[kind].f1 >= floor["f1"], kind
        assert ours[kind].read / ours[kind].marked >= floor["read"], kind
        assert ours[kind].f1 > plain[kind].f1, kind
