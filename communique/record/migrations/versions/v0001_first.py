"""The first tables: documents, readings, decisions and what is linked of them."""

import sqlalchemy as sa
from alembic import op

from communique.record import search_index

revision = "0001"
down_revision = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables and the index of words."""
    op.create_table(
        "actor_names",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("wikidata", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "name", "kind", "country", "wikidata", name=op.f("pk_actor_names")),
    )
    op.create_table(
        "actor_offices",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "kind", "country", "title", "month", name=op.f("pk_actor_offices")),
    )
    op.create_table(
        "blocks",
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("block", "report", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decisions",
        sa.Column("seq", ROW, autoincrement=True, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_item", "decisions", ["item"], unique=False)
    op.create_table(
        "documents",
        sa.Column("seq", ROW, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("updated", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("added", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", "version", name=op.f("uq_documents_id")),
    )
    op.create_index("ix_documents_content", "documents", ["content"], unique=False)
    op.create_table(
        "dyads",
        sa.Column("pair", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pair", "kind", "day", "item", name=op.f("pk_dyads")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "items",
        sa.Column("row", ROW, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("thread", sa.Text(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("quad", sa.Text(), nullable=True),
        sa.Column("goldstein", sa.Float(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_items")),
        sa.UniqueConstraint("id", name=op.f("uq_items_id")),
    )
    op.create_index("ix_items_kind_day", "items", ["kind", "day", "id"], unique=False)
    op.create_index(op.f("ix_items_thread"), "items", ["thread"], unique=False)
    op.create_table(
        "parties",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "kind", "day", "item", name=op.f("pk_parties")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reports",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_document"), "reports", ["document"], unique=False)
    op.create_index(op.f("ix_reports_leader"), "reports", ["leader"], unique=False)
    op.create_table(
        "set_aside",
        sa.Column("seq", ROW, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_set_aside")),
        sa.UniqueConstraint("hash", name=op.f("uq_set_aside_hash")),
    )
    op.create_table(
        "topics",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "kind", "day", "item", name=op.f("pk_topics")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision_anchors",
        sa.Column("decision", ROW, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.seq"], name=op.f("fk_decision_anchors_decision")),
        sa.PrimaryKeyConstraint("decision", "rank", name=op.f("pk_decision_anchors")),
    )
    op.create_index("ix_decision_anchors_document", "decision_anchors", ["document"], unique=False)
    op.create_table(
        "readings",
        sa.Column("seq", ROW, autoincrement=True, nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.seq"], name=op.f("fk_readings_document")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_document", "readings", ["document", "seq"], unique=False)
    op.create_table(
        "live",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", ROW, nullable=False),
        sa.Column("reading", ROW, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("stands_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.seq"], name=op.f("fk_live_document")),
        sa.ForeignKeyConstraint(["reading"], ["readings.seq"], name=op.f("fk_live_reading")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live")),
    )
    op.create_index(op.f("ix_live_content"), "live", ["content"], unique=False)
    op.create_index(op.f("ix_live_document"), "live", ["document"], unique=False)
    op.create_index(op.f("ix_live_stands_for"), "live", ["stands_for"], unique=False)
    search_index.create(op.get_bind())


def downgrade() -> None:
    """A record is not brought back to before it was one."""
    raise NotImplementedError("the first tables are not taken down: remove the database")
