"""Markdown to what the transcript shows: pieces of HTML in Qt's subset, and blocks of code (pure).

Raw HTML is shown as text, pictures become their description, and links keep their address for the tool tip; nothing is loaded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ui.chat.markdown_math import add_formulas
from ui.chat.pieces import CITATION_SCHEME, Code, Piece, Prose
from ui.chat.support_marks import CITATION_MARK, UNSUPPORTED_END, UNSUPPORTED_START

_NUMBERS, _UNSUPPORTED = "citation_numbers", "unsupported"
_MARKS = re.compile(f"([{UNSUPPORTED_START}{UNSUPPORTED_END}])")
_SIGNS = str.maketrans("", "", UNSUPPORTED_START + UNSUPPORTED_END)


def pieces_of(markdown: str, citation_numbers: Collection[int] = ()) -> tuple[Piece, ...]:
    """The pieces of a text, in order. ``[n]`` becomes a link to ``cite:n`` for each n in ``citation_numbers``."""
    parser = _parser()
    env: dict[str, Any] = {_NUMBERS: frozenset(citation_numbers), _UNSUPPORTED: False}
    pieces: list[Piece] = []
    pending: list[Token] = []
    for token in parser.parse(markdown, env):
        if token.level == 0 and token.type in ("fence", "code_block"):
            _flush(pending, pieces, parser, env)
            language = token.info.split()[0] if token.info.split() else ""
            pieces.append(Code(text=token.content.translate(_SIGNS).rstrip("\n"), language=language))
        else:
            pending.append(token)
    _flush(pending, pieces, parser, env)
    return tuple(pieces)


def _flush(pending: list[Token], pieces: list[Piece], parser: MarkdownIt, env: dict[str, Any]) -> None:
    if pending:
        pieces.append(Prose(html=parser.renderer.render(pending, parser.options, env).strip()))
        pending.clear()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    add_formulas(parser)
    parser.add_render_rule("text", _text)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("code_inline", _code_inline)
    return parser


def _text(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    shown: list[str] = []
    for part in _MARKS.split(tokens[index].content):
        if part in (UNSUPPORTED_START, UNSUPPORTED_END):
            env[_UNSUPPORTED] = part == UNSUPPORTED_START
        else:
            shown.append(_run(part, env))
    return "".join(shown)


def _run(text: str, env: dict[str, Any]) -> str:
    if not text:
        return ""
    shown: list[str] = []
    done = 0
    for mark in CITATION_MARK.finditer(text):
        number = int(mark[1])
        if number in env[_NUMBERS]:
            shown.append(html.escape(text[done : mark.start()]))
            shown.append(f'<a class="mark" href="{CITATION_SCHEME}:{number}">[{number}]</a>')
            done = mark.end()
    shown.append(html.escape(text[done:]))
    inner = "".join(shown)
    return f'<span class="unsupported">{inner}</span>' if env[_UNSUPPORTED] else inner


def _image(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return html.escape(tokens[index].content.translate(_SIGNS))


def _link_open(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    address = html.escape(str(tokens[index].attrGet("href") or ""), quote=True)
    return f'<a href="{address}" title="{address}">'


def _table_open(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    return '<table border="1" cellspacing="0" cellpadding="0">'


def _code_inline(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return f"<code>{html.escape(tokens[index].content.translate(_SIGNS))}</code>"
