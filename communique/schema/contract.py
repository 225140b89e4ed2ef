"""The contract as JSON Schema: what `communique schema` prints and docs/schema.json keeps."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from communique.schema.reading import Reading

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Printed(GenerateJsonSchema):
    """A reading as it is printed: every field is there, and what is not known is null or an empty list."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002 — pydantic's signature
        return True


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a printed reading."""
    return {"$schema": DIALECT, **Reading.model_json_schema(mode="serialization", schema_generator=_Printed)}
