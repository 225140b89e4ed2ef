"""Series and histories in order of days, and what is hidden, each from an index."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Puts the index of threads by day in the place of that of threads, and adds one of hidden items."""
    op.drop_index("ix_items_thread", "items")
    op.create_index("ix_items_thread_day", "items", ["thread", "day", "id"])
    hidden = sa.text("hidden")
    op.create_index("ix_items_hidden", "items", ["kind"], sqlite_where=hidden, postgresql_where=hidden)
