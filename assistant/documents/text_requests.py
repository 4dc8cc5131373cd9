"""Whether a text is to be made from the documents, rather than something to be found in them. Pure; English and Japanese.

What is asked to be written, put otherwise or translated stands in no document as it will be said, and is not held against them.
"""

from __future__ import annotations

import re

_ASKED_FOR = re.compile(
    r"\W*(?:(?:please|now|then|can you|could you|would you|will you|help me(?: to)?|i(?:'d| would) like you to|i want you to)\s+)*"
    r"(?:write|draft|compose|reply|respond|rewrite|rephrase|reword|paraphrase|translate|summari[sz]e|sum up|shorten|prepare"
    r"|create|make|turn|convert|suggest|propose|outline|invent|imagine)\b",
    re.IGNORECASE,
)
_ASKED_FOR_JA = re.compile(
    r"(?:書[いき]|作[っり]|作成し|下書きし|訳し|翻訳し|要約し|まとめ|言い換え|書き直し|書き換え|添削し|考え|提案し|返信し)"
    r"(?:て(?:ください|下さい|ほしい|欲しい|くれ|もらえ|いただけ|頂け|みて|$|[。！!])|たい)"
    r"|(?:下書き|要約|翻訳|和訳|英訳|返信|文案|案文)(?:を|の案を)?(?:お願い|頼|くださ|ください|$|[。！!])"
)


def asks_for_text(question: str) -> bool:
    """Whether it asks for a text to be written, or put otherwise."""
    text = question.strip()
    return _ASKED_FOR.match(text) is not None or _ASKED_FOR_JA.search(text) is not None
