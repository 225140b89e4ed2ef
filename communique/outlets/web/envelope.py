"""The shapes of what the API answers: one envelope, and in it what the record's own `to_dict` gives."""

from typing import Any, Generic, TypeVar

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from communique.outlets.web.errors import Failed
from communique.record import Items

Data = TypeVar("Data")
# What every route may answer beside its data.
FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failed, "description": words}
    for status, words in {
        400: "not understood", 401: "a login or token is needed", 403: "the right is missing", 404: "there is no such thing",
        408: "sent too slowly", 413: "too large", 421: "not this server's name", 422: "a value is not what it must be",
        429: "too often", 431: "the address is too long", 500: "a fault on our side", 503: "busy: try again",
    }.items()
}  # fmt: skip


class Envelope(BaseModel, Generic[Data]):
    """What was asked for. `next`: the cursor of the page that follows; `clipped`: a search stopped at its limit."""

    data: Data
    next: str | None = None
    clipped: bool = False


class Other(BaseModel):
    """What other reports say of a field."""

    value: Any = None
    reports: list[str]
    rejected: bool = False


class ValueOut(BaseModel):
    """A field: what is shown, the rule it was chosen by, who says it, and what else is said."""

    shown: Any = None
    rule: str
    reports: list[str]
    others: list[Other]


class ItemOut(BaseModel):
    """A meeting, agreement, position or event."""

    id: str
    kind: str
    type: str
    label: str
    parties: list[str]
    day: str | None
    until: str | None
    dated: bool
    status: str | None
    stage: str | None
    thread: str | None
    values: dict[str, ValueOut]
    history: list[dict[str, Any]]
    reports: list[str]
    documents: list[str]
    reviews: list[dict[str, Any]]


class SeriesOut(BaseModel):
    """A series of meetings."""

    thread: str
    name: str
    parties: list[str]
    gaps: list[int]
    contradictions: list[str]
    meetings: list[ItemOut]


class PageOut(BaseModel):
    """What the record knows of two sides."""

    pair: list[str]
    agreements: list[ItemOut]
    series: list[SeriesOut]
    meetings: list[ItemOut]
    positions: list[ItemOut]
    events: list[ItemOut]


class JoinedOut(BaseModel):
    """A report within an item."""

    report: str
    leads: bool
    points: int
    grounds: list[str]
    document: dict[str, Any]
    quotes: list[str]


class WhyOut(BaseModel):
    """Why reports are one item."""

    item: ItemOut
    joined: list[JoinedOut]
    apart: list[dict[str, str]]


class ToldOut(BaseModel):
    """An item of a document, and the item of the record it was joined into."""

    report: str
    kind: str
    item: str
    body: dict[str, Any]


class DoubtOut(BaseModel):
    """A value to look at."""

    item: ItemOut
    field: str
    reason: str
    weight: float


class Rows(Envelope[list[dict[str, Any]]]):
    """Plain rows."""


def enveloped(data: Any, *, following: str | None = None, clipped: bool = False, status: int = 200) -> JSONResponse:
    """Data in the envelope."""
    return JSONResponse({"data": data, "next": following, "clipped": clipped}, status)


def listed(items: Items) -> JSONResponse:
    """Items in the envelope."""
    return enveloped([item.to_dict() for item in items], following=items.cursor, clipped=items.clipped)
