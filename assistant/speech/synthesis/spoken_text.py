"""What a person would say for a piece of Markdown. Pure.

Marks are dropped, a code block is named instead of read out, as is what has no end (a key, a hash), an address becomes its site,
citation marks like [1] and pictographs are silent. Units, abbreviations and signs become words (``spoken_signs``); plain numbers
are left to the synthesizer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from assistant.speech.synthesis.spoken_signs import said_aloud

if TYPE_CHECKING:
    from markdown_it.token import Token

CODE_OMITTED = {"en": "Code block omitted.", "ja": "コードは省略します。"}
"""Said in place of a code block; another language than these gets the English words."""

RUN_OMITTED = {"en": "a long string of characters", "ja": "長い文字列"}
_RUN = re.compile(r"[!-~]{80,}(?<![.,;:!?)\]])")
"""Nobody wants to hear a key spelled out, and Piper needs gigabytes of memory for thousands of letters."""

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_CITATION = re.compile(r"\s*[\[【]\d{1,3}(?:\s*[,、–-]\s*\d{1,3})*[\]】]")
_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)://(?:www\.)?|(?<![\w.])www\.)([^\s/?#<>()「」、。]+)[^\s<>()「」、。]*?(?=[.,;:!?]*(?:[\s<>()「」、。]|$))"
)
_STRAY_MARKS = re.compile(r"(?<![\w\s])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|(?<!\S)[*_]{1,3}(?=\S)|`+|~~")
"""A clause cut out of a sentence may hold one end of an emphasis only; ``2 * 3`` and ``snake_case`` hold none."""
_SENTENCE_ENDS = ".!?…。！？:：;；,、，"
_SPOKEN_SIGNS = frozenset("°℃℉№™©®")
_CHECKBOX = re.compile(r"^\[[ xX]\] ")
_JOINERS = frozenset("\ufe0e\ufe0f\u200d\u20e3")


def spoken_text(markdown: str, language: str = "en") -> str:
    """The words to say for ``markdown``; empty where there is nothing to say. ``language`` is a code such as "en" or "ja"."""
    japanese = language.lower().startswith("ja")
    lines = [_clean(line, japanese=japanese) for line in _lines(_MARKDOWN.parse(markdown), japanese=japanese)]
    joint, stop = ("", "。") if japanese else (" ", ".")
    said = [line for line in lines if any(character.isalnum() for character in line)]
    if len(said) == 1:
        return said[0]
    return joint.join(line if line[-1] in _SENTENCE_ENDS + "\"'”’)」』" else line + stop for line in said)


def _lines(tokens: Sequence[Token], *, japanese: bool) -> list[str]:
    """One line for each block; the cells of a table row make one."""
    comma = "、" if japanese else ", "
    lines: list[str] = []
    cells: list[str] | None = None
    number = ""
    for token in tokens:
        match token.type:
            case "fence" | "code_block":
                lines.append(CODE_OMITTED["ja" if japanese else "en"])
            case "list_item_open":
                # the marker of a bulleted item has no number in ``info``
                number += token.info + comma if token.info else ""
            case "list_item_close" if number:
                # "42." is a list of one item without words, and an answer
                lines.append(number.removesuffix(comma))
                number = ""
            case "tr_open":
                cells = []
            case "tr_close":
                lines.append(comma.join(cell for cell in cells or [] if cell))
                cells = None
            case "inline":
                text = _inline(token.children or [], japanese=japanese)
                if cells is not None:
                    cells.append(text)
                else:
                    lines.append(number + text)
                    number = ""
    return lines


def _inline(tokens: Sequence[Token], *, japanese: bool) -> str:
    parts: list[str] = []
    for token in tokens:
        match token.type:
            case "text":
                parts.append(_STRAY_MARKS.sub("", _CITATION.sub("", token.content)))
            case "code_inline":
                parts.append(token.content)
            case "image":
                parts.append(token.content)
            case "softbreak" | "hardbreak":
                parts.append("" if japanese else " ")
    return "".join(parts)


def _clean(text: str, *, japanese: bool) -> str:
    named = _ADDRESS.sub(lambda match: match[1], _CHECKBOX.sub("", text))
    named = _RUN.sub(RUN_OMITTED["ja" if japanese else "en"], named)
    kept = "".join(character for character in named if not _is_pictograph(character))
    return " ".join(said_aloud(kept, japanese=japanese).split())


def _is_pictograph(character: str) -> bool:
    if character in _JOINERS or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    return unicodedata.category(character) == "So" and character not in _SPOKEN_SIGNS
