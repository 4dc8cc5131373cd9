"""Computed rows under an answer: table, chart, statement, copy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from pytestqt.qtbot import QtBot

from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import Answer, Basis, Cell, Chart, ChartKind, DataAnswer, DataColumn, DataSource, MessageState
from ui.chat.answer_view import AnswerView
from ui.chat.data_view import DataView
from ui.chat.data_words import as_csv, cell_words
from ui.chat.entries import AnswerEntry

pytestmark = pytest.mark.desktop

MONTHS = DataAnswer(
    statement='SELECT strftime(\'%Y-%m\', "day") AS "month", sum("amount") AS "sum amount" FROM "orders" GROUP BY 1',
    columns=(DataColumn(name="month", kind="date"), DataColumn(name="sum amount", kind="real", unit="$")),
    rows=(("2024-01", 1234.5), ("2024-02", 99.0), ("2024-03", None)),
    row_count=3,
    sources=(
        DataSource(document_id=DocumentId(1), document=Path("/d/orders.csv"), table="orders", page=None, row_count=200),
    ),
    chart=Chart(kind=ChartKind.LINE, x=0, y=1),
)


def answered(data: DataAnswer) -> AnswerEntry:
    answer = Answer(
        text="computed",
        conversation=ConversationId(1),
        message=MessageId(1),
        turn=1,
        model="",
        basis=Basis.DATA,
        data=data,
    )
    return AnswerEntry(text="computed", question="q", state=MessageState.COMPLETE, answer=answer)


def test_rows_stand_under_the_answer_with_their_units(qtbot: QtBot) -> None:
    view = AnswerView(answered(MONTHS))
    qtbot.addWidget(view)
    (data,) = view.findChildren(DataView)
    assert data.table is not None
    model = data.table.model()
    assert (model.rowCount(QModelIndex()), model.columnCount(QModelIndex())) == (3, 2)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "total amount"
    assert [model.data(model.index(row, 1)) for row in range(3)] == ["$1,234.5", "$99", ""]


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_is_drawn_after_the_rows(qtbot: QtBot, kind: ChartKind) -> None:
    import dataclasses

    view = DataView(dataclasses.replace(MONTHS, chart=Chart(kind=kind, x=0, y=1)))
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: view.chart is not None, timeout=20_000)
    assert view.chart is not None
    assert view.chart.accessibleName() == "Chart: total amount by month"
    picture = view.chart.grab().toImage()
    accent = view.chart.palette().color(QPalette.ColorRole.Accent).rgb()
    drawn = [sum(picture.pixel(x, y) == accent for y in range(picture.height())) for x in range(picture.width())]
    assert sum(drawn) > (2_000 if kind is ChartKind.BARS else 50)
    # $1,234.5 and $99: the one bar is far higher than the other.
    assert kind is ChartKind.LINE or max(drawn) > 5 * min(filter(None, drawn))


def test_the_statement_is_folded_and_can_be_opened(qtbot: QtBot) -> None:
    view = DataView(MONTHS)
    qtbot.addWidget(view)
    view.show()
    assert not view._explained.isVisible()
    view._how.click()
    assert view._explained.isVisible()
    assert view._statement is not None
    assert view._statement.isVisible()
    assert "orders (200)" in view._explained.text()
    view._how.click()
    assert not view._statement.isVisible()


def test_rows_are_copied_as_they_were_computed(qtbot: QtBot) -> None:
    view = DataView(MONTHS)
    qtbot.addWidget(view)
    view._copy.click()
    assert QGuiApplication.clipboard().text() == "month,sum amount\n2024-01,1234.5\n2024-02,99.0\n2024-03,\n"


def test_one_number_has_no_table(qtbot: QtBot) -> None:
    one = DataAnswer(
        statement="SELECT count(*)",
        columns=(DataColumn(name="count", kind="integer"),),
        rows=((7,),),
        row_count=1,
        sources=(),
    )
    view = DataView(one)
    qtbot.addWidget(view)
    assert view.table is None
    assert as_csv(one) == "count\n7\n"


@pytest.mark.parametrize(
    ("value", "column", "words"),
    [
        (1, DataColumn(name="paid", kind="boolean"), "yes"),
        (2012, DataColumn(name="year", kind="integer"), "2012"),
        (12_345, DataColumn(name="n", kind="integer", unit="円"), "12,345円"),
        (48, DataColumn(name="n", kind="integer", unit="dB"), "48 dB"),
        (2.0, DataColumn(name="n", kind="real", unit="year"), "2 years"),
        (0.1 + 0.2, DataColumn(name="n", kind="real"), "0.3"),
        ("2024-01-01 00:00:00", DataColumn(name="t", kind="time"), "2024-01-01"),
        (None, DataColumn(name="n", kind="text"), ""),
    ],
)
def test_cells_as_people_read_them(value: Cell, column: DataColumn, words: str) -> None:
    assert cell_words(value, column) == words


def test_the_library_of_charts_is_loaded_for_the_first_chart_alone() -> None:
    code = "import sys, ui.chat.transcript; sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
