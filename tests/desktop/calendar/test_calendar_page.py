"""The calendar page over a scripted engine: days and weeks by mouse and keys, and events added, changed, deleted and taken back."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTime
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import InvalidInput
from assistant.ids import ActionId
from assistant.records import CalendarEvent, Extent
from assistant.testing.front_door import ScriptedAssistant
from ui.calendar.calendar_page import CalendarPage
from ui.calendar.event_chip import EventChip, cut_to
from ui.calendar.event_editor import EventEditor
from ui.operations import Operations
from ui.theme.theme import Theme
from ui.translations.translator import WindowLanguage

pytestmark = pytest.mark.desktop

NOW = datetime.datetime(2026, 11, 25, 10, 20).astimezone()
MONDAY = datetime.datetime(2026, 11, 23)  # noqa: DTZ001 - by the clock on the wall
KEY = Qt.Key


def event(title: str, day: int, hour: float, hours: float = 1, **more: bool) -> CalendarEvent:
    start = (MONDAY + datetime.timedelta(days=day, hours=hour)).astimezone().timestamp()
    kinds = {"all_day": False, "repeats": False, **more}
    return CalendarEvent(title=title, starts_at=start, ends_at=start + hours * 3600, uid=title, **kinds)


LUNCH = event("Lunch", 2, 12)
SWIM = event("Swim", 4, 18, repeats=True)
FAIR = event("Fair", 1, 0, 48, all_day=True)


@pytest.fixture
def page(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[CalendarPage]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    api.skills.events = [FAIR, LUNCH, SWIM]
    operations = Operations()
    made = CalendarPage(api, operations, now=lambda: NOW, first_weekday=1)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitUntil(lambda: len(made.grid.chips) == 2)
    yield made
    operations.close(2.0)
    QLocale.setDefault(before)


def editor_of(page: CalendarPage) -> EventEditor:
    assert page.editor is not None
    return page.editor


def test_a_week_with_its_events_and_where_we_are(page: CalendarPage) -> None:
    assert page.days[0] == datetime.date(2026, 11, 23)
    assert page.title.text() == "November 2026"
    assert [chip.event_shown.title for chip in page.grid.chips] == ["Lunch", "Swim"]
    assert [chip.event_shown.title for chip in page.strip.chips] == ["Fair"]
    assert page.grid.mark == (datetime.date(2026, 11, 25), 10 * 60)
    lunch, swim = page.grid.chips
    assert lunch.accessibleName().startswith("Lunch, Wednesday, 25 November 2026, 12:00")
    assert swim.accessibleName().endswith("repeats")
    assert "to Wednesday" in page.strip.chips[0].accessibleName()


def test_the_view_goes_back_and_forth_by_keys(page: CalendarPage, qtbot: QtBot) -> None:
    page.grid.setFocus()
    QTest.keyClick(page.grid, KEY.Key_D)
    assert page.days == [datetime.date(2026, 11, 25)]
    assert page.day.isChecked()
    QTest.keyClick(page.grid, KEY.Key_PageDown)
    assert page.days == [datetime.date(2026, 11, 26)]
    QTest.keyClick(page.grid, KEY.Key_W)
    QTest.keyClick(page.grid, KEY.Key_PageUp)
    assert page.days[0] == datetime.date(2026, 11, 16)
    QTest.keyClick(page.grid, KEY.Key_T)
    assert page.days[0] == datetime.date(2026, 11, 23)
    qtbot.waitUntil(lambda: len(page.grid.chips) == 2)
    QTest.mouseClick(page.strip.heads[4], Qt.MouseButton.LeftButton)
    assert page.days == [datetime.date(2026, 11, 27)]
    page.before.click()
    assert page.days == [datetime.date(2026, 11, 26)]


def test_arrows_move_the_mark_which_is_said_and_may_leave_the_week(page: CalendarPage) -> None:
    page.grid.set_mark(datetime.date(2026, 11, 25), 11 * 60 + 30)
    QTest.keyClick(page.grid, KEY.Key_Down)
    assert page.grid.accessibleName().startswith("Wednesday, 25 November 2026, 12:00")
    assert page.grid.accessibleName().endswith("Lunch")
    for _ in range(5):
        QTest.keyClick(page.grid, KEY.Key_Right)
    assert page.grid.mark == (datetime.date(2026, 11, 30), 12 * 60)
    assert page.days[0] == datetime.date(2026, 11, 30)


def test_an_event_is_added_where_the_mark_is_and_taken_back(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    page.grid.set_mark(datetime.date(2026, 11, 26), 15 * 60)
    QTest.keyClick(page.grid, KEY.Key_Return)
    editor = editor_of(page)
    editor.save.click()
    assert "called" in editor.trouble.text()
    editor.title.setText(" Dentist ")
    editor.from_time.setTime(QTime(16, 30))
    assert editor.to_time.time() == QTime(17, 30)
    editor.repeats.setCurrentIndex(3)
    editor.save.click()
    qtbot.waitUntil(lambda: page.banner.text != "")
    [(changed, draft, extent)] = api.skills.drafts
    assert (changed, draft.title, draft.rule, extent) == (None, "Dentist", "FREQ=WEEKLY", Extent.ONCE)
    assert datetime.datetime.fromtimestamp(draft.starts_at).astimezone().isoformat()[:16] == "2026-11-26T16:30"
    assert draft.reminds
    page.activateWindow()
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    with qtbot.waitSignal(page.undone):
        QTest.keyClick(page.grid, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert api.skills.undone == [ActionId(70)]


def test_what_was_typed_stays_when_it_cannot_be_written(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    api.skills.refusal = InvalidInput("The disk is full, so the file was left as it was.", "Free some space.")
    QTest.mouseDClick(page.grid, Qt.MouseButton.LeftButton, pos=QPoint(page.grid.column_rect(0, 0)[0] + 9, 9))
    editor = editor_of(page)
    assert editor.from_day.date() == QDate(2026, 11, 23)
    editor.title.setText("Dentist")
    editor.save.click()
    qtbot.waitUntil(lambda: "disk is full" in editor.trouble.text())
    assert editor.isVisible()
    assert editor.title.text() == "Dentist"
    api.skills.refusal = None


def test_whole_days_are_changed_and_their_last_day_counts(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    page.strip.chips[0].click()
    editor = editor_of(page)
    assert editor.to_day.date() == QDate(2026, 11, 25)
    assert not editor.from_time.isVisible()
    editor.to_day.setDate(QDate(2026, 11, 23))
    editor.save.click()
    assert "ends before" in editor.trouble.text()
    editor.to_day.setDate(QDate(2026, 11, 26))
    editor.save.click()
    qtbot.waitUntil(lambda: len(api.skills.drafts) == 1)
    changed, draft, _ = api.skills.drafts[0]
    assert changed == FAIR
    assert draft.ends_at - draft.starts_at == 3 * 86400


def test_of_a_series_this_time_and_all_after_it_are_changed(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    QTest.keyClick(page.grid.chips[1], KEY.Key_Return)
    editor = editor_of(page)
    assert editor.extent is Extent.ONCE
    editor.extents.setCurrentIndex(1)
    editor.title.setText("Dive")
    editor.save.click()
    qtbot.waitUntil(lambda: len(api.skills.drafts) == 1)
    changed, draft, extent = api.skills.drafts[0]
    assert (changed, draft.title, extent) == (SWIM, "Dive", Extent.FOLLOWING)


def test_of_a_series_one_time_or_every_one_is_meant(page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot) -> None:
    QTest.keyClick(page.grid.chips[1], KEY.Key_Delete)
    editor = editor_of(page)
    assert not editor.repeats.isEnabled()
    editor.extents.setCurrentIndex(2)
    editor.delete.click()
    qtbot.waitUntil(lambda: api.skills.deleted == [(SWIM, Extent.EVERY)])
    qtbot.waitUntil(lambda: "Swim" in page.banner.text)
    QTest.keyClick(page.grid.chips[0], KEY.Key_Delete)
    qtbot.waitUntil(lambda: api.skills.deleted[1:] == [(LUNCH, Extent.ONCE)])
    qtbot.waitUntil(lambda: "Lunch" in page.banner.text)
    undo = next(one for one in page.banner.findChildren(QPushButton) if one.text() == "Undo")
    with qtbot.waitSignal(page.undone):
        undo.click()
    assert api.skills.undone == [ActionId(71)]


def held(monkeypatch: pytest.MonkeyPatch, api: ScriptedAssistant, name: str) -> threading.Event:
    """A call of the skills that ends when its gate is opened."""
    plain, gate = getattr(api.skills, name), threading.Event()
    monkeypatch.setattr(api.skills, name, lambda *what, **more: (gate.wait(30), plain(*what, **more))[1])
    return gate


def dismiss(editor: EventEditor, qtbot: QtBot) -> None:
    """Closes the sheet, and returns when it is gone."""
    gone = list[bool]()
    editor.destroyed.connect(lambda: gone.append(True))
    editor.reject()
    qtbot.waitUntil(lambda: gone == [True])


def test_an_event_is_written_once_however_often_save_is_pressed(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = held(monkeypatch, api, "add_event")
    page.add.click()
    editor_of(page).title.setText("Dentist")
    editor_of(page).save.click()
    editor_of(page).save.click()
    gate.set()
    qtbot.waitUntil(lambda: "Dentist" in page.banner.text)
    qtbot.wait(50)
    assert len(api.skills.drafts) == 1


def test_a_sheet_that_is_closed_while_its_event_is_written_is_left_alone(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = held(monkeypatch, api, "add_event")
    page.add.click()
    editor_of(page).title.setText("Dentist")
    editor_of(page).save.click()
    dismiss(editor_of(page), qtbot)
    gate.set()
    qtbot.waitUntil(lambda: "Dentist" in page.banner.text)


def test_what_was_not_written_is_said_though_its_sheet_is_closed(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = held(monkeypatch, api, "change_event")
    page.grid.chips[0].click()
    editor_of(page).save.click()
    dismiss(editor_of(page), qtbot)
    api.skills.refusal = InvalidInput("The calendar file is damaged, so it was left untouched.", "Mend it.")
    gate.set()
    qtbot.waitUntil(lambda: "damaged" in page.trouble.text)


def test_the_keyboard_stays_where_it_is_when_the_page_looks_again(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    page.activateWindow()

    def swim() -> EventChip:
        return next(chip for chip in page.grid.chips if chip.event_shown == SWIM)

    for place in (lambda: page.strip.heads[3], lambda: page.strip.chips[0], swim):
        place().setFocus()
        qtbot.waitUntil(lambda: place().hasFocus())  # noqa: B023 - waited for here and now
        before, api.skills.events = len(page.grid.chips), [*api.skills.events, event(f"Call {id(place)}", 0, 9)]
        page.refresh()
        qtbot.waitUntil(lambda: len(page.grid.chips) == before + 1)  # noqa: B023
        assert place().hasFocus()
    page.strip.heads[3].setFocus()
    page.refresh()
    qtbot.wait(50)
    assert page.strip.heads[3].hasFocus()


def test_the_keyboard_of_an_event_that_went_comes_to_the_hours(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    page.activateWindow()
    for chip in (page.grid.chips[0], page.strip.chips[0]):
        chip.setFocus()
        QTest.keyClick(chip, KEY.Key_Delete)
        api.skills.events = [one for one in api.skills.events if one != chip.event_shown]
        page.refresh()
        title = chip.event_shown.title
        qtbot.waitUntil(
            lambda: title not in [one.event_shown.title for one in (*page.grid.chips, *page.strip.chips)]  # noqa: B023
        )
        assert page.grid.hasFocus()


def test_another_language_names_the_days_and_events_at_once(page: CalendarPage, english: WindowLanguage) -> None:
    english.choose("ja")
    QTest.qWait(1)
    try:
        assert "水曜日" in page.strip.heads[2].accessibleName()
        assert "水曜日" in page.grid.chips[0].accessibleName()
        assert "水曜日" in page.grid.accessibleName()
    finally:
        english.choose("en")


def test_a_broken_calendar_is_said_and_looked_at_again(
    page: CalendarPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    api.skills.refusal = InvalidInput("The calendar file is damaged, so it was left untouched.", "Mend it.")
    page.refresh()
    qtbot.waitUntil(lambda: "damaged" in page.trouble.text)
    api.skills.refusal = None
    page.trouble.again.emit()
    qtbot.waitUntil(lambda: page.trouble.text == "")


@pytest.mark.parametrize("text", ["Dentist and lunch", "歯医者とそのあとの昼食"])
def test_what_has_hardly_room_shows_its_beginning_and_not_dots_alone(qapp: QApplication, text: str) -> None:
    metrics = QFontMetrics(qapp.font())
    whole = metrics.horizontalAdvance(text)
    assert cut_to(text, whole + 1, metrics) == text
    shorter = cut_to(text, whole * 2 // 3, metrics)
    assert shorter.endswith("…")
    assert text.startswith(shorter[:-1])
    assert cut_to(text, metrics.horizontalAdvance("…") + 2, metrics) == text


def test_higher_letters_of_another_font_are_not_cut(theme: Theme, qtbot: QtBot, page: CalendarPage) -> None:
    before = page.strip.height()
    theme.set_zoom(160)
    qtbot.waitUntil(lambda: page.strip.height() > before)
    lowest = max(one.geometry().bottom() for one in (*page.strip.heads, *page.strip.chips))
    assert lowest < page.strip.height()
    assert page.strip.heads[0].height() >= 2 * page.strip.fontMetrics().height()
