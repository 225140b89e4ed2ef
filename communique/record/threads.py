"""What runs through several items: series of meetings with their numbers, histories of positions with their wordings."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from communique.record.results import Item, Series

LONGEST_GAP = 50  # numbers missing between two that are known; beyond that one of the two is doubted, not listed
# Stances from mild to sharp: a step on in the list strengthens.
SHARPER = (
    ("acknowledge", "welcome", "support"),
    ("expect", "urge"),
    ("concern", "oppose", "refuse"),
    ("concern", "condemn"),
)
Change = Literal["first", "same", "strengthened", "weakened", "stance changed"]
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def series_of(meetings: Iterable[Item]) -> tuple[Series, ...]:
    """Meetings by series, each with its gaps and contradictions; the series with most meetings first."""
    threads: dict[str, list[Item]] = defaultdict(list)
    for meeting in meetings:
        if meeting.thread:
            threads[meeting.thread].append(meeting)
    found = [_series(thread, sorted(items, key=_in_order)) for thread, items in threads.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.meetings), one.thread)))


def _in_order(meeting: Item) -> tuple[str, int, str]:
    return meeting.day or "9999", meeting["ordinal"] or 0, meeting.id


def _series(thread: str, meetings: Sequence[Item]) -> Series:
    names = [meeting["series"] for meeting in meetings if meeting["series"]]
    name = max(sorted(set(names)), key=names.count) if names else str(meetings[-1].type)
    numbers = sorted({meeting["ordinal"] for meeting in meetings if meeting["ordinal"]})
    gaps = [n for one, other in pairwise(numbers) if other - one <= LONGEST_GAP for n in range(one + 1, other)]
    return Series(thread, name, meetings[-1].parties, tuple(meetings), tuple(gaps), tuple(_contradictions(meetings)))


def _contradictions(meetings: Sequence[Item]) -> Iterable[str]:
    numbered = [meeting for meeting in meetings if meeting["ordinal"]]
    by_number: dict[int, list[Item]] = defaultdict(list)
    for meeting in numbered:
        by_number[meeting["ordinal"]].append(meeting)
        others = [other["value"] for other in meeting.values["ordinal"].others]
        if others:
            yield f"{meeting.id}: number {meeting['ordinal']}, by other reports {', '.join(map(str, others))}"
    for number, same in sorted(by_number.items()):
        if len(same) > 1:
            yield f"number {number} is given to {len(same)} meetings: {', '.join(f'{m.id} ({m.day})' for m in same)}"
    for one, other in pairwise([meeting for meeting in numbered if meeting.day and meeting.dated]):
        if other["ordinal"] < one["ordinal"]:
            yield f"number {other['ordinal']} ({other.day}) comes after number {one['ordinal']} ({one.day})"


@dataclass(frozen=True)
class Wording:
    """One step of a history: the position, what became of the stance, and the words that came and went."""

    item: Item
    change: Change
    words: str
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "item": self.item.id, "day": self.item.day, "stance": self.item["stance"], "strength": self.item["strength"] or "plain",
            "topic": self.item["topic"], "words": self.words, "change": self.change, "added": list(self.added),
            "dropped": list(self.dropped),
        }  # fmt: skip


def history_of(positions: Sequence[Item]) -> tuple[Wording, ...]:
    """Positions of the same holders on one topic in order of time, each compared with the one before."""
    ordered = sorted(positions, key=lambda item: (item.day or "9999", item.id))
    found: list[Wording] = []
    for item in ordered:
        words = _words(item)
        before = found[-1] if found else None
        if before is None:
            found.append(Wording(item, "first", words))
            continue
        added, dropped = differences(before.words, words)
        found.append(Wording(item, _change(before.item, item), words, added, dropped))
    return tuple(found)


def _words(item: Item) -> str:
    wordings = item["wordings"] or []
    return str(wordings[0]["words"]) if wordings else str(item["topic"] or "")


def _change(before: Item, after: Item) -> Change:
    one, other = str(before["stance"]), str(after["stance"])
    if one != other:
        for scale in SHARPER:
            if one in scale and other in scale:
                return "strengthened" if scale.index(other) > scale.index(one) else "weakened"
        return "stance changed"
    strong = (before["strength"] == "strong", after["strength"] == "strong")
    return "same" if strong[0] == strong[1] else "strengthened" if strong[1] else "weakened"


def differences(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The runs of words that came and that went."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, [w.casefold() for w in one], [w.casefold() for w in other], autojunk=False)
    added: list[str] = []
    dropped: list[str] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag in {"replace", "delete"}:
            dropped.append(" ".join(one[i1:i2]))
        if tag in {"replace", "insert"}:
            added.append(" ".join(other[j1:j2]))
    return tuple(added), tuple(dropped)
