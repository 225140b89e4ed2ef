"""What a record does, on both databases."""

import json
from collections.abc import Callable

import pytest

from communique.errors import BadQuery, CommuniqueError, UnknownItem, UnreadableInput
from communique.record import Query, Record
from communique.schema import Evidence, Reader
from tests.record.conftest import MakeRecord
from tests.record.made import actor, agreement, event, meeting, person, position, reading, rows

HAYASHI, COLONNA = person("Yoshimasa Hayashi", "JPN"), person("Catherine Colonna", "FRA")
LONG = " ".join(f"word{n} of the wire's own long report" for n in range(60))


# -- documents ---------------------------------------------------------------------------------------------------------


def test_the_same_document_twice_is_one(record: Record) -> None:
    one = reading(meeting("JPN FRA", "2023-05-09"))
    assert str(record.add([one, one])) == "1 added, 1 already known, 0 set aside"
    before = rows(record)
    assert str(record.add(one)) == "0 added, 1 already known, 0 set aside"
    assert rows(record) == before


def test_the_same_words_at_another_address_are_one_document(record: Record) -> None:
    record.add(reading(meeting("JPN FRA", "2023-05-09"), id="first", text="Same words."))
    added = record.add(
        reading(meeting("JPN FRA", "2023-05-09"), id="other", text="Same \n words.", published="2023-05-12")
    )
    assert (added.added, added.known) == (0, 1)
    assert record.counts()["documents"] == 1
    (found,) = record.meetings()
    assert found.documents == ("first",)
    (document,) = record.documents(["first"])
    assert document["same_words"] == ["other"]


def test_a_corrected_version_supersedes_and_both_are_kept(record: Record) -> None:
    record.add(reading(meeting("JPN FRA", "2023-05-09"), id="page", text="They met on the 9th."))
    record.add(reading(meeting("JPN FRA", "2023-05-10"), id="page", text="Correction: they met on the 10th."))
    (found,) = record.meetings()
    assert found["date"] == "2023-05-10"
    (document,) = record.documents(["page"])
    assert document["versions"] == 2
    assert document["text"] == "Correction: they met on the 10th."


def test_of_two_versions_the_later_dated_counts_whichever_came_first(make_record: MakeRecord) -> None:
    old = reading(meeting("JPN FRA", "2023-05-09"), id="page", text="Old.", published="2023-05-09")
    new = reading(meeting("JPN FRA", "2023-05-10"), id="page", text="New.", published="2023-05-10")
    found = []
    for order in ([old, new], [new, old]):
        record = make_record()
        for one in order:
            record.add(one)
        found.append(rows(record))
    assert found[0] == found[1]
    assert found[0]["items"][0][2] == "2023-05-10"


def test_near_copies_are_grouped_and_count_as_one_voice(record: Record) -> None:
    wrong = [meeting("JPN FRA", "2023-05-09", place="Paris", format="2+2")]
    right = [meeting("JPN FRA", "2023-05-09", place="Tokyo", format="2+2")]
    for number in range(3):
        record.add(reading(*wrong, id=f"wire-{number}", text=f"{LONG} ends {number}"))
    for number in range(2):
        record.add(reading(*right, id=f"own-{number}", text=f"{number} " * 90))
    assert record.copies("wire-1") == sorted(
        record.copies("wire-1"), key=lambda one: record.copies("wire-1").index(one)
    )
    assert set(record.copies("wire-1")) == {"wire-0", "wire-1", "wire-2"}
    (found,) = record.meetings()
    assert found["place"]["name"] == "Tokyo"
    assert found.values["place"].rule == "majority of independent reports"


def test_quotes_only_where_the_setting_says_so(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.settings import settings

    monkeypatch.setenv("COMMUNIQUE_KEEP_TEXT", "quotes")
    settings.cache_clear()
    try:
        record.add(
            reading(meeting("JPN FRA", "2023-05-09", words="held talks"), id="d", text="They held talks, we hear.")
        )
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert record.documents(["d"])[0]["text"] is None
    kept = record.reading("d")
    assert kept is not None
    assert kept.meetings[0].evidence[0].quote == "held talks"
    before = rows(record)
    record.relink()
    assert rows(record) == before


def test_characters_no_database_keeps_do_no_harm(record: Record) -> None:
    record.add(reading(meeting("JPN FRA", "2023-05-09", words="met\x00 in Paris"), id="nul", title="A\x00B"))
    assert record.search("Paris")
    assert len(record.meetings()) == 1


def test_what_cannot_be_taken_in_is_listed_once_until_it_is_added(record: Record) -> None:
    for _ in range(2):
        record.add_readings([], aside=[UnreadableInput("https://press.example/d", "is empty")])
    (found,) = record.set_aside()
    assert (found["source"], found["reason"], found["kind"]) == (
        "https://press.example/d",
        "is empty",
        "UnreadableInput",
    )
    record.add(reading(meeting("JPN FRA"), id="d"))
    assert record.set_aside() == []


def test_a_record_without_a_reader_says_so(record: Record) -> None:
    with pytest.raises(CommuniqueError, match="open_record"):
        record.add(["some/file.txt"])


# -- one event, many reports -------------------------------------------------------------------------------------------


def announced_and_held(record: Record) -> None:
    record.add([
        reading(meeting("JPN FRA", "2023-05-09", format="2+2", status="planned", attendees=[HAYASHI], topic="ports"),
                id="announced", published="2023-05-01", source="https://www.mofa.go.jp/1"),
        reading(meeting("JPN FRA", "2023-05-09", format="2+2", attendees=[HAYASHI, COLONNA], topic="radar", ordinal=7),
                id="readout", published="2023-05-09", source="https://www.mofa.go.jp/2"),
        reading(meeting("JPN FRA", "2023-05-10", format="2+2", place="Paris", attendees=[COLONNA]), id="paper", published="2023-05-11"),
    ])  # fmt: skip


def test_announcement_readout_and_news_are_one_meeting(record: Record) -> None:
    announced_and_held(record)
    (found,) = record.meetings(dyad="FRA-JPN")
    assert found.status == "actual"
    assert [entry["status"] for entry in found.history] == ["planned", "actual"]
    assert {one["name"] for one in found["attendees"]} == {"Yoshimasa Hayashi", "Catherine Colonna"}
    assert {one["words"] for one in found["topics"]} == {"ports", "radar"}
    assert set(found.documents) == {"announced", "readout", "paper"}


def test_disagreement_is_kept_with_the_rule(record: Record) -> None:
    announced_and_held(record)
    (found,) = record.meetings()
    date = found.values["date"]
    assert (date.shown, date.rule) == ("2023-05-09", "official source before press")
    assert [other["value"] for other in date.others] == ["2023-05-10"]
    assert "date" in found.disputed


def test_a_month_does_not_contradict_its_day(record: Record) -> None:
    record.add([
        reading(meeting("JPN FRA", "2023-05", format="2+2", ordinal=7), id="a"),
        reading(meeting("JPN FRA", "2023-05-09", format="2+2", ordinal=7), id="b"),
    ])  # fmt: skip
    (found,) = record.meetings()
    assert (found["date"], found.values["date"].rule) == ("2023-05-09", "all reports agree")


def test_stages_of_an_agreement_are_a_history(record: Record) -> None:
    name = "Grain and Ports Agreement"
    record.add([
        reading(agreement("JPN FRA", "free trade", "negotiating", name=name), id="a", published="2021-03-01"),
        reading(agreement("JPN FRA", "free trade", "signed", "2022-06-01", name=name), id="b", published="2022-06-02"),
        reading(agreement("JPN FRA", "free trade", "in_force", "2023-01-01", name="Ports and Grain Agreement"), id="c", published="2023-01-02"),
    ])  # fmt: skip
    (found,) = record.agreements(stages="in_force")
    assert [entry["stage"] for entry in found.history] == ["negotiating", "signed", "in_force"]
    assert (found.stage, found.day) == ("in_force", "2023-01-01")
    assert record.agreements(stages="signed").items == ()


def test_positions_are_a_history_of_wordings(record: Record) -> None:
    for month, stance, words in (
        ("04", "concern", "changes by force"),
        ("05", "oppose", "any changes by force"),
        ("06", "oppose", "any changes"),
    ):
        given = position("JPN FRA", stance, words, "status-quo", f"2023-{month}-01", words=f"They noted {words}.")
        record.add(reading(given, published=f"2023-{month}-02"))
    (newest, *_) = record.positions(topics="status-quo")
    steps = record.history(newest.id)
    assert [step.change for step in steps] == ["first", "strengthened", "same"]
    assert (steps[1].added, steps[2].dropped) == (("any",), ("by force",))


def test_a_series_has_its_gaps_and_contradictions(record: Record) -> None:
    for number, date in ((5, "2019-01-11"), (7, "2023-05-09"), (6, "2023-06-20")):
        record.add(reading(meeting("JPN FRA", date, format="2+2", ordinal=number), published=date))
    record.add(reading(meeting("JPN FRA", "2023-12-01", format="2+2", ordinal=10), published="2023-12-01"))
    (series,) = record.series(dyad="JPN-FRA")
    assert series.gaps == (8, 9)
    assert len(series.contradictions) == 1
    assert "number 6 (2023-06-20) comes after number 7" in series.contradictions[0]


def test_why_says_what_was_joined_and_what_was_kept_apart(record: Record) -> None:
    announced_and_held(record)
    record.add(reading(meeting("JPN FRA", "2023-05-16", format="2+2"), id="later", published="2023-05-17"))
    found = record.why(next(one for one in record.meetings() if "readout" in one.documents).id)
    assert found.joined[0].leads
    assert len(found.joined) == 3
    assert all(one.grounds for one in found.joined[1:])
    assert "different days" in found.apart[0][1]
    assert json.dumps(found.to_dict())


def test_identifiers_of_reports_lead_to_their_item(record: Record) -> None:
    record.add(reading(meeting("JPN FRA", format="2+2", ordinal=7), id="vague", published="2023-05-09"))
    (vague,) = record.meetings()
    record.add(reading(meeting("JPN FRA", "2023-05-09", format="2+2", ordinal=7), id="exact", published="2023-05-09"))
    (found,) = record.meetings()
    assert found.id != vague.id
    assert record.get(vague.id) == found
    with pytest.raises(UnknownItem):
        record.get("m-nowhere")


# -- review ------------------------------------------------------------------------------------------------------------


def test_a_correction_is_shown_and_outlives_relinking_and_rereading(record: Record) -> None:
    announced_and_held(record)
    (found,) = record.meetings()
    shown = record.review(found.id, "date", "correct", "2023-05-10", who="Ada", why="the minister's diary")
    assert (shown["date"], shown.day, shown.values["date"].rule) == (
        "2023-05-10",
        "2023-05-10",
        "a reviewer's correction",
    )
    record.relink()
    assert record.get(found.id)["date"] == "2023-05-10"
    kept = record.reading("readout")
    assert kept is not None
    item = kept.meetings[0].model_copy(update={"evidence": [Evidence(start=4, end=11, quote="FRA met")]})
    newer = kept.model_copy(update={"meetings": [item], "reader": Reader(name="tests", version="2")})
    record._replace([newer])
    (again,) = record.meetings()
    assert again["date"] == "2023-05-10"


def test_the_newest_decision_of_a_field_holds_and_all_are_kept(record: Record) -> None:
    announced_and_held(record)
    (found,) = record.meetings()
    record.review(found.id, "place", "correct", "Lyon", who="Ada")
    record.review(found.id, "place", "reject", who="Grace", why="not said")
    assert record.get(found.id)["place"]["name"] == "Paris"
    assert [(one["who"], one["superseded"]) for one in record.decisions(found.id)] == [("Grace", False), ("Ada", True)]


def test_a_rejected_value_gives_way_to_the_next(record: Record) -> None:
    announced_and_held(record)
    (found,) = record.meetings()
    shown = record.review(found.id, "date", "reject", who="Ada")
    assert shown["date"] == "2023-05-10"


def test_an_accepted_value_stays_whatever_is_reported_later(record: Record) -> None:
    record.add(reading(meeting("JPN FRA", "2023-05-09", place="Paris", ordinal=7, format="2+2"), id="a"))
    (found,) = record.meetings()
    record.review(found.id, "place", "accept", who="Ada")
    for number in range(3):
        record.add(reading(meeting("JPN FRA", "2023-05-09", place="Tokyo", ordinal=7, format="2+2"), id=f"b{number}"))
    (found,) = record.meetings()
    assert found["place"]["name"] == "Paris"


def test_a_rejected_item_is_not_shown(record: Record) -> None:
    announced_and_held(record)
    (found,) = record.meetings()
    record.review(found.id, "item", "reject", who="Ada", why="no such meeting")
    assert (record.meetings().items, record.search("JPN").items, record.show("JPN-FRA").meetings.items) == ((), (), ())
    record.review(found.id, "item", "accept", who="Ada")
    assert len(record.meetings()) == 1


@pytest.mark.parametrize(
    ("field", "verdict", "value", "said"),
    [
        ("colour", "accept", None, "there are item, format"),
        ("status", "correct", "maybe", "there are actual, planned"),
        ("date", "correct", "9 May", "is not a date"),
        ("date", "correct", "2023-05-09/2023-05-01", "ends before it begins"),
        ("place", "maybe", None, "there are accept, correct, reject"),
        ("ordinal", "correct", "seven", "is a number"),
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused(
    record: Record, field: str, verdict: str, value: str | None, said: str
) -> None:
    record.add(reading(meeting("JPN FRA", "2023-05-09")))
    (found,) = record.meetings()
    with pytest.raises(BadQuery, match=said):
        record.review(found.id, field, verdict, value, who="Ada")
    assert record.decisions() == []


# -- asking ------------------------------------------------------------------------------------------------------------


def many(record: Record) -> None:
    record.add([
        reading(meeting("JPN FRA", "2023-05-09", place="Paris", words="met on radar in Paris")),
        reading(meeting("JPN FRA PER", "2022-11-02", format="trilateral", status="planned")),
        reading(meeting("NOR PER", "2023-01-05")),
        reading(event("ACCUSE", "PER", "NOR", "2023-02-01", contexts=["environment"], quad="verbal conflict", goldstein=-2.0)),
        reading(event("CONSULT", "PER", "NOR", "2023-02-03", goldstein=1.0, words="spoke about café exports")),
        reading(event("CONSULT", "PER.GOV", "NOR", "2023-03-03", goldstein=1.5)),
        reading(event("CONSULT", "PER", "NOR", "2023-03-09", goldstein=1.5, status="planned")),
        reading(agreement("NOR PER", "fisheries", "signed", "2023-02-10")),
        reading(position("NOR", "urge", "open trawler data", "fisheries", "2023-02-11")),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"dyad": "FRA-JPN"}, ["meeting", "meeting"]),
        ({"dyad": "per-nor", "since": "2023-02", "until": "2023-02"}, ["agreement", "event", "event"]),
        ({"actors": ("PER.GOV",)}, ["event"]),
        ({"actors": ("PER", "FRA")}, ["meeting"]),
        ({"types": "ACCUSE"}, ["event"]),
        ({"stages": "signed"}, ["agreement"]),
        ({"topics": "environment"}, ["event"]),
        ({"topics": "fisheries"}, ["position"]),
        ({"status": "planned"}, ["event", "meeting"]),
        ({"text": "radar Paris"}, ["meeting"]),
        ({"text": '"in Paris"', "kinds": "meeting"}, ["meeting"]),
        ({"text": "Paris radar", "kinds": "event"}, []),
        ({"text": "Norway", "dyad": "NOR-PER", "kinds": "agreement"}, ["agreement"]),
        ({"until": "2022"}, ["meeting"]),
        ({"dyad": "JPN-NOR"}, []),
    ],
)
def test_a_query_narrows(record: Record, fields: dict[str, object], kinds: list[str]) -> None:
    many(record)
    found = record.find(**fields)
    assert sorted(item.kind for item in found) == kinds
    assert record.find(Query.model_validate(fields)) == found


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "done"}, "there are actual"),
        ({"stages": "inked"}, "there are proposed"),
        ({"kinds": ("event",), "types": "2+2"}, "there are ACCUSE"),
        ({"since": "May"}, "is not a day"),
        ({"until": "2023-02-30"}, "is not a day there is"),
        ({"dyad": "JPN"}, "write them as JPN-FRA"),
        ({"colour": "red"}, "there are actors, dyad"),
        ({"limit": 0}, "limit"),
        ({"cursor": "zzz"}, "cursor"),
        ({"text": '"'}, "no word"),
    ],
)
def test_a_question_with_an_unknown_word_lists_what_there_is(
    record: Record, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(BadQuery, match=said):
        record.find(**fields)


def test_pages_follow_each_other_without_gap_or_repetition(record: Record) -> None:
    many(record)
    whole = [item.id for item in record.find(limit=100)]
    found: list[str] = []
    cursor = None
    while True:
        page = record.find(limit=2, cursor=cursor)
        found += [item.id for item in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert found == whole
    assert len(whole) == 9


@pytest.mark.parametrize(
    "fields",
    [
        {"dyad": "NOR-PER"},
        {"dyad": "NOR-PER", "kinds": "event", "types": "ACCUSE"},
        {"topics": "environment"},
        {"kinds": ("agreement", "meeting")},
        {"since": "2023-03"},
    ],
)
def test_words_that_very_many_items_hold_find_the_newest(
    record: Record, monkeypatch: pytest.MonkeyPatch, fields: dict[str, object]
) -> None:
    many(record)
    few, all_few = record.search("PER", **fields), record.search("PER")
    monkeypatch.setattr("communique.record.finding.MOST_WEIGHED", 2)
    found, newest = record.search("PER", **fields), record.search("PER")
    assert {item.id for item in found} == {item.id for item in few} != set()
    assert [item.day for item in found] == sorted((item.day for item in found), reverse=True)
    assert (found.clipped, newest.clipped) == (False, True)
    assert len(newest) == 2 < len(all_few)


def test_the_page_of_two_sides_has_the_newest_of_a_series(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    record.add(
        reading(meeting("JPN FRA", f"20{year}-05-09", format="2+2", series="Ports Dialogue", ordinal=year))
        for year in range(10, 20)
    )
    monkeypatch.setattr("communique.record.record.IN_A_SERIES", 3)
    (shown,), (whole,) = record.show("JPN-FRA").series, record.series(dyad="JPN-FRA")
    assert [one["ordinal"] for one in shown.meetings] == [17, 18, 19]
    assert len(whole.meetings) == 10


def test_words_are_found_without_endings_and_accents_do_not_matter_to_sqlite(record: Record) -> None:
    many(record)
    assert [item.kind for item in record.search("export")] == ["event"]
    assert record.search('"exports café"').items == ()
    assert record.search("AND OR NOT * -").items == ()


def test_monthly_sums_what_took_place(record: Record) -> None:
    many(record)
    february, march = record.monthly("PER-NOR")
    assert (february.month, february.goldstein) == ("2023-02", -1.0)
    assert (february.counts["verbal conflict"], february.counts["verbal cooperation"]) == (1, 1)
    assert (march.goldstein, march.counts["verbal cooperation"]) == (1.5, 1)


def test_page_pairs_actors_and_counts(record: Record) -> None:
    many(record)
    record.add(
        reading(
            meeting("JPN FRA", "2023-08-09", attendees=[HAYASHI]),
            actors=[actor("JPN", "Japan"), actor("JPN", "Nippon")],
        )
    )
    page = record.show("NOR-PER", limit=2)
    assert (len(page.agreements), len(page.meetings), len(page.events)) == (1, 1, 2)
    assert json.dumps(page.to_dict())
    assert record.pairs("NOR")[0]["pair"] == "NOR-PER"
    assert [item.kind for item in record.find(actors=("yoshimasa-hayashi",))] == ["meeting"]
    named = record.actor("JPN")
    assert named is not None
    assert named["names"] == ["Nippon", "Japan"]
    assert record.counts()["meetings"] == 4


def test_frames_have_a_row_an_item(record: Record) -> None:
    many(record)
    items = record.events(limit=100)
    assert items.to_pandas().shape[0] == len(items) == items.to_polars().shape[0]
    assert list(items.to_pandas()["type"]) == [item.type for item in items]


# -- opening -----------------------------------------------------------------------------------------------------------


def test_opening_again_finds_everything(address: Callable[[], str]) -> None:
    where = address()
    with Record(where) as record:
        record.add(reading(meeting("JPN FRA", "2023-05-09")))
        before = rows(record)
    with Record(where) as record:
        assert rows(record) == before
