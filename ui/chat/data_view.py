"""What an answer was computed from: its chart, its rows, and, folded, the statement that was run."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from assistant.records import DataAnswer
from ui.chat.code_block import CodeBlock
from ui.chat.data_words import as_csv, column_title
from ui.chat.pieces import Code
from ui.chat.rows_item_model import RowsItemModel
from ui.widgets.counts import number
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated

ROWS_SEEN = 8
_WIDEST_COLUMN_PX = 260
_SAY_COPIED_MS = 1500


class DataView(Retranslated, QFrame):
    """Shows one ``DataAnswer``. A single number needs no table: the sentence says it."""

    def __init__(self, data: DataAnswer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._model = RowsItemModel(data, self)
        self.table: QTableView | None = None
        self.chart: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(6)
        if (len(data.rows) > 1 and data.columns) or len(data.columns) > 1:
            self.table = self._table()
            self._column.addWidget(self.table)
        self._how = QPushButton()
        self._how.setProperty("look", "plain")
        self._how.setCheckable(True)
        self._how.toggled.connect(self._unfold)
        self._copy = IconButton("copy")
        self._copy.clicked.connect(self._copy_rows)
        self._count = QLabel()
        self._count.setProperty("look", "muted")
        line = QHBoxLayout()
        line.setSpacing(4)
        for widget in (self._how, self._copy, self._count):
            line.addWidget(widget)
        line.addStretch(1)
        self._column.addLayout(line)
        self._statement: CodeBlock | None = None
        self._explained = wrapped_label(look="muted")
        self._explained.hide()
        self._column.addWidget(self._explained)
        self.say(self._say_words)
        if data.chart is not None:
            # The sentence and the rows are on the screen first: a chart's library takes a while to load.
            QTimer.singleShot(0, self, self._show_chart)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("dataRows")
        table.setModel(self._model)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMaximumSectionSize(_WIDEST_COLUMN_PX)
        table.resizeColumnsToContents()
        header.setMaximumSectionSize(16_000)
        rows = min(self._model.rowCount(), ROWS_SEEN)
        bar = table.horizontalScrollBar().sizeHint().height()
        table.setFixedHeight(header.sizeHint().height() + rows * table.rowHeight(0) + bar + 4)
        return table

    def _show_chart(self) -> None:
        chart = self._data.chart
        if chart is None or self.chart is not None:
            return
        from ui.chat.chart_view import ChartView  # pyqtgraph is loaded for the first chart, not before

        self.chart = ChartView(self._data, chart)
        self._column.insertWidget(0, self.chart)
        self._say_words()

    def _unfold(self, open_: bool) -> None:
        if open_ and self._statement is None:
            self._statement = CodeBlock(Code(text=self._data.statement, language="sql"))
            self._column.addWidget(self._statement)
        if self._statement is not None:
            self._statement.setVisible(open_)
        self._explained.setVisible(open_)
        self._say_words()

    def _copy_rows(self) -> None:
        QGuiApplication.clipboard().setText(as_csv(self._data))
        self._copy.set_icon("done")
        QTimer.singleShot(_SAY_COPIED_MS, self._copy, lambda: self._copy.set_icon("copy"))

    def _say_words(self) -> None:
        data = self._data
        how = self.tr("How this was computed")
        self._how.setText(f"▾ {how}" if self._how.isChecked() else f"▸ {how}")
        self._how.setAccessibleName(how)
        self._copy.set_name(self.tr("Copy the rows as CSV"))
        shown = len(data.rows)
        self._count.setText(
            self.tr("%Ln rows", None, data.row_count)
            if shown == data.row_count
            else self.tr("the first {shown} of %Ln rows", None, data.row_count).format(shown=number(shown))
        )
        self._count.setVisible(data.row_count > 1)
        self._copy.setVisible(not data.failed)
        tables = ", ".join(f"{source.table} ({number(source.row_count)})" for source in data.sources)
        by = (
            self.tr("The model wrote this statement, and it gave no rows; the answer stands on passages instead.")
            if data.failed
            else self.tr("A model wrote this statement from your question. Check that it asks what you meant.")
            if data.by_model
            else self.tr("This statement follows from the words of your question, without a model.")
        )
        read = self.tr("Read: {tables}").format(tables=tables)
        self._explained.setText(f"{by} {read}")
        if self.table is not None:
            self.table.setAccessibleName(self.tr("Rows of the answer"))
            self._model.say_words()
        if self.chart is not None and data.chart is not None:
            x, y = (column_title(data.columns[at]) for at in (data.chart.x, data.chart.y))
            self.chart.setAccessibleName(self.tr("Chart: {y} by {x}").format(y=y, x=x))
