"""Actors as the reports name them: usual names, and offices over the months they were reported in."""

from typing import Any

import sqlalchemy as sa

from communique.record import tables


def described(connection: sa.Connection, identifier: str) -> dict[str, Any] | None:
    """An actor's name, kind, country and offices; None where no report names it."""
    n, o = tables.actor_names.c, tables.actor_offices.c
    rows = connection.execute(
        sa.select(tables.actor_names)
        .where(n.actor == identifier)
        .order_by(n.documents.desc(), sa.func.length(n.name).desc(), n.name)
    ).all()
    if not rows:
        return None
    offices = connection.execute(
        sa.select(
            o.kind, o.country, o.title, sa.func.min(o.month).label("first"), sa.func.max(o.month).label("last"),
            sa.func.sum(o.documents).label("documents"),
        )
        .where(o.actor == identifier)
        .group_by(o.kind, o.country, o.title)
    ).all()  # fmt: skip
    told = sorted(
        ({**row._mapping, "documents": int(row.documents)} for row in offices),
        key=lambda one: (one["first"], one["title"]),
    )
    return {
        "id": identifier, "name": rows[0].name, "names": list(dict.fromkeys(row.name for row in rows)), "kind": rows[0].kind,
        "country": rows[0].country or None, "wikidata": next((row.wikidata for row in rows if row.wikidata), None),
        "offices": told, "documents": sum(row.documents for row in rows),
    }  # fmt: skip
