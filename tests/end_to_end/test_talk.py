"""Somebody speaks into the microphone and hears the answer from the speaker."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.speech.audio.wav_file import write_wav
from assistant.speech.base import AudioChunk, Samples
from tests.end_to_end.program import Sotto
from tests.end_to_end.talk import Talk, spoken_question
from tests.pulse import Pulse, pulse, read_recording

__all__ = ["pulse"]

pytestmark = pytest.mark.end_to_end

MOST = 0.6
"""Share of the answer's words that must be heard again: Whisper errs, and the small model says odd things."""
STAGES = ("endpoint", "transcribe", "first_token", "first_clause", "synthesize", "output")


@pytest.fixture
def talk(sotto: Sotto, pulse: Pulse) -> Iterator[Talk]:
    # The likeliest words, always: dates and the like are spoken otherwise than they are written.
    sotto.home.mkdir(exist_ok=True)
    (sotto.home / "settings.toml").write_text("[chat]\ntemperature = 0.0\n", encoding="utf-8")
    running = Talk(sotto, pulse)
    try:
        yield running
    finally:
        running.close()


@pytest.fixture
def question(sotto: Sotto, tmp_path: Path) -> AudioChunk:
    return spoken_question(sotto, tmp_path / "question.wav")


def test_a_spoken_question_is_heard_answered_and_spoken(
    sotto: Sotto, pulse: Pulse, talk: Talk, question: AudioChunk, tmp_path: Path
) -> None:
    talk.until("ready")
    recording = tmp_path / "speaker.wav"
    recorder = pulse.record_speaker(recording)
    player = pulse.speak_into_microphone(question)
    try:
        finished = talk.until("turn_finished")
        player.wait(20)
    finally:
        recorder.terminate()
        recorder.wait(10)

    talk.process.send_signal(signal.SIGINT)
    assert talk.process.wait(60) == 130

    order = [name for name in talk.names() if name not in ("duplex", "partial", "playback_paused", "playback_resumed")]
    before, after = order[: order.index("transcript") + 1], order[order.index("transcript") + 1 :]
    assert before == ["ready", "speech_started", "speech_ended", "transcript"]
    assert sorted(after) == ["answer_delta", "speaking_ended", "speaking_started", "turn_finished"]
    assert after[-2:] == ["speaking_ended", "turn_finished"]
    assert all(event["t"] >= 0 for event in talk.events)

    transcript = next(event for event in talk.events if event["event"] == "transcript")
    assert "what is the capital of japan" in transcript["text"].lower(), talk.events
    spoken = next(event for event in talk.events if event["event"] == "speaking_ended")
    assert not spoken["silenced"]

    latency = finished["latency_ms"]
    assert latency["total"] == pytest.approx(sum(latency[stage] for stage in STAGES), abs=1.0)
    assert all(latency[stage] >= 0 for stage in STAGES)

    heard = tmp_path / "heard.wav"
    write_wav(heard, AudioChunk(samples=_loud_part(read_recording(recording)), sample_rate_hz=16_000))
    found = sotto.json("transcribe", str(heard), "--language", "en")["text"]
    said = _words(spoken["spoken_text"])
    assert said
    assert len(said & _words(found)) >= MOST * len(said), f"said {spoken['spoken_text']!r}, heard {found!r}"

    (conversation,) = sotto.json("chats", "list")["conversations"]
    asked, answered = sotto.json("chats", "show", str(conversation["id"]))["messages"]
    assert asked["text"] == transcript["text"]
    assert (
        answered["text"] == "".join(event["text"] for event in talk.events if event["event"] == "answer_delta").strip()
    )
    assert said == _words(answered["text"])


def test_ctrl_c_while_it_speaks_keeps_what_was_said(
    sotto: Sotto, pulse: Pulse, talk: Talk, question: AudioChunk
) -> None:
    talk.until("ready")
    pulse.speak_into_microphone(question).wait(20)
    talk.until("speaking_started")
    talk.process.send_signal(signal.SIGINT)
    assert talk.process.wait(60) == 130
    (conversation,) = sotto.json("chats", "list")["conversations"]
    asked, answered = sotto.json("chats", "show", str(conversation["id"]))["messages"]
    assert "capital of japan" in asked["text"].lower()
    assert answered["state"] in ("interrupted", "complete")


def test_a_microphone_that_is_not_there_gets_a_sentence(sotto: Sotto, pulse: Pulse) -> None:
    done = sotto.run("talk", "--json", "--input", "Nobody's microphone")
    assert done.returncode == 1
    error = json.loads(done.stdout.splitlines()[-1])["error"]
    assert error["kind"] == "device_unavailable"
    assert "Nobody's microphone" in error["message"]
    assert error["remedy"]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def _loud_part(recording: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(recording) > 0.01)
    assert len(loud), "the speaker stayed silent"
    return recording[max(0, loud[0] - 3200) : loud[-1] + 3200]
