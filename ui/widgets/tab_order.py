"""Moving the keyboard through widgets in the order in which they stand, whatever the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QMainWindow, QScrollArea, QSplitter, QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class InReadingOrder(_Widget):
    """Goes before the Qt class among a window's bases. Tab goes through what it holds as it is read, though some of it was made
    late, or made anew."""

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Part of Qt's contract, as ``showEvent``."""
        put_in_order(self)
        return bool(super().focusNextPrevChild(forwards))

    def showEvent(self, event: QShowEvent) -> None:
        put_in_order(self)
        super().showEvent(event)


def put_in_order(window: QWidget) -> None:
    """Gives Qt the order in which the widgets of a window stand in their layouts."""
    stops = [
        one
        for one in _as_laid_out(window)
        if one.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus and one.focusProxy() is None and not _is_qts(one)
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _as_laid_out(widget: QWidget) -> Iterator[QWidget]:
    """A widget, and what it holds; widgets that stand in no layout in the order in which they were made."""
    yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        held = [widget.widget()]
    elif isinstance(widget, QSplitter):
        held = [widget.widget(at) for at in range(widget.count())]
    elif isinstance(widget, QMainWindow):
        held = [widget.centralWidget()]
    elif layout is not None:
        held = list(_in_layout(layout))
    else:
        held = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
    for one in held:
        if one is not None:
            yield from _as_laid_out(one)


def _is_qts(widget: QWidget) -> bool:
    """Part of a control of Qt, which sees to its own."""
    return widget.objectName().startswith("qt_")


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: tuple(layout.getItemPosition(at)))  # type: ignore[arg-type] # the stub has no type for it
    for at in places:
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        widget = item.widget() if item is not None else None
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield widget


def move_focus(area: QWidget, content: QWidget, *, forwards: bool) -> QWidget | None:
    """Gives the keyboard to the widget of ``content`` that stands after, or before, the one that has it; ``area`` itself stands
    before them all. At the end, and at the beginning, it goes to the next widget outside. Gives the widget that has it then."""
    stops = [area, *_in_order(content)]
    focused = QApplication.focusWidget()
    at = stops.index(focused) if focused in stops else 0
    to = at + (1 if forwards else -1)
    found = stops[to] if 0 <= to < len(stops) else _outside(area, forwards=forwards)
    if found is not None:
        found.setFocus(QtCore.Qt.FocusReason.TabFocusReason if forwards else QtCore.Qt.FocusReason.BacktabFocusReason)
    return found


def _in_order(content: QWidget) -> list[QWidget]:
    stops = [one for one in content.findChildren(QWidget) if _takes_keyboard(one)]

    def place(widget: QWidget) -> tuple[int, int]:
        at = widget.mapTo(content, QPoint(0, 0))
        return at.y(), at.x()

    return sorted(stops, key=place)


def _outside(area: QWidget, *, forwards: bool) -> QWidget | None:
    put_in_order(area.window())
    widget = area.nextInFocusChain() if forwards else area.previousInFocusChain()
    while widget is not None and widget is not area:
        if not area.isAncestorOf(widget) and _takes_keyboard(widget):
            return widget
        widget = widget.nextInFocusChain() if forwards else widget.previousInFocusChain()
    return None


def _takes_keyboard(widget: QWidget) -> bool:
    takes = (widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus) == QtCore.Qt.FocusPolicy.TabFocus
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
