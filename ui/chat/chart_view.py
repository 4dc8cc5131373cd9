"""Numbers of an answer as a picture: a line over time, bars by category. The only file that imports pyqtgraph.

It is imported when the first chart is shown: pyqtgraph takes half a second and 60 MB.
"""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import QWidget

from assistant.records import Chart, ChartKind, DataAnswer
from ui.chat.data_words import cell_words, column_title
from ui.widgets.excerpts import shortened

MOST_POINTS = 1_000
_MOST_BARS = 24
_MOST_TICKS = 6
_MOST_BAR_TICKS = 12
_LONGEST_TICK = 14
_HEIGHT_PX = 240


class ChartView(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Draws two columns of an answer's rows. It neither zooms nor takes the wheel from the transcript."""

    def __init__(self, data: DataAnswer, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._data, self._chart = data, chart
        most = MOST_POINTS if chart.kind is ChartKind.LINE else _MOST_BARS
        rows = [row for row in data.rows if isinstance(row[chart.y], int | float)][:most]
        self._heights = [float(row[chart.y] or 0) for row in rows]
        self._labels = [shortened(cell_words(row[chart.x], data.columns[chart.x]), _LONGEST_TICK) for row in rows]
        self.setFixedHeight(_HEIGHT_PX)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self._draw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The transcript scrolls."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_labels"):
            self._draw()

    def _draw(self) -> None:
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.PlaceholderText)
        accent = palette.color(QPalette.ColorRole.Accent)
        self.clear()
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        places = list(range(len(self._heights)))
        if self._chart.kind is ChartKind.LINE:
            dots = (
                {"symbol": "o", "symbolSize": 5, "symbolBrush": accent, "symbolPen": None} if len(places) <= 60 else {}
            )
            self.plot(places, self._heights, pen=pyqtgraph.mkPen(accent, width=2), **dots)
        else:
            self.addItem(pyqtgraph.BarGraphItem(x=places, height=self._heights, width=0.7, brush=accent, pen=None))
            # Bars that do not begin at nothing mislead.
            self.setYRange(min(0.0, *self._heights), max(0.0, *self._heights))
        self.setXRange(-0.7, len(places) - 0.3, padding=0)  # the first and the last name are not cut
        bottom, left = self.getAxis("bottom"), self.getAxis("left")
        bottom.setTicks([self._ticks()])
        for axis in (bottom, left):
            axis.setPen(pyqtgraph.mkPen(palette.color(QPalette.ColorRole.Mid)))
            axis.setTextPen(ink)
            axis.setStyle(tickFont=self.font())
            axis.enableAutoSIPrefix(False)
        columns = self._data.columns
        bottom.setLabel(column_title(columns[self._chart.x]), color=ink.name())
        left.setLabel(column_title(columns[self._chart.y]), color=ink.name())

    def _ticks(self) -> list[tuple[int, str]]:
        most = _MOST_TICKS if self._chart.kind is ChartKind.LINE else _MOST_BAR_TICKS
        step = max(1, -(-len(self._labels) // most))
        return [(place, self._labels[place]) for place in range(0, len(self._labels), step)]
