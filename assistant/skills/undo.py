"""“Undo that”, 「取り消して」: the words. Pure."""

from __future__ import annotations

import re

_UNDO = re.compile(
    r"^(?:undo(?: (?:that|it|this|the last (?:one|thing|action)|what you (?:just )?did))?|take (?:that|it) back|revert (?:that|it)"
    r"|(?:(?:no|sorry|wait|oops|never ?mind)[ ,]+)+(?:undo|take)(?: (?:that|it)(?: back)?)?|scratch that"
    r"|(?:今の|さっきの|それ|やっぱり?)は?(?:なし|無し)(?:で|にして)?(?:お願い(?:します)?)?"
    r"|(?:今の|それ|さっきの|直前の(?:操作)?|いまの)?(?:を|は)?(?:取り消し|取消し?|とりけし|元に戻し|もとに戻し|アンドゥ(?:し)?)(?:て|てください|て下さい|てくれる?|ます)?)$",
    re.IGNORECASE,
)

_HEARD = re.compile(r"^\s*(?:and|on|an|under) do (?:that|it)[.!]?\s*$", re.IGNORECASE)


def is_undo(words: str) -> bool:
    """Whether a sentence asks to take the last action back."""
    return _UNDO.match(words) is not None


def is_heard_as_undo(message: str) -> bool:
    """Whether a whole message is what Whisper makes of “undo that”; it means that where something can be undone and nothing was
    asked."""
    return _HEARD.match(message) is not None
