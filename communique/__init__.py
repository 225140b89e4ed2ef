"""Communique reads news reports and official statements about diplomacy into a record that cites the words of every value.

    reading = communique.read(text)            # a text, or the path of a file
    for meeting in reading.meetings: ...

    with communique.open_record() as record:   # what many reports say together: see communique.record
        record.add(["reports/"])
        record.meetings(dyad="JPN-FRA", since="2023").to_pandas()

What goes wrong on purpose is raised as a `communique.errors.CommuniqueError`. Importing the package loads nothing heavy:
the models of the contract come with their first use, the language model with the first `read`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from communique.reading.coder import Relation
    from communique.record import Record
    from communique.schema import (
        About,
        Actor,
        ActorKind,
        Agreement,
        Attendee,
        Date,
        Document,
        Event,
        EventType,
        Evidence,
        Level,
        Meeting,
        MeetingFormat,
        MeetingMode,
        Office,
        OfficeKind,
        PageList,
        PageListItem,
        PageListKind,
        Place,
        Position,
        Precision,
        Quad,
        Reader,
        Reading,
        Series,
        Stage,
        StageAt,
        Stance,
        Status,
        Strength,
        cite,
    )

__all__ = [
    "About",
    "Actor",
    "ActorKind",
    "Agreement",
    "Attendee",
    "Date",
    "Document",
    "Event",
    "EventType",
    "Evidence",
    "Level",
    "Meeting",
    "MeetingFormat",
    "MeetingMode",
    "Office",
    "OfficeKind",
    "PageList",
    "PageListItem",
    "PageListKind",
    "Place",
    "Position",
    "Precision",
    "Quad",
    "Reader",
    "Reading",
    "Relation",
    "Series",
    "Stage",
    "StageAt",
    "Stance",
    "Status",
    "Strength",
    "cite",
    "open_record",
    "read",
    "relations",
]


def read(
    text_or_path: "str | Path",
    published: "str | dt.date | None" = None,
    title: str | None = None,
    url: str | None = None,
) -> "Reading":
    """The reading of one text or file.

    A `Path`, or a string that is the path of a file, is read as that file; any other string is the text itself.
    `published` (a date, or ISO 8601), `title` and `url` say what the input does not, or better. Raises `InputError` where
    the input cannot be taken in. A text in another language than English has a reading with its language and empty lists.
    """
    from communique.api import read_one

    return read_one(text_or_path, published, title, url)


def relations(marked_sentences: "Iterable[str]", model: "Path | None" = None) -> "list[Relation]":
    """What the marked source of each sentence does to its marked target, in PLOVER.

    A sentence is marked like `<s>Oman</s> freed <t>two sailors</t>.`; where only one of the two is marked, the
    event is read from that one. The type is the most probable one given that there is an event; `event` is the
    probability that there is one. `model` is the folder of a model of your own. Raises `BadSentence` where marks cannot be read.
    """
    from communique.reading.coder import relations as read_relations

    return read_relations(marked_sentences, model)


def open_record(url: "str | Path | None" = None) -> "Record":
    """The record at a path or address (`sqlite:///…`, `postgresql+psycopg://…`), made where it is not there yet.

    Without an address it is the one of the setting COMMUNIQUE_RECORD, else a file in the user's data directory. Raises
    `RecordError` where it cannot be opened.
    """
    from communique.adding import open_record as opened

    return opened(url)


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'communique' has no attribute {name!r}: it has {', '.join(__all__)}")
    if name == "Relation":
        from communique.reading.coder import Relation

        return Relation
    import communique.schema

    return getattr(communique.schema, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
