"""The record's commands as a person and a program use them."""

import csv
import io
import json
from pathlib import Path

import pytest

import communique
from communique.adding import items_of, readings_in
from communique.errors import InputError
from communique.record import Record
from communique.schema import Document
from tests.conftest import ARTICLES, Run, widest
from tests.record.made import meeting, person, reading
from tests.record.test_contract import announced_and_held, many

WIDEST = 80
ASKING = [
    "meetings",
    "agreements",
    "positions",
    "events",
    "search Norway",
    "show NOR-PER",
    "series",
    "monthly NOR-PER",
    "pairs",
]


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with a few things in it, which the setting points to."""
    from communique.settings import settings

    path = tmp_path / "record.db"
    with Record(path) as record:
        many(record)
        announced_and_held(record)
    monkeypatch.setenv("COMMUNIQUE_RECORD", str(path))
    settings.cache_clear()
    return path


@pytest.fixture(autouse=True)
def _settings_as_they_were() -> object:
    from communique.settings import settings

    yield
    settings.cache_clear()


@pytest.mark.parametrize("command", ASKING)
def test_every_question_answers_for_people_and_for_programs(run: Run, filled: Path, command: str) -> None:
    words = command.split()
    told = run(*words)
    assert (told.code, "Traceback" in told.err) == (0, False)
    assert told.out.strip()
    assert widest(told.out.splitlines()) <= WIDEST
    for line in run(*words, "--json").out.splitlines():
        assert json.loads(line)
    table = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    assert table or command == "series"


def test_lists_are_narrowed_by_options(run: Run, filled: Path) -> None:
    found = [
        json.loads(line)
        for line in run("events", "NOR-PER", "--since", "2023-03", "--status", "actual", "--json").out.splitlines()
    ]
    assert [item["day"] for item in found] == ["2023-03-03"]
    assert len(run("meetings", "--limit", "2", "--json").out.splitlines()) == 2
    cursor = run("meetings", "--limit", "2").err.split()[-1]
    assert run("meetings", "--cursor", cursor, "--limit", "2").out.strip()
    assert "Nothing in the record" in run("meetings", "JPN-NOR").out


def test_why_and_review(run: Run, filled: Path) -> None:
    identifier = next(
        item["id"]
        for item in map(json.loads, run("meetings", "JPN-FRA", "--json").out.splitlines())
        if len(item["documents"]) > 2
    )
    told = run("why", identifier)
    assert "points" in told.out
    assert "official source before press" in told.out
    decided = run("review", identifier, "place", "correct", "Tokyo", "--who", "Ada", "--why", "the readout")
    assert (decided.code, "Tokyo" in decided.out) == (0, True)
    assert "Ada" in run("review").out
    assert json.loads(run("review", identifier, "--json").out)["value"] == {"name": "Tokyo"}
    assert run("relink").out.endswith("documents linked anew\n")
    assert json.loads(run("why", identifier, "--json").out)["item"]["values"]["place"]["shown"] == {"name": "Tokyo"}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("events --since May", "is not a day, month or year"),
        ("events --type DANCE", "no type 'DANCE': there are ACCUSE"),
        ("agreements --stage inked", "there are proposed"),
        ("show JPN", "write them as JPN-FRA"),
        ("why m-nothing", "there is no item"),
        ("review m-nothing place", "needs a verdict"),
        ("meetings --record mysql://x/y", "a record is sqlite"),
        ("search *", "no word to look for"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run: Run, filled: Path, command: str, said: str) -> None:
    told = run(*command.split())
    assert told.code == 1
    assert len(told.err.splitlines()) == 1
    assert said in told.err


def test_adding_reads_files_folders_and_says_what_was_set_aside(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "one.txt").write_bytes(ARTICLES[0].read_bytes())
    (folder / "empty.txt").write_text("")
    (folder / ".hidden.txt").write_text("no")
    (folder / "svenska.txt").write_text(
        "Utrikesministern träffade i dag sin norska kollega i Oslo för att tala om samarbetet mellan länderna. "
        "De båda ministrarna var eniga om att fördjupa samarbetet och att träffas igen efter sommaren i Stockholm."
    )
    where = tmp_path / "record.db"
    told = run("add", folder, "--record", where)
    assert told.code == 1
    assert told.out.startswith("1 added, 0 already known, 2 set aside")
    assert "empty.txt: is empty" in told.err
    assert run("add", folder / "deep", "--record", where).out == "0 added, 1 already known, 0 set aside\n"
    assert "is in Swedish (sv)" in run("set-aside", "--record", where).out
    assert [json.loads(line)["kind"] for line in run("set-aside", "--record", where, "--json").out.splitlines()] == [
        "UnreadableInput"
    ] * 2


def test_several_processes_make_the_same_record(run: Run, tmp_path: Path) -> None:
    for jobs in (1, 2):
        assert run("add", *ARTICLES[:3], "--record", tmp_path / f"{jobs}.db", "--jobs", jobs).code == 0
    assert len({run("events", "--json", "--record", tmp_path / f"{jobs}.db").out for jobs in (1, 2)}) == 1


def test_readings_are_added_as_they_are(run: Run, tmp_path: Path) -> None:
    given = tmp_path / "readings.jsonl"
    given.write_text(f"{reading(meeting('JPN FRA', '2023-05-09')).model_dump_json()}\n\nnonsense\n", encoding="utf-8")
    told = run("add", "--readings", given, "--record", tmp_path / "record.db")
    assert (told.code, told.out.split(" (")[0]) == (1, "1 added, 0 already known, 1 set aside")
    assert "line 3: is not a reading" in told.err


def test_rereading_shows_what_changes_before_it_replaces(run: Run, tmp_path: Path) -> None:
    where = tmp_path / "record.db"
    with communique.open_record(where) as record:
        record.add(ARTICLES[0])
        document = next(iter(items_of([ARTICLES[0]])))
        assert isinstance(document, Document)
        kept = record.reading(document.id)
        assert kept is not None
        poorer = kept.model_copy(update={"meetings": [], "events": kept.events[:1]})
        record._replace([poorer])
    told = run("reread", "--record", where)
    assert "  + event" in told.out
    assert "--apply replaces" in told.out
    assert run("events", "--record", where, "--json").out.count("\n") == 1
    assert run("reread", "--record", where, "--apply").code == 0
    assert run("reread", "--record", where).out == "0 documents read otherwise\n"
    assert run("events", "--record", where, "--json").out.count("\n") > 1


def test_a_file_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    (found,) = readings_in(str(tmp_path / "nothing.jsonl"))
    assert isinstance(found, InputError)


def test_a_cell_is_no_formula(run: Run, tmp_path: Path) -> None:
    where = tmp_path / "record.db"
    with Record(where) as record:
        record.add(reading(meeting("JPN FRA", "2023-05-09", attendees=[person("=cmd()", "JPN")], series="=1+1")))
    (row,) = csv.DictReader(io.StringIO(run("meetings", "--csv", "--record", where).out))
    assert row["series"] == "'=1+1"


def test_opening_a_record_loads_no_language_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    code = "import sys, communique; communique.open_record(sys.argv[1]).close(); print('spacy' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "r.db")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\n"
