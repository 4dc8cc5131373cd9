"""Sorting what was found with more care, while time allows: a model reads the question together with each passage.

It serves only whoever installed one. A typed question waits ``BUDGET_S`` for it at most, a spoken one not at all.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice

from assistant.documents.base import Reranker
from assistant.documents.finding import query_words
from assistant.errors import UserFacingError

_log = logging.getLogger(__name__)

BUDGET_S = 0.15
_STEP = 2  # larger batches gain nothing on a CPU, and the clock is looked at between them


class SharedReranker:
    """The one reranker in use, loaded when first needed, on the thread that needs it. May be called from any thread.

    ``loader`` gives None where none is installed. One that cannot be loaded, or fails, is not tried again before ``reload``.
    """

    def __init__(
        self,
        loader: Callable[[], Reranker | None],
        *,
        urgent: Callable[[], bool] = lambda: False,
        clock_s: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Nothing is sorted while something ``urgent`` is done elsewhere."""
        self._loader = loader
        self._urgent = urgent
        self._clock_s = clock_s
        self._turn = threading.Lock()
        self._reranker: Reranker | None = None
        self._asked = False

    def scores(self, query: str, passages: Iterable[str], has_time: Callable[[], bool] = lambda: True) -> list[float]:
        """The log-odds that the first of the passages answer: as many as the time allows, or none.

        ``has_time`` is asked before each step. ``passages`` are read only as far as they are scored.
        """
        if self._urgent() or not has_time() or not self._turn.acquire(timeout=BUDGET_S):
            return []
        try:
            reranker = self._loaded()
            if reranker is None or not query_words.reads(reranker.languages, query):
                return []
            return self._scored(reranker, query, passages, has_time)
        finally:
            self._turn.release()

    def reload(self) -> None:
        """Asks ``loader`` again on the next use: models were installed or removed."""
        with self._turn:
            self._reranker = None
            self._asked = False

    def _loaded(self) -> Reranker | None:
        if not self._asked:
            self._asked = True
            try:
                self._reranker = self._loader()
            except UserFacingError as error:
                _log.warning("no sorting by a model: %s", error.kind)
        return self._reranker

    def _scored(
        self, reranker: Reranker, query: str, passages: Iterable[str], has_time: Callable[[], bool]
    ) -> list[float]:
        scores: list[float] = []
        waiting = iter(passages)
        now_s = self._clock_s()
        end_s, step_s = now_s + BUDGET_S, 0.0
        # Longest step so far: the passages are of about one length, and what does not fit is not begun.
        while now_s + step_s <= end_s and has_time() and not self._urgent():
            step = list(islice(waiting, _STEP))
            if not step:
                break
            try:
                scores += reranker.scores(query, step)
            except Exception as error:  # noqa: BLE001 - a native library raises what it likes; the order found stands
                _log.warning("no more sorting by a model: %s", type(error).__name__)
                self._reranker = None
                return []
            began_s, now_s = now_s, self._clock_s()
            step_s = max(step_s, now_s - began_s)
        return scores
