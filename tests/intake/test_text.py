"""Plain text: heads, datelines, times, furniture, and what must stay."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import InputError, InputTooLarge, UnreadableInput
from communique.intake import from_text
from communique.schema import Document

LEDE = (
    "The foreign ministers of the two countries agreed on Tuesday to open talks on a pact that would ease port visits."
)
NEXT = "Officials will meet in the autumn to settle what remains."


def doc(*lines: str) -> Document:
    return from_text("\n".join(lines))


# opening words, agency, place: a line on what is special
DATELINES = [
    ("TOKYO (Jiji Press) — ", "Jiji Press", "Tokyo"),  # the seed's shape
    ("NAIROBI, March 4 (Reuters) - ", "Reuters", "Nairobi"),  # day without year
    ("BRUSSELS, 12 May 2022 (AFP) – ", "AFP", "Brussels"),  # European order, en dash
    ("SEOUL, Feb. 3 (Yonhap) -- ", "Yonhap", "Seoul"),  # abbreviated month, two hyphens
    ("TOKYO (Kyodo) _ ", "Kyodo", "Tokyo"),  # an underscore for the dash
    ("(Kyodo) _ ", "Kyodo", None),  # no place
    ("WASHINGTON — ", None, "Washington"),  # no agency
    ("Jakarta, Indonesia (ANTARA) - ", "ANTARA", "Jakarta"),  # title case, with the country
    ("KYIV, Ukraine (AP) — ", "AP", "Kyiv"),
    ("MOSCOW, March 4. /TASS/. ", "TASS", "Moscow"),  # slashes
    ("MOSCOW. March 4 (Interfax) - ", "Interfax", "Moscow"),  # full stop after the place
    ("New Delhi [India], March 4 (ANI): ", "ANI", "New Delhi"),  # brackets and a colon
    ("New Delhi, Mar 4 (PTI) ", "PTI", "New Delhi"),  # no dash at all
    ("Madrid, 4 mar (EFE).- ", "EFE", "Madrid"),
    ("LONDON/PARIS (Reuters) - ", "Reuters", "London/Paris"),
    ("PORT-AU-PRINCE, Haiti — ", None, "Port-au-Prince"),  # particles in small letters
    ("WASHINGTON, D.C. — ", None, "Washington"),
    ("UNITED NATIONS (AP) — ", "AP", "United Nations"),  # no city
    ("MANILA (Harbour Wire) — ", "Harbour Wire", "Manila"),  # an agency not in the list
    ("Geneva, 14 June 2022 – ", None, "Geneva"),
]


@pytest.mark.parametrize(("opening", "agency", "place"), DATELINES)
def test_dateline(opening: str, agency: str | None, place: str | None) -> None:
    read = from_text(f"{opening}{LEDE}\n{NEXT}")
    assert (read.agency, read.dateline_place) == (agency, place)
    assert read.text == f"{opening}{LEDE}\n{NEXT}"


NOT_DATELINES = [
    "QUESTION: Will the minister go?",  # a transcript
    "SECRETARY DOE: Good evening.",
    "NATO (the alliance) – said on Tuesday that it would go.",  # words in parentheses
    "United Nations (UN) - the body that met.",  # an abbreviation explained
    "Sanctions – The ministers spoke of them at length.",  # a heading run in
    "EU - China ties were on the table.",
    "ANNEX – what the parties agreed.",
]


@pytest.mark.parametrize("line", NOT_DATELINES)
def test_no_dateline(line: str) -> None:
    read = from_text(f"{line}\n{LEDE}")
    assert (read.agency, read.dateline_place) == (None, None)


# time line, published, updated
TIMES = [
    ("10:51 JST, May 11, 2023", "2023-05-11T10:51:00+09:00", None),
    ("Published 14:05 GMT, 2 October 2024", "2024-10-02T14:05:00+00:00", None),
    ("June 3, 2024 4:20 p.m. EDT", "2024-06-03T16:20:00-04:00", None),
    ("Tuesday, 14 June 2022", "2022-06-14", None),  # no time: the day
    ("2022-06-14T10:00Z", "2022-06-14T10:00:00+00:00", None),
    ("June 3, 2024 at 9:05 am", "2024-06-03T09:05:00", None),  # no zone: no offset
    ("14 Jun 2022, 10:00 IST", "2022-06-14T10:00:00+05:30", None),
    ("3 May 2021 21:15 WIB", "2021-05-03T21:15:00+07:00", None),
    ("25/04/2024 10:00 (GMT+8)", "2024-04-25T10:00:00+08:00", None),
    ("Mar 3, 2023 at 3:00 PM ET", "2023-03-03T15:00:00-05:00", None),  # the date decides the offset
    ("Jul 3, 2023 at 3:00 PM ET", "2023-07-03T15:00:00-04:00", None),
    ("Mar 3, 2023 at 3:00 PM CST", "2023-03-03T15:00:00", None),  # Chicago or Beijing: no offset
    ("1620 GMT, 3 March 2023", "2023-03-03T16:20:00+00:00", None),
    ("14.06.2022 16.20", "2022-06-14T16:20:00", None),
    ("Updated: 2 May 2024 11:00 CEST", None, "2024-05-02T11:00:00+02:00"),  # an update is no publication
    (
        "Published: 1 May 2024 10:00 CET | Updated: 2 May 2024 11:00 CET",
        "2024-05-01T10:00:00+01:00",
        "2024-05-02T11:00:00+01:00",
    ),
    ("By Ada Quill | Posted on January 5, 2022 | 3 min read", "2022-01-05", None),
    ("Brussels, 14 June 2022", "2022-06-14", None),  # place and date
]


@pytest.mark.parametrize(("line", "published", "updated"), TIMES)
def test_time_line(line: str, published: str | None, updated: str | None) -> None:
    read = doc("Harbour States Open Talks on Port Visits", line, LEDE, NEXT)
    assert (read.published, read.updated) == (published, updated)
    assert read.title == "Harbour States Open Talks on Port Visits"
    assert read.text == f"{LEDE}\n{NEXT}"


NO_DATES = [
    f"NAIROBI, March 4 (Reuters) - {LEDE}",  # no year anywhere: nothing is guessed
    f"03/04/2024 was the day.\n{LEDE}",  # in a sentence
    f"Harbour States Open Talks\n03/04/2024\n{LEDE}",  # day or month first
    f"Harbour States Open Talks Again\nFebruary 30, 2023\n{LEDE}",  # no such day
    f"{LEDE}\n{NEXT}\n14 June 2022",  # a signature's date, at the end
]


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date_is_guessed(text: str) -> None:
    assert from_text(text).published is None


def test_dateline_with_year_dates_the_report() -> None:
    assert from_text(f"BRUSSELS, 12 May 2022 (AFP) – {LEDE}").published == "2022-05-12"


def test_time_line_goes_before_dateline() -> None:
    read = doc(
        "Harbour States Open Talks on Port Visits", "13 May 2022 09:00 GMT", f"BRUSSELS, 12 May 2022 (AFP) – {LEDE}"
    )
    assert read.published == "2022-05-13T09:00:00+00:00"


# published as given, as kept
GIVEN = [
    ("2023-05-11", "2023-05-11"),
    ("2021-02-26 15:33:52-05:00", "2021-02-26T15:33:52-05:00"),
    ("Wed, 03 Aug 2022 19:49:23 +0000", "2022-08-03T19:49:23+00:00"),
    (date(2023, 5, 11), "2023-05-11"),
    (datetime(2023, 5, 11, 10, 51), "2023-05-11T10:51:00"),
    (datetime(2023, 5, 11, 10, 51, tzinfo=UTC), "2023-05-11T10:51:00+00:00"),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("published", "kept"), GIVEN)
def test_given_date(published: str | date | None, kept: str | None) -> None:
    assert from_text(LEDE, published=published).published == kept


def test_given_date_that_is_none() -> None:
    with pytest.raises(UnreadableInput) as caught:
        from_text(LEDE, published="last spring")
    assert str(caught.value) == (
        "text: published 'last spring' is not a date: write it like 2023-05-11 or 2023-05-11T10:51+09:00"
    )


# lines before the lede, title, byline, section
HEADS = [
    (["Harbour States Open Talks", "", LEDE], "Harbour States Open Talks", None, None),
    (["Harbour States Open Talks", LEDE], "Harbour States Open Talks", None, None),  # no blank line, a long paragraph
    (["Harbour states open talks", f"OSLO (NTB) — {LEDE}"], "Harbour states open talks", None, None),
    (["World", "Harbour States Open Talks", "3 May 2021", LEDE], "Harbour States Open Talks", None, "World"),
    (["Home > World > Asia", "Harbour States Open Talks", "", LEDE], "Harbour States Open Talks", None, "Asia"),
    (["Section: Diplomacy", "Harbour States Open Talks", "", LEDE], "Harbour States Open Talks", None, "Diplomacy"),
    (["Harbour States Open Talks", "By Ada Quill", LEDE], "Harbour States Open Talks", "Ada Quill", None),
    (
        ["Harbour States Open Talks", "By Ada Quill and Bo Reed", "", LEDE],
        "Harbour States Open Talks",
        "Ada Quill and Bo Reed",
        None,
    ),
    (["By ADA QUILL, Associated Press", LEDE], None, "ADA QUILL, Associated Press", None),
    (
        ["FOR IMMEDIATE RELEASE", "3 May 2021", "Harbour States Open Talks", "", LEDE],
        "Harbour States Open Talks",
        None,
        None,
    ),
    (["Office of the Spokesperson", LEDE], None, "Office of the Spokesperson", None),
    (
        ["Harbour States Open Talks", LEDE, "", "By Ada Quill"],
        "Harbour States Open Talks",
        "Ada Quill",
        None,
    ),  # signed at the end
    (["Would Harbour States Talk?", "", LEDE], "Would Harbour States Talk?", None, None),
    (["Minister Leaves for the U.S.", "", LEDE], "Minister Leaves for the U.S.", None, None),  # not a sentence's stop
]


@pytest.mark.parametrize(("lines", "title", "name", "section"), HEADS)
def test_head(lines: list[str], title: str | None, name: str | None, section: str | None) -> None:
    read = doc(*lines)
    assert (read.title, read.byline, read.section) == (title, name, section)
    assert read.text.endswith(LEDE)
    assert read.text.startswith(("OSLO", LEDE))


def test_standfirst_stays() -> None:
    read = doc("Harbour States Open Talks", "A pact on port visits is in sight", "3 May 2021", LEDE)
    assert read.published == "2021-05-03"
    assert read.text == f"A pact on port visits is in sight\n{LEDE}"


# texts that lose nothing: title must be null and text the input
WHOLE = [
    LEDE,
    f"{LEDE} {NEXT}",
    "The ministers met.",  # one short line
    "By Monday the ministers had met in Oslo",  # no byline
    f"{LEDE}\n{NEXT}",
    f"{LEDE}\n\n{NEXT}",
    # hard-wrapped prose: its first line is no title
    "The president met today with Prime Minister\nMarin of the northern republic to emphasize the\nstrength of the ties.\n\nThey agreed.",
    # broken lines that begin like a byline or a title, or read like furniture
    f"The president spoke today with the eastern harbour states\nby Presidents Ada Quill of Norway and Bo Reed of Chad.\n\n{LEDE}",
    f"As the president\n[said] on Sunday, the ports stay open, and the ministers agreed with him at some length in Oslo.\n\n{LEDE}",
    f"The president met today with President Quill of\nthe Democratic Republic of the Isles, Chair of the Union\nin Oslo.\n\n{LEDE}",
    f"The Office of the Harbour Property Enforcement Coordinator\ncoordinates the work of both navies.\n\n{LEDE}",
    f"{LEDE}\n\nRead more\nhere: the pact is out.",
    f"“We applaud the people for their determination.”\n\n{LEDE}",
    # a transcript
    "QUESTION: Will the minister go to the talks?\nSECRETARY DOE: He will go on Monday.",
    # an address
    f"Excellencies,\n\n{LEDE}",
    f"Good evening, everyone\n\n{LEDE}",
    # numbered and bulleted lists of a statement
    f"{LEDE}\n\nThe ministers decided:\n1. Open the ports by June\n2. Name an envoy\n3. Meet every year",
    f"{LEDE}\n\n- Open the ports by June\n- Name an envoy for the strait\n\n{NEXT}",
    # headings in a statement, and a sentence that begins like a list's heading
    f"{LEDE}\n\nRegional issues\n\n{NEXT}\n\nRelated to the pact, the ministers named an envoy.",
    f"{LEDE}\n\nRecommended\n- that both states ratify the pact;\n- that an envoy be named.",
    f"{LEDE}\n\nMore on the strait\n\nThe ministers spoke of the strait at length.\n{NEXT}",
    f"{LEDE}\n\nTop leaders\nThe leaders meet in June.",
    f"{LEDE}\n\nDone at Oslo, 14 June 2022\n\n14 June 2022",
    f"{LEDE}\nThanks.\n{NEXT}",  # a short paragraph
    f"{LEDE}\nPhoto opportunities were denied to reporters, a spokesman said.",
    f"{LEDE}\nCookies were on the table.\nThe two sides will share data.\nSearch and rescue will be improved",
    f"{LEDE}\nCopyright protection will be extended under the pact.",
    f"{LEDE}\nReporting by states is required under the pact.\nShare this burden with our allies\nNext",
    f"{LEDE}\nThe minister spoke to reporters via Reuters.\nThe talks were first told of by AFP/Reuters.",
    "外務大臣は火曜日に東京で会談し、両国の協力について話し合いました。",
    "  indented, with\ttabs  and   spaces kept, at the start of a text that is prose.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_nothing_is_lost(text: str) -> None:
    read = from_text(text)
    assert (read.title, read.text, read.page_lists) == (None, text, [])


FURNITURE = [
    "Share this article",
    "Facebook | X | Email",
    "We use cookies to improve your experience on this site.",
    "Accept all",
    "Photo: Ministers pose in the harbour hall.",
    "(Photo: Harbour Wire)",
    "FILE - The minister arrives in Oslo in 2019.",
    "Ministers pose in Oslo. (AP Photo/Ada Quill)",
    "Ada Quill/AFP via Getty Images",
    "REUTERS/Ada Quill",
    "The minister arrives in Oslo on Tuesday. Ada Quill/AFP",
    "© 2024 Harbour Wire",
    "Copyright 2024 Harbour Wire. All rights reserved.",
    "Reporting by Ada Quill; Editing by Bo Reed",
    "Sign up for our daily briefing",
    "Subscribe to our newsletter",
    "Advertisement",
    "5 comments",
    "Updated: June 3, 2024 4:20 p.m. EDT",
    "###",
    "\\###",
    "# # #",
    "-30-",
    "Home > World > Asia",
    "Read more",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes(line: str) -> None:
    assert doc(LEDE, line, NEXT).text == f"{LEDE}\n{NEXT}"


def test_line_ends_are_one() -> None:
    read = from_text(f"\ufeff{LEDE}\r\n\r\n{NEXT}\r{NEXT}\u2028{NEXT}\u2029{NEXT}\0")
    assert read.text == f"{LEDE}\n\n{NEXT}\n{NEXT}\n{NEXT}\n{NEXT}"


def test_unicode_is_left_alone() -> None:
    text = f"{LEDE} Cafe\u0301 \u00a0 ﬁ \u200b."
    assert from_text(text).text == text


def test_lone_surrogate_is_replaced() -> None:
    assert from_text(f"{LEDE}\ud800").text == f"{LEDE}\ufffd"


def test_given_title_keeps_other_first_lines() -> None:
    read = from_text(f"Regional issues\n\n{LEDE}", title="Statement of the Harbour States")
    assert (read.title, read.text) == ("Statement of the Harbour States", f"Regional issues\n\n{LEDE}")


def test_given_title_is_taken_off_where_it_is_repeated() -> None:
    read = from_text(f"HARBOUR STATES  OPEN TALKS.\n\n{LEDE}", title="Harbour States Open Talks")
    assert (read.title, read.text) == ("Harbour States Open Talks", LEDE)


def test_source_is_the_address_where_there_is_one() -> None:
    read = from_text(LEDE, url="https://harbourwire.example/a", source="rows.jsonl line 3")
    assert read.source == "https://harbourwire.example/a"


def test_id() -> None:
    same = {from_text(LEDE, url=url).id for url in ("https://a.example/x/", "http://A.example/x?utm_source=y#z")}
    assert len(same) == 1
    assert all(len(one) == 16 for one in same)
    assert from_text(LEDE).id == from_text(f"{LEDE}\n").id != from_text(NEXT).id


EMPTY = ["", "  \n\t\n", "\0"]


@pytest.mark.parametrize("text", EMPTY)
def test_empty(text: str) -> None:
    with pytest.raises(UnreadableInput, match=r"^text: is empty: there is nothing to read$"):
        from_text(text)


def test_only_lists() -> None:
    with pytest.raises(UnreadableInput) as caught:
        from_text("MOST READ\n- Harbour states open talks\n- Envoy named for the strait")
    assert str(caught.value) == "text: holds lists of a page but no report: give the report's own text or address"


def test_too_many_characters() -> None:
    with pytest.raises(InputTooLarge) as caught:
        from_text("word " * 400_001)
    assert str(caught.value) == (
        "text: has 2,000,005 characters, over the limit of 2,000,000: split it or raise COMMUNIQUE_MAX_CHARACTERS"
    )


@settings(max_examples=300, deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(["MOST READ", "-", "- A b c", "1.", "Title Of It All", LEDE, "", "3 May 2021", "###"])
    ).map("\n".join)
)
def test_any_text_reads_or_says_why(text: str) -> None:
    try:
        read = from_text(text)
    except InputError:
        return
    assert "\r" not in read.text
    assert "\0" not in read.text
    assert read.text.strip()


SENTENCE = st.sampled_from([LEDE, NEXT, "The minister spoke.", "Both states will share data on ports, they said."])


@settings(max_examples=200, deadline=None)
@given(st.lists(SENTENCE, min_size=1), st.sampled_from(["\n", "\n\n"]))
def test_a_report_alone_is_left_as_it_stands(paragraphs: list[str], gap: str) -> None:
    text = gap.join(paragraphs)
    assert from_text(text).text == text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(SENTENCE, min_size=1),
    st.sampled_from(["MOST READ", "Related Articles", "JN ACCESS RANKING"]),
    st.booleans(),
)
def test_a_list_never_stays(paragraphs: list[str], name: str, split: bool) -> None:
    items = ["Ferry to the Isles: Free to Ride!", "Envoy Named for the Strait (Update 1)", "G20 Sees Soft Landing"]
    lines = [f"-\n{item}" if split else f"- {item}" for item in items]
    text = "\n".join(paragraphs)
    read = from_text("\n".join([text, name, *lines]))
    assert read.text == text
    assert [item.title for item in read.page_lists[0].items] == items
