"""A thin bar with words below it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.widgets.page_column import wrapped_label

_STEPS = 1000


class ProgressLine(QWidget):
    """``name`` is what screen readers call the bar."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self.set_name(name)
        self._words = wrapped_label(look="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._bar)
        column.addWidget(self._words)

    def set_name(self, name: str) -> None:
        """Changes what screen readers call the bar."""
        self._bar.setAccessibleName(name)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def share(self) -> float:
        """How far the bar is, 0 to 1."""
        return self._bar.value() / _STEPS

    def show_progress(self, words: str, share: float | None) -> None:
        """``share`` is 0 to 1; None hides the bar."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.setValue(round(share * _STEPS))
            self._bar.setAccessibleDescription(words)
