"""Ranked and related lists of a page, in text that has lost its markup: never in the report, never taken out of one."""

import pytest

from communique.intake import from_text
from communique.intake.headings import heading, inline

LEDE = (
    "OSLO (NTB) — The foreign ministers of the two countries agreed on Tuesday to open talks on a pact on port visits."
)
NEXT = "Officials will meet in the autumn to settle what remains."
ITEMS = [
    "2031 POLLS: Harbour Party Likely to Win",
    "Ferry to the Isles: Free to Ride!",
    "Envoy Named for the Strait (Update 1)",
]
BARE = ["- " + item for item in ITEMS]

# heading, kind, whether its items are ranked
HEADINGS = [
    ('"Politics" POPULAR ARTICLE', "popular", True),
    ("“World” Popular Articles", "popular", True),
    ("Most Popular", "popular", True),
    ("Popular in World", "popular", True),
    ("Trending", "popular", True),
    ("Trending now:", "popular", True),
    ("JN ACCESS RANKING", "ranking", True),
    ("MOST READ", "ranking", True),
    ("Most viewed this week", "ranking", True),
    ("Top 5", "ranking", True),
    ("TOP STORIES", "ranking", True),
    ("Related Articles", "related", False),
    ("Related stories", "related", False),
    ("Read more", "related", False),
    ("Also read:", "related", False),
    ("Recommended", "related", False),
    ("Recommended for you", "related", False),
    ("You may also like", "related", False),
    ("More from Asia", "related", False),
    ("Editor’s Picks", "related", False),
]


@pytest.mark.parametrize(("name", "kind", "ranked"), HEADINGS)
@pytest.mark.parametrize("style", ["- {}", "-\n{}", "• {}", "*\n{}", "{n}. {}", "{n}\n{}", "{n}) {}"])
def test_marked_list(name: str, kind: str, ranked: bool, style: str) -> None:
    lines = [style.format(item, n=number) for number, item in enumerate(ITEMS, 1)]
    read = from_text("\n".join([LEDE, NEXT, name, *lines]))
    assert read.text == f"{LEDE}\n{NEXT}"
    (found,) = read.page_lists
    assert (found.name, found.kind) == (name.rstrip(":"), kind)
    assert [(item.rank, item.title) for item in found.items] == [
        (number if ranked else None, item) for number, item in enumerate(ITEMS, 1)
    ]


# a page's lines, names of its lists with the number of their items, what is left
PAGES = [
    ([LEDE, NEXT, "MOST READ", *ITEMS], {"MOST READ": 3}, [LEDE, NEXT]),  # bare titles
    ([LEDE, "Related Articles", *BARE, NEXT], {"Related Articles": 3}, [LEDE, NEXT]),  # the report goes on after it
    ([LEDE, "Related Articles", *ITEMS, "", NEXT], {"Related Articles": 3}, [LEDE, "", NEXT]),
    ([LEDE, "Read more: Envoy Named for the Strait", NEXT], {"Read more": 1}, [LEDE, NEXT]),  # on one line
    ([LEDE, "ALSO READ | Envoy Named for the Strait", NEXT], {"ALSO READ": 1}, [LEDE, NEXT]),
    (
        [LEDE, "", "MOST READ", "", "-", "", ITEMS[0], "", "-", "", ITEMS[1], "", NEXT],
        {"MOST READ": 2},
        [LEDE, "", NEXT],
    ),
    (
        [LEDE, "MOST READ", "1.", ITEMS[0], "3 May 2021", "2.", ITEMS[1], "4 May 2021"],
        {"MOST READ": 2},
        [LEDE],
    ),  # dated items
    (
        [LEDE, '"World" POPULAR ARTICLE', *BARE, "HW ACCESS RANKING", *BARE],
        {'"World" POPULAR ARTICLE': 3, "HW ACCESS RANKING": 3},
        [LEDE],
    ),
    (
        [LEDE, "Most Popular", *ITEMS, "Related stories", *BARE],
        {"Most Popular": 3, "Related stories": 3},
        [LEDE],
    ),  # one ends the other
    (
        ["Trending", *BARE, "", "Harbour States Open Talks", "3 May 2021", LEDE],
        {"Trending": 3},
        [LEDE],
    ),  # before the report
    ([LEDE, "Related Articles", "- Minister visits the isles", "© 2031 Harbour Wire"], {"Related Articles": 1}, [LEDE]),
]


@pytest.mark.parametrize(("lines", "lists", "left"), PAGES)
def test_page(lines: list[str], lists: dict[str, int], left: list[str]) -> None:
    read = from_text("\n".join(lines))
    assert {found.name: len(found.items) for found in read.page_lists} == lists
    assert read.text.split("\n") == left


# lines of a report that look a little like lists: all must stay
REPORTS = [
    ["Related to the pact, the ministers named an envoy."],
    ["Recommended", "- that both states ratify the pact;", "- that an envoy be named."],
    ["Recommended", "- Ratify the pact", "- Name an envoy"],  # a release's short points under a weak heading
    [
        "Highlights",
        "- Ports will open in June for visits of both navies",
        "- An envoy will be named for the strait next year",
    ],
    ["Related links between trade and security were named in the text."],
    ["More on Ukraine", "The ministers spoke of it at length.", NEXT],
    ["Top 5", "percent of the ports are open, the minister said."],
    ["Regional issues", "- The strait", "- The isles"],
    ["The ministers decided on:", "1. Opening the ports", "2. Naming an envoy"],
    ["Latest developments", "The two sides met again in Bergen."],
    [
        "Related links",
        "The ministers of the two countries agreed on Tuesday to",
        "speed talks on a pact.",
    ],  # wrapped prose
    ["The minister said: read more history."],
]


@pytest.mark.parametrize("lines", REPORTS)
def test_report_stays(lines: list[str]) -> None:
    text = "\n".join([LEDE, *lines, NEXT])
    read = from_text(text)
    assert (read.text, read.page_lists) == (text, [])


def test_section_of_popular_heading() -> None:
    assert from_text("\n".join([LEDE, '"Politics" POPULAR ARTICLE', *BARE])).section == "Politics"


NO_HEADINGS = [
    *(
        "Regional issues",
        "Related to the talks",
        "Recommendations",
        "More must be done",
        "Top leaders",
        "Popular support",
    ),
    *(
        "Related agreements",
        "Next steps",
        "Ranking members",
        "Read the statement",
        "The most popular minister met them.",
    ),
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_no_heading(line: str) -> None:
    assert heading(line) is None


def test_inline_needs_a_mark() -> None:
    assert inline("Related to the talks, the ministers met") is None
    assert inline("Related: Envoy named for the strait") == ("Related", "Envoy named for the strait")
