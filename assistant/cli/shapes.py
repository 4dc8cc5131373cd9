"""The JSON shapes of the command, field by field as documented in docs/CLI.md."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from assistant.documents.reading.clock_words import clock_words
from assistant.memory.export import fact_object
from assistant.records import (
    Action,
    Answer,
    AnswerPart,
    Backup,
    ChatServerStatus,
    Check,
    Citation,
    ConversationHit,
    ConversationSummary,
    DataAnswer,
    ErasePlan,
    Fact,
    FileReport,
    ForgetPlan,
    LibraryHealth,
    MemoryFindings,
    Message,
    ModelStatus,
    NetworkUse,
    Passage,
    Recommendation,
    Remembered,
    SearchResult,
    SentenceSupport,
    Transcription,
    VoiceLatency,
)


def citation(value: Citation) -> dict[str, Any]:
    """One quote under an answer."""
    return {
        "n": value.n,
        "document": str(value.document),
        "page": value.page,
        "at_s": value.at_s,
        "quote": value.quote,
        "start": value.start,
        "end": value.end,
        "boxes": [list(box) for box in value.boxes],
        "score": round(value.score, 4),
        "stale": value.stale,
        "gone": value.gone,
        "pictured": value.pictured,
    }


def place(value: Citation) -> str:
    """Where a quote stands, in words."""
    if value.at_s is not None:
        return f"at {clock_words(value.at_s)} of {value.document.name}"
    return f"on page {value.page} of {value.document.name}" if value.page is not None else f"in {value.document.name}"


def page_words(value: Citation | Passage) -> str:
    """Where in its document something stands, to follow the document's name; empty where that cannot be said."""
    if value.at_s is not None:
        return f", at {clock_words(value.at_s)}"
    return f", page {value.page}" if value.page is not None else ""


def sentence(value: SentenceSupport, text: str) -> dict[str, Any]:
    """One sentence of an answer and what it stands on."""
    return {
        "start": value.start,
        "end": value.end,
        "text": text[value.start : value.end],
        "supported": value.supported,
        "citations": list(value.citations),
        "missing": list(value.missing),
    }


def part(value: AnswerPart, text: str) -> dict[str, Any]:
    """One of several questions of a message, and what the answer says to it."""
    return {
        "question": value.question,
        "start": value.start,
        "end": value.end,
        "text": text[value.start : value.end],
        "refused": value.refused,
        "basis": str(value.basis),
        "citations": list(value.citations),
    }


def answer(value: Answer) -> dict[str, Any]:
    """What ``ask`` prints."""
    timings = value.timings
    return {
        "answer": value.text,
        "refused": value.refused,
        "still_indexing": value.still_indexing,
        "basis": str(value.basis),
        "citations": [citation(item) for item in value.citations],
        "closest": citation(value.closest) if value.closest is not None else None,
        "support": [sentence(item, value.text) for item in value.support],
        "parts": [part(item, value.text) for item in value.parts],
        "facts": [remembered(item) for item in value.remembered if item.fact is not None],
        "turns": [remembered(item) for item in value.remembered if item.fact is None],
        "actions": [action(item) for item in value.actions],
        "data": data(value.data) if value.data is not None else None,
        "timings": {
            "retrieval_ms": round(timings.retrieval_ms, 1),
            "first_token_ms": round(timings.first_token_ms, 1),
            "total_ms": round(timings.total_ms, 1),
            "prompt_tokens": timings.prompt_tokens,
            "reused_tokens": timings.reused_tokens,
            "completion_tokens": timings.completion_tokens,
            "tokens_per_s": round(timings.tokens_per_s, 2),
            "context_tokens": timings.context_tokens,
        },
        "conversation": value.conversation,
        "turn": value.turn,
        "model": value.model,
        "left_machine": value.left_machine,
    }


def data(value: DataAnswer) -> dict[str, Any]:
    """What an answer was computed from: the statement, its rows, and the tables it read."""
    chart = value.chart
    return {
        "statement": value.statement,
        "by_model": value.by_model,
        "failed": value.failed,
        "columns": [{"name": item.name, "kind": item.kind, "unit": item.unit} for item in value.columns],
        "rows": [list(row) for row in value.rows],
        "row_count": value.row_count,
        "sources": [
            {
                "document": str(item.document) if item.document is not None else None,
                "table": item.table,
                "page": item.page,
                "rows": item.row_count,
            }
            for item in value.sources
        ],
        "chart": None if chart is None else {"kind": str(chart.kind), "x": chart.x, "y": chart.y},
        "took_ms": round(value.took_ms, 1),
    }


def action(value: Action) -> dict[str, Any]:
    """Something a skill did; ``undo`` is its number where it can be taken back, else null."""
    return {
        "skill": value.skill,
        "arguments": dict(value.arguments),
        "undo": value.id if value.undoable and not value.undone else None,
    }


def remembered(value: Remembered) -> dict[str, Any]:
    """A fact, or with no ``id`` an earlier message, that an answer was given to go by."""
    shape: dict[str, Any] = {} if value.fact is None else {"id": value.fact}
    shape |= {"text": value.text, "source": {"conversation": value.conversation, "message": value.message}}
    return shape


def fact(value: Fact) -> dict[str, Any]:
    """One line of ``memory list``."""
    return fact_object(value)


def memory_findings(value: MemoryFindings) -> dict[str, Any]:
    """What ``memory search`` prints."""
    return {
        "facts": [fact(item) for item in value.facts],
        "messages": [
            {
                "conversation": item.conversation,
                "turn": item.turn,
                "message": item.message,
                "role": item.role,
                "text": item.text,
                "created_at": item.created_at,
                "score": round(item.score, 4),
            }
            for item in value.messages
        ],
        "took_ms": round(value.took_ms, 1),
    }


def forget_plan(value: ForgetPlan) -> dict[str, Any]:
    """What ``memory forget`` prints: what goes."""
    return {
        "facts": [fact(item) for item in value.facts],
        "messages": list(value.messages),
        "answers": list(value.answers),
    }


def as_json(value: dict[str, Any]) -> str:
    """A document to be kept: indented, with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def file(value: FileReport) -> dict[str, Any]:
    """One document of the index."""
    return {
        "path": str(value.path),
        "id": value.document_id,
        "state": str(value.state),
        "reason": value.reason,
        "pages": value.pages,
        "chunks": value.chunks,
        "embedded": value.embedded_chunks,
        "collection": value.collection,
        "ocr_pages": value.ocr_pages,
        "seconds": round(value.seconds, 3),
    }


def health(value: LibraryHealth) -> dict[str, Any]:
    """The library in figures, under ``docs status``."""
    return {
        "indexed": value.indexed,
        "partly": value.partly,
        "failed": value.failed,
        "waiting": value.waiting,
        "pages": value.pages,
        "pages_without_text": value.pages_without_text,
        "pages_recognised": value.pages_recognised,
        "passages": value.passages,
        "embedded": value.embedded,
        "embedder": value.embedder,
        "database_bytes": value.database_bytes,
        "bytes_per_page": value.bytes_per_page,
        "collections": list(value.collections),
        "watched": [{"path": str(folder.path), "collection": folder.collection} for folder in value.watched],
    }


def search(value: SearchResult) -> dict[str, Any]:
    """What ``docs search`` prints."""
    return {
        "passages": [
            {
                "document": str(passage.document),
                "page": passage.page,
                "at_s": passage.at_s,
                "text": passage.text,
                "start": passage.start,
                "end": passage.end,
                "score": round(passage.score, 4),
            }
            for passage in value.passages
        ],
        "took_ms": round(value.took_ms, 1),
    }


def conversation(value: ConversationSummary) -> dict[str, Any]:
    """One line of ``chats list``."""
    return {
        "id": value.id,
        "title": value.title,
        "updated_at": value.updated_at,
        "messages": value.message_count,
        "pinned": value.pinned,
        "folder": value.folder,
    }


def message(value: Message) -> dict[str, Any]:
    """One message of ``chats show``."""
    shape: dict[str, Any] = {
        "id": value.id,
        "role": value.role,
        "text": value.text,
        "created_at": value.created_at,
        "state": str(value.state),
    }
    if value.again_of is not None:
        shape["again_of"] = value.again_of
    if value.answer is not None:
        shape["citations"] = [citation(item) for item in value.answer.citations]
        shape["model"] = value.answer.model
        shape["left_machine"] = value.answer.left_machine
        if value.answer.voice_latency is not None:
            shape["voice_latency_ms"] = latency(value.answer.voice_latency)
        if value.answer.unheard:
            shape["unheard"] = value.answer.unheard
    return shape


def latency(value: VoiceLatency) -> dict[str, float]:
    """The stages of a spoken turn."""
    return {stage: round(took_ms, 1) for stage, took_ms in dataclasses.asdict(value).items()}


def model(value: ModelStatus) -> dict[str, Any]:
    """One line of ``models list``."""
    return {
        "id": value.id,
        "role": ",".join(value.roles),
        "state": str(value.state),
        "active": value.active,
        "active_roles": list(value.active_roles),
        "size_bytes": value.size_bytes,
        "download_bytes": value.download_bytes,
        "fetched_bytes": value.fetched_bytes,
        "licence": value.licence,
        "languages": list(value.languages),
        "fit": value.fit,
        "expected_tokens_per_s": value.expected_tokens_per_s,
        "speed_measured": value.speed_measured,
    }


def recommendation(value: Recommendation) -> dict[str, Any]:
    """What ``models recommend`` prints."""
    return {
        "machine": value.machine,
        "models": [{"id": entry, "why": why} for entry, why in value.entries],
        "missing": list(value.missing),
        "missing_bytes": value.missing_bytes,
    }


def check(value: Check) -> dict[str, Any]:
    """One line of ``doctor``."""
    return {"name": value.name, "ok": value.ok, "detail": value.detail, "remedy": value.remedy}


def chat_server(value: ChatServerStatus) -> dict[str, Any]:
    """What ``remote`` prints."""
    return dataclasses.asdict(value)


def network_use(value: NetworkUse) -> dict[str, Any]:
    """What ``doctor`` says about the network."""
    return {
        "sent_bytes": value.sent_bytes,
        "to_chat_server_bytes": value.to_chat_server_bytes,
        "received_bytes": value.received_bytes,
        "refused": value.refused,
        "since": value.since,
        "last_refused": value.last_refused,
        "kernel": value.kernel,
    }


def transcription(value: Transcription) -> dict[str, Any]:
    """What ``transcribe`` prints for a file."""
    return {
        "file": str(value.file),
        "language": value.language,
        "duration_s": round(value.duration_s, 3),
        "text": value.text,
        "segments": [
            {"start_s": round(start, 3), "end_s": round(end, 3), "text": text} for start, end, text in value.segments
        ],
        "took_s": round(value.took_s, 3),
    }


def conversation_hit(value: ConversationHit) -> dict[str, Any]:
    """One line of ``chats search``."""
    return {
        "id": value.conversation,
        "title": value.title,
        "updated_at": value.updated_at,
        "message": value.message,
        "text": value.text,
    }


def backup(value: Backup) -> dict[str, Any]:
    """A backup and what it holds."""
    return {
        "file": str(value.file),
        "created_at": value.created_at,
        "size_bytes": value.size_bytes,
        "sotto": value.version,
        "conversations": value.conversations,
        "facts": value.facts,
        "documents": value.documents,
        "encrypted": value.encrypted,
    }


def erase_plan(value: ErasePlan) -> dict[str, Any]:
    """What goes when a home is erased."""
    return {
        "home": str(value.home),
        "parts": [{"kind": one.kind.value, "files": one.files, "size_bytes": one.size_bytes} for one in value.parts],
        "size_bytes": value.size_bytes,
        "conversations": value.conversations,
        "messages": value.messages,
        "facts": value.facts,
        "documents": value.documents,
        "outside": [str(place) for place in value.outside],
    }
