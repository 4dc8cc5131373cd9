r"""Formulas in the HTML of a text: where one stands, and how it was written (pure)."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

SCHEME = "formula"
_CLOSING = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_PLACE = re.compile(f'<img src="({SCHEME}:[^"]*)">')


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FormulaSource:
    """LaTeX after the delimiter ``opening`` and before the one that closes it."""

    latex: str
    opening: str

    @property
    def display(self) -> bool:
        """Whether it stands between lines, not in one."""
        return self.opening in ("$$", r"\[")

    @property
    def written(self) -> str:
        """With delimiters, as it can be pasted elsewhere."""
        return f"{self.opening}{self.latex}{_CLOSING[self.opening]}"

    @property
    def address(self) -> str:
        """Names it in HTML."""
        return f"{SCHEME}:{quote(self.opening, safe='')}:{quote(self.latex, safe='')}"

    @classmethod
    def of_address(cls, address: str) -> FormulaSource | None:
        """The formula of that name; None for any other address."""
        scheme, _, rest = address.partition(":")
        opening, _, latex = rest.partition(":")
        return cls(latex=unquote(latex), opening=unquote(opening)) if scheme == SCHEME else None


def placeholder(source: FormulaSource) -> str:
    """HTML that ``with_formulas`` fills in."""
    return f'<img src="{source.address}">'


def with_formulas(page: str, shown: Callable[[FormulaSource], str | None]) -> str:
    """``page`` with the HTML that ``shown`` gives for each of its formulas, and the source where it gives None."""

    def filled(place: re.Match[str]) -> str:
        source = FormulaSource.of_address(html.unescape(place[1]))
        if source is None:
            return ""
        found = shown(source)
        return found if found is not None else html.escape(source.written).replace("\n", "<br>")

    return _PLACE.sub(filled, page)
