"""``sotto talk --json`` as a running program, and a question for its microphone."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.speech.base import AudioChunk
from tests.end_to_end.program import Sotto
from tests.pulse import Pulse

QUESTION = "What is the capital of Japan?"
EVENT_TIMEOUT_S = 120.0
BREATH_S = 0.5

TalkEvent = dict[str, Any]


class Talk:
    """A running ``sotto talk --json``; its command line begins with ``before``."""

    def __init__(self, sotto: Sotto, pulse: Pulse, *, before: Sequence[str] = ()) -> None:
        environ = dict(sotto.environ) | pulse.environ
        command = [*before, *sotto.command("talk", "--json", "--headphones")]
        self.process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        self.events: list[TalkEvent] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self.process.stdout.close()
        self._lines.put("")

    def close(self) -> None:
        """Ends the program, if it runs still."""
        self.process.kill()
        self.process.wait(30)
        self._reader.join(30)

    def until(self, name: str) -> TalkEvent:
        """The next event of that name; those before it are kept in ``events`` too."""
        while True:
            line = self._lines.get(timeout=EVENT_TIMEOUT_S)
            assert line, f"the command ended before {name}; it said {self.events}"
            event: TalkEvent = json.loads(line)
            assert "error" not in event, event
            self.events.append(event)
            if event["event"] == name:
                return event

    def names(self) -> list[str]:
        """What happened, each name once, in order of first appearance."""
        return list(dict.fromkeys(event["event"] for event in self.events))


def spoken_question(sotto: Sotto, file: Path) -> AudioChunk:
    """``QUESTION`` in our own voice, by way of ``file``. Nobody speaks in the very moment the microphone opens; half a word cut off
    there makes Whisper stumble."""
    sotto.json("say", QUESTION, "--out", str(file))
    with wave.open(str(file)) as stream:
        pcm = np.frombuffer(stream.readframes(stream.getnframes()), dtype="<i2")
        rate_hz = stream.getframerate()
    breath = np.zeros(int(BREATH_S * rate_hz), dtype=np.float32)
    spoken = (pcm / 32768.0).astype(np.float32)
    return AudioChunk(samples=np.concatenate([breath, spoken]), sample_rate_hz=rate_hz)
