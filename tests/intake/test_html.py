"""Pages and fragments of HTML: main text, metadata, lists with addresses, limits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import InputError, InputTooLarge, UnreadableInput
from communique.intake import from_html

PARAGRAPHS = [
    "OSLO (NTB) — The foreign ministers of the two countries agreed on Tuesday to open talks on a pact on port visits.",
    "They will consider an accord on the exchange of officers, the first of its kind between the two harbour states.",
    "Thanks.",
    "Officials will meet in the autumn to settle what remains, the ministry said in a statement after the talks.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ITEMS = ["Ferry to the Isles: Free to Ride!", "Envoy Named for the Strait", "Harbour Party Likely to Win Polls"]
LINKS = "".join(f'<li><a href="/news/{number}?a=b">{item}</a></li>' for number, item in enumerate(ITEMS))
HEAD = """<meta charset="utf-8"><title>Harbour States Open Talks - Harbour Wire</title>
<meta property="og:title" content="Harbour States Open Talks"><meta property="og:site_name" content="Harbour Wire">
<meta property="article:section" content="Politics"><meta name="author" content="Ada Quill">
<meta property="article:published_time" content="2031-05-03T10:51:00+09:00">
<meta property="article:modified_time" content="2031-05-04T08:00:00+09:00">
<link rel="canonical" href="https://harbourwire.example/news/77">"""


def page(body: str, head: str = HEAD) -> str:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"


FULL = page(
    f"""<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>
    <div class="cookie-banner">We use cookies to improve your experience. <button>Accept</button></div>
    <main><article><h1>Harbour States Open Talks</h1><div class="byline">By Ada Quill</div><time>10:51 JST, May 3, 2031</time>
    <div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div>
    <figure><img src="a.jpg"><figcaption>Photo: ministers in the harbour hall.</figcaption></figure>
    <div class="text">{BODY}</div>
    <div class="box"><h3>Related Articles</h3><ul>{LINKS}</ul></div></article>
    <aside><h2>"Politics" POPULAR ARTICLE</h2><ol>{LINKS}</ol><div class="most-read"><ul>{LINKS}</ul></div></aside></main>
    <footer>© 2031 Harbour Wire. All rights reserved.</footer>"""
)


def test_full_page() -> None:
    read = from_html(FULL)
    assert read.text.split("\n") == PARAGRAPHS
    assert (read.title, read.outlet, read.section) == ("Harbour States Open Talks", "Harbour Wire", "Politics")
    assert (read.published, read.updated) == ("2031-05-03T10:51:00+09:00", "2031-05-04T08:00:00+09:00")
    assert (read.byline, read.agency, read.dateline_place, read.language) == ("Ada Quill", "NTB", "Oslo", "en")
    assert read.source == "https://harbourwire.example/news/77"


def test_lists_of_a_page_with_addresses() -> None:
    lists = from_html(FULL).page_lists
    assert [(found.name, found.kind) for found in lists] == [
        ("Related Articles", "related"),
        ('"Politics" POPULAR ARTICLE', "popular"),
        ("most read", "ranking"),
    ]
    for found in lists:
        assert [item.title for item in found.items] == ITEMS
        assert found.items[1].url == "https://harbourwire.example/news/1?a=b"


# a list's markup, its name or null where nothing is a list of the page
LISTS = [
    (f"<h3>Most Read</h3><ol>{LINKS}</ol>", "Most Read"),
    (
        f"<div><div><h3><span>Most Read</span></h3></div><div><ol>{LINKS}</ol></div></div>",
        "Most Read",
    ),  # boxes in boxes
    (f"<p><strong>Read more</strong></p><ul>{LINKS}</ul>", "Read more"),
    (f'<section class="widget trending-now"><ul>{LINKS}</ul></section>', "popular"),  # named by its class
    (f'<div id="related-posts" aria-label="More like this">{LINKS}</div>', "More like this"),
    (
        '<h4>Recommended for you</h4><div><a href="/1">Ferry to the Isles</a><a href="/2">Envoy Named</a></div>',
        "Recommended for you",
    ),
    (
        "<h3>Recommended</h3><ul><li>that both states ratify the pact in the course of the year</li></ul>",
        None,
    ),  # a statement's own
    ("<h3>Most Read</h3><p>The most read of the texts was the pact.</p>", None),
    ("<h3>Decisions</h3><ol><li>To open the ports in June</li><li>To name an envoy</li></ol>", None),
]


@pytest.mark.parametrize(("markup", "name"), LISTS)
def test_list_markup(markup: str, name: str | None) -> None:
    read = from_html(f"{BODY}{markup}")
    assert [found.name for found in read.page_lists] == ([] if name is None else [name])
    assert ("Ferry" in read.text) is False


# fragment, lines
FRAGMENTS = [
    ("<p>One line.</p><p>Two <b>bold</b> words.</p>", "One line.\nTwo bold words."),
    ("One line.<br>Two.<br/>Three.", "One line.\nTwo.\nThree."),
    ("<p>Both decided:</p><ol><li>To open</li><li>To close</li></ol>", "Both decided:\n1. To open\n2. To close"),
    ('<p>Both decided:</p><ol start="4"><li>To open</li></ol>', "Both decided:\n4. To open"),
    ("<p>Both decided:</p><ul><li><p>To open</p></li><li>To close</li></ul>", "Both decided:\n- To open\n- To close"),
    ("<table><tr><td>Norway</td><td>Oslo</td></tr><tr><td>Chad</td></tr></table>", "Norway | Oslo\nChad"),
    ("<p>The 44<sup>th</sup> year &amp; more&nbsp;x.</p><p>&nbsp;</p>", "The 44th year & more\xa0x."),
    ("<script>var a = 1;</script><style>p{}</style><p>Text here.</p><!-- no -->", "Text here."),
    ("<p>Text here.</p><p hidden>No.</p><p style='display:none'>No.</p><p>More.</p>", "Text here.\nMore."),
    ("<p>Broken\n   in the\n source.</p>", "Broken in the source."),
    ("<div>Loose<p>Inner.</p>tail.</div>", "Loose\nInner.\ntail."),
    ("<p>Not closed <b>at all", "Not closed at all"),
    ("<p>1 < 2 and 3 > 2.</p>", "1 < 2 and 3 > 2."),
    ('<?xml version="1.0" encoding="latin-1"?><p>Declared é.</p>', "Declared é."),
    ("<p>Text here.</p><figure><figcaption>Ministers in Oslo</figcaption></figure>", "Text here."),
]


@pytest.mark.parametrize(("markup", "text"), FRAGMENTS)
def test_fragment(markup: str, text: str) -> None:
    assert from_html(markup).text == text


def test_heading_of_a_fragment_is_the_title() -> None:
    read = from_html(f"<h1>Harbour  States Open Talks</h1>{BODY}")
    assert (read.title, read.text.split("\n")) == ("Harbour States Open Talks", PARAGRAPHS)


# markup beside the report, published
DATES = [
    ('<meta property="article:published_time" content="2031-05-03T10:51:00Z">', "", "2031-05-03T10:51:00+00:00"),
    (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-05-03T10:51:00+09:00"}</script>',
        "",
        "2031-05-03T10:51:00+09:00",
    ),
    (
        '<script type="application/ld+json">{"@graph":[{"@type":["Report"],"datePublished":"2031-05-03"}]}</script>',
        "",
        "2031-05-03",
    ),
    ('<script type="application/ld+json">{"@graph":[{"@type"</script>', "", None),  # cut off
    ("", '<time datetime="2021-05-03T10:51:00+09:00">May 3</time>', "2021-05-03T10:51:00+09:00"),
    ("", "<div>10:51 JST, May 3, 2031</div>", "2031-05-03T10:51:00+09:00"),  # shown under the title
    (
        '<meta name="date" content="2031-05-03">',
        "<div>10:51 JST, May 3, 2031</div>",
        "2031-05-03T10:51:00+09:00",
    ),  # the finer of both
    (
        '<meta name="date" content="2031-05-02">',
        "<div>10:51 JST, May 3, 2031</div>",
        "2031-05-02",
    ),  # two days: the markup
    ("", "", None),  # a year in the text is no date of the report
]


@pytest.mark.parametrize(("head", "under", "published"), DATES)
def test_published(head: str, under: str, published: str | None) -> None:
    title = "<title>Harbour States Open Talks</title>"
    read = from_html(
        page(
            f"<article><h1>Harbour States Open Talks</h1>{under}{BODY}<p>It was so in 2019.</p></article>", title + head
        )
    )
    assert read.published == published


def test_what_is_given_goes_first() -> None:
    read = from_html(FULL, title="A Title", url="https://other.example/x", published="2030-01-01")
    assert (read.title, read.source, read.published) == ("A Title", "https://other.example/x", "2030-01-01")


def test_bytes_in_a_declared_charset() -> None:
    text = page("<p>Les ministres se sont rencontrés à Paris.</p>", '<meta charset="iso-8859-1">')
    assert "rencontrés à Paris" in from_html(text.encode("latin-1")).text


@pytest.mark.parametrize(
    "control", ["\x01", "\x1f", "&#1;", "&#x1F;", "&#31;", "&#0;", "&#xFFFF;", "\uffff", "&#55296;"]
)
def test_characters_xml_cannot_hold(control: str) -> None:
    read = from_html(
        f"{FULL.replace('<h3>', f'{control}<h3>').replace('</ul></div>', f'</ul>{control}</div>{control}')}"
    )
    assert read.text.split("\n") == PARAGRAPHS
    assert len(read.page_lists) == 3


def test_truncated_page_is_read() -> None:
    read = from_html(FULL[: FULL.index("Officials")])
    assert read.text.split("\n")[:2] == PARAGRAPHS[:2]


@pytest.mark.parametrize(
    "markup", ["<div>" * 100_000 + "x" + "</div>" * 100_000, "<html><body>" + "<b>" * 100_000 + "The ministers met."]
)
def test_nested_too_deeply(markup: str) -> None:
    with pytest.raises(InputTooLarge) as caught:
        from_html(markup)
    assert str(caught.value) == "html: has tags nested more than 250 deep: that is no page written for readers"


def test_too_many_elements() -> None:
    with pytest.raises(InputTooLarge) as caught:
        from_html("<p>" * 200_100)
    assert str(caught.value).startswith("html: has 200,1")
    assert str(caught.value).endswith("over the limit of 200,000: give the page of one report")


NOTHING = [
    ("", "html: is empty: there is nothing to read"),
    ("<!-- nothing -->", "html: is HTML without anything to read in it"),
    (page(""), "html: is HTML without a report in it: give the page of one report"),
    ("<script>var a = 1;</script>", "html: is HTML without a report in it: give the page of one report"),
]


@pytest.mark.parametrize(("markup", "message"), NOTHING)
def test_nothing_to_read(markup: str, message: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        from_html(markup)
    assert str(caught.value) == message


TAGS = st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "<h3>Most Read</h3>", "<a href=x>", "</a>", "<html>", "<body>", "<table><tr><td>",
                        "<script>", "<!--", "&nbsp;", "\r\n", "<article>", "<h1>", *PARAGRAPHS])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS | st.text(max_size=20), max_size=20).map("".join) | st.binary(max_size=200))
def test_any_markup_reads_or_says_why(markup: str | bytes) -> None:
    try:
        read = from_html(markup)
    except InputError:
        return
    assert "\r" not in read.text
    assert "\0" not in read.text
