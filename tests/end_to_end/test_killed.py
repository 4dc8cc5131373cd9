"""``kill -9`` at random moments, of everything at once: at most the token being streamed is lost, and nothing is half there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from assistant import Paths, open_assistant
from assistant.records import FileState, MessageState
from assistant.storage.database import Storage
from tests.end_to_end.program import Sotto

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[2]
QUESTION = "Tell me a very long story about a lighthouse."

WRITER = """
import sys
from pathlib import Path
from assistant.storage.database import Storage
storage = Storage(Path(sys.argv[1]))
n = int(sys.argv[2])
while True:
    n += 1
    with storage.write() as database:
        database.table("conversations").insert({"id": n, "title": str(n), "created_at": n, "updated_at": n})
        for role in ("user", "assistant"):
            database.table("messages").insert(
                {"conversation_id": n, "role": role, "text": f"{role} {n}", "state": "complete", "created_at": n})
    print(n, flush=True)
"""


def start(command: Sequence[str], environ: dict[str, str]) -> subprocess.Popen[str]:
    """Starts a program as the leader of a group of its own."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_all(program: subprocess.Popen[str]) -> str:
    """Kills the program and everything it started. Returns what it had printed and was not read yet."""
    family = [*psutil.Process(program.pid).children(recursive=True), psutil.Process(program.pid)]
    os.killpg(program.pid, signal.SIGKILL)
    left, _ = program.communicate(timeout=20)
    _, left_over = psutil.wait_procs(family, timeout=20)
    assert not left_over
    return left


def test_killed_while_an_answer_streams(sotto: Sotto) -> None:
    chance = random.Random(5)
    for seen_pieces in (0, chance.randint(1, 4), chance.randint(5, 30)):
        home = sotto.home / str(seen_pieces)
        home.mkdir(mode=0o700, parents=True)
        # The likeliest story is a long one; of the others some end before the kill.
        (home / "settings.toml").write_text("[chat]\ntemperature = 0.0\n", encoding="utf-8")
        asked = Sotto(program=sotto.program, home=home, models=sotto.models, environ=sotto.environ)
        command = asked.command("ask", QUESTION, "--json", "--stream", "--max-tokens", "600")
        program = start(command, dict(sotto.environ))
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(max(1, seen_pieces))]
        time.sleep(chance.random() / 10)
        lines += kill_all(program).splitlines()
        whole = [line for line in lines if line.rstrip().endswith("}")]
        streamed = "".join(json.loads(line)["text"] for line in whole)

        assistant = open_assistant(Paths(home=home, models=sotto.models), offline=True)
        (conversation,) = assistant.conversations.list()
        question, answer = assistant.conversations.messages(conversation.id)
        assert question.text == QUESTION
        assert answer.state is MessageState.INTERRUPTED
        assert answer.text.strip().startswith(streamed.strip())
        assistant.close()


def test_killed_during_a_write(tmp_path: Path) -> None:
    chance = random.Random(6)
    file = tmp_path / "sotto.db"
    last = 0
    for _ in range(8):
        program = start([sys.executable, "-c", WRITER, str(file), str(last)], dict(os.environ))
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(chance.random() / 5)
        told = [int(line) for line in kill_all(program).splitlines() if line]
        storage = Storage(file)
        rows = storage.rows(
            "SELECT c.id, count(m.id) AS messages FROM conversations c LEFT JOIN messages m ON m.conversation_id = c.id"
            " GROUP BY c.id ORDER BY c.id"
        )
        assert all(row["messages"] == 2 for row in rows)
        assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
        assert len(rows) >= max([last, *told])
        assert storage.check() == "ok"
        last = len(rows)
        storage.close()


def test_killed_while_documents_are_read(sotto: Sotto, tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(40):
        text = "\n\n".join(
            f"Paragraph {k} of paper {n}: the price of item {n * 100 + k} is {k} euros." for k in range(60)
        )
        (folder / f"paper{n:02}.txt").write_text(text, encoding="utf-8")
    command = sotto.command("docs", "add", str(folder), "--json")
    for _ in range(3):
        program = start(command, dict(sotto.environ))
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(chance.random())
        kill_all(program)
        storage = Storage(sotto.home / "sotto.db")
        assert storage.check() == "ok"
        half = storage.rows(
            "SELECT d.id FROM documents d WHERE d.state = 'indexed' AND d.id NOT IN (SELECT document_id FROM chunks)"
        )
        assert half == []
        assert storage.rows("SELECT count(*) AS n FROM chunks") == storage.rows("SELECT count(*) AS n FROM chunk_words")
        storage.close()
    done = sotto.json("docs", "add", str(folder), "--wait", "keywords")
    assert (done["failed"], done["indexed"] + done["unchanged"]) == (0, 40)
    storage = Storage(sotto.home / "sotto.db")
    assert storage.rows("SELECT count(*) AS n FROM chunks") == storage.rows("SELECT count(*) AS n FROM chunk_words")
    assert storage.rows("SELECT count(*) AS n FROM chunk_words WHERE chunk_words MATCH '3912'") != [{"n": 0}]
    storage.close()
    files = sotto.json("docs", "status")["files"]
    assert {file["state"] for file in files} == {str(FileState.INDEXED)}
    assert len({file["chunks"] for file in files}) == 1
