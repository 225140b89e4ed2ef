"""Paragraphs and sentences: what a line break means, what the parser never sees, and what must always hold of the ranges."""

import itertools
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading.sentences import (
    LONGEST_PARAGRAPH,
    Parsed,
    after_dateline,
    paragraphs,
    parse_many,
    report_day,
    words_said,
)  # fmt: skip
from communique.schema import Document

WRAPPED = (
    "The foreign ministers of Kenya and Ghana met in Accra on Monday and\n"
    "agreed to open a joint office for trade before the end of the year.\n"
    "They also spoke about fishing rights in the gulf, where both states\n"
    "have claims that overlap, and about the training of border officers\n"
    "who serve at the crossings. The next round of the talks will be held\n"
    "in Nairobi in the spring of next year, the two sides said afterwards\n"
    "in a statement."
)
BREAKS = [
    ("One paragraph.", ["One paragraph."], "a single line"),
    ("First.\n\nSecond.", ["First.", "Second."], "an empty line parts paragraphs"),
    ("First.\nSecond.", ["First.", "Second."], "unwrapped lines are paragraphs of their own"),
    ("A title\nThe report begins.", ["A title", "The report begins."], "a title does not run into the report"),
    ("First.\n \n\nSecond.", ["First.", "Second."], "several empty lines, one with a space"),
    (WRAPPED, [WRAPPED], "lines broken at a fixed width are one paragraph"),
    (WRAPPED + "\n\n" + WRAPPED, [WRAPPED, WRAPPED], "two wrapped paragraphs"),
    ("", [], "nothing"),
    ("\n \n", [], "white space only"),
    (WRAPPED + "\n- a first point\n- a second point", [WRAPPED, "- a first point", "- a second point"],
     "list lines are paragraphs of their own in wrapped text too"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), BREAKS, ids=[row[2] for row in BREAKS])
def test_paragraphs_of_text(text: str, expected: list[str], why: str) -> None:
    assert [text[start:end].strip() for start, end in paragraphs(text)] == expected


# text, dateline place, agency, what is left to parse, why
DATELINES = [
    ("NAIROBI, March 4 (Example) - Kenya agreed.", "Nairobi", "Example", "Kenya agreed.", "place, day and agency"),
    ("MANILA — The two sides met.", "Manila", None, "The two sides met.", "a place and a dash"),
    ("TOKYO (Example Press) — Japan agreed.", "Tokyo", "Example Press", "Japan agreed.", "an agency in brackets"),
    ("Kenya agreed.", "Nairobi", None, "Kenya agreed.", "a place known from elsewhere takes nothing away"),
    (
        "NAIROBI — Kenya agreed.",
        None,
        None,
        "NAIROBI — Kenya agreed.",
        "without a known dateline nothing is taken away",
    ),
]


@pytest.mark.parametrize(("text", "place", "agency", "left", "why"), DATELINES, ids=[row[4] for row in DATELINES])
def test_dateline_is_left_out(text: str, place: str | None, agency: str | None, left: str, why: str) -> None:
    document = Document(id="d", source="text", text=text, dateline_place=place, agency=agency)
    assert text[after_dateline(document) :] == left


SENTENCES = [
    ("Kenya agreed. Ghana refused.", ["Kenya agreed.", "Ghana refused."], "two sentences of a paragraph"),
    ("Gov. Ada Holm spoke. She left.", ["Gov. Ada Holm spoke.", "She left."], "an abbreviated governor"),
    ("Lt. Gen. Ada Holm spoke. She left.", ["Lt. Gen. Ada Holm spoke.", "She left."], "two abbreviated ranks"),
    ("Sen. Ada Holm spoke. She left.", ["Sen. Ada Holm spoke.", "She left."], "an abbreviated office"),
    ("Envoys met in St. Petersburg. They left.", ["Envoys met in St. Petersburg.", "They left."], "an abbreviated place"),
    ("U.S. envoys met Kenyan ones. They left.", ["U.S. envoys met Kenyan ones.", "They left."], "a state's abbreviation"),
    ("A title\nKenya agreed.", ["A title", "Kenya agreed."], "a title without a full stop"),
    ("Kenya held 2+2 talks with Japan.", ["Kenya held 2+2 talks with Japan."], "a sign inside a word keeps its offsets"),
]  # fmt: skip


@cache
def _parsed() -> dict[str, Parsed]:
    texts = [row[0] for row in SENTENCES] + [WRAPPED]
    return dict(zip(texts, parse_many(Document(id="d", source="text", text=text) for text in texts), strict=True))


@pytest.mark.parametrize(("text", "expected", "why"), SENTENCES, ids=[row[2] for row in SENTENCES])
def test_sentences_of_text(text: str, expected: list[str], why: str) -> None:
    assert [text[s.start : s.end] for s in _parsed()[text].sentences] == expected


def test_wrapped_text_has_whole_sentences() -> None:
    sentences = _parsed()[WRAPPED].sentences
    assert len(sentences) == 3
    assert WRAPPED[sentences[0].start : sentences[0].end].endswith("end of the year.")


def test_words_said_are_those_of_the_document() -> None:
    """The parse sees another word for `2+2`; what is quoted is what was written."""
    (sentence,) = _parsed()["Kenya held 2+2 talks with Japan."].sentences
    assert words_said(sentence.span.doc, 0, len(sentence.span) - 1) == "Kenya held 2+2 talks with Japan."


def test_unwanted_document_comes_back_without_sentences_in_its_place() -> None:
    documents = [
        Document(id=str(n), source="text", text=text) for n, text in enumerate(["Kenya agreed.", "Non.", "", "Yes."])
    ]
    parsed = list(parse_many(documents, lambda document: document.id != "1"))
    assert [p.document.id for p in parsed] == ["0", "1", "2", "3"]
    assert [len(p.sentences) for p in parsed] == [1, 0, 0, 1]


DAYS = [
    ("2024-05-09", "2024-05-09", "a day"),
    ("2024-05-09T23:30:00+09:00", "2024-05-09", "the day in the outlet's own zone"),
    (None, None, "not known"),
    ("lately", None, "not a date"),
]


@pytest.mark.parametrize(("published", "day", "why"), DAYS, ids=[row[2] for row in DAYS])
def test_report_day(published: str | None, day: str | None, why: str) -> None:
    found = report_day(Document(id="d", source="text", text="x", published=published))
    assert (found.isoformat() if found else None) == day


texts = st.lists(
    st.sampled_from(["word", " ", "\n", "\n\n", "- ", "1. ", "Kenya agreed.", "x" * 60, "\t", "é"]), max_size=60
)


@given(texts.map("".join))
def test_paragraphs_cover_the_text_and_never_overlap(text: str) -> None:
    ranges = paragraphs(text)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ranges))
    covered = {i for start, end in ranges for i in range(start, end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


def test_a_very_long_paragraph_is_cut_at_spaces() -> None:
    text = "word " * (LONGEST_PARAGRAPH // 2)
    ranges = paragraphs(text)
    assert max(end - start for start, end in ranges) <= LONGEST_PARAGRAPH
    assert "".join(text[start:end] for start, end in ranges) == text
