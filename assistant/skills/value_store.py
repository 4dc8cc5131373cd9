"""Small values of skills, kept in the database: a store is a name, a value is JSON under a key."""

from __future__ import annotations

from assistant.skills.base import Change, Conflict
from assistant.storage.database import Storage


class ValueStore:
    """A ``StateStore`` of the values called ``name``. May be used from any thread."""

    def __init__(self, storage: Storage, name: str) -> None:
        self._storage = storage
        self._name = name

    def beside(self, name: str) -> ValueStore:
        """Another store in the same database."""
        return ValueStore(self._storage, name)

    def read(self, key: str) -> str | None:
        """The value, or None."""
        rows = self._storage.rows("SELECT value FROM skill_values WHERE store = ? AND key = ?", (self._name, key))
        return str(rows[0]["value"]) if rows else None

    def all(self) -> dict[str, str]:
        """Every value by its key."""
        rows = self._storage.rows("SELECT key, value FROM skill_values WHERE store = ? ORDER BY key", (self._name,))
        return {row["key"]: row["value"] for row in rows}

    def write(self, key: str, value: str | None) -> None:
        """Puts a value, or takes it away with None."""
        with self._storage.write() as database:
            if value is None:
                database.execute("DELETE FROM skill_values WHERE store = ? AND key = ?", (self._name, key))
            else:
                database.execute(
                    "INSERT INTO skill_values (store, key, value) VALUES (?, ?, ?)"
                    " ON CONFLICT (store, key) DO UPDATE SET value = excluded.value",
                    (self._name, key, value),
                )

    def merge(self, change: Change, current: str | None) -> str | None:
        """A value has no parts that could be put back by themselves."""
        del current
        raise Conflict(change.store)
