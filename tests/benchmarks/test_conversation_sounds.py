"""What rooms do to a conversation, on the audio clock: echo, noise and people who break in; prints rows for docs/BENCHMARKS.md.

The real canceller, detectors, recogniser and voice stand around the real turn-taking; only time is simulated, so ten minutes pass
as fast as this machine computes. ``SOTTO_EVAL`` names the folder with the public noises, commands and room response.
"""

from __future__ import annotations

import collections
import dataclasses
import os
import statistics
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.events import SpeakingEnded, VoiceMode, VoiceTurnFinished
from assistant.ids import MessageId
from assistant.paths import Paths
from assistant.settings import Settings
from assistant.speech.audio.duplex import allows_full_duplex
from assistant.speech.audio.echo_canceller import WebRtcEchoCanceller
from assistant.speech.audio.echo_path import EchoPath, EchoWatch
from assistant.speech.audio.real_time_audio import Clip
from assistant.speech.audio.resampling import resample
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples, Synthesis
from assistant.speech.detection.silero_vad import FRAME_SAMPLES, SileroVad
from assistant.speech.detection.smart_turn import SmartTurn
from assistant.speech.hearing import AFTER_SPEECH_S
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend
from assistant.speech.turn_taking import take
from assistant.speech.turns.own_voice import is_own_voice
from assistant.speech.turns.turn_events import (
    Action,
    AnswerFinished,
    CommitTurn,
    DuplexSet,
    EndOfTurnScored,
    FrameHeard,
    InterruptAnswer,
    PausePlayback,
    PlaybackStarted,
    ResumePlayback,
    ScoreEndOfTurn,
    Transcribe,
    TurnRules,
    TurnTakingEvent,
    WordsHeard,
)
from assistant.speech.turns.turn_state import AnswerUnderWay, TurnState
from assistant.testing.audio import decode_audio_file
from tests.benchmarks.spoken_commands import MODELS, commands
from tests.spoken_conversation import Rig

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

MINUTES = float(os.environ.get("SOTTO_BENCH_MINUTES", "10"))
FRAME_S = FRAME_SAMPLES / MICROPHONE_RATE_HZ
ROOM_NOISE = 3e-4
SPEECH_RMS = 0.05
NOISE_RMS = 0.01
OUTPUT_DELAY_FRAMES = 3
INTERRUPTIONS = 50
ANSWERS = (
    "The weather is very nice today, and we are going to walk in the park. Afterwards we could have a cup of tea by the river.",
    "Yes, the shops close at six, so there is plenty of time for bread and milk. I would not wait for longer than that.",
    "Lighthouses warn ships of rocks and shallow water. Most of them are run by machines now, and nobody lives there any more.",
    "Whales breathe air, so they come up every few minutes. Some of them can stay below for more than an hour, though.",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Models:
    """The starter models, loaded once."""

    detector: SileroVad
    scorer: SmartTurn
    recogniser: WhisperBackend
    voice: PiperBackend

    def say(self, text: str) -> Samples:
        """Speech at 16 kHz and ``SPEECH_RMS``."""
        audio = self.voice.synthesize(text).audio
        return loud(resample(audio.samples, audio.sample_rate_hz, MICROPHONE_RATE_HZ), SPEECH_RMS)


class Room:
    """Turn-taking in a simulated room, with real ears. A model's answer comes at once: nothing waits but for the audio clock."""

    def __init__(self, models: Models, *, speakers: bool, response: Samples) -> None:
        self._models = models
        self._route = "speakers" if speakers else "headphones"
        self._echo = EchoPath(WebRtcEchoCanceller())
        self._echo.bypass(not speakers)
        models.detector.reset()
        self._watch = EchoWatch(models.detector, self._echo)
        self._state = TurnState(full_duplex=not speakers)
        self._playing: Samples = np.zeros(0, dtype=np.float32)
        self._at = 0
        self._held = False
        self._said = ""
        self._tail: Samples = np.zeros(1 << (len(response) + FRAME_SAMPLES).bit_length(), dtype=np.float32)
        self._spectrum = np.fft.rfft(response, len(self._tail))
        self._on_the_way: collections.deque[Samples] = collections.deque()
        self._heard: list[Samples] = []
        self._noise = np.random.default_rng(0)
        self.now_s = 0.0
        self.done: list[tuple[float, Action]] = []
        self.asked: list[str] = []

    @property
    def speaks(self) -> bool:
        """Whether an answer is under way."""
        return self._state.answer is not None

    @property
    def converged(self) -> bool:
        """Whether the canceller knows the room."""
        return self._echo.converged

    def answer(self, text: str, speech: Samples) -> None:
        """Begins to speak an answer."""
        number = self._state.last_number + 1
        answer = AnswerUnderWay(utterance=number, began_s=self.now_s, speech_end_s=self.now_s)
        self._state = dataclasses.replace(self._state, answer=answer, utterance=None, last_number=number)
        self._playing, self._at, self._said, self._held = speech, 0, text, False
        self._take(PlaybackStarted(utterance=number))

    def hear(self, sound: Samples) -> None:
        """One frame of what else is in the room."""
        self.now_s += FRAME_S
        played = np.zeros(FRAME_SAMPLES, dtype=np.float32)
        if self.speaks and not self._held:
            part = self._playing[self._at : self._at + FRAME_SAMPLES]
            played[: len(part)] = part
            self._at += FRAME_SAMPLES
        self._echo.played(played, MICROPHONE_RATE_HZ, self.now_s + OUTPUT_DELAY_FRAMES * FRAME_S)
        self._on_the_way.append(played)
        loudspeaker = self._on_the_way.popleft() if len(self._on_the_way) > OUTPUT_DELAY_FRAMES + 1 else played * 0.0
        near = sound + self._noise.normal(0.0, ROOM_NOISE, FRAME_SAMPLES).astype(np.float32)
        if self._route == "speakers":
            near = near + self._back_from_the_walls(loudspeaker)
        cleaned = self._echo.clean(near.astype(np.float32), self.now_s)
        self._heard.append(cleaned)
        full = allows_full_duplex(self._route, echo_cancelled=self._echo.converged)
        if full != self._state.full_duplex:
            self._take(DuplexSet(full=full))
        self._take(FrameHeard(probability=self._watch.probability(cleaned), duration_s=FRAME_S))
        answer = self._state.answer
        if answer is not None and self._at >= len(self._playing) + OUTPUT_DELAY_FRAMES * FRAME_SAMPLES:
            self._take(AnswerFinished(utterance=answer.utterance))

    def of(self, kind: type[Action]) -> list[float]:
        """When actions of a kind were asked for."""
        return [at_s for at_s, action in self.done if isinstance(action, kind)]

    def _back_from_the_walls(self, played: Samples) -> Samples:
        size = len(self._tail)
        reverberant = np.fft.irfft(np.fft.rfft(played, size) * self._spectrum, size).astype(np.float32)
        self._tail = np.concatenate((self._tail[FRAME_SAMPLES:], silence(FRAME_S))) + reverberant
        return self._tail[:FRAME_SAMPLES]

    def _take(self, event: TurnTakingEvent) -> None:
        self._state, actions = take(self._state, event, self.now_s, TurnRules())
        for action in actions:
            self.done.append((self.now_s, action))
            match action:
                case PausePlayback():
                    self._held = True
                case ResumePlayback():
                    self._held = False
                case Transcribe():
                    self._understand(action)
                case ScoreEndOfTurn():
                    scored = EndOfTurnScored(
                        utterance=action.utterance,
                        speech_end_s=action.speech_end_s,
                        probability=self._models.scorer.probability(self._piece(action.from_s, self.now_s)),
                    )
                    self._take(scored)
                case CommitTurn():
                    # an utterance without a word asks nothing
                    if self._words_of(action.from_s, action.speech_end_s):
                        self.asked.append(self._words_of(action.from_s, action.speech_end_s))
                    self._take(AnswerFinished(utterance=action.utterance))

    def _understand(self, wanted: Transcribe) -> None:
        text = self._words_of(wanted.from_s, wanted.to_s)
        if self._route == "speakers" and is_own_voice(text, self._said):
            text = ""
        self._take(WordsHeard(utterance=wanted.utterance, to_s=wanted.to_s, text=text))

    def _words_of(self, from_s: float, to_s: float) -> str:
        piece = self._piece(from_s, to_s + AFTER_SPEECH_S)
        return self._models.recogniser.transcribe(piece, language="en").text.strip()

    def _piece(self, from_s: float, to_s: float) -> Samples:
        first, last = int(from_s / FRAME_S), int(to_s / FRAME_S)
        return np.concatenate(self._heard[first : last + 1])


@pytest.fixture(scope="module")
def models() -> Models:
    folder = Paths.choose().models
    (voice,) = (folder / "piper-en_US-joe-medium").glob("*.onnx")
    return Models(
        detector=SileroVad(next((folder / "silero-vad-v6-faster-whisper").glob("*.onnx"))),
        scorer=SmartTurn(next((folder / "smart-turn-v3.2-cpu").glob("*.onnx"))),
        recogniser=WhisperBackend(folder / MODELS["speech-to-text"], model_id="whisper"),
        voice=PiperBackend(voice, voice.with_name(f"{voice.name}.json"), model_id="piper"),
    )


@pytest.fixture(scope="module")
def recordings() -> Path:
    folder = os.environ.get("SOTTO_EVAL")
    if folder is None:
        pytest.skip("SOTTO_EVAL does not name the folder of the evaluation sets")
    return Path(folder) / "speech"


@pytest.fixture(scope="module")
def response(recordings: Path) -> Samples:
    """Of a real room, so scaled that what comes back is as loud as what is said in it."""
    found = decode_audio_file(recordings / "rir" / "impulse_response_0.flac")
    return np.asarray(found / np.sqrt(np.sum(np.square(found))), dtype=np.float32)


def loud(samples: Samples, rms: float) -> Samples:
    return np.asarray(samples * (rms / np.sqrt(np.mean(np.square(samples)))), dtype=np.float32)


def no_louder(samples: Samples, rms: float) -> Samples:
    return loud(samples, min(rms, float(np.sqrt(np.mean(np.square(samples))))))


def frames(samples: Samples) -> Iterator[Samples]:
    for at in range(0, len(samples), FRAME_SAMPLES):
        part = samples[at : at + FRAME_SAMPLES]
        yield np.pad(part, (0, FRAME_SAMPLES - len(part)))


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * MICROPHONE_RATE_HZ), dtype=np.float32)


def test_sotto_never_interrupts_itself(models: Models, response: Samples) -> None:
    room = Room(models, speakers=True, response=response)
    speech = [models.say(text) for text in ANSWERS]
    number = 0
    converged_s: float | None = None
    spoken_s = 0.0
    while spoken_s < MINUTES * 60:
        which = number % len(ANSWERS)
        room.answer(ANSWERS[which], speech[which])
        number += 1
        while room.speaks:
            room.hear(silence(FRAME_S))
            spoken_s += FRAME_S
            if room.converged and converged_s is None:
                converged_s = room.now_s
        for frame in frames(silence(1.0)):
            room.hear(frame)
    print(
        f"\n| {spoken_s / 60:.0f} minutes of speaking through a room's echo as loud as people: interruptions of itself,"
        f" turns of its own, pauses | {len(room.of(InterruptAnswer))}, {len(room.asked)}, {len(room.of(PausePlayback))}"
        f" | room learnt after {converged_s or float('nan'):.1f} s |"
    )
    assert number


@pytest.mark.parametrize("kind", ["silence", "office-ambience", "keyboard-typing", "crowded-room"])
def test_noise_asks_nothing(models: Models, recordings: Path, response: Samples, kind: str) -> None:
    room = Room(models, speakers=False, response=response)
    file = recordings / "noise" / f"{kind}.ogg"
    recorded = silence(1.0) if kind == "silence" else no_louder(decode_audio_file(file), NOISE_RMS)
    total = int(MINUTES * 60 * MICROPHONE_RATE_HZ)
    sound = np.tile(recorded, total // len(recorded) + 1)[:total]
    for frame in frames(sound):
        room.hear(frame)
    print(
        f"\n| {MINUTES:.0f} minutes of {kind}: turns, speech begun | {len(room.asked)} | {len(room.of(Transcribe))} |"
    )


@pytest.mark.parametrize("speakers", [False, True])
def test_playback_pauses_soon_after_the_user_begins(
    models: Models, recordings: Path, response: Samples, speakers: bool
) -> None:
    answers = [models.say(text) for text in ANSWERS]
    delays_ms: list[float] = []
    missed = 0
    for number, clip in enumerate(commands(recordings)):
        room = Room(models, speakers=speakers, response=response)
        for which in (number, number + 1):
            room.answer(ANSWERS[which % len(ANSWERS)], answers[which % len(ANSWERS)])
            for frame in frames(silence(5.0)):
                room.hear(frame)
        room.done.clear()
        begins_s = room.now_s + first_sound_s(clip)
        for frame in frames(loud(clip.samples[: clip.end_sample], SPEECH_RMS)[: 2 * MICROPHONE_RATE_HZ]):
            if room.speaks:
                room.hear(frame)
        paused = [at_s for at_s in room.of(PausePlayback) if at_s > begins_s]
        if paused:
            delays_ms.append((paused[0] - begins_s) * 1000)
        else:
            missed += 1
    route = "through speakers at equal level" if speakers else "on headphones"
    print(
        f"\n| first sound of a command to paused playback, {route}, {len(delays_ms)} commands, {missed} missed"
        f" | {statistics.median(delays_ms):.0f} ms, {np.quantile(delays_ms, 0.9):.0f} ms at the 90th percentile |"
    )


def first_sound_s(clip: Clip) -> float:
    """Where 20 ms first reach a twentieth of the loudest."""
    size = MICROPHONE_RATE_HZ // 50
    blocks = clip.samples[: clip.end_sample // size * size].reshape(-1, size)
    level = np.sqrt(np.mean(np.square(blocks), axis=1))
    return float(np.flatnonzero(level > 0.05 * level.max())[0]) * size / MICROPHONE_RATE_HZ


class Overheard:
    """A voice that keeps what it said, to count the words in so many samples of it."""

    def __init__(self, voice: PiperBackend) -> None:
        self._voice = voice
        self._said: list[Synthesis] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._voice, name)

    def synthesize(self, text: str, *, speed: float = 1.0) -> Synthesis:
        self._said.append(self._voice.synthesize(text, speed=speed))
        return self._said[-1]

    def words_in(self, samples: int) -> int:
        count = 0
        for said in self._said:
            count += sum(end <= samples for _, end in said.word_ends)
            samples -= len(said.audio.samples)
        return count


def test_what_is_stored_is_what_was_played(models: Models) -> None:
    apart: list[int] = []
    for number in range(INTERRUPTIONS):
        answer = ANSWERS[number % len(ANSWERS)]
        begins = 95 + 7 * (number % 25)
        rig = Rig(
            speech=[(10, 40), (begins, begins + 30)],
            texts=[(0, "Tell me something."), (begins, "No, I mean dogs.")],
            answers=[[answer], ["All right."]],
            frames=1500,
            settings=Settings(voice_route="headphones", voice_language="en"),
        )
        voice = Overheard(models.voice)
        rig.voice = voice  # type: ignore[assignment]  # a real voice in a scripted room
        for frame in range(70, begins):
            rig.hold[frame] = lambda rig=rig: rig.sounds or bool(rig.all_of(SpeakingEnded))  # type: ignore[misc]
        counted = threading.Event()
        rig.hold[begins + 25] = counted.is_set  # before the next answer is heard
        rig.service.start(VoiceMode.HANDS_FREE)
        rig.wait_for(VoiceTurnFinished)
        played = voice.words_in(len(rig.speaker.heard))
        counted.set()
        rig.service.stop()
        stored, _ = rig.record.heard.get(MessageId(1), (answer, ""))
        apart.append(abs(len(stored.split()) - played))
    near = sum(words <= 1 for words in apart)
    print(
        f"\n| interruptions of which the stored answer and the words in the samples that were played are within one word"
        f" | {near} of {len(apart)}, at most {max(apart)} words apart |"
    )
