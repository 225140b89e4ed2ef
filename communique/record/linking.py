"""Linking: which reports are one item. This is the file to open first.

Reports stand in a fixed order, those that say most before those that say less. Going through them in that order, each
joins the leader it fits best, or leads itself where it fits none. What is one therefore depends on the set of reports
alone, not on the order they came in, and no report is joined to another over a chain of third ones.

Only reports that share a block (parties, kind and days, see the file of each kind) are compared. Adding or taking away a
few reports settles again only those it can have changed: each new leader is shown to the later reports of its blocks,
each leader that follows another now sends its own followers to look again. The outcome is that of going through all.
"""

import heapq
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa

from communique.record import link_agreements, link_copies, link_events, link_meetings, link_positions, tables
from communique.record.batches import in_batches
from communique.record.report import Join, Report, Verdict, loaded

LEADS, FOLLOWS = 1, 2


class Linker(Protocol):
    """What the file of a kind offers."""

    KIND: str

    @staticmethod
    def rank(report: Report) -> tuple[int, ...]:
        """Where it stands in the order: smaller leads."""

    @staticmethod
    def blocks(report: Report) -> tuple[frozenset[str], frozenset[str]]:
        """The blocks it may lead in, and those it looks for a leader in."""

    @staticmethod
    def compare(leader: Report, report: Report) -> Verdict:
        """Whether both say the same."""


LINKERS: Mapping[str, Linker] = {
    linker.KIND: linker  # type: ignore[misc]
    for linker in (link_meetings, link_agreements, link_positions, link_events, link_copies)
}


def order_of(report: Report) -> str:
    """The place of a report in the order, as text that sorts."""
    return "".join(f"{value + 1000:08d}" for value in LINKERS[report.kind].rank(report)) + report.key


@dataclass(slots=True)
class Node:
    """A report with whom it follows: itself where it leads."""

    report: Report
    order: str
    leader: str = ""
    score: int = 0
    grounds: tuple[str, ...] = ()
    before: str = ""  # the leader when it was loaded; empty for a new one
    changed: bool = False

    @property
    def leads(self) -> bool:
        """Whether it leads its group."""
        return self.leader == self.report.key


@dataclass
class Board:
    """The reports that linking has on the table, fetched from the record block by block."""

    connection: sa.Connection
    nodes: dict[str, Node] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    leading: dict[str, set[str]] = field(default_factory=dict)  # block: reports that may lead in it
    following: dict[str, set[str]] = field(default_factory=dict)
    pending: dict[str, set[str] | None] = field(default_factory=dict)  # leaders to look at; None: all there are
    heap: list[tuple[str, str]] = field(default_factory=list)

    # -- fetching ------------------------------------------------------------------------------------------------------

    def fetch(self, wanted: Iterable[str]) -> None:
        """Puts the members of blocks on the table, once."""
        missing = sorted({block for block in wanted if block not in self.leading})
        for part in in_batches(missing):
            for block in part:
                self.leading[block], self.following[block] = set(), set()
            b, r = tables.blocks.c, tables.reports.c
            rows = self.connection.execute(
                sa.select(b.block, b.role, r.key, r.rank, r.leader, r.score, r.features)
                .join(tables.reports, r.key == b.report)
                .where(b.block.in_(part))
            )
            for block, role, key, *rest in rows:
                self._remember(key, *rest)
                self._place(block, key, role)

    def fetch_followers(self, leader: str) -> list[Node]:
        """Those who follow a leader."""
        r = tables.reports.c
        rows = self.connection.execute(
            sa.select(r.key, r.rank, r.leader, r.score, r.features).where(r.leader == leader, r.key != leader)
        )
        for row in rows:
            self._remember(*row)
        return [node for node in self.nodes.values() if node.leader == leader and node.report.key != leader]

    def _remember(self, key: str, order: str, leader: str, score: int, features: str) -> None:
        if key not in self.nodes and key not in self.gone:
            self.nodes[key] = Node(loaded(features), order, leader, score, before=leader)

    def _place(self, block: str, key: str, role: int) -> None:
        if role & LEADS:
            self.leading[block].add(key)
        if role & FOLLOWS:
            self.following[block].add(key)

    # -- changing ------------------------------------------------------------------------------------------------------

    def remove(self, keys: Iterable[str]) -> None:
        """Takes reports away; their followers look again."""
        for key in sorted(keys):
            self.gone.add(key)
            self.nodes.pop(key, None)
            for follower in self.fetch_followers(key):
                self._ask_again(follower)

    def add(self, reports: Iterable[Report]) -> None:
        """Puts new reports on the table."""
        fresh = [Node(report, order_of(report)) for report in reports]
        roles = {node.report.key: blocks_of(node.report) for node in fresh}
        self.fetch(block for blocks in roles.values() for block in blocks)
        for node in fresh:
            key = node.report.key
            self.nodes[key] = node
            self.gone.discard(key)
            for block, role in roles[key].items():
                self._place(block, key, role)
            self._ask_again(node)

    def _ask_again(self, node: Node) -> None:
        if node.report.key not in self.gone:
            self.pending[node.report.key] = None
            heapq.heappush(self.heap, (node.order, node.report.key))

    def _show(self, node: Node, leader: Node) -> None:
        known = self.pending.get(node.report.key, set())
        if known is not None:
            self.pending[node.report.key] = known | {leader.report.key}
            heapq.heappush(self.heap, (node.order, node.report.key))

    def settle(self) -> list[Node]:
        """Goes through all that may have changed, in the order; the nodes that did."""
        while self.heap:
            _, key = heapq.heappop(self.heap)
            if key in self.pending and key in self.nodes:
                self._decide(self.nodes[key], self.pending.pop(key))
        return [node for node in self.nodes.values() if node.changed]

    def _decide(self, node: Node, shown: set[str] | None) -> None:
        was_new, led, old = not node.leader, node.leads, (node.leader, node.score)
        best: tuple[int, str, Node, Join] | None = None
        for leader in (
            self._candidates(node) if shown is None else (self.nodes[key] for key in shown if key in self.nodes)
        ):
            if not leader.leads or leader.order >= node.order:
                continue
            verdict = LINKERS[node.report.kind].compare(leader.report, node.report)
            if isinstance(verdict, Join) and (best is None or (-verdict.points, leader.order) < best[:2]):
                best = (-verdict.points, leader.order, leader, verdict)
        if best is not None and not (shown is not None and not led and self._is_better(old, best)):
            node.leader, node.score, node.grounds = best[2].report.key, best[3].points, best[3].grounds
        elif shown is None:
            node.leader, node.score, node.grounds = node.report.key, 0, ()
        node.changed = node.changed or was_new or (node.leader, node.score) != old
        self._pass_on(node, led)

    def _is_better(self, old: tuple[str, int], best: tuple[int, str, Node, Join]) -> bool:
        """Whether the leader a node has fits it better than the best of those shown."""
        return (-old[1], self.nodes[old[0]].order if old[0] in self.nodes else self._order(old[0])) <= best[:2]

    def _order(self, key: str) -> str:
        found = self.connection.execute(
            sa.select(tables.reports.c.rank).where(tables.reports.c.key == key)
        ).scalar_one()
        return str(found)

    def _candidates(self, node: Node) -> list[Node]:
        _, follows = LINKERS[node.report.kind].blocks(node.report)
        self.fetch(follows)
        keys = {key for block in follows for key in self.leading[block]}
        return [self.nodes[key] for key in keys if key in self.nodes]

    def _pass_on(self, node: Node, led: bool) -> None:
        if node.leads and not led:
            leads, _ = LINKERS[node.report.kind].blocks(node.report)
            self.fetch(leads)
            for key in {key for block in leads for key in self.following[block]}:
                later = self.nodes.get(key)
                if later is not None and later.order > node.order:
                    self._show(later, node)
        elif led and not node.leads:
            for follower in self.fetch_followers(node.report.key):
                self._ask_again(follower)


def blocks_of(report: Report) -> dict[str, int]:
    """The blocks of a report with its role in each."""
    leads, follows = LINKERS[report.kind].blocks(report)
    roles = dict.fromkeys(leads, LEADS)
    for block in follows:
        roles[block] = roles.get(block, 0) | FOLLOWS
    return roles


def stored(node: Node) -> dict[str, object]:
    """What is stored of whom a report follows."""
    grounds = json.dumps(node.grounds, ensure_ascii=False)
    return {"k": node.report.key, "leader": node.leader, "score": node.score, "grounds": grounds}
