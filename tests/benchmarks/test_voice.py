"""End of speech to first sound, over commands that people spoke into their microphones; prints rows for docs/BENCHMARKS.md.

The whole program holds the conversation, on the default models, over a microphone and a speaker that keep real time. Beside each
turn, in the same run, the plain sequence answers the same audio: wait 0.7 s, transcribe in the full window with faster-whisper,
generate the whole answer, synthesize it, play. Then each trick is switched off by itself. The sound devices' own delay, about 0.1 s
on both sides, is in neither. ``SOTTO_EVAL`` names the folder with the public recordings; without it there is nothing to measure.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import queue
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

import assistant.speech.recognition.whisper_backend as whisper_module
import assistant.speech.service as service_module
import assistant.speech.synthesis.answer_speaker as answer_speaker_module
from assistant.cancellation import CancelToken
from assistant.conversation.wording import SYSTEM
from assistant.engine import Assistant
from assistant.events import Event, VoiceMode, VoiceReady, VoiceStopped, VoiceTurnFinished
from assistant.llm.base import ChatMessage, GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths
from assistant.records import VoiceLatency
from assistant.settings import Value
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.turns.turn_events import TurnRules
from assistant.testing.audio import decode_audio_file
from assistant.wiring import wire
from tests.benchmarks.real_time_audio import RealTimeAudio

Kind = TypeVar("Kind", bound=Event)

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3000)]

MOST_UTTERANCES = 30
SWITCHED_UTTERANCES = 5
ANSWER_TOKENS = 60
PLAIN_WAIT_S = 0.7
TURN_TIMEOUT_S = 30.0
QUIET_BETWEEN_S = 0.3
SPEECH_SHARE = 0.05
"""Speech ends where 20 ms last reach this share of the loudest 20 ms."""
MODELS = {"chat": "qwen2.5-coder-1.5b-instruct-q4_k_m", "speech-to-text": "faster-whisper-base-fp16"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A recording, cut close, and the sample where its speech ends."""

    samples: Samples
    end_sample: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of one utterance: seconds to the first sound, None when it was answered before its end or not at all."""

    total_s: float | None
    cut: bool
    latency: VoiceLatency | None


class Conversation:
    """Speaks clips to a session of the whole program and listens for the answers."""

    def __init__(self, assistant: Assistant, audio: RealTimeAudio) -> None:
        self._assistant = assistant
        self._audio = audio
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        assistant.subscribe(self._events.put)

    def begin(self) -> None:
        """Opens the session."""
        self._drain()
        self._assistant.voice.start(VoiceMode.HANDS_FREE)
        self._wait_for(VoiceReady)

    def end(self) -> None:
        """Closes it."""
        self._assistant.voice.stop()

    def say(self, clip: Clip) -> Reply:
        """Speaks, listens for the first sound, and silences the rest of the answer."""
        self._drain()
        microphone, speaker = self._audio.microphone, self._audio.speaker
        speaker.listen()
        microphone.say(clip.samples, clip.end_sample)
        assert microphone.ended.wait(TURN_TIMEOUT_S)
        began = speaker.began.wait(TURN_TIMEOUT_S)
        cut = began and speaker.began_at < microphone.ended_at
        self._assistant.voice.silence()
        finished = self._wait_for(VoiceTurnFinished) if began else None
        time.sleep(QUIET_BETWEEN_S)
        total_s = speaker.began_at - microphone.ended_at if began and not cut else None
        return Reply(total_s=total_s, cut=cut, latency=finished.latency_ms if finished is not None else None)

    def _wait_for(self, kind: type[Kind]) -> Kind | None:
        deadline = time.monotonic() + TURN_TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                event = self._events.get(timeout=0.5)
            except queue.Empty:
                continue
            assert not isinstance(event, VoiceStopped), event
            if isinstance(event, kind):
                return event
        return None

    def _drain(self) -> None:
        while not self._events.empty():
            self._events.get()


class PlainSequence:
    """One step after the other, each with its library's own call."""

    def __init__(self, models: Path) -> None:
        from faster_whisper import WhisperModel
        from piper import PiperVoice

        threads = os.cpu_count() or 1
        (chat,) = (models / MODELS["chat"]).glob("*.gguf")
        (voice,) = (models / "piper-en_US-joe-medium").glob("*.onnx")
        self._recogniser = WhisperModel(
            str(models / MODELS["speech-to-text"]), device="cpu", compute_type="int8", cpu_threads=threads
        )
        self._chat = LlamaChatModel(chat, model_id="plain", context_tokens=2048, threads=threads)
        self._voice = PiperVoice.load(voice)

    def seconds(self, clip: Clip) -> float:
        """From the end of the speech to where the playback would begin."""
        heard = clip.samples[: clip.end_sample + int(PLAIN_WAIT_S * MICROPHONE_RATE_HZ)]
        began = time.perf_counter()
        text = self.transcribe(heard)
        messages = [
            ChatMessage(role="system", content=SYSTEM),
            ChatMessage(role="user", content=f"{text}\n\nReply in one to three short, plain sentences."),
        ]
        options = GenerationOptions(max_tokens=ANSWER_TOKENS, temperature=0.0)
        answer = "".join(
            item.text for item in self._chat.generate(messages, options, CancelToken()) if isinstance(item, TextDelta)
        )
        list(self._voice.synthesize(answer))
        return PLAIN_WAIT_S + time.perf_counter() - began

    def transcribe(self, samples: Samples) -> str:
        """In the full window."""
        found, _ = self._recogniser.transcribe(samples, language="en", beam_size=5)
        return " ".join(segment.text.strip() for segment in found)

    def close(self) -> None:
        """Frees the language model."""
        self._chat.close()


@pytest.fixture(scope="module")
def recordings() -> Path:
    folder = os.environ.get("SOTTO_EVAL")
    if folder is None:
        pytest.skip("SOTTO_EVAL does not name the folder of the evaluation sets")
    return Path(folder) / "speech"


@pytest.fixture
def clips(recordings: Path) -> list[Clip]:
    return [_cut(decode_audio_file(file)) for file, _ in _manifest(recordings / "en_commands_picovoice")][
        :MOST_UTTERANCES
    ]


@pytest.fixture
def audio() -> RealTimeAudio:
    return RealTimeAudio()


@pytest.fixture
def program(audio: RealTimeAudio, tmp_path: Path) -> Iterator[Assistant]:
    """The whole program in this process."""
    overrides: dict[str, Value] = {
        "voice_language": "en",
        "voice_route": "headphones",
        "voice_max_answer_tokens": ANSWER_TOKENS,
        "documents_use": "never",
        "chat_temperature": 0.0,
    }
    paths = Paths.choose(tmp_path / "home")
    assistant = wire(paths, offline=True, chosen_models=MODELS, setting_overrides=overrides, audio=audio)
    assistant.warm_up()
    yield assistant
    assistant.close()


def test_end_of_speech_to_first_sound(
    program: Assistant, audio: RealTimeAudio, clips: list[Clip], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = PlainSequence(Paths.choose().models)
    conversation = Conversation(program, audio)
    conversation.begin()
    conversation.say(clips[0])
    plain.seconds(clips[0])
    replies, plain_s = [], []
    for clip in clips:
        replies.append(conversation.say(clip))
        plain_s.append(plain.seconds(clip))
    conversation.end()
    plain.close()

    print("\n| end of speech to first sound | median | 90 % | utterances |\n|---|---|---|---|")
    _row("the plain sequence", plain_s)
    _row("Sotto", _totals(replies))
    ours_by_plain = [
        reply.total_s / base_s for reply, base_s in zip(replies, plain_s, strict=True) if reply.total_s is not None
    ]
    print(f"| Sotto / plain, turn by turn | {statistics.median(ours_by_plain):.2f} | {_ninth(ours_by_plain):.2f} | |")
    print(f"| answered before their end: {sum(reply.cut for reply in replies)} of {len(replies)} | | | |")
    for stage in dataclasses.fields(VoiceLatency):
        values = [getattr(reply.latency, stage.name) for reply in replies if reply.latency and not reply.cut]
        print(f"| of it: {stage.name} | {statistics.median(values):.0f} ms | {_ninth(values):.0f} ms | |")

    order = sorted(range(len(clips)), key=lambda index: len(clips[index].samples))[:SWITCHED_UTTERANCES]
    # The same questions come again in conversations of their own: the memory would recall them, and the model read them all.
    program.set_setting("memory_use", False)
    for name, switch in SWITCHES.items():
        with monkeypatch.context() as patch:
            switch(patch)
            conversation.begin()
            conversation.say(clips[order[0]])
            _row(f"the {len(order)} shortest, {name}", _totals([conversation.say(clips[index]) for index in order]))
            conversation.end()
    assert ours_by_plain


def test_word_errors_of_the_short_window(recordings: Path) -> None:
    models = Paths.choose().models
    plain = PlainSequence(models)
    ours = WhisperBackend(models / MODELS["speech-to-text"], model_id="ours", threads=os.cpu_count() or 1)
    errors = {"Sotto's short window": 0, "faster-whisper, full window": 0}
    words = 0
    seconds = dict.fromkeys(errors, 0.0)
    for file, text in _manifest(recordings / "en_librispeech_test_other"):
        samples, wanted = decode_audio_file(file), _words(text)
        words += len(wanted)
        for name, transcribe in (
            ("Sotto's short window", lambda audio: ours.transcribe(audio, language="en").text),
            ("faster-whisper, full window", plain.transcribe),
        ):
            began = time.perf_counter()
            errors[name] += _distance(wanted, _words(transcribe(samples)))
            seconds[name] += time.perf_counter() - began
    plain.close()
    print(f"\n| word errors on {words} words of LibriSpeech | rate | seconds |\n|---|---|---|")
    for name, count in errors.items():
        print(f"| {name} | {100 * count / words:.1f} % | {seconds[name]:.1f} |")
    assert words


# -- tricks ------------------------------------------------------------------------------------------------------------


def _rules(patch: pytest.MonkeyPatch, **changed: Any) -> None:
    patch.setattr(service_module, "TurnRules", functools.partial(TurnRules, **changed))


class _WholeAnswer:
    """Gives everything at the end, as if there were no clauses."""

    def __init__(self) -> None:
        self._text = ""

    def push(self, text: str) -> list[str]:
        self._text += text
        return []

    def flush(self) -> list[str]:
        return [self._text] if self._text.strip() else []


SWITCHES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "all tricks on": lambda patch: None,
    "no draft answer in the pause": lambda patch: _rules(patch, draft_probability=2.0),
    "no partial words read ahead": lambda patch: _rules(patch, partial_after_s=1e9),
    "Whisper's full window": lambda patch: patch.setattr(whisper_module, "SHORT_WINDOW_MAX_S", 0.0),
    "the whole answer before the first clause": lambda patch: patch.setattr(
        answer_speaker_module, "ClauseSplitter", _WholeAnswer
    ),
}


# -- numbers -----------------------------------------------------------------------------------------------------------


def _totals(replies: Sequence[Reply]) -> list[float]:
    return [reply.total_s for reply in replies if reply.total_s is not None]


def _row(name: str, seconds: Sequence[float]) -> None:
    if seconds:
        print(f"| {name} | {statistics.median(seconds):.2f} s | {_ninth(seconds):.2f} s | {len(seconds)} |", flush=True)


def _ninth(values: Sequence[float]) -> float:
    return float(np.quantile(np.array(values), 0.9))


def _cut(samples: Samples) -> Clip:
    size = MICROPHONE_RATE_HZ // 50
    blocks = samples[: len(samples) // size * size].reshape(-1, size)
    level = np.sqrt(np.mean(np.square(blocks), axis=1))
    loud = np.flatnonzero(level > SPEECH_SHARE * level.max())
    begin = max(0, (int(loud[0]) - 15) * size)
    end = (int(loud[-1]) + 1) * size
    return Clip(samples=samples[begin:], end_sample=end - begin)


def _manifest(folder: Path) -> list[tuple[Path, str]]:
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [(folder / entry["file"], entry["text"] or "") for entry in map(json.loads, lines)]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def _distance(wanted: Sequence[str], found: Sequence[str]) -> int:
    """Insertions, deletions and substitutions (Levenshtein)."""
    row = list(range(len(found) + 1))
    for i, word in enumerate(wanted, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(found, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]
