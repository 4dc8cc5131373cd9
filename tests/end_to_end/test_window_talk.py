"""Somebody talks with the window: a key opens the microphone, the answer stands in the chat and comes out of the speaker."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import sqlite3
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.speech.base import AudioChunk
from tests.end_to_end.program import SMALL_CHAT_MODEL, Sotto
from tests.pulse import Pulse, pulse
from tests.screen import Screen, screen

__all__ = ["pulse", "screen"]

pytestmark = pytest.mark.end_to_end

QUESTION = "What is the capital of Japan?"
WAIT_S = 60
WAV_HEADER_BYTES = 44
LOUD = 300
"""Of 32768; the virtual speaker is silent to the bit."""
TALK_KEYS = "ctrl+space"


def wait_until(condition: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < ends, f"{what} did not happen"
        time.sleep(0.05)


@contextlib.contextmanager
def window(sotto: Sotto, pulse: Pulse, screen: Screen, mode: str) -> Iterator[None]:
    """The window with the keyboard, its engine ready."""
    sotto.home.mkdir(mode=0o700)
    (sotto.home / "settings.toml").write_text(f'[voice]\nmode = "{mode}"\nlanguage = "en"\n', encoding="utf-8")
    places = ["--home", str(sotto.home), "--models", str(sotto.models), "--offline", "--model", SMALL_CHAT_MODEL]
    program = subprocess.Popen(
        [str(sotto.program.with_name("sotto-gui")), *places],
        env={**sotto.environ, **pulse.environ, **screen.environ},
        start_new_session=True,
    )
    try:
        log = sotto.home / "logs" / "engine.log"
        wait_until(lambda: log.exists() and "process" in log.read_text(encoding="utf-8"), "the engine's opening")
        screen.focus("Sotto")
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait(WAIT_S)


def listeners(pulse: Pulse) -> int:
    """How many streams record from a microphone of the server, the server's own among them."""
    return len(pulse.control("list", "short", "source-outputs").splitlines())


def stored(sotto: Sotto) -> list[tuple[str, str, str, int]]:
    """Role, text, state and whether it was spoken, of every message."""
    with contextlib.closing(sqlite3.connect(f"file:{sotto.home / 'sotto.db'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT role, text, state, spoken FROM messages ORDER BY id").fetchall()


@pytest.mark.parametrize("mode", ["click_to_talk", "hold_to_talk"])
def test_a_question_is_spoken_and_its_answer_heard(
    sotto: Sotto, pulse: Pulse, screen: Screen, tmp_path: Path, mode: str
) -> None:
    question = spoken(dataclasses.replace(sotto, home=tmp_path / "voice"), tmp_path / "question.wav")
    recording = tmp_path / "speaker.wav"
    hold = mode == "hold_to_talk"
    with window(sotto, pulse, screen, mode):
        others = listeners(pulse)
        screen.keys(*(("keydown", "ctrl", "keydown", "space") if hold else ("key", TALK_KEYS)))
        wait_until(lambda: listeners(pulse) > others, "the opening of the microphone")
        recorder = pulse.record_speaker(recording)
        try:
            pulse.speak_into_microphone(question).wait(WAIT_S)
            screen.keys(*(("keyup", "space", "keyup", "ctrl") if hold else ("key", TALK_KEYS)))
            wait_until(lambda: [one[2] for one in stored(sotto)] == ["complete", "complete"], "the answer")
            wait_until(lambda: loud(recording), "the answer's sound")
        finally:
            recorder.terminate()
            recorder.wait(10)
    asked, answered = stored(sotto)
    assert (asked[0], asked[3], answered[0]) == ("user", 1, "assistant")
    assert "what is the capital of japan" in asked[1].lower()
    assert answered[1].strip()


def spoken(sotto: Sotto, file: Path) -> AudioChunk:
    """The question in our own voice."""
    sotto.json("say", QUESTION, "--out", str(file))
    with wave.open(str(file)) as stream:
        pcm = np.frombuffer(stream.readframes(stream.getnframes()), dtype="<i2")
        return AudioChunk(samples=(pcm / 32768.0).astype(np.float32), sample_rate_hz=stream.getframerate())


def loud(recording: Path) -> bool:
    """Whether there is sound in a recording that is still being written."""
    pcm = np.frombuffer(recording.read_bytes()[WAV_HEADER_BYTES:], dtype=np.uint8)
    samples = pcm[: len(pcm) // 2 * 2].view("<i2")
    return bool(np.any(np.abs(samples.astype(np.int32)) > LOUD))
