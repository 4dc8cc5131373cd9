"""The side bar: finding chats by what was said, pins, files, and the way to other pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QInputDialog, QLineEdit, QListWidget, QMenu, QStyle, QStyleOptionFrame

from assistant.errors import StorageError
from ui.chat.hit_delegate import HIT_ROLE
from ui.settings.settings_dialog import SettingsDialog

pytestmark = pytest.mark.desktop


@pytest.fixture
def with_chats(opened: Any) -> Any:
    """Two chats: only the second says anything of a deposit."""
    conversations = opened.api.conversations
    first = conversations.create("Lease")
    conversations.add_message(first, "user", "How much notice?")
    second = conversations.create("Flat")
    conversations.add_message(second, "user", "When is the deposit paid back?")
    opened.desktop.shelf.refresh()
    opened.until(lambda: len(opened.window.side_bar.titles()) == 2)
    return opened


def _list(opened: Any) -> QListWidget:
    found = opened.window.side_bar.findChild(QListWidget)
    assert isinstance(found, QListWidget)
    return found


def test_chats_are_found_by_what_was_said_with_the_words_marked(with_chats: Any) -> None:
    bar = with_chats.window.side_bar
    box = bar.findChildren(QLineEdit)[0]
    QTest.keyClicks(box, "DEPOSIT")
    with_chats.until(lambda: bar.titles() == ["Flat"] and _list(with_chats).item(0).data(HIT_ROLE) is not None)
    hit = _list(with_chats).item(0).data(HIT_ROLE)
    assert [hit.text[start:end] for start, end in hit.marks] == ["deposit"]
    assert "deposit" in _list(with_chats).item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    with_chats.window.grab()
    box.setText("nobody said this")
    with_chats.until(lambda: _list(with_chats).item(0).text() == "No chat holds that.")
    box.clear()
    with_chats.until(lambda: sorted(bar.titles()) == ["Flat", "Lease"])


def test_what_was_found_is_opened_by_the_keyboard(with_chats: Any) -> None:
    box = with_chats.window.side_bar.findChildren(QLineEdit)[0]
    with_chats.desktop.session.new_chat()
    box.setFocus()
    QTest.keyClicks(box, "deposit")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert with_chats.desktop.session.conversation is None, "no title holds that, and what was said is still looked for"
    with_chats.until(lambda: with_chats.desktop.session.conversation == 2)
    with_chats.desktop.session.new_chat()
    with_chats.window.activateWindow()
    box.setFocus()
    with_chats.until(box.hasFocus)
    QTest.keyClick(box, Qt.Key.Key_Down)
    with_chats.until(_list(with_chats).hasFocus)
    QTest.keyClick(_list(with_chats), Qt.Key.Key_Return)
    with_chats.until(lambda: with_chats.desktop.session.conversation == 2)
    box.clear()
    with_chats.desktop.session.new_chat()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert with_chats.desktop.session.conversation is None, "nothing is looked for"


def test_what_was_found_stays_when_the_chats_change(with_chats: Any) -> None:
    bar, conversations = with_chats.window.side_bar, with_chats.api.conversations
    bar.findChildren(QLineEdit)[0].setText("deposit")
    with_chats.until(lambda: bar.titles() == ["Flat"] and _list(with_chats).item(0).data(HIT_ROLE) is not None)
    third = conversations.create("House")
    conversations.add_message(third, "user", "Is there a deposit?")
    with_chats.desktop.shelf.refresh()
    with_chats.until(lambda: sorted(bar.titles()) == ["Flat", "House"])
    assert _list(with_chats).item(0).data(HIT_ROLE) is not None
    with_chats.desktop.shelf.delete(third)
    with_chats.until(lambda: bar.titles() == ["Flat"])


def test_the_marks_are_painted(with_chats: Any) -> None:
    bar, colour = with_chats.window.side_bar, with_chats.desktop.theme.colours.mark
    box = bar.findChildren(QLineEdit)[0]
    box.setText("deposit")
    with_chats.until(lambda: bar.titles() == ["Flat"] and _list(with_chats).item(0).data(HIT_ROLE) is not None)
    picture = _list(with_chats).viewport().grab().toImage()
    painted = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height() // 2)}
    assert colour in painted


def _name(opened: Any, title: str) -> QLineEdit:
    """Begins to rename a chat by the keyboard; what is typed takes the place of its old name."""
    chats = _list(opened)
    chats.setCurrentItem(next(chats.item(row) for row in range(chats.count()) if chats.item(row).text() == title))
    chats.setFocus()
    QTest.keyClick(chats, Qt.Key.Key_F2)
    opened.until(lambda: bool(chats.findChildren(QLineEdit)))
    return chats.findChildren(QLineEdit)[0]


def _titles(opened: Any) -> list[str]:
    return sorted(one.title for one in opened.api.conversations.list())


def test_a_chat_is_renamed_by_the_keyboard(with_chats: Any) -> None:
    box = _name(with_chats, "Lease")
    QTest.keyClicks(box, "Flat in Linden Street")
    QTest.keyClick(box, Qt.Key.Key_Return)
    with_chats.until(lambda: _titles(with_chats) == ["Flat", "Flat in Linden Street"])
    with_chats.until(lambda: sorted(with_chats.window.side_bar.titles()) == ["Flat", "Flat in Linden Street"])


def test_no_letter_of_a_name_that_is_typed_is_cut(with_chats: Any) -> None:
    box = _name(with_chats, "Lease")
    option = QStyleOptionFrame()
    box.initStyleOption(option)
    room = box.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, box)
    assert room.height() >= box.fontMetrics().height()
    rows = _list(with_chats)
    assert box.geometry() == rows.visualItemRect(rows.currentItem())


def test_a_menu_that_is_open_while_chats_come_renames_the_chat_it_was_opened_for(with_chats: Any) -> None:
    chats = _list(with_chats)
    row = next(chats.item(row) for row in range(chats.count()) if chats.item(row).text() == "Lease")
    chats.customContextMenuRequested.emit(chats.visualItemRect(row).center())
    menu = chats.findChild(QMenu)
    assert menu is not None
    with_chats.api.conversations.create("Imported meanwhile")
    with_chats.desktop.shelf.refresh()
    with_chats.until(lambda: "Imported meanwhile" in with_chats.window.side_bar.titles())
    next(action for action in menu.actions() if action.text() == "Rename").trigger()
    menu.close()
    with_chats.until(lambda: bool(chats.findChildren(QLineEdit)))
    box = chats.findChildren(QLineEdit)[0]
    assert box.text() == "Lease"
    QTest.keyClicks(box, "Linden Street")
    QTest.keyClick(box, Qt.Key.Key_Return)
    with_chats.until(lambda: _titles(with_chats) == ["Flat", "Imported meanwhile", "Linden Street"])


@pytest.mark.parametrize(("typed", "key"), [("Other", Qt.Key.Key_Escape), ("   ", Qt.Key.Key_Return)])
def test_a_name_that_is_given_up_or_empty_leaves_the_old_one(with_chats: Any, typed: str, key: Qt.Key) -> None:
    box = _name(with_chats, "Lease")
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, key)
    with_chats.until(lambda: not _list(with_chats).findChildren(QLineEdit))
    assert sorted(with_chats.window.side_bar.titles()) == ["Flat", "Lease"]
    assert _titles(with_chats) == ["Flat", "Lease"]


def test_a_name_that_is_refused_goes_back_and_the_reason_is_said(
    with_chats: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("The disk is full.", "Free some room.")

    monkeypatch.setattr(with_chats.api.conversations, "rename", refuse)
    box = _name(with_chats, "Lease")
    QTest.keyClicks(box, "Other")
    QTest.keyClick(box, Qt.Key.Key_Return)
    with_chats.until(lambda: with_chats.chat.banner.text == "The disk is full. Free some room.")
    assert sorted(with_chats.window.side_bar.titles()) == ["Flat", "Lease"]


def test_a_name_that_is_being_typed_outlives_answers_and_new_chats(with_chats: Any) -> None:
    with_chats.desktop.session.new_chat()
    turn = with_chats.ask("How much is the rent?")
    with_chats.api.advance(turn, 6)
    with_chats.until(lambda: len(with_chats.window.side_bar.titles()) == 3)
    box = _name(with_chats, "Lease")
    QTest.keyClicks(box, "Linden")
    with_chats.api.finish(turn)
    with_chats.until(lambda: not with_chats.desktop.session.answering)
    with_chats.api.conversations.create("Imported meanwhile")
    with_chats.desktop.shelf.refresh()
    with_chats.until(lambda: "Imported meanwhile" in [one.title for one in with_chats.desktop.shelf._known])
    assert box.text() == "Linden"
    QTest.keyClicks(box, " Street")
    QTest.keyClick(box, Qt.Key.Key_Return)
    wanted = ["Flat", "How much is the rent?", "Imported meanwhile", "Linden Street"]
    with_chats.until(lambda: _titles(with_chats) == wanted)
    with_chats.until(lambda: sorted(with_chats.window.side_bar.titles()) == wanted)


def test_a_pinned_chat_comes_first_under_its_own_heading(with_chats: Any) -> None:
    bar = with_chats.window.side_bar
    pinned = next(one.id for one in with_chats.api.conversations.list() if one.title == "Lease")
    bar.pin_requested.emit(int(pinned), True)
    with_chats.until(lambda: _list(with_chats).item(0).text() == "Pinned")
    assert bar.titles() == ["Lease", "Flat"]
    bar.pin_requested.emit(int(pinned), False)
    with_chats.until(lambda: _list(with_chats).item(0).text() != "Pinned")


def test_a_chat_is_put_into_a_folder_that_is_named_then(with_chats: Any) -> None:
    bar = with_chats.window.side_bar
    lease = next(one.id for one in with_chats.api.conversations.list() if one.title == "Lease")
    bar.new_folder_requested.emit(int(lease))
    dialog = with_chats.window.findChildren(QInputDialog)[-1]
    dialog.setTextValue("Home")
    dialog.accept()
    with_chats.until(lambda: _list(with_chats).item(0).text() == "Home")
    assert bar.titles() == ["Lease", "Flat"]
    menu = QMenu()
    bar._rows._add_folders(menu, int(lease))
    submenu = menu.actions()[0].menu()
    assert isinstance(submenu, QMenu)
    assert [one.text() for one in submenu.actions()] == ["New folder …", "Out of its folder"]
    submenu.actions()[1].trigger()
    with_chats.until(lambda: _list(with_chats).item(0).text() != "Home")
    menu.deleteLater()


@pytest.mark.parametrize(
    ("ending", "begin"), [("pdf", "%PDF"), ("md", "# Lease"), ("html", "<!doctype html>"), ("json", "{")]
)
def test_a_chat_is_saved_as_a_file(with_chats: Any, tmp_path: Path, ending: str, begin: str) -> None:
    number = next(one.id for one in with_chats.api.conversations.list() if one.title == "Lease")
    with_chats.desktop.shelf.export(number, tmp_path / f"lease.{ending}")
    with_chats.until(lambda: with_chats.chat.banner.text == f"Saved as lease.{ending}.")
    assert (tmp_path / f"lease.{ending}").read_bytes().startswith(begin.encode())


def test_a_file_that_cannot_be_written_is_told(with_chats: Any, tmp_path: Path) -> None:
    number = with_chats.api.conversations.list()[0].id
    with_chats.desktop.shelf.export(number, tmp_path / "none" / "lease.md")
    with_chats.until(lambda: "cannot be written" in with_chats.chat.banner.text)


def test_the_side_bar_leads_to_the_other_pages(with_chats: Any) -> None:
    buttons = {one.text(): one for one in with_chats.window.side_bar.findChildren(QAbstractButton)}
    buttons["Documents"].click()
    assert with_chats.window.page_name() == "documents"
    for words, page in (("Memory", "memory"), ("Calendar", "calendar"), ("Models", "models")):
        buttons[words].click()
        with_chats.until(lambda page=page: with_chats.window.page_name() == page)
    buttons["Settings"].click()
    with_chats.until(lambda: any(one.isVisible() for one in with_chats.window.findChildren(SettingsDialog)))


def test_the_side_bar_marks_the_page_that_is_open(with_chats: Any) -> None:
    window = with_chats.window
    buttons = {one.text(): one for one in window.side_bar.findChildren(QAbstractButton)}
    pages = ("Documents", "Memory", "Calendar", "Models", "Settings")

    def marked() -> list[str]:
        return [words for words in pages if buttons[words].isChecked()]

    assert marked() == []
    buttons["Memory"].click()
    assert marked() == ["Memory"]
    buttons["Memory"].click()
    assert marked() == ["Memory"]
    buttons["Documents"].click()
    assert marked() == ["Documents"]
    assert [words for words in pages if buttons[words].isCheckable()] == ["Documents"]
    window.show_page("chat")
    assert marked() == []


def test_the_list_fills_its_place_between_the_box_and_the_pages(with_chats: Any) -> None:
    bar = with_chats.window.side_bar
    box, chats = bar.findChildren(QLineEdit)[0], _list(with_chats)
    documents = next(one for one in bar.findChildren(QAbstractButton) if one.text() == "Documents")
    assert box.geometry().bottom() < chats.geometry().top()
    assert chats.geometry().bottom() < documents.geometry().top()
    assert chats.height() > bar.height() // 2
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert chats.hasFocus()


def test_a_hand_is_shown_over_a_button(with_chats: Any) -> None:
    button = next(one for one in with_chats.window.side_bar.findChildren(QAbstractButton) if one.text() == "Documents")
    QTest.mouseMove(button)
    with_chats.until(lambda: button.cursor().shape() == Qt.CursorShape.PointingHandCursor)


def test_a_mark_or_japanese_makes_no_row_higher(with_chats: Any) -> None:
    conversations = with_chats.api.conversations
    japanese = conversations.create("日本語の会話")
    conversations.add_message(japanese, "user", "こんにちは")
    side_bar, found = with_chats.window.side_bar, _list(with_chats)
    with_chats.desktop.shelf.refresh()
    with_chats.until(lambda: len(side_bar.titles()) == 3)

    def heights() -> set[int]:
        rows = [found.item(row) for row in range(found.count())]
        return {found.visualItemRect(row).height() for row in rows if row.flags() & Qt.ItemFlag.ItemIsEnabled}

    assert len(heights()) == 1
    before = heights()
    side_bar.mark_running(frozenset({japanese}))
    assert heights() == before


def test_the_keyboard_on_a_row_moves_nothing_of_it(with_chats: Any) -> None:
    found = _list(with_chats)
    row = next(one for one in (found.item(at) for at in range(found.count())) if one.text() == "Flat")
    found.setCurrentItem(row)
    before = found.visualItemRect(row)
    found.setFocus()
    with_chats.until(found.hasFocus)
    assert found.visualItemRect(row) == before


def test_a_chat_that_a_restored_backup_brings_back_is_shown(with_chats: Any) -> None:
    conversations, shelf = with_chats.api.conversations, with_chats.desktop.shelf
    flat = next(one.id for one in conversations.list() if one.title == "Flat")
    shelf.delete(flat)
    with_chats.chat.banner.dismiss()
    with_chats.until(lambda: len(conversations.list()) == 1)
    with_chats.until(lambda: [one.title for one in shelf._known] == ["Lease"])
    assert conversations.create("Flat") == flat
    shelf.refresh()
    with_chats.until(lambda: sorted(with_chats.window.side_bar.titles()) == ["Flat", "Lease"])


def test_a_chat_that_could_not_be_deleted_comes_back(with_chats: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise StorageError("The disk is full.", "Free some space.")

    monkeypatch.setattr(with_chats.api.conversations, "delete", refuse)
    one = with_chats.api.conversations.list()[0]
    with_chats.desktop.shelf.delete(one.id)
    assert one.title not in with_chats.window.side_bar.titles()
    with_chats.chat.banner.dismiss()
    with_chats.until(lambda: "disk is full" in with_chats.chat.banner.text)
    assert one.title in with_chats.window.side_bar.titles()


def test_the_keyboard_goes_to_the_next_chat_when_one_is_deleted(with_chats: Any) -> None:
    conversations, rows = with_chats.api.conversations, _list(with_chats)
    for title in ("Will", "Garage", "Boat"):
        conversations.now += 60
        conversations.create(title)
    with_chats.desktop.shelf.refresh()
    with_chats.until(lambda: len(with_chats.window.side_bar.titles()) == 5)
    titles = with_chats.window.side_bar.titles()
    oldest = next(one.id for one in conversations.list() if one.title == titles[-1])
    with_chats.desktop.session.open(oldest)
    rows.setFocus()
    rows.setCurrentItem(next(rows.item(at) for at in range(rows.count()) if rows.item(at).text() == titles[1]))
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert rows.currentItem().text() == titles[2], "not the chat that is open"
    conversations.create("Quite new")
    with_chats.desktop.shelf.refresh()
    with_chats.until(lambda: "Quite new" in with_chats.window.side_bar.titles())
    assert rows.currentItem().text() == titles[2]


def test_a_chat_that_the_search_hides_is_not_deleted_by_a_key(with_chats: Any) -> None:
    rows, bar = _list(with_chats), with_chats.window.side_bar
    rows.setCurrentItem(next(rows.item(at) for at in range(rows.count()) if rows.item(at).text() == "Lease"))
    bar.findChildren(QLineEdit)[0].setText("Fla")
    assert bar.titles() == ["Flat"]
    rows.setFocus()
    rows.setCurrentItem(next(rows.item(at) for at in range(rows.count()) if rows.item(at).text() == "Lease"))
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert "Deleted" not in with_chats.chat.banner.text
