"""`communique.read` and the package's public names."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import communique
import communique.schema
from communique.api import read_all
from communique.errors import BadSetting, InputError, UnreadableInput
from communique.intake import from_text
from communique.schema import Reading
from tests.conftest import ARTICLES, ROOT, said

TEXT = "The foreign ministers of Norway and Kenya met in Oslo on Tuesday and signed a fisheries agreement."


def test_public_names_are_read_and_the_schema() -> None:
    assert communique.__all__ == sorted([*communique.schema.__all__, "Relation", "open_record", "read", "relations"])
    assert all(getattr(communique, name) is getattr(communique.schema, name) for name in communique.schema.__all__)
    assert set(communique.__all__) <= set(dir(communique))


def test_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'open_reccord': it has About, .*, read"):
        communique.open_reccord  # noqa: B018


def test_import_loads_nothing() -> None:
    code = "import sys, communique; sys.exit(len([m for m in sys.modules if m.startswith(('communique.', 'pydantic', 'spacy'))]))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60).returncode == 0


def test_text_with_date_title_and_address() -> None:
    reading = communique.read(TEXT, published="2023-05-11", title="Oslo talks", url="https://example.org/oslo")
    document = reading.document
    assert (document.title, document.published, document.source) == (
        "Oslo talks",
        "2023-05-11",
        "https://example.org/oslo",
    )
    assert reading.meetings[0].date is not None
    assert reading.meetings[0].date.edtf == "2023-05-09"


def test_date_object_is_a_date() -> None:
    assert communique.read(TEXT, published=date(2023, 5, 11)) == communique.read(TEXT, published="2023-05-11")


@pytest.mark.parametrize("kind", [Path, str])
def test_path_is_read_as_the_file(kind: type) -> None:
    reading = communique.read(kind(ARTICLES[0]))
    assert reading.document.source == str(ARTICLES[0])
    assert reading.document.title


def test_what_is_said_of_a_file_goes_before_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "oslo.txt"
    path.write_text(f"OSLO, May 2, 2023 (NTB) - {TEXT}", encoding="utf-8")
    found, told = (
        communique.read(path),
        communique.read(path, published="2023-05-11", title="Told", url="https://example.org/oslo"),
    )
    assert (found.document.published, told.document.published) == ("2023-05-02", "2023-05-11")
    assert (told.document.title, told.document.source) == ("Told", "https://example.org/oslo")
    assert found.document.id != told.document.id
    assert [reading.meetings[0].date.edtf for reading in (found, told) if reading.meetings[0].date] == [
        "2023-05-02",
        "2023-05-09",
    ]


REFUSED = [
    ("", "is empty", "no text"),
    (" \n ", "is empty", "white space"),
    ("missing.txt", "is not there", "meant as a path"),
    ("https://example.org/a", "is an address", "an address is not fetched from Python"),
    (Path("corpus"), "is a folder", "a folder"),
    (Path("-"), "is not there", "a path called - is no standard input"),
]


@pytest.mark.parametrize(("given_", "reason", "_why"), REFUSED)
def test_refused(given_: str | Path, reason: str, _why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(InputError, match=reason):
        communique.read(given_)


def test_file_of_several_documents_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text('{"text": "One was here."}\n{"text": "Two were here."}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="holds several documents: `communique read` reads them all"):
        communique.read(path)


def test_other_language_has_empty_lists() -> None:
    reading = communique.read(
        "Le ministre des affaires étrangères a rencontré hier à Paris son homologue japonais pour parler de la défense."
    )
    assert reading.document.language == "fr"
    assert not said(reading)


def test_bad_setting_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.settings import settings as in_force

    monkeypatch.setenv("COMMUNIQUE_FETCH_SECONDS", "-1")
    with pytest.raises(BadSetting, match="COMMUNIQUE_FETCH_SECONDS=-1: Input should be greater than 0"):
        in_force.__wrapped__()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        reading = communique.read(text)
    except InputError:
        return
    for actor in reading.actors:
        assert all(reading.document.text[m.start : m.end] == m.quote for m in actor.mentions)


def test_a_fault_of_ours_in_one_document_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.reading import reader

    def broken(parsed: reader.Parsed) -> Reading:
        if "Oslo" in parsed.document.text:
            raise RuntimeError("broken")
        return whole(parsed)

    whole = reader.read_parsed
    monkeypatch.setattr(reader, "read_parsed", broken)
    refused: list[InputError] = []
    texts = [
        from_text(f"The envoys of Chile and Peru met in {city} on Monday.", source=city) for city in ("Oslo", "Lima")
    ]
    readings = list(read_all(texts, refused.append))
    assert [reading.document.source for reading in readings] == ["Lima"]
    assert [str(error) for error in refused] == [
        "Oslo: could not be read for a fault of ours (RuntimeError): please report it"
    ]
