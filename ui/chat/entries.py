"""What the transcript shows, as plain values."""

from __future__ import annotations

import dataclasses

from assistant.errors import ErrorReport
from assistant.records import Answer, Message, MessageState


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEntry:
    """What the user asked."""

    text: str
    spoken: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry:
    """An answer, finished or not. ``question`` is what asking again would ask."""

    text: str
    question: str
    state: MessageState = MessageState.COMPLETE
    answer: Answer | None = None
    error: ErrorReport | None = None


Entry = QuestionEntry | AnswerEntry


def entries_of(messages: list[Message]) -> list[Entry]:
    """A stored conversation as entries, in order. A question that was never answered gets a failed answer to ask again."""
    entries: list[Entry] = []
    question = ""
    for message in messages:
        if message.role == "user":
            question = message.text
            entries.append(QuestionEntry(text=question))
        else:
            entries.append(
                AnswerEntry(text=message.text, question=question, state=message.state, answer=message.answer)
            )
    if entries and isinstance(entries[-1], QuestionEntry):
        entries.append(AnswerEntry(text="", question=question, state=MessageState.FAILED))
    return entries
