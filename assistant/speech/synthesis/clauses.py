"""Cuts an answer into pieces to speak while it is still being written. Pure.

The first piece is as short as sounds natural, so that speech starts early: a clause, a phrase, or a word like "Sure," that people
pause after; then come whole sentences, but for very long ones (``long_sentences``). A line is a piece of its own (headings, list
items); code blocks and tables stay whole.
Where a cut falls depends on the text alone, never on how the stream was chunked: a place that needs the next letters to decide
waits for them.
"""

from __future__ import annotations

import re

from assistant.speech.synthesis.long_sentences import LONG, letters, word_cut
from assistant.speech.synthesis.phrase_breaks import is_opening, phrase_break

_CLOSERS = "\"'”’)]}»*_`」』）】〉》"
_ASCII_END = re.compile(rf"[.!?…]+[{re.escape(_CLOSERS)}]*(?=\s)")
_WIDE_END = re.compile(rf"[。！？]+[{re.escape(_CLOSERS)}]*")
_CLAUSE_END = re.compile(rf"[,;:][{re.escape(_CLOSERS)}]*(?=\s)|\s[–—-](?=\s)|[、，；：](?!\d)")
_TITLES = re.compile(
    r"(?:^|[\s(\[“\"'])(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Sen|Rev|Mt|Sgt|Lt|Capt|Col|Maj|Gov|vs|cf|e\.g|i\.e|approx|[A-Z]"
    r"|(?:[A-Z]\.)+[A-Z])$"
)
_BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(\[])(?:(?i:No|Nos|Fig|Figs|p|pp|Sec|Ch|Vol|Eq)|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|ca?|est|max|min|Art|lbs?)$"
)
_DAY_AND_YEAR = re.compile(r"\d, (\d*)")
_YEAR_DIGITS = 4
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_CJK_LETTERS = 2
"""A Japanese character takes about the time of two Latin letters, and five of them that of three words."""
_CJK_WORDS = 0.6


class ClauseSplitter:
    """Takes an answer as it comes and gives the pieces that are complete. White space between pieces is dropped."""

    def __init__(self, first_min_words: int = 3, first_min_letters: int = 10) -> None:
        self._first_min_words = first_min_words
        self._first_min_letters = first_min_letters
        self._rest = ""
        self._line_start = True
        self._first = True

    def push(self, text: str) -> list[str]:
        """The pieces that ``text`` completes."""
        self._rest += text
        return self._pieces(ended=False)

    def flush(self) -> list[str]:
        """The pieces that are left, now that nothing more comes; afterwards the splitter is as new."""
        pieces = self._pieces(ended=True)
        self._rest, self._line_start, self._first = "", True, True
        return pieces

    def _pieces(self, *, ended: bool) -> list[str]:
        pieces = []
        while self._rest:
            cut = self._next_cut(ended=ended)
            if cut is None:
                break
            piece, self._rest = self._rest[:cut], self._rest[cut:]
            if piece.strip():
                pieces.append(piece.strip())
                self._first = self._first and is_opening(piece)
                self._line_start = piece.endswith("\n")
            else:
                self._line_start = self._line_start or "\n" in piece
        return pieces

    def _next_cut(self, *, ended: bool) -> int | None:
        """Length of the next piece, or None while more text may change it."""
        text = self._rest
        whole = len(text) if ended else None
        if self._line_start:
            begin = len(text) - len(text.lstrip())
            if begin == len(text):
                return whole
            line_begin = text.rfind("\n", 0, begin) + 1
            start = text[begin : begin + 3]
            if len(start) < 3 and not ended and set(start) <= {"`", "~"}:
                return None
            if fence := _FENCE.match(text, line_begin):
                return _block_end(text, fence) or whole
            if text[begin] == "|":
                return _table_end(text, line_begin, ended=ended) or whole
        return self._prose_cut(text, ended=ended)

    def _prose_cut(self, text: str, *, ended: bool) -> int | None:
        begin = len(text) - len(text.lstrip())
        phrase_end = phrase_break(text, begin) if self._first else None
        length = 0
        for index in range(begin, len(text)):
            if index == phrase_end:
                return index
            character = text[index]
            if character == "\n":
                return index + 1
            if by_words := word_cut(text, begin, index, length):
                return by_words
            length += letters(character)
            cut: int | None = 0
            if character in ".!?…":
                cut = _ascii_cut(text, index, ended=ended)
            elif character in "。！？":
                cut = _wide_cut(text, index, ended=ended)
            elif self._first and is_opening(text[begin : index + 1]):
                return index + 1
            elif (self._first or length >= LONG) and (match := _CLAUSE_END.match(text, index)):
                cut = _clause_cut(text, index, match.end(), ended=ended)
                if cut and self._first and not self._is_enough(text[begin:cut]):
                    cut = 0
            if cut is None:
                return len(text) if ended else None
            if cut:
                return cut
        return len(text) if ended else None

    def _is_enough(self, clause: str) -> bool:
        wide = len(_CJK.findall(clause))
        words = sum(any(letter.isalnum() for letter in word) for word in _CJK.sub(" ", clause).split())
        narrow = sum(letter.isalnum() for letter in clause) - wide
        return (
            words + wide * _CJK_WORDS >= self._first_min_words
            and narrow + wide * _CJK_LETTERS >= self._first_min_letters
        )


def _clause_cut(text: str, index: int, after: int, *, ended: bool) -> int | None:
    """As ``_ascii_cut`` for the mark of a clause that goes on at ``after``; "May 5, 2026" is no two clauses."""
    if text[after - 1] in "、，；：" and after == len(text) and not ended:
        return None
    year = _DAY_AND_YEAR.match(text, max(0, index - 1))
    if year is None:
        return after
    if year.end() == len(text) and not ended:
        return None
    is_year = len(year[1]) == _YEAR_DIGITS and not text[year.end() : year.end() + 1].isalnum()
    return 0 if is_year else after


def _ascii_cut(text: str, index: int, *, ended: bool) -> int | None:
    """End of the sentence whose mark stands at ``index``; 0 where it ends none, None while that is open."""
    if index and text[index - 1] in ".!?…":
        return 0
    after = index
    while after < len(text) and text[after] in ".!?…" + _CLOSERS:
        after += 1
    following = after
    while following < len(text) and text[following] in " \t":
        following += 1
    if following == len(text):
        return len(text) if ended else None
    if text[following] == "\n":
        return following + 1
    if not _ASCII_END.match(text, index) or text[following].islower():
        return 0
    if text[index:after] == ".":
        before = text[:index]
        numbered = text[following].isdigit() and _BEFORE_NUMBER.search(before)
        if numbered or _TITLES.search(before) or _LIST_NUMBER.match(before):
            return 0
    return after


def _wide_cut(text: str, index: int, *, ended: bool) -> int | None:
    """As ``_ascii_cut`` for 。！？; the sentence goes on where its quotation is closed and followed by と and the like."""
    match = _WIDE_END.match(text, index)
    after = match.end() if match else index + 1
    if after == len(text):
        return after if ended else None
    quoted = text[after - 1] in _CLOSERS
    return 0 if quoted and _CJK.match(text, after) else after


def _block_end(text: str, fence: re.Match[str]) -> int | None:
    closing = re.compile(rf"^[ \t]*{re.escape(fence[1])}{fence[1][0]}*[ \t]*\n", re.MULTILINE)
    first_line_end = text.find("\n", fence.end())
    found = closing.search(text, first_line_end + 1) if first_line_end >= 0 else None
    return found.end() if found else None


def _table_end(text: str, begin: int, *, ended: bool) -> int | None:
    position = begin
    while True:
        line_end = text.find("\n", position)
        if line_end < 0:
            return None
        position = line_end + 1
        following = text[position:].lstrip(" \t")
        if not following:
            return len(text) if ended else None
        if following[0] != "|":
            return position
