"""A conversation longer than the real model's context."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from assistant.events import TurnFinished
from assistant.ids import ConversationId
from assistant.llm.llama_backend import LlamaChatModel
from assistant.testing.conversation_room import open_conversation_room

pytestmark = pytest.mark.integration

CONTEXT_TOKENS = 512
WAIT_S = 120.0


def test_the_oldest_turns_are_dropped_whole_and_it_is_said(small_chat_file: Path, tmp_path: Path) -> None:
    dropped, answers = [], []
    conversation: ConversationId | None = None
    with open_conversation_room(tmp_path / "sotto.db") as room:
        room.load = lambda: LlamaChatModel(
            small_chat_file, model_id="smollm2", context_tokens=CONTEXT_TOKENS, threads=2
        )
        for n in range(8):
            question = f"Question {n}: " + "the keeper climbs the tower and lights the lamp, " * 5 + "why?"
            done = room.runner.ask(question, conversation=conversation, max_tokens=24).result(WAIT_S)
            assert done.error is None
            assert done.answer is not None
            conversation = done.answer.conversation
            dropped.append(done.answer.dropped_messages)
            answers.append(done.answer)
        stored = [message.answer for message in room.store.messages(conversation or ConversationId(0))[1::2]]
        told = [event.answer for event in room.events if isinstance(event, TurnFinished)]
    assert stored == told == answers
    assert dropped[0] == 0
    assert dropped == sorted(dropped)
    assert 0 < dropped[-1] < 14
    assert all(count % 2 == 0 for count in dropped)
    for before, after in itertools.pairwise(answers):
        timings = after.timings
        assert timings.prompt_tokens + timings.completion_tokens <= CONTEXT_TOKENS
        if after.dropped_messages == before.dropped_messages:
            # Nothing moved: all of the last turn was in the cache.
            held = before.timings.prompt_tokens + before.timings.completion_tokens
            assert timings.reused_tokens >= held - 1
