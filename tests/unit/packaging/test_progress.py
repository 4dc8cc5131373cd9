"""What long work shows, in a log and on a terminal."""

from __future__ import annotations

import io

import pytest

from setup_steps.progress import Progress, duration, ninja_step, progress_line

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("  [1/193] /usr/bin/g++ -O3 -c ggml.c\n", (1, 193)),
        ("[136/136] Linking CXX shared library libllama.so", (136, 136)),
        ("-- Found OpenMP: TRUE", None),
        ("warning: array[3/4] is odd", None),
        ("[notice] [1/2]", None),
        ("", None),
    ],
)
def test_only_lines_of_ninja_count_as_steps(line: str, step: tuple[int, int] | None) -> None:
    assert ninja_step(line) == step


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s")],
)
def test_durations_are_written_for_people(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_progress_line_says_count_share_and_time() -> None:
    assert progress_line("llama.cpp", 24, 136, 62.0) == "llama.cpp [24/136] 17 %, 1 min 02 s"
    assert progress_line("nothing", 0, 0, 0.0) == "nothing [0/0] 0 %, 0.0 s"


class Ticking:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_a_line_each_tenth_or_half_minute_only() -> None:
    log, clock = io.StringIO(), Ticking()
    progress = Progress("build", log, clock)
    for done in range(1, 21):
        clock.now_s += 1
        progress.update(done, 200)
    assert [line.split("]")[0] for line in log.getvalue().splitlines()] == ["  build [1/200", "  build [20/200"]
    clock.now_s += 31
    progress.update(21, 200)
    assert log.getvalue().splitlines()[-1] == "  build [21/200] 10 %, 51 s"
    assert progress.close() == 51


def test_a_terminal_gets_one_line_rewritten_and_cleared() -> None:
    terminal = Terminal()
    progress = Progress("build", terminal, Ticking())
    progress.update(1, 2)
    progress.update(2, 2)
    progress.close()
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().count("\r") == 3
