"""Names of files as they are shown. Pure.

A name may hold line ends, what a terminal takes for a command, and marks that turn the direction of what stands behind them, so
that "exe.txt" is read as "txt.exe".
"""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown_name(name: object) -> str:
    """The name, or path, with a replacement mark for each character that is no letter to be seen."""
    return "".join("\ufffd" if _is_hidden(character) else character for character in str(name))


def _is_hidden(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in _HIDDEN
