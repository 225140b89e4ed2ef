"""The clusters of `corpus/clusters`: their reports as documents, and the marked words that tell of each item."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.intake import from_row
from communique.schema import Document

FOLDER = Path(__file__).parents[1] / "corpus" / "clusters"
KINDS = {"m": "meeting", "a": "agreement", "e": "event"}
_MARK = re.compile(r"\{(\w+(?:\.[A-Z]+)?)\|([^{}|]+)\}")
_ITEM = re.compile(r"(\w+(?:\.[A-Z]+)?): .+")


@dataclass(frozen=True)
class Mention:
    """Words of a report that tell of an item."""

    item: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The item's kind."""
        return KINDS[self.item[0]]

    @property
    def event_type(self) -> str | None:
        """PLOVER's type of an event."""
        return self.item.partition(".")[2] or None


@dataclass(frozen=True)
class Report:
    """One report of a cluster."""

    document: Document
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Cluster:
    """Reports close to each other, and what is told in them."""

    name: str
    items: tuple[str, ...]
    reports: tuple[Report, ...]

    @property
    def held_out(self) -> bool:
        """Whether the rules are not looked at against it."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 0


def clusters(folder: Path = FOLDER) -> list[Cluster]:
    """All clusters by name."""
    return [_cluster(path) for path in sorted(folder.glob("*.txt"))]


def _cluster(path: Path) -> Cluster:
    head, *parts = re.split(r"^--- ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    items = []
    for line in head.strip().splitlines():
        match = _ITEM.fullmatch(line)
        if not match:
            raise ValueError(f"{path.name}: {line!r} is not an item: write `m1: what`")
        items.append(match[1])
    reports = tuple(_report(path.stem, number, part) for number, part in enumerate(parts))
    unknown = {mention.item for report in reports for mention in report.mentions} ^ set(items)
    if unknown:
        raise ValueError(f"{path.name}: {', '.join(sorted(unknown))} must stand both in the head and in a report")
    return Cluster(path.stem, tuple(items), reports)


def _report(cluster: str, number: int, part: str) -> Report:
    head, _, body = part.partition("\n")
    published, outlet, title = (field.strip() for field in head.split("|"))
    marks = list(_MARK.finditer(body))
    text = _MARK.sub(lambda match: match[2], body).strip()
    host = re.sub(r"[^a-z]+", "-", outlet.lower()).strip("-")
    document = from_row(
        {
            "text": text,
            "title": title,
            "published": published,
            "outlet": outlet,
            "url": f"https://{host}.example/{cluster}/{number}",
        }
    )
    return Report(document, tuple(_mentions(marks, document.text)))


def _mentions(marks: list["re.Match[str]"], text: str) -> Iterator[Mention]:
    at = 0
    for mark in marks:
        start = text.index(mark[2], at)
        yield Mention(mark[1], start, start + len(mark[2]))
        at = start
