"""A button with one of our icons and a name that screen readers say."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QEnterEvent, QPalette
from PySide6.QtWidgets import QToolButton, QWidget

from ui.theme.icons import ICON_SIZE_PX, icon

# What a button's style leaves between drawing and text is two points; this comes to it.
BEFORE_TEXT_PX = 5


class IconButton(QToolButton):
    """Paints its icon in a colour of the palette and again when the palette changes."""

    def __init__(
        self,
        icon_name: str,
        name: str = "",
        *,
        text: str = "",
        role: QPalette.ColorRole = QPalette.ColorRole.PlaceholderText,
        look: str = "icon",
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the accessible name and the tool tip (or ``set_name`` gives it); ``text`` is shown beside the icon."""
        super().__init__(parent)
        self._icon_name = icon_name
        self._role = role
        self._drawing: tuple[str, str, str, float, int] | None = None
        self.setProperty("look", look)
        # By their names: Qt's enums are not made before the first paint.
        self.setProperty("focusPolicy", "TabFocus")
        self.set_name(name)
        self._beside_text = bool(text)
        self._is_primary = look == "primary"
        if text:
            self.setText(text)
            self.setProperty("toolButtonStyle", "ToolButtonTextBesideIcon")
        self._paint_icon()

    def set_name(self, name: str) -> None:
        """Changes what screen readers say and the tool tip shows."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon_name: str) -> None:
        """Changes the drawing."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._paint_icon()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Shows a hand over the button."""
        super().enterEvent(event)
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the palette and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._paint_icon()

    def _paint_icon(self) -> None:
        colour: QColor = self.palette().color(self._role)
        size_px = max(ICON_SIZE_PX, self.fontMetrics().height())
        # Told of a palette and a font several times while a window is put together, it mostly has the right picture already.
        # On a ground of its own colour, which is pale while it is disabled, the style's grey would not be seen.
        disabled = self.palette().color(QPalette.ColorRole.PlaceholderText) if self._is_primary else None
        colours = (colour.name(), disabled.name() if disabled is not None else "")
        drawing = (self._icon_name, *colours, self.devicePixelRatioF(), size_px)
        if drawing != self._drawing:
            self._drawing = drawing
            space_px = BEFORE_TEXT_PX if self._beside_text else 0
            self.setIconSize(QSize(size_px + space_px, size_px))
            self.setIcon(icon(self._icon_name, colour, self.devicePixelRatioF(), size_px, space_px, disabled))
