"""Names of newspapers are told by their nouns."""

import pytest

from communique.reference.papers import is_paper


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("The Harare Observer", True),
        ("Gulf Coast Times", True),
        ("Evening Star of Apia", True),
        ("Suva Post-Gazette", True),
        ("Fiji", False),
        ("the foreign ministry", False),
        ("Ministry of Foreign Affairs", False),
        ("Minister denies the news", False),
    ],
)
def test_a_paper_by_its_noun(name: str, paper: bool) -> None:
    assert is_paper(name) is paper
