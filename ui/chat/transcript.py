"""The conversation on the screen: questions and answers, newest below.

Only the streaming answer is rendered again. A long conversation shows its newest ``PAGE`` entries and a button for earlier ones.
Scrolling follows the newest line until the reader scrolls up, and again when the reader comes back to the end.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from assistant.ids import MessageId
from ui.chat.answer_view import AnswerView
from ui.chat.column import EDGE_PX, side_margin_px
from ui.chat.entries import AnswerEntry, Entry, QuestionEntry, holds
from ui.chat.entry_column import EntryColumn
from ui.chat.question_view import QuestionView
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import move_focus

PAGE = 40
# An answer takes some 30 ms to lay out: the newest comes at once, the rest of the page one by one between events.
AT_ONCE = 1
FILL_S = 0.012
AT_END_PX = 6
# Entries before a message that was looked for, and the space above it.
BEFORE_MESSAGE = 4
ABOVE_MESSAGE_PX = 24
# The bar of a message that is marked, and how far left of the message it stands.
MARK_BAR_PX = 3
MARK_BAR_LEFT_PX = 9


class Transcript(Retranslated, EntryColumn):
    """Takes entries, gives what the reader did with them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.say(lambda: self.setAccessibleName(self.tr("Conversation")))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A click beside the messages leaves the keyboard where it is.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._following = True
        self._left_to_fill = 0
        self._wanted: MessageId | None = None
        self._filling = QTimer(self)
        self._filling.timeout.connect(self._fill)
        self._earlier_button = QPushButton()
        self.say(lambda: self._earlier_button.setText(self.tr("Show earlier messages")))
        self._earlier_button.clicked.connect(self.show_earlier)
        self._entries.addWidget(self._earlier_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._entries.addStretch(1)
        page = QWidget()
        outside = QVBoxLayout(page)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._column, 1)
        self._outside = outside
        self.setWidget(page)
        self._mark_bar = QFrame(page)
        self._mark_bar.setObjectName("markBar")
        self._mark_bar.hide()
        self._newest = IconButton("down", look="floating", parent=self)
        self.say(lambda: self._newest.set_name(self.tr("Go to the newest message")))
        self.say(lambda: self._newest.setText(self.tr("Newest")))
        self._newest.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._newest.clicked.connect(self.follow)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._grew)
        self.viewport().installEventFilter(self)
        self.clear()

    @property
    def following(self) -> bool:
        """Whether the newest line is kept in view."""
        return self._following

    @property
    def filling(self) -> bool:
        """Whether earlier messages are still being added."""
        return self._left_to_fill > 0

    def clear(self) -> None:
        """Shows nothing."""
        for view in self._views:
            self._entries.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views = []
        self._earlier = []
        self._wanted = None
        self._mark(None)
        self._filling.stop()
        self._left_to_fill = 0
        self._following = True
        self._earlier_button.hide()
        self._newest.hide()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows a conversation from its end."""
        self.clear()
        self._earlier = list(entries[:-AT_ONCE])
        for entry in entries[-AT_ONCE:]:
            self._insert(len(self._views), entry)
        self._lay_out()
        self._left_to_fill = min(PAGE - AT_ONCE, len(self._earlier))
        if self._left_to_fill:
            self._filling.start()
        self.follow()

    def show_earlier(self) -> None:
        """Shows one more page before what is shown, which keeps its place on the screen."""
        self._following = False
        self._left_to_fill = min(PAGE, len(self._earlier))
        if self._left_to_fill:
            self._earlier_button.hide()
            self._filling.start()

    def show_message(self, message: MessageId) -> bool:
        """Goes to a message and marks it; earlier ones are added until it is there. False when the conversation has none such."""
        at = next((at for at, entry in enumerate(self._earlier) if holds(entry, message)), None)
        if at is None and self._view_of(message) is None:
            return False
        self._following = False
        self._wanted = message
        if at is not None:
            self._earlier_button.hide()
            self._left_to_fill = max(self._left_to_fill, len(self._earlier) - max(at - BEFORE_MESSAGE, 0))
            self._filling.start()
        if not self._left_to_fill:
            self._go_to_wanted()
        return True

    @property
    def marked(self) -> MessageId | None:
        """The message that was gone to, while it is marked."""
        return self._marked.entry.message if self._marked is not None else None

    def _go_to_wanted(self) -> None:
        view = self._view_of(self._wanted) if self._wanted is not None else None
        if isinstance(view, AnswerView) and self._wanted is not None:
            view.show_version_of(self._wanted)
        self._wanted = None
        self._mark(view)
        if view is not None:
            # Where it stands is known when what was added has been laid out.
            QTimer.singleShot(0, view, lambda: self._scroll_to(view))

    def _scroll_to(self, view: QuestionView | AnswerView) -> None:
        self._column.adjustSize()
        self._following = False
        self.verticalScrollBar().setValue(max(self._column.y() + view.y() - ABOVE_MESSAGE_PX, 0))

    def _mark(self, view: QuestionView | AnswerView | None) -> None:
        for one, marked in ((self._marked, False), (view, True)):
            if one is not None:
                one.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                one.setProperty("marked", marked)
                one.style().polish(one)
        if self._marked is not None:
            self._marked.removeEventFilter(self)
        self._marked = view
        if view is not None:
            view.installEventFilter(self)
        self._place_mark_bar()

    def _place_mark_bar(self) -> None:
        """The bar stands beside the message that is marked, where it covers no letter."""
        view = self._marked
        self._mark_bar.setVisible(view is not None and not view.isHidden())
        if view is not None:
            at = self._column.pos() + view.pos()
            self._mark_bar.setGeometry(at.x() - MARK_BAR_LEFT_PX, at.y(), MARK_BAR_PX, view.height())

    def _fill(self) -> None:
        """Adds what can be added in ``FILL_S``, at least one, then lets other events in."""
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        following = self._following
        until = time.monotonic() + FILL_S
        while True:
            self._insert(0, self._earlier.pop())
            self._left_to_fill -= 1
            if not self._left_to_fill or time.monotonic() > until:
                break
        self._lay_out()
        if not self._left_to_fill:
            self._filling.stop()
            self._earlier_button.setVisible(bool(self._earlier))
        if not self._left_to_fill and self._wanted is not None:
            self._go_to_wanted()
        elif not following:  # the end is kept in view by itself
            self._column.adjustSize()
            bar.setValue(max(bar.maximum() - from_end, 0))
            self._following = False

    def _lay_out(self) -> None:
        """Gives what was added its place before anything is painted, where it would be seen squeezed for a moment."""
        # A question is given its width by the first, and asks for the height that its words have in it.
        for _ in range(2):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def append_question(self, entry: QuestionEntry) -> None:
        """Adds a question at the end and follows it."""
        self._insert(len(self._views), entry)
        self._lay_out()
        self.follow()

    def append_answer(self, entry: AnswerEntry) -> AnswerView:
        """Adds an answer at the end; the view takes what streams."""
        view = self._insert(len(self._views), entry)
        if not isinstance(view, AnswerView):
            raise TypeError("an answer has an answer's view")
        self._lay_out()
        return view

    def remove_last(self, count: int) -> None:
        """Takes back the newest entries, as when a question was refused."""
        self.drop(self._views[len(self._views) - count :])

    def follow(self) -> None:
        """Goes to the newest line and stays with it."""
        self._following = True
        self._mark(None)
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._place_newest()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the messages as they are read, though the newest was made first."""
        found = move_focus(self, self._column, forwards=forwards)
        if found is not None and self._column.isAncestorOf(found):
            self.ensureWidgetVisible(found)
        return found is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the column readable and the button in its place when the size changes."""
        if watched is self.viewport() and event.type() == QEvent.Type.Resize:
            side = side_margin_px(self.width(), self.fontMetrics().height()) + EDGE_PX
            seen = self.viewport().geometry()
            self._outside.setContentsMargins(side - seen.left(), 0, side - (self.width() - 1 - seen.right()), 0)
            self._place_newest()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            # A message moves with its column too, which is laid out by then.
            QTimer.singleShot(0, self, self._place_mark_bar)
        return super().eventFilter(watched, event)

    def _scrolled(self, value: int) -> None:
        self._following = value >= self.verticalScrollBar().maximum() - AT_END_PX
        self._place_newest()

    def _grew(self, _minimum: int, maximum: int) -> None:
        if self._following:
            self.verticalScrollBar().setValue(maximum)
        self._place_newest()

    def _place_newest(self) -> None:
        self._newest.setVisible(not self._following and self.verticalScrollBar().maximum() > 0)
        if self._newest.isVisibleTo(self):
            self._newest.adjustSize()
            x = (self.viewport().width() - self._newest.width()) // 2
            self._newest.move(x, self.viewport().height() - self._newest.height() - 12)
