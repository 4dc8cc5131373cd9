"""CTranslate2's Whisper as the library uses it, but left as soon as nobody waits for its words any more.

A window of 30 s may take many seconds: where the text looks bad the library writes it up to six times, and it looks up between
segments only. Native code cannot be ended from outside. So it writes on the model's own thread while this one waits, and what is
left of that one piece of writing, which nobody reads, ends there by itself: the model stays whole, and the next call waits for it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any

from assistant.cancellation import CancelToken

POLL_S = 0.01


class CancellableWhisper:
    """Stands in for a ``ctranslate2.models.Whisper``; what is not here is the model's own. Safe from any thread."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._calls = threading.local()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    @contextlib.contextmanager
    def until(self, cancel: CancelToken) -> Iterator[None]:
        """This thread's calls raise ``Interrupted`` once ``cancel`` is set: ``generate`` at once, ``encode`` when it begins."""
        self._calls.cancel = cancel
        try:
            yield
        finally:
            self._calls.cancel = None

    def encode(self, *arguments: Any, **options: Any) -> Any:
        """See ``ctranslate2.models.Whisper``: half a second for a full window."""
        if (cancel := self._cancel) is not None:
            cancel.raise_if_cancelled()
        return self._model.encode(*arguments, **options)

    def generate(self, *arguments: Any, **options: Any) -> list[Any]:
        """See ``ctranslate2.models.Whisper``."""
        cancel = self._cancel
        if cancel is None:
            return list(self._model.generate(*arguments, **options))
        cancel.raise_if_cancelled()
        under_way = self._model.generate(*arguments, asynchronous=True, **options)
        while not all(one.done() for one in under_way):
            time.sleep(POLL_S)
            cancel.raise_if_cancelled()
        return [one.result() for one in under_way]

    @property
    def _cancel(self) -> CancelToken | None:
        return getattr(self._calls, "cancel", None)
