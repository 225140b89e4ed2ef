"""The scorer: what it takes for the same, what it reports as missing, different or unasked, and what it counts."""

from pathlib import Path
from typing import Any

import pytest

from communique.schema import Date, Reading
from communique.training.articles import KINDS, Tally, annotated, compare
from tests.factories import day, event, evidence, meeting, position, reading

MEETING: dict[str, Any] = {"parties": ["FRA", "JPN"], "quote_has": "held talks"}


def read() -> Reading:
    """A meeting of 9 May 2023, a position and an event."""
    return reading(meetings=[meeting(date=day("2023-05-09"))], positions=[position()], events=[event()])


ASKED: dict[str, Any] = {
    "meetings": [MEETING],
    "positions": [{"stance": "oppose", "topic_has": "change", "holders": ["FRA", "JPN"]}],
    "events": [{"event_type": "CONSULT", "between": ["FRA", "JPN"]}],
}
# What differs from ASKED in the meeting asked for; the start of each problem; why.
MEETINGS = [
    ({}, [], "nothing more is asked"),
    ({"parties": ["JPN", "FRA"]}, [], "parties stand in any order"),
    ({"format": "talks"}, [], "the right format"),
    ({"format": "summit"}, ["format: "], "a wrong format"),
    ({"format_any": ["summit", "talks"]}, [], "one of several right formats"),
    ({"date": "2023-05-09"}, [], "the right day"),
    ({"date": "2023-05-10"}, ["date: "], "a wrong day, found by its quote"),
    ({"date": "2023-05-09", "quote_has": "nowhere"}, ["quote: "], "found by its day, with another quote"),
    ({"quote_has": "nowhere"}, ["missing ", "unasked "], "neither day nor quote: another meeting"),
    ({"quote_has": "held\n  talks"}, [], "white space does not matter"),
    ({"parties": ["FRA", "DEU"]}, ["missing ", "unasked "], "other parties: another meeting"),
    ({"parties": ["FRA"]}, ["missing ", "unasked "], "a party too many is another meeting"),
    ({"status": "planned"}, ["missing ", "unasked "], "another status: another meeting"),
    ({"ordinal": 3}, ["ordinal: "], "an ordinal that was not read"),
    ({"ordinal": None}, [], "no ordinal is asked for and none read"),
    ({"attendees": ["Ada Holm"]}, ["attendees: "], "a person missing at the table"),
    ({"place": "Paris"}, ["place: "], "a place that was not read"),
    ({"optional": True}, [], "an optional meeting that was read"),
    ({"optional": True, "status": "planned"}, ["unasked "], "an optional one that was not read is not missed"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "problems", "why"), MEETINGS, ids=[row[2] for row in MEETINGS])
def test_meeting_is_compared(change: dict[str, Any], problems: list[str], why: str) -> None:
    findings = compare(read(), ASKED | {"meetings": [MEETING | change]})
    assert len(findings) == len(problems), findings
    assert all(f.kind == "meetings" and f.problem.startswith(p) for f, p in zip(findings, problems, strict=True))


# Annotation, kinds and starts of the problems, why.
WHOLE: list[tuple[dict[str, Any], list[str], str]] = [
    (ASKED, [], "the same"),
    (ASKED | {"meetings": []}, ["meetings unasked "], "a meeting nobody asked for"),
    (ASKED | {"positions": []}, ["positions unasked "], "a position nobody asked for"),
    (ASKED | {"actors": [{"id": "FRA", "kind": "state"}]}, [], "an actor that is there"),
    (ASKED | {"actors": [{"name": "france"}]}, [], "an actor by name, in any case"),
    (ASKED | {"actors": [{"id": "DEU"}]}, ["actors missing "], "an actor that is not"),
    (ASKED | {"actors": [{"id": "DEU", "optional": True}]}, [], "an optional actor is not missed"),
    (ASKED | {"actors": [{"id": "FRA", "kind": "person"}]}, ["actors FRA: kind"], "an actor of another kind"),
    (ASKED | {"document": {"language": "en"}}, [], "the document's language"),
    (ASKED | {"document": {"title": "Talks"}}, ["document title"], "a title that was not read"),
    (ASKED | {"absent": {"in_any_evidence": ["held talks"]}}, ["absent evidence"], "words that must not be quoted are"),
    (ASKED | {"absent": {"in_any_evidence": ["Most read"]}}, [], "words that must not be quoted are not"),
    (ASKED | {"absent": {"actors": ["Japan"]}}, ["absent actor"], "an actor that must not be there"),
    (ASKED | {"events": [{"event_type": "CONSULT", "actors": ["FRA"], "recipients": ["JPN"]}]}, [], "an event with its sides"),
    (ASKED | {"events": [{"event_type": "CONSULT", "actors": ["JPN"], "recipients": ["FRA"]}]},
     ["events missing ", "events unasked "], "an event the other way round is another"),
    (ASKED | {"events": [{"event_type": "AID", "between": ["FRA", "JPN"]}]}, ["events missing ", "events unasked "],
     "an event of another type is another"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "problems", "why"), WHOLE, ids=[row[2] for row in WHOLE])
def test_reading_is_compared(expected: dict[str, Any], problems: list[str], why: str) -> None:
    said = [f"{finding.kind} {finding.problem}" for finding in compare(read(), expected)]
    assert len(said) == len(problems), said
    assert all(line.startswith(start) for line, start in zip(said, problems, strict=True))


def test_a_government_is_its_state() -> None:
    said = reading(events=[event(actors=["FRA.GOV"])])
    assert compare(said, {"events": [{"event_type": "CONSULT", "actors": ["FRA"], "recipients": ["JPN"]}]}) == []


def test_counts_go_into_the_tallies() -> None:
    tallies = {kind: Tally() for kind in KINDS}
    wrong = MEETING | {"format": "summit"}
    compare(read(), ASKED | {"meetings": [wrong, MEETING | {"status": "planned"}], "events": []}, tallies)
    assert (tallies["meetings"].expected, tallies["meetings"].found, tallies["meetings"].exact) == (2, 1, 0)
    assert tallies["meetings"].fields["format"] == [0, 1]
    assert (tallies["events"].expected, tallies["events"].extra) == (0, 1)
    assert tallies["positions"].exact == 1


SCORES = [
    (Tally(), (1.0, 1.0, 1.0), "nothing asked, nothing read"),
    (Tally(expected=4, found=2), (1.0, 0.5, 2 / 3), "half found"),
    (Tally(expected=2, found=2, extra=2), (0.5, 1.0, 2 / 3), "half unasked"),
    (Tally(expected=2, extra=1), (0.0, 0.0, 0.0), "nothing right"),
]


@pytest.mark.parametrize(("tally", "scores", "why"), SCORES, ids=[row[2] for row in SCORES])
def test_scores_of_tally(tally: Tally, scores: tuple[float, float, float], why: str) -> None:
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx(scores)


def test_two_alike_are_paired_with_the_one_that_fits_best() -> None:
    dates: list[Date] = [day("2023-05-09"), day("2023-05-10")]
    said = reading(meetings=[meeting(id=f"m{n}", date=date) for n, date in enumerate(dates)])
    asked = [MEETING | {"date": "2023-05-10"}, MEETING | {"date": "2023-05-09"}]
    assert compare(said, {"meetings": asked}) == []


def test_annotated_articles_stand_beside_their_annotations(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("B", encoding="utf-8")
    (tmp_path / "b.expected.json").write_text('{"meetings": []}', encoding="utf-8")
    (tmp_path / "a.html").write_text("A", encoding="utf-8")
    (tmp_path / "a.expected.json").write_text("{}", encoding="utf-8")
    (tmp_path / "alone.txt").write_text("C", encoding="utf-8")
    assert [(path.name, wanted) for path, wanted in annotated(tmp_path)] == [
        ("a.html", {}),
        ("b.txt", {"meetings": []}),
    ]


def test_evidence_of_the_factories_is_in_their_text() -> None:
    assert evidence("held talks").quote == "held talks"
