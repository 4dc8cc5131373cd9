"""The sheet on which an event is written or changed. It stays open, with all that was typed, until it is written down."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from assistant.errors import ErrorReport
from assistant.records import CalendarEvent, EventDraft, Extent
from ui.calendar.calendar_words import RULES, rule_words
from ui.calendar.day_layout import local
from ui.theme.style import SPIN_BOX_MARGIN_PX
from ui.widgets.engine_words import error_words
from ui.widgets.page_column import wrapped_label
from ui.widgets.tab_order import InReadingOrder

_DAY = datetime.timedelta(days=1)


class EventEditor(InReadingOrder, QDialog):
    """Emits ``saved(EventDraft, Extent)`` and ``deleted(Extent)``: how much of a series. Whoever listens closes it, or tells it
    with ``show_error`` why not; until then neither comes again."""

    saved = Signal(object, object)
    deleted = Signal(object)

    def __init__(
        self,
        event: CalendarEvent | None,
        start: datetime.datetime,
        end: datetime.datetime,
        parent: QWidget | None = None,
    ) -> None:
        """``event`` is what is changed, None for a new one; ``start`` and ``end`` its times by the clock on the wall."""
        super().__init__(parent)
        self._event = event
        self._handed_over = False
        self.setWindowTitle(self.tr("New event") if event is None else self.tr("Change the event"))
        self.title = QLineEdit(event.title if event is not None else "")
        self.all_day = QCheckBox(self.tr("All day"))
        self.all_day.setChecked(event is not None and event.all_day)
        self.from_day, self.from_time = QDateEdit(), QTimeEdit()
        self.to_day, self.to_time = QDateEdit(), QTimeEdit()
        for time in (self.from_time, self.to_time):
            time.lineEdit().setTextMargins(SPIN_BOX_MARGIN_PX, 0, 0, 0)
        self.repeats = QComboBox()
        self.reminds = QCheckBox(self.tr("Remind me when it begins"))
        self.reminds.setChecked(event is None or event.reminds)
        self.extents = QComboBox()
        for extent, words in (
            (Extent.ONCE, self.tr("Only this time")),
            (Extent.FOLLOWING, self.tr("This time and all after it")),
            (Extent.EVERY, self.tr("Every time")),
        ):
            self.extents.addItem(words, extent)
        for rule, words in zip(RULES, rule_words(), strict=True):
            self.repeats.addItem(words, rule)
        if event is not None and event.repeats:
            self.repeats.clear()
            self.repeats.addItem(self.tr("As it does now"), "")
            self.repeats.setEnabled(False)
            self.all_day.setEnabled(False)
        self.trouble = wrapped_label(look="error")
        self.trouble.hide()
        self._form = QFormLayout()
        self._add_rows()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        for which in (QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel):
            buttons.button(which).setIcon(QIcon())
        self.save.setText(self.tr("Save"))
        self.save.setProperty("look", "primary")
        self.save.setDefault(True)
        self.delete = QPushButton(self.tr("Delete"))
        self.delete.setAutoDefault(False)
        self.delete.setVisible(event is not None)
        self.delete.clicked.connect(self._delete)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.delete)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addLayout(self._form)
        column.addWidget(self.trouble)
        column.addLayout(foot)
        self._show_times(start, end)
        self.all_day.toggled.connect(self._show_fields)
        for field in (self.from_day.dateChanged, self.from_time.timeChanged):
            field.connect(self._follow)
        self._show_fields()
        self.setMinimumWidth(min(420, 380 + self.fontMetrics().height()))
        self.title.setFocus()

    @property
    def extent(self) -> Extent:
        """How much of a series is meant."""
        return Extent(self.extents.currentData())

    def draft(self) -> EventDraft:
        """What the fields say."""
        start, end = self._moments()
        return EventDraft(
            title=self.title.text().strip(),
            starts_at=start.astimezone().timestamp(),
            ends_at=end.astimezone().timestamp(),
            all_day=self.all_day.isChecked(),
            rule=str(self.repeats.currentData()),
            reminds=self.reminds.isChecked(),
        )

    def show_error(self, error: ErrorReport) -> None:
        """Says why it was not written, or not deleted."""
        self._handed_over = False
        self._tell(error_words(error))

    def _delete(self) -> None:
        if not self._handed_over:
            self._handed_over = True
            self.deleted.emit(self.extent)

    def _save(self) -> None:
        if self._handed_over:
            return
        start, end = self._moments()
        if not self.title.text().strip():
            self._tell(self.tr("Write what the event is called."))
            self.title.setFocus()
        elif end < start or (self.all_day.isChecked() and end == start):
            self._tell(self.tr("The event ends before it begins."))
            self.to_day.setFocus()
        else:
            self._handed_over = True
            self.saved.emit(self.draft(), self.extent)

    def _tell(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setAccessibleName(words)
        self.trouble.show()

    def _add_rows(self) -> None:
        for field, words in (
            (self.title, self.tr("Title")),
            (self.from_day, self.tr("First day")),
            (self.from_time, self.tr("Begins at")),
            (self.to_day, self.tr("Last day")),
            (self.to_time, self.tr("Ends at")),
            (self.repeats, self.tr("Repeats")),
            (self.extents, self.tr("Change")),
        ):
            field.setAccessibleName(words)
            field.setMinimumHeight(30)
        for day in (self.from_day, self.to_day):
            day.setCalendarPopup(True)
        self._form.addRow(self.tr("Title"), self.title)
        self._form.addRow("", self.all_day)
        for words, day, time in (
            (self.tr("From"), self.from_day, self.from_time),
            (self.tr("To"), self.to_day, self.to_time),
        ):
            row = QHBoxLayout()
            row.addWidget(day, 1)
            row.addWidget(time)
            self._form.addRow(words, row)
        self._form.addRow(self.tr("Repeats"), self.repeats)
        self._form.addRow("", self.reminds)
        if self._event is not None and self._event.repeats:
            self._form.addRow(self.tr("Change"), self.extents)

    def _show_times(self, start: datetime.datetime, end: datetime.datetime) -> None:
        last = end - _DAY if self.all_day.isChecked() and end > start else end
        for day, time, moment in ((self.from_day, self.from_time, start), (self.to_day, self.to_time, last)):
            day.setDate(QDate(moment.year, moment.month, moment.day))
            time.setTime(QTime(moment.hour, moment.minute))
        self._began = start.replace(tzinfo=None)

    def _show_fields(self) -> None:
        timed = not self.all_day.isChecked()
        self.from_time.setVisible(timed)
        self.to_time.setVisible(timed)

    def _follow(self) -> None:
        """The end moves with the beginning, so that the event lasts as long as before."""
        began = _moment(self.from_day, self.from_time)
        ends = _moment(self.to_day, self.to_time) + (began - self._began)
        self._began = began
        self.to_day.setDate(QDate(ends.year, ends.month, ends.day))
        self.to_time.setTime(QTime(ends.hour, ends.minute))

    def _moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        start, end = _moment(self.from_day, self.from_time), _moment(self.to_day, self.to_time)
        if not self.all_day.isChecked():
            return start, end
        midnight = datetime.time()
        return (
            datetime.datetime.combine(start.date(), midnight),
            datetime.datetime.combine(end.date() + _DAY, midnight),
        )


def times_of(event: CalendarEvent) -> tuple[datetime.datetime, datetime.datetime]:
    """When an event begins and ends, by the clock on the wall."""
    return local(event.starts_at), local(event.ends_at)


def _moment(day: QDateEdit, time: QTimeEdit) -> datetime.datetime:
    date, clock = day.date(), time.time()
    return datetime.datetime(date.year(), date.month(), date.day(), clock.hour(), clock.minute())  # noqa: DTZ001 - wall clock
