"""An answer that nobody asked for in a conversation: computed as any other, and neither stored nor told."""

from __future__ import annotations

import contextlib
import dataclasses

from assistant.conversation.answer_record import cited_answer
from assistant.conversation.answering import Answering
from assistant.conversation.steps import AnswerOpened, Cited, Settled
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import CitedAnswer, EvidenceSource
from assistant.errors import Interrupted
from assistant.exam.base import Unrecorded
from assistant.llm.base import GenerationEnd, TextDelta
from assistant.priority_lane import PriorityLane


def unrecorded(request: TurnRequest, answering: Answering, evidence: EvidenceSource, lane: PriorityLane) -> Unrecorded:
    """The answer to ``request``, on the model's thread. Raises as ``Answering.steps``, and ``Interrupted`` once it is cancelled."""
    opened: AnswerOpened | None = None
    known: CitedAnswer | None = None
    written = ""
    with contextlib.closing(answering.steps(dataclasses.replace(request, temporary=True))) as steps:
        for step in steps:
            match step:
                case AnswerOpened():
                    opened = step
                case Settled():
                    opened = step.opened
                case Cited():
                    known = step.cited
                case TextDelta():
                    written += step.text
                case GenerationEnd() if step.reason == "cancelled":
                    raise Interrupted("Stopped.")
            lane.give_way()
    assert opened is not None  # noqa: S101 - it comes before any text
    text = written.strip()
    cited = cited_answer(text, opened.grounding, known, evidence)
    return Unrecorded(
        text=text,
        refused=cited.refused,
        citations=cited.citations,
        passages=opened.grounding.evidence.passages,
        model=opened.model,
    )
