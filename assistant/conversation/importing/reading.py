"""Reads an export whatever its form: a file, or a ZIP archive of such files. What is broken is told, and the rest is read."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.conversation.importing.chatgpt import is_chatgpt, read_chatgpt
from assistant.conversation.importing.chats import Found, Unreadable
from assistant.conversation.importing.markdown import read_markdown
from assistant.conversation.importing.open_webui import is_open_webui, read_open_webui
from assistant.conversation.importing.own_json import is_own, read_own
from assistant.errors import InvalidInput

LARGEST_BYTES = 1 << 29
"""Of one file; parsed, it takes several times as much memory."""
_MARKDOWN = (".md", ".markdown", ".txt")
_FORMS = ((is_chatgpt, read_chatgpt), (is_open_webui, read_open_webui), (is_own, read_own))


def read_export(file: Path) -> Iterator[Found]:
    """Every chat of an export. Raises ``InvalidInput`` for a file that cannot be read, or has another form."""
    try:
        size, changed_at = file.stat().st_size, file.stat().st_mtime
        if zipfile.is_zipfile(file):
            yield from _archive(file)
            return
        if size > LARGEST_BYTES:
            raise _too_large(file.name)
        yield from _one(file.read_bytes(), file.name, changed_at)
    except Unreadable as error:
        raise InvalidInput(error.reason, _FORMS_WORDS) from error
    except OSError as error:
        raise InvalidInput(
            f"The file {file.name} cannot be read ({error.strerror}).", "Check its name and its permissions."
        ) from error


_FORMS_WORDS = "Sotto imports ChatGPT's export, Open WebUI's, its own, and Markdown."


def _archive(file: Path) -> Iterator[Found]:
    any_found = False
    try:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                name = member.filename.rsplit("/", 1)[-1]
                export = name.startswith("conversations") and name.endswith(".json")
                if not (export or name.lower().endswith(_MARKDOWN)) or name.startswith("."):
                    continue
                any_found = True
                if member.file_size > LARGEST_BYTES:
                    yield _too_large(name)
                    continue
                try:
                    changed_at = datetime(*member.date_time).astimezone().timestamp()
                    yield from _one(archive.read(member), name, changed_at)
                except Unreadable as error:
                    yield error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        reason = f"The archive {file.name} is damaged; what came before the damage was read."
        if any_found:
            yield Unreadable(reason)
            return
        raise Unreadable(f"The archive {file.name} is damaged.") from error
    if not any_found:
        reason = f"The archive {file.name} holds no chats: neither conversations.json nor Markdown."
        raise Unreadable(reason)


def _one(content: bytes, name: str, changed_at: float) -> Iterator[Found]:
    text = content.decode("utf-8-sig", errors="replace")
    if name.lower().endswith(_MARKDOWN):
        yield read_markdown(text, name, changed_at)
        return
    export = _parsed(text, name)
    if isinstance(export, dict) and ("mapping" in export or "chat" in export):
        export = [export]
    for fits, read in _FORMS:
        if fits(export):
            yield from read(export)
            return
    if export == []:
        return
    reason = f"The file {name} is no export of chats that Sotto knows."
    raise Unreadable(reason)


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        reason = f"The file {name} is no valid JSON{where}; it may have been cut off."
        raise Unreadable(reason) from error


def _too_large(name: str) -> Unreadable:
    reason = f"The file {name} is larger than half a gigabyte; it was left out."
    return Unreadable(reason)
