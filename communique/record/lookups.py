"""What pages ask beside items: names, who holds which office, what a document said, and whether anything changed."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from communique.record import tables
from communique.record.batches import in_batches
from communique.record.extract import SINGLE
from communique.record.report import COPY, state_of
from communique.record.wording import plain
from communique.reference.organisations import organisations
from communique.reference.states import states
from communique.reference.topics import topics as listed_topics

PARTS = {"GOV": "government", "MIL": "armed forces"}


def stamp(connection: sa.Connection) -> str:
    """A text that changes whenever anything is added, read anew or decided."""
    tallies = (
        sa.select(sa.func.max(table.c.seq)).scalar_subquery() for table in (tables.documents, tables.readings, tables.decisions)
    )  # fmt: skip
    return "-".join(str(number or 0) for number in connection.execute(sa.select(*tallies)).one())


def names(connection: sa.Connection, identifiers: Iterable[str]) -> dict[str, str]:
    """What actors are called: states and organisations by the reference, others as most reports name them."""
    wanted = set(identifiers)
    found = {one: name for one in wanted if (name := reference_name(one))}
    n = tables.actor_names.c
    for part in in_batches(sorted(wanted - found.keys())):
        rows = connection.execute(
            sa.select(n.actor, n.name).where(n.actor.in_(part)).order_by(n.documents, sa.func.length(n.name), n.name)
        )
        found |= {row.actor: row.name for row in rows}
    return found


def reference_name(actor: str) -> str | None:
    """The name of a state, a part of it, or an organisation, where the reference has it."""
    if actor in organisations():
        return organisations()[actor].name
    state = states().get(state_of(actor))
    if state is None:
        return None
    part = actor.partition(".")[2]
    return f"{state.name}, {PARTS.get(part, part.lower())}" if part else state.name


def names_of_state(code: str) -> frozenset[str]:
    """All that the reference calls a state; nothing where it does not know it."""
    state = states().get(code)
    return frozenset({state.name, *state.names}) if state else frozenset()


def topic_names() -> dict[str, str]:
    """The topics of the reference by their keys, as it calls them."""
    return {topic.key: topic.label for topic in listed_topics()}


def named(connection: sa.Connection, words: str, limit: int) -> list[dict[str, Any]]:
    """Actors of whose names the words are a part: states and organisations of the reference first, then the most reported."""
    wanted = plain(words).strip()
    if not wanted:
        return []
    known: dict[str, dict[str, Any]] = {}
    for state in states().values():
        if any(wanted in plain(name) for name in (state.name, state.code, *state.names, *state.abbreviations)):
            known[state.code] = {"id": state.code, "name": state.name, "kind": "state", "documents": None}
    for body in organisations().values():
        if any(wanted in plain(name) for name in (body.id, body.name, *body.abbreviations)):
            known[body.id] = {"id": body.id, "name": body.name, "kind": body.kind, "documents": None}
    n = tables.actor_names.c
    rows = connection.execute(
        sa.select(
            n.actor, sa.func.max(n.name).label("name"), sa.func.max(n.kind).label("kind"), sa.func.sum(n.documents).label("documents")
        )
        .where(sa.func.lower(n.name).contains(words.strip().lower(), autoescape=True))
        .group_by(n.actor).order_by(sa.desc("documents"), n.actor).limit(limit)
    )  # fmt: skip
    for row in rows:
        entry = known.get(row.actor, {"id": row.actor, "name": row.name, "kind": row.kind})
        known[row.actor] = entry | {"documents": int(row.documents)}
    return sorted(known.values(), key=lambda one: (-(one["documents"] or 0), one["name"]))[:limit]


def office_holders(connection: sa.Connection, country: str) -> list[dict[str, Any]]:
    """Who was last reported in each of a country's offices that one person holds at a time."""
    o = tables.actor_offices.c
    rows = connection.execute(
        sa.select(o.actor, o.kind, o.title, o.month, o.documents).where(o.country == country, o.kind.in_(SINGLE))
        .order_by(o.month.desc(), o.documents.desc(), o.actor)
    ).all()  # fmt: skip
    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        newest.setdefault(row.kind, {"actor": row.actor, "kind": row.kind, "title": row.title, "month": row.month})
    called = names(connection, (one["actor"] for one in newest.values()))
    order = sorted(newest.values(), key=lambda one: (RANK.get(one["kind"], 9), one["kind"]))
    return [one | {"name": called.get(one["actor"], one["actor"])} for one in order]


RANK = {"head_of_state": 0, "head_of_government": 1, "foreign_minister": 2, "defence_minister": 3}


def told(connection: sa.Connection, document: str) -> list[dict[str, Any]]:
    """What a document says, item by item, each with the item of the record it was joined into."""
    r = tables.reports.c
    rows = connection.execute(
        sa.select(r.key, r.kind, r.leader, r.body).where(r.document == document, r.kind != COPY).order_by(r.start, r.key)
    )  # fmt: skip
    return [{"report": row.key, "kind": row.kind, "item": row.leader, "body": json.loads(row.body)} for row in rows]


def confidences(connection: sa.Connection, identifiers: Sequence[str]) -> dict[str, float]:
    """For events how sure the reader was, at best over their reports."""
    r = tables.reports.c
    found: dict[str, float] = {}
    for part in in_batches(sorted(set(identifiers))):
        for row in connection.execute(sa.select(r.leader, r.body).where(r.leader.in_(part), r.kind == "event")):
            found[row.leader] = max(found.get(row.leader, 0.0), float(json.loads(row.body).get("confidence", 1.0)))
    return found


def quotes(connection: sa.Connection, identifiers: Iterable[str]) -> dict[str, str]:
    """For items the first words of the report that leads each."""
    r = tables.reports.c
    found: dict[str, str] = {}
    for part in in_batches(sorted(set(identifiers))):
        for row in connection.execute(sa.select(r.key, r.body).where(r.key.in_(part))):
            said = json.loads(row.body).get("evidence") or []
            if said:
                found[row.key] = str(said[0]["quote"])
    return found


def topics(connection: sa.Connection, kind: str, limit: int) -> list[dict[str, Any]]:
    """The topics of a kind of item with how many there are, most first."""
    t = tables.topics.c
    number = sa.func.count().label("items")
    rows = connection.execute(
        sa.select(t.topic, number, sa.func.max(t.day).label("last")).where(t.kind == kind)
        .group_by(t.topic).order_by(number.desc(), t.topic).limit(limit)
    )  # fmt: skip
    return [dict(row._mapping) for row in rows]
