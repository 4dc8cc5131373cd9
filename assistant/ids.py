"""Identifiers. Distinct types, so that a message's number is never passed where a conversation's is meant."""

from __future__ import annotations

import uuid
from typing import NewType

ConversationId = NewType("ConversationId", int)
MessageId = NewType("MessageId", int)
DocumentId = NewType("DocumentId", int)
ChunkId = NewType("ChunkId", int)
FactId = NewType("FactId", int)
ActionId = NewType("ActionId", int)
TimerId = NewType("TimerId", str)
ExamQuestionId = NewType("ExamQuestionId", int)
ExamRunId = NewType("ExamRunId", int)
TurnId = NewType("TurnId", str)
OperationId = NewType("OperationId", str)


def new_turn_id() -> TurnId:
    """A turn id that no other turn has, in this process or any other."""
    return TurnId(uuid.uuid4().hex)


def new_operation_id() -> OperationId:
    """An operation id that no other operation has, in this process or any other."""
    return OperationId(uuid.uuid4().hex)
