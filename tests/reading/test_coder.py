"""The trained coder: what it says of marked sentences, and what it does with those it cannot read."""

import pytest

import communique
from communique.errors import BadModel, BadSentence
from communique.reading.coder import LONGEST, NOBODY, Asked, Coder, coder
from communique.reading.marked import Span

CASES = [
    ("<s>Police in Harare</s> arrested <t>eleven street vendors</t> on Tuesday.", "COERCE", "arrest", "actual"),
    ("<t>Two envoys</t> were expelled by <s>Slovakia</s> over the weekend.", "SANCTION", "expel", "actual"),
    ("<s>Ghana's foreign minister</s> visited <t>Lomé</t> last week.", "CONSULT", "visit", "actual"),
    ("<s>The army</s> shelled <t>rebel positions</t> near the river overnight.", "ASSAULT", "heavy-weapons", "actual"),
    ("<s>Tens of thousands of students</s> marched through Lima against <t>the government</t>.", "PROTEST", "demo", "actual"),
    ("<s>Uruguay</s> condemned <t>Paraguay</t> for closing the bridge.", "ACCUSE", "disapprove", "actual"),
    ("<s>The rebels</s> released <t>six hostages</t> at dawn.", "RETREAT", "release", "actual"),
    ("<s>Norway</s> sent 400 tents to <t>Vanuatu</t> after the storm.", "AID", None, "actual"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "mode", "status"), CASES, ids=[case[1] for case in CASES])
def test_plain_sentences_are_coded(sentence: str, kind: str, mode: str | None, status: str) -> None:
    (relation,) = communique.relations([sentence])
    assert (relation.type, relation.mode, relation.status) == (kind, mode, status)
    assert relation.event > 0.5
    assert 0 < relation.confidence <= 1


def test_direction_is_told_apart() -> None:
    text = "Two envoys were expelled by Slovakia over the weekend."
    envoys, slovakia = Span(0, 10), Span(28, 36)
    ((there, back),) = coder().read([Asked(text, (slovakia, envoys), ((0, 1), (1, 0)))])
    assert there is not None
    assert back is not None
    assert there.event > 0.5 > back.event


def test_words_of_the_event_stand_in_the_sentence() -> None:
    text = "Uruguay sharply condemned Paraguay for closing the bridge."
    ((relation,),) = coder().read([Asked(text, (Span(0, 7), Span(26, 34)), ((0, 1),))])
    assert relation is not None
    assert "condemned" in text[relation.words.start : relation.words.end]


def test_the_order_of_sentences_does_not_matter() -> None:
    sentences = [case[0] for case in CASES]
    there, back = communique.relations(sentences), communique.relations(sentences[::-1])
    assert [r.type for r in there] == [r.type for r in back[::-1]]


def test_nobody_need_be_marked() -> None:
    (relation,) = communique.relations(["<s>The interior minister</s> resigned on Friday."])
    assert relation.type == "RETREAT"


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Chile met Peru.", "neither"),
        ("<s>Chile met", "never closed"),
        (f"{'word ' * (2 * LONGEST)}<s>Chile</s> left.", "shorten"),
    ],
    ids=["no marks", "unclosed", "too long"],
)
def test_a_sentence_that_cannot_be_read_is_named(sentence: str, fault: str) -> None:
    with pytest.raises(BadSentence, match=fault) as caught:
        communique.relations(["<s>Oman</s> freed <t>two sailors</t>.", sentence])
    assert "sentence 2" in str(caught.value)


def test_a_mention_behind_the_longest_length_gives_nothing() -> None:
    text = "word " * (2 * LONGEST) + "Chile left."
    assert list(coder().read([Asked(text, (Span(len(text) - 11, len(text) - 6),), ((0, NOBODY),))])) == [[None]]


def test_a_broken_model_is_named(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(BadModel, match="reinstall"):
        Coder(Path(str(tmp_path)))


def test_no_sentences_no_relations() -> None:
    assert communique.relations([]) == []
