"""Somebody installs a newer version over an older one: the first start brings the data along."""

from __future__ import annotations

import pytest
import sqlite_utils

from assistant.storage.migrations import migrations
from assistant.storage.sqlite import sqlite3
from tests.end_to_end.program import Sotto

pytestmark = pytest.mark.end_to_end

STEPS = [migration.name for migration in migrations.pending(sqlite_utils.Database(sqlite3.connect(":memory:")))]
TEXT = "家賃はいくらですか。"


@pytest.mark.parametrize("lacks", [1, len(STEPS) // 2, len(STEPS) - 1])
def test_chats_of_an_older_version_are_there(sotto: Sotto, lacks: int) -> None:
    sotto.home.mkdir(parents=True, exist_ok=True)
    old = sqlite_utils.Database(sqlite3.connect(str(sotto.home / "sotto.db")))
    migrations.apply(old, stop_before=STEPS[lacks])
    with old.conn:
        old.table("conversations").insert({"id": 1, "title": "The lease", "created_at": 1.0, "updated_at": 2.0})
        question = {"role": "user", "text": TEXT, "state": "complete", "created_at": 1.0}
        old.table("messages").insert({"id": 1, "conversation_id": 1, **question})
    old.conn.close()
    (chat,) = sotto.json("chats", "list")["conversations"]
    assert (chat["id"], chat["title"]) == (1, "The lease")
    assert TEXT in sotto.run("chats", "show", "1").stdout
    new = sqlite_utils.Database(sqlite3.connect(str(sotto.home / "sotto.db")))
    assert not migrations.pending(new)
    new.conn.close()
