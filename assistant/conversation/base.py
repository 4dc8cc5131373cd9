"""What a spoken conversation needs of the conversation room: turns, and work done before the user has finished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from assistant.conversation.turn import Turn
from assistant.ids import ConversationId


class Draft(Protocol):
    """An answer computed before it is sure that its question was asked. It stores nothing, acts not and publishes no event.

    Every call may come from any thread.
    """

    def deltas(self) -> Iterator[str]:
        """The answer's text as it comes: together what a turn's ``AnswerDelta`` would say. Blocks between them.

        Ends with the answer, also after ``commit``, and when the draft is discarded or fails.
        """

    def commit(self) -> Turn:
        """The question was asked: stores it and makes this an ordinary turn.

        The turn's events come from the beginning on, and go on as they happen; ``TurnFinished`` also tells what went wrong. A
        second call returns the same turn. Raises ``Interrupted`` after ``discard``, ``NotFound`` when the conversation was
        deleted meanwhile, ``StorageError``.
        """

    def discard(self) -> None:
        """The question was not asked: stops computing within a token. Ignored after ``commit``."""


class SpokenTurns(Protocol):
    """Starts turns and prepares them. Every call may come from any thread and returns at once."""

    def ask(self, question: str, *, conversation: ConversationId | None, max_tokens: int | None, spoken: bool) -> Turn:
        """Stores a question, in a new conversation for None, and queues its turn. Raises ``UserFacingError``."""

    def draft(
        self,
        question: str,
        *,
        conversation: ConversationId | None,
        max_tokens: int | None = None,
        spoken: bool = True,
        use_documents: bool | None = None,
    ) -> Draft:
        """Queues a draft of the answer to ``question``; ``use_documents`` None leaves that to the settings. Raises
        ``UserFacingError``."""

    def warm_up(self, conversation: ConversationId | None = None, *, spoken: bool = False) -> None:
        """Loads the model in the background, where none is loaded, and reads what the conversation's next prompt begins with."""

    def prefill(self, words: str, *, conversation: ConversationId | None, spoken: bool = True) -> None:
        """Reads the prompt of a question that begins with ``words`` into the model's cache, once nothing else is to be done.

        Give the words that are not likely to change, and again when there are more; the newest call replaces one that waits. A
        question, a draft or an answer ends the reading at once. Nothing is told, also no error: the turn will tell it.
        """
