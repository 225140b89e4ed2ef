"""Political events coded in PLOVER, with CAMEO beside it, and where they took place."""

from typing import Annotated, Literal

from pydantic import Field

from communique.schema.dates import Date
from communique.schema.evidence import Evidence, Frozen

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Status = Literal["actual", "planned", "possible", "denied", "background"]


class Place(Frozen):
    """A place, with GeoNames identifier and coordinates where it resolved."""

    name: str
    country: Annotated[str | None, Field(description="ISO 3166-1 alpha-3")] = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


class Event(Frozen):
    """One event: what, how, why; who did it and who received it."""

    id: str
    event_type: EventType
    mode: str | None = None
    contexts: list[str] = []
    cameo: str | None = None
    quad: Quad
    score: Annotated[float | None, Field(description="PLOVER's score of the type or mode")] = None
    goldstein: Annotated[float | None, Field(description="Goldstein value of the CAMEO code")] = None
    actors: list[str] = []
    recipients: list[str] = []
    reciprocal: bool = False
    date: Date | None = None
    place: Place | None = None
    status: Status = "actual"
    attributed_to: list[str] = []
    confidence: Annotated[float, Field(ge=0, le=1)]
    evidence: list[Evidence] = []
