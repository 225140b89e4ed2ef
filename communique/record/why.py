"""Why reports are one item, and what came near without being it."""

import json
from typing import Any

import sqlalchemy as sa

from communique.errors import UnknownItem
from communique.record import tables
from communique.record.finding import by_ids
from communique.record.linking import LINKERS, blocks_of
from communique.record.report import COPY, Apart, loaded
from communique.record.results import Item, Joined, Why

MOST_APART = 5
MOST_NEAR = 200
MOST_BLOCKS = 100


def resolve(connection: sa.Connection, identifier: str) -> Item:
    """The item of an identifier: its own, or that of any report joined into it, so that old identifiers go on leading to it."""
    r = tables.reports.c
    leader = connection.execute(sa.select(r.leader).where(r.key == identifier, r.kind != COPY)).scalar()
    found = by_ids(connection, [str(leader or identifier)])
    if not found:
        raise UnknownItem(f"{identifier}: there is no item or report of that identifier in the record")
    return next(iter(found.values()))


def why(connection: sa.Connection, identifier: str) -> Why:
    """What was joined into an item and on which grounds, and which others were kept apart for which reasons."""
    item = resolve(connection, identifier)
    r, v, d = tables.reports.c, tables.live.c, tables.documents.c
    rows = connection.execute(
        sa.select(r.key, r.score, r.grounds, r.document, r.body, d.title, d.source, d.published, d.official)
        .join(tables.live, v.id == r.document)
        .join(tables.documents, d.seq == v.document)
        .where(r.leader == item.id)
    ).all()
    joined = sorted((_joined(row, item.id) for row in rows), key=lambda one: (not one.leads, -one.points, one.report))
    return Why(item, tuple(joined), tuple(_kept_apart(connection, item.id)))


def _joined(row: Any, leader: str) -> Joined:
    document = {
        "id": row.document,
        "title": row.title,
        "source": row.source,
        "published": row.published,
        "official": row.official,
    }
    quotes = tuple(evidence["quote"] for evidence in json.loads(row.body).get("evidence", ()))
    return Joined(row.key, row.key == leader, row.score, tuple(json.loads(row.grounds)), document, quotes)


def _kept_apart(connection: sa.Connection, leader: str) -> list[tuple[str, str]]:
    """Other leaders that share a block, nearest first, with the reason each is another."""
    b, r = tables.blocks.c, tables.reports.c
    me = loaded(connection.execute(sa.select(r.features).where(r.key == leader)).scalar_one())
    mine = sorted(blocks_of(me))[:MOST_BLOCKS]
    shared = sa.func.count().label("shared")
    near = connection.execute(
        sa.select(r.key, r.features, shared)
        .join(tables.blocks, b.report == r.key)
        .where(b.block.in_(mine), r.key != leader, r.leader == r.key)
        .group_by(r.key, r.features)
        .order_by(shared.desc(), r.key)
        .limit(MOST_NEAR)
    ).all()
    found = []
    for row in near:
        verdict = LINKERS[me.kind].compare(me, loaded(row.features))
        if isinstance(verdict, Apart):
            found.append((row.key, verdict.reason))
    return found[:MOST_APART]
