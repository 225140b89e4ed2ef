"""A whole document through all stages: order, languages, ids that hold together, and evidence that is in the text."""

from functools import cache

import pytest

from communique.reading.reader import is_read, main_meeting, read_documents
from communique.schema import Document, Meeting, Reading
from tests.factories import day, meeting

REPORT = (
    "Kenyan Foreign Minister Ada Holm met her Ghanaian counterpart, Kofi Asare, in Accra on Tuesday.\n\n"
    "The two ministers signed an agreement on fisheries. They opposed any change of borders by force.\n\n"
    "The two sides will hold their next meeting in Nairobi in July."
)


def _document(text: str, **fields: str | None) -> Document:
    return Document(**{"id": "d", "source": "text", "text": text, "language": "en", "published": "2024-06-05"} | fields)  # type: ignore[arg-type]


@cache
def _reading() -> Reading:
    return next(read_documents([_document(REPORT)]))


def test_every_stage_adds_something() -> None:
    reading = _reading()
    assert reading.actors
    assert reading.meetings
    assert reading.agreements
    assert reading.positions
    assert reading.events


def test_every_actor_referred_to_is_listed() -> None:
    reading = _reading()
    known = {actor.id for actor in reading.actors}
    used = {party for item in (*reading.meetings, *reading.agreements) for party in item.parties}
    used |= {holder for position in reading.positions for holder in position.holders}
    used |= {actor for event in reading.events for actor in (*event.actors, *event.recipients)}
    used |= {attendee.actor for item in reading.meetings for attendee in item.attendees}
    assert used <= known


def test_all_evidence_is_in_the_text() -> None:
    reading = _reading()
    items = (*reading.meetings, *reading.agreements, *reading.positions, *reading.events)
    cited = [e for item in items for e in item.evidence] + [e for actor in reading.actors for e in actor.mentions]
    assert cited
    assert all(REPORT[e.start : e.end] == e.quote for e in cited)


def test_a_document_read_twice_reads_the_same() -> None:
    assert next(read_documents([_document(REPORT)])) == _reading()


def test_neighbours_do_not_change_a_reading() -> None:
    """Several documents share the parser's batches."""
    other = _document("Peru and Chile held talks in Lima on Monday.", id="other")
    assert list(read_documents([other, _document(REPORT), other]))[1] == _reading()


LANGUAGES = [
    ("en", True, "English"),
    (None, True, "too short to tell"),
    ("fr", False, "another language"),
    ("ja", False, "another"),
]


@pytest.mark.parametrize(("language", "read", "why"), LANGUAGES)
def test_language_that_is_read(language: str | None, read: bool, why: str) -> None:
    assert is_read(_document("Kenya agreed.", language=language)) is read


def test_another_language_comes_back_unread_in_its_place() -> None:
    documents = [
        _document("Kenya agreed with Ghana.", id="1"),
        _document("Le Kenya est d'accord.", id="2", language="fr"),
    ]
    readings = list(read_documents(documents))
    assert [reading.document.id for reading in readings] == ["1", "2"]
    assert readings[0].actors
    assert not readings[1].actors


def test_empty_text_has_an_empty_reading() -> None:
    (reading,) = read_documents([_document("")])
    assert not reading.actors
    assert not reading.events


MAIN: list[tuple[list[Meeting], str | None, str]] = [
    ([], None, "none"),
    ([meeting(status="planned", date=day("2024-06-07"))], None, "one to come is not what happened"),
    ([meeting(parties=["FRA"], date=day("2024-06-04"))], None, "one party alone meets nobody"),
    ([meeting(), meeting(id="m2", date=day("2024-06-04"))], "2024-06-04", "a dated one before an undated one"),
    ([meeting(date=day("2024-06-03")), meeting(id="m2", date=day("2024-06-04"))], "2024-06-03", "the first of equals"),
]


@pytest.mark.parametrize(("meetings", "edtf", "why"), MAIN, ids=[row[2] for row in MAIN])
def test_main_meeting(meetings: list[Meeting], edtf: str | None, why: str) -> None:
    date, parties = main_meeting(meetings)
    assert (date.edtf if date else None) == edtf
    assert bool(parties) is (edtf is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Canada praised the talks on an accord, the third round of which was held in Accra in June.",
        "Kenya thanked Chad for a series of talks, a round of which it hosted, and a set of which Ghana will host.",
    ],
)
def test_a_measure_of_a_pronoun_that_stands_for_a_measure_is_read_to_its_end(text: str) -> None:
    assert next(read_documents([_document(text)])).events
