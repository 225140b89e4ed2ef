"""Builds values of the contract in a line, for expected values and for what no article of ours has."""

from typing import Any

from communique.schema import Actor, Date, Document, Event, Evidence, Meeting, Position, Reader, Reading

TEXT = "France and Japan held talks in Paris on 9 May 2023. They oppose any change of the status quo."


def document(text: str = TEXT, **fields: Any) -> Document:
    """A document; its id and source say that it is made up."""
    return Document(**{"id": "made-up", "source": "text", "language": "en", "text": text} | fields)


def evidence(words: str, text: str = TEXT) -> Evidence:
    """The first place where the words stand in the text."""
    start = text.index(words)
    return Evidence(start=start, end=start + len(words), quote=words)


def day(edtf: str, said: Evidence | None = None) -> Date:
    """A day by its ISO date."""
    return Date(edtf=edtf, start=edtf, end=edtf, said=said, precision="day")  # type: ignore[arg-type]


def state(code: str, name: str, **fields: Any) -> Actor:
    """A state."""
    return Actor(**{"id": code, "name": name, "kind": "state", "country": code} | fields)


def meeting(**fields: Any) -> Meeting:
    """Talks between France and Japan."""
    return Meeting(
        **{"id": "m1", "format": "talks", "parties": ["FRA", "JPN"], "evidence": [evidence("held talks in Paris")]}
        | fields
    )


def position(**fields: Any) -> Position:
    """What France and Japan oppose."""
    topic = "any change of the status quo"
    return Position(
        **{"id": "p1", "holders": ["FRA", "JPN"], "stance": "oppose", "topic": topic, "evidence": [evidence(topic)]}
        | fields
    )


def event(**fields: Any) -> Event:
    """The talks as an event."""
    return Event(
        **{
            "id": "e1", "event_type": "CONSULT", "quad": "verbal cooperation", "actors": ["FRA"], "recipients": ["JPN"],
            "confidence": 0.9, "evidence": [evidence("held talks")],
        } | fields
    )  # fmt: skip


def reading(text: str = TEXT, **fields: Any) -> Reading:
    """A reading of France and Japan with nothing in it but what is given."""
    given = {"document": document(text), "actors": [state("FRA", "France"), state("JPN", "Japan")]}
    return Reading(**given | {"reader": Reader(name="tests", version="0")} | fields)
