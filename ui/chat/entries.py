"""What the transcript shows, as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from assistant.errors import ErrorReport
from assistant.ids import DocumentId, MessageId
from assistant.records import Answer, Citation, Message, MessageState


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEntry:
    """What the user asked; ``message`` is None until it is stored. ``documents`` are the pictures, or the document, that
    were chosen for it one by one."""

    text: str
    spoken: bool = False
    message: MessageId | None = None
    documents: tuple[DocumentId, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry:
    """An answer, finished or not. ``question`` is what asking again would ask; ``instead_of_documents`` says that the
    documents did not answer it, and general knowledge was asked for."""

    text: str
    question: str
    state: MessageState = MessageState.COMPLETE
    answer: Answer | None = None
    error: ErrorReport | None = None
    instead_of_documents: bool = False
    message: MessageId | None = None


Entry = QuestionEntry | AnswerEntry


def with_stale_marks(entry: Entry, now: Mapping[MessageId, Sequence[Citation]]) -> Entry:
    """The entry with its citations as stale as those of its answer are now; the same one where nothing changed."""
    answer = entry.answer if isinstance(entry, AnswerEntry) else None
    if answer is None or not isinstance(entry, AnswerEntry):
        return entry
    today = {citation.n: citation for citation in now.get(answer.message, ())}
    citations = tuple(
        dataclasses.replace(one, stale=latest.stale, gone=latest.gone, document_id=latest.document_id)
        if (latest := today.get(one.n)) is not None
        else one
        for one in answer.citations
    )
    if citations == answer.citations:
        return entry
    return dataclasses.replace(entry, answer=dataclasses.replace(answer, citations=citations))


def entries_of(messages: list[Message]) -> list[Entry]:
    """A stored conversation as entries, in order. A question that was never answered gets a failed answer to ask again."""
    entries: list[Entry] = []
    question = ""
    for message in messages:
        if message.role == "user":
            question = message.text
            chosen = message.look_in.documents if message.look_in is not None else ()
            entries.append(QuestionEntry(text=question, message=message.id, documents=chosen))
        else:
            before = next((entry for entry in reversed(entries) if isinstance(entry, AnswerEntry)), None)
            entries.append(
                AnswerEntry(
                    text=message.text,
                    question=question,
                    state=message.state,
                    answer=message.answer,
                    message=message.id,
                    instead_of_documents=before is not None
                    and before.question == question
                    and before.answer is not None
                    and before.answer.refused,
                )
            )
    if entries and isinstance(entries[-1], QuestionEntry):
        entries.append(AnswerEntry(text="", question=question, state=MessageState.FAILED))
    return entries
