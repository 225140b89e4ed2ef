"""Scores our articles: `python evaluation/articles.py [FOLDER] [--differences]`.

Prints precision, recall and F1 of each kind, and how many items are right in every field; the floors in
`floors.json` are checked by `tests/test_articles.py`.
"""

import sys
from pathlib import Path

from communique.intake import read_source
from communique.reading.reader import read_documents
from communique.schema import Document
from communique.training.articles import KINDS, Tally, annotated, compare

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"


def main(arguments: list[str]) -> None:
    """Reads every annotated article of the folder and prints the table."""
    folder = Path(next((a for a in arguments if not a.startswith("-")), ARTICLES))
    tallies = {kind: Tally() for kind in KINDS}
    without_a_difference = 0
    pairs = annotated(folder)
    for path, wanted in pairs:
        document = next(iter(read_source(str(path))))
        if not isinstance(document, Document):
            raise SystemExit(str(document))
        findings = compare(next(read_documents([document])), wanted, tallies)
        without_a_difference += not findings
        if "--differences" in arguments:
            print("\n".join([path.name, *(f"  {f.kind}: {f.problem}" for f in findings)]))
    print("| kind | expected | found | precision | recall | F1 | exact in all fields |\n|---|---|---|---|---|---|---|")
    for kind, t in tallies.items():
        print(f"| {kind} | {t.expected} | {t.found} | {t.precision:.2f} | {t.recall:.2f} | {t.f1:.2f} | {t.exact} |")
    print(f"{len(pairs)} articles, {without_a_difference} without a difference")


if __name__ == "__main__":
    main(sys.argv[1:])
