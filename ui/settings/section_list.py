"""The sections of the settings as a list beside them: one press goes to a section, and scrolling moves the mark along."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from ui.settings.settings_sheet import SettingsSheet
from ui.widgets.list_rows import add_row

_WIDTH_PX = 150


class SectionList(QListWidget):
    """Lists what a ``SettingsSheet`` shows now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsSections")
        self.setFixedWidth(_WIDTH_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Sections of the settings"))
        self._sheet: SettingsSheet | None = None
        self._going = False
        self.currentRowChanged.connect(self._go)

    @property
    def names(self) -> list[str]:
        """The sections that are listed."""
        return [self.item(row).text() for row in range(self.count())]

    def follow(self, sheet: SettingsSheet) -> None:
        """Lists the sections of this sheet from now on."""
        self.setAccessibleName(self.tr("Sections of the settings"))
        self._sheet = sheet
        sheet.narrowed.connect(self._list)
        sheet.verticalScrollBar().valueChanged.connect(self._mark)
        self._list()

    def _list(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for frame in self._sheet.shown_sections() if self._sheet is not None else ():
                add_row(self, frame.accessibleName(), {Qt.ItemDataRole.ToolTipRole: frame.accessibleName()})
        self._mark()

    def _go(self, row: int) -> None:
        shown = self._sheet.shown_sections() if self._sheet is not None else []
        if self._sheet is not None and 0 <= row < len(shown):
            # The last ones have no room to come to the top: the mark stays where it was put.
            self._going = True
            self._sheet.verticalScrollBar().setValue(shown[row].y())
            self._going = False

    def _mark(self) -> None:
        if self._sheet is None or self._going:
            return
        at = self._sheet.verticalScrollBar().value()
        above = [row for row, frame in enumerate(self._sheet.shown_sections()) if frame.y() <= at]
        with QSignalBlocker(self):
            self.setCurrentRow(max(above, default=0))
