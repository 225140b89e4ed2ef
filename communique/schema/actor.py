"""Actors: who is named in a document, of what kind, and in which office on the report's date."""

from typing import Annotated, Literal

from pydantic import Field

from communique.schema.evidence import Evidence, Frozen

ActorKind = Literal[
    "state",
    "government",
    "ministry",
    "military",
    "person",
    "igo",
    "ngo",
    "party",
    "company",
    "armed_group",
    "civilians",
    "other",
]
OfficeKind = Literal[
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister", "trade_minister",
    "minister", "deputy_minister", "ambassador", "special_envoy", "national_security_adviser", "secretary_general",
    "spokesperson", "chief_of_defence", "other",
]  # fmt: skip


class Office(Frozen):
    """What a person holds on the report's date."""

    title: Annotated[str, Field(description="the title in the report's words")]
    country: Annotated[str | None, Field(description="ISO 3166-1 alpha-3; null for an organisation's office")] = None
    kind: OfficeKind
    acting: bool = False
    inferred: Annotated[bool, Field(description="true where the country is inferred rather than said")] = False


class Actor(Frozen):
    """A state, organisation, group or person, with every place it is mentioned."""

    id: str
    name: str
    kind: ActorKind
    country: Annotated[str | None, Field(description="ISO 3166-1 alpha-3")] = None
    sectors: Annotated[list[str], Field(description="PLOVER sector codes, primary first")] = []
    wikidata: Annotated[str | None, Field(description="QID")] = None
    office: Office | None = None
    mentions: list[Evidence] = []
