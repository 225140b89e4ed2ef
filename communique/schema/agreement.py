"""Agreements and the stage they stand at; one agreement is one item, however often it is mentioned."""

from typing import Annotated, Literal

from pydantic import Field

from communique.schema.dates import Date
from communique.schema.evidence import Evidence, Frozen

Stage = Literal[
    "proposed", "under_consideration", "negotiating", "agreed_in_principle", "initialled", "signed", "adopted", "ratified",
    "provisionally_applied", "in_force", "amended", "suspended", "rejected", "terminated",
]  # fmt: skip


class StageAt(Frozen):
    """A stage the document gives, with its date and words."""

    stage: Stage
    date: Date | None = None
    evidence: list[Evidence] = []


class Agreement(Frozen):
    """One agreement: `stage` and `stage_date` are the latest the text gives, `stages` all of them in order of time."""

    id: str
    name: Annotated[str | None, Field(description="the agreement's name in the report's words")] = None
    kind: Annotated[str, Field(description="from reference/agreement_kinds.jsonl")]
    parties: list[str] = []
    stage: Stage | None = None
    stage_date: Date | None = None
    stages: list[StageAt] = []
    purpose: str | None = None
    evidence: list[Evidence] = []
