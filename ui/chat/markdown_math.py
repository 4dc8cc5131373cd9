r"""Formulas in Markdown, found before Markdown sees their stars, underscores and backslashes.

``$…$`` and ``\(…\)`` stand in a line, ``$$…$$`` and ``\[…\]`` may run over lines, but over no empty one. A dollar sign before a
price is none: an opening one has no space after it, a closing one none before it and no digit after it, as in Pandoc. One that
is not closed yet, as while an answer streams, stays the text it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from ui.chat.formula_source import FormulaSource, placeholder
from ui.chat.support_marks import UNSUPPORTED_END, UNSUPPORTED_KEY, UNSUPPORTED_START

_FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|\\\[(?P<bracket>.+?)\\\]|\\\((?P<inline>.+?)\\\)|\$(?P<dollar>(?!\s)[^$\n]*?[^\s$\\])\$(?!\d)",
    re.DOTALL,
)
# A bracket with a backslash is one of Markdown's own, unless something of LaTeX follows.
_OPENED = re.compile(r"(?:\$\$|\\[(\[])(?=.*(?:\\[a-zA-Z]|[_^=]))", re.DOTALL)
_CLOSED_BY = {"$$": "$$", r"\[": r"\]"}
LONGEST = 4000
"""In characters, within a paragraph."""
_MARKS = re.compile(f"[{UNSUPPORTED_START}{UNSUPPORTED_END}]")


def add_formulas(parser: MarkdownIt) -> None:
    """Lets ``parser`` render formulas as placeholders (``ui.chat.formula_source``)."""
    parser.inline.ruler.before("escape", "formula", _find)
    parser.block.ruler.before(
        "fence", "formula_block", _find_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.add_render_rule("formula", _render)
    parser.add_render_rule("formula_block", _render_block)


def without_marks(latex: str) -> str:
    """A formula without the signs of ``ui.chat.support_marks``."""
    return _MARKS.sub("", latex)


def _shown(content: str, env: Any, opening: str) -> str:
    formula = placeholder(FormulaSource(latex=without_marks(content), opening=opening))
    marks = _MARKS.findall(content)
    unsupported = env[UNSUPPORTED_KEY] or UNSUPPORTED_START in marks
    if marks:
        env[UNSUPPORTED_KEY] = marks[-1] == UNSUPPORTED_START
    return f'<span class="unsupported">{formula}</span>' if unsupported else formula


def _find(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    found = _FORMULA.match(state.src, state.pos, min(state.posMax, state.pos + LONGEST))
    if found is None:
        return _keep_opened(state, silent)
    if not silent:
        token = state.push("formula", "", 0)
        token.content = next(group for group in found.groups() if group is not None)
        token.markup = found[0][:1] if found["dollar"] is not None else found[0][:2]
    state.pos = found.end()
    return True


def _keep_opened(state: StateInline, silent: bool) -> bool:
    if _OPENED.match(state.src, state.pos, state.posMax) is None:
        return False
    if not silent:
        state.push("text", "", 0).content = state.src[state.pos : state.posMax]
    state.pos = state.posMax
    return True


def _find_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines from one that begins with ``$$`` or ``\\[`` to one that ends with what closes it, or to the end of the text."""
    if state.is_code_block(start):
        return False
    lines: list[str] = []
    opening = ""
    for number in range(start, end):
        line = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()
        bare = without_marks(line)
        if not opening:
            opening = bare[:2]
            if opening not in _CLOSED_BY:
                return False
            line = line.replace(opening, "", 1)
            bare = bare[2:]
        elif not line:
            return False
        before, closing, after = bare.partition(_CLOSED_BY[opening])
        if closing:
            if after.strip() or not "".join((*lines, before)).strip():
                return False
            line = line[::-1].replace(closing[::-1], "", 1)[::-1]
        lines.append(line)
        if closing or number == end - 1:
            content = "\n".join(lines)
            if not closing and content.strip() and _OPENED.match(opening + content) is None:
                return False
            if silent:
                return True
            token = state.push("formula_block", "", 0)
            token.content = content
            token.markup = opening
            token.meta = {"closed": bool(closing)}
            token.block = True
            token.map = [start, number + 1]
            state.line = number + 1
            return True
    return False


def _render(_renderer: Any, tokens: Sequence[Any], index: int, _options: Any, env: Any) -> str:
    formula = _shown(tokens[index].content, env, tokens[index].markup)
    return f"<br>\u2003{formula}<br>" if tokens[index].markup in _CLOSED_BY else formula


def _render_block(_renderer: Any, tokens: Sequence[Any], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    if not token.meta["closed"]:
        source = html.escape(token.markup + without_marks(token.content))
        return f'<p class="formula">{source.replace(chr(10), "<br>")}</p>'
    return f'<p class="formula">{_shown(token.content, env, token.markup)}</p>'
