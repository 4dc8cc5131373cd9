"""The window's words in other languages: Qt Linguist's files, how they are compiled, and who puts them on."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, comment: str | None = None, n: int = -1) -> str:
    """Words outside a class; inside one it is ``self.tr``, since lupdate takes the class for the context.

    ``comment`` tells apart what is one text in English and two in another language. ``n`` is the number of what is counted: it
    chooses the plural form, and stands for ``%Ln`` in the text.
    """
    return QCoreApplication.translate("", text, comment, n)


def QT_TR_NOOP(text: str) -> str:
    """Marks a text for lupdate that ``tr`` says later. Under this name lupdate knows it; Qt's own has no type."""
    return text
