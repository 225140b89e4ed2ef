"""The seed, and the public releases the project develops against, where they are at hand."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.errors import InputError
from communique.intake import __all__ as public
from communique.intake import from_html, from_text, read_source
from communique.schema import Document

DATA = Path(os.environ.get("COMMUNIQUE_DATA", "../shared/data"))
SEED = DATA.parent / "seed" / "000_716a225de7aea00c.txt"


def data(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not there: set COMMUNIQUE_DATA")
    return path


def rows(name: str) -> Iterator[dict[str, Any]]:
    with data(name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def test_seed() -> None:
    if not SEED.exists():
        pytest.skip(f"{SEED} is not there")
    expected = json.loads((SEED.parent / "expected.json").read_text(encoding="utf-8"))["document"]
    (read,) = read_source(str(SEED))
    assert isinstance(read, Document)
    lists = [
        {
            "kind": one.kind,
            "name": one.name,
            "items": len(one.items),
            "first": one.items[0].title,
            "last": one.items[-1].title,
        }
        for one in read.page_lists
    ]
    assert lists == expected.pop("page_lists")
    assert {name: getattr(read, name) for name in expected} == expected
    assert read.text.startswith("TOKYO (Jiji Press) — ")
    assert read.text.count("\n") == 5


# The seed's shape in other words: outlet's list names, agency, order of the time line.
SHAPES = [
    (
        "14:05 GMT, 2 October 2031",
        "OSLO (NTB) — ",
        '"World" POPULAR ARTICLE',
        "HW ACCESS RANKING",
        "World",
        "2031-10-02T14:05:00+00:00",
        "Oslo",
    ),
    (
        "Updated 3:20 p.m. EDT, June 3, 2031",
        "PORT MORESBY, June 3 (Harbour Wire) -- ",
        "Most Popular",
        "MOST READ",
        None,
        "2031-06-03",
        "Port Moresby",
    ),
    ("2031-06-14T10:00Z", "SUVA, Fiji (PINA) - ", "Trending", "Top 5", None, "2031-06-14T10:00:00+00:00", "Suva"),
]


@pytest.mark.parametrize(("time_line", "opening", "first", "second", "section", "published", "place"), SHAPES)
def test_same_shape(
    time_line: str, opening: str, first: str, second: str, section: str | None, published: str | None, place: str
) -> None:
    body = [
        f"{opening}The harbour states have agreed to hasten talks on port visits.",
        "It was the fourth ferry-and-trade meeting between the two and the first since March last year.",
        "In a joint statement the ministers said there is no change in their stances on the strait.",
    ]
    items = ["2031 POLLS: Harbour Party Likely to Win", "Ferry to the Isles: Free to Ride!", "Envoy Named (Update 1)"]
    popular = [line for item in items for line in ("-", item)]
    ranking = [f"- {item}" for item in items]
    read = from_text(
        "\n".join(["Harbour States Agree to Hasten Talks", time_line, *body, first, *popular, second, *ranking])
    )
    assert (read.title, read.section, read.published) == ("Harbour States Agree to Hasten Talks", section, published)
    assert read.dateline_place == place
    assert read.agency
    assert read.text == "\n".join(body)
    assert [(one.name, [item.title for item in one.items]) for one in read.page_lists] == [
        (first, items),
        (second, items),
    ]


@pytest.mark.parametrize(
    ("name", "documents"),
    [("state_releases_2021.jsonl", 586), ("white_house_2021.jsonl", 357), ("white_house_domestic.jsonl", 300),
     ("swedish_statements.jsonl", 90), ("state_feed.rss.xml", 10)],
)  # fmt: skip
def test_all_come_through(name: str, documents: int) -> None:
    found = list(read_source(str(data(name))))
    assert [str(one) for one in found if isinstance(one, InputError)] == []
    assert len(found) == documents


def test_languages_are_told_apart() -> None:
    found = Counter((row["lang"], from_text(row["text"]).language) for row in rows("swedish_statements.jsonl"))
    assert found == {("sv", "sv"): 75, ("en", "en"): 14, ("mixed", "mul"): 1}


def test_releases_are_english_and_have_no_lists() -> None:
    for name in ("state_releases_2021.jsonl", "white_house_2021.jsonl"):
        for row in rows(name):
            read = from_text(row["text"], title=row["title"], published=row["published"])
            assert (read.language, read.page_lists) == ("en", [])


def test_fragments_lose_no_prose() -> None:
    """Every word of the plain text, but for the line that says whose office issued it, which is the byline."""
    for row in rows("state_releases_2021.jsonl"):
        read = from_html(row["html"], title=row["title"])
        said = Counter(re.findall(r"\w+", row["text"])) - Counter(
            re.findall(r"\w+", f"{read.text} {read.byline or ''}")
        )
        assert not said, row["title"]


def test_intake_is_quick() -> None:
    texts = [row["text"] for row in rows("state_releases_2021.jsonl")]
    from_text(texts[0])
    start = time.perf_counter()
    for text in texts:
        from_text(text)
    assert (time.perf_counter() - start) * 1000 / (sum(map(len, texts)) / 1024) < 1.0


def test_import_is_light() -> None:
    heavy = "{'trafilatura', 'htmldate', 'httpx', 'httpcore', 'py3langid', 'numpy', 'lxml', 'markdown_it', 'charset_normalizer'}"
    code = f"import sys, communique.intake; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_public_names() -> None:
    assert public == ["from_html", "from_markdown", "from_row", "from_text", "read_source"]
