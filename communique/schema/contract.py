"""The contract as JSON Schema: what `communique schema` prints and docs/schema.json keeps."""

from typing import Any

from communique.schema.reading import Reading

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a reading as it is printed: every field is there, unknown values are null."""
    return {"$schema": DIALECT, **Reading.model_json_schema(mode="serialization")}
