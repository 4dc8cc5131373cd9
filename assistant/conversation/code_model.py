"""Which model writes statements over tables: the chat model, if it was trained on code, else one that is loaded for the moment."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from assistant.conversation.model_holder import ChatModelHolder
from assistant.llm.base import ChatModel, ChatModelLoader


class CodeModel:
    """Lends a model that writes code. Belongs to the model's thread, but for ``available``."""

    def __init__(
        self,
        holder: ChatModelHolder,
        load: ChatModelLoader,
        *,
        chat_writes_code: Callable[[], bool],
        installed: Callable[[], bool] = lambda: False,
        fits_beside: Callable[[], bool] = lambda: False,
    ) -> None:
        """``load`` loads the one that is ``installed`` for code alone; ``fits_beside`` says whether the memory has room for it
        beside the chat model, which else is freed first and loaded again when it is needed."""
        self._holder = holder
        self._load = load
        self._chat_writes_code = chat_writes_code
        self._installed = installed
        self._fits_beside = fits_beside

    def available(self) -> bool:
        """Whether there is a model that was trained on code: others only guess at statements."""
        return self._chat_writes_code() or self._installed()

    @contextlib.contextmanager
    def lent(self) -> Iterator[ChatModel]:
        """The model, for as long as it is needed. Raises ``ModelUnavailable``."""
        if self._chat_writes_code():
            yield self._holder.get()
            return
        if not self._fits_beside():
            self._holder.free()
        model = self._load()
        try:
            yield model
        finally:
            model.close()
