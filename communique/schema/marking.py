"""A text with quotes marked in it as HTML: what a notebook shows of a reading."""

import itertools
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from communique.schema.evidence import Evidence

COLOURS = {"actor": "#2563eb", "meeting": "#0f766e", "agreement": "#a16207", "position": "#9333ea", "event": "#dc2626"}


class Mark(NamedTuple):
    """A quote to mark: its kind chooses the colour, its label is shown on hover."""

    evidence: Evidence
    kind: str
    label: str


def marked_html(title: str | None, text: str, marks: Sequence[Mark]) -> str:
    """`text` as HTML in which every stretch covered by marks carries their labels; quotes may overlap.

    Everything that comes from the document is escaped.
    """
    edges = sorted({0, len(text), *(m.evidence.start for m in marks), *(m.evidence.end for m in marks)})
    opened: dict[int, list[Mark]] = {}
    for mark in marks:
        opened.setdefault(mark.evidence.start, []).append(mark)
    active: list[Mark] = []
    pieces: list[str] = []
    for start, end in itertools.pairwise(edges):
        active = [m for m in active if m.evidence.end > start] + opened.get(start, [])
        pieces.append(_stretch(text[start:end], active))
    legend = " ".join(
        f'<span style="border-bottom:2px solid {colour}">{kind}</span>' for kind, colour in COLOURS.items()
    )
    head = f"<strong>{escape(title)}</strong>" if title else ""
    body = f'<div style="white-space:pre-wrap">{"".join(pieces)}</div>'
    return f'<div style="max-width:46em">{head}<div><small>{legend}</small></div>{body}</div>'


def _stretch(words: str, active: Sequence[Mark]) -> str:
    if not active:
        return escape(words)
    label = escape("; ".join(dict.fromkeys(f"{m.kind}: {m.label}" for m in active)), quote=True)
    shortest = min(active, key=lambda m: m.evidence.end - m.evidence.start)
    colour = COLOURS[shortest.kind]
    return f'<span title="{label}" style="border-bottom:2px solid {colour}">{escape(words)}</span>'
