"""Parties and kinds from the titles of treaties alone: `python evaluation/uk_treaties.py [--misses] [--sample N]`.

The titles are the United Kingdom's treaty records in the folder COMMUNIQUE_DATA (default ../shared/data). The register lists
states in capitals and territories beside them; both go through the same table of names. A bilateral treaty of two states is
right when the title gives its parties: no other than the register's, the other side, and the United Kingdom or one of its
territories listed. `--sample` prints titles with their kinds for a person to judge.
"""

import json
import os
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from communique.reading.names import find_names
from communique.reading.treaty_titles import TreatyTitle, party_of, read_title

DATA = Path(os.environ.get("COMMUNIQUE_DATA", Path(__file__).parents[2] / "shared" / "data"))
KEEPER = "GBR"
SEED = 1815
# What is counted, and of how many.
SHARES = (
    ("parties", "bilateral"),
    ("parties after between or with", "bilateral, between or with"),
    ("parties, baseline", "bilateral"),
    ("a kind that says what it is about", "titles"),
    ("a kind or form", "titles"),
)


def is_bilateral(row: dict[str, Any]) -> bool:
    """Whether the register has a treaty as bilateral and lists two states for it."""
    return row["field3"] == "BI" and len(_states(row)) == 2


def _states(row: dict[str, Any]) -> list[str]:
    return [party for party in row["parties"] if party.isupper()]


def is_right(row: dict[str, Any], read: TreatyTitle, realms: frozenset[str]) -> bool:
    """Whether the parties read are the register's; realms and territories may stand beside or for the United Kingdom."""
    states = {party_of(name) or name for name in _states(row)}
    listed = {party_of(name) or name for name in row["parties"]}
    parties = set(read.parties)
    ours = KEEPER not in states or KEEPER in parties or bool((parties - states) & (listed | realms))
    return states - {KEEPER} <= parties <= listed | (realms if KEEPER in states else set()) and ours


def crown(rows: list[dict[str, Any]]) -> frozenset[str]:
    """Realms and territories, as the register lists them beside the United Kingdom (`Canada`, `Ceylon`)."""
    ours = (row["parties"] for row in rows if "UNITED KINGDOM" in row["parties"])
    names = {name for parties in ours for name in parties if not name.isupper()}
    return frozenset(code for name in names if (code := party_of(name)))


def names_sides(title: str) -> bool:
    """Whether a title has the words that parties stand behind; others often name nobody (`Exchange of Notes on trade`)."""
    return bool({"between", "with"} & set(title.lower().split()))


def first_two(title: str) -> TreatyTitle:
    """A plain baseline: today's names of states, the first two the title has."""
    found = dict.fromkeys(i for n in find_names(title) if n.kind == "state" for i in n.ids)
    return TreatyTitle(tuple(found)[:2], None, None)


def main(arguments: list[str]) -> None:
    """Prints the shares, and the titles missed or a sample where asked."""
    if not DATA.is_dir():
        raise SystemExit(f"{DATA}: is not there: set COMMUNIQUE_DATA to the folder of texts to develop against")
    lines = (DATA / "uk_treaties.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    counts: Counter[str] = Counter()
    realms = crown(rows)
    for row in rows:
        read = read_title(row["title"], KEEPER)
        counts["titles"] += 1
        counts["a kind that says what it is about"] += read.specific
        counts["a kind or form"] += read.kind is not None
        if is_bilateral(row):
            counts["bilateral"] += 1
            right = is_right(row, read, realms)
            counts["parties"] += right
            counts["bilateral, between or with"] += names_sides(row["title"])
            counts["parties after between or with"] += right and names_sides(row["title"])
            counts["parties, baseline"] += is_right(row, first_two(row["title"]), realms)
            if not right and "--misses" in arguments:
                print(row["id"], row["title"][:150], row["parties"][:4], read.parties, sep=" | ")
        if "--kinds" in arguments and not read.specific:
            print(row["id"], row["title"][:200], row["subject"], sep=" | ")
    if "--sample" in arguments:
        size = int(arguments[arguments.index("--sample") + 1])
        for row in random.Random(SEED).sample(rows, size):
            read = read_title(row["title"], KEEPER)
            print(row["id"], read.kind, row["title"], sep=" | ")
    for key, total in SHARES:
        print(f"{key}: {counts[key]} of {counts[total]} = {counts[key] / counts[total]:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
