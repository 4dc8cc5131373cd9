"""The engine's models as other programs use them: bare, without memory, documents or skills, and nothing is stored."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence

from assistant.cancellation import CancelToken
from assistant.conversation.model_holder import ChatModelHolder
from assistant.documents.embedding import SharedEmbedder
from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatMessage, GenerationItem, GenerationOptions
from assistant.local_server.wire_format import BadRequest
from assistant.records import Transcription
from assistant.workers import Worker


class LocalModels:
    """Calls come from any thread and wait for their turn: the user's own questions and other programs share one model.

    Sound lies in memory alone. Every call raises ``UserFacingError``,
    and ``BadRequest`` for what makes no sense.
    """

    def __init__(
        self,
        *,
        holder: ChatModelHolder,
        worker: Worker,
        embedder: SharedEmbedder,
        transcribe: Callable[[bytes, str], Transcription],
        synthesize: Callable[[str], bytes],
        names: Callable[[], Sequence[str]],
    ) -> None:
        self._holder = holder
        self._worker = worker
        self._embedder = embedder
        self._transcribe = transcribe
        self._synthesize = synthesize
        self.names = names
        self._running: set[CancelToken] = set()

    def chat(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[GenerationItem]:
        """Streams an answer, as ``ChatModel.generate`` does, from the model's own thread."""
        if not messages:
            raise BadRequest("There is no message. Send at least one.")
        items: queue.SimpleQueue[GenerationItem | BaseException | None] = queue.SimpleQueue()

        def generate() -> None:
            try:
                for item in self._holder.get().generate(messages, options, cancel):
                    items.put(item)
            except BaseException as error:  # noqa: BLE001 - whoever waits for the answer gets it
                items.put(error)
            finally:
                items.put(None)

        self._running.add(cancel)
        self._worker.submit(generate)
        try:
            while (item := items.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            cancel.cancel()
            self._running.discard(cancel)

    def stop(self) -> None:
        """Ends the answers under way."""
        for cancel in list(self._running):
            cancel.cancel()

    def embed(self, texts: Sequence[str]) -> tuple[str, Sequence[Sequence[float]]]:
        """The model's id, and the vector of each text as one of a document."""
        with self._embedder.use() as embedder:
            if embedder is None:
                raise ModelUnavailable("No model that finds by meaning is installed.", "Fetch one on the models page.")
            return embedder.model_id, embedder.embed_passages(texts)

    def hear(self, sound: bytes, language: str) -> Transcription:
        """The text of an audio file."""
        return self._transcribe(sound, language)

    def speak(self, text: str) -> bytes:
        """Speech as a WAV file."""
        return self._synthesize(text)
