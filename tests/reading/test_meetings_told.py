"""Meetings as releases, readouts and communiqués tell them: a table of short texts of 5 June 2024 (a Wednesday).

Written as in `test_meetings.py`; each row is one behaviour, with rows in which nothing must be read.
"""

from functools import cache

import pytest

from communique.reading.meetings import find_meetings
from communique.reading.reader import set_scene
from communique.reading.sentences import parse_many
from communique.schema import Document, Meeting
from tests.reading.test_meetings import PUBLISHED, _fields, _head

CASES: list[tuple[str, list[str], str]] = [
    # -- received, called on
    ("The Minister of Foreign Affairs of Peru, Luz Arana, received today at the Torre Palace the Minister of Foreign Affairs of the Republic of Chile, Hugo Prat.",
     ["CHL PER foreign ministers actual; date=2024-06-05; with=Hugo Prat,Luz Arana"], "the guest stands behind day and place"),
    ("Deputy Prime Minister Luz Arana of Peru was received in the afternoon by the President of Chile, Hugo Prat.",
     ["CHL PER - actual; level=leaders"], "a passive, with the host behind the time of day"),
    ("Kenyan Foreign Minister Ada Holm called on Ghanaian President Nana Adu on Tuesday and handed over a letter.",
     ["GHA KEN courtesy call actual; mode=in_person; date=2024-06-04"], "to call on a person"),
    ("Kenyan Foreign Minister Ada Holm called on Ghanaian President Nana Adu to release the crew.", [], "an appeal is no courtesy call"),
    ("Kenya and Ghana called for the crew to be released.", [], "called for"),
    # -- visits
    ("At the invitation of the President of Peru, Luz Arana, the President of the Republic of Chile, Hugo Prat, paid an official visit to Peru from 1 to 3 June 2024.",
     ["CHL PER visit actual; date=2024-06-01/2024-06-03"], "the guest stands nearest to the verb"),
    ("At the invitation of H.E. Luz Arana, President of the Republic of Peru, H.E. Hugo Prat, President of the Republic of Chile, paid a state visit to Peru from 1 to 3 June 2024.",
     ["CHL PER visit actual; date=2024-06-01/2024-06-03"], "titles behind the names"),
    ("UN envoy Hugo Prat is expected in Lima on Friday.", ["PER UN visit planned; date=2024-06-07; place=Lima"], "expected somewhere"),
    ("Kenya has flown in two rescue helicopters to Ghana.", [], "a state that flies something in pays no visit"),
    ("Kenyan Foreign Minister Ada Holm travelled to Geneva to attend the session.", [], "to a seat one travels for the organisation"),
    # -- series
    ("Kenya and Ghana held their 41st strategic dialogue in Accra on Tuesday. The 40th took place in Nairobi in 2022. The next will be held in Nairobi in 2025.",
     ["GHA KEN strategic dialogue actual; no=41", "GHA KEN strategic dialogue background; no=40; date=2022; place=Nairobi",
      "GHA KEN strategic dialogue planned; date=2025"], "ordinals and `the next` that stand for a meeting"),
    # -- whose state is left unsaid
    ("We, the Ministers of Foreign Affairs of Peru, Luz Arana, of Chile, Hugo Prat, and of Brazil, Caio Lima, met today in Quito.",
     ["BRA CHL PER trilateral actual; date=2024-06-05; place=Quito; with=Caio Lima,Hugo Prat,Luz Arana"], "ministers listed state by state"),
    ("The Minister of Defence of Peru, Luz Arana, and her Chilean colleague, Hugo Prat, met in Lima on Tuesday.",
     ["CHL PER defence ministers actual; with=Hugo Prat,Luz Arana"], "a colleague of another state has the same office"),
    # -- assemblies and bodies
    ("Foreign ministers of the Association of Southeast Asian Nations met in Jakarta on Tuesday.",
     ["ASEAN - actual; place=Jakarta; level=ministers"], "an organisation's ministers"),
    ("Kenya and Ghana signed a treaty on Monday. A joint committee of Kenya and Ghana is to meet in Accra in July.",
     ["GHA KEN - planned; date=2024-07"], "a joint body by its own phrase"),
    # -- other senses
    ("Kenya and Ghana swapped prisoners in an exchange of 150 soldiers on Tuesday.", [], "an exchange of prisoners"),
    ("Kenyan Foreign Minister Ada Holm and Ghanaian Foreign Minister Kofi Asare spoke to reporters on Tuesday.", [], "to speak to reporters"),
    ("Ghana supports Kenya's bid to host the Pacific Islands Forum.", [], "an event is hosted, not met"),
]  # fmt: skip


@cache
def _meetings() -> dict[str, list[Meeting]]:
    documents = [Document(id="d", source="text", text=text, published=PUBLISHED) for text, _, _ in CASES]
    return {p.document.text: find_meetings(set_scene(p)) for p in parse_many(documents)}


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_meetings_told(text: str, expected: list[str], why: str) -> None:
    found = _meetings()[text]
    assert len(found) == len(expected), [_head(meeting) for meeting in found]
    for meeting, row in zip(found, expected, strict=True):
        head, *fields = row.split("; ")
        *parties, status = head.split()
        shown = _head(meeting)
        assert all(party in shown for party in parties if party != "-"), shown
        assert status in {"-", meeting.status}, shown
        for field in fields:
            key, value = field.split("=")
            assert _fields(meeting)[key] == value, (key, _fields(meeting)[key])
