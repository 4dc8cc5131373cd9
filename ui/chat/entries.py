"""What the transcript shows, as plain values."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence

from assistant.errors import ErrorReport
from assistant.ids import DocumentId, MessageId
from assistant.records import Answer, Basis, Citation, Message, MessageState


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
    documents did not answer it, and general knowledge was asked for. ``asked`` is the stored question that it answers;
    ``earlier`` are the answers of the times that it was asked before, oldest first."""

    text: str
    question: str
    state: MessageState = MessageState.COMPLETE
    answer: Answer | None = None
    error: ErrorReport | None = None
    instead_of_documents: bool = False
    message: MessageId | None = None
    asked: MessageId | None = None
    earlier: tuple[AnswerEntry, ...] = ()

    @property
    def versions(self) -> tuple[AnswerEntry, ...]:
        """What can be read: the answers before that have words, and this one."""
        return (*(one for one in self.earlier if one.text.strip()), self)

    def holds(self, message: MessageId) -> bool:
        """Whether a version, or the asking for it, was stored under this id."""
        return any(message in (one.message, one.asked) for one in (*self.earlier, self))

    def in_place_of(self, before: AnswerEntry) -> AnswerEntry:
        """This answer as the next version of another."""
        earlier = (*before.earlier, dataclasses.replace(before, earlier=()))
        return dataclasses.replace(self, earlier=earlier)


Entry = QuestionEntry | AnswerEntry


def holds(entry: Entry, message: MessageId) -> bool:
    """Whether an entry shows a message."""
    return entry.holds(message) if isinstance(entry, AnswerEntry) else entry.message == message


def with_stale_marks(entry: Entry, now: Mapping[MessageId, Sequence[Citation]]) -> Entry:
    """The entry with its citations as stale as those of its answer are now; the same one where nothing changed."""
    if not isinstance(entry, AnswerEntry):
        return entry
    earlier = tuple(_with_stale_marks(one, now) for one in entry.earlier)
    marked = _with_stale_marks(entry, now)
    return marked if earlier == entry.earlier else dataclasses.replace(marked, earlier=earlier)


def _with_stale_marks(entry: AnswerEntry, now: Mapping[MessageId, Sequence[Citation]]) -> AnswerEntry:
    answer = entry.answer
    if answer is None:
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
    """A stored conversation as entries, in order. A question that was never answered gets a failed answer to ask again; what was
    asked again stands once, with every version of its answer."""
    entries: list[Entry] = []
    question, asked = "", None
    for message in messages:
        if message.role == "user":
            question, asked = message.text, message.id
            if message.again_of is not None:
                continue
            chosen = message.look_in.documents if message.look_in is not None else ()
            entries.append(QuestionEntry(text=question, message=message.id, documents=chosen))
        elif message.again_of is not None:
            _add_version(entries, message, question, asked)
        else:
            before = next((entry for entry in reversed(entries) if isinstance(entry, AnswerEntry)), None)
            entries.append(
                AnswerEntry(
                    text=message.text,
                    question=question,
                    state=message.state,
                    answer=message.answer,
                    message=message.id,
                    asked=asked,
                    instead_of_documents=before is not None
                    and before.question == question
                    and before.answer is not None
                    and before.answer.refused,
                )
            )
    return _with_unanswered(entries)


def without_streaming(entry: Entry) -> Entry:
    """An entry without the version that is being written."""
    if not isinstance(entry, AnswerEntry) or entry.state is not MessageState.STREAMING or not entry.earlier:
        return entry
    return dataclasses.replace(entry.earlier[-1], earlier=entry.earlier[:-1])


def _with_unanswered(entries: Sequence[Entry]) -> list[Entry]:
    """Puts a failed answer below each question that has none: the program ended before the first word of it."""
    whole: list[Entry] = []
    for entry, following in itertools.zip_longest(entries, entries[1:]):
        whole.append(entry)
        if isinstance(entry, QuestionEntry) and not isinstance(following, AnswerEntry):
            state = MessageState.FAILED
            whole.append(AnswerEntry(text="", question=entry.text, state=state, asked=entry.message))
    return whole


def _is_instead_of_documents(version: AnswerEntry, before: Sequence[AnswerEntry]) -> bool:
    """Whether a version was asked for because the documents did not answer the question; they were not searched for it."""
    answer = version.answer
    refused = any(one.instead_of_documents or (one.answer is not None and one.answer.refused) for one in before)
    unsearched = answer is not None and answer.timings.retrieval_ms == 0
    return refused and unsearched and answer is not None and answer.basis in (Basis.GENERAL, Basis.MEMORY)


def _add_version(entries: list[Entry], message: Message, question: str, asked: MessageId | None) -> None:
    """Puts an answer to a question that was asked again where it was asked first. Of one without words nothing is shown."""
    at = next((at for at, one in enumerate(entries) if one.message == message.again_of), None)
    if at is None or (not message.text.strip() and message.state is not MessageState.STREAMING):
        return
    version = AnswerEntry(
        text=message.text,
        question=question,
        state=message.state,
        answer=message.answer,
        message=message.id,
        asked=asked,
    )
    before = entries[at + 1] if at + 1 < len(entries) else None
    if isinstance(before, AnswerEntry):
        general = _is_instead_of_documents(version, (*before.earlier, before))
        entries[at + 1] = dataclasses.replace(version, instead_of_documents=general).in_place_of(before)
    else:
        entries.insert(at + 1, version)
