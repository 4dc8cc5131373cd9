"""What was asked, and what one turn gathers on its way."""

from __future__ import annotations

import dataclasses

from assistant.conversation.turn import Turn
from assistant.ids import ConversationId, MessageId
from assistant.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnRequest:
    """A stored question and how it wants to be answered. ``asked_at`` is on the monotonic clock, in seconds."""

    turn: Turn
    question: str
    conversation: ConversationId
    question_id: MessageId
    use_documents: bool | None
    collection: str
    max_tokens: int | None
    spoken: bool
    settings: Settings
    asked_at: float

    @property
    def answer_tokens(self) -> int:
        """The longest answer: what was asked for, else the setting of typed or spoken answers."""
        if self.max_tokens is not None:
            return self.max_tokens
        return self.settings.voice_max_answer_tokens if self.spoken else self.settings.chat_max_answer_tokens
