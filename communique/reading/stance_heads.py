"""Whose text a document is, by its title and its head: a joint instrument with its signatories, or the release of one body."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from communique.reading.clauses import FINITE, is_verbal
from communique.reading.names import find_names
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reading.stance_instruments import title_instrument
from communique.reference.organisations import organisations
from communique.reference.stances import Instrument

# Words of the head of a release.
OFFICES = frozenset(
    "ministry department government office spokesperson secretary minister release embassy chancellery presidency house".split()
)
# How a letterhead begins.
LETTERHEADS = (
    "ministry",
    "embassy",
    "government of",
    "state house",
    "office of",
    "department of",
    "presidency",
    "royal ",
)
SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "at"})
# A place in capitals before a dash opens a report.
_DATELINE = re.compile(r"^([A-Z][A-Z' .]{2,24})(?:,[^\n–—]{0,30})?\s*[–—-]+\s", re.MULTILINE)
# The head of a release stands in its first lines.
OPENING = 16
HEAD_LINES, LONGEST_LINE = 8, 20


class Head(NamedTuple):
    """What a document is as a whole: an instrument and its signatories, and the state or body that issued it."""

    instrument: Instrument | None
    signatories: tuple[str, ...]
    issuer: tuple[str, ...]


def head_of(scene: Scene, partners: tuple[str, ...]) -> Head:
    """What the title, the byline, the outlet and the first lines say."""
    document = scene.parsed.document
    first = scene.sentences[0].span.text if scene.sentences else ""
    instrument = title_instrument(document.title or "") or (title_instrument(first) if len(first) < 200 else None)
    named = _named(document.title or first)
    we = _we_the(scene) if instrument else ()
    signatories = (we or (named if len(named) > 1 else partners or _first_set(scene))) if instrument else ()
    if instrument is not None:
        return Head(instrument, signatories, ())
    issuer = (
        _body_of(document.title or "")
        or _office_of(document.byline or "")
        or _office_of(document.outlet or "")
        or _heading_party(scene)
    )
    return Head(None, (), issuer)


def _we_the(scene: Scene) -> tuple[str, ...]:
    """The signatories a declaration opens with (`We, the Foreign Ministers of Armenia, … and of Cyprus, met …`)."""
    for sentence in scene.sentences[:OPENING]:
        if sentence.span.text.startswith(("We, ", "We the ")):
            root = sentence.span.root
            end = root.idx - sentence.span.start_char if is_verbal(root) and root.i > sentence.span.start + 5 else None
            found = _named(sentence.span.text[:end])
            return found if len(found) > 1 else ()
    return ()


def _named(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            i for name in find_names(text) if name.kind in {"state", "organisation", "demonym"} for i in name.ids
        )
    )


def _office_of(text: str) -> tuple[str, ...]:
    """The state or body whose ministry or seat is named; a newspaper named after a country is none."""
    kinds = {"state", "organisation", "demonym", "stand_in"} if OFFICES & set(text.lower().split()) else {"stand_in"}
    found = tuple(dict.fromkeys(i for name in find_names(cased(text)) if name.kind in kinds for i in name.ids))
    return found if len(found) == 1 else ()


def _body_of(title: str) -> tuple[str, ...]:
    """The organisation whose bare name a title is."""
    names = [name for name in find_names(cased(title)) if name.kind == "organisation"]
    if len(names) != 1 or names[0].end - names[0].start + 1 < len(title.strip()):
        return ()
    body = organisations().get(names[0].ids[0])
    return (body.country,) if body is not None and body.country is not None else names[0].ids


def cased(text: str) -> str:
    """A line in capitals as it would be written in a sentence, so that its names are known."""
    if not text.isupper() or len(text.split()) < 2:
        return text
    return " ".join(word.lower() if word.lower() in SMALL else word.capitalize() for word in text.split())


def _first_set(scene: Scene) -> tuple[str, ...]:
    return scene.cast.sets[0].parties if scene.cast.sets else ()


def heading(scene: Scene) -> Iterator[Sentence]:
    """The short lines above a text: its title, place and day, the office it comes from."""
    for sentence in scene.sentences[:HEAD_LINES]:
        if len(sentence.span) > LONGEST_LINE or sentence.span.text.rstrip().endswith((".", "?", "!")):
            return
        yield sentence


def _letterhead(sentence: Sentence) -> tuple[str, ...]:
    """The state of a line that is a seat's or an office's name (`STATE HOUSE, LUSAKA`, `Embassy of Peru`), no headline."""
    text = sentence.span.text.strip()
    begins = cased(text).lower().startswith(LETTERHEADS)
    return _office_of(text) if begins and not any(token.tag_ in FINITE for token in sentence.span) else ()


def _heading_party(scene: Scene) -> tuple[str, ...]:
    """Whose release it is by the lines above it: an office-holder, a ministry, a government and its seat."""
    office = False
    for sentence in heading(scene):
        if body := _body_of(sentence.span.text.strip()) or _letterhead(sentence):
            return body
        office = office or bool({token.lower_ for token in sentence.span} & OFFICES)
        for token in sentence.span:
            for entry in scene.cast.entries.get((sentence.paragraph, token.i), ()):
                if (entry.kind == "person" or office) and len(found := scene.cast.states_of(entry.ids)) == 1:
                    return found
    return ()


def home_of(scene: Scene) -> str | None:
    """The state a report is from: of its dateline, with or without a day (`MANILA – …`)."""
    document = scene.parsed.document
    place = document.dateline_place
    if place is None:
        match = _DATELINE.search(document.text)
        place = cased(match[1]) if match else None
    names = list(find_names(place.title())) if place else []
    return names[0].ids[0] if names and names[0].kind in {"state", "stand_in"} and len(names[0].ids) == 1 else None
