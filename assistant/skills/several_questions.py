"""Several questions in one message: "what is 17 % of 2480, and how many feet are 3 metres?". Pure."""

from __future__ import annotations

import re

_NEXT = re.compile(
    r"(?:\s*[,;?]\s*(?:and\s+)?(?:also\s+)?|\s+and\s+(?:also\s+)?)(?=(?:what(?:[’']s| is| day| time)|how (?:much|many|far|long))\b)"
    r"|(?:[？?。、]\s*)(?:それと|それから|あと|そして)[、,]?",
    re.IGNORECASE,
)
_LEAST_CHARACTERS = 4


def questions_in(message: str) -> list[str]:
    """The questions, in order, where a message asks more than one and each begins anew; else nothing."""
    parts = [part.strip(" ,、") for part in _NEXT.split(message)]
    return parts if len(parts) > 1 and all(len(part) >= _LEAST_CHARACTERS for part in parts) else []
