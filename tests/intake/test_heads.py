"""Heads as agencies, ministries and papers of all continents print them: what of it is the title, the day, the place."""

import pytest

from communique.intake import from_text

LEDE = (
    "The foreign ministers of the two countries agreed on Tuesday to open talks on a pact that would ease port visits."
)
NEXT = "Officials will meet in the autumn to settle what remains."
TITLE = "Ministers of Chile and Fiji Agree on Port Visits"

# A line of the head under the title that says several things: the line, day, place, agency
LINES = [
    ("October 7, 2025 – Ottawa, Ontario – Global Affairs Canada", "2025-10-07", "Ottawa", None),  # the Canadian shape
    ("14 May 2024 - Canberra - Department of Foreign Affairs and Trade", "2024-05-14", "Canberra", None),
    ("Pretoria | 3 March 2025 | Department of International Relations and Cooperation", "2025-03-03", "Pretoria", None),
    ("Ministry of Defence of Estonia, press release, 28 November 2024 at 15.10", "2024-11-28", None, None),
    ("Ministry of Foreign Affairs, Lima, 5 June 2023", "2023-06-05", "Lima", None),
    ("Press release, Ministry of Foreign Affairs of Kenya, March 9, 2026", "2026-03-09", None, None),
    ("Mehmet Aksoy | 19.07.2025", "2025-07-19", None, None),  # a writer and a day
    ("Ada Lucía Quispe | 04 Mar 2026 17:25", "2026-03-04", None, None),
    ("Cairo, Thursday 9 October 2025 (MENA)", "2025-10-09", "Cairo", "MENA"),  # a weekday and an agency
    ("Riyadh, 3 May 2024 (SPA)", "2024-05-03", "Riyadh", "SPA"),
    ("Thursday, 9 October 2025, Rabat (MAP)", "2025-10-09", "Rabat", "MAP"),
    ("Agência Brasil - Brasília", None, "Brasília", "Agência Brasil"),  # agency and place without a day
    ("Antara | Jakarta | 2 July 2025", "2025-07-02", "Jakarta", "Antara"),
    ("KUNA - Kuwait City - 8 January 2025", "2025-01-08", "Kuwait City", "KUNA"),
    ("Wellington, Monday 4 August 2025", "2025-08-04", "Wellington", None),
]


@pytest.mark.parametrize(("line", "day", "place", "agency"), LINES)
def test_line_of_several_things(line: str, day: str | None, place: str | None, agency: str | None) -> None:
    read = from_text(f"{TITLE}\n\n{line}\n\n{LEDE}\n\n{NEXT}")
    assert ((read.published or "")[:10] or None, read.dateline_place, read.agency) == (day, place, agency)
    assert (read.title, read.text) == (TITLE, f"{LEDE}\n\n{NEXT}")


# What stands over the title and is none: the lines, the outlet where one is named
MASTHEADS = [
    (["Global Affairs Canada", "", "Readout"], "Global Affairs Canada"),
    (["MINISTRY OF EXTERNAL AFFAIRS", "GOVERNMENT OF INDIA"], "MINISTRY OF EXTERNAL AFFAIRS, GOVERNMENT OF INDIA"),
    (["STATE HOUSE, NAIROBI", "PRESIDENTIAL COMMUNICATION SERVICE"], "STATE HOUSE, NAIROBI, PRESIDENTIAL COMMUNICATION SERVICE"),
    (["The White House", "", "Briefing Room"], "The White House"),
    (["Presidential Communications Office", "Malacañang Palace"], "Presidential Communications Office, Malacañang Palace"),
    (["Foreign, Commonwealth & Development Office"], "Foreign, Commonwealth & Development Office"),
    (["Australian Department of Defence", "Media release"], "Australian Department of Defence"),
    (["The Harare Observer", "Saturday, 14 June 2025"], "The Harare Observer"),
    (["Daily Standard of Lagos", "", "2 May 2024"], "Daily Standard of Lagos"),
    (["THE ISLAND SUN", "Honiara, 2 May 2024"], "THE ISLAND SUN"),
    (["Fiji Foreign Affairs", "Press Release"], "Fiji Foreign Affairs"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "outlet"), MASTHEADS)
def test_masthead_is_no_title(lines: list[str], outlet: str) -> None:
    read = from_text("\n".join([*lines, "", TITLE, "", LEDE, "", NEXT]))
    assert (read.title, read.outlet) == (TITLE, outlet)
    assert read.text == f"{LEDE}\n\n{NEXT}"


# Titles that have words of a masthead, or a second line like a title: the lines before the lede
TITLES = [
    ["White House Welcomes Talks in Lima", ""],
    ["Foreign Office Summons Envoy", ""],
    ["Ministry Denies Report of Talks", "", "Envoy says nothing has changed", "3 May 2021"],
    ["Defence Ministry and Press Service at Odds", ""],
    ["Presidential Council Names New Government", "", "By Ada Quill"],
    ["State Department Press Briefing", "", "3 May 2021"],
    ["Joint Statement of the Foreign Ministers", "", "3 May 2021", "", "A Shared Vision for the Ocean", ""],
    ["Express Train Links Hanoi and Kunming", "", "Ministers open the line at the border", "3 May 2021"],
]


@pytest.mark.parametrize("lines", TITLES)
def test_title_with_words_of_a_masthead(lines: list[str]) -> None:
    assert from_text("\n".join([*lines, LEDE, "", NEXT])).title == lines[0]


# Reports whose day of publication has to be put together: the text, the day
DAYS = [
    (f"{TITLE}\nUpdated: November 20, 2024 19:42 IST\n\nNew Delhi, Nov 20 (PTI) {LEDE}", "2024-11-20"),  # year of the update
    (f"{TITLE}\n\nANI | Updated: May 07, 2025 21:48 IST\n\nKathmandu [Nepal], May 7 (ANI): {LEDE}", "2025-05-07"),
    (f"{TITLE}\nUpdated: 2 January 2025 08:00 GMT\n\nHANOI, December 31 (VNA) - {LEDE}", "2024-12-31"),  # the year before
    (f"{TITLE}\n\nTokyo, June 18 (Jiji Press)--{LEDE} (2025/06/18-14:02)", "2025-06-18"),
    (f"{TITLE}\n\nSEOUL, Sept. 3 (Yonhap) -- {LEDE}\n\n{NEXT} (2024-09-03 11:20)", "2024-09-03"),
    (f"{TITLE}\n\nBELGRADE (AP) — {LEDE}\n\n{NEXT}\n\nApril 9, 2026", "2026-04-09"),  # a report's last line
    (f"{TITLE}\n\nBELGRADE (AP) — {LEDE}\n\n___\nQuill reported from Oslo.\n\nApril 9, 2026", "2026-04-09"),
    (f"{TITLE}\nBy Ada Quill\n\n{LEDE}\n\n{NEXT}\n\n9 April 2026", "2026-04-09"),  # signed
    (f"{TITLE}\n\n{LEDE}\n\n{NEXT}\n\n9 April 2026", None),  # neither an agency's nor signed
    (f"{TITLE}\n\nBELGRADE, April 8 (AP) — {LEDE}", None),  # no year anywhere
    (f"{TITLE}\nUpdated: 20 November 2024\n\n{LEDE}", None),  # an update alone is no publication
    (f"{TITLE}\n\nBELGRADE (AP) — {LEDE}\n\n{NEXT} (2024)", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_day_of_publication(text: str, day: str | None) -> None:
    read = from_text(text)
    assert ((read.published or "")[:10] or None, read.title) == (day, TITLE)


def test_town_alone_under_a_head() -> None:
    read = from_text(
        f"{TITLE}\n\nA pact on ports is in sight\n\nMehmet Aksoy | 19.07.2025\n\nISTANBUL\n\n{LEDE}\n\n{NEXT}"
    )
    assert (read.published, read.dateline_place, read.byline) == ("2025-07-19", "Istanbul", "Mehmet Aksoy")
    assert read.text == f"A pact on ports is in sight\n\n{LEDE}\n\n{NEXT}"


# Other heads, written once the rules stood: the head, title, day, place
LATER = [
    (["Department of Foreign Affairs", "Republic of the Philippines", "", "DFA Statement on the Ceasefire in Gaza", "", "16 January 2025"], "DFA Statement on the Ceasefire in Gaza", "2025-01-16", None),
    (["Press and Information Office", "Nicosia, 4 June 2024", "", TITLE], TITLE, "2024-06-04", "Nicosia"),
    (["Buenos Aires, 12 November 2025", "", "Argentine Foreign Ministry", "", TITLE], TITLE, "2025-11-12", "Buenos Aires"),
    (["The Times of Suva", "", TITLE, "", "Mere Tuisalalo | 2 May 2024"], TITLE, "2024-05-02", None),
    ([TITLE, "", "News release – 3 July 2025 – Stockholm – Ministry for Foreign Affairs"], TITLE, "2025-07-03", "Stockholm"),
    ([TITLE, "", "Addis Ababa, 17 February 2025 (ENA)"], TITLE, "2025-02-17", "Addis Ababa"),
    ([TITLE, "", "Tuesday, 3 February 2026 | Vientiane | KPL"], TITLE, "2026-02-03", "Vientiane"),
    ([TITLE, "", "DAKAR"], TITLE, None, "Dakar"),
    (["State Visit to Brazil by the President of Angola", "", "27 August 2025"], "State Visit to Brazil by the President of Angola", "2025-08-27", None),
    (["Government Rejects Report on Border Talks", "", "27 August 2025"], "Government Rejects Report on Border Talks", "2025-08-27", None),
    (["The Hon Mere Tuisalalo MP", "Minister for Trade and the Pacific", "MEDIA RELEASE", "", TITLE, "", "4 August 2025"], TITLE, "2025-08-04", None),
    (["Senator Ada Quill", "Assistant Minister for Foreign Affairs", "", TITLE], TITLE, None, None),
    (["Office of the Spokesperson", "December 4, 2025", "", TITLE, "", "The following is attributable to Spokesperson Bo Reed:"], TITLE, "2025-12-04", None),
    (["Government Offices of Sweden", "Prime Minister's Office", "", "Press release 12 March 2025", "", TITLE], TITLE, "2025-03-12", None),
    ([TITLE, "", f"ASHGABAT, November 22, 2024. /Turan/ — {LEDE}"], TITLE, "2024-11-22", "Ashgabat"),
    (["Minister Visits Lima – 5 June 2023", ""], "Minister Visits Lima – 5 June 2023", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title", "day", "place"), LATER)
def test_other_heads(head: list[str], title: str, day: str | None, place: str | None) -> None:
    read = from_text("\n".join([*head, "", LEDE, "", NEXT]))
    assert (read.title, (read.published or "")[:10] or None, read.dateline_place) == (title, day, place)
