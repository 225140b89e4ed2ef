"""The tables of a record. Above the line: the truth, to which rows are only added. Below: the projection, made from it.

truth       documents, readings, decisions, decision_anchors, set_aside
projection  live, reports, blocks, items, parties, dyads, topics, actor_names, actor_offices, words

A *document* is one text at one address (`id` is the schema's: from the address, else from the content); another text at
the same address is another version of it. A *report* is one item of one reading; an *item* is what several reports say
once: an event, a meeting, an agreement, a position. Days are ISO strings, so that both databases order them alike.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, text
from sqlalchemy import UniqueConstraint as Unique

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s",
    }
)  # fmt: skip

# SQLite counts rows by itself only where the key is an INTEGER.
Row = BigInteger().with_variant(Integer, "sqlite")
Key = Text
Day = Text

# -- the truth ---------------------------------------------------------------------------------------------------------

documents = Table(
    "documents", metadata,
    Column("seq", Row, primary_key=True, autoincrement=True),
    Column("id", Key, nullable=False),
    Column("content", Key, nullable=False),  # hash of the words, white space aside
    Column("version", Key, nullable=False),  # hash of the text to the letter, title and dates
    Column("source", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("updated", Text),
    Column("language", Text),
    Column("official", Boolean, nullable=False),
    Column("text", Text),  # null where only quotes are kept
    Column("head", Text, nullable=False),  # the rest of the document, as JSON
    Column("signature", Text),  # MinHash of the text, as hexadecimal digits
    Column("added", Text, nullable=False),
    Unique("id", "version"),
    Index("ix_documents_content", "content"),
)  # fmt: skip

readings = Table(
    "readings", metadata,
    Column("seq", Row, primary_key=True, autoincrement=True),
    Column("document", ForeignKey("documents.seq"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("model", Text),
    Column("body", Text, nullable=False),  # the reading without its document, as JSON
    Column("added", Text, nullable=False),
    Index("ix_readings_document", "document", "seq"),
)  # fmt: skip

decisions = Table(
    "decisions", metadata,
    Column("seq", Row, primary_key=True, autoincrement=True),
    Column("item", Key, nullable=False),  # as it was named when the decision was made
    Column("kind", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("value", Text),  # JSON
    Column("shown", Text),  # JSON: what was shown then
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_decisions_item", "item"),
)  # fmt: skip

decision_anchors = Table(
    "decision_anchors", metadata,
    Column("decision", ForeignKey("decisions.seq"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("report", Key, nullable=False),
    Column("document", Key, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("ix_decision_anchors_document", "document"),
)  # fmt: skip

set_aside = Table(
    "set_aside", metadata,
    Column("seq", Row, primary_key=True, autoincrement=True),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hash", Key, nullable=False, unique=True),  # of source and reason: said once
    Column("at", Text, nullable=False),
)  # fmt: skip

# -- the projection ----------------------------------------------------------------------------------------------------

live = Table(
    "live", metadata,
    Column("id", Key, primary_key=True),
    Column("document", ForeignKey("documents.seq"), nullable=False, index=True),
    Column("reading", ForeignKey("readings.seq"), nullable=False),
    Column("content", Key, nullable=False, index=True),
    Column("published", Text),
    Column("official", Boolean, nullable=False),
    Column("stands_for", Key, index=True),  # null: the document is shown; else the identical one that is
)  # fmt: skip

reports = Table(
    "reports", metadata,
    Column("key", Key, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("document", Key, nullable=False, index=True),
    Column("rank", Text, nullable=False),
    Column("leader", Key, nullable=False, index=True),
    Column("score", Integer, nullable=False),
    Column("grounds", Text, nullable=False),  # JSON list of clauses
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("features", Text, nullable=False),  # JSON: what linking compares
    Column("body", Text, nullable=False),  # JSON: the item as it was read
)  # fmt: skip

blocks = Table(
    "blocks", metadata,
    Column("block", Text, primary_key=True),
    Column("report", Key, primary_key=True),
    Column("role", Integer, nullable=False),  # 1: may lead here, 2: may follow here, 3: both
    sqlite_with_rowid=False,
)  # fmt: skip

items = Table(
    "items", metadata,
    Column("row", Row, primary_key=True, autoincrement=True),
    Column("id", Key, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("day", Day, nullable=False),  # first possible day, or empty
    Column("until", Day, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("stage", Text),
    Column("thread", Key),
    Column("ordinal", Integer),
    Column("quad", Text),
    Column("goldstein", Float),
    Column("reports", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON: what is shown, with everything said beside it
    Column("beside", Text, nullable=False),  # JSON: its rows in parties, dyads and topics
    Column("hidden", Boolean, nullable=False),  # a reviewer rejected the whole item
    Index("ix_items_kind_day", "kind", "day", "id"),
    Index("ix_items_thread_day", "thread", "day", "id"),
    Index("ix_items_hidden", "kind", sqlite_where=text("hidden"), postgresql_where=text("hidden")),
)  # fmt: skip

parties = Table(
    "parties", metadata,
    Column("actor", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("item", Key, primary_key=True),
    Column("quad", Text),  # of an event that took place, so that sums need no other table
    Column("goldstein", Float),
    sqlite_with_rowid=False,
)  # fmt: skip

dyads = Table(
    "dyads", metadata,
    Column("pair", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("item", Key, primary_key=True),
    Column("quad", Text),  # of an event that took place, so that sums need no other table
    Column("goldstein", Float),
    sqlite_with_rowid=False,
)  # fmt: skip

topics = Table(
    "topics", metadata,
    Column("topic", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("item", Key, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

actor_names = Table(
    "actor_names", metadata,
    Column("actor", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("country", Text, primary_key=True),
    Column("wikidata", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
)  # fmt: skip

actor_offices = Table(
    "actor_offices", metadata,
    Column("actor", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("country", Text, primary_key=True),
    Column("title", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
)  # fmt: skip

PROJECTION = (blocks, dyads, parties, topics, items, reports, live, actor_names, actor_offices)
SIDE_TABLES = (dyads, parties, topics)
