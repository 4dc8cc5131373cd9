"""The memory page over a scripted engine, and what an answer was given to go by under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QInputDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from assistant.ids import ConversationId, FactId, MessageId
from assistant.records import Basis, Fact, FactOrigin, FactSource, Remembered
from assistant.testing.front_door import ScriptedAssistant
from ui.chat.memory_row import MemoryRow
from ui.memory.memory_page import MemoryPage
from ui.memory.memory_words import fact_words, plan_words
from ui.operations import Operations

pytestmark = pytest.mark.desktop

MIA = Fact(
    id=FactId(1),
    text="my daughter Mia is allergic to nuts",
    since=1_772_000_000.0,
    source=FactSource(
        conversation=ConversationId(3),
        turn=1,
        message=MessageId(7),
        quote="my daughter Mia is allergic to nuts",
    ),
)
OLD_PHONE = Fact(
    id=FactId(2), text="my phone is 555", since=1_770_000_000.0, until=1_772_000_000.0, origin=FactOrigin.WRITTEN
)


@pytest.fixture
def page(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[MemoryPage]:
    api.memory.facts = [MIA, OLD_PHONE]
    operations = Operations()
    made = MemoryPage(api, operations)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: len(made.rows) == 2)
    yield made
    operations.close(2.0)


def button(box: QMessageBox, text: str) -> QPushButton:
    return next(one for one in box.findChildren(QPushButton) if one.text() == text)


def test_every_fact_shows_its_dates_and_source(page: MemoryPage) -> None:
    mia, phone = page.rows
    assert mia.words == fact_words(MIA)
    assert "You asked to remember it." in mia.words
    assert mia.source.isVisible()
    assert phone.words.startswith("From ")
    assert not phone.source.isVisible()


def test_the_source_is_asked_for(page: MemoryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.source_wanted) as wanted:
        page.rows[0].source.click()
    assert wanted.args == [MIA]


def test_a_fact_is_added_edited_and_found(page: MemoryPage, api: ScriptedAssistant, qtbot: QtBot) -> None:
    page.new.setText("  The key is under the pot ")
    page.add.click()
    qtbot.waitUntil(lambda: len(page.rows) == 3)
    assert api.memory.facts[0].text == "The key is under the pot"
    assert page.new.text() == ""
    page.filter.setText("KEY")
    assert [row.isVisible() for row in page.rows] == [True, False, False]
    page.filter.clear()
    page.rows[0].edit.click()
    dialog = page.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("The key is in the shed")
    dialog.accept()
    qtbot.waitUntil(lambda: api.memory.facts[0].text == "The key is in the shed")


def test_what_is_typed_while_a_fact_is_taken_in_stays(page: MemoryPage, api: ScriptedAssistant, qtbot: QtBot) -> None:
    page.new.setText("The key is under the pot")
    page.add.click()
    page.new.setText("The spare one is at Nora's")
    qtbot.waitUntil(lambda: len(page.rows) == 3)
    assert page.new.text() == "The spare one is at Nora's"


def test_forgetting_says_first_what_will_go(page: MemoryPage, api: ScriptedAssistant, qtbot: QtBot) -> None:
    page.rows[0].forget.click()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text() == "Forget “my daughter Mia is allergic to nuts”?"
    assert box.informativeText() == plan_words(api.memory.plan_forgetting([FactId(1)]))
    assert "cannot be undone" in box.informativeText()
    assert api.memory.forgotten == []
    button(box, "Forget for good").click()
    qtbot.waitUntil(lambda: [row.fact for row in page.rows] == [OLD_PHONE])
    assert [plan.facts for plan in api.memory.forgotten] == [(MIA,)]


def test_everything_goes_only_when_it_is_confirmed_with_what_goes_in_numbers(
    page: MemoryPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    def asked(count: int) -> QMessageBox:
        page.everything.click()
        qtbot.waitUntil(lambda: len(page.findChildren(QMessageBox)) == count)
        return page.findChildren(QMessageBox)[-1]

    box = asked(1)
    assert "This goes: 4 chats with 30 messages, and 2 facts." in box.informativeText()
    assert "Timers, alarms, what your own skills keep" in box.informativeText()
    assert "the files of your calendar, lists and notes stay" in box.informativeText()
    box.reject()
    assert not api.memory.emptied
    qtbot.waitUntil(lambda: page.findChildren(QMessageBox) == [])
    button(asked(1), "Forget for good").click()
    qtbot.waitUntil(lambda: page.rows == [])
    assert api.memory.emptied


def test_the_page_is_reached_and_a_receipt_leads_to_its_chat(opened: Any) -> None:
    opened.api.memory.facts = [OLD_PHONE]
    opened.window.command("memory").trigger()
    page = opened.window.findChild(MemoryPage)
    opened.until(lambda: len(page.rows) == 1)
    # The keyboard is not on the button that forgets everything, which stands first.
    assert opened.window.focusWidget() is page.new
    source = opened.api.conversations.create("Where it was said")
    said = opened.api.conversations.add_message(source, "user", "Remember that Mia is allergic to nuts.")
    for _ in range(12):
        opened.api.conversations.add_message(source, "assistant", "Many lines.\n\n" * 8)
    receipts = (
        Remembered(
            text="Mia is allergic to nuts",
            said_at=1_772_000_000.0,
            fact=FactId(1),
            conversation=source,
            message=said,
        ),
        Remembered(text="my phone is 555", said_at=1_772_000_000.0, fact=FactId(2)),
    )
    opened.api.script("She cannot eat nuts.", basis=Basis.MEMORY, remembered=receipts)
    opened.window.show_page("chat")
    opened.api.finish(opened.ask("What can Mia not eat?"))
    opened.until(lambda: opened.chat.transcript.findChild(MemoryRow) is not None)
    row = opened.chat.transcript.findChild(MemoryRow)
    names = [one.accessibleName() for one in row.findChildren(QPushButton)] or [
        one.accessibleName() for one, _ in row._buttons
    ]
    assert names[0].endswith("Mia is allergic to nuts")
    row._buttons[1][0].click()
    assert opened.window.page_name() == "memory"
    row._buttons[0][0].click()
    opened.until(lambda: opened.desktop.session.conversation == source)
    assert opened.window.page_name() == "chat"
    opened.until(lambda: opened.chat.transcript.marked == said)
    opened.until(lambda: opened.chat.transcript.verticalScrollBar().value() < 200)
    # The same one again, now that its chat is open.
    opened.chat.transcript.follow()
    opened.window.command("memory").trigger()
    opened.desktop.screens._open_source(receipts[0])
    opened.until(lambda: opened.chat.transcript.marked == said)


def test_a_hit_of_the_search_leads_to_its_message(opened: Any) -> None:
    chat = opened.api.conversations.create("A long one")
    said = opened.api.conversations.add_message(chat, "user", "The boiler was serviced in May.")
    opened.api.conversations.add_message(chat, "assistant", "Noted.")
    opened.desktop.shelf.refresh()
    side_bar = opened.window.side_bar
    side_bar._filter.setText("boiler")
    opened.until(lambda: bool(side_bar._rows.chats()) and not side_bar._search.isActive())
    opened.until(lambda: "A long one" in side_bar.titles())
    side_bar._rows.open_item(side_bar._rows.chats()[0])
    opened.until(lambda: opened.chat.transcript.marked == said)


def test_a_temporary_chat_is_asked_for_and_keeps_no_draft(opened: Any) -> None:
    opened.window.command("temporary_chat").trigger()
    assert opened.desktop.session.temporary
    assert "nothing of it is stored" in opened.chat.state_line.words
    opened.window.talk_pressed.emit()
    assert "Write the first question" in opened.chat.banner.text
    assert opened.api.voice.calls == []
    turn = opened.ask("Between us")
    assert opened.api.asked_temporary == [True]
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.chat.composer.set_text("and this")
    opened.window.command("new_chat").trigger()
    assert not opened.desktop.session.temporary
    assert opened.chat.composer.text == ""
    opened.ask("Stored")
    assert opened.api.asked_temporary == [True, False]


def test_the_keyboard_goes_to_the_next_fact_and_never_to_what_forgets_everything(
    page: MemoryPage, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    page.activateWindow()
    for left in ([OLD_PHONE], []):
        page.rows[0].forget.setFocus()
        api.memory.facts = list(left)
        page.refresh()
        qtbot.waitUntil(lambda: len(page.rows) == len(left))  # noqa: B023 - waited for here and now
        assert page.focusWidget() is (page.rows[0].forget if left else page.new)
