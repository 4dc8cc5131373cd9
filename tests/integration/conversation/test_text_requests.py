"""Texts to be made from the documents, in a whole turn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.records import Basis
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import open_conversation_room

pytestmark = pytest.mark.integration

NOTICE = "The notice period is three months."


def test_what_is_translated_is_looked_for_and_the_model_is_asked_for_the_translation(tmp_path: Path) -> None:
    with open_conversation_room(tmp_path / "sotto.db") as room:
        room.evidence.texts = [NOTICE]
        asked: list[str] = []

        def found(question: str) -> Sequence[str]:
            asked.append(question)
            return [NOTICE]

        room.evidence.finds = found
        model = ScriptedChatModel(["解約の予告期間は3か月です。"])
        room.load = lambda: model
        question = "Translate the notice clause into Japanese."
        answer = room.runner.ask(question, use_documents=True).result(20.0).answer
        assert asked == ["the notice clause"]
        assert question in model.prompts[0][-1].content
        assert answer is not None
        assert (answer.text, answer.basis) == ("解約の予告期間は3か月です。", Basis.DOCUMENTS)
