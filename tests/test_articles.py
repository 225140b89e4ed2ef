"""Our sample articles read as they are annotated; the newspaper page the project began with reads as it must."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from communique.intake import read_source
from communique.reading.reader import read_documents
from communique.schema import Document, Reading
from communique.training.articles import KINDS, Finding, Tally, annotated, compare

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "corpus" / "articles"
FLOORS: dict[str, Any] = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))
SEED = ROOT.parent / "shared" / "seed"


def read_file(path: Path) -> Reading:
    (document,) = list(read_source(str(path)))
    assert isinstance(document, Document), document
    return next(read_documents([document]))


@lru_cache(maxsize=1)
def results() -> tuple[dict[str, list[Finding]], dict[str, Tally]]:
    """Findings by article and counts over all of them."""
    tallies = {kind: Tally() for kind in KINDS}
    return {path.stem: compare(read_file(path), wanted, tallies) for path, wanted in annotated(ARTICLES)}, tallies


def test_there_are_at_least_twelve_articles_on_twenty_states() -> None:
    pairs = annotated(ARTICLES)
    states = {a["id"] for _, wanted in pairs for a in wanted["actors"] if a.get("kind") == "state"}
    assert len(pairs) >= 12
    assert len(states) >= 20


@pytest.mark.parametrize("name", FLOORS["articles"]["without_a_difference"])
def test_article_reads_as_annotated(name: str) -> None:
    assert results()[0][name] == []


@pytest.mark.parametrize("kind", KINDS)
def test_scores_over_all_articles_hold_their_floors(kind: str) -> None:
    tally, floor = results()[1][kind], FLOORS["articles"][kind]
    assert tally.recall >= floor["recall"]
    assert tally.precision >= floor["precision"]


@pytest.mark.parametrize("kind", ["document", "absent"])
def test_pages_are_taken_in_with_no_more_differences_than_known(kind: str) -> None:
    """Heads and page lists are read as annotated, and what stands beside the report is not read as the report."""
    found = [name for name, findings in results()[0].items() if any(f.kind == kind for f in findings)]
    assert len(found) <= FLOORS["articles"]["differing"][kind], found


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not beside the checkout")
def test_the_seed_says_everything_it_must() -> None:
    reading = read_file(next(SEED.glob("*.txt")))
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    missing = [finding for finding in compare(reading, expected) if not finding.problem.startswith("unasked")]
    assert missing == []
