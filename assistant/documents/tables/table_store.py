"""Where the rows of tables lie: one SQLite file for each document's content, in a folder of their own.

A file holds the tables ``t1``, ``t2`` … with the columns' own names, and ``sotto_values``: the different short texts of each text
column, folded, so that a word of a question is found among a million rows at once. Files are written aside and come into place
whole; what no document of the library holds any more is deleted. Nothing here is ever in the one database that holds
conversations: a statement made for a table cannot reach them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.table_rows import TablePlace, TableRows
from assistant.errors import StorageError
from assistant.paths import make_private_file, make_private_folder
from assistant.storage.database import storage_errors
from assistant.storage.database_key import DatabaseKey
from assistant.storage.sqlite import connect

MOST_VALUES = 50_000
"""Different texts of one column that a question's words are compared with; a column with more is searched by no value."""
LONGEST_VALUE = 80
_PART = ".part"
_SQL_TYPES = {ColumnType.INTEGER: "INTEGER", ColumnType.REAL: "REAL", ColumnType.BOOLEAN: "INTEGER"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StoredTable:
    """One table of a document as it was stored; it is called ``t`` and its ``number`` in the file."""

    number: int
    name: str
    page: int | None
    columns: tuple[TableColumn, ...]
    row_count: int
    total_left_out: bool = False
    start: int | None = None
    goes_on: tuple[TablePlace, ...] = ()


def fold(text: str) -> str:
    """A text as it is compared: width, case and white space do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


class TableStore:
    """The files of one home, encrypted where it has a key. May be used from any thread."""

    def __init__(self, folder: Path, key: DatabaseKey | None = None) -> None:
        self._folder = folder
        self._key = key

    @property
    def key(self) -> DatabaseKey | None:
        """What its files are encrypted with."""
        return self._key

    def file(self, content_hash: str) -> Path:
        """Where the tables of a content lie, if it has any."""
        return self._folder / f"{content_hash}.db"

    @contextlib.contextmanager
    def writing(self) -> Iterator[TableWriter]:
        """Takes tables aside; what is not put into place by ``TableWriter.place`` is gone afterwards."""
        make_private_folder(self._folder)
        writer = TableWriter(self._folder / f"{os.getpid()}-{os.urandom(4).hex()}{_PART}", self._key)
        try:
            yield writer
        finally:
            writer.close()

    def keep_only(self, hashes: Collection[str]) -> None:
        """Deletes the tables of all other contents."""
        for file in self._folder.glob("*.db"):
            if file.stem not in hashes:
                file.unlink(missing_ok=True)

    def clear_parts(self) -> None:
        """Deletes what a killed program was writing; call it in the one engine that holds the home."""
        for file in self._folder.glob(f"*{_PART}*"):
            file.unlink(missing_ok=True)


class TableWriter:
    """Writes the tables of one document, as they come, on one thread."""

    def __init__(self, part: Path, key: DatabaseKey | None = None) -> None:
        self._part = part
        self._key = key
        self._connection: Any = None
        self._tables: list[StoredTable] = []
        self._insert = ""

    def add(self, rows: TableRows) -> None:
        """Appends rows; the first ones of a table make it. Raises ``StorageError``."""
        with storage_errors(self._part):
            if not self._tables or self._tables[-1].number != rows.table:
                self._begin(rows)
            self._connection.executemany(self._insert, rows.rows)
        last = self._tables[-1]
        self._tables[-1] = dataclasses.replace(last, row_count=last.row_count + len(rows.rows))

    @property
    def tables(self) -> tuple[StoredTable, ...]:
        """What was written so far."""
        return tuple(self._tables)

    def finish(self) -> None:
        """No more rows come: makes their words searchable, and has all of it on the disk. Raises ``StorageError``."""
        if self._connection is None:
            return
        with storage_errors(self._part):
            for table in self._tables:
                self._add_values(table)
            self._connection.execute("CREATE INDEX sotto_values_by_text ON sotto_values(folded)")
            self._connection.commit()
            self._connection.close()
            self._connection = None
            with self._part.open("rb+") as stream:
                os.fsync(stream.fileno())

    def place(self, file: Path) -> None:
        """Puts finished tables into their place, if there are any. Raises ``StorageError``."""
        if self._tables:
            try:
                self._part.replace(file)
            except OSError as error:
                raise StorageError(
                    "The tables of this file cannot be stored.", "Check the free space of the disk."
                ) from error

    def start_over(self) -> None:
        """Drops what was written: the document is read anew."""
        self.close()
        self._tables = []

    def close(self) -> None:
        """Lets go of what was not kept."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._part.unlink(missing_ok=True)

    def _begin(self, rows: TableRows) -> None:
        if self._connection is None:
            make_private_file(self._part)
            self._connection = connect(self._part, self._key, check_same_thread=False, isolation_level=None)
            # A part that a crash leaves behind is thrown away whole, so nothing is kept for undoing it.
            self._connection.execute("PRAGMA journal_mode = OFF")
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute("PRAGMA cell_size_check = ON")
            self._connection.execute("BEGIN")
            self._connection.execute(
                "CREATE TABLE sotto_values (tab INTEGER, col INTEGER, folded TEXT, value TEXT, n INTEGER)"
            )
        columns = ", ".join(f"{quoted(column.name)} {_SQL_TYPES.get(column.type, 'TEXT')}" for column in rows.columns)
        self._connection.execute(f"CREATE TABLE t{rows.table:d} ({columns})")
        marks = ", ".join("?" * len(rows.columns))
        self._insert = f"INSERT INTO t{rows.table:d} VALUES ({marks})"  # noqa: S608 - our name
        self._tables.append(
            StoredTable(
                number=rows.table,
                name=rows.name,
                page=rows.page,
                columns=rows.columns,
                row_count=0,
                total_left_out=rows.total_left_out,
                start=rows.start,
                goes_on=rows.goes_on,
            )
        )

    def _add_values(self, table: StoredTable) -> None:
        for number, column in enumerate(table.columns):
            if column.type is not ColumnType.TEXT:
                continue
            name = quoted(column.name)
            values = self._connection.execute(
                f"SELECT {name}, count(*) FROM t{table.number:d} WHERE {name} IS NOT NULL GROUP BY 1 LIMIT ?",  # noqa: S608
                (MOST_VALUES + 1,),
            ).fetchall()
            if len(values) > MOST_VALUES:
                continue
            self._connection.executemany(
                "INSERT INTO sotto_values VALUES (?, ?, ?, ?, ?)",
                [
                    (table.number, number, fold(value), value, count)
                    for value, count in values
                    if len(value) <= LONGEST_VALUE
                ],
            )
