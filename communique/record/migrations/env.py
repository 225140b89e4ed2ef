"""What Alembic runs: the migrations, on the connection it is handed."""

from alembic import context

from communique.record.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True,
    include_object=lambda _object, name, *_: not str(name).startswith("words"),
)  # fmt: skip
context.run_migrations()
