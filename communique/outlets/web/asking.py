"""The record's one query as parameters of an address: the same for the API, pages and feeds."""

from typing import Annotated, Any

from fastapi import Query as Param
from fastapi import Request

from communique.errors import BadQuery
from communique.outlets.web.errors import Refused
from communique.record import Query
from communique.record.query import STAGES, STATUSES, ask

MOST_AT_ONCE = 200
LONGEST = 200
Several = Annotated[list[Annotated[str, Param(max_length=LONGEST)]], Param(max_length=20)]
Word = Annotated[str, Param(max_length=LONGEST)]
Kinds = Annotated[
    list[Annotated[str, Param(pattern="^(meeting|agreement|position|event)$")]],
    Param(max_length=4, description="meeting, agreement, position, event"),
]


async def asked(
    actors: Annotated[Several, Param(description="actors that all take part, by identifier")] = [],  # noqa: B006
    dyad: Annotated[Word, Param(description="two sides, such as JPN-FRA")] = "",
    since: Annotated[Word, Param(description="from this day, month or year on: 2023-05-09, 2023-05 or 2023")] = "",
    until: Annotated[Word, Param(description="up to the end of this day, month or year")] = "",
    kinds: Kinds = [],  # noqa: B006
    types: Annotated[Several, Param(description="event types, formats, kinds of agreement, stances")] = [],  # noqa: B006
    stages: Annotated[Several, Param(description=f"stages of agreements: {', '.join(STAGES)}")] = [],  # noqa: B006
    topics: Annotated[Several, Param(description="topic keys of positions, contexts of events")] = [],  # noqa: B006
    status: Annotated[Several, Param(description=", ".join(STATUSES))] = [],  # noqa: B006
    text: Annotated[str, Param(max_length=500, description="words that all occur; in quotation marks, together")] = "",
    thread: Annotated[str, Param(max_length=60, description="a series of meetings or a history of positions")] = "",
    limit: Annotated[int, Param(ge=1, le=MOST_AT_ONCE, description="how many at most")] = 50,
    cursor: Annotated[Word, Param(description="`next` of the page before")] = "",
) -> Query:
    """The question an address asks; raises BadQuery saying what is wrong with it."""
    fields: dict[str, Any] = {
        "actors": actors, "dyad": dyad, "since": since, "until": until, "kinds": kinds, "types": types, "stages": stages,
        "topics": topics, "status": status, "text": text, "thread": thread, "cursor": cursor,
    }  # fmt: skip
    said = {
        name: tuple(filter(None, value)) if isinstance(value, list) else value.strip() for name, value in fields.items()
    }
    if any("\x00" in one for value in said.values() for one in ([value] if isinstance(value, str) else value)):
        raise Refused(422, "a question holds no null characters")
    query = ask(None, limit=limit, **{name: value for name, value in said.items() if value})
    if query.place and "\x00" in "".join(query.place):
        raise BadQuery("the cursor is not one of a page")
    return query


def params_of(query: Query) -> list[tuple[str, str]]:
    """The question as parameters of an address, without the place in it."""
    found: list[tuple[str, str]] = []
    for name, value in query.model_dump(exclude_defaults=True, exclude={"cursor", "limit"}).items():
        if name == "dyad":
            found.append((name, "-".join(value)))
        elif isinstance(value, (list, tuple)):
            found += [(name, str(one)) for one in value]
        else:
            found.append((name, str(value)))
    return found


def plain_text(value: Any) -> Any:
    """What was posted without null characters and lone surrogates, which no database takes."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [plain_text(one) for one in value]
    if isinstance(value, dict):
        return {plain_text(name): plain_text(one) for name, one in value.items()}
    return value


def identifier(request: Request, name: str) -> str:
    """A part of the path; raises Refused for what can be no identifier."""
    value = str(request.path_params[name])
    if "\x00" in value or len(value) > LONGEST:
        raise Refused(404, "there is nothing of that identifier")
    return value
