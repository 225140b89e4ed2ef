"""What goes wrong, in one shape: `{"error": {"code", "message", "field"}}` over HTTP, a page with the same words for people."""

from typing import Any

from fastapi import Request
from pydantic import BaseModel

from communique.errors import (
    BadQuery,
    BadRecord,
    CommuniqueError,
    InputError,
    RecordFull,
    RecordLocked,
    RecordLost,
    UnknownItem,
)

STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownItem, 404, "not_found"),
    (BadQuery, 422, "bad_query"),
    (InputError, 422, "unreadable"),
    (RecordLocked, 503, "busy"),
    (RecordLost, 503, "unavailable"),
    (RecordFull, 507, "full"),
    (BadRecord, 503, "unavailable"),
    (CommuniqueError, 400, "refused"),
)
CODES = {
    400: "bad_request", 401: "login_needed", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 408: "too_slow",
    413: "too_large", 415: "unsupported", 421: "unknown_host", 422: "bad_query", 429: "too_many_requests", 431: "too_large",
    500: "internal", 503: "busy",
}  # fmt: skip


class Fault(BaseModel):
    """What is wrong: a code for programs, a line for people, and the field it is about."""

    code: str
    message: str
    field: str | None = None


class Failed(BaseModel):
    """The one shape of an error."""

    error: Fault


class Refused(Exception):
    """A request that is not answered, with its status."""

    def __init__(
        self, status: int, message: str, field: str | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.field, self.headers = status, message, field, headers or {}


def fault_of(error: Exception) -> tuple[int, Fault]:
    """Status and words of an error; what nobody foresaw says nothing of the inside."""
    if isinstance(error, Refused):
        return error.status, Fault(code=CODES.get(error.status, "refused"), message=error.message, field=error.field)
    for kind, status, code in STATUS:
        if isinstance(error, kind):
            # The record's own failures name files and hosts: those are for the log, not for strangers.
            told = str(error) if status < 500 else "the record cannot be used right now: try again in a moment"
            return status, Fault(code=code, message=told)
    return 500, Fault(code="internal", message="something went wrong on our side; it is in the server's log")


def wants_json(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path.startswith("/api") and request.url.path != "/api/docs"


def body_of(status: int, message: str) -> dict[str, Any]:
    """An error as JSON."""
    return Failed(error=Fault(code=CODES.get(status, "refused"), message=message)).model_dump()
