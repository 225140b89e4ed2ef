"""Dates said in words: a table of expressions and sentences, the reference files' examples, and what must always hold.

`tests/cases/dates.tsv` holds a row a behaviour: `resolve` rows are expressions by themselves, `find` rows whole texts
read through the parser. Expected is an EDTF value, or nothing; for texts a list parted by semicolons, each with its
role where that is not `when` and with the words said in braces where they are the point of the row.
"""

import csv
import datetime as dt
import re
import time
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.reading.date_calendar import Resolved
from communique.reading.date_grammar import date_forms, date_words, scan
from communique.reading.dates import FoundDate, Tense, find_dates, resolve
from communique.reading.sentences import Parsed, parse_many
from communique.schema import Document

CASES = Path(__file__).parent.parent / "cases" / "dates.tsv"
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
TENSES: list[Tense | None] = [None, "past", "present", "future"]
# Record kinds whose examples show what is no date.
NO_DATE = {"name_before", "name_after", "count"}

anchors = st.dates(dt.date(1960, 1, 1), dt.date(2080, 12, 31))
tenses = st.sampled_from(TENSES)


@dataclass(frozen=True)
class Case:
    """A row of the table."""

    how: str
    text: str
    anchor: dt.date | None
    tense: Tense | None
    expected: str
    remark: str


def _cases(how: str) -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    tense_of: dict[str, Tense | None] = {tense or "": tense for tense in TENSES}
    return [
        Case(how, _text(row["text"]), _anchor(row["anchor"]), tense_of[row["tense"]], row["expected"], row["remark"])
        for row in rows
        if row["how"] == how
    ]


def _text(written: str) -> str:
    return written.replace("\\n", "\n")


def _anchor(written: str) -> dt.date | None:
    return None if written == "none" else dt.date.fromisoformat(written)


def _named(case: Case) -> str:
    return f"{case.text[:60]}/{case.tense or '-'}: {case.remark}"


def _document(text: str) -> Document:
    return Document(id="d", source="text", text=text)


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """The patterns, made before a property is timed."""
    list(scan("May 9, 2023"))


@cache
def _parsed(text: str) -> Parsed:
    return next(iter(parse_many([_document(text)])))


def _written(found: FoundDate, expected: str) -> str:
    role = "" if found.role == "when" else f" {found.role}"
    quote = found.date.said.quote if found.date.said else ""
    return f"{found.date.edtf}{role}" + (f" {{{quote}}}" if "{" in expected else "")


@pytest.mark.parametrize("case", _cases("resolve"), ids=_named)
def test_expression(case: Case) -> None:
    resolved = resolve(case.text, case.anchor, case.tense)
    assert (resolved.edtf if resolved else "") == case.expected, case.remark


@pytest.mark.parametrize("case", _cases("find"), ids=_named)
def test_text(case: Case) -> None:
    found = find_dates(_parsed(case.text), case.anchor)
    expected = [part.strip() for part in case.expected.split(";") if part.strip()]
    padded = expected + [""] * (len(found) - len(expected))
    assert [_written(date, want) for date, want in zip(found, padded, strict=False)] == expected, case.remark
    _hold(case.text, found)


def _hold(text: str, found: tuple[FoundDate, ...]) -> None:
    """The dates' words are the text's, they stand in order and apart, each value is valid and its bounds agree."""
    assert all(first.end <= second.start for first, second in pairwise(found))
    for one in found:
        assert one.date.said is not None
        assert text[one.start : one.end] == one.date.said.quote
        assert (one.start, one.end) == (one.date.said.start, one.date.said.end)
        _valid(Resolved(one.date.edtf, one.date.start, one.date.end, one.date.precision))


def _valid(resolved: Resolved) -> None:
    """EDTF that the notation's own library reads, with the bounds it says."""
    value = parse_edtf(resolved.edtf)
    if resolved.precision == "open":
        assert re.fullmatch(r"\.\./\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d/\.\.", resolved.edtf)
        assert (resolved.start is None) != (resolved.end is None)
        return
    assert resolved.start is not None
    assert resolved.end is not None
    assert resolved.start <= resolved.end
    assert dt.date(*value.lower_strict()[:3]) == resolved.start
    if not resolved.edtf.endswith("-24"):  # the library's winter is December alone
        assert dt.date(*value.upper_strict()[:3]) == resolved.end


@pytest.mark.parametrize("case", _cases("resolve"), ids=_named)
def test_expression_is_valid_edtf(case: Case) -> None:
    resolved = resolve(case.text, case.anchor, case.tense)
    if resolved is not None:
        _valid(resolved)


def test_table_is_large_and_says_each_case_once() -> None:
    cases = _cases("resolve") + _cases("find")
    assert len(cases) >= 420
    keys = [(case.how, case.text, case.anchor, case.tense) for case in cases]
    assert len(keys) == len(set(keys))
    assert all(case.remark for case in cases)


WORD_EXAMPLES = [(record.kind, example.text, example.words) for record in date_words() for example in record.examples]


@pytest.mark.parametrize(("kind", "text", "words"), WORD_EXAMPLES)
def test_example_of_a_word(kind: str, text: str, words: str) -> None:
    found = find_dates(_parsed(text), dt.date(2023, 5, 11))
    said = [one.date.said.quote for one in found if one.date.said]
    if kind in NO_DATE:
        assert not any(words in quote for quote in said)
    else:
        assert words in said
    assert words in text


FORM_EXAMPLES = [(record.kind, example.text, example.words) for record in date_forms() for example in record.examples]


@pytest.mark.parametrize(("kind", "text", "words"), FORM_EXAMPLES)
def test_example_of_a_form(kind: str, text: str, words: str) -> None:
    found = [(candidate.kind, text[candidate.start : candidate.end]) for candidate in scan(text)]
    assert (kind, words) in found


def test_every_record_has_an_example() -> None:
    assert all(word.examples for word in date_words())
    assert all(form.examples for form in date_forms())


def test_without_an_anchor_only_what_is_absolute_resolves() -> None:
    assert resolve("May 9, 2023", None) == resolve("9 May 2023", dt.date(1999, 1, 1))
    relative = [
        "Tuesday",
        "May 9",
        "last week",
        "two weeks ago",
        "January last year",
        "in recent months",
        "the weekend",
    ]
    assert [resolve(expression, None) for expression in relative] == [None] * len(relative)


@given(anchors, st.sampled_from(WEEKDAYS), st.sampled_from(["", "last ", "next ", "this ", "this past "]), tenses)
def test_a_weekday_is_that_weekday(anchor: dt.date, name: str, which: str, tense: Tense | None) -> None:
    resolved = resolve(which + name, anchor, tense)
    assert resolved is not None
    assert resolved.start is not None
    assert resolved.start == resolved.end
    assert WEEKDAYS[resolved.start.weekday()] == name
    assert abs(resolved.start - anchor) < dt.timedelta(days=14)


@given(anchors, st.sampled_from(WEEKDAYS))
def test_a_bare_weekday_follows_the_tense(anchor: dt.date, name: str) -> None:
    past, future = resolve(name, anchor, "past"), resolve(name, anchor, "future")
    assert past is not None
    assert past.start is not None
    assert future is not None
    assert future.start is not None
    assert dt.timedelta(0) <= anchor - past.start < dt.timedelta(days=7)
    assert dt.timedelta(0) <= future.start - anchor < dt.timedelta(days=7)


NAMED = st.sampled_from(
    ["week", "month", "quarter", "year", "weekend", "decade", "spring", "winter", *WEEKDAYS, *MONTHS]
)


@given(anchors, NAMED, tenses)
def test_last_is_before_and_next_is_after(anchor: dt.date, name: str, tense: Tense | None) -> None:
    last, following = resolve(f"last {name}", anchor, tense), resolve(f"next {name}", anchor, tense)
    assert last is not None
    assert last.end is not None
    assert following is not None
    assert following.start is not None
    assert last.end < anchor < following.start


@given(anchors, st.sampled_from(MONTHS), st.integers(1, 31), tenses)
def test_a_day_without_a_year_is_that_day_on_the_side_of_the_tense(
    anchor: dt.date, name: str, day: int, tense: Tense | None
) -> None:
    resolved = resolve(f"{name} {day}", anchor, tense)
    if resolved is None:
        assert day > 29 or (name, day) == ("February", 29)
        return
    assert resolved.start is not None
    assert (resolved.start.month, resolved.start.day) == (MONTHS.index(name) + 1, day)
    assert tense != "past" or resolved.start <= anchor
    assert tense != "future" or resolved.start >= anchor


@given(anchors, st.dates(dt.date(1900, 1, 1), dt.date(2090, 12, 31)), tenses)
def test_a_full_date_needs_no_anchor(anchor: dt.date, date: dt.date, tense: Tense | None) -> None:
    name = MONTHS[date.month - 1]
    forms = [
        f"{name} {date.day}, {date.year}",
        f"{date.day} {name} {date.year}",
        f"{WEEKDAYS[date.weekday()]}, {name} {date.day}, {date.year}",
        date.isoformat(),
    ]
    assert {getattr(resolve(form, anchor, tense), "edtf", None) for form in forms} == {date.isoformat()}
    wrong = WEEKDAYS[(date.weekday() + 1) % 7]
    assert resolve(f"{wrong}, {name} {date.day}, {date.year}", anchor, tense) is None


RELATIVE = st.sampled_from(
    [
        "{n} {u}s ago",
        "in {n} {u}s",
        "within {n} {u}s",
        "the past {n} {u}s",
        "over the next {n} {u}s",
        "{n} {u}s from now",
    ]
)


@given(anchors, RELATIVE, st.integers(1, 60), st.sampled_from(["day", "week", "month", "year"]))
def test_counted_units_are_valid_and_on_their_side(anchor: dt.date, form: str, n: int, unit: str) -> None:
    resolved = resolve(form.format(n=n, u=unit), anchor, "future")
    assert resolved is not None
    assert resolved.start is not None
    assert resolved.end is not None
    _valid(resolved)
    assert resolved.start <= anchor if "ago" in form or "past" in form else resolved.end >= anchor


@given(anchors, st.sampled_from(MONTHS), st.sampled_from(MONTHS), st.integers(1, 28), st.integers(1, 28), tenses)
def test_a_range_is_in_order(
    anchor: dt.date, first: str, second: str, start: int, end: int, tense: Tense | None
) -> None:
    with_year = f"from {first} {start} to {second} {end}, 2021"
    for text in (f"from {first} to {second}", f"{first} {start} - {second} {end}", with_year):
        resolved = resolve(text, anchor, tense)
        assert resolved is not None
        _valid(resolved)


@given(anchors, st.sampled_from([case.text for case in _cases("resolve")]), tenses)
def test_any_expression_is_valid_or_nothing_on_any_day(anchor: dt.date, text: str, tense: Tense | None) -> None:
    resolved = resolve(text, anchor, tense)
    if resolved is not None:
        _valid(resolved)


PIECES = st.sampled_from([
    "from", "to", "and", "the", "May", "9", "2023", "Tuesday", "last", "week", "early", "-", ",", "end of", "Sept.",
    "two", "in", "ago", "year", "this", "12", "March", "quarter", "of", "first", "by", "since", "day", "later", "\n",
    "20th", "next", "may", "half", "Monday", "past", "years", "FY", "weekend", "between", "(", ")", "the day before",
])  # fmt: skip


@given(anchors, st.lists(PIECES, max_size=12), tenses)
def test_nothing_raises_on_words_in_any_order(anchor: dt.date, pieces: list[str], tense: Tense | None) -> None:
    resolved = resolve(" ".join(pieces), anchor, tense)
    assert resolved is None or resolved.edtf


@settings(max_examples=25, deadline=None)
@given(anchors, st.lists(PIECES, min_size=1, max_size=20))
def test_what_is_found_is_always_the_text_itself(anchor: dt.date, pieces: list[str]) -> None:
    text = "They met " + " ".join(pieces) + "."
    _hold(text, find_dates(_parsed(text), anchor))


@pytest.mark.parametrize("piece", ["May 9, ", "1, 2, 3, ", "9 and ", "the  ", "from ", "May" + " " * 300, "early "])
def test_a_long_run_of_one_piece_is_scanned_in_time_that_grows_with_its_length(piece: str) -> None:
    started = time.process_time()
    list(scan(piece * (20_000 // len(piece))))
    assert time.process_time() - started < 1
