"""schemathesis over the whole API: what is described is what happens, and nothing of it is a server error."""

import os

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

from tests.outlets.web.conftest import Make

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
KEY: dict[str, str] = {}


@pytest.fixture
def described(make: Make) -> object:
    """The API's own description; its server answers under any name, and an editor's token opens everything."""
    made = make(login=True, public=True)
    site = made.site
    KEY["authorization"] = f"Bearer {site.put_token('robot', 'editor', 1, 'tests')}"
    site.close()
    return schemathesis.openapi.from_asgi("/api/openapi.json", made.app)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=int(os.environ.get("COMMUNIQUE_EXAMPLES", "8")), deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_the_api_does_what_its_description_says(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS, headers=KEY)
