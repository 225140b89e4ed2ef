"""Answers a query in SQL: the index that narrows most leads, the items follow."""

import datetime as dt
import heapq
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from communique.record import search_index, tables
from communique.record.batches import in_batches
from communique.record.building import pair
from communique.record.query import Query, cursor_of
from communique.record.report import KINDS, Kind, state_of
from communique.record.results import Item, Items, Month, item_of

# So many items that hold the words are weighed against each other; of more the newest are looked at: this many, with
# further conditions so many, and beside the index of a pair, an actor or a topic so many.
MOST_WEIGHED = 1000
MOST_MATCHES = 5000
MOST_BESIDE = 50_000
# Days before `since` in which something that lasts may have begun.
LASTING = 400
COLUMNS = tuple(tables.items.c[name] for name in ("id", "day", "until", "status", "stage", "thread", "body"))


def find(connection: sa.Connection, query: Query) -> Items:
    """A page of items, newest first."""
    if query.text:
        return _with_words(connection, query)
    found = [connection.execute(_statement(query, kind)).all() for kind in query.kinds]
    rows = list(heapq.merge(*found, key=lambda row: (row.day, row.id), reverse=True))
    return _page(rows, query.limit)


def _page(rows: Sequence[Any], limit: int) -> Items:
    shown = rows[:limit]
    more = len(rows) > limit
    return Items(tuple(_item(row) for row in shown), cursor_of(shown[-1].day, shown[-1].id) if more and shown else None)


def _item(row: Any) -> Item:
    return item_of(row.body, row._mapping)


def _statement(query: Query, kind: Kind) -> sa.Select[Any]:
    """The items of one kind: read from the index of the pair, actor or topic, else from that of days."""
    side, conditions = _side(query)
    i = tables.items.c
    statement = sa.select(*COLUMNS)
    if side is not None:
        statement = (
            statement.select_from(side).join(tables.items, i.id == side.c.item).where(side.c.kind == kind, *conditions)
        )
        day, identifier = side.c.day, side.c.item
    else:
        statement = statement.where(i.kind == kind, ~i.hidden)
        day, identifier = i.day, i.id
    for condition in _others(query, side):
        statement = statement.where(condition)
    statement = statement.where(*_narrowing(query, day))
    if query.place:
        statement = statement.where(sa.tuple_(day, identifier) < sa.tuple_(*map(sa.literal, query.place)))
    return statement.order_by(day.desc(), identifier.desc()).limit(query.limit + 1)


def _side(query: Query) -> tuple[sa.Table | None, list[Any]]:
    if query.dyad:
        return tables.dyads, [tables.dyads.c.pair == pair(*map(state_of, query.dyad))]
    if query.actors:
        return tables.parties, [tables.parties.c.actor == query.actors[0]]
    if len(query.topics) == 1:
        return tables.topics, [tables.topics.c.topic == query.topics[0]]
    return None, []


def _others(query: Query, side: sa.Table | None) -> Iterable[Any]:
    """What the leading index does not hold: further actors and topics."""
    i = tables.items.c
    actors = query.actors[1:] if side is tables.parties else query.actors
    if query.dyad:
        actors = (*actors, *(actor for actor in query.dyad if state_of(actor) != actor))
    for actor in actors:
        p = tables.parties.alias()
        yield sa.exists().where(p.c.actor == actor, p.c.kind == i.kind, p.c.day == i.day, p.c.item == i.id)
    if query.topics and side is not tables.topics:
        t = tables.topics.alias()
        yield sa.exists().where(t.c.topic.in_(query.topics), t.c.kind == i.kind, t.c.day == i.day, t.c.item == i.id)


def _narrowing(query: Query, day: sa.ColumnElement[str]) -> Iterable[Any]:
    if query.until:
        yield day <= query.until
        yield day != ""
    if query.since:
        first = dt.date.fromisoformat(query.since).toordinal() - LASTING
        if first > 0:
            yield day >= dt.date.fromordinal(first).isoformat()
        yield tables.items.c.until >= query.since
    yield from _telling(query)


def _telling(query: Query) -> Iterable[Any]:
    """What is asked of items besides actors, topics and days."""
    i = tables.items.c
    for column, wanted in ((i.type, query.types), (i.stage, query.stages), (i.status, query.status)):
        if wanted:
            yield column.in_(wanted)
    if query.thread:
        yield i.thread == query.thread


def _with_words(connection: sa.Connection, query: Query) -> Items:
    """Items that hold the words: best first where they are few enough to weigh, else the newest of them by their days."""
    words = search_index.phrase(connection, query.text or "")
    if search_index.count(connection, words, MOST_WEIGHED + 1) <= MOST_WEIGHED:
        return _best(connection, query, words)
    return _newest(connection, query, words)


def _best(connection: sa.Connection, query: Query, words: str) -> Items:
    matches = search_index.weighed(connection).bindparams(words=words).subquery("matches")
    i = tables.items.c
    statement = sa.select(*COLUMNS).join(matches, matches.c.row == i.row).where(i.kind.in_(query.kinds), ~i.hidden)
    if query.dyad:
        d = tables.dyads.c
        named = pair(*map(state_of, query.dyad))
        statement = statement.where(
            sa.exists().where(d.pair == named, d.kind == i.kind, d.day == i.day, d.item == i.id)
        )
    statement = statement.where(*_others(query, None), *_narrowing(query, i.day))
    rows = connection.execute(statement.order_by(matches.c.score, i.day.desc(), i.id).limit(query.limit + 1)).all()
    return Items(tuple(map(_item, rows[: query.limit])), clipped=len(rows) > query.limit)


def _newest(connection: sa.Connection, query: Query, words: str) -> Items:
    """Looks at the newest so many matches: more of them the fewer items the rest of the question leaves to look up."""
    side, _ = _side(query)
    narrowed = any((query.since, query.until, query.types, query.stages, query.status, query.thread, query.topics))
    narrowed = narrowed or set(query.kinds) != set(KINDS)
    most = MOST_BESIDE if side is not None else MOST_MATCHES if narrowed else MOST_WEIGHED
    matches = search_index.newest(connection).bindparams(words=words, most=most)
    found = connection.execute(_among(query, matches) if side is None else _beside(query, matches)).all()
    rows = sorted(found, key=lambda row: (row.day, row.id), reverse=True)
    clipped = len(rows) > query.limit or search_index.count(connection, words, most + 1) > most
    return Items(tuple(map(_item, rows[: query.limit])), clipped=clipped)


def _among(query: Query, matches: sa.TextualSelect) -> sa.Select[Any]:
    """The newest of these rows that the question asks for; their bodies are read for those shown alone."""
    i = tables.items.c
    rows = matches.subquery("matches")
    chosen = (
        sa.select(i.row)
        .join(rows, rows.c.row == i.row)
        .where(i.kind.in_(query.kinds), ~i.hidden, *_others(query, None), *_narrowing(query, i.day))
        .order_by(i.day.desc(), i.id.desc())
    )
    return _shown(chosen, query)


def _beside(query: Query, matches: sa.TextualSelect) -> sa.Select[Any]:
    """The same, from the index of a pair, an actor or a topic; of all kinds at once, so that the matches are gathered once."""
    side, conditions = _side(query)
    assert side is not None
    i, c = tables.items.c, side.c
    # The sum keeps SQLite from going through the matches, where few are of this side.
    held = (i.row + 0).in_(matches)
    chosen = (
        sa.select(i.row)
        .select_from(side)
        .join(tables.items, i.id == c.item)
        .where(c.kind.in_(query.kinds), *conditions, held, *_others(query, side), *_narrowing(query, c.day))
        .order_by(c.day.desc(), c.item.desc())
    )
    return _shown(chosen, query)


def _shown(chosen: sa.Select[Any], query: Query) -> sa.Select[Any]:
    """A page of the rows chosen, whole; no other row's body is read."""
    shown, rows = tables.items.alias("shown"), chosen.limit(query.limit + 1).subquery("chosen")
    return sa.select(*(shown.c[column.name] for column in COLUMNS)).join(rows, rows.c.row == shown.c.row)


def by_ids(connection: sa.Connection, identifiers: Iterable[str]) -> dict[str, Item]:
    """Items by identifier, hidden ones too."""
    i = tables.items.c
    return {
        row.id: _item(row)
        for part in in_batches(sorted(set(identifiers)))
        for row in connection.execute(sa.select(*COLUMNS).where(i.id.in_(part)))
    }


def in_threads(connection: sa.Connection, threads: Iterable[str], newest: int | None = None) -> list[Item]:
    """The items of series or histories, earliest first; of each the newest so many, else all."""
    i = tables.items.c
    wanted = sorted(set(threads))
    if newest is None:
        statements = [sa.select(*COLUMNS).where(i.thread.in_(part), ~i.hidden) for part in in_batches(wanted)]
    else:
        whole = sa.select(*COLUMNS).where(~i.hidden).order_by(i.day.desc(), i.id.desc()).limit(newest)
        statements = [whole.where(i.thread == thread) for thread in wanted]
    rows = [row for statement in statements for row in connection.execute(statement)]
    return [_item(row) for row in sorted(rows, key=lambda row: (row.day, row.id))]


QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def monthly(connection: sa.Connection, query: Query) -> list[Month]:
    """Sums of Goldstein values and counts by quad class of the events of a dyad that took place, by the month they began in."""
    side, conditions = _side(query)
    if side is None or side is tables.topics:
        raise ValueError("a monthly series is that of a dyad or an actor")
    i, c = tables.items.c, side.c
    month = sa.func.substr(c.day, 1, 7).label("month")
    statement = sa.select(month, c.quad, sa.func.count().label("number"), sa.func.sum(c.goldstein).label("total"))
    others = [*_others(query, side), *_telling(query)]
    if others:
        statement = statement.select_from(side).join(tables.items, i.id == c.item).where(*others)
    bounds = [c.day >= query.since] if query.since else []
    bounds += [c.day <= query.until] if query.until else []
    statement = statement.where(c.kind == "event", c.day != "", c.quad.is_not(None), *conditions, *bounds)
    statement = statement.group_by(month, c.quad).order_by(month)
    found: dict[str, tuple[float, dict[str, int]]] = {}
    for row in connection.execute(statement):
        total, counts = found.get(row.month, (0.0, dict.fromkeys(QUADS, 0)))
        found[row.month] = (total + (row.total or 0.0), counts | {row.quad: counts.get(row.quad, 0) + row.number})
    return [Month(month, round(total, 6), counts) for month, (total, counts) in sorted(found.items())]
