"""Meetings: a table of short reports of 5 June 2024 (a Wednesday) with the meetings in each.

A meeting is written `PARTIES format status; field=value; …`; parties stand in any order, `level`, `mode`, `date`, `place`,
`no` (the ordinal), `previous`, `next` and `with` (attendees) are compared where the row gives them.
"""

from functools import cache

import pytest

from communique.reading.meetings import find_meetings
from communique.reading.reader import set_scene
from communique.reading.sentences import parse_many
from communique.schema import Document, Meeting

PUBLISHED = "2024-06-05"
CASES: list[tuple[str, list[str], str]] = [
    # -- formats
    ("Kenyan Foreign Minister Ada Holm met Ghanaian Foreign Minister Kofi Asare in Accra on Tuesday.",
     ["GHA KEN foreign ministers actual; level=ministers; date=2024-06-04; place=Accra; mode=in_person; with=Ada Holm,Kofi Asare"],
     "two foreign ministers, by their offices"),
    ("Kenyan Defence Minister Ada Holm met Ghanaian Defence Minister Kofi Asare in Accra on Tuesday.",
     ["GHA KEN defence ministers actual; level=ministers"], "two defence ministers"),
    ("Kenyan President Ben Otieno and Ghanaian President Nana Adu held a summit in Nairobi on Monday.",
     ["GHA KEN summit actual; level=leaders; date=2024-06-03; place=Nairobi"], "a summit by its name"),
    ("Kenyan President Ben Otieno met Ghanaian President Nana Adu in Nairobi on Monday.",
     ["GHA KEN summit actual; level=leaders; place=Nairobi"], "two presidents make a summit"),
    ("Japan and Australia held a 2+2 meeting of their foreign and defense ministers in Tokyo on Tuesday.",
     ["AUS JPN 2+2 actual; level=ministers; date=2024-06-04; place=Tokyo"], "2+2 by its name"),
    ("The foreign and defense ministers of Japan and Australia met in Tokyo on Tuesday.",
     ["AUS JPN 2+2 actual; level=ministers"], "two offices of each make a 2+2"),
    ("Japan, the Philippines and Australia held a trilateral meeting in Manila on Tuesday.",
     ["AUS JPN PHL trilateral actual; place=Manila"], "a trilateral by its name"),
    ("Japan and Australia held a strategic dialogue in Tokyo on Tuesday.",
     ["AUS JPN strategic dialogue actual; date=2024-06-04"], "a strategic dialogue"),
    ("Japan and Australia held talks in Tokyo on Tuesday.", ["AUS JPN talks actual; place=Tokyo"], "talks"),
    ("Japan and Australia opened negotiations on a trade pact in Tokyo on Tuesday.",
     ["AUS JPN negotiations actual"], "negotiations"),
    ("Senior officials of Japan and Australia met in Tokyo on Tuesday.",
     ["AUS JPN - actual; level=senior officials"], "a rank without an office"),
    # -- modes
    ("Kenyan Foreign Minister Ada Holm spoke by phone with Ghanaian Foreign Minister Kofi Asare on Tuesday.",
     ["GHA KEN phone call actual; mode=phone; date=2024-06-04; level=ministers"], "by phone"),
    ("Kenyan President Ben Otieno held a telephone conversation with Ghanaian President Nana Adu on Tuesday.",
     ["GHA KEN phone call actual; mode=phone; level=leaders"], "a telephone conversation"),
    ("Kenyan President Ben Otieno held a phone call with Ghanaian President Nana Adu on Tuesday.",
     ["GHA KEN phone call actual; mode=phone"], "a phone call"),
    ("Kenyan President Ben Otieno and Ghanaian President Nana Adu held a video call on Tuesday.",
     ["GHA KEN video call actual; mode=online"], "a video call"),
    ("Kenya and Ghana held an online meeting on Tuesday.", ["GHA KEN - actual; mode=online"], "a meeting online"),
    ("Kenya and Ghana held talks by videoconference on Tuesday.", ["GHA KEN - actual; mode=online"], "talks by videoconference"),
    # -- visits
    ("Kenyan President Ben Otieno visited Ghana on Tuesday.", ["GHA KEN visit actual; date=2024-06-04; with=Ben Otieno"],
     "a visit by its verb"),
    ("Kenyan President Ben Otieno arrived in Accra on Tuesday for a visit to Ghana.", ["GHA KEN visit actual; date=2024-06-04"],
     "an arrival and the visit are one"),
    ("Kenyan President Ben Otieno will visit Ghana next week.", ["GHA KEN visit planned"], "a visit to come"),
    ("Kenyan President Ben Otieno paid a state visit to Ghana on Tuesday.", ["GHA KEN visit actual; date=2024-06-04"],
     "a visit by its noun"),
    # -- claims
    ("Kenya and Ghana will hold talks in Accra on Friday.", ["GHA KEN talks planned; date=2024-06-07; place=Accra"], "to come"),
    ("Kenyan Foreign Minister Ada Holm will meet Ghanaian Foreign Minister Kofi Asare in Accra on June 20.",
     ["GHA KEN foreign ministers planned; date=2024-06-20"], "to come, by its verb"),
    ("Kenya and Ghana are scheduled to hold a summit in Accra on June 20.", ["GHA KEN summit planned; date=2024-06-20"],
     "scheduled"),
    ("Kenya and Ghana held talks in Accra in March 2019.", ["GHA KEN talks background; date=2019-03"], "an old date is background"),
    ("Kenya and Ghana held a summit in Accra in 2021.", ["GHA KEN summit background; date=2021"], "an old year is background"),
    ("Kenya denied that it held talks with Ghana in Accra on Tuesday.", ["GHA KEN talks denied"], "a denial"),
    # -- series
    ("Kenya and Ghana held their seventh strategic dialogue in Accra on Tuesday.",
     ["GHA KEN strategic dialogue actual; no=7; date=2024-06-04"], "an ordinal in words"),
    ("Kenya and Ghana held the 12th round of talks in Accra on Tuesday.", ["GHA KEN talks actual; no=12"], "an ordinal in digits"),
    ("Kenya and Ghana held the inaugural meeting of their joint commission in Accra on Tuesday.",
     ["GHA KEN - actual; no=1"], "the inaugural one"),
    ("Kenya and Ghana held their first talks in five years in Accra on Tuesday.", ["GHA KEN talks actual; no=None"],
     "a distance is no ordinal"),
    # -- one meeting told more than once
    ("Kenya and Ghana held talks in Accra on Tuesday. The talks lasted three hours.",
     ["GHA KEN talks actual; date=2024-06-04"], "a definite phrase refers back"),
    ("Kenyan Foreign Minister Ada Holm and Ghanaian Foreign Minister Kofi Asare held talks in Accra on Tuesday. "
     "During the meeting they spoke about fish.", ["GHA KEN foreign ministers actual; with=Ada Holm,Kofi Asare"],
     "another word for the same meeting"),
    ("Kenya and Ghana held talks in Accra on Tuesday. Kenya and Togo held talks in Lome on Monday.",
     ["GHA KEN talks actual; date=2024-06-04; place=Accra", "KEN TGO talks actual; date=2024-06-03; place=Lome"],
     "other parties, another meeting"),
    ("Kenya and Ghana held talks in Accra on Tuesday. Kenya and Ghana will hold talks in Nairobi in July.",
     ["GHA KEN talks actual", "GHA KEN talks planned; date=2024-07; place=Nairobi"], "one held, one to come"),
    # -- who takes part
    ("Kenya met with the European Union in Brussels on Tuesday.", ["EU KEN - actual; place=Brussels"], "an organisation is a party"),
    ("Talks between Kenya and Togo opened in Accra on Tuesday.", ["KEN TGO talks actual; place=Accra"], "parties behind `between`"),
    ("Kenyan Foreign Minister Ada Holm met her Ghanaian counterpart, Kofi Asare, in Accra on Tuesday.",
     ["GHA KEN foreign ministers actual; with=Ada Holm,Kofi Asare"], "a counterpart"),
    ("Ghanaian President Nana Adu received Kenyan Foreign Minister Ada Holm in Accra on Tuesday.",
     ["GHA KEN - actual; level=leaders; with=Ada Holm,Nana Adu"], "one receives another; the highest rank counts"),
    ("Kenyan Foreign Minister Ada Holm met Ghanaian Foreign Minister Kofi Asare on the sidelines of a conference in Munich on Tuesday.",
     ["GHA KEN foreign ministers actual; date=2024-06-04"], "on the sidelines"),
    ("Kenyan President Ben Otieno held talks in Nairobi on Tuesday with Ghanaian President Nana Adu.",
     ["GHA KEN - actual; level=leaders; date=2024-06-04; place=Nairobi"], "the other side behind place and day"),
    ("The Kenyan and Ghanaian foreign ministers met in Accra on Tuesday.",
     ["GHA KEN foreign ministers actual; level=ministers"], "ministers without names"),
    ("The presidents of Kenya and Ghana met in Accra on Tuesday.", ["GHA KEN summit actual; level=leaders"], "presidents without names"),
    ("Kenyan Prime Minister Ben Otieno held a bilateral meeting with Indian Prime Minister Arun Rao in Delhi on Tuesday.",
     ["IND KEN summit actual; level=leaders"], "two heads of government"),
    ("Nairobi and Accra held talks on Tuesday.", ["GHA KEN talks actual"], "capitals stand for their states"),
    ("A meeting between Kenyan Foreign Minister Ada Holm and Ghanaian Foreign Minister Kofi Asare took place in Accra on Tuesday.",
     ["GHA KEN foreign ministers actual; place=Accra; date=2024-06-04"], "a meeting that took place"),
    ("The third Kenya-Ghana strategic dialogue was held in Accra on Tuesday.",
     ["GHA KEN strategic dialogue actual; no=3; place=Accra"], "the parties before the noun"),
    ("The G7 foreign ministers met in Karuizawa on Tuesday.",
     ["CAN DEU FRA GBR ITA JPN USA - actual; level=ministers; date=2024-06-04"], "the ministers of a group are its members'"),
    # -- no meeting
    ("Kenya met the target for carbon emissions on Tuesday.", [], "a target is met, not talked to"),
    ("Kenya hosts refugees from South Sudan and Somalia.", [], "refugees are no guests of a meeting"),
    ("Kenyan Foreign Minister Ada Holm held a press conference in Nairobi on Tuesday.", [], "the press is no party"),
    ("Kenya called Ghana a threat to peace on Tuesday.", [], "to call a name is no call"),
    ("The talks show went on air in Kenya on Tuesday.", [], "a show is no meeting"),
    ("Kenya called on Ghana to release the crew.", [], "an appeal is no call"),
    ("Kenya and Ghana signed an accord in Accra on Tuesday.", [], "a signature alone tells of no talks"),
    ("Kenya beat Ghana in the final on Tuesday.", [], "sport"),
    ("Kenya meets demand for tea in Egypt.", [], "demand is met"),
    ("Kenya condemned the attack on Ghana.", [], "a statement is no meeting"),
    ("Ships of Kenya and Ghana met a storm off Togo.", [], "a storm is met"),
    ("Kenya recalled its ambassador to Ghana on Tuesday.", [], "a recall is no visit"),
    ("Kenyan tourists visited Ghana last year.", [], "tourists do not visit for their state"),
    ("Kenyan exports to Ghana rose on Tuesday.", [], "trade is no meeting"),
]  # fmt: skip


@cache
def _meetings() -> dict[str, list[Meeting]]:
    documents = [Document(id="d", source="text", text=text, published=PUBLISHED) for text, _, _ in CASES]
    return {p.document.text: find_meetings(set_scene(p)) for p in parse_many(documents)}


def _fields(meeting: Meeting) -> dict[str, str]:
    series, date = meeting.series, meeting.date
    return {
        "level": str(meeting.level), "mode": str(meeting.mode), "date": str(date.edtf if date else None),
        "place": str(meeting.place.name if meeting.place else None), "no": str(series.ordinal if series else None),
        "previous": str(series.previous_date.edtf if series and series.previous_date else None),
        "next": str(series.next_date.edtf if series and series.next_date else None),
        "with": ",".join(sorted(attendee.name for attendee in meeting.attendees)),
    }  # fmt: skip


def _head(meeting: Meeting) -> str:
    return f"{' '.join(sorted(meeting.parties))} {meeting.format} {meeting.status}"


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_meetings_of_report(text: str, expected: list[str], why: str) -> None:
    found = _meetings()[text]
    assert len(found) == len(expected), [(_head(m), _fields(m)) for m in found]
    for meeting, want in zip(found, expected, strict=True):
        head, *fields = want.split("; ")
        assert _head(meeting) == head.replace(" - ", f" {meeting.format} ")
        wanted = dict(field.split("=", 1) for field in fields)
        assert {key: value for key, value in _fields(meeting).items() if key in wanted} == wanted
