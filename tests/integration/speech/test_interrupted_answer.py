"""Somebody speaks over an answer: real ears and a real voice, in audio time, however slow the machine is."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from assistant.events import (
    PlaybackPaused,
    PlaybackResumed,
    SpeakingEnded,
    SpeakingStarted,
    VoiceCommandObeyed,
    VoiceInterrupted,
    VoiceMode,
    VoiceTurnFinished,
)
from assistant.ids import MessageId
from assistant.paths import Paths
from assistant.settings import Settings
from assistant.speech.audio.resampling import resample
from assistant.speech.base import (
    EchoCanceller,
    EndOfTurnDetector,
    Samples,
    SpeechToText,
    TextToSpeech,
    VoiceActivityDetector,
    WakeWordDetector,
)
from assistant.speech.detection.silero_vad import SileroVad
from assistant.speech.detection.smart_turn import SmartTurn
from assistant.speech.detection.wake_word import MicroWakeWordDetector
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend
from assistant.testing.audio import FRAME_SAMPLES, PassingEchoCanceller
from tests.spoken_conversation import Rig

pytestmark = pytest.mark.integration

MODELS = Paths.choose().models
RATE_HZ = 16_000
QUESTION_AT_S, ANSWERED_AT_S, OVER_AT_S, END_S = 1.0, 4.0, 6.0, 16.0
ANSWER = "The sea covers most of the earth, and it is very deep. Many fish live there, and whales too, and some crabs."


@dataclasses.dataclass(frozen=True)
class Real:
    """``SpeechBackEnds`` of the starter models."""

    whisper: WhisperBackend
    voice: PiperBackend

    def speech_to_text(self) -> SpeechToText:
        return self.whisper

    def text_to_speech(self) -> TextToSpeech:
        return self.voice

    def voice_activity(self) -> VoiceActivityDetector:
        return SileroVad(MODELS / "silero-vad-v6-faster-whisper" / "silero_vad_v6.onnx")

    def wake_word(self, name: str) -> WakeWordDetector:
        return MicroWakeWordDetector(name)

    def echo_canceller(self) -> EchoCanceller:
        return PassingEchoCanceller()

    def end_of_turn(self) -> EndOfTurnDetector:
        return SmartTurn(MODELS / "smart-turn-v3.2-cpu" / "smart-turn-v3.2-cpu.onnx")


def conversation(whisper: WhisperBackend, voice: PiperBackend, over: str) -> Rig:
    """A question, its answer, and ``over`` said in the middle of it."""
    sound = np.random.default_rng(0).normal(0.0, 3e-4, int(END_S * RATE_HZ)).astype(np.float32)
    for at_s, text in ((QUESTION_AT_S, "Could you tell me about the oceans?"), (OVER_AT_S, over)):
        spoken = _spoken(voice, text)
        sound[int(at_s * RATE_HZ) : int(at_s * RATE_HZ) + len(spoken)] += spoken
    rig = Rig(
        speech=[],
        texts=[],
        answers=[[ANSWER], ["Rivers run to the sea."]],
        frames=len(sound) // FRAME_SAMPLES,
        settings=Settings(voice_route="headphones", voice_language="en"),
        back_ends=Real(whisper, voice),
        sound=sound,
    )
    # A slow machine would leave gaps in the answer; time waits for it.
    for frame in range(int(ANSWERED_AT_S * RATE_HZ / FRAME_SAMPLES), len(sound) // FRAME_SAMPLES):
        rig.hold[frame] = lambda: rig.speaker.queued or bool(rig.all_of(SpeakingEnded))
    return rig


def _spoken(voice: PiperBackend, text: str) -> Samples:
    audio = voice.synthesize(text).audio
    return resample(audio.samples, audio.sample_rate_hz, RATE_HZ)


def test_stop_falls_silent_within_half_a_second_and_asks_nothing(whisper: WhisperBackend, voice: PiperBackend) -> None:
    rig = conversation(whisper, voice, "Stop.")
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceCommandObeyed)
    rig.service.stop()
    (paused,) = rig.all_of(PlaybackPaused)
    (interrupted,) = rig.all_of(VoiceInterrupted)
    assert paused.t_s < OVER_AT_S + 0.4
    assert interrupted.t_s < OVER_AT_S + 0.9
    assert len(rig.turns.questions) == 1
    heard, unheard = rig.record.heard[MessageId(1)]
    assert heard == interrupted.heard_text
    assert heard + unheard == ANSWER
    began_s = rig.all_of(SpeakingStarted)[0].t_s
    said_s = len(rig.speaker.heard) / voice.sample_rate_hz
    assert said_s == pytest.approx(paused.t_s - began_s, abs=0.1)


def test_a_nod_is_not_an_interruption(whisper: WhisperBackend, voice: PiperBackend) -> None:
    rig = conversation(whisper, voice, "Okay.")
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    (paused,) = rig.all_of(PlaybackPaused)
    (resumed,) = rig.all_of(PlaybackResumed)
    assert resumed.t_s - paused.t_s < 2.0
    (ended,) = rig.all_of(SpeakingEnded)
    assert ended.heard_text == ANSWER
    assert rig.record.heard == {}
