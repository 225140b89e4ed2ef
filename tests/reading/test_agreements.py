"""Agreements: a table of sentences, the examples of the reference files, and what must always hold.

`tests/cases/agreements.tsv` holds a row a behaviour: the text, and `kind parties stage@date,…` for each agreement it tells
of (`-` for none). All are read as of 12 June 2025. `agreement_reports.tsv` holds whole reports with their day and title;
where a careful reader may say more than one thing, kinds and stages stand with `/` between them.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from communique.intake.text import from_text
from communique.reading.agreement_names import find_agreement_names
from communique.reading.agreements import find_agreements
from communique.reading.meetings import find_meetings
from communique.reading.reader import read_agreements, set_scene
from communique.reading.scene import Scene
from communique.reading.sentences import parse_many
from communique.reference.agreement_kinds import AgreementKind, agreement_kinds, told_kind
from communique.reference.loader import Example
from communique.reference.stages import StageWord, stage_words
from communique.schema import Agreement, Date, Document
from communique.schema.agreement import Stage

CASES = Path(__file__).parent.parent / "cases" / "agreements.tsv"
REPORTS = Path(__file__).parent.parent / "cases" / "agreement_reports.tsv"
OPEN = "not yet read: "
PUBLISHED = "2025-06-12T10:00:00+00:00"
# Roles whose examples tell of an agreement at the record's own stage.
STAGED = ("object", "subject", "preposition", "noun", "modifier", "phrase", "governor")


@dataclass(frozen=True)
class Case:
    text: str
    found: frozenset[str]
    remark: str


def _cases() -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(row["text"], frozenset(_told(row["found"])), row["remark"]) for row in rows]


def _told(found: str) -> list[str]:
    if found == "-":
        return []
    told = []
    for item in found.split(" | "):
        kind, parties, stages = item.rsplit(" ", 2)
        told.append(f"{kind} {','.join(sorted(parties.split(',')))} {stages}")
    return told


def _shown(agreement: Agreement) -> str:
    stages = ",".join(s.stage + (f"@{s.date.edtf}" if s.date else "") for s in agreement.stages)
    return f"{agreement.kind} {','.join(sorted(agreement.parties))} {stages}"


@cache
def _scenes(texts: tuple[str, ...]) -> dict[str, Scene]:
    documents = [Document(id=f"d{i}", source="text", text=text, published=PUBLISHED) for i, text in enumerate(texts)]
    return {parsed.document.text: set_scene(parsed) for parsed in parse_many(documents)}


def _read(text: str, texts: tuple[str, ...] | None = None) -> list[Agreement]:
    return find_agreements(_scenes(texts or (text,))[text], None, ())


ALL = tuple(case.text for case in _cases())


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.text[:70]}: {case.remark}")
def test_sentence(case: Case) -> None:
    if case.remark.startswith(OPEN):
        pytest.xfail("known, and counted below")
    assert {_shown(agreement) for agreement in _read(case.text, ALL)} == case.found


def test_the_table_is_large_enough() -> None:
    assert len(_cases()) >= 300
    assert sum(case.remark.startswith(OPEN) for case in _cases()) <= 10
    told = " ".join(found for case in _cases() for found in case.found)
    assert not [stage for stage in get_args(Stage) if stage not in told]


@pytest.mark.parametrize("case", [case for case in _cases() if case.found], ids=lambda case: case.text[:70])
def test_every_value_is_quoted(case: Case) -> None:
    for agreement in _read(case.text, ALL):
        assert agreement.evidence
        quoted = [*agreement.evidence, *(e for stage in agreement.stages for e in stage.evidence)]
        assert all(case.text[e.start : e.end] == e.quote for e in quoted)
        assert agreement.purpose is None or agreement.purpose in case.text
        assert all(stage.evidence for stage in agreement.stages)
        assert (agreement.stage, agreement.stage_date) == (agreement.stages[-1].stage, agreement.stages[-1].date)


# -- whole reports -----------------------------------------------------------------------------------------------------


def _reports() -> list[dict[str, str]]:
    with REPORTS.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _report_readings() -> dict[str, list[Agreement]]:
    rows = _reports()
    documents = [
        from_text(row["text"].replace(" ¶ ", "\n\n"), published=row["published"], title=row["title"]) for row in rows
    ]
    scenes = [set_scene(parsed) for parsed in parse_many(documents)]
    found = [read_agreements(scene, find_meetings(scene)) for scene in scenes]
    return {row["text"]: agreements for row, agreements in zip(rows, found, strict=True)}


def _alternatives(stage: str) -> list[str]:
    """The stages a row allows; the second day of an interval belongs to the first (`signed@2025-01-23/2025-01-24`)."""
    told: list[str] = []
    for part in stage.split("/"):
        if part[:1].isdigit():
            told[-1] += f"/{part}"
        else:
            told.append(part)
    return told


def _is_told(agreement: Agreement, wanted: str) -> bool:
    kinds, parties, stages = wanted.rsplit(" ", 2)
    shown = [s.stage + (f"@{s.date.edtf}" if s.date else "") for s in agreement.stages]
    asked = stages.split(",")
    return (
        agreement.kind in kinds.split("/")
        and sorted(agreement.parties) == sorted(parties.split(","))
        and len(shown) == len(asked)
        and all(stage in _alternatives(one) for stage, one in zip(shown, asked, strict=True))
    )


@pytest.mark.parametrize("row", _reports(), ids=lambda row: f"{row['title'][:50]}: {row['remark']}")
def test_report(row: dict[str, str]) -> None:
    if row["remark"].startswith(OPEN):
        pytest.xfail("known, and counted below")
    free = list(_report_readings()[row["text"]])
    for wanted in [] if row["found"] == "-" else row["found"].split(" | "):
        hit = next((agreement for agreement in free if _is_told(agreement, wanted)), None)
        assert hit is not None, (wanted, [_shown(agreement) for agreement in free])
        free.remove(hit)
    assert not [_shown(agreement) for agreement in free]


def test_most_reports_are_read() -> None:
    rows = _reports()
    assert sum(row["remark"].startswith(OPEN) for row in rows) <= 44
    assert len(rows) >= 90


# -- the reference's own examples --------------------------------------------------------------------------------------


def _rows(*roles: str) -> list[StageWord]:
    return [row for role in roles for row in stage_words(role).values()]


EXAMPLES = tuple(example.text for role in STAGED for row in _rows(role) for example in row.examples)


@pytest.mark.parametrize("row", _rows(*STAGED), ids=lambda row: f"{row.role}: {row.word}")
def test_stage_word(row: StageWord) -> None:
    assert row.examples
    for example in row.examples:
        stages = {stage.stage for agreement in _read(example.text, EXAMPLES) for stage in agreement.stages}
        assert example.words in example.text
        assert (row.by_parliament or row.stage) in stages or row.stage in stages


ROLES_WITHOUT_STAGE = ("start", "continue", "finish", "halt", "factual", "through", "legislature", "member", "anaphor")
MARKING = tuple(example.text for role in ROLES_WITHOUT_STAGE for row in _rows(role) for example in row.examples)
IMPLIED = {"start": "negotiating", "continue": "negotiating", "finish": "agreed_in_principle", "halt": "suspended",
           "factual": "signed", "legislature": "ratified", "member": "signed", "anaphor": "signed"}  # fmt: skip


@pytest.mark.parametrize("row", _rows(*ROLES_WITHOUT_STAGE), ids=lambda row: f"{row.role}: {row.word}")
def test_word_that_places_a_stage(row: StageWord) -> None:
    for example in row.examples:
        stages = {stage.stage for agreement in _read(example.text, MARKING) for stage in agreement.stages}
        assert stages
        assert row.role not in IMPLIED or IMPLIED[row.role] in stages


@pytest.mark.parametrize("row", _rows("abstract act", "abstract topic"), ids=lambda row: f"{row.role}: {row.word}")
def test_abstract_agreement(row: StageWord) -> None:
    assert not _read(row.examples[0].text)


KIND_EXAMPLES = [(record, example) for record in agreement_kinds().values() for example in record.examples]
KIND_TEXTS = tuple(example.text for _, example in KIND_EXAMPLES)


# Abbreviations with other meanings are left alone where nothing is signed or negotiated.
ALONE = {"EPA", "BIT"}


@pytest.mark.parametrize(
    ("record", "example"), KIND_EXAMPLES, ids=[f"{record.kind}: {example.words}" for record, example in KIND_EXAMPLES]
)
def test_kind_of_name(record: AgreementKind, example: Example) -> None:
    text = example.text
    names = find_agreement_names(_scenes(KIND_TEXTS)[text].parsed)
    here = [
        name
        for name in names
        if text[name.start : name.end] in example.words or example.words in text[name.start : name.end]
    ]
    assert bool(here) == (example.words not in ALONE)
    assert not here or any(name.kind == told_kind(record.kind, name.form, name.titled) for name in here)


# -- the report's meeting ------------------------------------------------------------------------------------------------

DAY = Date(edtf="2025-06-10", start=dt.date(2025, 6, 10), end=dt.date(2025, 6, 10), said=None, precision="day")


def test_what_comes_out_of_the_meeting_is_of_its_day_and_parties() -> None:
    text = "A memorandum on rail freight was signed."
    (found,) = find_agreements(_scenes((text,))[text], DAY, ("KAZ", "MNG"))
    assert (found.parties, found.stage, found.stage_date) == (["KAZ", "MNG"], "signed", DAY)


def test_background_keeps_its_own_time() -> None:
    text = "Kazakhstan and Mongolia discussed the treaty that they had signed two years ago."
    found = find_agreements(_scenes((text,))[text], DAY, ("KAZ", "MNG"))
    assert all(agreement.stage_date != DAY for agreement in found)


@pytest.mark.parametrize(
    ("text", "name", "purpose"),
    [
        ("Ghana and Benin will consider concluding a bilateral reciprocal access agreement to allow their forces to train together.",
         "bilateral reciprocal access agreement", "to allow their forces to train together"),
        ("Ghana and Benin signed a new fisheries agreement that would let Benin's boats enter Ghana's waters.",
         "fisheries agreement", "let Benin's boats enter Ghana's waters"),
        ("Ghana and Benin signed a treaty lifting visa requirements.", "treaty", "lifting visa requirements"),
        ("Ghana and Benin signed a memorandum of understanding on solar power.", "memorandum of understanding on solar power", "solar power"),
        ("Ghana and Benin signed a trade agreement. The pact will scrap tariffs on cocoa.", "trade agreement", "scrap tariffs on cocoa"),
        ("Ghana suspended its participation in a water-sharing protocol with Benin. It will not return to the Volta Protocol.",
         "Volta Protocol", None),
    ],
)  # fmt: skip
def test_name_and_purpose(text: str, name: str, purpose: str | None) -> None:
    (found,) = _read(text)
    assert (found.name, found.purpose) == (name, purpose)
