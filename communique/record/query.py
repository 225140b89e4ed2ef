"""The one question the record is asked, whether on the command line, from Python or over HTTP."""

import base64
import datetime as dt
import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from communique.errors import BadQuery
from communique.record.report import KINDS, Kind, state_of
from communique.reference.agreement_kinds import agreement_kinds
from communique.reference.organisations import organisations
from communique.reference.states import states
from communique.schema import EventType, MeetingFormat, Stage, Stance, Status

MOST = 1000
USUAL = 50
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = 12
STATUSES: tuple[str, ...] = get_args(Status)
STAGES: tuple[str, ...] = get_args(Stage)


def types_of(kinds: Iterable[Kind]) -> list[str]:
    """The types that items of these kinds have."""
    known: dict[Kind, Iterable[str]] = {
        "meeting": get_args(MeetingFormat), "agreement": agreement_kinds(), "position": get_args(Stance), "event": get_args(EventType),
    }  # fmt: skip
    return sorted({name for kind in kinds for name in known[kind]})


class Query(BaseModel):
    """What to find. Every field narrows; an empty one does not. Items come newest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actors: Annotated[tuple[str, ...], Field(description="actors that all take part, by identifier")] = ()
    dyad: Annotated[
        tuple[str, str] | None, Field(description="two sides of which each acts or meets with the other")
    ] = None
    since: Annotated[str | None, Field(description="from this day, month or year on")] = None
    until: Annotated[str | None, Field(description="up to the end of this day, month or year")] = None
    kinds: Annotated[tuple[Kind, ...], Field(description="meeting, agreement, position, event")] = KINDS
    types: Annotated[tuple[str, ...], Field(description="event types, formats, kinds of agreement, stances")] = ()
    stages: Annotated[tuple[str, ...], Field(description="stages of agreements")] = ()
    topics: Annotated[tuple[str, ...], Field(description="topic keys of positions, contexts of events")] = ()
    status: Annotated[tuple[str, ...], Field(description="actual, planned, possible, denied, background")] = ()
    text: Annotated[
        str | None, Field(max_length=500, description="words that all occur; in quotation marks, together")
    ] = None
    thread: Annotated[
        str | None, Field(max_length=60, description="a series of meetings or a history of positions")
    ] = None
    limit: Annotated[int, Field(gt=0, le=MOST)] = USUAL
    cursor: Annotated[str | None, Field(max_length=200, description="where the page before ended")] = None

    @field_validator("actors", "types", "stages", "topics", "status", "kinds", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("dyad", mode="before")
    @classmethod
    def _pair(cls, value: Any) -> Any:
        return parse_dyad(value) if isinstance(value, str) else value

    @field_validator("dyad", "actors")
    @classmethod
    def _known_actors(cls, value: Any) -> Any:
        return value and tuple(known_actor(one) for one in value)

    @field_validator("since")
    @classmethod
    def _first(cls, value: str | None) -> str | None:
        return value and first_day(value)

    @field_validator("until")
    @classmethod
    def _last(cls, value: str | None) -> str | None:
        return value and last_day(value)

    @model_validator(mode="after")
    def _known_words(self) -> Self:
        types = types_of(self.kinds) if self.types else ()
        for name, given, known in (
            ("status", self.status, STATUSES), ("stage", self.stages, STAGES), ("type", self.types, types),
        ):  # fmt: skip
            for word in given:
                if word not in known:
                    raise ValueError(f"no {name} {word!r}: there are {', '.join(known)}")
        if self.text is not None and not re.search(r"\w", self.text):
            raise ValueError("no word to look for")
        return self

    @property
    def place(self) -> tuple[str, str] | None:
        """Day and identifier where the page before ended."""
        if self.cursor is None:
            return None
        try:
            day, identifier = json.loads(base64.urlsafe_b64decode(self.cursor))
        except (ValueError, TypeError) as error:
            raise BadQuery("the cursor is not one of a page") from error
        return str(day), str(identifier)


def cursor_of(day: str, identifier: str) -> str:
    """Where a page ends, as text to hand back."""
    return base64.urlsafe_b64encode(json.dumps([day, identifier]).encode()).decode()


def ask(given: Query | None = None, /, **fields: Any) -> Query:
    """A query of fields, or another with fields changed; raises BadQuery saying what is wrong and what there is."""
    if given is not None and not isinstance(given, Query):
        raise BadQuery(f"a question is a Query or its fields by name, not {type(given).__name__}")
    known = given.model_dump(exclude_defaults=True) if given else {}
    said = {name: value for name, value in fields.items() if value is not None and value != ()}
    try:
        return Query.model_validate(known | said)
    except ValidationError as error:
        raise BadQuery(_told(error)) from error


def _told(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        return f"no field {where!r}: there are {', '.join(Query.model_fields)}"
    return f"{where}: {message}" if where else message


def parse_dyad(text: str) -> tuple[str, str]:
    """`JPN-FRA` as two actors."""
    for at in (i for i, c in enumerate(text) if c == "-"):
        one, other = text[:at], text[at + 1 :]
        if _knows(one) and _knows(other):
            return known_actor(one), known_actor(other)
    raise ValueError(f"{text!r} is not two states or organisations: write them as JPN-FRA or EU-JPN")


def _knows(actor: str) -> bool:
    return bool(actor) and (_state(actor) is not None or _organisation(actor) is not None)


def _state(actor: str) -> str | None:
    code = state_of(actor.upper() if len(actor) == 3 else actor)
    return actor if state_of(actor) in states() else code if code in states() else None


def _organisation(actor: str) -> str | None:
    low = actor.casefold()
    return next((known for known in organisations() if known.casefold() == low), None)


def known_actor(actor: str) -> str:
    """The identifier as the record writes it; anything else is taken as it stands (persons and groups have slugs)."""
    return _state(actor) or _organisation(actor) or actor


def first_day(text: str) -> str:
    """The first day of a day, month or year."""
    year, month, day = _parts(text)
    return dt.date(year, month or 1, day or 1).isoformat()


def last_day(text: str) -> str:
    """The last day of a day, month or year."""
    year, month, day = _parts(text)
    if day:
        return dt.date(year, month, day).isoformat()
    if not month or month == _MONTHS:
        return dt.date(year, _MONTHS, 31).isoformat()
    return (dt.date(year, month + 1, 1) - dt.timedelta(days=1)).isoformat()


def _parts(text: str) -> tuple[int, int, int]:
    match = _DAY.fullmatch(str(text).strip())
    if not match:
        raise ValueError(f"{text!r} is not a day, month or year: write 2023-05-09, 2023-05 or 2023")
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day there is ({error})") from error
    return year, month, day
