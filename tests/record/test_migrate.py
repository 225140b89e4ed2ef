"""Opening a record: its tables are made or brought to this version; what is no record is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from communique.errors import BadRecord
from communique.record import Record
from tests.record.made import event, reading, rows


def test_a_record_without_sums_beside_its_pairs_gets_them(address: Callable[[], str]) -> None:
    where = address()
    with Record(where) as record:
        record.add_readings(
            [
                reading(event("SUPPORT", "PER", "NOR", "2021-02-03")),
                reading(event("ACCUSE", "NOR", "PER", "2021-03-04", status="denied"), id="two"),
            ]
        )
        before, months = rows(record), record.monthly("PER-NOR")
        with record.engine.begin() as connection:
            for table in ("parties", "dyads"):
                for column in ("quad", "goldstein"):
                    connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    with Record(where) as record:
        assert rows(record) == before
        assert [month.month for month in months] == ["2021-02"]
        assert record.monthly("PER-NOR") == months


def test_a_record_of_a_later_version_is_refused(address: Callable[[], str]) -> None:
    where = address()
    with Record(where) as record, record.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BadRecord, match="later version"):
        Record(where)


def test_migrations_make_the_tables_of_the_models(record: Record) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from communique.record.tables import metadata

    ours = set(metadata.tables)
    with record.engine.connect() as connection:
        options = {"include_object": lambda _o, name, kind, *_: kind != "table" or name in ours}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert differences == []


@pytest.mark.parametrize(
    ("url", "said"),
    [("mysql://host/name", "a record is sqlite"), ("sqlite://", "give its path"), ("nonsense://x", "a record is")],
)
def test_what_is_no_address_of_a_record_is_refused(url: str, said: str) -> None:
    with pytest.raises(BadRecord, match=said):
        Record(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 100)
    with pytest.raises(BadRecord, match="not a database"):
        Record(path)
