"""Markdown to prose: marks removed, lines kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import InputError
from communique.intake import from_markdown

# markdown, text
PROSE = [
    ("The **ministers** met in *Oslo* on __Tuesday__.", "The ministers met in Oslo on Tuesday."),
    ('They met in [Oslo](https://a.example "t") and <https://b.example>.', "They met in Oslo and https://b.example."),
    ("Broken at a\nfixed **width\nof a** line.", "Broken at a\nfixed width\nof a line."),
    ("One.\n\nTwo.\n\n\\###", "One.\n\nTwo."),  # a release's end mark
    ("One.\n\n###\n", "One."),
    ("One.\n\n\\# \\# \\#", "One."),
    ("**<u>The strait</u>**\n\nIt was named.", "The strait\n\nIt was named."),
    ("## Regional issues\n\nThey met.", "Regional issues\n\nThey met."),  # a heading inside stays
    ("They agreed:\n\n- To open\n- To *close*", "They agreed:\n\n- To open\n- To close"),
    ("They agreed:\n\n3.  To open\n    the ports\n4.  To close", "They agreed:\n\n3. To open\nthe ports\n4. To close"),
    ("> Quoted words.\n> More.", "Quoted words.\nMore."),
    ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
    ("One\\* and 2 \\* 3 and snake_case_name.", "One* and 2 * 3 and snake_case_name."),
    ("One ![a picture](x.png) here.", "One  here."),
    ("Line one<br>line two.", "Line one\nline two."),
    ("AT&amp;T &mdash; x.", "AT&T — x."),
    ("<div><p>Block of HTML here.</p></div>\n\nAfter.", "Block of HTML here.\n\nAfter."),
    ("    indented words\n\nAfter.", "indented words\n\nAfter."),
    ("One.\r\n\r\nTwo.", "One.\n\nTwo."),
]


@pytest.mark.parametrize(("markdown", "text"), PROSE)
def test_prose(markdown: str, text: str) -> None:
    assert from_markdown(markdown).text == text


def test_first_heading_is_the_title() -> None:
    read = from_markdown("# Harbour *States* Open Talks\n\nThey met in Oslo.\n\n# Annex\n\nNothing.")
    assert (read.title, read.text) == ("Harbour States Open Talks", "They met in Oslo.\n\nAnnex\n\nNothing.")


def test_front_matter() -> None:
    read = from_markdown(
        '---\ntitle: "Harbour States Open Talks"\ndate: 2031-05-03\nauthor: Ada Quill\nlink: https://h.example/1\n---\n\nThey met in Oslo.'
    )
    assert (read.title, read.published, read.byline) == ("Harbour States Open Talks", "2031-05-03", "Ada Quill")
    assert (read.source, read.text) == ("https://h.example/1", "They met in Oslo.")


def test_rule_at_the_top_is_no_front_matter() -> None:
    assert from_markdown("---\n\nThey met in Oslo.\n\n---\n\nAgain.").text == "They met in Oslo.\n\nAgain."


def test_lists_of_the_page_keep_their_addresses() -> None:
    read = from_markdown(
        "They met in Oslo.\n\n## Most Read\n\n1. [Ferry to the Isles](https://h.example/1)\n2. [Envoy Named Today](/2)\n"
    )
    assert read.text == "They met in Oslo."
    assert [(item.rank, item.title, item.url) for item in read.page_lists[0].items] == [
        (1, "Ferry to the Isles", "https://h.example/1"),
        (2, "Envoy Named Today", "/2"),
    ]


def test_more_marks_than_prose_has_are_left() -> None:
    text = "![" * 30_000
    assert from_markdown(text).text == text


@settings(max_examples=150, deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from(["# ", "- ", "> ", "**", "[a](b)", "\n", "\n\n", "`", "1. ", "---", "words "])).map(
        "".join
    )
)
def test_any_markdown_reads_or_says_why(text: str) -> None:
    try:
        read = from_markdown(text)
    except InputError:
        return
    assert "\r" not in read.text
    assert read.text.strip()
