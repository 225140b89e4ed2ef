"""Alembic's migrations of the record; `communique.record.migrate` runs them on opening."""
