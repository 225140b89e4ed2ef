"""Writes items: builds those whose reports changed, and the rows beside them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from communique.record import search_index, tables
from communique.record.anchors import corrections_for, moved_to
from communique.record.batches import in_batches
from communique.record.building import Row, build
from communique.record.report import COPY
from communique.record.values import Member


def rebuild(connection: sa.Connection, leaders: Iterable[str], documents: Mapping[str, str]) -> None:
    """Builds anew the items led by these reports; those that lead nothing any more are taken out.

    `documents` are the documents of reports just written: decisions that point at them are looked up.
    """
    touched = set(leaders) | moved_to(connection, set(documents.values()))
    for part in in_batches(sorted(touched)):
        groups = _members(connection, part)
        corrections = corrections_for(connection, groups)
        rows = [
            build(kind, leader, members, corrections.get(leader, ()))
            for leader, (kind, members) in sorted(groups.items())
        ]
        _write(connection, part, rows)


def _members(connection: sa.Connection, leaders: Sequence[str]) -> dict[str, tuple[str, list[Member]]]:
    """The reports of groups, with the first of the copies each stands in."""
    r, v = tables.reports.c, tables.live.c
    copy = tables.reports.alias("copies")
    rows = connection.execute(
        sa.select(r.leader, r.kind, r.key, r.document, r.body, v.official, v.published, copy.c.leader.label("origin"))
        .join(tables.live, v.id == r.document)
        .outerjoin(copy, sa.and_(copy.c.document == r.document, copy.c.kind == COPY))
        .where(r.leader.in_(leaders), r.kind != COPY)
    )
    groups: dict[str, tuple[str, list[Member]]] = {}
    for row in rows:
        body = json.loads(row.body)
        origin = row.origin or row.document
        member = Member(
            row.key, row.document, row.official, row.published or "", origin, body.get("status", "actual"), body
        )
        groups.setdefault(row.leader, (row.kind, []))[1].append(member)
    return groups


def _write(connection: sa.Connection, leaders: Sequence[str], rows: Sequence[Row]) -> None:
    """Puts built items in the place of what was there."""
    i = tables.items.c
    before = connection.execute(sa.select(i.id, i.row, i.kind, i.day, i.beside).where(i.id.in_(leaders))).all()
    have = {row.id: row.row for row in before}
    _remove_beside(connection, [(row.id, row.kind, row.day, json.loads(row.beside)) for row in before])
    search_index.drop(connection, have.values())
    kept = {row.columns["id"] for row in rows}
    gone = sorted(have.keys() - kept)
    if gone:
        connection.execute(sa.delete(tables.items).where(i.id.in_(gone)))
    old = [row.columns | {"k": row.columns["id"]} for row in rows if row.columns["id"] in have]
    if old:
        names: dict[str, Any] = {name: sa.bindparam(name) for name in old[0] if name not in {"k", "id"}}
        values = [{key: value for key, value in one.items() if key != "id"} for one in old]
        connection.execute(sa.update(tables.items).where(i.id == sa.bindparam("k")).values(names), values)
    new = [row for row in rows if row.columns["id"] not in have]
    if new:
        connection.execute(sa.insert(tables.items), [row.columns for row in new])
        ids = [row.columns["id"] for row in new]
        have |= {r.id: r.row for r in connection.execute(sa.select(i.id, i.row).where(i.id.in_(ids)))}
    _write_beside(connection, rows)
    search_index.put(
        connection, [{"row": have[row.columns["id"]], "body": row.text} for row in rows if not row.columns["hidden"]]
    )


Beside = tuple[str, str, str, dict[str, list[str]]]  # item, kind, day, and the keys by table
KEYS = {"parties": "actor", "dyads": "pair", "topics": "topic"}


def _beside(items: Iterable[Beside]) -> dict[str, list[dict[str, str]]]:
    """The rows beside items, by table."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for item, kind, day, keys in items:
        for table, values in keys.items():
            rows[table] += [{"b_key": key, "b_kind": kind, "b_day": day, "b_item": item} for key in values]
    return rows


def _remove_beside(connection: sa.Connection, items: Iterable[Beside]) -> None:
    rows = _beside(items)
    for table in tables.SIDE_TABLES:
        if rows[table.name]:
            c = table.c
            same = (c[KEYS[table.name]] == sa.bindparam("b_key"), c.kind == sa.bindparam("b_kind"))
            here = (c.day == sa.bindparam("b_day"), c.item == sa.bindparam("b_item"))
            connection.execute(sa.delete(table).where(*same, *here), rows[table.name])


def _write_beside(connection: sa.Connection, rows: Sequence[Row]) -> None:
    beside = _beside((row.columns["id"], row.columns["kind"], row.columns["day"], row.beside) for row in rows)
    sums = {row.columns["id"]: _summed(row) for row in rows}
    for table in tables.SIDE_TABLES:
        if beside[table.name]:
            names = {KEYS[table.name]: "b_key", "kind": "b_kind", "day": "b_day", "item": "b_item"}
            found: list[dict[str, Any]] = [
                {column: one[name] for column, name in names.items()} for one in beside[table.name]
            ]
            if table is not tables.topics:
                found = [one | sums[one["item"]] for one in found]
            connection.execute(sa.insert(table), found)


def _summed(row: Row) -> dict[str, Any]:
    """What a monthly series needs of an item: nothing but of an event that took place."""
    counts = row.columns["kind"] == "event" and row.columns["status"] == "actual"
    return {name: row.columns[name] if counts else None for name in ("quad", "goldstein")}
