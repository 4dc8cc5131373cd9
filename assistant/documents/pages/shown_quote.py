"""A quote as people read it: on one line, and without the marks that Markdown is written with. Pure.

A quote itself stays an exact part of its page; this is what is shown and copied.
"""

from __future__ import annotations

import re

from assistant.documents.pages.one_line import one_line
from assistant.documents.reading.formats import is_markdown
from assistant.records import Citation

# As CommonMark 0.31 has them, and the tables of GitHub's; what is cut off within a mark stays as it is.
_RULE_LINE = re.compile(r"^[ \t]*(?:[-*_=|:][ \t]*){3,}$|^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)", re.MULTILINE)
_OUTER_BAR = re.compile(r"^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_PAIRS = (
    re.compile(r"(\*\*|__|~~)(?=\S)([^\n]+?)(?<=\S)\1"),
    re.compile(r"(?<![\w*\\])(\*)(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*(?![\w*])"),
    re.compile(r"(?<![\w_\\])(_)(?=[^\s_])([^_\n]+?)(?<=[^\s\\])_(?![\w_])"),
)
_CODE = re.compile(r"(`+)([^\n]+?)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def shown_quote(citation: Citation) -> str:
    """The quote of a citation as it is shown."""
    return one_line(without_marks(citation.quote) if is_markdown(citation.document.name) else citation.quote)


def without_marks(text: str) -> str:
    """Markdown as plain words, line by line: headings, items, emphasis, code, links and tables lose their marks."""
    text = _LINE_MARK.sub("", _RULE_LINE.sub("", text))
    text = _LINK.sub(r"\1", _OUTER_BAR.sub("", text))
    pieces, at = [], 0
    for code in _CODE.finditer(text):  # nothing within code is a mark
        pieces += [_plain(text[at : code.start()]), code[2]]
        at = code.end()
    return "".join([*pieces, _plain(text[at:])])


def _plain(text: str) -> str:
    for pair in _PAIRS:
        text = pair.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)
