"""The engine's models as other programs use them: bare, without memory, documents or skills, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.cancellation import CancelToken
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatMessage, GenerationItem, GenerationOptions
from assistant.local_server.guest_gate import GuestGate, StillThere
from assistant.local_server.guest_generations import GuestGenerations
from assistant.local_server.wire_format import BadRequest
from assistant.records import Transcription

STEP_TEXTS = 2
"""Embedded at once: a question of the user's waits for one step at most."""

Step = Callable[[], CancelToken]
"""Waits until the next step of some work may be done; where the token is cancelled in its course, the step is done again later."""


class LocalModels:
    """Calls come from any thread; each takes a place at ``gate`` and stands still while the user speaks or is answered.

    Sound lies in memory alone. Every call raises ``UserFacingError``, ``BadRequest`` for what makes no sense,
    ``TooManyRequests``, and ``ConnectionError`` when the program is not ``there`` any more.
    """

    def __init__(
        self,
        *,
        gate: GuestGate,
        generations: GuestGenerations,
        embedder: SharedEmbedder,
        transcribe: Callable[[bytes, str, Step], Transcription],
        synthesize: Callable[[str, Step], bytes],
        names: Callable[[], Sequence[str]],
    ) -> None:
        self._gate = gate
        self._generations = generations
        self._embedder = embedder
        self._transcribe = transcribe
        self._synthesize = synthesize
        self.names = names

    def chat(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, there: StillThere
    ) -> Iterator[GenerationItem]:
        """Streams an answer; see ``GuestGenerations.generate``."""
        if not messages:
            raise BadRequest("There is no message. Send at least one.")
        with self._gate.place():
            yield from self._generations.generate(messages, options, there)

    def embed(self, texts: Sequence[str], there: StillThere) -> tuple[str, Sequence[Sequence[float]]]:
        """The model's id, and the vector of each text as one of a document."""
        model_id, vectors = "", list[Sequence[float]]()
        with self._gate.place() as served:
            for at in range(0, len(texts), STEP_TEXTS):
                self._gate.step(served, there)
                with self._embedder.use(background=True) as embedder:
                    if embedder is None or model_id not in ("", embedder.model_id):
                        raise ModelUnavailable(
                            "No model that finds by meaning is installed.", "Fetch one on the models page."
                        )
                    model_id = embedder.model_id
                    vectors += embedder.embed_passages(texts[at : at + STEP_TEXTS])
        return model_id, vectors

    def hear(self, sound: bytes, language: str, there: StillThere) -> Transcription:
        """The text of an audio file."""
        with self._gate.place() as served:
            return self._transcribe(sound, language, lambda: self._gate.step(served, there))

    def speak(self, text: str, there: StillThere) -> bytes:
        """Speech as a WAV file."""
        with self._gate.place() as served:
            return self._synthesize(text, lambda: self._gate.step(served, there))

    def pause(self) -> None:
        """The user speaks or is answered. Calls nest."""
        self._gate.pause()

    def resume(self) -> None:
        """Takes back one ``pause``."""
        self._gate.resume()
        self._generations.go_on()

    def stop(self) -> None:
        """Ends the answers under way."""
        self._generations.stop()
        self._gate.turn_away()
