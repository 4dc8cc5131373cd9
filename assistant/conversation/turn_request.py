"""What was asked, and how it wants to be answered."""

from __future__ import annotations

import dataclasses
from typing import TypedDict

from assistant.cancellation import CancelToken
from assistant.conversation.prompt import PastTurn
from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import LookIn
from assistant.settings import Settings


class Wishes(TypedDict, total=False):
    """How an answer is wanted; see ``TurnRequest`` for what stands in for those left out."""

    use_documents: bool | None
    collection: str
    filters: bool
    document: DocumentId | None
    look_in: LookIn | None
    max_tokens: int | None
    spoken: bool
    temporary: bool
    again: MessageId | None


def as_asked(question: str) -> str:
    """A question as it can be stored and read: without white space around it, and without halves of surrogate pairs, which come
    from a terminal with another encoding and from torn texts on the clipboard."""
    return question.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnRequest:
    """A question. Its history are the messages of ``conversation`` before ``question_id``; a new conversation is None.

    Where the question is not stored yet, ``question_id`` is the first id that it may get. One that is asked ``again`` keeps the
    place of the first: ``question_id`` is ``again``. Where a message asks several
    and this one leans on those before it, ``asked_before`` are they, and ``answered`` is the last of them with its answer.
    """

    question: str
    conversation: ConversationId | None
    question_id: MessageId
    settings: Settings
    cancel: CancelToken
    use_documents: bool | None = None
    collection: str = ""
    filters: bool = True
    document: DocumentId | None = None
    look_in: LookIn | None = None
    max_tokens: int | None = None
    spoken: bool = False
    temporary: bool = False
    again: MessageId | None = None
    asked_before: tuple[str, ...] = ()
    answered: tuple[PastTurn, ...] = ()

    @property
    def answer_tokens(self) -> int:
        """The longest answer: what was asked for, else the setting of typed or spoken answers."""
        if self.max_tokens is not None:
            return self.max_tokens
        return self.settings.voice_max_answer_tokens if self.spoken else self.settings.chat_max_answer_tokens
