"""Offices: titles as states really use them, and portfolios from which titles are composed."""

from functools import lru_cache
from typing import Literal, NamedTuple

from communique.reference.loader import Entry, Example, load
from communique.reference.states import StateCode
from communique.schema import Level, OfficeKind


class OfficeRecord(Entry):
    """A whole title (`form` title), or a portfolio that stands in `X minister` and `minister of X` (`form` portfolio)."""

    title: str
    kind: OfficeKind
    level: Level | None
    form: Literal["title", "portfolio"]
    countries: tuple[StateCode, ...] = ()
    sector: str = "GOV"
    examples: tuple[Example, ...]


class Title(NamedTuple):
    """One way to write a title, lower case, and what it means."""

    words: str
    kind: OfficeKind
    level: Level | None
    countries: tuple[str, ...]
    sector: str


@lru_cache(maxsize=1)
def offices() -> tuple[OfficeRecord, ...]:
    """All records of the file in its order."""
    return load("offices.jsonl", OfficeRecord, lambda o: (o.form, o.title))


@lru_cache(maxsize=1)
def titles() -> dict[str, Title]:
    """Every title that can be composed, by its lower-case words; a whole title wins over a composed one."""
    composed = {
        words: Title(words, record.kind, record.level, record.countries, record.sector)
        for record in offices()
        if record.form == "portfolio"
        for words in _composed(record.title)
    }
    whole = {
        words: Title(words, record.kind, record.level, record.countries, record.sector)
        for record in offices()
        if record.form == "title"
        for words in (record.title, plural(record.title))
    }
    return composed | whole


@lru_cache(maxsize=1)
def portfolios() -> frozenset[str]:
    """The portfolios, lower case and without article."""
    return frozenset(record.title.removeprefix("the ") for record in offices() if record.form == "portfolio")


def plural(title: str) -> str:
    """The plural of a title (`foreign ministers`, `secretaries of state`)."""
    head, of, rest = title.partition(" of ")
    head = head[:-1] + "ies" if head.endswith("y") else head if head.endswith("s") else head + "s"
    return head + of + rest


def _composed(portfolio: str) -> tuple[str, ...]:
    bare = portfolio.removeprefix("the ")
    forms = [f"{bare} minister", f"{bare} ministers", f"{bare} secretary"]
    if portfolio not in {"foreign", "external"}:
        forms += [f"{rank} {link} {article}{bare}" for rank in ("minister", "ministers") for link in ("of", "for")
                  for article in ("", "the ")]  # fmt: skip
        forms += [f"secretary {link} {article}{bare}" for link in ("of", "for") for article in ("", "the ")]
    return tuple(forms)
