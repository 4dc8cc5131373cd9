"""What a step of the schema is made with; ``migrations`` is the diary that all of them stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database


class NamedMigrations(Migrations):
    """Migrations that can list their names, so that a database of the future is recognised."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all steps, in order."""
        return tuple(step.name for step in self._migrations)


migrations = NamedMigrations("sotto")


def run_script(database: Database, script: str) -> None:
    """Runs statements in the migration's transaction; ``executescript`` would commit it half-way.

    No statement may hold a semicolon of its own.
    """
    for statement in script.split(";"):
        if statement.strip():
            database.execute(statement)
