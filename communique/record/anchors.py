"""Where a review decision belongs now: decisions point at reports, and outlive the items those were joined into.

A decision keeps the reports of the item it was made on, the leader first, with their documents and places. It belongs to
the item of the first of them that is still there, else to that of a report of the same document that overlaps it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from communique.record import tables
from communique.record.batches import in_batches
from communique.record.building import Correction
from communique.record.values import Member


def any_decision(connection: sa.Connection) -> bool:
    """Whether anybody has decided anything."""
    return connection.execute(sa.select(tables.decisions.c.seq).limit(1)).first() is not None


def moved_to(connection: sa.Connection, documents: Iterable[str]) -> set[str]:
    """The items to which decisions belong that point at these documents."""
    if not any_decision(connection):
        return set()
    found = {target(connection, decision) for decision in _pointing_at(connection, documents)}
    return {leader for leader in found if leader}


def corrections_for(
    connection: sa.Connection, groups: Mapping[str, tuple[str, list[Member]]]
) -> dict[str, tuple[Correction, ...]]:
    """The newest decision of each field, for each of these items that has any."""
    if not any_decision(connection):
        return {}
    documents = {member.document for _, members in groups.values() for member in members}
    found: dict[str, dict[str, Correction]] = defaultdict(dict)
    for decision in sorted(_pointing_at(connection, documents)):
        leader = target(connection, decision)
        if leader in groups:
            one = _correction(connection, decision)
            found[str(leader)][one.field] = one
    return {leader: tuple(by_field[name] for name in sorted(by_field)) for leader, by_field in found.items()}


def _pointing_at(connection: sa.Connection, documents: Iterable[str]) -> set[int]:
    a = tables.decision_anchors.c
    return {
        decision
        for part in in_batches(sorted(documents))
        for decision in connection.scalars(sa.select(a.decision).distinct().where(a.document.in_(part)))
    }


def target(connection: sa.Connection, decision: int) -> str | None:
    """The item a decision belongs to; None where nothing of what it was made on is left."""
    a, r = tables.decision_anchors.c, tables.reports.c
    kind = connection.execute(sa.select(tables.decisions.c.kind).where(tables.decisions.c.seq == decision)).scalar_one()
    anchors = connection.execute(
        sa.select(tables.decision_anchors).where(a.decision == decision).order_by(a.rank)
    ).all()
    for anchor in anchors:
        leader = connection.execute(sa.select(r.leader).where(r.key == anchor.report)).scalar()
        if leader:
            return str(leader)
    for anchor in anchors:
        near = connection.execute(
            sa.select(r.leader, r.key, r.start, r.end).where(
                r.document == anchor.document, r.kind == kind, r.start < anchor.end, r.end > anchor.start
            )
        ).all()
        if near:
            best = max(near, key=lambda row: (min(row.end, anchor.end) - max(row.start, anchor.start), row.key))
            return str(best.leader)
    return None


def _correction(connection: sa.Connection, decision: int) -> Correction:
    d = tables.decisions.c
    row = connection.execute(sa.select(tables.decisions).where(d.seq == decision)).one()
    value = json.loads(row.value) if row.value is not None else None
    return Correction(row.seq, row.field, row.verdict, value, row.who, row.at, row.why)
