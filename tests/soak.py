"""A long life in a short time: an engine in its own process lives through many turns while its clock runs ahead.

Everything is the program's own but the time and, unless a chat model is chosen, the words of the model: the pipe, the database,
memory with its embedder, documents, skills, backups' schedule, temporary chats. What the process holds is counted from outside.
"""

from __future__ import annotations

import contextlib
import dataclasses
import queue
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil

from assistant import Paths, RemoteAssistant
from assistant.events import Event, IndexFinished, TurnFinished
from assistant.ids import ConversationId
from assistant.storage.sqlite import sqlite3
from tests.soak_engine import PASS_S

WAIT_S = 120.0
HOURS_72_S = 72 * 3600.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the engine's process holds after so many turns, and its home on the disk. Memory is what it made itself: pages of the
    models' files, which the system maps as words are met for the first time and may take away again, are not counted, where the
    system tells them apart. ``turn_s`` and ``turn_cpu_s`` are the means since the count before."""

    turns: int
    own_bytes: int
    handles: int
    threads: int
    turn_s: float = 0.0
    turn_cpu_s: float = 0.0
    database_bytes: int = 0
    log_bytes: int = 0
    """Of the database's own log (WAL)."""
    backup_bytes: int = 0
    other_bytes: int = 0


def _own_bytes(process: psutil.Process) -> int:
    rollup = Path(f"/proc/{process.pid}/smaps_rollup")
    if not rollup.exists():
        return int(process.memory_info().rss)
    (line,) = [line for line in rollup.read_text(encoding="ascii").splitlines() if line.startswith("Anonymous:")]
    return int(line.split()[1]) * 1024


def _size(files: Iterator[Path]) -> int:
    size = 0
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            size += file.stat().st_size if file.is_file() else 0
    return size


def slope(counts: Sequence[Held], value: Callable[[Held], float]) -> float:
    """Growth a turn: the least-squares line through the counts."""
    xs, ys = [float(one.turns) for one in counts], [value(one) for one in counts]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread


class Life:
    """An engine that is asked one thing after the other. ``live`` raises when a turn fails."""

    def __init__(self, api: RemoteAssistant, home: Path, a_turn_s: float, *, answer_tokens: int) -> None:
        self._api, self._home, self._a_turn_s = api, home, a_turn_s
        self._answer_tokens = answer_tokens
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        api.subscribe(self._events.put)
        self._conversation: ConversationId | None = None
        self._counted = 0
        self._counted_at, self._counted_cpu_s = time.monotonic(), 0.0

    @property
    def _process(self) -> psutil.Process:
        assert self._api.process_id is not None
        return psutil.Process(self._api.process_id)

    def add_document(self, file: Path) -> None:
        """Waits until it is searchable by words."""
        self._api.documents.add([file])
        while not isinstance(self._events.get(timeout=WAIT_S), IndexFinished):
            pass

    def live(self, number: int) -> None:
        """One turn, of another kind from one to the next; chats begin, end, and are thrown away."""
        self._api.set_setting(PASS_S, self._a_turn_s)
        kind = number % 10
        if number % 25 == 0:
            self._conversation = None
        question = {
            0: f"Remember that my locker number {number} is on floor {number % 7}.",
            1: f"What is {number} times 7?",
            2: "How much is the rent in the lease?",
            3: f"Set a timer for {number % 50 + 1} minutes",
            4: "Cancel all timers",
            5: f"賃料はいくらですか。{number}",
        }.get(kind, f"Tell me something about the number {number}.")
        temporary = kind == 9
        conversation = None if temporary else self._conversation
        turn = self._api.ask(question, conversation=conversation, temporary=temporary, max_tokens=self._answer_tokens)
        while True:
            event = self._events.get(timeout=WAIT_S)
            if isinstance(event, TurnFinished) and event.turn_id == turn:
                break
        if event.error is not None:
            raise AssertionError(f"turn {number} failed: {event.error.kind}")
        if event.answer is not None and not temporary:
            self._conversation = event.answer.conversation
        if number % 200 == 199 and self._conversation is not None:
            self._api.conversations.delete(self._conversation)
            self._conversation = None

    def held(self, turns: int) -> Held:
        """Counted now."""
        process = self._process
        cpu = process.cpu_times()
        cpu_s, now = cpu.user + cpu.system, time.monotonic()
        passed = max(turns - self._counted, 1)
        home = self._home
        database, log = _size(home.glob("sotto.db")), _size(home.glob("sotto.db-wal"))
        backups = _size((home / "backups").rglob("*"))
        counted = Held(
            turns=turns,
            own_bytes=_own_bytes(process),
            handles=process.num_fds(),
            threads=process.num_threads(),
            turn_s=(now - self._counted_at) / passed,
            turn_cpu_s=(cpu_s - self._counted_cpu_s) / passed,
            database_bytes=database,
            log_bytes=log,
            backup_bytes=backups,
            other_bytes=_size(home.rglob("*")) - database - log - backups,
        )
        self._counted, self._counted_at, self._counted_cpu_s = turns, now, cpu_s
        return counted


def rows_by_table(database: Path) -> dict[str, int]:
    """How many rows each table of a closed database has."""
    connection = sqlite3.connect(str(database))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {}
    for name in names:
        with contextlib.suppress(sqlite3.Error):  # of virtual tables without their extension
            (counts[name],) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
    connection.close()
    return counts


@contextlib.contextmanager
def soaked(folder: Path, models: Path, turns: int, *, chat_model: str = "", answer_tokens: int = 40) -> Iterator[Life]:
    """A life whose ``turns`` last 72 hours, with a chat model of the store or the scripted one, and its answers' length at most."""
    lease = folder / "lease.txt"
    lease.write_text("The rent is 940 euros a month.\n\nNotice is two months, in writing.\n", encoding="utf-8")
    home = folder / "home"
    api = RemoteAssistant(
        Paths(home=home, models=models),
        offline=True,
        chosen_models={"chat": chat_model} if chat_model else None,
        module="tests.soak_engine",
    )
    try:
        life = Life(api, home, HOURS_72_S / turns, answer_tokens=answer_tokens)
        life.add_document(lease)
        yield life
    finally:
        api.close()
