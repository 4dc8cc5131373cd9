"""The pieces a text in Markdown is shown in. Apart from the parser, which is loaded with the first message."""

from __future__ import annotations

import dataclasses

CITATION_SCHEME = "cite"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Text in Qt's HTML subset."""

    html: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A block of code; ``language`` is what the fence said, empty when it said nothing."""

    text: str
    language: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in Qt's HTML subset, which scrolls sideways where it is wider than the column of text."""

    html: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula between paragraphs, which scrolls sideways where it is wider than the column of text."""

    html: str


Piece = Prose | Code | Table | Formula
