"""Kinds of agreement: the names each goes by, the words that make a general noun one of them, its proper titles.

A kind whose `broader` is `general` says only what the instrument is called (*agreement*, *protocol*). What a record of
agreements is asked for decides between the instrument and the subject: see `told_kind`.
"""

from collections.abc import Mapping
from functools import lru_cache

from communique.reference.loader import Entry, Example, load

GENERAL = "general"
# Instruments readers ask for by their form, whatever they are about; they bind less than a treaty does.
BY_FORM = frozenset({"memorandum", "action plan", "roadmap", "code of conduct", "exchange of notes"})
# A treaty on relations at large is asked for as a treaty, one on extradition by its subject.
RELATIONS = frozenset({"friendship", "strategic partnership", "partnership and cooperation", "alliance", "accession"})
# The WTO's register counts economic partnership agreements among the free trade agreements, and so do readers.
ASKED_AS = {"economic partnership": "free trade"}


class AgreementKind(Entry):
    """A kind: `names` and `words` in lower case, `abbreviations` and `titled` as written."""

    kind: str
    broader: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    abbreviations: tuple[str, ...]
    titled: tuple[str, ...]
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def agreement_kinds() -> Mapping[str, AgreementKind]:
    """All kinds by name."""
    return {record.kind: record for record in load("agreement_kinds.jsonl", AgreementKind, lambda record: record.kind)}


@lru_cache(maxsize=1)
def subject_words() -> Mapping[str, str]:
    """The kind by word said of a general noun (`extradition` of a treaty); of two kinds a word is given to, the first."""
    found: dict[str, str] = {}
    for record in agreement_kinds().values():
        for word in record.words:
            found.setdefault(word, record.kind)
    return found


@lru_cache(maxsize=1)
def form_of() -> Mapping[str, str]:
    """The general kind by its noun (`pact` is an agreement, `convention` a treaty)."""
    return {
        name: record.kind for record in agreement_kinds().values() if record.broader == GENERAL for name in record.names
    }


def told_kind(kind: str, form: str | None, titled: bool) -> str:
    """The kind a reading gives: the instrument's for a memorandum or plan and for a treaty on relations, else the subject's.

    `form` is the general kind of the head noun; a memorandum known by its proper title keeps the kind of its subject.
    """
    if form in BY_FORM and not titled:
        return form
    if form == "treaty" and kind in RELATIONS:
        return form
    return ASKED_AS.get(kind, kind)
