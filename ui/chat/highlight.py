"""Code in colours, as HTML. Pygments is imported when the first block of code is shown."""

from __future__ import annotations

import html
from functools import lru_cache

# Beyond this many characters colouring costs more than it helps.
LONGEST_COLOURED = 40_000


# A block asks again with each change of its palette, of which there are several while it is put into the window.
@lru_cache(maxsize=64)
def highlighted(code: str, language: str, *, dark: bool) -> str:
    """``code`` as a ``<pre>`` with colours for a language Pygments knows, without them otherwise."""
    if language and len(code) <= LONGEST_COLOURED:
        from pygments import highlight
        from pygments.formatters.html import HtmlFormatter
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound

        try:
            lexer = get_lexer_by_name(language, stripnl=False)
        except ClassNotFound:
            return _plain(code)
        formatter = HtmlFormatter(style="github-dark" if dark else "xcode", noclasses=True, nowrap=True)
        return f"<pre>{highlight(code, lexer, formatter).rstrip()}</pre>"
    return _plain(code)


def _plain(code: str) -> str:
    return f"<pre>{html.escape(code)}</pre>"
