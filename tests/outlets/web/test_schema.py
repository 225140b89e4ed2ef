"""schemathesis over the whole API: what is described is what happens, and nothing of it is a server error."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.outlets.web.conftest import HERE, Make

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def described(make: Make) -> object:
    """The API's own description."""
    made = make()
    return schemathesis.openapi.from_asgi("/api/openapi.json", made.app, base_url=HERE, headers={"host": "127.0.0.1"})


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=12, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_the_api_does_what_its_description_says(case: schemathesis.Case) -> None:
    case.headers["host"] = "127.0.0.1"
    case.call_and_validate(checks=CHECKS)
