"""What ``sotto ask --json`` says of an answer."""

from __future__ import annotations

import pytest

from assistant.cli import shapes
from assistant.ids import ConversationId, MessageId
from assistant.records import Answer, AnswerPart, Basis

pytestmark = pytest.mark.unit


def test_each_question_of_a_message_is_told_with_what_answers_it() -> None:
    text = "900 euros.\n\n“Who pays?” Your documents do not say."
    at = text.index("Your")
    parts = (
        AnswerPart(question="How much is it?", start=0, end=10, refused=False, basis=Basis.DOCUMENTS, citations=(1,)),
        AnswerPart(question="Who pays?", start=at, end=len(text), refused=True, basis=Basis.DOCUMENTS),
    )
    answer = Answer(text=text, conversation=ConversationId(1), message=MessageId(2), turn=1, model="m", parts=parts)
    assert shapes.answer(answer)["parts"] == [
        {
            "question": "How much is it?",
            "start": 0,
            "end": 10,
            "text": "900 euros.",
            "refused": False,
            "basis": "documents",
            "citations": [1],
        },
        {
            "question": "Who pays?",
            "start": at,
            "end": len(text),
            "text": "Your documents do not say.",
            "refused": True,
            "basis": "documents",
            "citations": [],
        },
    ]


def test_a_message_that_asks_one_thing_has_no_parts() -> None:
    answer = Answer(text="So.", conversation=ConversationId(1), message=MessageId(2), turn=1, model="m")
    assert shapes.answer(answer)["parts"] == []
