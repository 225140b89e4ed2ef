"""Pairs of reports that are one and pairs that are not, a row a pair, with why it is there."""

from typing import Any

import pytest

from communique.record.extract import reports_of
from communique.record.linking import LINKERS, order_of
from communique.record.report import Apart, Join, Verdict
from tests.record.made import agreement, event, meeting, person, position, reading

HAYASHI, COLONNA, KAMIKAWA = (
    person("Yoshimasa Hayashi", "JPN"),
    person("Catherine Colonna", "FRA"),
    person("Yoko Kamikawa", "JPN"),
)


def said(item: Any, published: str = "2023-05-11") -> dict[str, Any]:
    return {"item": item, "published": published}


ONE = [
    ("the same parties, day and format", said(meeting("JPN FRA", "2023-05-09")), said(meeting("FRA JPN", "2023-05-09"))),
    ("a ministry for its state", said(meeting("JPN.GOV FRA", "2023-05-09")), said(meeting("JPN FRA", "2023-05-09"))),
    (
        "planned and actual a day later",
        said(meeting("JPN FRA", "2023-05-09", format="2+2", status="planned"), "2023-04-20"),
        said(meeting("JPN FRA", "2023-05-10", format="2+2")),
    ),
    (
        "announced without a day, then held: the people agree",
        said(meeting("JPN FRA", attendees=[HAYASHI, COLONNA], status="planned"), "2023-05-02"),
        said(meeting("JPN FRA", "2023-05-09", attendees=[HAYASHI, COLONNA])),
    ),
    (
        "a month in one, a day in the other, the same number",
        said(meeting("JPN FRA", "2023-05", format="2+2", ordinal=7)),
        said(meeting("JPN FRA", "2023-05-09", format="2+2", ordinal=7)),
    ),
    (
        "undated news of the same days with the same minister",
        said(meeting("JPN FRA", attendees=[HAYASHI], topic="grain ports radar"), "2023-05-10"),
        said(meeting("JPN FRA", "2023-05-09", attendees=[HAYASHI], topic="radar and grain ports")),
    ),
    (
        "a series of many names, whichever parties a report lists",
        said(meeting("G7 JPN FRA", "2023-05-19/2023-05-21", format="summit", series="G7 Summit")),
        said(meeting("G7 JPN", "2023-05-20", format="summit", series="G7 Summit")),
    ),
    (
        "a visit told as talks in the same city",
        said(meeting("JPN FRA", "2023-05-09", format="visit", place="Paris")),
        said(meeting("JPN FRA", "2023-05-09", format="talks", place="Paris")),
    ),
    (
        "an agreement from talks to force over years",
        said(agreement("JPN FRA", "free trade", "negotiating", name="Ports and Grain Agreement"), "2020-03-01"),
        said(agreement("JPN FRA", "free trade", "in_force", "2023-02-01", name="Agreement on Grain and Ports"), "2023-02-02"),
    ),
    (
        "a pact under another name, signed the same day",
        said(agreement("JPN FRA", "reciprocal access", "signed", "2023-05-09", name="troops pact")),
        said(agreement("JPN FRA", "reciprocal access", "signed", "2023-05-09", name="Visiting Forces Agreement")),
    ),
    (
        "a loose word for a known agreement told at the same time",
        said(agreement("JPN FRA", "free trade", "signed", "2023-05-09")),
        said(agreement("JPN FRA", "agreement", "signed", "2023-05-09")),
    ),
    (
        "one arrest in two papers",
        said(event("COERCE", "PER", "NOR", "2023-05-09", words="Peru detained a Norwegian trawler captain off Callao")),
        said(event("COERCE", "PER", "NOR", "2023-05-09", words="the trawler captain was detained near Callao by Peru")),
    ),
    (
        "an undated report of the same news",
        said(event("ACCUSE", "PER", "NOR", words="Peru accused Norway of dumping salmon feed near Callao"), "2023-05-10"),
        said(event("ACCUSE", "PER", "NOR", words="accused Norway of dumping salmon feed near Callao"), "2023-05-10"),
    ),
    (
        "the recipient left out by one",
        said(event("SANCTION", "NOR", "PER", "2023-05-09", words="Norway froze assets of the anchovy cartel bosses")),
        said(event("SANCTION", "NOR", "", "2023-05-09", words="Norway froze assets of anchovy cartel bosses")),
    ),
    (
        "consultations whoever is named first",
        said(event("CONSULT", "JPN FRA", "", "2023-05-09")),
        said(event("CONSULT", "FRA", "JPN", "2023-05-09")),
    ),
    (
        "one statement in two reports",
        said(position("JPN FRA", "oppose", "any change by force", "status-quo", "2023-05-09")),
        said(position("JPN FRA", "oppose", "changes by force", "status-quo", "2023-05-09")),
    ),
]  # fmt: skip

OTHER = [
    ("different parties", "parties", said(meeting("JPN FRA", "2023-05-09")), said(meeting("JPN PER", "2023-05-09"))),
    ("a week later", "days", said(meeting("JPN FRA", "2023-05-09")), said(meeting("JPN FRA", "2023-05-16"))),
    (
        "two calls of the same ministers in one week", "days",
        said(meeting("JPN FRA", "2023-05-09", format="phone call", attendees=[HAYASHI, COLONNA])),
        said(meeting("JPN FRA", "2023-05-11", format="phone call", attendees=[HAYASHI, COLONNA])),
    ),
    (
        "calls on following days about other things", "days",
        said(meeting("JPN FRA", "2023-05-09", format="phone call", attendees=[HAYASHI], topic="grain and ports")),
        said(meeting("JPN FRA", "2023-05-10", format="phone call", attendees=[HAYASHI], topic="radar satellites")),
    ),
    (
        "the sixth and the seventh meeting", "numbers",
        said(meeting("JPN FRA", "2022-01", format="2+2", ordinal=6)), said(meeting("JPN FRA", "2022-01-20", format="2+2", ordinal=7)),
    ),
    (
        "a call and a visit on one day", "formats",
        said(meeting("JPN FRA", "2023-05-09", format="phone call")), said(meeting("JPN FRA", "2023-05-09", format="visit")),
    ),
    (
        "by phone and in person", "phone",
        said(meeting("JPN FRA", "2023-05-09", mode="phone")), said(meeting("JPN FRA", "2023-05-09", mode="in_person")),
    ),
    (
        "a 2+2 and a summit on one day", "formats",
        said(meeting("JPN FRA", "2023-05-09", format="2+2")), said(meeting("JPN FRA", "2023-05-09", format="summit")),
    ),
    (
        "another foreign minister", "different people",
        said(meeting("JPN FRA", "2023-05-09", attendees=[HAYASHI])), said(meeting("JPN FRA", "2023-05-09", attendees=[KAMIKAWA])),
    ),
    (
        "two series", "series",
        said(meeting("JPN FRA", "2023-05-09", series="Cyber Dialogue")), said(meeting("JPN FRA", "2023-05-09", series="Space Dialogue")),
    ),
    (
        "undated and with nobody named", "too little",
        said(meeting("JPN FRA"), "2023-05-10"), said(meeting("JPN FRA", format="courtesy call"), "2023-05-11"),
    ),
    (
        "a pledge made again on another day", "different days",
        said(event("AGREE", "NOR", "PER", words="Norway will keep supporting Peru with security assistance"), "2023-05-10"),
        said(event("AGREE", "NOR", "PER", words="Norway will keep supporting Peru through security assistance"), "2023-05-14"),
    ),
    (
        "praise in two conversations of following days", "statements",
        said(event("SUPPORT", "NOR", "PER FRA", words="they lauded the crews who work tirelessly in Callao harbour"), "2023-05-10"),
        said(event("SUPPORT", "NOR", "PER JPN", words="crews in Callao harbour who are working tirelessly"), "2023-05-11"),
    ),
    (
        "two statements of one day that share only words of all statements", "too little",
        said(event("SUPPORT", "NOR", "PER", "2023-05-09", words="expressed support for dialogue and engagement on trawlers")),
        said(event("SUPPORT", "NOR", "PER", "2023-05-09", words="expressed support for efforts to improve relations in the north")),
    ),
    (
        "a ministerial to come and the summit", "different formats",
        said(meeting("JPN FRA", "2023-05-09", format="summit", topic="ports and grain")),
        said(meeting("JPN FRA", format="ministerial", topic="grain and ports", status="planned"), "2023-05-08"),
    ),
    (
        "people who had met before, named days later", "too little",
        said(meeting("JPN FRA", "2023-05-09", attendees=[HAYASHI, COLONNA])),
        said(meeting("JPN FRA", attendees=[HAYASHI, COLONNA]), "2023-05-13"),
    ),
    (
        "a visit of one asked about, a meeting of another held", "people",
        said(meeting("JPN FRA", "2023-05-09", format="talks", attendees=[person("Jun Mori", "JPN", "minister")], place="Paris")),
        said(meeting("JPN FRA", format="visit", attendees=[HAYASHI], place="Paris", status="possible"), "2023-05-08"),
    ),
    (
        "on the margins of a summit, and the summit", "parties",
        said(meeting("JPN FRA", "2023-05-19", format="summit", series="G7 Summit", words="they met on the margins of the G7 summit")),
        said(meeting("G7 FRA", "2023-05-19", format="summit", series="G7 Summit", words="the G7 summit opened")),
    ),
    (
        "an agreement and its amending protocol", "amends",
        said(agreement("JPN FRA", "free trade", "in_force", name="Free Trade Agreement")),
        said(agreement("JPN FRA", "free trade", "signed", name="protocol to amend the Free Trade Agreement")),
    ),
    (
        "an amending protocol that the reader names after what it amends", "amends",
        said(agreement("JPN FRA", "free trade", "in_force", name="free trade agreement")),
        said(agreement("JPN FRA", "free trade", "signed", name="free trade agreement",
                       words="signed a protocol amending the free trade agreement")),
    ),
    (
        "two memoranda signed on one day", "other names",
        said(agreement("JPN FRA", "memorandum", "signed", "2023-05-09", name="memorandum on hydrogen research")),
        said(agreement("JPN FRA", "memorandum", "signed", "2023-05-09", name="memorandum on coast guard training")),
    ),
    (
        "two phases", "numbers",
        said(agreement("JPN FRA", "ceasefire", "signed", name="first phase ceasefire deal")),
        said(agreement("JPN FRA", "ceasefire", "signed", name="second phase ceasefire deal")),
    ),
    (
        "signed on different days", "different days",
        said(agreement("JPN FRA", "free trade", "signed", "2019-05-09")), said(agreement("JPN FRA", "free trade", "signed", "2023-05-09")),
    ),
    (
        "signed long before the other was talked about", "before",
        said(agreement("JPN FRA", "free trade", "signed", "2019-05-09"), "2019-05-10"),
        said(agreement("JPN FRA", "free trade", "negotiating"), "2022-05-10"),
    ),
    (
        "kinds that are not one", "kinds",
        said(agreement("JPN FRA", "free trade", "signed")), said(agreement("JPN FRA", "extradition", "signed")),
    ),
    (
        "two memoranda at one time", "other names",
        said(agreement("JPN FRA", "memorandum", "signed", name="memorandum on hydrogen research")),
        said(agreement("JPN FRA", "memorandum", "signed", name="memorandum on coast guard training")),
    ),
    (
        "who did it and who bore it swapped", "actors",
        said(event("ACCUSE", "PER", "NOR", "2023-05-09")), said(event("ACCUSE", "NOR", "PER", "2023-05-09")),
    ),
    ("two types", "types", said(event("ACCUSE", "PER", "NOR", "2023-05-09")), said(event("REJECT", "PER", "NOR", "2023-05-09"))),
    (
        "two accusations on one day about other things", "too little",
        said(event("ACCUSE", "PER", "NOR", "2023-05-09", words="Peru accused Norway of dumping salmon feed near Callao")),
        said(event("ACCUSE", "PER", "NOR", "2023-05-09", words="Peru blamed Norwegian insurers over unpaid shipwreck claims")),
    ),
    (
        "a strike a week later", "days",
        said(event("ASSAULT", "PER", "NOR", "2023-05-02", words="shelled the radar station")),
        said(event("ASSAULT", "PER", "NOR", "2023-05-09", words="shelled the radar station")),
    ),
    (
        "the same words in another month: a step of the history", "days",
        said(position("JPN FRA", "oppose", "any change by force", "status-quo", "2023-05-09")),
        said(position("JPN FRA", "oppose", "any change by force", "status-quo", "2023-06-09")),
    ),
    (
        "another stance", "stances",
        said(position("JPN", "support", "the talks", "talks", "2023-05-09")), said(position("JPN", "oppose", "the talks", "talks", "2023-05-09")),
    ),
]  # fmt: skip


def compared(one: dict[str, Any], other: dict[str, Any]) -> Verdict:
    """The verdict on two reports, the one that says more leading; both must share a block to be compared at all."""
    reports = [
        reports_of(reading(side["item"], published=side["published"], id=f"d{n}"))[0].report
        for n, side in enumerate((one, other))
    ]
    leader, report = sorted(reports, key=order_of)
    return LINKERS[leader.kind].compare(leader, report)


def share_a_block(one: dict[str, Any], other: dict[str, Any]) -> bool:
    reports = [
        reports_of(reading(side["item"], published=side["published"], id=f"d{n}"))[0].report
        for n, side in enumerate((one, other))
    ]
    leader, report = sorted(reports, key=order_of)
    linker = LINKERS[leader.kind]
    return bool(linker.blocks(leader)[0] & linker.blocks(report)[1])


@pytest.mark.parametrize(("why", "one", "other"), ONE, ids=[row[0] for row in ONE])
def test_reports_of_one_thing_are_joined(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    verdict = compared(one, other)
    assert isinstance(verdict, Join), verdict.reason
    assert verdict.grounds
    assert share_a_block(one, other)


@pytest.mark.parametrize(("why", "reason", "one", "other"), OTHER, ids=[row[0] for row in OTHER])
def test_reports_of_different_things_stay_apart(
    why: str, reason: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    verdict = compared(one, other)
    assert isinstance(verdict, Apart), verdict.grounds
    assert reason in verdict.reason
