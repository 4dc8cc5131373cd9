"""What the processes cost: start of the window, imports, memory. Prints Markdown rows.

Each figure comes from fresh processes. Times are told by the clock and by processor time, which other programs disturb less; what
is compared takes turns. The window is drawn on the offscreen platform unless ``QT_QPA_PLATFORM`` names another.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from assistant.paths import Paths

pytestmark = pytest.mark.benchmark

ROUNDS = 7
MIB = 1024 * 1024
STARTER_SET = (
    "qwen2.5-coder-1.5b-instruct-q4_k_m",
    "faster-whisper-base-fp16",
    "piper-en_US-joe-medium",
    "all-minilm-l6-v2-int8",
)

EMPTY_WINDOW = """
import gc, os, sys, time
gc.disable()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

def shown():
    print(time.process_time(), flush=True)
    os._exit(0)

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, shown)

application = QApplication([sys.argv[0], "-style", "fusion"])
window = Window()
window.resize(1120, 760)
window.show()
application.exec()
"""

OUR_WINDOW = """
import os, sys, time
from ui.__main__ import main, make_haste
make_haste()
from ui.main_window import MainWindow

def shown(window):
    print(time.process_time(), flush=True)
    os._exit(0)

MainWindow._after_first_paint = shown
main([])
"""

ENGINE = """
import json, sys
from pathlib import Path
import psutil
from assistant import Paths, open_assistant
from assistant.events import TurnFinished
import threading

folder = Path(sys.argv[1])
held = {}

def weigh(what):
    memory = psutil.Process().memory_info()
    held[what] = [memory.rss, memory.rss - memory.shared]

engine = open_assistant(Paths.choose(folder, Path(sys.argv[2])), offline=True, chosen_models={"chat": sys.argv[3]})
weigh("nothing loaded")
text = folder / "note.txt"
text.write_text("The lighthouse was built in 1850. " * 20)
engine.documents.add([text])
assert engine.documents.wait_until_embedded(120)
engine.documents.search("When was the tower built?")
weigh("documents")
engine.voice.synthesize("The tower was built long ago.", folder / "said.wav")
weigh("and a voice")
engine.voice.transcribe(folder / "said.wav", "en")
weigh("and hearing")
finished = threading.Event()
engine.subscribe(lambda event: isinstance(event, TurnFinished) and finished.set())
engine.ask("Say hello.", max_tokens=8, use_documents=False)
assert finished.wait(120)
weigh("and the chat model")
engine.close()
print(json.dumps(held))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Compiled modules are kept, as in an installed program, whatever this process was told."""
    found = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("code"))}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def _start_ms(environment: dict[str, str], script: str, *arguments: str) -> tuple[float, float]:
    """Milliseconds from the start of the process to the line it prints, by the clock and by its own processor time."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
    return took * 1000, float(line) * 1000


def test_window_shown_against_an_empty_window(environment: dict[str, str], tmp_path: Path) -> None:
    at_home = {**environment, "SOTTO_HOME": str(tmp_path), "SOTTO_MODELS": str(tmp_path)}

    def ours() -> tuple[float, float]:
        return _start_ms(at_home, OUR_WINDOW)

    ours()
    rounds = [(ours(), _start_ms(environment, EMPTY_WINDOW)) for _ in range(ROUNDS)]
    by_clock, by_processor = (statistics.median(full[kind] / empty[kind] for full, empty in rounds) for kind in (0, 1))
    ours_ms, empty_ms = (statistics.median(round_[who][0] for round_ in rounds) for who in (0, 1))
    print(
        f"\n| window shown after {ours_ms:.0f} ms, {ROUNDS} alternating rounds | empty PySide6 window: {empty_ms:.0f} ms |"
        f" {by_clock:.2f} (by processor time {by_processor:.2f}) | at most 1.5 |"
    )
    assert by_clock > 0


@pytest.mark.parametrize("package", ["assistant", "models", "assistant.remote"])
def test_imports(package: str, environment: dict[str, str]) -> None:
    bare = "import time; print(time.process_time())"
    importing = f"import {package}; {bare}"
    _start_ms(environment, importing)
    rounds = [(_start_ms(environment, importing), _start_ms(environment, bare)) for _ in range(ROUNDS)]
    by_clock, by_processor = (
        statistics.median(with_import[kind] - without[kind] for with_import, without in rounds) for kind in (0, 1)
    )
    print(
        f"\n| import {package}, {ROUNDS} rounds | bare Python subtracted | {by_clock:.0f} ms"
        f" (by processor time {by_processor:.0f} ms) | {'under 150 ms' if package == 'assistant' else '–'} |"
    )
    assert by_processor > 0


def test_memory_of_the_window_process(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui", "--home", str(tmp_path), "--models", str(tmp_path / "none"), "--offline"]
    with subprocess.Popen(command, env=environment) as window:
        try:
            process = psutil.Process(window.pid)
            _wait_until_settled(process, tmp_path / "sotto.db")
            memory = process.memory_info()
            engine = sum(child.memory_info().rss for child in process.children(recursive=True))
        finally:
            window.terminate()
    print(
        f"\n| memory of the window process | without files mapped into it: {(memory.rss - memory.shared) / MIB:.0f} MB |"
        f" {memory.rss / MIB:.0f} MB | under 150 MB |"
        f"\n| memory of the engine process beside it, nothing loaded | – | {engine / MIB:.0f} MB | – |"
    )
    assert memory.rss > 0


def _wait_until_settled(window: psutil.Process, database: Path) -> None:
    """Waits until the engine has opened its database, and then until both have stopped growing for three seconds."""
    deadline = time.monotonic() + 150
    before, same = 0, 0
    while time.monotonic() < deadline and same < 6:
        time.sleep(0.5)
        now = window.memory_info().rss + sum(child.memory_info().rss for child in window.children(recursive=True))
        same = same + 1 if database.exists() and abs(now - before) < MIB // 2 else 0
        before = now


def test_memory_of_the_engine_with_the_starter_set(environment: dict[str, str], tmp_path: Path) -> None:
    models = Paths.choose().models
    missing = [name for name in STARTER_SET if not (models / name).is_dir()]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    found = subprocess.run(
        [sys.executable, "-c", ENGINE, str(tmp_path), str(models), STARTER_SET[0]],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    held: dict[str, list[int]] = json.loads(found.stdout)
    for what, (resident, own) in held.items():
        print(
            f"\n| memory of the engine, {what} | without weights and other files mapped into it: {own / MIB:.0f} MB |"
            f" {resident / MIB:.0f} MB | – |",
            end="",
        )
    print()
    assert held["and the chat model"][0] > held["nothing loaded"][0]
