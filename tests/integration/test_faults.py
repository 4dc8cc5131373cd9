"""What can happen to a whole engine or its database at any moment: killed while it migrates, suspended, its clock turned, its file
damaged, a second engine beside it, a model too big for the memory."""

from __future__ import annotations

import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils

from assistant import Paths, RemoteAssistant, open_assistant
from assistant.errors import StorageError
from assistant.events import AnswerDelta, Event, TurnFinished
from assistant.front_door import AssistantApi
from assistant.storage.database import Storage
from assistant.storage.migrations import migrations
from assistant.storage.sqlite import sqlite3
from assistant.testing.chat_model import ScriptedChatModel
from tests.integration.backups.mortal import run_killed

pytestmark = pytest.mark.integration

WAIT_S = 120
YEAR_S = 365 * 86_400.0

MIGRATE = """
import assistant.storage.database as room
real = room.connect
def connect(*arguments, **named):
    connection = real(*arguments, **named)
    connection.set_trace_callback(lambda _: may_die())
    return connection
room.connect = connect
room.Storage(pathlib.Path(sys.argv[1])).close()
"""


def an_old_database(file: Path) -> None:
    """As an early version left it, with something in it."""
    database = sqlite_utils.Database(sqlite3.connect(str(file)))
    migrations.apply(database, stop_before="m007_memory")
    database.table("facts").insert({"text": "said long ago", "since": 1.0})
    database.table("conversations").insert({"title": "kept", "created_at": 1.0, "updated_at": 1.0})
    database.conn.commit()
    database.conn.close()


def schema(file: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(str(file))
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    connection.close()
    return list(rows)


def test_killed_at_any_statement_of_its_migrations_the_next_start_goes_on(tmp_path: Path) -> None:
    chance = random.Random(11)
    whole = tmp_path / "whole.db"
    an_old_database(whole)
    Storage(whole).close()
    after, kills = 0, 0
    while True:
        file = tmp_path / f"{after}.db"
        an_old_database(file)
        if not run_killed(MIGRATE, file, after=after):
            break
        kills += 1
        storage = Storage(file)
        assert storage.check() == "ok"
        assert storage.rows("SELECT text FROM facts") == [{"text": "said long ago"}]
        assert storage.rows("SELECT title FROM conversations") == [{"title": "kept"}]
        storage.close()
        assert schema(file) == schema(whole)
        after += chance.randint(1, 40)
    assert kills > 5


@pytest.mark.parametrize("seed", [12, 212, 1212])
def test_bits_flipped_anywhere_are_refused_in_words_or_change_nothing_that_was_asked(tmp_path: Path, seed: int) -> None:
    """Never a bug, and never a write: what SQLite's own check does not see lies in a cell's own bytes. The later seeds hit
    the entries of the migrations: what is told of steps, and the letters of a step's name."""
    chance = random.Random(seed)
    file = tmp_path / "sotto.db"
    storage = Storage(file)
    with storage.write() as database:
        for n in range(300):
            database.table("conversations").insert({"title": f"{n} " + "x" * 300, "created_at": n, "updated_at": n})
    storage.close()
    sound = file.read_bytes()
    refused: list[StorageError] = []
    seen = 0
    for _ in range(60):
        content = bytearray(sound)
        for _ in range(chance.choice((1, 8, 200))):
            at = chance.randrange(len(content))
            content[at] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        try:
            damaged = Storage(file)
            try:
                count = damaged.rows("SELECT count(*) AS n, sum(length(title)) AS size FROM conversations")
                sees = damaged.check() != "ok"
            finally:
                damaged.close()
        except StorageError as error:
            refused.append(error)
            continue
        seen += sees
        assert sees or count[0]["n"] == 300
    assert len(refused) + seen > 20
    assert all(error.remedy for error in refused)


class TurnableClock:
    """The machine's clock, as far off as ``off_s`` says; durations are as they are."""

    off_s = 0.0

    def now(self) -> float:
        """Unix time in seconds."""
        return time.time() + self.off_s

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic()


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine of this process has a chat model that answers at once."""
    monkeypatch.setattr("assistant.wiring.BackEnds.chat_model", lambda _: ScriptedChatModel(["As you say."]))


def asked(api: AssistantApi, events: queue.SimpleQueue[Event], question: str, conversation: int | None) -> TurnFinished:
    turn = api.ask(question, conversation=conversation)  # type: ignore[arg-type]  # a plain number is one
    while True:
        event = events.get(timeout=WAIT_S)
        if isinstance(event, TurnFinished) and event.turn_id == turn:
            return event


@pytest.mark.usefixtures("scripted")
def test_a_clock_that_jumps_years_loses_and_mixes_up_nothing(
    tmp_path: Path, models_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = TurnableClock()
    monkeypatch.setattr("assistant.home_wiring.SystemClock", lambda: clock)
    api = open_assistant(Paths(home=tmp_path / "home", models=models_folder), offline=True)
    try:
        events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        api.subscribe(events.put)
        api.set_setting("memory_keep_chats", "30_days")
        conversation: int | None = None
        for at, off_s in enumerate((0.0, 40 * YEAR_S, -20 * YEAR_S, 0.5, -YEAR_S)):
            clock.off_s = off_s
            finished = asked(api, events, f"Question {at}?", conversation)
            assert finished.error is None
            assert finished.answer is not None
            assert finished.answer.timings.total_ms >= 0
            conversation = finished.answer.conversation
        messages = api.conversations.messages(conversation)  # type: ignore[arg-type]  # set above
        assert [message.text for message in messages if message.role == "user"] == [f"Question {n}?" for n in range(5)]
        assert len(messages) == 10
        assert len(api.conversations.list()) == 1
    finally:
        api.close()


@pytest.mark.usefixtures("scripted")
def test_two_engines_of_one_home_answer_at_once_and_lose_nothing(tmp_path: Path, models_folder: Path) -> None:
    paths = Paths(home=tmp_path / "home", models=models_folder)
    engines = [open_assistant(paths, offline=True) for _ in range(2)]
    failures: list[str] = []

    def live(name: int, api: AssistantApi) -> None:
        events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        api.subscribe(events.put)
        for number in range(15):
            finished = asked(api, events, f"Engine {name} asks {number}", None)
            if finished.error is not None:
                failures.append(finished.error.message)

    try:
        lives = [threading.Thread(target=live, args=(name, api)) for name, api in enumerate(engines)]
        for one in lives:
            one.start()
        for one in lives:
            one.join(WAIT_S)
    finally:
        for api in engines:
            api.close()
    assert failures == []
    storage = Storage(paths.database)
    (count,) = storage.rows("SELECT count(*) AS n, count(DISTINCT text) AS texts FROM messages WHERE role = 'user'")
    (answers,) = storage.rows("SELECT count(*) AS n FROM messages WHERE role = 'assistant' AND state = 'complete'")
    assert (count["n"], count["texts"], answers["n"]) == (30, 30, 30)
    assert storage.check() == "ok"
    storage.close()


@pytest.fixture
def remote(tmp_path: Path, models_folder: Path) -> Iterator[RemoteAssistant]:
    assistant = RemoteAssistant(
        Paths(home=tmp_path / "home", models=models_folder),
        offline=True,
        chosen_models={"chat": "smollm2-135m-instruct-q4_1"},
    )
    yield assistant
    assistant.close()


def test_suspended_in_the_middle_of_an_answer_it_goes_on_where_it_was(remote: RemoteAssistant) -> None:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    remote.subscribe(events.put)
    remote.start()
    turn = remote.ask("Tell me a very long story about a lighthouse.", max_tokens=120)
    text = ""
    suspended = False
    while True:
        event = events.get(timeout=WAIT_S)
        if isinstance(event, AnswerDelta):
            text += event.text
            if not suspended:
                suspended = True
                process = remote.process_id
                assert process is not None
                os.kill(process, signal.SIGSTOP)
                threading.Timer(2.0, os.kill, (process, signal.SIGCONT)).start()
        if isinstance(event, TurnFinished) and event.turn_id == turn:
            break
    assert suspended
    assert event.error is None
    assert event.answer is not None
    assert event.answer.text == text.strip()


TOO_BIG = """
import resource, sys
from pathlib import Path
import psutil
from assistant.errors import ModelUnavailable
from assistant.llm.llama_backend import LlamaChatModel
room = psutil.Process().memory_info().vms + int(sys.argv[2]) * 2**20
resource.setrlimit(resource.RLIMIT_AS, (room, room))
try:
    LlamaChatModel(Path(sys.argv[1]), model_id="big", context_tokens=int(sys.argv[3]), threads=1)
except ModelUnavailable as error:
    print("refused:", error.message)
"""


@pytest.mark.parametrize(("room_mib", "context"), [(40, 1024), (160, 8192)])
def test_a_model_that_the_memory_has_no_room_for_is_refused_in_words(
    small_chat_file: Path, room_mib: int, context: int
) -> None:
    command = [sys.executable, "-c", TOO_BIG, str(small_chat_file), str(room_mib), str(context)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_S, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("refused: ")
