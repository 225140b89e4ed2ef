"""Reads reference files: JSON lines, one record a line, checked against a model and named by file and line when bad."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from communique.errors import BadReference

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@cache
def _existing(said: str) -> str:
    """A year, month or day that there is."""
    parts = _DATE.fullmatch(said)
    if parts is None:
        raise ValueError(f"{said!r} is no year, month or day such as 2019, 2019-05 or 2019-05-20")
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    try:
        dt.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{said!r} does not exist: {error}") from error
    return said


SaidDate = Annotated[str, AfterValidator(_existing)]


def in_order(start: str | None, end: str | None) -> None:
    """Raises ValueError where an end lies before its start, as far as both are known."""
    if start and end and end[: len(start)] < start[: len(end)]:
        raise ValueError(f"ends {end}, before it starts {start}")


Record = TypeVar("Record", bound=BaseModel)


class Example(BaseModel):
    """A sentence of ours and the exact words in it that a record speaks of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    words: str


class Entry(BaseModel):
    """Base of reference records."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@cache
def lines(name: str) -> tuple[tuple[int, str], ...]:
    """The non-empty lines of `communique/reference/<name>` with their numbers from 1."""
    text = (files("communique.reference") / name).read_text(encoding="utf-8")
    return tuple((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def load(name: str, model: type[Record], key: Callable[[Record], object]) -> tuple[Record, ...]:
    """All records of a file; raises BadReference naming file and line for bad JSON, a bad record or a repeated key."""
    return parse(name, lines(name), model, key)


def parse(
    name: str, numbered: Iterable[tuple[int, str]], model: type[Record], key: Callable[[Record], object]
) -> tuple[Record, ...]:
    """As `load`, from lines already read."""
    seen: dict[object, int] = {}
    records = []
    for number, record in _records(name, numbered, model):
        known = seen.setdefault(key(record), number)
        if known != number:
            raise BadReference(f"{name} line {number}: {key(record)!r} stands already at line {known}")
        records.append(record)
    return tuple(records)


def line_of(name: str, position: int) -> str:
    """How the record at a position of a file is named in an error."""
    return f"{name} line {lines(name)[position][0]}"


def _records(name: str, numbered: Iterable[tuple[int, str]], model: type[Record]) -> Iterator[tuple[int, Record]]:
    for number, line in numbered:
        try:
            yield number, model.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise BadReference(f"{name} line {number}: not JSON: {error.msg}") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "record"
            raise BadReference(f"{name} line {number}: {where}: {first['msg']}") from error
