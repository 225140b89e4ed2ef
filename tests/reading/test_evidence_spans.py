"""Every quote is the text it says it is, whatever the text."""

import json
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.errors import InputError
from communique.intake import from_text
from communique.reading.reader import read_documents
from communique.schema import Document, Evidence, Reading

ROOT = Path(__file__).parents[2]
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "articles").glob("*.txt"))]
# Every how many-eth release of the development data is read here; `benchmarks/read.py` reads them all.
EVERY = 12


def quotes(reading: Reading) -> Iterator[Evidence]:
    """Every piece of evidence in a reading, found in its JSON so that no field is forgotten."""

    def walk(value: object) -> Iterator[Evidence]:
        if isinstance(value, dict):
            if value.keys() == {"start", "end", "quote"}:
                yield Evidence.model_validate(value)
            else:
                for inner in value.values():
                    yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    yield from walk(json.loads(reading.model_dump_json()))


def check(document: Document) -> int:
    reading = next(read_documents([document]))
    found = list(quotes(reading))
    for evidence in found:
        assert document.text[evidence.start : evidence.end] == evidence.quote
    return len(found)


def test_samples() -> None:
    assert all(check(from_text(text)) > 10 for text in SAMPLES)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAMPLES), st.data())
def test_mutated_samples(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.text(max_size=12)) + text[at + data.draw(st.integers(0, 12)) :]
    try:
        document = from_text(text)
    except InputError:
        return
    check(document.model_copy(update={"language": "en"}))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=400))
def test_random_text(text: str) -> None:
    check(Document(id="x", source="text", text=text, language="en"))


def test_releases(data_folder: Path) -> None:
    lines = (data_folder / "state_releases_2021.jsonl").read_text(encoding="utf-8").splitlines()[::EVERY]
    for row in map(json.loads, lines):
        check(from_text(row["text"], published=row["published"]))
