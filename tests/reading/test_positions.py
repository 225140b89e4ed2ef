"""Positions: a table of sentences, the reference file's examples, texts that run over several sentences, what must always hold.

`tests/cases/stances.tsv` holds a row a position; a sentence with several has a row each, one with none a row that is empty
but for its remark. `colour` is `again`, `strong` or both; `about` gives actors, hinted ones as `ACTOR?hedge`.
"""

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from communique.reading.positions import find_positions
from communique.reading.reader import set_scene
from communique.reading.sentences import parse_many
from communique.reading.topic_keys import known_key, topic_key
from communique.reference.loader import load
from communique.reference.stances import Instrument, StanceWord
from communique.reference.topics import topics
from communique.schema import Date, Document, Position

CASES = Path(__file__).parent.parent / "cases" / "stances.tsv"
OPEN = "not yet read: "
PUBLISHED = "2024-06-05"
# What an example must show beside its topic, by role; the others must only yield some position.
TAKING = {"verb", "noun", "adjective", "quality", "future", "negated"}


class Row(NamedTuple):
    """One position as the table has it."""

    holders: str
    stance: str
    colour: str
    status: str
    topic: str
    about: str
    instrument: str


def _row(position: Position) -> Row:
    colour = [word for word, said in (("again", position.repeated), ("strong", position.strength == "strong")) if said]
    about = [f"{a.actor}?{a.hedge}" if a.implied else a.actor for a in position.about]
    return Row(
        ",".join(position.holders), position.stance, ",".join(colour), position.status, position.topic, ",".join(about),
        position.instrument or "",
    )  # fmt: skip


@cache
def _table() -> dict[str, tuple[list[Row], str]]:
    """Expected rows and the remark by sentence."""
    table: dict[str, tuple[list[Row], str]] = {}
    with CASES.open(encoding="utf-8", newline="") as lines:
        for record in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows, _ = table.setdefault(record["text"], ([], record["remark"]))
            if record["stance"]:
                rows.append(Row(*(record[name] for name in Row._fields)))
    return table


def read(
    *texts: str, title: str | None = None, day: Date | None = None, partners: tuple[str, ...] = ()
) -> list[list[Position]]:
    """The positions of texts, each a document of its own."""
    documents = [Document(id="x", source="text", title=title, text=text, published=PUBLISHED) for text in texts]
    return [find_positions(set_scene(parsed), day, partners) for parsed in parse_many(documents)]


@cache
def _found() -> dict[str, list[Row]]:
    return {text: list(map(_row, found)) for text, found in zip(_table(), read(*_table()), strict=True)}


@pytest.mark.parametrize(("text", "remark"), [(text, remark) for text, (_, remark) in _table().items()])
def test_sentence(text: str, remark: str) -> None:
    if remark.startswith(OPEN):
        pytest.xfail("known, and counted below")
    assert _found()[text] == _table()[text][0], remark


def test_the_table_covers_every_stance_and_what_is_none() -> None:
    stances = {row.stance for rows, _ in _table().values() for row in rows}
    assert stances == set(Position.model_fields["stance"].annotation.__args__)  # type: ignore[union-attr]
    assert sum(not rows for rows, _ in _table().values()) >= 40
    assert len(_table()) >= 300
    assert sum(remark.startswith(OPEN) for _, remark in _table().values()) <= 0.03 * len(_table())


@cache
def _words() -> list[StanceWord]:
    return list(load("stances.jsonl", StanceWord, lambda word: (word.role, word.word)))


def test_every_example_of_a_stance_word_reads_as_its_record_says() -> None:
    pairs = [(word, example) for word in _words() for example in word.examples]
    wrong = []
    for (word, example), found in zip(pairs, read(*(example.text for _, example in pairs)), strict=True):
        if not _shows(word, example.words, found):
            wrong.append(f"{word.role} {word.word}: {example.text} -> {[*map(_row, found)]}")
    assert not wrong, "\n".join(wrong)


def _shows(word: StanceWord, words: str, found: list[Position]) -> bool:
    if word.role in TAKING:
        return [(position.stance, position.topic) for position in found] == [(word.stance, words)]
    if word.role in {"unwilled", "denied", "unpromised"}:
        return not found
    if word.role == "hedge":
        return [(a.actor, a.hedge) for position in found for a in position.about] == [("CHN", word.hedge)]
    strong = [position.strength == "strong" for position in found]
    again = [position.repeated for position in found]
    return {"strong": any(strong), "again": any(again), "renewing": any(again)}.get(word.role, bool(found))


def test_every_example_of_an_instrument_names_it() -> None:
    pairs = [
        (record, example)
        for record in load("instruments.jsonl", Instrument, lambda record: record.name)
        for example in record.examples
    ]
    named = ["joint statement" if record.anaphor else record.name for record, _ in pairs]
    found = read(*(example.text for _, example in pairs))
    assert [[position.instrument for position in positions] for positions in found] == [[name] for name in named]


# -- texts -----------------------------------------------------------------------------------------------------------

DAY = Date.model_validate(
    {"edtf": "2024-06-03", "start": "2024-06-03", "end": "2024-06-03", "said": None, "precision": "day"}
)


def test_the_statement_and_the_document_speak_for_the_signatories() -> None:
    (found,) = read(
        "Norway and Iceland met in Oslo. In a joint statement, the ministers condemned the raid. The statement referred to "
        "the importance of free passage. The document also urged Russia to withdraw its ships. It welcomed the truce.",
        day=DAY,
        partners=("NOR", "ISL"),
    )
    assert [position.stance for position in found] == ["condemn", "affirm_importance", "urge", "welcome"]
    assert {tuple(position.holders) for position in found} == {("NOR", "ISL")}
    assert {position.instrument for position in found} == {"joint statement"}
    assert {position.date.edtf for position in found if position.date} == {"2024-06-03"}


def test_a_statement_of_one_side_speaks_for_it_alone() -> None:
    (found,) = read("Algeria denied the report. The Algerian statement said Algiers ruled out any talks with Rabat.")
    assert [(position.holders, position.stance) for position in found] == [(["DZA"], "refuse")]


def test_we_in_a_joint_statement_are_its_signatories() -> None:
    (found,) = read(
        "1. We welcome the new air links.\n2. They condemned the missile launch by North Korea and urged it to stop.",
        title="Joint Statement by Peru and Chile",
    )
    assert [(position.holders, position.stance) for position in found][:2] == [
        (["PER", "CHL"], "welcome"),
        (["PER", "CHL"], "condemn"),
    ]
    assert [about.actor for about in found[1].about] == ["PRK"]
    assert {position.instrument for position in found} == {"joint statement"}


def test_i_in_a_quoted_paragraph_is_who_was_said_to_speak() -> None:
    (found,) = read(
        "Irish Foreign Minister Orla Kinsella spoke in Dublin.\n\nKinsella said:\n\nI look forward to the talks with Peru."
    )
    assert [(position.holders, position.stance) for position in found] == [(["IRL"], "expect")]


def test_a_day_said_with_the_stance_goes_before_the_day_of_the_meeting() -> None:
    (found,) = read("On Tuesday, Peru condemned the raid.", day=DAY, partners=("PER", "CHL"))
    assert [position.date.edtf for position in found if position.date] == ["2024-06-04"]


def test_a_headline_does_not_double_the_text() -> None:
    (found,) = read("Peru welcomes ferry link\n\nPeru on Monday welcomed the new ferry link to Chile.")
    assert [position.topic for position in found] == ["the new ferry link to Chile"]


def test_leaders_of_an_organisation_speak_for_it_in_its_own_communique() -> None:
    (found,) = read(
        "AFRICAN UNION\n\nCommunique\n\n12 May 2024\n\n1. The Heads of State of the African Union met in Lusaka under the "
        "chairmanship of the President of Zambia.\n\n2. Leaders condemned the raid on Goma and called upon those responsible "
        "to lay down their arms.\n\n3. They took note of the report of the envoys.\n\n4. The Union will not recognise the junta.",
        partners=("AU", "ZMB"),
    )
    assert [position.stance for position in found] == ["condemn", "urge", "acknowledge", "refuse"]
    assert {tuple(position.holders) for position in found} == {("AU",)}


def test_the_president_of_a_release_is_that_of_its_issuer() -> None:
    (found,) = read(
        "STATE HOUSE, LUSAKA\n\nPresident Moses Banda of Zambia spoke by telephone with Aziz Diallo, President of Mali. The "
        "President underscored the need for a truce.",
        partners=("ZMB", "MLI"),
    )
    assert [(position.holders, position.stance) for position in found] == [(["ZMB"], "affirm_importance")]


def test_two_offices_side_by_side_are_both_sides_and_what_nobody_voices_is_theirs() -> None:
    (found,) = read(
        "Peru's deputy secretary met Chile's vice minister in Lima. The Deputy Secretary and the Vice Minister reaffirmed their "
        "support for the truce. Concern was voiced about the raids on the border.",
        partners=("PER", "CHL"),
    )
    assert [position.stance for position in found] == ["support", "concern"]
    assert {tuple(position.holders) for position in found} == {("PER", "CHL")}


def test_each_verb_of_a_sentence_stands_in_the_instrument_the_one_before_spoke_of() -> None:
    (found,) = read(
        "Norway and Iceland met in Oslo. According to a joint statement, the ministers agreed to meet again. They called for a "
        "truce, condemned the raid and reiterated their support for the envoys.",
        partners=("NOR", "ISL"),
    )
    assert [(position.stance, position.instrument) for position in found] == [
        ("urge", "joint statement"),
        ("condemn", "joint statement"),
        ("support", "joint statement"),
    ]


def test_what_a_joint_statement_says_its_sides_will_do_is_their_commitment() -> None:
    (found,) = read("Both sides will establish a joint fund for kelp.", title="Joint Statement by Peru and Chile")
    assert [(position.holders, position.stance) for position in found] == [(["PER", "CHL"], "commit")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the speaker is named where a quotation of several sentences ends
        (
            '"We reject the dam. We call for a truce," the Peruvian foreign minister said.',
            [("PER", "oppose"), ("PER", "urge")],
        ),
        (
            "“We welcome the truce. We thank Oman for its help,” said Togo's foreign minister.",
            [("TGO", "welcome"), ("TGO", "support")],
        ),
        # an office-holder without a name goes on as he or she
        (
            "Fiji's foreign minister welcomed the truce. He also urged Chile to free the crew. She thanked Oman for its help.",
            [("FJI", "welcome"), ("FJI", "urge"), ("FJI", "support")],
        ),
        (
            "Egypt's ambassador criticised the levy, and she called on Greece to lift it.",
            [("EGY", "condemn"), ("EGY", "urge")],
        ),
        ("Ghana's president underlined his country's support for the court.", [("GHA", "support")]),
    ],
)
def test_who_speaks_without_being_named_again(text: str, expected: list[tuple[str, str]]) -> None:
    (found,) = read(text)
    assert [(",".join(position.holders), position.stance) for position in found] == expected


# -- a long statement --------------------------------------------------------------------------------------------------

LONG = Path(__file__).parents[2] / "corpus" / "articles" / "korea-kazakhstan-joint-statement-long.txt"
OTHERS = {
    "Republic of Korea": "Republic of Ghana", "REPUBLIC OF KOREA": "REPUBLIC OF GHANA", "Korea-": "Ghana-", "Korea's": "Ghana's",
    "The Korean side": "The Ghanaian side", "Korean companies": "Ghanaian companies", "Korean manufacturers": "Ghanaian manufacturers",
    "Kazakhstan": "Peru", "KAZAKHSTAN": "PERU", "Kazakh": "Peruvian", "Astana": "Lima", "Almaty": "Arequipa", "Seoul": "Accra",
}  # fmt: skip
WORDS = 9000


def _with_others(text: str) -> str:
    """A passage of the statement of Korea and Kazakhstan as one of Ghana and Peru."""
    held = text.replace("Democratic People's Republic of Korea", "DPRK")
    for old, new in OTHERS.items():
        held = held.replace(old, new)
    return held


def test_a_joint_statement_of_nine_thousand_words_is_read_whole() -> None:
    head, *paragraphs = re.split(r"\n\n(?=\d+\. )", LONG.read_text(encoding="utf-8"))
    bodies = [_with_others(re.sub(r"\n\n[IVX]+\. .*", "", paragraph.split(". ", 1)[1])) for paragraph in paragraphs]
    annotated = json.loads(LONG.with_suffix(".expected.json").read_text(encoding="utf-8"))["positions"]
    # what is agreed to be done is an event
    quotes = [_with_others(p["quote_has"]) for p in annotated if not p["quote_has"].startswith("agreed")]
    copies = WORDS // sum(len(body.split()) for body in bodies) + 1
    numbered = [f"{number}. {body}" for number, body in enumerate(bodies * copies, 1)]
    text = "\n\n".join([_with_others(head), *numbered])
    (found,) = read(
        text, title="Joint Statement by the Republic of Ghana and the Republic of Peru", partners=("GHA", "PER")
    )

    assert len(text.split()) >= WORDS
    assert {holder for position in found for holder in position.holders} == {"GHA", "PER"}
    silent = []
    for paragraph in numbered:
        start = text.index(paragraph)
        within = [p for p in found if start <= p.evidence[0].start < start + len(paragraph)]
        if not within and any(quote in paragraph for quote in quotes):
            silent.append(paragraph)
    assert not silent, silent
    first = [(p.stance, p.holders, p.topic) for p in found[: len(found) // copies]]
    assert [(p.stance, p.holders, p.topic) for p in found] == first * copies


def test_topics_and_quotes_are_words_of_the_text() -> None:
    text = "\n\n".join(_table())
    (found,) = read(text)
    assert len(found) > 100
    assert [position.id for position in found] == [f"p{number}" for number in range(1, len(found) + 1)]
    for position in found:
        assert position.topic in text
        assert [text[quote.start : quote.end] == quote.quote for quote in position.evidence] == [True]


# -- topic keys ------------------------------------------------------------------------------------------------------


def test_every_example_of_a_topic_finds_its_key() -> None:
    pairs = [(topic.key, example) for topic in topics() for example in topic.examples]
    wrong = [
        f"{key}: {example.words!r} -> {known_key(example.words)}"
        for key, example in pairs
        if known_key(example.words) != key
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("peace and stability across the Taiwan Strait", "taiwan-strait-peace"),
        ("any unilateral attempts to change the status quo", "status-quo-by-force"),
        ("Russia’s invasion of Ukraine", "russia-war-ukraine"),
        ("defence co-operation", "defence-cooperation"),
    ],
)
def test_known_topics(words: str, key: str) -> None:
    assert known_key(words) == key


def test_other_topics_are_named_by_their_content_words() -> None:
    document = Document(id="x", source="text", text="the reopening of the old ferry link")
    (parsed,) = parse_many([document])
    assert topic_key(document.text, list(parsed.sentences[0])) == "reopening-old-ferry-link"
