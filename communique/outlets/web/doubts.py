"""What a reviewer should look at first: contradictions, what the reader was unsure of, agreements nobody has looked at."""

from dataclasses import dataclass

from communique.outlets.web.present import words_of
from communique.record import Item, Record
from communique.record.query import ask

LOOKED_AT = 200  # of each kind, the newest
UNSURE = 0.6
MOST = 60
# Several stages of an agreement are its history, and what changed with time is no contradiction.
_HISTORY = {"agreement": {"stage", "date"}}


@dataclass(frozen=True)
class Doubt:
    """A value to look at, why, and how much it is doubted (from 0 to 1)."""

    item: Item
    field: str
    reason: str
    weight: float


def doubts(record: Record, dyad: str | None = None) -> list[Doubt]:
    """Values by doubt, most first; what was decided on is not asked again."""
    found: list[Doubt] = []
    for kind in ("agreement", "meeting", "position", "event"):
        items = record.find(ask(None, kinds=(kind,), limit=LOOKED_AT, **({"dyad": dyad} if dyad else {})))
        sure = record.confidences([item.id for item in items]) if kind == "event" else {}
        for item in items:
            found += _of(item, sure.get(item.id, 1.0))
    return sorted(found, key=lambda doubt: (-doubt.weight, doubt.item.id, doubt.field))[:MOST]


def _of(item: Item, sure: float) -> list[Doubt]:
    decided = {str(review["field"]) for review in item.reviews}
    if "item" in decided:
        return []
    found = [
        Doubt(
            item,
            field,
            f"{'reports differ' if len(item.documents) > 1 else 'told in two ways'}: {words_of(field)}",
            0.9 if item.values[field].rule.startswith("majority") else 0.7,
        )
        for field in item.disputed
        if field not in decided and field not in _HISTORY.get(item.kind, ())
    ]
    if item.kind == "agreement" and not decided:
        found.append(Doubt(item, "stage" if item.stage else "item", "an agreement nobody has looked at", 0.6))
    if sure < UNSURE:
        found.append(Doubt(item, "item", f"the reader was unsure ({sure:.0%})", 1.0 - sure))
    return found
