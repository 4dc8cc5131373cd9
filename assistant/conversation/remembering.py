"""What a conversation needs of the memory."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from assistant.ids import ConversationId, MessageId
from assistant.records import ForgetPlan, Remembered


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MemoryDeed:
    """What a message asks of the memory itself, before it is done. ``sentence`` is the answer, or its beginning when the message
    asks more than that (not ``complete``). ``remember`` is the text to keep, until ``forget_at`` where that is not None; ``forget``
    is what is to go."""

    sentence: str
    complete: bool = True
    remember: str = ""
    forget_at: float | None = None
    forget: ForgetPlan | None = None


class MemorySource(Protocol):
    """Recalls what belongs to a question. ``deed`` and ``recall`` only read, ``carry_out`` acts. May be called from any thread."""

    def deed(self, question: str, *, conversation: ConversationId | None, before: MessageId) -> MemoryDeed | None:
        """What a message asks of the memory; None for nearly all. ``before`` is the message's own id or the next free one."""

    def recall(self, question: str, *, outside: ConversationId | None) -> tuple[Remembered, ...]:
        """What was said in other conversations and belongs to the question, the most relevant first; mostly nothing."""

    def carry_out(self, deed: MemoryDeed, question_id: MessageId) -> tuple[Remembered, ...]:
        """Does what a stored message asked; gives the facts it made."""
