"""Every reference file: its records load, each has examples that contain their words, and bad records are named."""

import json
from collections.abc import Callable, Iterable
from importlib.resources import files

import pytest
from pydantic import BaseModel

from communique.errors import BadReference
from communique.reading import date_grammar
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
    stages,
    stances,
    states,
    title_words,
    topics,
)

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
