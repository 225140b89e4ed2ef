"""Brings a database to the tables of this version when it is opened."""

from pathlib import Path

import sqlalchemy as sa

from communique.errors import BadRecord
from communique.record.database import asking, guarded, is_sqlite, writing

HEAD = "0003"
KNOWN = ("0001", "0002", "0003")


def upgrade(engine: sa.Engine) -> None:
    """Makes or renews the tables; a record of a later version is refused."""
    version = _version(engine)
    if version == HEAD:
        return
    if version is not None and version not in KNOWN:
        raise BadRecord(f"the record was made by a later version of communique (tables {version}): upgrade communique")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    if is_sqlite(engine):
        engine.dispose()


def _version(engine: sa.Engine) -> str | None:
    with guarded(engine):
        if not sa.inspect(engine).has_table("alembic_version"):
            return None
    with asking(engine) as connection:
        found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return found
