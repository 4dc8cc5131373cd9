"""Recorded utterances, spoken to the whole program or to the plain sequence of steps that most programs take."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from assistant.cancellation import CancelToken
from assistant.conversation.wording import SYSTEM
from assistant.llm.base import ChatMessage, GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.speech.audio.real_time_audio import Clip, clip_of
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.testing.audio import decode_audio_file

ANSWER_TOKENS = 60
PLAIN_WAIT_S = 0.7
MODELS = {"chat": "qwen2.5-coder-1.5b-instruct-q4_k_m", "speech-to-text": "faster-whisper-base-fp16"}


class PlainSequence:
    """One step after the other, each with its library's own call."""

    def __init__(self, models: Path) -> None:
        from faster_whisper import WhisperModel
        from piper import PiperVoice

        threads = os.cpu_count() or 1
        (chat,) = (models / MODELS["chat"]).glob("*.gguf")
        (voice,) = (models / "piper-en_US-joe-medium").glob("*.onnx")
        # With one thread it is quicker than with two (see ``whisper_backend.THREADS``).
        self._recogniser = WhisperModel(
            str(models / MODELS["speech-to-text"]), device="cpu", compute_type="int8", cpu_threads=1
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


def commands(recordings: Path) -> list[Clip]:
    """Commands that people spoke into their own microphones."""
    return [clip_of(decode_audio_file(file)) for file, _ in manifest(recordings / "en_commands_picovoice")]


def manifest(folder: Path) -> list[tuple[Path, str]]:
    """Files and what is said in them."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [(folder / entry["file"], entry["text"] or "") for entry in map(json.loads, lines)]
