"""What a new reading of a document changes against the one before."""

import json
from dataclasses import dataclass

from communique.record.extract import Read, reports_of
from communique.schema import Reading


@dataclass(frozen=True)
class Changed:
    """The items that came, went, and are told otherwise, each with its kind and first quote."""

    document: str
    source: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    altered: tuple[str, ...]
    reader: tuple[str, str]

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.dropped or self.altered)


def changes(old: Reading, new: Reading) -> Changed:
    """The difference of two readings of one document, item by item."""
    before = {read.report.key: read for read in reports_of(old)}
    after = {read.report.key: read for read in reports_of(new)}
    return Changed(
        new.document.id,
        new.document.source,
        tuple(_told(after[key]) for key in sorted(after.keys() - before.keys())),
        tuple(_told(before[key]) for key in sorted(before.keys() - after.keys())),
        tuple(
            f"{_told(after[key])} ({', '.join(_fields(before[key].body, after[key].body))})"
            for key in sorted(after.keys() & before.keys())
            if _fields(before[key].body, after[key].body)
        ),
        (old.reader.version, new.reader.version),
    )


def _told(read: Read) -> str:
    quotes = json.loads(read.body).get("evidence", ())
    words = quotes[0]["quote"] if quotes else ""
    return f"{read.report.kind} {read.report.type}: {words[:120]}"


def _fields(one: str, other: str) -> list[str]:
    """The fields in which two items differ; their identifiers within the reading do not count."""
    before, after = json.loads(one), json.loads(other)
    return sorted(name for name in before.keys() | after.keys() if name != "id" and before.get(name) != after.get(name))
