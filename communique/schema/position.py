"""Positions: who holds which stance on what, in which instrument and in which words."""

from typing import Annotated, Literal

from pydantic import Field

from communique.schema.dates import Date
from communique.schema.event import Status
from communique.schema.evidence import Evidence, Frozen

Stance = Literal[
    "support", "welcome", "affirm_importance", "acknowledge", "commit", "expect", "urge", "concern", "oppose", "refuse",
    "condemn", "no_change",
]  # fmt: skip
Strength = Literal["plain", "strong"]


class About(Frozen):
    """The actor blamed, praised, urged or concerned; `implied` where the text hints at it, with the hedging word."""

    actor: str
    implied: bool = False
    hedge: str | None = None


class Position(Frozen):
    """One stance on one topic."""

    id: str
    holders: Annotated[list[str], Field(description="actor ids of states and organisations")]
    stance: Stance
    repeated: Annotated[bool, Field(description="said again: reaffirm, reiterate, remain")] = False
    strength: Strength = "plain"
    topic: Annotated[str, Field(description="the topic in the document's words")]
    topic_key: str | None = None
    about: list[About] = []
    status: Status = "actual"
    instrument: Annotated[str | None, Field(description="joint statement, communique, press conference, speech, …")] = (
        None
    )
    date: Date | None = None
    evidence: list[Evidence] = []
