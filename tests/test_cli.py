"""The command line as a person and a program use it, on our articles and on what cannot be read."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from communique.cli import FEW
from communique.outlets.terminal import WIDEST
from communique.schema import Reading
from communique.schema.contract import json_schema
from tests.conftest import ARTICLES, ROOT, Run, said, widest

SWEDISH = """Utrikesministern träffade i dag sin norska kollega i Oslo för att tala om samarbetet mellan länderna.
De båda ministrarna var eniga om att fördjupa samarbetet och att träffas igen efter sommaren i Stockholm."""
ONE = ARTICLES[0]


# -- for programs ----------------------------------------------------------------------------------------------------------


def test_json_is_one_reading_a_line_in_the_order_of_the_inputs(run: Run, article_readings: dict[str, Reading]) -> None:
    ran = run("read", *ARTICLES, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [reading.document.id for reading in ran.readings] == [r.document.id for r in article_readings.values()]


def test_every_quote_printed_stands_in_the_text_printed(run: Run) -> None:
    for reading in run("read", *ARTICLES, "--json").readings:
        text = reading.document.text
        for found in _evidence(reading.model_dump()):
            assert text[found["start"] : found["end"]] == found["quote"]


def _evidence(value: object) -> list[dict]:  # type: ignore[type-arg]
    if isinstance(value, list):
        return [found for item in value for found in _evidence(item)]
    if not isinstance(value, dict):
        return []
    here = [value] if value.keys() == {"start", "end", "quote"} else []
    return here + [found for item in value.values() for found in _evidence(item)]


def test_json_line_has_no_character_that_splits_lines_or_drives_a_terminal(run: Run, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(
        "France\x1b]0;owned\x07 and Japan\x9b31m held talks \u202ein Paris\x0b on Tuesday.\n" * 3, encoding="utf-8"
    )
    ran = run("read", "--json", hostile)
    assert len(ran.out.splitlines()) == 1
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(ran.out)
    assert "France\x1b]0;owned\x07" in ran.readings[0].document.text


def test_schema_is_that_of_the_models(run: Run) -> None:
    ran = run("schema")
    assert json.loads(ran.out) == json_schema()


# -- for people ------------------------------------------------------------------------------------------------------------


def test_summary_fits_and_quotes(run: Run, article_readings: dict[str, Reading]) -> None:
    ran = run("read", *ARTICLES)
    assert ran.code == 0
    assert widest(ran.out.splitlines()) <= WIDEST
    assert "\x1b" not in ran.out
    for reading in article_readings.values():
        assert (reading.document.title or "")[:40] in ran.out


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("communique ")


def test_doctor_finds_all_well(run: Run) -> None:
    ran = run("doctor")
    assert ran.code == 0, ran.out
    assert "language model" in ran.out
    assert "COMMUNIQUE_MAX_BYTES" in ran.out
    assert ran.out.endswith("All is well.\n")


def test_doctor_names_what_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.reading.sentences.MODEL_PACKAGE", "no_such_model")
    monkeypatch.setattr("communique.reading.sentences.language_model", _uncached_model())
    ran = run("doctor")
    assert ran.code == 1
    assert "pip install no-such-model" in ran.out


def _uncached_model() -> object:
    from communique.reading.sentences import language_model

    return language_model.__wrapped__


# -- what is said beside the input -----------------------------------------------------------------------------------------


def test_standard_input_with_date_and_title(run: Run) -> None:
    text = b"The foreign ministers of Norway and Kenya met in Oslo on Tuesday and signed a fisheries agreement."
    (reading,) = run("read", "-", "--json", "--published", "2023-05-11", "--title", "Oslo talks", stdin=text).readings
    assert (reading.document.source, reading.document.title) == ("-", "Oslo talks")
    assert [meeting.date and meeting.date.edtf for meeting in reading.meetings] == ["2023-05-09"]


BAD_USES = [
    (["read", ONE, ONE, "--title", "X"], 2, "single input"),
    (["read", ONE, "--published", "soon"], 1, "is not a date"),
    (["read"], 2, "Missing argument"),
    (["reed"], 2, "No such command"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), BAD_USES)
def test_bad_use_is_said(run: Run, arguments: list[str], code: int, said: str) -> None:
    ran = run(*arguments)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


# -- what cannot be read ---------------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_one_line_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    bad = [tmp_path / "empty.txt", tmp_path / "missing.txt", tmp_path, tmp_path / "picture.png", "ftp://example.org/x"]
    ran = run("read", "--json", bad[0], ONE, *bad[1:])
    assert ran.code == 1
    assert len(ran.readings) == 1
    lines = ran.err.splitlines()
    assert [line.startswith(f"communique: {source}: ") for line, source in zip(lines, bad, strict=True)] == [
        True
    ] * len(bad)


def test_another_language_is_printed_and_counts_as_not_read(run: Run) -> None:
    ran = run("read", "--json", "-", stdin=SWEDISH.encode())
    assert ran.code == 1
    assert ran.err == "communique: -: is in Swedish (sv): only English is read\n"
    (reading,) = ran.readings
    assert reading.document.language == "sv"
    assert not said(reading)


def test_names_of_files_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    ran = run("read", tmp_path / "a\x1b[31m\nb.txt")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err


def test_file_whose_name_is_no_text_is_read(run: Run, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text("Norway and Kenya signed a fisheries agreement in Oslo.", encoding="utf-8")
    (reading,) = run("read", "--json", path).readings
    assert reading.document.source.endswith("/?.txt")


def test_no_standard_input_is_nothing_to_read(run: Run) -> None:
    assert run("read", "-").err == "communique: -: is empty: there is nothing to read\n"


def test_bad_setting_is_one_line() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "communique", "read", str(ONE)], capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COMMUNIQUE_MAX_BYTES": "many"},
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.startswith("communique: COMMUNIQUE_MAX_BYTES=many: ")
    assert len(ran.stderr.splitlines()) == 1


# -- the process -----------------------------------------------------------------------------------------------------------


def test_help_imports_nothing_heavy() -> None:
    heavy = "{'spacy', 'numpy', 'pydantic', 'trafilatura', 'lxml', 'httpx'}"
    code = f"import sys, communique, communique.cli; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr


def test_a_reader_that_closes_the_pipe_ends_the_run_quietly() -> None:
    articles = " ".join(f"'{path}'" for path in ARTICLES)
    script = f"'{sys.executable}' -m communique read --json {articles} | head -c 10"
    ran = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.stderr == ""
    assert ran.stdout == '{"document'


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "communique", "read", "--json", str(ONE)], env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (1, "communique: cannot write: No space left on device\n")


def test_an_interrupt_is_exit_code_130_and_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "communique", "read", "-"], env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        time.sleep(3)
        process.send_signal(2)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err


def test_progress_shows_only_in_a_terminal(run: Run) -> None:
    ran = run("read", "--json", *ARTICLES[: FEW + 1])
    assert ran.err == ""
