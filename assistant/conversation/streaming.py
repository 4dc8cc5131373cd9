"""An answer while it streams: told to the listeners, and on the disk token by token."""

from __future__ import annotations

from collections.abc import Callable

from assistant.clock import Clock
from assistant.conversation.history import ConversationStore
from assistant.events import AnswerDelta, Stage, StageChanged, TurnEvent
from assistant.ids import MessageId, TurnId
from assistant.llm.base import GenerationEnd, GenerationItem, PromptProgress, TextDelta

PROGRESS_INTERVAL_S = 0.1

Emit = Callable[[TurnEvent], None]


class StreamingAnswer:
    """Takes a generation's items in order; ``written`` is the text so far, ``end`` the last item."""

    def __init__(self, turn_id: TurnId, message: MessageId, store: ConversationStore, clock: Clock, emit: Emit) -> None:
        self._turn_id = turn_id
        self._message = message
        self._store = store
        self._clock = clock
        self._emit = emit
        self._pieces = 0
        self._told_at = float("-inf")
        self.written = ""
        self.first_at: float | None = None
        self.end: GenerationEnd | None = None

    def take(self, item: GenerationItem) -> None:
        """One more item: progress is told at most ten times a second, text is stored and then told."""
        match item:
            case PromptProgress():
                now = self._clock.monotonic()
                if now - self._told_at >= PROGRESS_INTERVAL_S or item.done >= item.total:
                    self._told_at = now
                    share = (item.done - item.reused) / max(item.total - item.reused, 1)
                    self._emit(StageChanged(turn_id=self._turn_id, stage=Stage.READING_PROMPT, progress=share))
            case TextDelta():
                self.add_text(item.text)
            case GenerationEnd():
                self.end = item

    def add_text(self, text: str) -> None:
        """More text. The first is told without the white space some models begin with."""
        if self.first_at is None:
            self.first_at = self._clock.monotonic()
            self._emit(StageChanged(turn_id=self._turn_id, stage=Stage.ANSWERING))
        self._store.append_piece(self._message, self._pieces, text)
        self._pieces += 1
        shown = text if self.written.strip() else text.lstrip()
        self.written += text
        if shown:
            self._emit(AnswerDelta(turn_id=self._turn_id, text=shown))
