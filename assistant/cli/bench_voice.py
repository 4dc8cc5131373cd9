"""``sotto bench voice``: how long the user waits for a spoken answer, on this machine and with its models.

Piper speaks the questions into a microphone that is none, and what the speaker would play is only looked at: the turn between them
is the real one. The delay of sound devices, some tenth of a second, is not in it.
"""

from __future__ import annotations

import dataclasses
import statistics
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.cli.figure import Figure
from assistant.cli.spoken_trial import Reply, SpokenTrial
from assistant.errors import ModelUnavailable
from assistant.front_door import AssistantApi
from assistant.speech.audio.real_time_audio import Clip, RealTimeAudio, clip_of
from assistant.speech.audio.resampling import resample
from assistant.speech.base import MICROPHONE_RATE_HZ

QUESTIONS = (
    "Can you tell me how tall the Eiffel Tower is?",
    "What should I wear when it rains in the morning?",
    "Why do cats sleep so much during the day?",
    "How do I boil an egg so that it stays soft?",
    "Which animals can see well in the dark?",
)
LOADING_TIMEOUT_S = 120.0
PARTS = {
    "endpoint": "waits for the end of the turn",
    "transcribe": "understands, after that",
    "first_token": "thinks, after that",
    "first_clause": "writes the first clause",
    "synthesize": "speaks the first clause",
    "output": "plays",
}
"""What ``VoiceLatency`` calls the parts of the wait, and what people read."""


def measure_voice(audio: RealTimeAudio, assistant: AssistantApi, folder: Path) -> Iterator[Figure]:
    """The median wait of the answered questions and its parts. Raises ``ModelUnavailable`` when nothing was answered."""
    clips = [_spoken(assistant, question, folder / "question.wav") for question in QUESTIONS]
    trial = SpokenTrial(assistant, audio)
    trial.begin()
    try:
        trial.say(clips[0], LOADING_TIMEOUT_S)
        replies = [trial.say(clip) for clip in clips]
    finally:
        trial.end()
        trial.close()
    return figures_of(replies)


def figures_of(replies: Sequence[Reply]) -> Iterator[Figure]:
    """The figures of what came of the questions; see ``measure_voice``."""
    answered = [(reply.total_s, reply.latency) for reply in replies if reply.total_s is not None]
    if not answered:
        raise ModelUnavailable("No spoken question was answered.", "Run “sotto doctor”, then “sotto models verify”.")
    totals_ms = [total_s * 1000 for total_s, _ in answered]
    yield Figure(part="voice", what="answers a spoken question after", value=statistics.median(totals_ms), unit="ms")
    yield Figure(part="voice", what="answers the slowest of them after", value=max(totals_ms), unit="ms")
    parts = [dataclasses.asdict(latency) for _, latency in answered if latency is not None]
    for name, what in PARTS.items():
        if parts:
            value = statistics.median(part[name] for part in parts)
            yield Figure(part="voice", what=f"  of it: {what}", value=value, unit="ms")


def _spoken(assistant: AssistantApi, text: str, file: Path) -> Clip:
    assistant.voice.synthesize(text, file)
    with wave.open(str(file), "rb") as stream:
        rate_hz = stream.getframerate()
        samples = np.frombuffer(stream.readframes(stream.getnframes()), dtype="<i2").astype(np.float32) / 32768.0
    return clip_of(resample(samples, rate_hz, MICROPHONE_RATE_HZ))
