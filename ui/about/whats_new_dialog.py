"""What changed in this version and the ones before: the changelog, as it comes with the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QTextBrowser, QVBoxLayout, QWidget

from assistant.version import __version__
from ui.widgets.page_column import wrapped_label
from ui.widgets.tab_order import InReadingOrder

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
"""At the root of the clone, and beside the packages of the packed program."""


class WhatsNewDialog(InReadingOrder, QDialog):
    """The version that runs, and the changelog. Links lead nowhere: nothing is looked up for it."""

    def __init__(self, parent: QWidget | None = None, changelog: Path = CHANGELOG) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is new"))
        self.version = wrapped_label(
            self.tr("Sotto {version}. It never updates itself; the list below is in English.").format(
                version=__version__
            ),
            "muted",
        )
        self.changes = QTextBrowser()
        self.changes.setAccessibleName(self.tr("What is new"))
        self.changes.setFrameShape(QFrame.Shape.NoFrame)
        self.changes.setOpenLinks(False)
        self._show(changelog)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.version)
        column.addWidget(self.changes, 1)
        column.addWidget(close)
        self.resize(680, 560)

    def _show(self, changelog: Path) -> None:
        try:
            text = changelog.read_text(encoding="utf-8")
        except OSError:
            self.changes.setPlainText(self.tr("The list of changes is not installed."))
            return
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.changes.document().setMarkdown(text, features)
        self.changes.moveCursor(QTextCursor.MoveOperation.Start)
