"""The chat model in memory: loaded on first use, swapped when another is chosen, freed at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.errors import EngineStopped
from assistant.llm.base import ChatModel, ChatModelLoader


class ChatModelHolder:
    """Holds at most one model. ``get``, ``free`` and ``close`` belong to the model's thread; ``reload`` may be called from any.

    A load that fails raises ``ModelUnavailable`` to whoever asked and is tried again next time.
    """

    def __init__(self, load: ChatModelLoader) -> None:
        self._load = load
        self._model: ChatModel | None = None
        self._stale = threading.Event()
        self._closed = False

    @property
    def loaded(self) -> bool:
        """Whether ``get`` returns at once."""
        return self._model is not None and not self._stale.is_set()

    def get(self) -> ChatModel:
        """The model, loaded now if it is not. The old one is freed first: two would not fit into the memory."""
        if self._closed:
            raise EngineStopped("Sotto is closing.", "Ask again after it has started.")
        if self._stale.is_set():
            self._stale.clear()
            self.free()
        if self._model is None:
            self._model = self._load()
        return self._model

    def reload(self) -> None:
        """Another model or context was chosen; the next ``get`` loads it."""
        self._stale.set()

    def close(self) -> None:
        """Frees the model; nothing is loaded afterwards."""
        self._closed = True
        self.free()

    def free(self) -> None:
        """Frees the model; the next ``get`` loads it again."""
        model, self._model = self._model, None
        if model is not None:
            model.close()


ServerChoice = Callable[[bool], ChatModelHolder | None]
"""Who holds the model of a chat server that answers in place of the one here: spoken questions when it is called with True, else
typed ones. None where the one here answers."""


def no_server(spoken: bool) -> ChatModelHolder | None:
    """A ``ServerChoice``: nothing leaves this machine."""
    del spoken
    return None
