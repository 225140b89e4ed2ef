"""Sentences with marked actors: `<s>France</s> condemned <t>the raid</t>.` becomes the plain text and the marks' places."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"<(/?)([aest])>")


@dataclass(frozen=True)
class Span:
    """A marked stretch of a sentence: code points from `start` to `end`."""

    start: int
    end: int


def unmark(sentence: str) -> tuple[str, dict[str, list[Span]]]:
    """The sentence without marks, and the spans of each mark (`s`, `t`, `a`, `e`), without blanks at their edges.

    Marks may overlap. ValueError where one is empty, opened twice, never closed, or closed without being open.
    """
    marks: dict[str, list[Span]] = {"s": [], "t": [], "a": [], "e": []}
    text, last = "", 0
    opened: dict[str, int] = {}
    for match in _MARK.finditer(sentence):
        text += sentence[last : match.start()]
        last = match.end()
        closing, name = match.groups()
        if not closing and name in opened:
            raise ValueError(f"<{name}> opens twice")
        if not closing:
            opened[name] = len(text)
        elif name not in opened:
            raise ValueError(f"</{name}> closes nothing")
        else:
            marks[name].append(_trimmed(text, opened.pop(name), name))
    if opened:
        raise ValueError(f"<{next(iter(opened))}> is never closed")
    return text + sentence[last:], marks


def _trimmed(text: str, start: int, name: str) -> Span:
    said = text[start:]
    if not said.strip():
        raise ValueError(f"<{name}> is empty")
    return Span(start + len(said) - len(said.lstrip()), len(text) - len(said) + len(said.rstrip()))
