"""The rows of pairs and parties hold what monthly sums need of an event that took place."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds quad class and Goldstein value, and takes them from the items."""
    for name in ("parties", "dyads"):
        op.add_column(name, sa.Column("quad", sa.Text))
        op.add_column(name, sa.Column("goldstein", sa.Float))
        side = sa.table(name, *(sa.column(column) for column in ("kind", "item", "quad", "goldstein")))
        items = sa.table("items", *(sa.column(column) for column in ("id", "kind", "status", "quad", "goldstein")))
        here = sa.select(items.c.quad).where(items.c.id == side.c.item, items.c.status == "actual").scalar_subquery()
        value = sa.select(items.c.goldstein).where(items.c.id == side.c.item, items.c.status == "actual")
        op.execute(sa.update(side).where(side.c.kind == "event").values(quad=here, goldstein=value.scalar_subquery()))
