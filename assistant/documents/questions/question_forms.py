"""Forms that a whole question may have, each with a part of it that is asked about: "where is WHAT mentioned?". Pure."""

from __future__ import annotations

import re

_AROUND = " ,、\"'“”‘’「」『』\u3000"


class QuestionForms:
    """Patterns with a group ``what``, the surest first, for questions without the marks at their end. Capitals do not matter."""

    def __init__(self, *patterns: str, longest: int) -> None:
        """A question of more than ``longest`` characters has none of these forms."""
        self._patterns = tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
        self._longest = longest

    def what(self, question: str) -> str | None:
        """What is asked about, without quotation marks; None where the question has none of these forms."""
        text = " ".join(question.split()).rstrip(" ?？.。!！")
        if len(text) > self._longest:
            return None
        found = next((match for pattern in self._patterns if (match := pattern.fullmatch(text)) is not None), None)
        return found["what"].strip(_AROUND) or None if found is not None else None
