"""The user's own pauses on the disk: lengths in seconds, nothing else, as many as the habit is judged by."""

from __future__ import annotations

from assistant.speech.turns.pause_habits import KEPT_PAUSES
from assistant.storage.database import Storage


class PauseRecords:
    """May be used from any thread."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def add(self, pause_s: float) -> None:
        """Keeps one more, and drops the oldest when there are many."""
        with self._storage.write() as database:
            database.execute("INSERT INTO user_pauses (seconds) VALUES (?)", (pause_s,))
            database.execute(
                "DELETE FROM user_pauses WHERE id <= (SELECT MAX(id) FROM user_pauses) - ?",
                (KEPT_PAUSES,),
            )

    def all(self) -> list[float]:
        """Those kept, oldest first."""
        return [float(row["seconds"]) for row in self._storage.rows("SELECT seconds FROM user_pauses ORDER BY id")]

    def forget(self) -> None:
        """Begins anew."""
        with self._storage.write() as database:
            database.execute("DELETE FROM user_pauses")
