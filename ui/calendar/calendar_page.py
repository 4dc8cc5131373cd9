"""The calendar on a page: a day or a week, today, before and after, and events written, changed, deleted and taken back."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import Action, CalendarEvent, EventDraft, Extent
from ui.calendar.calendar_words import title_words
from ui.calendar.day_layout import DAY_MINUTES, pieces, shown_days, spans
from ui.calendar.day_strip import DayStrip
from ui.calendar.event_editor import EventEditor, times_of
from ui.calendar.time_grid import TimeGrid
from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.banner import Banner
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated
from ui.widgets.trouble_card import TroubleCard

LOOK_AGAIN_MS = 60_000
"""While it is shown the page looks so often at the clock, and at what other programs wrote."""
WEEK = 7
MORNING_MINUTE = 8 * 60


class CalendarPage(Retranslated, QWidget):
    """Asks the engine for the days it shows. ``undone(Action)`` when a change was taken back here."""

    undone = Signal(object)

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now().astimezone(),
        first_weekday: int | None = None,
    ) -> None:
        """``first_weekday`` is what a week begins with, 1 for Monday to 7 for Sunday; None is as the system has it."""
        super().__init__(parent)
        self._api, self._operations, self._now = api, operations, now
        self._between = Reading(operations)
        self._first_weekday = first_weekday or QLocale.system().firstDayOfWeek().value
        self._count = WEEK
        self._day = now().date()
        self._events: Sequence[CalendarEvent] = ()
        self._last: Action | None = None
        self.editor: EventEditor | None = None
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.trouble.again.connect(self.refresh)
        self.banner = Banner()
        self.grid = TimeGrid()
        self.strip = DayStrip(self.grid)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_AGAIN_MS)
        self._clock.timeout.connect(self.refresh)
        self.say(self._say_words)

    @property
    def days(self) -> list[datetime.date]:
        """The days that are shown."""
        return shown_days(self._day, self._count, self._first_weekday)

    def refresh(self) -> None:
        """Asks the engine for what is in the calendar on these days."""
        if hasattr(time, "tzset"):
            time.tzset()  # a laptop travels; Python keeps the zone it began with
        days = self.days
        start, end = _midnight(days[0]), _midnight(days[-1] + datetime.timedelta(days=1))

        def show(events: Sequence[CalendarEvent]) -> None:
            if days == self.days:
                self.trouble.hide()
                self._events = events
                self._draw()

        self._between.begin(lambda: self._api.skills.calendar_between(start, end), show, self.trouble.show_error)

    def show_day(self, day: datetime.date, *, count: int | None = None) -> None:
        """Shows the day, or its week, marked at the same hour."""
        minute = self.grid.mark[1] if self.grid.days else MORNING_MINUTE
        self._day = day
        self._count = count or self._count
        self._events = ()
        self._draw()
        self.grid.set_mark(day, minute)
        self.refresh()

    def add_event(self, day: datetime.date, minute: int) -> None:
        """Opens the sheet for a new event of an hour."""
        start = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minute)
        self._edit(None, start, start + datetime.timedelta(hours=1))

    def undo(self) -> None:
        """Takes the last change made here back."""
        action, self._last = self._last, None
        if action is not None:
            self.banner.dismiss()
            self._operations.run(lambda: self._api.skills.undo(action.id), self._taken_back, self.trouble.show_error)

    def showEvent(self, event: QShowEvent) -> None:
        """Looks at once, and then every minute."""
        super().showEvent(event)
        self.refresh()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it, so it rests."""
        super().hideEvent(event)
        self._clock.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days' names stay over their columns."""
        super().resizeEvent(event)
        self.strip.place()

    def _make_controls(self) -> None:
        self.title = QLabel()
        self.title.setProperty("look", "title")
        self.add = QPushButton()
        self.add.setProperty("look", "primary")
        self.before, self.after = IconButton("left"), IconButton("right")
        self.today = QPushButton()
        self.day, self.week = QToolButton(), QToolButton()
        for button in (self.day, self.week):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.grid)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.add)
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.before, self.today, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.day)
        row.addWidget(self.week)
        over = QHBoxLayout()
        over.setContentsMargins(0, 0, self.area.verticalScrollBar().sizeHint().width(), 0)
        over.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 12, 10)
        column.setSpacing(8)
        for part in (head, row):
            column.addLayout(part)
        column.addWidget(self.trouble)
        column.addWidget(self.banner)
        column.addLayout(over)
        column.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.today.clicked.connect(self._go_to_today)
        self.day.clicked.connect(lambda: self.show_day(self._marked_day(), count=1))
        self.week.clicked.connect(lambda: self.show_day(self._marked_day(), count=WEEK))
        self.add.clicked.connect(lambda: self.add_event(*self.grid.mark))
        self.grid.add_wanted.connect(self.add_event)
        self.grid.left_behind.connect(self._follow_mark)
        self.grid.marked.connect(lambda y: self.area.ensureVisible(0, y + self.grid.hour_px // 2, 0, self.grid.hour_px))
        self.strip.day_chosen.connect(lambda day: self.show_day(day, count=1))
        for part in (self.grid, self.strip):
            part.opened.connect(self._open)
            part.delete_wanted.connect(self._delete_or_ask)
        for keys, act in (
            ("PgUp", lambda: self._step(-1)),
            ("PgDown", lambda: self._step(1)),
            ("T", self._go_to_today),
            ("D", self.day.click),
            ("W", self.week.click),
            ("N", self.add.click),
            ("Ctrl+Z", self.undo),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _draw(self) -> None:
        first = not self.grid.days
        now, days = self._now(), self.days
        self.grid.show_days(days, pieces(self._events, days), now)
        self.strip.show_days(days, spans(self._events, days), now.date())
        if first:
            self.grid.set_mark(self._day, min(now.hour * 60, DAY_MINUTES - 60))
            self.area.verticalScrollBar().setValue(self.grid.hour_px * MORNING_MINUTE // 60 - 4)
        self._say_words()

    def _step(self, by: int) -> None:
        self.show_day(self._marked_day() + datetime.timedelta(days=by * self._count))

    def _marked_day(self) -> datetime.date:
        return self.grid.mark[0] if self.grid.days else self._day

    def _go_to_today(self) -> None:
        self.show_day(self._now().date())

    def _follow_mark(self, day: datetime.date, minute: int) -> None:
        self.show_day(day)
        self.grid.set_mark(day, minute)

    def _open(self, event: CalendarEvent) -> None:
        self._edit(event, *times_of(event))

    def _edit(self, event: CalendarEvent | None, start: datetime.datetime, end: datetime.datetime) -> None:
        editor = self.editor = EventEditor(event, start, end, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def saved(draft: EventDraft, extent: Extent) -> None:
            def write() -> Action:
                if event is None:
                    return self._api.skills.add_event(draft)
                return self._api.skills.change_event(event, draft, extent=extent)

            words = self.tr("“{title}” is in your calendar.").format(title=draft.title)
            self._operations.run(
                write,
                lambda action: self._done(action, words, editor),
                lambda error: self._not_done(error, editor),
            )

        editor.finished.connect(self._editor_closed)
        editor.saved.connect(saved)
        if event is not None:
            editor.deleted.connect(lambda extent: self._delete(event, extent, editor))
        editor.open()

    def _delete_or_ask(self, event: CalendarEvent) -> None:
        if event.repeats:
            # Which of its times is meant is chosen on the sheet.
            self._open(event)
        else:
            self._delete(event, Extent.ONCE, None)

    def _delete(self, event: CalendarEvent, extent: Extent, editor: EventEditor | None) -> None:
        words = self.tr("Deleted “{title}”.").format(title=event.title)
        self._operations.run(
            lambda: self._api.skills.delete_event(event, extent=extent),
            lambda action: self._done(action, words, editor),
            lambda error: self._not_done(error, editor),
        )

    def _done(self, action: Action, words: str, editor: EventEditor | None) -> None:
        if editor is not None and editor is self.editor:
            editor.accept()
        self._last = action
        self.banner.show_notice(words, action=self.tr("Undo"), on_action=self.undo)
        self.refresh()

    def _not_done(self, error: ErrorReport, editor: EventEditor | None) -> None:
        """Said on the sheet, which keeps what was typed, or here where that was closed meanwhile."""
        if editor is not None and editor is self.editor:
            editor.show_error(error)
        else:
            self.trouble.show_error(error)

    def _editor_closed(self) -> None:
        self.editor = None

    def _taken_back(self, action: Action) -> None:
        self.undone.emit(action)
        self.refresh()

    def _say_words(self) -> None:
        week = self._count == WEEK
        self.title.setText(title_words(self.days))
        self.setAccessibleName(self.tr("Calendar") + f", {self.title.text()}")
        self.area.setAccessibleName(self.tr("Calendar"))
        self.day.setChecked(not week)
        self.week.setChecked(week)
        for button, words in (
            (self.add, self.tr("New event")),
            (self.today, self.tr("Today")),
            (self.day, self.tr("Day")),
            (self.week, self.tr("Week")),
        ):
            button.setText(words)
            button.setAccessibleName(words)
        self.strip.say_words()
        self.grid.say_words()
        self.before.set_name(self.tr("The week before") if week else self.tr("The day before"))
        self.after.set_name(self.tr("The week after") if week else self.tr("The day after"))


def _midnight(day: datetime.date) -> float:
    return datetime.datetime.combine(day, datetime.time()).astimezone().timestamp()
