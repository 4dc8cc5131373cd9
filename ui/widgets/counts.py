"""Numbers as the window's language writes them, and what is counted with the form of the word that its number asks for."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from ui.translations import tr


def number(value: float, decimals: int | None = None) -> str:
    """With the language's signs between thousands and before the ``decimals``; without them, as many as the value has."""
    text = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    signs: dict[str, str | int | None] = {",": QLocale().groupSeparator(), ".": QLocale().decimalPoint()}
    return text.translate(str.maketrans(signs))


def chats(count: int) -> str:
    """ "1 chat", "2,000 chats"."""
    return tr("%Ln chats", None, count)


def messages(count: int) -> str:
    """ "1 message", "2,000 messages"."""
    return tr("%Ln messages", None, count)


def facts(count: int) -> str:
    """ "1 fact", "2,000 facts"."""
    return tr("%Ln facts", None, count)


def documents(count: int) -> str:
    """ "1 document", "2,000 documents"."""
    return tr("%Ln documents", None, count)


def pages(count: int) -> str:
    """ "1 page", "2,000 pages"."""
    return tr("%Ln pages", None, count)


def passages(count: int) -> str:
    """ "1 passage", "2,000 passages"."""
    return tr("%Ln passages", None, count)
