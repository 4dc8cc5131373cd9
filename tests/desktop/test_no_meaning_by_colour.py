"""What a colour says is said by words, by a shape or by light and dark as well: two states that differ in hue alone fail.

Two pictures of one thing in two states must differ in pixels of a contrast of 3 : 1, the least for the parts of a control. The
red of an error and the grey of other words, the yellow of a mark and the paper below it differ by less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import (
    Answer,
    Basis,
    Citation,
    ConversationHit,
    FileReport,
    FileState,
    MessageState,
    ModelState,
    SentenceSupport,
    Timings,
)
from assistant.testing.model_statuses import model_status
from tests.desktop.screen_checks import LEAST_PIXELS, differing
from tests.desktop.test_every_screen import screens_of, settle
from ui.chat.context_meter import ContextMeter
from ui.chat.hit_delegate import HIT_ROLE, HitDelegate
from ui.chat.markdown_view import MarkdownView
from ui.chat.source_row import SourceRow
from ui.library.document_delegate import DocumentDelegate
from ui.library.document_item_model import DocumentItemModel
from ui.model_manager.model_row import ModelRow
from ui.theme.theme import Theme
from ui.voice.captions import captions

pytestmark = pytest.mark.desktop

THEMES = ("light", "dark", "high_contrast")
UI = Path(__file__).parents[2] / "ui"


def picture(widget: QWidget, size: QSize) -> QImage:
    widget.resize(size)
    widget.ensurePolished()
    QApplication.processEvents()
    return widget.grab().toImage()


def alike(states: Mapping[str, QImage]) -> list[str]:
    """Which of them cannot be told apart without seeing hues."""
    return [
        f"{one} and {other}"
        for one, other in combinations(states, 2)
        if differing(states[one], states[other]) < LEAST_PIXELS
    ]


def files() -> dict[str, QImage]:
    """A row of the library in each state of its file."""
    model, delegate, found = DocumentItemModel(), DocumentDelegate(), {}
    for state in set(FileState) - {FileState.UNCHANGED}:  # which is read, too
        model.set_reports([FileReport(path=Path("a.pdf"), state=state, document_id=DocumentId(1), chunks=2, pages=2)])
        image = QImage(400, 80, QImage.Format.Format_RGB32)
        image.fill(QApplication.palette().base().color())
        option = QStyleOptionViewItem()
        option.rect, option.palette, option.font = QRect(0, 0, 400, 80), QApplication.palette(), QApplication.font()
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(0, 0))
        painter.end()
        found[state.value] = image
    return found


def fits() -> dict[str, QImage]:
    """A model that fits, is slow, is too big."""
    rows = {fit: ModelRow(model_status("a", fit=fit), "chat") for fit in ("fits", "slow", "too_big")}
    return {fit: picture(row, QSize(600, 100)) for fit, row in rows.items()}


def models() -> dict[str, QImage]:
    """A model in each state, and in use."""
    rows = {state.value: ModelRow(model_status("a", state=state), "chat") for state in ModelState}
    rows["in use"] = ModelRow(model_status("a", state=ModelState.INSTALLED, active=True), "chat")
    return {state: picture(row, QSize(600, 100)) for state, row in rows.items()}


def sentences() -> dict[str, QImage]:
    """An answer whose sentence stands in a document, and one whose does not."""
    found = {}
    for supported in (True, False):
        view = MarkdownView()
        marks = (SentenceSupport(start=0, end=9, citations=(1,) if supported else ()),)
        view.set_text("It rains.", (), marks if not supported else (), show_unsupported=True)
        found[f"supported {supported}"] = picture(view, QSize(300, 60))
    return found


def sources() -> dict[str, QImage]:
    """A source that is as it was, and one that has changed since."""
    found = {}
    for stale in (False, True):
        cited = Citation(
            n=1, document_id=DocumentId(1), document=Path("a.pdf"), page=1, quote="x", start=0, end=1, stale=stale
        )
        row = SourceRow((cited,))
        row.say_words()
        found[f"stale {stale}"] = picture(row, QSize(300, 60))
    return found


def context() -> dict[str, QImage]:
    """The ring of a chat that is short, and of one that fills the model's view."""
    found = {}
    for share in (0.1, 0.5, 1.0):
        meter = ContextMeter()
        timings = Timings(prompt_tokens=round(1000 * share), context_tokens=1000)
        meter.show_answer(
            Answer(
                message=MessageId(1),
                conversation=ConversationId(1),
                turn=1,
                text="",
                state=MessageState.COMPLETE,
                model="a",
                basis=Basis.GENERAL,
                timings=timings,
            )
        )
        found[f"{share}"] = picture(meter, QSize(24, 24))
    return found


def found_words() -> dict[str, QImage]:
    """A line of the search with its word marked, and without."""
    found = {}
    for marks in ((), ((0, 4),)):
        rows = QListWidget()
        rows.setItemDelegate(HitDelegate(rows))
        item = QListWidgetItem("Rain")
        hit = ConversationHit(conversation=ConversationId(1), title="Rain again", updated_at=0.0, title_marks=marks)
        item.setData(HIT_ROLE, hit)
        rows.addItem(item)
        found[f"marked {bool(marks)}"] = picture(rows, QSize(300, 60))
    return found


def spoken() -> dict[str, QImage]:
    """The sentence that is said now, and another one."""
    mark = QApplication.palette().shadow().color().name()
    found = {}
    for said, begin in (("One.", 0), ("Two.", 5)):
        label = QLabel(captions("One. Two.", (said, begin), mark))
        found[said] = picture(label, QSize(200, 40))
    return found


STATES: Mapping[str, Callable[[], dict[str, QImage]]] = {
    made.__name__: made for made in (files, fits, models, sentences, sources, context, found_words, spoken)
}


@pytest.mark.parametrize("theme_choice", THEMES)
@pytest.mark.parametrize("what", STATES)
def test_states_are_told_apart_without_hues(qtbot: QtBot, qapp: QApplication, what: str, theme_choice: str) -> None:
    theme = Theme(qapp, theme_choice)
    try:
        assert alike(STATES[what]()) == []
    finally:
        theme.set_choice("light")


def _checks(top: QWidget) -> Iterator[tuple[str, dict[str, QImage]]]:
    """What can be switched on, on and off."""
    for button in top.findChildren(QAbstractButton):
        if not (button.isVisible() and button.isCheckable() and button.window() is top):
            continue
        button.blockSignals(True)
        group = button.group()
        exclusive = group is not None and group.exclusive()
        if group is not None and exclusive:
            group.setExclusive(False)
        before, states = button.isChecked(), {}
        for checked in (True, False):
            button.setChecked(checked)
            states[f"{checked}"] = button.grab().toImage()
        button.setChecked(before)
        if group is not None and exclusive:
            group.setExclusive(True)
        button.blockSignals(False)
        yield f"{type(button).__name__} “{button.text() or button.accessibleName()}”", states


def _choices(top: QWidget) -> Iterator[tuple[str, dict[str, QImage]]]:
    """A line of a list that is chosen, and not."""
    for view in top.findChildren(QAbstractItemView):
        model = view.model()
        if not (view.isVisible() and view.window() is top and model is not None and model.rowCount()):
            continue
        if view.selectionMode() is QAbstractItemView.SelectionMode.NoSelection:
            continue
        chosen = view.selectionModel()
        rows = (model.index(row, 0) for row in range(model.rowCount()))
        index = next((one for one in rows if one.flags() & one.flags().ItemIsSelectable), None)
        if index is None:
            continue
        before, current = chosen.selection(), chosen.currentIndex()
        chosen.blockSignals(True)
        view.clearFocus()
        states = {}
        for how in (QItemSelectionModel.SelectionFlag.ClearAndSelect, QItemSelectionModel.SelectionFlag.Clear):
            chosen.select(index, how)
            chosen.setCurrentIndex(model.index(-1, -1), QItemSelectionModel.SelectionFlag.NoUpdate)
            states[how.name or ""] = view.viewport().grab(view.visualRect(index)).toImage()
        chosen.select(before, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        chosen.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen.blockSignals(False)
        yield f"{type(view).__name__} “{view.accessibleName()}”", states


def _marks(top: QWidget) -> Iterator[str]:
    """Marked words of a text that has no other sign of it."""
    for view in top.findChildren(QTextEdit):
        if view.isVisible() and view.window() is top:
            for mark in view.extraSelections():
                if not mark.format.fontUnderline():
                    yield f"{type(view).__name__}: “{mark.cursor.selectedText()}”"


@pytest.mark.parametrize("theme_choice", THEMES)
def test_what_is_chosen_switched_on_or_marked_is_seen_without_hues(furnished: Any, theme_choice: str) -> None:
    furnished.desktop.theme.set_choice(theme_choice)
    troubles: set[str] = set()
    for name, top in screens_of(furnished, "en"):
        settle(top)
        for called, states in (*_checks(top), *_choices(top)):
            if alike(states):
                troubles.add(f"{name}: {called}")
        troubles |= {f"{name}: {one}" for one in _marks(top)}
        for label in top.findChildren(QLabel):
            if label.isVisible() and label.property("look") in ("error", "away") and not label.text():
                troubles.add(f"{name}: a red label without words")
    QTest.qWait(1)
    assert troubles == set(), "\n".join(["", *sorted(troubles)])


TELLS_STATES = re.compile(r"BrightText|\.Shadow|\bmarked_text\(|\"(?:error|away|trouble|talking|marked)\"")
WORDS = "its own words, and they come and go with the colour"
HOW_ELSE = {
    "calendar/event_editor.py": WORDS,
    "calendar/time_grid.py": "a line over the hours, thicker than theirs",
    "chat/answer_view.py": WORDS,
    "chat/composer.py": "an outline, and another name of the button",
    "chat/hit_delegate.py": "found_words",
    "chat/transcript.py": "a bar beside the message that was looked for",
    "chat_server/away_mark.py": WORDS,
    "chat_server/chat_server_card.py": WORDS,
    "chat_server/chat_server_dialog.py": WORDS,
    "exam/question_card.py": WORDS,
    "first_run/starter_set.py": WORDS,
    "keeping/encrypt_dialog.py": WORDS,
    "keeping/key_dialog.py": WORDS,
    "keeping/restore_dialog.py": WORDS,
    "library/document_delegate.py": "files",
    "library/page_text_view.py": "an underline",
    "library/rendered_page.py": "an underline",
    "library/unlock_dialog.py": WORDS,
    "settings/network_card.py": WORDS,
    "settings/setting_row.py": WORDS,
    "skills/own_skills_dialog.py": WORDS,
    "voice/voice_view.py": "spoken",
    "widgets/engine_dialog.py": WORDS,
    "widgets/trouble_card.py": WORDS,
}


def test_whatever_takes_the_colour_of_a_state_tells_it_otherwise_too() -> None:
    sources = (file for file in UI.rglob("*.py") if "theme" not in file.parts)
    taking = {
        file.relative_to(UI).as_posix() for file in sources if TELLS_STATES.search(file.read_text(encoding="utf-8"))
    }
    assert taking == set(HOW_ELSE), "say here, and test above, how it is told to those who do not see the colour"
