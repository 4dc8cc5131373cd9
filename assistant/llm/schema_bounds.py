"""A JSON schema of another program, held to what a grammar can be made of (pure).

The converter writes a repetition out as often as it may occur, each inside the one before, and llama.cpp reads what is nested by
calling itself: “at most 20,000 letters” ended the engine, “at least 100 million items” filled the memory, and a choice among 10,000
took minutes for a token.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.errors import InvalidInput

MOST_REPEATED = 1_000
"""llama.cpp takes no grammar that repeats a thing twice as often."""
MOST_CHOICES = 1_000
_DEEPEST = 100
_MOST_PARTS = 20_000
_LONGEST_PATTERN = 1_000
_MOST, _LEAST = frozenset({"maxLength", "maxItems"}), frozenset({"minLength", "minItems"})
_PLAIN = frozenset({"const", "default", "enum", "examples"})
_TIMES = re.compile(r"\{\s*(\d*)\s*,?\s*(\d*)\s*\}")


def bounded(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without the maxima that no grammar holds: an answer of that length is ended by its tokens before.

    Raises ``InvalidInput`` for one that is too large, too deep, or asks for more than can be written.
    """
    parts = 0

    def held(value: Any, depth: int, *, plain: bool = False) -> Any:
        nonlocal parts
        parts += 1
        if parts > _MOST_PARTS or depth > _DEEPEST:
            raise _unusable()
        if isinstance(value, list):
            if len(value) > MOST_CHOICES:
                raise _unusable()
            return [held(each, depth + 1, plain=plain) for each in value]
        if not isinstance(value, dict):
            return value
        kept = {}
        for key, inner in value.items():
            if not plain and isinstance(inner, int | float) and inner > MOST_REPEATED and key in _MOST | _LEAST:
                if key in _LEAST:
                    raise _unusable()
                continue
            if not plain and key == "pattern" and isinstance(inner, str):
                _check_pattern(inner)
            kept[key] = held(inner, depth + 1, plain=plain or key in _PLAIN)
        return kept

    found: dict[str, Any] = held(schema, 0)
    return found


def _check_pattern(pattern: str) -> None:
    times = (number for found in _TIMES.finditer(pattern) for number in found.groups() if number)
    if len(pattern) > _LONGEST_PATTERN or any(len(each) > 4 or int(each) > MOST_REPEATED for each in times):
        raise _unusable()


def _unusable() -> InvalidInput:
    return InvalidInput("The shape asked for the answer cannot be used.", "Use a simpler JSON schema.")
