"""The projection: keeps the linked items in step with the truth, a few documents or all of them at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from communique.record import link_copies, search_index, store, tables
from communique.record.batches import in_batches
from communique.record.extract import Read, reports_of
from communique.record.items_table import rebuild
from communique.record.linking import Board, Node, blocks_of, stored
from communique.record.report import COPY, Report, loaded, ordinal_day
from communique.schema import Reading

Shown = dict[str, int]  # documents that are shown: identifier and reading


def follow(connection: sa.Connection, identifiers: Iterable[str], given: Mapping[str, Reading] | None = None) -> None:
    """Brings the projection in step with the documents of these identifiers; `given` are readings just stored."""
    before, after = _renew_live(connection, set(identifiers))
    removed = {key: reading for key, reading in before.items() if after.get(key) != reading}
    added = {key: reading for key, reading in after.items() if before.get(key) != reading}
    board = Board(connection)
    touched = _take_out(connection, board, removed)
    readings = _readings(connection, added, given or {})
    reads = {read.report.key: read for reading in readings for read in reports_of(reading)}
    copies = _copies(connection, added)
    board.add([*copies, *(read.report for read in reads.values())])
    changed = board.settle()
    _write(connection, changed, reads)
    _count_actors(connection, readings, +1)
    touched |= {
        leader for node in changed if node.report.kind != COPY for leader in (node.before, node.leader) if leader
    }
    touched |= _with_copies(connection, [node for node in changed if node.report.kind == COPY and node.before])
    rebuild(connection, touched, {key: read.report.document for key, read in reads.items()})


def clear(connection: sa.Connection) -> None:
    """Takes the whole projection away."""
    for table in tables.PROJECTION:
        connection.execute(sa.delete(table))
    search_index.clear(connection)


# -- which documents are shown -----------------------------------------------------------------------------------------


def _renew_live(connection: sa.Connection, identifiers: set[str]) -> tuple[Shown, Shown]:
    """Which documents were shown and are now: of those with the same words the one published first."""
    v = tables.live.c
    now = store.current(connection, identifiers)
    contents = {one.content for one in now.values()}
    contents |= _select(connection, sa.select(v.content), v.id, identifiers)
    ids = identifiers | _select(connection, sa.select(v.id), v.content, contents)
    before = _live(connection, ids)
    fresh = {key: one for key, one in now.items() if _row(before.get(key)) != _row(one)}
    for part in in_batches(sorted(fresh)):
        connection.execute(sa.delete(tables.live).where(v.id.in_(part)))
    if fresh:
        connection.execute(sa.insert(tables.live), [vars(fresh[key]) | {"stands_for": None} for key in sorted(fresh)])
    after = {**{key: row for key, (row, _) in before.items()}, **now}
    stands = _stand_ins(after.values())
    changed = [
        {"k": key, "to": stands[key]}
        for key in sorted(after)
        if (before.get(key, (0, None))[1] if key not in fresh else None) != stands[key]
    ]
    if changed:
        connection.execute(
            sa.update(tables.live).where(v.id == sa.bindparam("k")).values(stands_for=sa.bindparam("to")), changed
        )
    was = {key: row.reading for key, (row, other) in before.items() if other is None}
    return was, {key: one.reading for key, one in after.items() if stands[key] is None}


def _row(known: tuple[store.Current, str | None] | store.Current | None) -> store.Current | None:
    return known[0] if isinstance(known, tuple) else known


def _live(connection: sa.Connection, ids: set[str]) -> dict[str, tuple[store.Current, str | None]]:
    v = tables.live.c
    found: dict[str, tuple[store.Current, str | None]] = {}
    for part in in_batches(sorted(ids)):
        for r in connection.execute(sa.select(tables.live).where(v.id.in_(part))):
            found[r.id] = (store.Current(r.id, r.document, r.reading, r.content, r.published, r.official), r.stands_for)
    return found


def _stand_ins(documents: Iterable[store.Current]) -> dict[str, str | None]:
    """For each document the identical one shown in its place, None for one that is shown itself."""
    classes: dict[str, list[store.Current]] = defaultdict(list)
    for one in documents:
        classes[one.content].append(one)
    first = {
        content: min(same, key=lambda one: (one.published or "9999", one.id)).id for content, same in classes.items()
    }
    return {
        one.id: None if first[one.content] == one.id else first[one.content]
        for same in classes.values()
        for one in same
    }


def _select(
    connection: sa.Connection, statement: sa.Select[Any], column: sa.Column[str], values: Iterable[str]
) -> set[str]:
    return {key for part in in_batches(sorted(values)) for key in connection.scalars(statement.where(column.in_(part)))}


# -- their reports -----------------------------------------------------------------------------------------------------


def _take_out(connection: sa.Connection, board: Board, removed: Shown) -> set[str]:
    """Takes away the reports of documents; the groups they were in."""
    r, b = tables.reports.c, tables.blocks.c
    rows = [
        row
        for part in in_batches(sorted(removed))
        for row in connection.execute(sa.select(r.key, r.leader, r.kind, r.features).where(r.document.in_(part)))
    ]
    if not rows:
        return set()
    board.remove(row.key for row in rows)
    places = [{"b": block, "k": row.key} for row in rows for block in blocks_of(loaded(row.features))]
    if places:
        gone = sa.delete(tables.blocks).where(b.block == sa.bindparam("b"), b.report == sa.bindparam("k"))
        connection.execute(gone, places)
    for part in in_batches(sorted(row.key for row in rows)):
        connection.execute(sa.delete(tables.reports).where(r.key.in_(part)))
    _count_actors(connection, list(store.load_readings(connection, removed.values()).values()), -1)
    return {row.leader for row in rows if row.kind != COPY} | {row.key for row in rows if row.kind != COPY}


def _readings(connection: sa.Connection, added: Shown, given: Mapping[str, Reading]) -> list[Reading]:
    """The readings of documents to add: those just stored are at hand, the others are loaded."""
    missing = {key: number for key, number in added.items() if key not in given}
    loaded = store.load_readings(connection, missing.values())
    return [given[key] if key in given else loaded[added[key]] for key in sorted(added)]


def _copies(connection: sa.Connection, added: Shown) -> list[Report]:
    d, v = tables.documents.c, tables.live.c
    found = []
    for part in in_batches(sorted(added)):
        rows = connection.execute(
            sa.select(v.id, d.published, d.official, d.signature)
            .join(tables.documents, d.seq == v.document)
            .where(v.id.in_(part))
        )
        found += [
            link_copies.report(r.id, ordinal_day(r.published), r.official, r.signature) for r in rows if r.signature
        ]
    return found


def _write(connection: sa.Connection, changed: Sequence[Node], reads: Mapping[str, Read]) -> None:
    new = [node for node in changed if not node.before]
    if new:
        connection.execute(sa.insert(tables.reports), [_report_row(node, reads.get(node.report.key)) for node in new])
        rows = [
            {"block": block, "report": node.report.key, "role": role}
            for node in new
            for block, role in sorted(blocks_of(node.report).items())
        ]
        if rows:
            connection.execute(sa.insert(tables.blocks), rows)
    old = [stored(node) for node in changed if node.before]
    if old:
        columns: dict[str, Any] = {name: sa.bindparam(name) for name in ("leader", "score", "grounds")}
        connection.execute(
            sa.update(tables.reports).where(tables.reports.c.key == sa.bindparam("k")).values(columns), old
        )


def _report_row(node: Node, read: Read | None) -> dict[str, object]:
    row = stored(node)
    row["key"] = row.pop("k")
    report = node.report
    return row | {
        "kind": report.kind, "document": report.document, "rank": node.order, "features": report.dumped(),
        "start": read.start if read else 0, "end": read.end if read else 0, "body": store.storable(read.body) if read else "{}",
    }  # fmt: skip


def _with_copies(connection: sa.Connection, copies: Sequence[Node]) -> set[str]:
    """The items of documents that are now, or no longer, copies of others: their majorities may change."""
    r = tables.reports.c
    documents = {node.report.document for node in copies}
    return _select(connection, sa.select(r.leader).distinct().where(r.kind != COPY), r.document, documents)


# -- actors ------------------------------------------------------------------------------------------------------------


def _count_actors(connection: sa.Connection, readings: Sequence[Reading], sign: int) -> None:
    """Counts names and offices by document: sums do not depend on the order of adding."""
    names: Counter[tuple[str, ...]] = Counter()
    offices: Counter[tuple[str, ...]] = Counter()
    for reading in readings:
        month = (reading.document.published or "")[:7]
        for actor in reading.actors:
            names[actor.id[:120], storable(actor.name), actor.kind, actor.country or "", actor.wikidata or ""] += sign
            if actor.office:
                office = actor.office
                offices[actor.id[:120], office.kind, office.country or "", storable(office.title), month] += sign
    _add_up(connection, tables.actor_names, ("actor", "name", "kind", "country", "wikidata"), names)
    _add_up(connection, tables.actor_offices, ("actor", "kind", "country", "title", "month"), offices)


def storable(text: str) -> str:
    """A name as it is kept."""
    return store.storable(text)[:300]


def _add_up(
    connection: sa.Connection, table: sa.Table, keys: tuple[str, ...], counts: Counter[tuple[str, ...]]
) -> None:
    if not counts:
        return
    from sqlalchemy.dialects import postgresql, sqlite

    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table)
    statement = statement.on_conflict_do_update(
        index_elements=list(keys), set_={"documents": table.c.documents + statement.excluded.documents}
    )
    rows = [
        dict(zip(keys, key, strict=True)) | {"documents": number} for key, number in sorted(counts.items()) if number
    ]
    connection.execute(statement, rows)
    if min(counts.values()) < 0:
        connection.execute(sa.delete(table).where(table.c.documents <= 0))
