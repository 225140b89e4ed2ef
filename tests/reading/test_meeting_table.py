"""Meetings, a sentence each: `tests/cases/meetings.tsv` gives reports of 5 June 2024 (a Wednesday) with what must be read.

A meeting is written as in `test_meetings.py`, several with ` | ` between them in any order, none as nothing. Where a
careful reader may name the format in more than one way they stand with `/`; `-` asks for no format in particular.
"""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from communique.reading.meetings import find_meetings
from communique.reading.reader import set_scene
from communique.reading.sentences import parse_many
from communique.schema import Document, Meeting
from tests.reading.test_meetings import PUBLISHED, _fields

TABLE = Path(__file__).parent.parent / "cases" / "meetings.tsv"
# Rows not read yet, by their remarks: a verb taken for a noun, a headline without articles, a hyphen in a given name.
OPEN = frozenset({"a transit", "a headline without its article", "a place that is no city"})
# The share of rows that must be read.
FLOOR = 0.97


def rows() -> list[tuple[str, str, str]]:
    """The table's rows: text, meetings, remark."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["meetings"], row["remark"]) for row in read]


@cache
def readings() -> dict[str, list[Meeting]]:
    """The meetings read in each sentence of the table."""
    documents = [Document(id="d", source="text", text=text, published=PUBLISHED) for text, _, _ in rows()]
    return {parsed.document.text: find_meetings(set_scene(parsed)) for parsed in parse_many(documents)}


def problems(meeting: Meeting, wanted: str) -> list[str]:
    """In what a meeting differs from one as the table writes it."""
    head, *fields = wanted.split("; ")
    words = head.split()
    status, text = words[-1], " ".join(words[:-1])
    parties = [word for word in text.split() if word.isupper()]
    formats = text[len(" ".join(parties)) :].strip().split("/")
    said = {**_fields(meeting), "status": meeting.status, "parties": " ".join(sorted(meeting.parties)).upper()}
    asked = dict(field.split("=", 1) for field in fields) | {"status": status, "parties": " ".join(sorted(parties))}
    found = [f"{key}: {said[key]} for {value}" for key, value in asked.items() if said[key] != value]
    return found + (
        [f"format: {meeting.format} for {'/'.join(formats)}"]
        if formats != ["-"] and meeting.format not in formats
        else []
    )


def differences(found: Sequence[Meeting], wanted: str) -> list[str]:
    """In what the meetings read of a sentence differ from its row."""
    free, differing = list(found), []
    for want in wanted.split(" | ") if wanted else []:
        best = min(free, key=lambda meeting: len(problems(meeting, want)), default=None)
        if best is None:
            differing.append(f"missing {want}")
            continue
        free.remove(best)
        differing += problems(best, want)
    return differing + [f"unasked {meeting.format} of {' '.join(meeting.parties)}" for meeting in free]


def _marked(row: tuple[str, str, str]) -> object:
    marks = [pytest.mark.xfail(strict=True)] if row[2] in OPEN else []
    return pytest.param(*row, id=row[2], marks=marks)


@pytest.mark.parametrize(("text", "meetings", "remark"), [_marked(row) for row in rows()])
def test_sentence(text: str, meetings: str, remark: str) -> None:
    assert differences(readings()[text], meetings) == []


def test_nearly_all_rows_are_read() -> None:
    held = sum(not differences(readings()[text], meetings) for text, meetings, _ in rows())
    assert len(rows()) >= 300
    assert held / len(rows()) >= FLOOR
