"""What the exam needs of the conversation room: answers that are computed and not kept."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from assistant.cancellation import CancelToken
from assistant.records import Citation, Passage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unrecorded:
    """An answer from documents that is in no conversation. ``passages`` are those it was to be found in; ``model`` wrote it, and is
    empty where none was asked."""

    text: str
    refused: bool
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    model: str


class Answerer(Protocol):
    """Answers questions as it does in a conversation."""

    def answer_unrecorded(self, question: str, cancel: CancelToken) -> Unrecorded:
        """The answer from documents to a question that begins a conversation; nothing is stored, told or remembered.

        Waits for its place behind whoever asks. Raises ``Interrupted`` once cancelled, and ``UserFacingError``.
        """
