"""Recordings to text, and Ctrl+C in the middle."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import wave
from pathlib import Path

import pytest

from tests.end_to_end.program import Sotto

pytestmark = pytest.mark.end_to_end

ENDS_WITHIN_S = 60.0
MINUTES = 2


@pytest.fixture
def recording(sotto: Sotto, tmp_path: Path) -> Path:
    """Minutes of the same sentence."""
    sentence, whole = tmp_path / "sentence.wav", tmp_path / "whole.wav"
    seconds = sotto.json("say", "The shops close at six, so there is plenty of time.", "--out", str(sentence))[
        "duration_s"
    ]
    with wave.open(str(sentence)) as once, wave.open(str(whole), "wb") as again:
        again.setparams(once.getparams())
        again.writeframes(once.readframes(once.getnframes()) * round(MINUTES * 60 / seconds))
    return whole


def test_ctrl_c_ends_it_in_the_middle_of_a_window(sotto: Sotto, recording: Path) -> None:
    process = subprocess.Popen(
        sotto.command("transcribe", str(recording), "--json"),
        env=dict(sotto.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    # The first piece is done, and Whisper is about to begin, or has begun, the next.
    progress = json.loads(process.stdout.readline())
    assert progress["event"] == "progress"
    assert 30.0 <= progress["done_s"] <= 60.0
    process.send_signal(signal.SIGINT)
    pressed_s = time.monotonic()
    said, complained = process.communicate(timeout=ENDS_WITHIN_S)
    print(f"ended {time.monotonic() - pressed_s:.2f} s after Ctrl+C")
    assert process.returncode == 130
    assert "text" not in said
    assert complained == ""
