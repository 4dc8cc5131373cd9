r"""Formulas in Markdown, found before Markdown sees their stars, underscores and backslashes.

``$…$`` and ``\(…\)`` stand in a line, ``$$…$$`` and ``\[…\]`` may run over lines. A dollar sign before a price is none:
an opening one has no space after it, a closing one none before it and no digit after it, as in Pandoc.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from ui.chat.latex import formula_html
from ui.chat.support_marks import UNSUPPORTED_END, UNSUPPORTED_START

_FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|\\\[(?P<bracket>.+?)\\\]|\\\((?P<inline>.+?)\\\)|\$(?P<dollar>(?!\s)[^$\n]*?[^\s$\\])\$(?!\d)",
    re.DOTALL,
)
LONGEST = 4000
_SIGNS = str.maketrans("", "", UNSUPPORTED_START + UNSUPPORTED_END)


def add_formulas(parser: MarkdownIt) -> None:
    """Lets ``parser`` render formulas."""
    parser.inline.ruler.before("escape", "formula", _find)
    parser.add_render_rule("formula", _render)


def _find(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    found = _FORMULA.match(state.src, state.pos, min(state.posMax, state.pos + LONGEST))
    if found is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = next(group for group in found.groups() if group is not None)
        token.meta = {"display": found["display"] is not None or found["bracket"] is not None}
    state.pos = found.end()
    return True


def _render(_renderer: Any, tokens: Sequence[Any], index: int, _options: Any, _env: Any) -> str:
    formula = formula_html(tokens[index].content.translate(_SIGNS))
    return f"<br>\u2003{formula}<br>" if tokens[index].meta["display"] else formula
