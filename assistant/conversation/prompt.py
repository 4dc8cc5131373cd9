"""The prompt of a turn under a token budget. Pure.

Append-only: system text, the history exactly as it was sent, the new question last. While nothing is dropped a prompt begins with
the previous prompt and its answer, and the model reads only what is new.

What gives way, in this order: the oldest turns, whole, down to ``KEPT_SHARE`` of the budget at once, so that the next turns have
room to append before anything must move again; then, when even without history there is no room, the last passages; a question
that does not fit by itself is refused. History goes before passages because the answer stands on the passages.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence

from assistant.conversation import wording
from assistant.errors import InvalidInput
from assistant.llm.base import ChatMessage
from assistant.records import Passage, Remembered

KEPT_SHARE = 0.6
LARGEST_ANSWER_SHARE = 0.5
"""Of the context; an answer longer than this would leave too little to answer from."""

CountTokens = Callable[[Sequence[ChatMessage]], int]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PastTurn:
    """A question as it was sent and the answer as it was written."""

    question: str
    answer: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Messages for the model. ``dropped_turns`` counts all turns left out, those of earlier prompts included."""

    messages: tuple[ChatMessage, ...]
    sent: str
    passages: tuple[Passage, ...]
    dropped_turns: int
    tokens: int
    remembered: tuple[Remembered, ...] = ()


def answer_budget(context_tokens: int, wanted_tokens: int) -> int:
    """Tokens kept free for the answer."""
    return max(1, min(wanted_tokens, int(context_tokens * LARGEST_ANSWER_SHARE)))


def system_text(instructions: str, today: datetime.date | None = None) -> str:
    """The system message: ours, with the date where it is given, and what the user always wants kept in mind."""
    ours = wording.system(today)
    return f"{ours}\n\n{instructions.strip()}" if instructions.strip() else ours


def build_prompt(
    question: str,
    history: Sequence[PastTurn],
    *,
    count: CountTokens,
    budget_tokens: int,
    passage_tokens: int = 0,
    passages: Sequence[Passage] = (),
    memory_tokens: int = 0,
    remembered: Sequence[Remembered] = (),
    today: datetime.date | None,
    instructions: str = "",
    spoken: bool = False,
    dropped_before: int = 0,
) -> Prompt:
    """The prompt of at most ``budget_tokens``. The first ``dropped_before`` turns stay out.

    ``passage_tokens`` bounds what the passages may add, but for the first, which is there whenever it fits at all;
    ``memory_tokens`` bounds what was said earlier. The last of either give way.
    Raises ``InvalidInput`` when the question alone is too long.
    """
    system = ChatMessage(role="system", content=system_text(instructions, today))

    def with_passages(number: int, notes: int = 0) -> ChatMessage:
        text = wording.question_message(
            question,
            passages=passages[:number],
            spoken=spoken,
            remembered=remembered[:notes],
        )
        return ChatMessage(role="user", content=text)

    bare = count([system, with_passages(0)])
    if bare > budget_tokens:
        raise InvalidInput(
            "Your question is longer than the model can keep in view.",
            "Shorten it, add it as a document, or choose a larger context in the settings.",
        )
    shown = len(passages)
    while shown > 1 and count([system, with_passages(shown)]) > min(budget_tokens, bare + passage_tokens):
        shown -= 1
    if shown and count([system, with_passages(shown)]) > budget_tokens:
        shown = 0
    notes = len(remembered)
    if notes:
        without = count([system, with_passages(shown)])
        while notes and count([system, with_passages(shown, notes)]) > min(budget_tokens, without + memory_tokens):
            notes -= 1
    last = with_passages(shown, notes)
    dropped = min(dropped_before, len(history))
    tokens = count(_messages(system, history[dropped:], last))
    if tokens > budget_tokens:
        target = max(int(budget_tokens * KEPT_SHARE), count([system, last]))
        while tokens > target and dropped < len(history):
            dropped += 1
            tokens = count(_messages(system, history[dropped:], last))
    return Prompt(
        messages=tuple(_messages(system, history[dropped:], last)),
        sent=last.content,
        passages=tuple(passages[:shown]),
        dropped_turns=dropped,
        tokens=tokens,
        remembered=tuple(remembered[:notes]),
    )


def _messages(system: ChatMessage, history: Sequence[PastTurn], last: ChatMessage) -> list[ChatMessage]:
    messages = [system]
    for turn in history:
        messages.append(ChatMessage(role="user", content=turn.question))
        messages.append(ChatMessage(role="assistant", content=turn.answer))
    return [*messages, last]
