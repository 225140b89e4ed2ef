"""Evidence: its length is that of its quote, and citing leaves surrounding white space out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from communique.schema import Evidence, cite

WRONG = [
    (0, 3, "four", "longer than its range"),
    (0, 5, "four", "shorter than its range"),
    (5, 1, "four", "ends before it starts"),
    (-4, 0, "four", "before the text"),
]


@pytest.mark.parametrize(("start", "end", "quote", "_why"), WRONG)
def test_wrong_range_is_refused(start: int, end: int, quote: str, _why: str) -> None:
    with pytest.raises(ValidationError):
        Evidence(start=start, end=end, quote=quote)


@given(st.text(), st.data())
def test_cited_words_stand_where_they_are_said_to(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = cite(text, start, end)
    assert text[found.start : found.end] == found.quote == text[start:end].strip()
