"""Scores linking on our clusters of reports: `python evaluation/linking.py [--held-out] [--all] [--differences]`.

The reports are read by the real reader and added to one record. A marked stretch of a report counts where the reader has an
item of its kind there; over these B-cubed (Bagga and Baldwin, 1998) compares which are one in the record and which should be.
`read` says how many of the marked stretches the reader found. The baseline joins items of the same parties and kind.
"""

import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa

from communique.reading.reader import read_documents
from communique.record import Record, tables
from communique.record.extract import Read, reports_of
from communique.schema import Reading
from evaluation.clusters import Cluster, Mention, clusters

KINDS = ("meeting", "agreement", "event")


@dataclass(frozen=True)
class Found:
    """A marked stretch, the item it tells of, and the report the reader made of it."""

    where: str
    wanted: tuple[str, str]
    read: Read


@dataclass(frozen=True)
class Score:
    """B-cubed over the stretches that were read."""

    marked: int
    read: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(wanted: Mapping[int, Hashable], given: Mapping[int, Hashable]) -> tuple[float, float]:
    """Precision and recall: for each mention the share of those with it that belong there, averaged."""
    if not wanted:
        return 1.0, 1.0
    precision = recall = 0.0
    for one in wanted:
        together = [other for other in given if given[other] == given[one]]
        belong = [other for other in wanted if wanted[other] == wanted[one]]
        common = sum(wanted[other] == wanted[one] for other in together)
        precision += common / len(together)
        recall += common / len(belong)
    return precision / len(wanted), recall / len(wanted)


def aligned(chosen: Sequence[Cluster], readings: Mapping[str, Reading]) -> tuple[list[Found], dict[str, int]]:
    """The marked stretches with the reader's items, and how many are marked of each kind."""
    found: list[Found] = []
    marked: dict[str, int] = defaultdict(int)
    for cluster in chosen:
        for number, report in enumerate(cluster.reports):
            reads = reports_of(readings[report.document.id])
            for mention in report.mentions:
                marked[mention.kind] += 1
                best = _best(mention, reads)
                if best:
                    reads.remove(best)
                    found.append(Found(f"{cluster.name}/{number}", (cluster.name, mention.item), best))
    return found, marked


def _best(mention: Mention, reads: Iterable[Read]) -> Read | None:
    """The reader's item of the mention's kind that shares most of its words."""
    fitting = []
    for read in reads:
        if read.report.kind != mention.kind or mention.event_type not in {None, read.report.type}:
            continue
        shared = min(read.end, mention.end) - max(read.start, mention.start)
        if shared > 0:
            fitting.append((shared, len(read.report.sides) > 1, -_number(read), read.report.key, read))
    return max(fitting, key=lambda row: row[:4])[4] if fitting else None


def _number(read: Read) -> int:
    """Which of its kind the item is in the reading: of two in one sentence the first is told first."""
    return int(re.sub(r"\D", "", json.loads(read.body)["id"]) or 0)


def leaders(record: Record) -> dict[str, str]:
    """For each report the leader of its item."""
    r = tables.reports.c
    with record.engine.connect() as connection:
        return {row.key: row.leader for row in connection.execute(sa.select(r.key, r.leader))}


def scored(chosen: Sequence[Cluster]) -> tuple[dict[str, Score], dict[str, Score], list[str]]:
    """Scores by kind, those of the baseline, and the differences in words."""
    documents = [report.document for cluster in chosen for report in cluster.reports]
    readings = {reading.document.id: reading for reading in read_documents(documents)}
    found, marked = aligned(chosen, readings)
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "record.db") as record:
        record.add_readings(list(readings.values()))
        leads = leaders(record)
        differences = list(_differences(found, leads))
    ours = _scores(found, marked, lambda one: leads[one.read.report.key])
    plain = _scores(
        found,
        marked,
        lambda one: (one.read.report.kind, one.read.report.type, one.read.report.sides | one.read.report.targets),
    )
    return ours, plain, differences


def _scores(found: Sequence[Found], marked: Mapping[str, int], group: Callable[[Found], Hashable]) -> dict[str, Score]:
    scores = {}
    for kind in KINDS:
        mine = [one for one in found if one.read.report.kind == kind]
        wanted: dict[int, Hashable] = {n: one.wanted for n, one in enumerate(mine)}
        precision, recall = b_cubed(wanted, {n: group(one) for n, one in enumerate(mine)})
        scores[kind] = Score(marked.get(kind, 0), len(mine), precision, recall)
    return scores


def _differences(found: Sequence[Found], leads: Mapping[str, str]) -> Iterable[str]:
    """Stretches joined that should not be, and those that are one and were not joined, with the reason."""
    from communique.record.linking import LINKERS, order_of
    from communique.record.report import Apart

    for one, other in combinations(found, 2):
        if one.read.report.kind != other.read.report.kind:
            continue
        joined = leads[one.read.report.key] == leads[other.read.report.key]
        if joined == (one.wanted == other.wanted):
            continue
        first, second = sorted((one.read.report, other.read.report), key=order_of)
        verdict = LINKERS[first.kind].compare(first, second)
        told = (
            verdict.reason if isinstance(verdict, Apart) else f"{verdict.points} points: {'; '.join(verdict.grounds)}"
        )
        yield f"{'wrongly joined' if joined else 'not joined'} {one.where} {one.wanted[1]}, {other.where} {other.wanted[1]}: {told}"


def main(arguments: Sequence[str]) -> None:
    """Reads, links and prints."""
    everything = clusters()
    held = "--held-out" in arguments
    chosen = everything if "--all" in arguments else [one for one in everything if one.held_out == held]
    ours, plain, differences = scored(chosen)
    print(f"{len(chosen)} clusters, {sum(len(one.reports) for one in chosen)} reports")
    print("| kind | marked | read | B³ precision | B³ recall | B³ F1 | baseline F1 |\n|---|---|---|---|---|---|---|")
    for kind, s in ours.items():
        print(
            f"| {kind}s | {s.marked} | {s.read} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {plain[kind].f1:.3f} |"
        )
    wrong = sum(line.startswith("wrongly") for line in differences)
    print(f"pairs wrongly joined: {wrong}; pairs not joined: {len(differences) - wrong}")
    if "--differences" in arguments:
        print("\n".join(differences))


if __name__ == "__main__":
    main(sys.argv[1:])
