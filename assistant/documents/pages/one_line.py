"""Text of a page on one line, as it is shown and copied, and words found in it wherever its lines end. Pure.

Where a page breaks a line inside a Japanese or Chinese sentence there is no space to be read.
"""

from __future__ import annotations

import re

# Marks, kana, kanji and full-width signs; the ideographic space is none of them.
_CJK = "\u3001-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef"
_WIDE = re.compile(f"[{_CJK}]")
_MAYBE_BREAK = r"(?:[^\S\n]*\n[^\S\n]*)?"
_INNER_BREAK = re.compile(rf"(?<=[{_CJK}])[^\S\n]*\n[^\S\n]*(?=[{_CJK}])")


def one_line(text: str) -> str:
    """The text with each stretch of white space as one space, and none where a line ends between two such characters. A page
    itself is never changed: a quote is compared with it as it stands."""
    return " ".join(_INNER_BREAK.sub("", text).split())


def words_pattern(words: str) -> re.Pattern[str]:
    """Finds words in a page whatever their case and the white space between them, and Japanese or Chinese ones across the end of a
    line too."""
    pattern, before, apart = "", "", False
    for letter in words.strip():
        if letter.isspace():
            apart = True
            continue
        wide = bool(_WIDE.match(before) and _WIDE.match(letter))
        if apart:
            pattern += r"\s*" if wide else r"\s+"
        elif wide:
            pattern += _MAYBE_BREAK
        pattern, before, apart = pattern + re.escape(letter), letter, False
    return re.compile(pattern, re.IGNORECASE)
