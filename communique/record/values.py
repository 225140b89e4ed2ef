"""Which of several values is shown, by which rule, and what the other reports say.

Official sources go before the press; of the statuses and stages of one thing the later told goes before the earlier; else
the majority of independent reports (copies of one text count once), and of equals the one reported last. A date that only
says less than another does not contradict it.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

AGREED = "all reports agree"
OFFICIAL = "official source before press"
LATER = "later before earlier"
MAJORITY = "majority of independent reports"
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode
TOGETHER = "what all reports say together"
REVIEWER = "a reviewer's correction"
ACCEPTED = "accepted by a reviewer"


@dataclass(frozen=True, slots=True)
class Member:
    """A report as an item is built of it: where it comes from and what it says."""

    key: str
    document: str
    official: bool
    published: str
    origin: str  # the first of the copies of its text
    status: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One value and who says so."""

    value: Any
    members: tuple[Member, ...]

    @property
    def independent(self) -> int:
        """Reports that are no copies of each other."""
        return len({member.origin for member in self.members})

    @property
    def last(self) -> str:
        """When it was last reported."""
        return max(member.published for member in self.members)

    @property
    def official(self) -> bool:
        """Whether an official source says so."""
        return any(member.official for member in self.members)


@dataclass(frozen=True, slots=True)
class Value:
    """What is shown of a field, by which rule, who says so, and what else is said."""

    shown: Any
    rule: str
    reports: list[str]
    others: list[dict[str, Any]] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"shown": self.shown, "rule": self.rule, "reports": self.reports, "others": self.others}


def canonical(value: Any) -> str:
    """A value as text that is equal for equal values."""
    return f'"{value}"' if isinstance(value, str) else _encode(value)


def gathered(members: Sequence[Member], of: Callable[[Member], Any]) -> list[Said]:
    """The values of a field, each once with all who say it; nothing where a report does not say."""
    if len(members) == 1:  # most items have one report: no need to compare
        value = of(members[0])
        return [Said(value, (members[0],))] if value is not None and value != [] and value != "" else []
    found: dict[str, tuple[Any, list[Member]]] = {}
    for member in members:
        value = of(member)
        if value is not None and value != [] and value != "":
            found.setdefault(canonical(value), (value, []))[1].append(member)
    return [Said(value, tuple(said)) for _, (value, said) in sorted(found.items())]


def chosen(
    said: Sequence[Said], *, later: bool = False, covers: Callable[[Any, Any], bool] | None = None
) -> Value | None:
    """The value that is shown; None where no report says any. `covers(a, b)`: `a` says less than `b` and agrees."""
    if not said:
        return None
    if len(said) == 1:
        return Value(said[0].value, AGREED, keys(said[0].members))
    rivals = [
        one
        for one in said
        if not (covers and any(other is not one and covers(one.value, other.value) for other in said))
    ]
    best, rule = _best(rivals or list(said), later)
    others = [
        {"value": one.value, "reports": keys(one.members)}
        for one in sorted(said, key=lambda one: (-one.independent, canonical(one.value)))
        if one is not best
    ]
    return Value(best.value, rule, keys(best.members), others)


def _best(rivals: list[Said], later: bool) -> tuple[Said, str]:
    if len(rivals) == 1:
        return rivals[0], AGREED
    if later:
        return max(rivals, key=lambda one: (one.last, one.official, one.independent, canonical(one.value))), LATER
    official = [one for one in rivals if one.official]
    if len(official) == 1:
        return official[0], OFFICIAL
    best = max(official or rivals, key=lambda one: (one.independent, one.last, canonical(one.value)))
    return best, OFFICIAL if official and len(official) < len(rivals) else MAJORITY


def together(said: Iterable[tuple[Any, Member]], key: Callable[[Any], str], most: int) -> Value | None:
    """All values of a field that holds several, each with who says it, at most so many."""
    found: dict[str, tuple[Any, list[Member]]] = {}
    for value, member in said:
        found.setdefault(key(value), (value, []))[1].append(member)
    if not found:
        return None
    ordered = sorted(found.items(), key=lambda pair: (-len({m.document for m in pair[1][1]}), pair[0]))
    shown = [{**_as_dict(value), "reports": keys(members)} for _, (value, members) in ordered[:most]]
    return Value(shown, TOGETHER, sorted({member.key for _, (_, members) in ordered for member in members}))


def _as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"words": value}


def keys(members: Iterable[Member]) -> list[str]:
    """The keys of reports, each once."""
    return sorted({member.key for member in members})
