"""Texts of others as the window shows them: in the language's quotation marks, and cut, where they are long, between letters."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

from ui.translations import tr
from ui.widgets.text_units import first_units, units


def quoted(text: str) -> str:
    """“A text”, 「文」."""
    return tr("“{quote}”").format(quote=text)


def shortened(text: str, longest: int) -> str:
    """A text of ``longest`` characters at most, with dots where its end was cut. What is seen as one letter, such as an emoji of
    several or one with an accent of its own, is cut away whole."""
    if len(text) <= longest:
        return text
    return f"{text[: _whole(text, longest - 1, later=False)]}…"


def shortened_within(text: str, longest: int) -> str:
    """The same with its end kept, as of a file's name."""
    if len(text) <= longest:
        return text
    tail = longest // 3
    begin, end = _whole(text, longest - tail - 1, later=False), _whole(text, len(text) - tail, later=True)
    return f"{text[:begin]}…{text[end:]}"


def _whole(text: str, at: int, *, later: bool) -> int:
    """The place between two whole letters that is nearest before ``at``, or behind it."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    finder.setPosition(units(text[:at]))
    if not finder.isAtBoundary():
        (finder.toNextBoundary if later else finder.toPreviousBoundary)()
    return len(first_units(text, finder.position()))
