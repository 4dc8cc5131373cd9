"""A copy of a database under another key, or in the clear, and the proof that it holds the same."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from assistant.errors import DamagedDatabase
from assistant.paths import make_private_file
from assistant.storage.database import load_vectors, storage_errors
from assistant.storage.database_key import DatabaseKey


def copy_database(source: Path, source_key: DatabaseKey | None, target: Path, target_key: DatabaseKey | None) -> None:
    """Copies through SQLCipher's own export and compares every table's rows. Nobody may write to the source meanwhile.

    Raises ``DamagedDatabase`` when the source is not sound, ``StorageError``.
    """
    make_private_file(target)
    with storage_errors(source):
        with contextlib.closing(_opened(source, source_key)) as connection:
            _check(connection, source)
            _attach(connection, target, target_key)
            # An unfinished copy is thrown away whole, so nothing is kept for undoing it.
            connection.execute("PRAGMA other.journal_mode = OFF")
            connection.execute("PRAGMA other.synchronous = OFF")
            connection.execute("SELECT sqlcipher_export('other')").fetchone()
            for pragma in ("user_version", "application_id"):
                value = connection.execute(f"PRAGMA main.{pragma}").fetchone()[0]
                connection.execute(f"PRAGMA other.{pragma} = {value:d}")
        # Read as the program will, by a connection that has nothing of it in memory.
        with contextlib.closing(_opened(target, target_key)) as connection:
            _attach(connection, source, source_key)
            _keep_row_numbers(connection)
            _check(connection, source)
            if _counts(connection, "main") != _counts(connection, "other"):
                raise DamagedDatabase.of(source)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _opened(file: Path, key: DatabaseKey | None) -> Any:
    from assistant.storage import sqlcipher

    connection = sqlcipher.connect(str(file), key, isolation_level=None)
    load_vectors(connection)
    return connection


def _attach(connection: Any, file: Path, key: DatabaseKey | None) -> None:
    connection.execute("ATTACH DATABASE ? AS other KEY ?", (str(file), key.as_sqlcipher if key is not None else ""))


def _check(connection: Any, file: Path) -> None:
    if connection.execute("PRAGMA main.integrity_check(1)").fetchone()[0] != "ok":
        raise DamagedDatabase.of(file)


def _keep_row_numbers(connection: Any) -> None:
    """The export numbers the rows anew of tables whose rows have no number of their own; whoever keeps such a number would then
    find another row."""
    for table in _tables_without_own_number(connection):
        if _row_numbers(connection, "main", table) == _row_numbers(connection, "other", table):
            continue
        name = _quoted(table)
        triggers = connection.execute(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
        rows = connection.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,)).fetchall()
        columns = ", ".join(_quoted(row[0]) for row in rows)
        connection.execute("BEGIN")
        for trigger, _ in triggers:
            connection.execute(f"DROP TRIGGER main.{_quoted(trigger)}")
        connection.execute(f"DELETE FROM main.{name}")  # noqa: S608 - names of the schema, quoted
        connection.execute(
            f"INSERT INTO main.{name} (_rowid_, {columns}) SELECT _rowid_, {columns} FROM other.{name}"  # noqa: S608
        )
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


def _tables_without_own_number(connection: Any) -> list[str]:
    rows = connection.execute(
        "SELECT l.name FROM pragma_table_list l WHERE l.schema = 'main' AND l.type IN ('table', 'shadow') AND NOT l.wr"
        " AND l.name NOT LIKE 'sqlite_%' AND NOT EXISTS (SELECT 1 FROM pragma_table_info(l.name, 'main') c WHERE c.pk = 1"
        " AND upper(c.type) = 'INTEGER' AND (SELECT max(pk) FROM pragma_table_info(l.name, 'main')) = 1)"
    ).fetchall()
    return [row[0] for row in rows]


def _row_numbers(connection: Any, schema: str, table: str) -> Any:
    return connection.execute(
        f"SELECT count(*), min(_rowid_), max(_rowid_), total(_rowid_) FROM {schema}.{_quoted(table)}"  # noqa: S608
    ).fetchone()


def _counts(connection: Any, schema: str) -> dict[str, Any]:
    """Rows of every real table, with their numbers where they have some."""
    found: dict[str, Any] = {}
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = ? AND type IN ('table', 'shadow')"
        " AND name NOT LIKE 'sqlite\\_s%' ESCAPE '\\'",
        (schema,),
    ).fetchall()
    for table, without_rowid in tables:
        found[table] = (
            connection.execute(f"SELECT count(*) FROM {schema}.{_quoted(table)}").fetchone()  # noqa: S608
            if without_rowid
            else _row_numbers(connection, schema, table)
        )
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
