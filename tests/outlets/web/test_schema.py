"""schemathesis over the whole API: what is described is what happens, and nothing of it is a server error.

Its pytest plugin is not used: operations are loaded here and driven by plain hypothesis.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies

from communique.adding import open_record
from communique.outlets.web.app import create_app
from tests.outlets.web.conftest import Made, options_for

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
GenerationMode = schemathesis.GenerationMode
EXAMPLES = int(os.environ.get("COMMUNIQUE_EXAMPLES", "8"))
# Of the texts that are read for real there are few: reading takes its time.
FEWER = {"POST /api/read": 4, "POST /api/documents": 4}
LEAST = 30  # operations that the description has at least


@dataclass(frozen=True)
class Described:
    """The API as it describes itself, and what opens all of it."""

    operations: list[Any]
    key: dict[str, str]
    known: dict[str, list[str]]


@pytest.fixture(scope="module")
def described(filled: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Described]:
    """The server answers under any name, and an editor's token opens everything."""
    folder = tmp_path_factory.mktemp("described")
    path = folder / "record.db"
    path.write_bytes(filled.read_bytes())
    with open_record(path) as record:
        options = options_for(folder, login=True, public=True)
        made = Made(create_app(record, options), record, options)
        site = made.site
        key = {"authorization": f"Bearer {site.put_token('robot', 'editor', 1, 'tests')}"}
        site.close()
        schema = schemathesis.openapi.from_asgi("/api/openapi.json", made.app)
        yield Described([found.ok() for found in schema.get_all_operations()], key, known_in(made))


def known_in(made: Made) -> dict[str, list[str]]:
    """By what comes before them in an address, parts of addresses that lead somewhere."""
    items = made.record.find(dyad="JPN-FRA", limit=200)
    firsts = {item.kind: item for item in items}
    return {
        "items": [item.id for item in firsts.values()] + [item.reports[-1] for item in firsts.values()],
        "documents": [item.documents[0] for item in firsts.values()],
        "pairs": ["JPN-FRA", "FRA-JPN", "ISL-TON"],
        "actors": ["JPN", "yoshimasa-hayashi"],
    }


def checks() -> list[Any]:
    """What is asked of every answer."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks as openapi

    return [
        not_a_server_error, openapi.status_code_conformance, openapi.content_type_conformance, openapi.response_headers_conformance,
        openapi.response_schema_conformance,
    ]  # fmt: skip


def test_the_api_does_what_its_description_says(described: Described, subtests: pytest.Subtests) -> None:
    assert len(described.operations) >= LEAST
    for operation in described.operations:
        with subtests.test(operation.label):
            _drive(operation, described, min(EXAMPLES, FEWER.get(operation.label, EXAMPLES)))


def _drive(operation: Any, described: Described, examples: int) -> None:
    """Calls an operation with what its description allows and with what it does not, and half the time of things that are there."""
    there = described.known.get(operation.path.split("/")[2], []) if "{" in operation.path else []

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(
        case=operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        part=strategies.none() | strategies.sampled_from(there or [None]),
    )
    def holds(case: Any, part: str | None) -> None:
        if part:
            case.path_parameters = dict.fromkeys(case.path_parameters, part)
        case.call_and_validate(checks=checks(), headers=described.key)

    holds()
