"""Reading ahead at idle: what the next prompt is known to begin with goes into the model's cache before it is asked for."""

from __future__ import annotations

import dataclasses
import functools

from assistant.cancellation import CancelToken
from assistant.conversation.answering import Answering
from assistant.conversation.turn_request import TurnRequest
from assistant.errors import UserFacingError
from assistant.priority_lane import PriorityLane
from assistant.workers import Worker


class Prefilling:
    """Never loads a model and never stands in anybody's way: it runs when the model's thread has nothing else to do."""

    def __init__(self, *, answering: Answering, worker: Worker, lane: PriorityLane) -> None:
        self._answering = answering
        self._worker = worker
        self._lane = lane

    def post(self, request: TurnRequest) -> None:
        """Reads the prompt of a question that begins like ``request``'s; replaces what waits. May be called from any thread."""
        # How long an answer the question will want is not known. Room is kept for none, so that no old turn is left out ahead
        # of a question that has room for it: the cache would hold nothing of its prompt.
        self._worker.post_idle(functools.partial(self._read, dataclasses.replace(request, max_tokens=1)))

    def _read(self, request: TurnRequest, cancel: CancelToken) -> None:
        holder = self._answering.holder_for(request)
        if not holder.loaded:
            return
        self._lane.give_way()
        try:
            model = holder.get()
            model.prefill(self._answering.foreseen_prompt(request, model).messages, cancel)
        except UserFacingError:
            # Too long, or the disk or the model fails: the turn that needs it tells so.
            return
