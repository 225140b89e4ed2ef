"""Checks rows of the event coder's corpus: `python scripts/check_relations.py [FILE …]` (default: all of corpus/relations)."""

import sys
from collections import Counter
from pathlib import Path

from communique.errors import BadReference
from communique.training.corpus import RelationRow, check_file, near_copies, openings

CORPUS = Path(__file__).parents[1] / "corpus" / "relations"


def main(names: list[str]) -> int:
    """Prints what is wrong and the counts; 1 where anything is wrong."""
    rows: list[RelationRow] = []
    bad = 0
    for path in [Path(name) for name in names] or sorted(CORPUS.glob("*.tsv")):
        for row in check_file(path):
            if isinstance(row, BadReference):
                print(row)
                bad += 1
            else:
                rows.append(row)
    for one, other, likeness in near_copies(rows):
        print(f"{other.where}: {likeness:.2f} like {one.where}: {other.text[:70]}")
        bad += 1
    for opening, count in openings(rows).items():
        if count > 2:
            print(f"{count} sentences open with {opening!r}")
    texts = {row.text for row in rows}
    print(f"{len(rows)} rows, {len(texts)} sentences, {bad} faults")
    long = sum(len(text.split()) >= 40 for text in texts)
    short = sum(len(text.split()) < 14 for text in texts)
    many = sum(len(r.sources) + len(r.targets) + len(r.others) > 2 for r in rows)
    print(
        f"40 words and more: {long}; under 14: {short}; three actors and more: {many}; no target: {sum(not r.targets for r in rows)}"
    )
    for (kind, mode), count in sorted(Counter((r.type, r.mode or "-") for r in rows).items()):
        print(f"  {kind:10} {mode:16} {count}")
    print("  " + ", ".join(f"{status} {count}" for status, count in Counter(r.status for r in rows).items()))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
