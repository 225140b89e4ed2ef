"""Meetings from the bodies of readouts, without their titles: `python evaluation/counterparts.py [--misses]`.

The texts are the State Department's releases of 2021 in the folder COMMUNIQUE_DATA (default ../shared/data), the
cards what their titles say. A card is right when the parties besides the United States, a surname, the kinds of office
given and the mode all are.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from communique.intake import from_text
from communique.reading.reader import read_documents
from communique.schema import Meeting, Reading

DATA = Path(os.environ.get("COMMUNIQUE_DATA", Path(__file__).parents[2] / "shared" / "data"))


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file of the folder."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def judged(card: dict[str, Any], reading: Reading) -> dict[str, bool]:
    """What of a card the first meeting reported has right."""
    meeting: Meeting | None = next((m for m in reading.meetings if m.status in {"actual", "planned"}), None)
    others = [a for a in meeting.attendees if a.country != "USA"] if meeting else []
    named = " ".join(attendee.name for attendee in others)
    kinds = [kind for kind in card["offices"] if kind]
    right = {
        "parties": meeting is not None and set(meeting.parties) - {"USA"} == set(card["parties"]),
        "surname": any(name in named for name in card["names"]),
        "office": all(any(a.office and a.office.kind == kind for a in others) for kind in kinds),
        "mode": meeting is not None and meeting.mode == card["mode"],
    }
    return {**right, "whole card": all(right.values())}


def main(arguments: list[str]) -> None:
    """Prints the share of each, and the cards missed where asked."""
    if not DATA.is_dir():
        raise SystemExit(f"{DATA}: is not there: set COMMUNIQUE_DATA to the folder of texts to develop against")
    releases = {row["id"]: row for row in rows("state_releases_2021.jsonl")}
    cards = rows("state_counterparts_2021.jsonl")
    documents = (
        from_text(releases[c["id"]]["text"], published=c["published"], url=releases[c["id"]]["url"]) for c in cards
    )
    counts: Counter[str] = Counter()
    for card, reading in zip(cards, read_documents(documents), strict=True):
        right = judged(card, reading)
        counts.update(key for key, value in right.items() if value)
        if "--misses" in arguments and not right["whole card"]:
            print(card["title"].strip(), {key for key, value in right.items() if not value})
    for key in ("parties", "surname", "office", "mode", "whole card"):
        print(f"{key}: {counts[key]} of {len(cards)} = {counts[key] / len(cards):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
