"""Scripted turns for spoken conversations: answers without a model, and a record of what was drafted, kept and thrown away."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence

from assistant.conversation.turn import Turn
from assistant.errors import Interrupted
from assistant.events import AnswerDelta, TurnFinished, TurnStarted
from assistant.ids import ConversationId, MessageId, TurnId
from assistant.records import Answer, VoiceLatency

CONVERSATION = ConversationId(7)


class ScriptedDraft:
    """A ``Draft`` whose text is all there from the beginning."""

    def __init__(self, turn: Turn, question: str, pieces: Sequence[str], on_commit: Callable[[], None]) -> None:
        self._turn = turn
        self._pieces = pieces
        self._on_commit = on_commit
        self._deltas: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self.question = question
        self.committed = False
        self.discarded = False
        for piece in pieces:
            self._deltas.put(piece)
        self._deltas.put(None)

    def deltas(self) -> Iterator[str]:
        """The text."""
        while (piece := self._deltas.get()) is not None:
            yield piece

    def commit(self) -> Turn:
        """Makes it a turn that has already run. Raises ``Interrupted`` after ``discard``."""
        with self._lock:
            if self.discarded:
                raise Interrupted("The draft was thrown away.")
            if self.committed:
                return self._turn
            self.committed = True
        self._on_commit()
        turn, text = self._turn, "".join(self._pieces)
        message = MessageId(int(turn.id.removeprefix("turn-")))
        turn.put(
            TurnStarted(
                turn_id=turn.id,
                conversation_id=CONVERSATION,
                question_id=message,
                question=self.question,
                spoken=True,
            )
        )
        for piece in self._pieces:
            turn.put(AnswerDelta(turn_id=turn.id, text=piece))
        answer = Answer(text=text.strip(), conversation=CONVERSATION, message=message, turn=1, model="scripted")
        turn.put(TurnFinished(turn_id=turn.id, answer=answer))
        return turn

    def discard(self) -> None:
        """Notes it."""
        with self._lock:
            self.discarded = self.discarded or not self.committed


class ScriptedTurns:
    """``SpokenTurns`` that answer with ``answers`` in order, the last one again and again; each is a sequence of deltas.

    ``drafts`` holds every draft, ``questions`` what was really asked with its conversation, ``prefilled`` the words read ahead,
    ``warmed_up`` whether each warming was for a spoken prompt.
    ``refusals`` are raised instead of answers, one after the other.
    """

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers) or [["All right."]]
        self._lock = threading.Lock()
        self.drafts: list[ScriptedDraft] = []
        self.looked_in_documents: list[bool | None] = []
        self.questions: list[tuple[str, ConversationId | None]] = []
        self.turns: list[Turn] = []
        self.prefilled: list[str] = []
        self.warmed_up: list[bool] = []
        self.refusals: list[Exception] = []

    def ask(self, question: str, *, conversation: ConversationId | None, max_tokens: int | None, spoken: bool) -> Turn:
        """A draft that is committed at once."""
        return self.draft(question, conversation=conversation, max_tokens=max_tokens, spoken=spoken).commit()

    def draft(
        self,
        question: str,
        *,
        conversation: ConversationId | None,
        max_tokens: int | None = None,
        spoken: bool = True,
        use_documents: bool | None = None,
    ) -> ScriptedDraft:
        """The next answer."""
        del max_tokens, spoken
        self.looked_in_documents.append(use_documents)
        with self._lock:
            if self.refusals:
                raise self.refusals.pop(0)
            pieces = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
            turn = Turn(TurnId(f"turn-{len(self.drafts) + 1}"))

            def asked() -> None:
                self.questions.append((question, conversation))
                self.turns.append(turn)

            draft = ScriptedDraft(turn, question, pieces, asked)
            self.drafts.append(draft)
            return draft

    def warm_up(self, conversation: ConversationId | None = None, *, spoken: bool = False) -> None:
        """Notes it."""
        del conversation
        self.warmed_up.append(spoken)

    def prefill(self, words: str, *, conversation: ConversationId | None, spoken: bool = True) -> None:
        """Notes it."""
        del conversation, spoken
        self.prefilled.append(words)


class ScriptedRecord:
    """A ``SpokenRecord`` and ``PauseMemory`` in memory: ``heard`` by message, ``latencies`` by message, ``pauses_s``."""

    def __init__(self, pauses_s: Sequence[float] = ()) -> None:
        self.heard: dict[MessageId, tuple[str, str]] = {}
        self.latencies: dict[MessageId, VoiceLatency] = {}
        self.pauses_s = list(pauses_s)

    def keep_heard(self, message: MessageId, heard: str, unheard: str) -> None:
        """Notes it."""
        self.heard[message] = (heard, unheard)

    def broken_off(self, conversation: ConversationId) -> tuple[MessageId, str, str] | None:
        """The last one noted."""
        del conversation
        left = [(message, heard, unheard) for message, (heard, unheard) in self.heard.items() if unheard]
        return left[-1] if left else None

    def keep_latency(self, message: MessageId, latency: VoiceLatency) -> None:
        """Notes it."""
        self.latencies[message] = latency

    def add(self, pause_s: float) -> None:
        """Notes it."""
        self.pauses_s.append(pause_s)

    def all(self) -> Sequence[float]:
        """Those noted."""
        return tuple(self.pauses_s)

    def forget(self) -> None:
        """Begins anew."""
        self.pauses_s.clear()
