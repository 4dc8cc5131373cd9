"""What a reader of exports gives, and what all readers need."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import re
from datetime import datetime
from typing import Any

_LATEST_SENSIBLE_S = 4e9
# Of models that think aloud: not what was said.
_REASONING = re.compile(r"<details type=\"reasoning\".*?</details>|<think>.*?</think>", re.DOTALL)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ImportedMessage:
    """A message with the name its export knows it by; ``said_at`` in Unix seconds, None where the export does not say."""

    key: str
    role: str
    text: str
    said_at: float | None = None
    model: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ImportedChat:
    """A conversation with the name its export knows it by; ``messages`` are in order."""

    key: str
    title: str
    messages: tuple[ImportedMessage, ...]
    began_at: float | None = None
    pinned: bool = False


class Unreadable(Exception):
    """A chat, or all of an export, is not what its form promises. ``reason`` is a sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Found = ImportedChat | Unreadable
"""A chat, or why one could not be read."""


def moment(value: Any) -> float | None:
    """A time in seconds, milliseconds or nanoseconds, or as ISO 8601, in Unix seconds; None for anything else."""
    if isinstance(value, str):
        try:
            parsed = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        return parsed.timestamp() if parsed.tzinfo else parsed.astimezone().timestamp()
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        return None
    seconds = float(value)
    while seconds > _LATEST_SENSIBLE_S:
        seconds /= 1000
    return seconds


def plain(text: str) -> str:
    """What was said, without what a model thought before it."""
    # Half of a pair of surrogates, which JSON lets through, is no character that could be stored.
    return _REASONING.sub("", text).encode("utf-8", "replace").decode("utf-8").strip()


def digest(*parts: str) -> str:
    """A name for a chat or a message that has none of its own."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
