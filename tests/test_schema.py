"""The contract: its JSON Schema is the one committed, and its models are frozen and refuse unknown fields."""

import json

import pytest
from pydantic import ValidationError

from communique.schema import Reading
from communique.schema.contract import json_schema
from communique.schema.evidence import Frozen
from tests import factories as make
from tests.conftest import ROOT

MODELS = sorted(Frozen.__subclasses__(), key=lambda model: model.__name__)


def test_committed_schema_is_the_printed_one() -> None:
    committed = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema(), "the contract changed: look at the difference, then `make schema`"


def test_every_model_is_in_the_schema() -> None:
    assert {model.__name__ for model in MODELS} == {*json_schema()["$defs"], "Reading"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_models_are_frozen_refuse_unknown_fields_and_say_what_they_are(model: type[Frozen]) -> None:
    assert model.model_config.get("frozen")
    assert model.model_config.get("extra") == "forbid"
    assert model.__doc__


def test_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        make.meeting(venue="Paris")


def test_value_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make.meeting().format = "visit"  # type: ignore[misc]


def test_unknown_code_names_those_there_are() -> None:
    with pytest.raises(ValidationError, match="'support', 'welcome'"):
        make.position(stance="applaud")


def test_reading_survives_json() -> None:
    reading = make.reading(meetings=[make.meeting()], positions=[make.position()], events=[make.event()])
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


def test_printed_reading_has_every_field() -> None:
    printed = json.loads(make.reading(events=[make.event()]).model_dump_json())
    assert set(json_schema()["required"]) == set(printed)
    assert set(json_schema()["$defs"]["Event"]["required"]) == set(printed["events"][0])
