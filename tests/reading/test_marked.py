"""Marked sentences: a table of what is marked, and what cannot be read."""

import pytest

from communique.reading.marked import unmark

CASES = [
    ("<s>Oman</s> freed <t>two sailors</t>.", "Oman freed two sailors.", {"s": ["Oman"], "t": ["two sailors"]}, "one of each"),
    ("<s>Chile</s> and <s>Peru</s> met.", "Chile and Peru met.", {"s": ["Chile", "Peru"]}, "several sources"),
    ("< s>Chile met.", "< s>Chile met.", {}, "what is no mark stays text"),
    ("<s> Chile </s>met.", " Chile met.", {"s": ["Chile"]}, "blanks are no part of a mark"),
    ("<t>the <s>Danish</s> fleet</t> left", "the Danish fleet left", {"s": ["Danish"], "t": ["the Danish fleet"]}, "marks may overlap"),
    ("It rained.", "It rained.", {}, "no marks"),
    ("<s>Türkiye</s> 🙂 <e>met</e> <t>Iran</t>", "Türkiye 🙂 met Iran", {"s": ["Türkiye"], "e": ["met"], "t": ["Iran"]}, "offsets are code points"),
]  # fmt: skip
FAULTS = [
    ("<s>Oman freed", "never closed"),
    ("Oman</s> freed", "closes nothing"),
    ("<s></s> freed", "empty"),
    ("<s>a<s>b</s></s>", "opens twice"),
]


@pytest.mark.parametrize(("sentence", "text", "marked", "why"), CASES, ids=[case[3] for case in CASES])
def test_marks_are_taken_out(sentence: str, text: str, marked: dict[str, list[str]], why: str) -> None:
    plain, marks = unmark(sentence)
    assert plain == text
    assert {name: [plain[s.start : s.end] for s in spans] for name, spans in marks.items() if spans} == marked


@pytest.mark.parametrize(("sentence", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_marks_that_do_not_pair_are_named(sentence: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        unmark(sentence)
