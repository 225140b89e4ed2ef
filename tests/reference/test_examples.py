"""Every reference file: its records load, each has examples that contain their words, and bad records are named."""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from importlib.resources import files

import pytest
from pydantic import BaseModel

from communique.errors import BadReference
from communique.reading import date_grammar
from communique.reading.names import UNINHABITED, find_names, find_people, find_titles
from communique.reference import (
    agreement_kinds,
    codebook,
    groups,
    historical_names,
    loader,
    meeting_words,
    modality,
    offices,
    organisations,
    people,
    places,
    series,
    sites,
    stages,
    stances,
    states,
    title_words,
    topics,
)
from communique.schema import OfficeKind

Loader = Callable[[], Iterable[BaseModel]]


def _load(name: str, model: type[BaseModel]) -> Loader:
    return lambda: loader.load(name, model, lambda record: record.model_dump_json())


LOADERS: dict[str, Loader] = {
    "agreement_kinds.jsonl": lambda: agreement_kinds.agreement_kinds().values(),
    "cameo.jsonl": lambda: codebook.cameo().values(),
    "date_forms.jsonl": date_grammar.date_forms,
    "date_words.jsonl": date_grammar.date_words,
    "event_phrases.jsonl": codebook.phrases,
    "groups.jsonl": lambda: groups.group_nouns().values(),
    "historical_names.jsonl": lambda: historical_names.historical_names().values(),
    "instruments.jsonl": _load("instruments.jsonl", stances.Instrument),
    "meeting_words.jsonl": _load("meeting_words.jsonl", meeting_words.MeetingWord),
    "modality.jsonl": _load("modality.jsonl", modality.ModalWord),
    "offices.jsonl": _load("offices.jsonl", offices.OfficeRecord),
    "organisations.jsonl": lambda: organisations.organisations().values(),
    **{name: _load(name, people.PersonRecord) for name in people.FILES},
    "places.jsonl": places.places,
    "plover.jsonl": lambda: codebook.types().values(),
    "plover_contexts.jsonl": lambda: codebook.contexts().values(),
    "plover_modes.jsonl": lambda: codebook.modes().values(),
    "sectors.jsonl": lambda: codebook.sectors().values(),
    "series.jsonl": series.series,
    "sites.jsonl": sites.sites,
    "stages.jsonl": _load("stages.jsonl", stages.StageWord),
    "stances.jsonl": _load("stances.jsonl", stances.StanceWord),
    "states.jsonl": lambda: states.states().values(),
    "title_words.jsonl": _load("title_words.jsonl", title_words.TitleWords),
    "topics.jsonl": topics.topics,
}
# A table of codes with their numbers: the event phrases are its examples.
WITHOUT_EXAMPLES = {"cameo.jsonl"}
# What PLOVER calls actors that belong to no state; they have no sector of their own.
INTERNATIONAL = {"IGO", "MNC", "NGO"}


def test_every_file_is_tested() -> None:
    present = {entry.name for entry in files("communique.reference").iterdir() if entry.name.endswith(".jsonl")}
    assert present == set(LOADERS)


@pytest.mark.parametrize("name", LOADERS)
def test_every_record_loads_and_the_examples_contain_their_words(name: str) -> None:
    records = list(LOADERS[name]())
    assert len(records) == len(loader.lines(name)) > 0
    wrong = [
        f"{name} line {number}: {problem}"
        for (number, _), record in zip(loader.lines(name), records, strict=True)
        for problem in _problems(record, name not in WITHOUT_EXAMPLES)
    ]
    assert not wrong, "\n".join(wrong[:20])


def _problems(record: BaseModel, needs_examples: bool) -> Iterable[str]:
    examples = getattr(record, "examples", ())
    if needs_examples and not examples:
        yield "has no example"
    for example in examples:
        for part in (example.words, getattr(example, "actor", None), getattr(example, "recipient", None)):
            if part is not None and (not part.strip() or part not in example.text):
                yield f"{part!r} does not stand in {example.text!r}"


@pytest.mark.parametrize("name", LOADERS)
def test_bad_records_are_refused_with_file_and_line(name: str) -> None:
    model = type(next(iter(LOADERS[name]())))
    line = loader.lines(name)[0][1]
    unknown = json.dumps({**json.loads(line), "no_such_field": 1})
    for bad, problem in (
        (unknown, "no_such_field"),
        ("{", "not JSON"),
        ("{}", "Field required"),
        (line, "stands already at line 1"),
    ):
        with pytest.raises(BadReference, match=rf"^{name} line 2: .*{problem}"):
            loader.parse(name, [(1, line), (2, bad)], model, lambda record: record.model_dump_json())


UNKNOWN_CODES = [
    ("plover.jsonl", "type", "YIELD"),
    ("event_phrases.jsonl", "type", "YIELD"),
    ("stages.jsonl", "stage", "shelved"),
    ("stances.jsonl", "stance", "applaud"),
    ("modality.jsonl", "gives", "certain"),
    ("meeting_words.jsonl", "format", "chat"),
    ("offices.jsonl", "kind", "boss"),
    ("states.jsonl", "status", "empire"),
]


@pytest.mark.parametrize(("name", "field", "code"), UNKNOWN_CODES)
def test_unknown_code_is_refused_and_the_known_ones_listed(name: str, field: str, code: str) -> None:
    record = next(iter(LOADERS[name]()))
    bad = json.dumps({**json.loads(loader.lines(name)[0][1]), field: code})
    with pytest.raises(BadReference, match=rf"^{name} line 7: {field}: Input should be '"):
        loader.parse(name, [(7, bad)], type(record), lambda r: r.model_dump_json())


def test_codes_that_files_share_are_known_in_both() -> None:
    sectors = set(codebook.sectors()) | INTERNATIONAL
    named = {noun.sector for noun in groups.group_nouns().values()}
    named |= {sector for item in organisations.organisations().values() for sector in item.sectors}
    assert named <= sectors
    cameo = set(codebook.cameo())
    assert {phrase.cameo for phrase in codebook.phrases()} <= cameo
    modes = set(codebook.modes())
    assert {(phrase.type, phrase.mode) for phrase in codebook.phrases() if phrase.mode} <= modes
    contexts = set(codebook.contexts())
    assert {context for phrase in codebook.phrases() for context in phrase.contexts} <= contexts


# -- each example is read as the record it belongs to ------------------------------------------------------------------


def _unread_names(records: Iterable[BaseModel], key: str, kinds: set[str]) -> list[str]:
    """Examples in whose words no name of the record is found."""
    wrong = []
    for record in records:
        identifier = getattr(record, key)
        for example in record.examples:  # type: ignore[attr-defined]
            start = example.text.index(example.words)
            found = [n for n in find_names(example.text) if n.start < start + len(example.words) and n.end > start]
            if not any(identifier in n.ids for n in found if n.kind in kinds):
                wrong.append(f"{identifier}: {example.text!r} {example.words!r} is {[n.ids for n in found]}")
    return wrong


def test_examples_of_states_are_read_as_the_state() -> None:
    read = (s for s in states.states().values() if s.status != "historical" and s.code not in UNINHABITED)
    wrong = _unread_names(read, "code", {"state", "demonym", "people", "stand_in"})
    assert not wrong, "\n".join(wrong)


def test_examples_of_organisations_are_read_as_the_organisation() -> None:
    read = (
        o for o in organisations.organisations().values() if o.id != "SADR"
    )  # its names are those of Western Sahara too
    wrong = _unread_names(read, "id", {"organisation"})
    assert not wrong, "\n".join(wrong)


def test_examples_of_places_are_read_as_the_place() -> None:
    seats = {word.removeprefix("the ") for s in states.states().values() for word in (*s.stand_ins, s.capital or "")}
    territories = {name for s in states.states().values() for name in (s.name, *s.names)}
    read = (
        p for p in places.places() if not {p.name, *p.names} & (seats | territories)
    )  # those stand for who sits there
    wrong = _unread_names(read, "name", {"place"})
    for place in places.places():
        wrong += [f"{place.name}: {e.words}" for e in place.examples if places.place_called(e.words) != place]
    assert not wrong, "\n".join(wrong)


def test_examples_of_offices_are_read_as_the_title() -> None:
    wrong = []
    for record in offices.offices():
        for example in record.examples:
            said = {example.text[m.start : m.end].lower(): m.title.kind for m in find_titles(example.text)}
            if record.kind not in {kind for words, kind in said.items() if words in example.words.lower()}:
                wrong.append(f"{record.title}: {example.text!r} {said}")
    assert not wrong, "\n".join(wrong)


def test_examples_of_people_hold_a_name_of_theirs() -> None:
    wrong = []
    for record in people.people().values():
        for example in record.examples:
            said = {example.text[start:end] for start, end in find_people(example.text)} | {example.words}
            if not any(record in people.named(words) for words in said):
                wrong.append(f"{record.id}: {example.text!r}")
    assert not wrong, "\n".join(wrong)


def test_examples_of_sites_are_read_as_the_speakers() -> None:
    wrong = [e.words for record in sites.sites() for e in record.examples if sites.site_of(e.words) != record]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "address", ["https://gov.example.com/x", "https://www.notgov.uk/x", "text", "ftp://www.gov.uk/x"]
)
def test_other_addresses_speak_for_nobody(address: str) -> None:
    assert sites.site_of(address) is None


# -- what the loader refuses -------------------------------------------------------------------------------------------

REFUSED = [
    ("people_americas_europe.jsonl", {"offices.start": "2019-02-30"}, "'2019-02-30' does not exist", "a day that is not"),
    ("people_americas_europe.jsonl", {"offices.end": "2019-13"}, "'2019-13' does not exist", "a month that is not"),
    ("people_americas_europe.jsonl", {"offices.start": "May 2019"}, "is no year, month or day", "no date at all"),
    ("people_americas_europe.jsonl", {"offices.start": "2019", "offices.end": "2018"}, "before it starts 2019", "turned round"),
    ("people_americas_europe.jsonl", {"offices.country": "XYZ"}, "no state has the code 'XYZ'", "an unknown state"),
    ("people_americas_europe.jsonl", {"offices.country": None, "offices.organisation": "NOPE"}, "no organisation has the id 'NOPE'",
     "an unknown organisation"),
    ("people_americas_europe.jsonl", {"offices.country": None, "offices.organisation": None}, "a state's or an organisation's",
     "nobody's office"),
    ("organisations.jsonl", {"country": "XYZ"}, "no state has the code 'XYZ'", "an unknown state"),
    ("organisations.jsonl", {"start": "1950", "end": "1949"}, "before it starts 1950", "turned round"),
    ("organisations.jsonl", {"members": [{"state": "XYZ"}]}, "no state has the code 'XYZ'", "an unknown member"),
    ("organisations.jsonl", {"members": [{"state": "FRA", "start": "2001-02-29"}]}, "does not exist", "no such leap day"),
    ("states.jsonl", {"start": "1991-09-31"}, "day value is outside", "a day that is not"),
    ("states.jsonl", {"start": "1991-09-30", "end": "1990-01-01"}, "before it starts", "turned round"),
    ("places.jsonl", {"country": "XYZ"}, "no state has the code 'XYZ'", "an unknown state"),
    ("sites.jsonl", {"state": "XYZ"}, "no state has the code 'XYZ'", "an unknown state"),
    ("sites.jsonl", {"state": None}, "a state's or an organisation's", "nobody's sites"),
    ("offices.jsonl", {"countries": ["XYZ"]}, "no state has the code 'XYZ'", "an unknown state"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "problem", "why"), REFUSED, ids=[f"{row[0]}: {row[3]}" for row in REFUSED])
def test_impossible_dates_and_unknown_codes_are_refused(
    name: str, changes: dict[str, object], problem: str, why: str
) -> None:
    record = json.loads(loader.lines(name)[0][1])
    for field, value in changes.items():
        target = record
        if field.startswith("offices."):
            target, field = record["offices"][0], field.removeprefix("offices.")
        target[field] = value
    with pytest.raises(BadReference, match=rf"^{name} line 7: .*{problem}"):
        loader.parse(name, [(7, json.dumps(record))], type(next(iter(LOADERS[name]()))), lambda r: r.model_dump_json())


def _holder(name: str, start: str, end: str | None, acting: bool = False) -> people.PersonRecord:
    tenure = people.Tenure(kind="head_of_state", title="President", country="FRA", start=start, end=end, acting=acting)
    return people.PersonRecord(id=name, name=name, offices=(tenure,), examples=())


def test_two_holders_at_a_time_are_refused_with_both_lines() -> None:
    first, second = _holder("a", "2007-05-16", "2012-05-15"), _holder("b", "2012-05-14", None)
    with pytest.raises(BadReference, match=r"^y line 2: b is President of FRA from 2012-05-14, before a \(x line 1\)"):
        people.refuse_overlaps([first, second], {"a": "x line 1", "b": "y line 2"})


@pytest.mark.parametrize("second", [_holder("b", "2012-05-15", None), _holder("b", "2012-05-01", None, acting=True)])
def test_a_successor_and_an_acting_holder_are_let_be(second: people.PersonRecord) -> None:
    people.refuse_overlaps([_holder("a", "2007-05-16", "2012-05-15"), second], {"a": "x line 1", "b": "y line 2"})


# The days on which a holder is looked for: the first of every quarter from 2000 to 2025.
QUARTERS = [dt.date(year, month, 1) for year in range(2000, 2026) for month in (1, 4, 7, 10)]


@pytest.mark.parametrize("kind", ["head_of_state", "head_of_government", "foreign_minister", "defence_minister"])
def test_sixty_states_have_a_holder_of_each_main_office_nine_quarters_in_ten(kind: OfficeKind) -> None:
    held = {t.country for record in people.people().values() for t in record.offices if t.country and t.kind == kind}
    known = {code: sum(bool(people.holders_of(code, kind, day)) for day in QUARTERS) / len(QUARTERS) for code in held}
    assert len([code for code, share in known.items() if share >= 0.9]) >= 60, sorted(known.items())


def test_the_reference_is_as_wide_as_promised() -> None:
    by_state: dict[str, set[str]] = {}
    by_body: set[str] = set()
    for record in people.people().values():
        for tenure in record.offices:
            if tenure.country and tenure.kind in {"head_of_state", "head_of_government", "foreign_minister"}:
                by_state.setdefault(tenure.country, set()).add(record.id)
            by_body |= {tenure.organisation} if tenure.organisation else set()
    assert len({code for code, held in by_state.items() if len(held) > 1}) >= 60
    assert len(by_body) >= 30
    assert len(organisations.organisations()) >= 250
    known = [s for s in states.states().values() if s.status != "historical"]
    assert all(s.wikidata for s in known)
    assert all(s.cow and s.gw for s in known if s.status == "state" and s.code != "VAT")
    assert len([m for m in organisations.organisations()["G7"].members if m.holds(None)]) == 7
