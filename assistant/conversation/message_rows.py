"""Messages, answers and citations as rows of the database, and back."""

from __future__ import annotations

import bisect
import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlite_utils

from assistant.conversation import stored_look_in
from assistant.ids import ActionId, ConversationId, DocumentId, FactId, MessageId
from assistant.records import (
    Action,
    Answer,
    AnswerPart,
    Basis,
    Citation,
    DataAnswer,
    Message,
    MessageState,
    Remembered,
    SentenceSupport,
    Timings,
    VoiceLatency,
)

Row = Mapping[str, Any]


def answer_columns(answer: Answer, written: str) -> dict[str, Any]:
    """Columns of ``messages`` for a finished answer."""
    return {
        "text": answer.text,
        "prompt_text": written,
        "state": answer.state.value,
        "model": answer.model,
        "basis": answer.basis.value,
        "refused": int(answer.refused),
        "still_indexing": int(answer.still_indexing),
        "dropped_messages": answer.dropped_messages,
        "support": json.dumps(
            [[mark.start, mark.end, list(mark.citations), list(mark.missing)] for mark in answer.support]
        ),
        "parts": json.dumps(
            [
                [part.question, part.start, part.end, part.refused, part.basis.value, list(part.citations)]
                for part in answer.parts
            ]
        ),
        "data": "" if answer.data is None else msgspec.json.encode(answer.data, enc_hook=_as_text).decode(),
        **dataclasses.asdict(answer.timings),
    }


def citation_rows(
    database: sqlite_utils.Database, message: MessageId, citations: Iterable[Citation]
) -> list[dict[str, Any]]:
    """Rows of ``citations``, the nearest sentence of a refusal as number 0; each keeps the digest of the document as it is now."""
    rows = []
    for citation in citations:
        found = database.execute("SELECT content_hash FROM documents WHERE id = ?", (citation.document_id,)).fetchone()
        rows.append(
            {
                "message_id": message,
                "n": citation.n,
                "document_id": citation.document_id,
                "document_path": str(citation.document),
                "content_hash": found[0] if found else "",
                "page": citation.page,
                "start": citation.start,
                "end": citation.end,
                "quote": citation.quote,
                "boxes": json.dumps(citation.boxes),
                "score": citation.score,
                "at_s": citation.at_s,
                "pictured": int(citation.pictured),
            }
        )
    return rows


def memory_rows(message: MessageId, remembered: Iterable[Remembered]) -> list[dict[str, Any]]:
    """Rows of ``answer_memories``: what the answer was given to go by, in its order."""
    return [
        {"message_id": message, "n": n, "fact_id": one.fact, "source_id": one.message if one.fact is None else None}
        for n, one in enumerate(remembered, start=1)
    ]


INSERT_MEMORY = (
    "INSERT INTO answer_memories (message_id, n, fact_id, source_id) SELECT :message_id, :n, :fact_id, :source_id"
    " WHERE EXISTS (SELECT 1 FROM facts WHERE id = :fact_id) OR EXISTS (SELECT 1 FROM messages WHERE id = :source_id)"
)
"""What was forgotten while the answer was written is left out."""

MEMORIES_OF_CONVERSATION = (
    "SELECT a.message_id, a.fact_id, coalesce(f.text, s.text) AS text, coalesce(f.since, s.created_at) AS said_at, f.until,"
    " coalesce(f.message_id, s.id) AS source_id, coalesce(fm.conversation_id, s.conversation_id) AS source_conversation"
    " FROM answer_memories a JOIN messages m ON m.id = a.message_id LEFT JOIN facts f ON f.id = a.fact_id"
    " LEFT JOIN messages fm ON fm.id = f.message_id LEFT JOIN messages s ON s.id = a.source_id"
    " WHERE m.conversation_id = ? ORDER BY a.message_id, a.n"
)
"""What each answer of a conversation was given to go by, with the words as they are now."""


CITATIONS_OF_CONVERSATION = (
    "SELECT citations.*, now.id AS now_id, now.id IS NULL AS gone,"
    " citations.content_hash <> '' AND citations.content_hash IS NOT now.content_hash AS stale"
    " FROM citations JOIN messages ON messages.id = message_id"
    " LEFT JOIN documents AS now ON now.id = coalesce("
    "  (SELECT id FROM documents WHERE id = citations.document_id),"
    "  (SELECT id FROM documents WHERE path = citations.document_path ORDER BY id LIMIT 1))"
    " WHERE conversation_id = ? ORDER BY message_id, n"
)
"""The citations of each answer of a conversation, and their documents as they are now: one that was taken away and added again is
the same, by its place."""


ACTIONS_OF_CONVERSATION = (
    "SELECT a.* FROM actions a JOIN messages m ON m.id = a.message_id"
    " WHERE m.conversation_id = ? AND a.state IN ('done', 'undone') ORDER BY a.id"
)
"""What skills did for each answer of a conversation."""


def action_of(row: Row) -> Action:
    """A row of ``actions``."""
    return Action(
        id=ActionId(row["id"]),
        skill=row["skill"],
        text=row["text"],
        arguments=json.loads(row["arguments"]),
        undoable=bool(row["undoable"]),
        undone=row["state"] == "undone",
    )


def messages_of(
    rows: Sequence[Row],
    citations: Sequence[Row],
    spoken: Sequence[Row],
    memories: Sequence[Row],
    actions: Sequence[Row],
    pieces: Mapping[int, str],
) -> list[Message]:
    """Messages of one conversation. ``pieces`` holds the text so far of those still streaming."""
    done: dict[int, list[Action]] = {}
    for row in actions:
        done.setdefault(row["message_id"], []).append(action_of(row))
    remembered: dict[int, list[Remembered]] = {}
    for row in memories:
        remembered.setdefault(row["message_id"], []).append(_remembered(row))
    by_message: dict[int, list[Citation]] = {}
    for row in citations:
        by_message.setdefault(row["message_id"], []).append(_citation(row))
    spoken_by_message = {row["message_id"]: row for row in spoken}
    messages: list[Message] = []
    asked = [row["id"] for row in rows if row["role"] == "user" and row["again_of"] is None]
    for row in rows:
        turn = bisect.bisect_right(asked, row["again_of"] or row["id"])
        state = MessageState(row["state"])
        finished = row["role"] == "assistant" and state is not MessageState.STREAMING
        messages.append(
            Message(
                id=MessageId(row["id"]),
                conversation=ConversationId(row["conversation_id"]),
                role=row["role"],
                text=pieces.get(row["id"], row["text"]),
                created_at=row["created_at"],
                state=state,
                answer=dataclasses.replace(
                    _answer(row, turn, tuple(by_message.get(row["id"], ())), spoken_by_message.get(row["id"])),
                    remembered=tuple(remembered.get(row["id"], ())),
                    actions=tuple(done.get(row["id"], ())),
                )
                if finished
                else None,
                look_in=stored_look_in.decoded(row["look_in"]),
                again_of=None if row["again_of"] is None else MessageId(row["again_of"]),
            )
        )
    return messages


def _answer(row: Row, turn: int, citations: tuple[Citation, ...], spoken: Row | None) -> Answer:
    return Answer(
        text=row["text"],
        conversation=ConversationId(row["conversation_id"]),
        message=MessageId(row["id"]),
        turn=turn,
        model=row["model"],
        basis=Basis(row["basis"]),
        refused=bool(row["refused"]),
        still_indexing=bool(row["still_indexing"]),
        citations=tuple(citation for citation in citations if citation.n),
        support=tuple(
            # Rows of the first version have no fourth part.
            SentenceSupport(
                start=start, end=end, citations=tuple(numbers), missing=tuple(missing[0] if missing else ())
            )
            for start, end, numbers, *missing in json.loads(row["support"])
        ),
        parts=tuple(
            AnswerPart(
                question=question, start=start, end=end, refused=refused, basis=Basis(basis), citations=tuple(numbers)
            )
            for question, start, end, refused, basis, numbers in json.loads(row["parts"])
        ),
        closest=next((citation for citation in citations if not citation.n), None),
        timings=Timings(**{field.name: row[field.name] for field in dataclasses.fields(Timings)}),
        dropped_messages=row["dropped_messages"],
        state=MessageState(row["state"]),
        data=msgspec.json.decode(row["data"], type=DataAnswer, dec_hook=_from_text) if row["data"] else None,
        unheard=spoken["unheard"] if spoken else "",
        voice_latency=VoiceLatency(**json.loads(spoken["latency_ms"])) if spoken and spoken["latency_ms"] else None,
    )


def _as_text(value: Any) -> str:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def _from_text(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return kind(value)
    raise TypeError(kind.__name__)


def _remembered(row: Row) -> Remembered:
    return Remembered(
        text=row["text"],
        said_at=row["said_at"],
        fact=None if row["fact_id"] is None else FactId(row["fact_id"]),
        conversation=None if row["source_conversation"] is None else ConversationId(row["source_conversation"]),
        message=None if row["source_id"] is None else MessageId(row["source_id"]),
        until=row["until"],
    )


def _citation(row: Row) -> Citation:
    return Citation(
        n=row["n"],
        document_id=DocumentId(row["document_id"] if row["now_id"] is None else row["now_id"]),
        document=Path(row["document_path"]),
        page=row["page"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        boxes=tuple((box[0], box[1], box[2], box[3]) for box in json.loads(row["boxes"])),
        score=row["score"],
        stale=bool(row["stale"]),
        gone=bool(row["stale"] and row["gone"]),
        at_s=row["at_s"],
        pictured=bool(row["pictured"]),
    )
