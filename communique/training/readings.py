"""Scores readings of a folder of annotated articles: `communique evaluate readings DIR`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from communique.errors import UnreadableInput
from communique.schema import Reading
from communique.training.articles import KINDS, Finding, Tally, annotated, compare

Read = Callable[[Path], Reading]


@dataclass(frozen=True)
class Scored:
    """What was found over a folder: counts by kind, and the differences of each article."""

    tallies: dict[str, Tally]
    findings: dict[str, list[Finding]]

    @property
    def without_a_difference(self) -> int:
        """How many articles read exactly as annotated."""
        return sum(not found for found in self.findings.values())

    def summary(self) -> dict[str, object]:
        """The figures as plain values, for JSON: by kind precision, recall, F1, and each field's share of right values."""
        kinds = {
            kind: {
                "expected": t.expected, "found": t.found, "unasked": t.extra, "exact": t.exact,
                "precision": round(t.precision, 4), "recall": round(t.recall, 4), "f1": round(t.f1, 4),
                "fields": {name: round(right / asked, 4) for name, (right, asked) in sorted(t.fields.items()) if asked},
            }
            for kind, t in self.tallies.items()
        }  # fmt: skip
        return {"articles": len(self.findings), "without_a_difference": self.without_a_difference, "kinds": kinds}


def score(folder: Path, read: Read) -> Scored:
    """Reads every annotated article of a folder with `read`; UnreadableInput where there is none."""
    pairs = annotated(folder) if folder.is_dir() else []
    if not pairs:
        raise UnreadableInput(str(folder), "holds no article with an annotation (NAME.expected.json) beside it")
    tallies = {kind: Tally() for kind in KINDS}
    findings = {path.name: compare(read(path), wanted, tallies) for path, wanted in pairs}
    return Scored(tallies, findings)
