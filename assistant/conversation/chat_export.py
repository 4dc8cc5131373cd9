"""A conversation as a file to keep or to give away (pure): Markdown, JSON or one HTML page that loads nothing."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.documents.pages.shown_quote import shown_quote
from assistant.documents.reading.clock_words import clock_words
from assistant.errors import StorageError
from assistant.records import Citation, Message


def write_text(file: Path, text: str) -> None:
    """Writes an export. Raises ``StorageError`` where that is not possible."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{file.name} cannot be written ({error.strerror}).", "Choose another folder, or free some space."
        ) from error


YOU, SOTTO = "You", "Sotto"


def to_markdown(title: str, messages: Sequence[Message], zone: tzinfo | None = None) -> str:
    """Questions and answers under headings with their time; sources as quotes. ``zone`` None is the machine's own."""
    parts = [f"# {title}"]
    for message in messages:
        parts.append(f"## {heading(message, zone)}")
        parts.append(message.text)
        parts += [f"> {line}" for line in source_lines(message)]
    return "\n\n".join(parts) + "\n"


def to_json(title: str, messages: Sequence[Message], zone: tzinfo | None = None) -> str:
    """One object: ``title`` and ``messages`` with ``role``, ``text``, ``created_at``, ``state``, ``model`` and ``citations``."""
    del zone
    return json.dumps(conversation_object(title, messages), ensure_ascii=False, indent=2)


def conversation_object(title: str, messages: Sequence[Message]) -> dict[str, Any]:
    """A conversation for JSON; see ``to_json``."""
    return {
        "title": title,
        "messages": [
            {
                "role": message.role,
                "text": message.text,
                "created_at": message.created_at,
                "state": str(message.state),
                "model": message.answer.model if message.answer else "",
                "citations": [
                    {"n": one.n, "document": str(one.document), "page": one.page, "quote": one.quote}
                    for one in (message.answer.citations if message.answer else ())
                ],
            }
            for message in messages
        ],
    }


def to_html(title: str, messages: Sequence[Message], zone: tzinfo | None = None) -> str:
    """A page that any browser shows without a network; the texts stand as they were written."""
    body = [f"<h1>{html.escape(title)}</h1>"]
    for message in messages:
        body.append(f"<h2>{_who(message)} <small>{_when(message, zone)}</small></h2>")
        body.append(f"<p>{html.escape(message.text)}</p>")
        body += [f"<blockquote>{html.escape(line)}</blockquote>" for line in source_lines(message)]
    style = "body{max-width:44em;margin:2em auto;font-family:sans-serif;line-height:1.5}p{white-space:pre-wrap}small{color:#666}"
    lines = "\n".join(body)
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{html.escape(title)}</title><style>{style}</style></head>\n'
        f"<body>\n{lines}\n</body></html>\n"
    )


EXPORTS: Mapping[str, Callable[[str, Sequence[Message]], str]] = MappingProxyType(
    {"md": to_markdown, "json": to_json, "html": to_html}
)


def heading(message: Message, zone: tzinfo | None = None) -> str:
    """Who said it and when."""
    return f"{_who(message)} · {_when(message, zone)}"


def source_lines(message: Message) -> list[str]:
    """What an answer quotes, a line each."""
    return [_source(citation) for citation in message.answer.citations] if message.answer else []


def _who(message: Message) -> str:
    return YOU if message.role == "user" else SOTTO


def _when(message: Message, zone: tzinfo | None) -> str:
    return datetime.fromtimestamp(message.created_at, zone).strftime("%Y-%m-%d %H:%M")


def _source(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page is not None else ""
    page = page if citation.at_s is None else f", at {clock_words(citation.at_s)}"
    return f"[{citation.n}] {citation.document.name}{page}: “{shown_quote(citation)}”"
