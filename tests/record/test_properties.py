"""What holds for any set of documents: the order of adding does not matter, nor whether it was little by little."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.record import Record
from tests.record.conftest import MakeRecord
from tests.record.made import random_reading, rows

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
seeds = st.lists(st.integers(0, 400), min_size=1, max_size=40, unique=True)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Record]:
    """Opens new SQLite records, one for each call."""
    numbers = iter(range(10**6))
    return lambda: Record(tmp_path / f"{next(numbers)}.db")


@FEW
@given(seeds=seeds, chance=st.randoms(use_true_random=False))
def test_the_order_and_size_of_batches_do_not_matter(
    fresh: Callable[[], Record], seeds: list[int], chance: object
) -> None:
    readings = [random_reading(seed) for seed in seeds]
    with fresh() as record:
        record.add_readings(readings)
        expected = rows(record)
    shuffled = list(readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    with fresh() as record:
        while shuffled:
            size = chance.randint(1, 7)  # type: ignore[attr-defined]
            record.add_readings(shuffled[:size])
            shuffled = shuffled[size:]
        assert rows(record) == expected


@FEW
@given(seeds=seeds)
def test_relinking_changes_nothing(fresh: Callable[[], Record], seeds: list[int]) -> None:
    with fresh() as record:
        for seed in seeds:
            record.add_readings([random_reading(seed)])
        before = rows(record)
        record.relink()
        assert rows(record) == before
        record.relink()
        assert rows(record) == before


@FEW
@given(seeds=seeds, again=st.data())
def test_superseded_documents_leave_nothing_behind(
    fresh: Callable[[], Record], seeds: list[int], again: st.DataObject
) -> None:
    """Replacing some documents by later versions gives the record of the later versions alone."""
    old = [random_reading(seed) for seed in seeds]
    replaced = again.draw(st.lists(st.sampled_from(old), unique_by=lambda one: one.document.id))
    new = [_later(one.document.id, random_reading(1000 + n)) for n, one in enumerate(replaced)]
    gone = {one.document.id for one in replaced}
    with fresh() as record:
        record.add_readings(old)
        for one in new:
            record.add_readings([one])
        stepwise = rows(record)
    with fresh() as record:
        record.add_readings([*new, *(one for one in old if one.document.id not in gone)])
        assert rows(record) == stepwise


def _later(identifier: str, reading: object) -> object:
    document = reading.document.model_copy(update={"id": identifier, "updated": "2024-01-01"})  # type: ignore[attr-defined]
    return reading.model_copy(update={"document": document})  # type: ignore[attr-defined]


def test_both_databases_make_the_same_record(make_record: MakeRecord, tmp_path: Path) -> None:
    readings = [random_reading(seed) for seed in range(120)]
    ours = make_record()
    for start in range(0, 120, 17):
        ours.add_readings(readings[start : start + 17])
    with Record(tmp_path / "other.db") as other:
        other.add_readings(readings[::-1])
        assert rows(ours) == rows(other)
    before = rows(ours)
    ours.relink()
    assert rows(ours) == before
