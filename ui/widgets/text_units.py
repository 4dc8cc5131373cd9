"""Places in a text as Qt counts them, in UTF-16, where an emoji is two. Pure."""

from __future__ import annotations


def units(text: str) -> int:
    """How many positions of a document the characters of ``text`` take."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def first_units(text: str, count: int) -> str:
    """The beginning of ``text`` up to a position of Qt's."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * count].decode("utf-16-le", "surrogatepass")
