"""Moving the keyboard through widgets in the order in which they stand, whatever the order in which they were made."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget


def move_focus(area: QWidget, content: QWidget, *, forwards: bool) -> QWidget | None:
    """Gives the keyboard to the widget of ``content`` that stands after, or before, the one that has it; ``area`` itself stands
    before them all. At the end, and at the beginning, it goes to the next widget outside. Gives the widget that has it then."""
    stops = [area, *_in_order(content)]
    focused = QApplication.focusWidget()
    at = stops.index(focused) if focused in stops else 0
    to = at + (1 if forwards else -1)
    found = stops[to] if 0 <= to < len(stops) else _outside(area, forwards=forwards)
    if found is not None:
        found.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
    return found


def _in_order(content: QWidget) -> list[QWidget]:
    stops = [one for one in content.findChildren(QWidget) if _takes_keyboard(one)]

    def place(widget: QWidget) -> tuple[int, int]:
        at = widget.mapTo(content, QPoint(0, 0))
        return at.y(), at.x()

    return sorted(stops, key=place)


def _outside(area: QWidget, *, forwards: bool) -> QWidget | None:
    widget = area.nextInFocusChain() if forwards else area.previousInFocusChain()
    while widget is not None and widget is not area:
        if not area.isAncestorOf(widget) and _takes_keyboard(widget):
            return widget
        widget = widget.nextInFocusChain() if forwards else widget.previousInFocusChain()
    return None


def _takes_keyboard(widget: QWidget) -> bool:
    takes = (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
