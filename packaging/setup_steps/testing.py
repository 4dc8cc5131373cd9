"""``make check`` and ``make test``: the stages, one after the other, each timed; a failed stage does not hide the next one."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence

from setup_steps.layout import Layout
from setup_steps.progress import duration

TEST_MODELS = (
    "smollm2-135m-instruct-q4_1",
    "faster-whisper-base-fp16",
    "piper-en_US-joe-medium",
    "all-minilm-l6-v2-int8",
    "smart-turn-v3.2-cpu",
    "silero-vad-v6-faster-whisper",
)
CATEGORIES = ("unit", "desktop", "integration", "end_to_end")

Stage = tuple[str, tuple[str, ...]]
"""A name for people, and a command line."""


def check_stages(layout: Layout) -> tuple[Stage, ...]:
    """Formatting, lint, types, import contracts, licences."""
    return (
        ("ruff format", (layout.program("ruff"), "format", "--check", ".")),
        ("ruff check", (layout.program("ruff"), "check", ".")),
        ("mypy", (layout.program("mypy"),)),
        ("lint-imports", (layout.program("lint-imports"),)),
        ("licences", (str(layout.python), "packaging/third_party_licenses.py", "--check")),
    )


def test_stages(layout: Layout, chosen: str) -> tuple[Stage, ...]:
    """One pytest a category, or a single one for ``chosen`` (paths and options as pytest takes them, split at spaces)."""
    pytest = (str(layout.python), "-m", "pytest", "--color=no")
    if chosen:
        return ((f"pytest {chosen}", (*pytest, *chosen.split())),)
    return tuple((f"pytest {name}", (*pytest, f"tests/{name}")) for name in CATEGORIES)


def test_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The same with or without a display: the windows of tests are drawn off the screen."""
    return {**environ, "QT_QPA_PLATFORM": "offscreen"}


def summary(results: Iterable[tuple[str, int, float]]) -> str:
    """A line for each ``(stage, exit status, seconds)``."""
    return "\n".join(
        f"  {'passed' if status == 0 else f'FAILED ({status})':<12} {name:<20} {duration(took_s):>12}"
        for name, status, took_s in results
    )


def run_stages(layout: Layout, stages: Sequence[Stage]) -> int:
    """Run all of them with nothing on standard input. Returns the exit status of the first that failed, else 0."""
    results = []
    for name, argv in stages:
        print(f"\n== {name}", flush=True)
        started_s = time.monotonic()
        finished = subprocess.run(
            argv, cwd=layout.root, env=test_environment(os.environ), stdin=subprocess.DEVNULL, check=False
        )
        results.append((name, finished.returncode, time.monotonic() - started_s))
    print(f"\n{summary(results)}", flush=True)
    return next((status if status > 0 else 1 for _, status, _ in results if status != 0), 0)
