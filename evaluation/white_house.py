"""Parties of the White House's readouts of 2021 from their bodies alone: `python evaluation/white_house.py [--misses]`.

A readout's title says with whom the call or meeting was (`titled`); the body, read without its title, must say the same.
In the domestic statements no meeting between states may be found but in those judged foreign, which are listed below by
the end of their file name with the reason. The texts are in the folder COMMUNIQUE_DATA (default ../shared/data).
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from communique.intake import from_text
from communique.reading.cast import is_state
from communique.reading.names import find_names
from communique.reading.reader import read_documents
from communique.reference.organisations import organisations
from communique.schema import Reading

DATA = Path(os.environ.get("COMMUNIQUE_DATA", Path(__file__).parents[2] / "shared" / "data"))
READOUT = re.compile(r"\b(?:Call|Meeting|Audience|Conversation|Consultative Group)s? (?:with|between) (?P<who>.+)$", re.IGNORECASE)
# Domestic statements that do tell of meetings between states, judged by reading them.
FOREIGN: dict[str, str] = {}


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file of the folder."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def titled(title: str) -> set[str]:
    """The parties a readout's title names besides the United States; empty where it names none."""
    said = READOUT.search(title)
    if said is None or not title.startswith(("Readout", "Statement")):
        return set()
    who = re.split(r"\b(?:Regarding|on|to Discuss|about)\b", said["who"])[0]
    names = [n for n in find_names(who) if n.kind in {"state", "demonym", "stand_in", "organisation"}]
    names = [n for n in names if not who[n.end :].startswith(("-American", " Allies"))]
    parties = {i for n in names for i in n.ids} - {"USA"}
    return {p for p in parties if is_state(p) or (organisations()[p].kind == "igo")}


def held(reading: Reading) -> set[str]:
    """The parties besides the United States of the first meeting the body tells of."""
    meeting = next((m for m in reading.meetings if m.status in {"actual", "planned"} and len(m.parties) > 1), None)
    return set(meeting.parties) - {"USA"} if meeting else set()


def between_states(reading: Reading) -> list[str]:
    """The meetings of a reading with two states or more that are told as held or to come."""
    return [
        f"{m.status} {m.format} {'-'.join(m.parties)}: {m.evidence[0].quote[:140]!r}"
        for m in reading.meetings
        if sum(map(is_state, m.parties)) > 1 and m.status in {"actual", "planned"}
    ]


def readouts(show: bool) -> tuple[int, int]:
    """How many of the readouts that name a party in their title are right, and how many there are."""
    chosen = [(row, parties) for row in rows("white_house_2021.jsonl") if (parties := titled(row["title"]))]
    documents = (from_text(row["text"], published=row["published"], url=row["url"]) for row, _ in chosen)
    right = 0
    for (row, parties), reading in zip(chosen, read_documents(documents), strict=True):
        found = held(reading)
        right += found == parties
        if show and found != parties:
            print(f"{row['title']}: {sorted(parties)}, found {sorted(found)}")
    return right, len(chosen)


def domestic(show: bool) -> tuple[int, int]:
    """In how many of the domestic statements a meeting between states is found, and how many there are."""
    chosen = [row for row in rows("white_house_domestic.jsonl") if not row["id"].endswith(tuple(FOREIGN) or ("\0",))]
    documents = (from_text(row["text"], published=row["published"], url=row["url"]) for row in chosen)
    wrong = 0
    for row, reading in zip(chosen, read_documents(documents), strict=True):
        found = between_states(reading)
        wrong += bool(found)
        if show and found:
            print(row["id"], *found, sep="\n    ")
    return wrong, len(chosen)


def main(arguments: list[str]) -> None:
    """Prints both shares, and what is wrong where asked."""
    if not DATA.is_dir():
        raise SystemExit(f"{DATA}: is not there: set COMMUNIQUE_DATA to the folder of texts to develop against")
    right, count = readouts("--misses" in arguments)
    print(f"parties the title names, from the body: {right} of {count} = {right / count:.3f}")
    wrong, count = domestic("--misses" in arguments)
    print(f"meetings between states in statements without: {wrong} of {count} = {wrong / count:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
