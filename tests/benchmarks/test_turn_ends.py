"""When turn-taking ends a turn: recorded speech through the real detectors, on the audio clock; rows for docs/BENCHMARKS.md.

Clips hold one turn each, so every pause inside is one to wait out. They are read from the folder named by ``SOTTO_EVAL``.
"""

from __future__ import annotations

import dataclasses
import heapq
import itertools
import json
import os
import statistics
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.paths import Paths
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.detection.silero_vad import SileroVad
from assistant.speech.detection.smart_turn import SmartTurn
from assistant.speech.hearing import AFTER_SPEECH_S
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.turn_taking import take
from assistant.speech.turns.turn_events import (
    AnswerFinished,
    CommitTurn,
    EndOfTurnScored,
    FrameHeard,
    ScoreEndOfTurn,
    Transcribe,
    TurnRules,
    TurnTakingEvent,
    WordsHeard,
)
from assistant.speech.turns.turn_state import TurnState
from assistant.testing.audio import decode_audio_file

pytestmark = pytest.mark.benchmark

SPEECH = Path(os.environ.get("SOTTO_EVAL", "")) / "speech"
READ, COMMANDS, MEETINGS = "en_librispeech_test_other", "en_commands_picovoice", "eot_vad"
TRANSCRIBING_S, SCORING_S = 0.3, 0.03
"""What the models take on an idle machine; fixed, so that the figures do not depend on this one."""
SILENCE_S = 3.0
PAUSE_S, SHORT_PAUSE_S = 0.2, 1.0
RULES = TurnRules()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One clip: pauses in the middle and whether each was taken for the end, and how long after the last word the turn ended."""

    pauses: tuple[tuple[float, bool], ...]
    delay_s: float | None


@pytest.fixture(scope="module")
def models() -> tuple[SileroVad, SmartTurn, WhisperBackend]:
    folder = Paths.choose().models
    return (
        SileroVad(next((folder / "silero-vad-v6-faster-whisper").glob("*.onnx"))),
        SmartTurn(next((folder / "smart-turn-v3.2-cpu").glob("*.onnx"))),
        WhisperBackend(folder / "faster-whisper-base-fp16", model_id="whisper"),
    )


def manifest(folder: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (SPEECH / folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def clips(folder: str) -> Iterator[Samples]:
    """Turns: whole files, or what the reference gives to one speaker with gaps of under a second."""
    for item in manifest(folder):
        audio = decode_audio_file(SPEECH / folder / str(item["file"]))
        turns = item.get("turns")
        if not isinstance(turns, list):
            yield audio
            continue
        for start_s, end_s in same_speaker(turns):
            yield audio[int(start_s * MICROPHONE_RATE_HZ) : int(end_s * MICROPHONE_RATE_HZ)]


def same_speaker(turns: list[list[float | str]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float, str]] = []
    for start_s, end_s, speaker in turns:
        if joined and joined[-1][2] == speaker and float(start_s) - joined[-1][1] < SHORT_PAUSE_S:
            joined[-1] = (joined[-1][0], float(end_s), str(speaker))
        else:
            joined.append((float(start_s), float(end_s), str(speaker)))
    return [(start_s, end_s) for start_s, end_s, _ in joined if end_s - start_s > 1.0]


def replay(clip: Samples, models: tuple[SileroVad, SmartTurn, WhisperBackend]) -> Replay:
    vad, scorer, recogniser = models
    noise = np.random.default_rng(0).normal(0.0, min(float(np.std(clip[:1600])), 0.002), int(SILENCE_S * 16_000))
    audio = np.concatenate((clip, noise.astype(np.float32)))
    vad.reset()
    size, frame_s = vad.frame_samples, vad.frame_samples / MICROPHONE_RATE_HZ
    state = TurnState()
    coming: list[tuple[float, int, TurnTakingEvent]] = []
    number = itertools.count()
    speech_s: list[float] = []
    commits_s: list[float] = []
    speaking = False
    transcribed_s = 0.0

    def step(event: TurnTakingEvent, now_s: float) -> None:
        nonlocal state, transcribed_s
        state, actions = take(state, event, now_s, RULES)
        for action in actions:
            if isinstance(action, Transcribe):
                piece = audio[int(action.from_s * 16_000) : int((action.to_s + AFTER_SPEECH_S) * 16_000)]
                text = recogniser.transcribe(piece, language="en", final=False).text
                heard = WordsHeard(utterance=action.utterance, to_s=action.to_s, text=text)
                transcribed_s = now_s + TRANSCRIBING_S
                heapq.heappush(coming, (transcribed_s, next(number), heard))
            elif isinstance(action, ScoreEndOfTurn):
                probability = scorer.probability(audio[int(action.from_s * 16_000) : int(now_s * 16_000)])
                scored = EndOfTurnScored(
                    utterance=action.utterance, speech_end_s=action.speech_end_s, probability=probability
                )
                # As in a session, after the transcript.
                scored_s = max(now_s, transcribed_s) + SCORING_S
                heapq.heappush(coming, (scored_s, next(number), scored))
            elif isinstance(action, CommitTurn):
                commits_s.append(now_s)
                heapq.heappush(coming, (now_s, next(number), AnswerFinished(utterance=action.utterance)))

    for at in range(0, len(audio) - size, size):
        now_s = (at + size) / MICROPHONE_RATE_HZ
        while coming and coming[0][0] <= now_s:
            due_s, _, event = heapq.heappop(coming)
            step(event, due_s)
        probability = vad.probability(audio[at : at + size])
        speaking = probability >= (RULES.leave_probability if speaking else RULES.enter_probability)
        if speaking and at < len(clip):
            speech_s.append(now_s)
        step(FrameHeard(probability=probability, duration_s=frame_s), now_s)
    pauses = tuple(
        (after - before, any(before < commit_s < after for commit_s in commits_s))
        for before, after in itertools.pairwise(speech_s)
        if after - before - frame_s >= PAUSE_S
    )
    ends = [commit_s - speech_s[-1] for commit_s in commits_s if speech_s and commit_s > speech_s[-1]]
    return Replay(pauses=pauses, delay_s=ends[0] if ends else None)


def test_turns_end_after_their_last_word(models: tuple[SileroVad, SmartTurn, WhisperBackend]) -> None:
    if not SPEECH.is_dir():
        pytest.skip("set SOTTO_EVAL to the folder with the recorded speech")
    print(
        "\n| speech | pauses under 1 s taken for the end | end of speech to end of turn, median | 90 % |\n|---|---|---|---|"
    )
    for folder in (COMMANDS, READ, MEETINGS):
        replays = [replay(clip, models) for clip in clips(folder)]
        short = [cut for found in replays for length_s, cut in found.pauses if length_s < SHORT_PAUSE_S]
        delays = sorted(found.delay_s for found in replays if found.delay_s is not None)
        assert delays, "no turn ended"
        print(
            f"| {folder} | {sum(short)} of {len(short)} | {statistics.median(delays):.2f} s"
            f" | {delays[int(0.9 * (len(delays) - 1))]:.2f} s |"
        )
