"""Markdown to what the transcript shows: pieces of HTML in Qt's subset, and blocks of code (pure).

Raw HTML is shown as text, a picture becomes a link with its description, and links keep their address for the tool tip; nothing is
loaded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ui.chat.markdown_math import add_formulas
from ui.chat.pieces import CITATION_SCHEME, Code, Formula, Piece, Prose, Table
from ui.chat.support_marks import CITATION_MARK, UNSUPPORTED_END, UNSUPPORTED_KEY, UNSUPPORTED_START
from ui.widgets.text_direction import runs_leftwards

_NUMBERS, _IN_LINK = "citation_numbers", "in_link"
_MARKS = re.compile(f"([{UNSUPPORTED_START}{UNSUPPORTED_END}])")
_SIGNS = str.maketrans("", "", UNSUPPORTED_START + UNSUPPORTED_END)
# An address in running text; what closes a sentence or a bracket is no part of it.
_ADDRESS = re.compile(r"https?://[^\s<>\"'、。「」（）]+[^\s<>\"'、。「」（）.,;:!?)\]]")
_TASK = re.compile(f"({UNSUPPORTED_START}?)" + r"\[([ xX])\] ")
LONGEST_UNBROKEN_CELL = 26
"""In widths of a Latin letter. A shorter cell stays on one line; a longer one is broken at ``WRAPPED_CELL_PX``."""
WRAPPED_CELL_PX = 220


def pieces_of(markdown: str, citation_numbers: Collection[int] = ()) -> tuple[Piece, ...]:
    """The pieces of a text, in order. ``[n]`` becomes a link to ``cite:n`` for each n in ``citation_numbers``."""
    parser = _parser()
    env: dict[str, Any] = {_NUMBERS: frozenset(citation_numbers), UNSUPPORTED_KEY: False, _IN_LINK: False}
    pieces: list[Piece] = []
    pending: list[Token] = []
    tokens = parser.parse(markdown, env)
    _mark_tasks(tokens)
    for token in tokens:
        if token.level == 0 and token.type in ("fence", "code_block"):
            _flush(pending, pieces, parser, env)
            language = token.info.split()[0] if token.info.split() else ""
            pieces.append(Code(text=token.content.translate(_SIGNS).rstrip("\n"), language=language))
            continue
        if token.level == 0 and token.type == "formula_block":
            _flush(pending, pieces, parser, env)
            pieces.append(Formula(html=_rendered([token], parser, env)))
            continue
        if token.level == 0 and token.type == "table_open":
            _flush(pending, pieces, parser, env)
        pending.append(token)
        if token.level == 0 and token.type == "table_close":
            pieces.append(Table(html=_rendered(pending, parser, env)))
    _flush(pending, pieces, parser, env)
    return tuple(pieces)


def _mark_tasks(tokens: Sequence[Token]) -> None:
    """An item that begins with ``[ ]`` or ``[x]`` gets the box that Qt's documents draw for these classes."""
    for item, _, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        task = _TASK.match(inline.content) if item.type == "list_item_open" and inline.type == "inline" else None
        if task is not None and inline.children and inline.children[0].content.startswith(task[0]):
            item.attrSet("class", "unchecked" if task[2] == " " else "checked")
            inline.children[0].content = task[1] + inline.children[0].content.removeprefix(task[0])


def _flush(pending: list[Token], pieces: list[Piece], parser: MarkdownIt, env: dict[str, Any]) -> None:
    if pending:
        pieces.append(Prose(html=_rendered(pending, parser, env)))


def _rendered(pending: list[Token], parser: MarkdownIt, env: dict[str, Any]) -> str:
    shown = str(parser.renderer.render(pending, parser.options, env)).strip()
    pending.clear()
    return shown


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    add_formulas(parser)
    parser.add_render_rule("text", _text)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("link_close", _link_close)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("td_open", _cell_open)
    parser.add_render_rule("th_open", _cell_open)
    parser.add_render_rule("blockquote_open", _quote_open)
    parser.add_render_rule("blockquote_close", _quote_close)
    parser.add_render_rule("hr", _rule)
    parser.add_render_rule("code_inline", _code_inline)
    return parser


def _text(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    shown: list[str] = []
    for part in _MARKS.split(tokens[index].content):
        if part in (UNSUPPORTED_START, UNSUPPORTED_END):
            env[UNSUPPORTED_KEY] = part == UNSUPPORTED_START
        else:
            shown.append(_run(part, env))
    return "".join(shown)


def _run(text: str, env: dict[str, Any]) -> str:
    if not text:
        return ""
    plain = html.escape if env[_IN_LINK] else _with_links
    shown: list[str] = []
    done = 0
    for mark in CITATION_MARK.finditer(text):
        number = int(mark[1])
        if number in env[_NUMBERS]:
            shown.append(plain(text[done : mark.start()]))
            shown.append(f'<a class="mark" href="{CITATION_SCHEME}:{number}">[{number}]</a>')
            done = mark.end()
    shown.append(plain(text[done:]))
    inner = "".join(shown)
    return f'<span class="unsupported">{inner}</span>' if env[UNSUPPORTED_KEY] else inner


def _with_links(text: str) -> str:
    """Running text with its bare addresses as links."""
    shown: list[str] = []
    done = 0
    for found in _ADDRESS.finditer(text):
        address = html.escape(found[0], quote=True)
        shown += [html.escape(text[done : found.start()]), f'<a href="{address}" title="{address}">{address}</a>']
        done = found.end()
    return "".join((*shown, html.escape(text[done:])))


def _image(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    words = html.escape(tokens[index].content.translate(_SIGNS))
    address = str(tokens[index].attrGet("src") or "")
    if not address.startswith(("http://", "https://")):
        return words
    address = html.escape(address, quote=True)
    return f'<a href="{address}" title="{address}">{words or address}</a>'


def _link_open(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    env[_IN_LINK] = True
    address = html.escape(str(tokens[index].attrGet("href") or ""), quote=True)
    return f'<a href="{address}" title="{address}">'


def _link_close(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, env: Any) -> str:
    env[_IN_LINK] = False
    return "</a>"


def _table_open(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    return '<table border="1" cellspacing="0" cellpadding="0">'


def _cell_open(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    cell = tokens[index]
    long = text_width(tokens[index + 1].content.translate(_SIGNS)) > LONGEST_UNBROKEN_CELL
    fit = f'width="{WRAPPED_CELL_PX}"' if long else 'class="short"'
    return f'<{cell.tag} {fit} style="{cell.attrGet("style") or "text-align:left"}">'


def text_width(text: str) -> int:
    """In widths of a Latin letter; those of Chinese, Japanese and Korean are two wide."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _quote_open(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    # The only thing with a line at one side that Qt's documents can show is a cell.
    words = next((token.content for token in tokens[index:] if token.type == "inline"), "")
    side = "quote leftwards" if runs_leftwards(words) else "quote"
    return f'<table class="quote" width="100%" cellspacing="0" cellpadding="0"><tr><td class="{side}">'


def _quote_close(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    return "</td></tr></table>"


def _rule(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    return '<table class="rule" width="100%" cellspacing="0" cellpadding="0"><tr><td class="rule"></td></tr></table>'


def _code_inline(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return f"<code>{html.escape(tokens[index].content.translate(_SIGNS))}</code>"
