"""The part of the composition root that makes the user's own exam, and says what it scores."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping

from assistant import __version__
from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.runner import ConversationRunner
from assistant.conversation.temporary import AllConversations
from assistant.documents.whole_documents import WholeDocuments
from assistant.errors import ModelUnavailable
from assistant.events import Event
from assistant.exam.exam import Exam
from assistant.exam.exam_records import ExamRecords
from assistant.exam.question_making import QuestionMaking
from assistant.model_choice import ModelChoice
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.workers import Worker

ROLES = ("chat", "embedding", "rerank", "code")
SETTINGS = (
    "chat_context_tokens",
    "chat_instructions",
    "chat_max_answer_tokens",
    "documents_passage_tokens",
    "documents_rerank",
)
"""What answers from documents depend on. Which settings are at their defaults is not told."""


def wire_exam(
    storage: Storage,
    clock: Clock,
    publish: Callable[[Event], None],
    *,
    runner: ConversationRunner,
    conversations: AllConversations,
    documents: WholeDocuments,
    holder: ChatModelHolder,
    worker: Worker,
    choice: ModelChoice,
    settings: Callable[[], Settings],
    chat_server: Callable[[], str],
    let_programs: Callable[[float, CancelToken], None],
) -> Exam:
    """``chat_server`` says which one answers in place of the model here, and is empty where none does. ``let_programs`` is as
    ``GuestGenerations.let_write``."""
    return Exam(
        ExamRecords(storage),
        answerer=runner,
        making=QuestionMaking(holder, worker, documents),
        messages=conversations.messages,
        setup=lambda: setup(choice, settings(), chat_server()),
        by_itself=lambda: settings().documents_exam_after_changes,
        publish=publish,
        model_used=runner.read_ahead_again,
        clock=clock,
        let_others=let_programs,
    )


def setup(choice: ModelChoice, settings: Settings, chat_server: str) -> Mapping[str, str]:
    """What would answer now: models by role, the settings that are not at their defaults, and Sotto's version. Instructions, which
    are the user's words, stand as a digest."""
    found: dict[str, str] = {"sotto": __version__}
    for role in ROLES:
        with contextlib.suppress(ModelUnavailable):
            model = choice.find(role)
            found[role] = choice.built_in(role) or (model.entry.id if model is not None else "")
    if chat_server:
        found["chat"] = chat_server
    usual = Settings()
    for name in SETTINGS:
        value = getattr(settings, name)
        if value != getattr(usual, name):
            found[name] = hashlib.sha256(value.encode()).hexdigest()[:8] if isinstance(value, str) else str(value)
    return {name: value for name, value in found.items() if value}
