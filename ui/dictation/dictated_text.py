"""Dictated words in a text box: those that may still change stand apart, and what the user changes stands as it is.

Words so far are muted and underlined with dots; the ones that stand take their place. When the user has changed words that were
not final yet, or sent them, nothing more is written of that utterance. While an input method composes, everything waits for it.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QPalette, QTextCharFormat, QTextCursor

from ui.chat.question_edit import QuestionEdit

_WITHOUT_SPACES = ("ja", "zh", "yue", "th", "lo", "my", "km")


class DictatedText:
    """Writes into ``edit`` where the cursor stands when an utterance begins."""

    def __init__(self, edit: QuestionEdit) -> None:
        self._edit = edit
        self._begin: QTextCursor | None = None
        self._end = QTextCursor(edit.document())
        self._written = ""
        self._given_up = False
        self._waiting: tuple[str, str, bool] | None = None
        self._waiting_finals: list[tuple[str, str, bool]] = []
        edit.composing_ended.connect(self._catch_up)

    @property
    def interim(self) -> str:
        """The words that may still change."""
        return self._written

    def write(self, text: str, language: str, *, final: bool) -> None:
        """What was understood of the utterance under way, in place of what was before; ``final`` ends it."""
        if self._edit.composing:
            if final:
                self._waiting_finals.append((text, language, True))
                self._waiting = None
            else:
                self._waiting = (text, language, False)
            return
        if self._begin is not None and self._selected() != self._written:
            self._let_stand()
            self._given_up = True
        if not self._given_up:
            self._replace(text.strip(), language, final=final)
        if final:
            self._begin, self._written, self._given_up = None, "", False

    def finish(self) -> None:
        """No more comes: the words so far stand."""
        if self._begin is not None:
            self._let_stand()
        self._given_up = False
        self._waiting = None

    def _replace(self, text: str, language: str, *, final: bool) -> None:
        if self._begin is None:
            if not text:
                return
            at = self._edit.textCursor()
            self._begin, self._end = self._cursor(at.selectionStart()), self._cursor(at.selectionEnd())
            self._begin.setKeepPositionOnInsert(True)
        whole = self._cursor(self._begin.position(), self._end.position())
        follows = (
            self._edit.textCursor().position() == whole.selectionEnd() and not self._edit.textCursor().hasSelection()
        )
        follows = follows or not self._written
        text = _spaced(text, language, *self._neighbours(whole)) if text else ""
        if self._written:
            whole.joinPreviousEditBlock()
        else:
            whole.beginEditBlock()
        whole.insertText(text, QTextCharFormat() if final else self._interim_look())
        whole.endEditBlock()
        self._written = "" if final else text
        self._end = self._cursor(whole.position())
        if follows:
            self._edit.setTextCursor(self._cursor(whole.position()))
            self._edit.setCurrentCharFormat(QTextCharFormat())
            self._edit.ensureCursorVisible()
        if not text:
            self._begin = None

    def _let_stand(self) -> None:
        """What is there now is the user's; it looks like what was typed."""
        if self._begin is not None:
            self._cursor(self._begin.position(), self._end.position()).setCharFormat(QTextCharFormat())
        self._begin, self._written = None, ""

    def _selected(self) -> str:
        if self._begin is None:
            return ""
        return self._cursor(self._begin.position(), self._end.position()).selectedText()

    def _cursor(self, begin: int, end: int | None = None) -> QTextCursor:
        """A cursor of its own: a copy would also take on whether it moves with what is inserted."""
        made = QTextCursor(self._edit.document())
        made.setPosition(begin)
        if end is not None:
            made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return made

    def _neighbours(self, whole: QTextCursor) -> tuple[str, str]:
        document = self._edit.document()
        before, after = whole.selectionStart() - 1, whole.selectionEnd()
        last = document.characterCount() - 1
        return (
            document.characterAt(before) if before >= 0 else "",
            document.characterAt(after) if after < last else "",
        )

    def _interim_look(self) -> QTextCharFormat:
        look = QTextCharFormat()
        colour = self._edit.palette().color(QPalette.ColorRole.PlaceholderText)
        look.setForeground(colour)
        look.setUnderlineColor(colour)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        return look

    def _catch_up(self) -> None:
        waiting = [*self._waiting_finals, *([self._waiting] if self._waiting is not None else [])]
        self._waiting_finals, self._waiting = [], None
        for text, language, final in waiting:
            self.write(text, language, final=final)


def _spaced(text: str, language: str, before: str, after: str) -> str:
    """``text`` with the spaces that its language wants between it and what stands around it."""
    if language in _WITHOUT_SPACES:
        return text
    space_before = " " if before and not before.isspace() and unicodedata.category(before) not in ("Ps", "Pi") else ""
    return space_before + text + (" " if after and after.isalnum() else "")
