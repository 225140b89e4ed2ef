"""JSON lines: a document a row. A broken row is reported with its line and the others go on."""

import json
from collections.abc import Iterator, Mapping

from communique.errors import InputError, UnreadableInput
from communique.intake.formats import looks_like_markdown
from communique.intake.html import build_html
from communique.intake.markdown import build_markdown
from communique.intake.text import Given, build, moment
from communique.schema import Document


def from_row(row: Mapping[str, object], *, source: str = "row") -> Document:
    """The document of a row with `text` or `html`, and optional `title`, `url`, `published`, `outlet`, `author`."""
    given = Given(
        source,
        title=_string(row, "title", source),
        url=_string(row, "url", source),
        published=moment(row.get("published"), source),
        byline=_string(row, "byline", source) or _string(row, "author", source),
        outlet=_string(row, "outlet", source),
    )
    text, html = _string(row, "text", source), _string(row, "html", source)
    if text:
        return build_markdown(text, given) if looks_like_markdown(text) else build(text, given)
    if html:
        return build_html(html, given)
    raise UnreadableInput(source, "has neither `text` nor `html`: give the row one of them")


def read_rows(text: str, source: str) -> Iterator[Document | InputError]:
    """A document or an error for each row."""
    whole = _whole_object(text)
    if whole is not None:
        yield _row(whole, source)
        return
    if text.lstrip().startswith("["):
        yield UnreadableInput(source, "is a JSON array: write one object a line, for instance with `jq -c '.[]'`")
        return
    rows = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    empty = True
    for number, line in rows:
        if line:
            empty = False
            yield _row(line, f"{source} line {number}")
    if empty:
        yield UnreadableInput(source, "is empty: there is nothing to read")


def _row(line: str | Mapping[str, object], source: str) -> Document | InputError:
    try:
        return from_row(_parsed(line, source) if isinstance(line, str) else line, source=source)
    except InputError as error:
        return error


def _parsed(line: str, source: str) -> Mapping[str, object]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnreadableInput(
            source, f"is not JSON ({error.msg} at column {error.colno}): mend the row or take it out"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(source, "is JSON past what can be read: mend the row or take it out") from error
    if not isinstance(row, dict):
        raise UnreadableInput(source, "is not a JSON object: give the row a `text` or an `html`")
    return row


def _whole_object(text: str) -> Mapping[str, object] | None:
    """The one object a file holds when it is spread over lines."""
    if not text.lstrip().startswith("{") or not text.rstrip().endswith("}"):
        return None
    first = text.lstrip().split("\n", 1)[0]
    if first.rstrip().endswith("}"):
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) else None


def _string(row: Mapping[str, object], name: str, source: str) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableInput(source, f"has a `{name}` that is not a string: write it in quotes")
    return value if value.strip() else None
