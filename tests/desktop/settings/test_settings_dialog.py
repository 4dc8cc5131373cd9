"""The settings dialog over a scripted engine: it is the declaration, and every change reaches the engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import InvalidInput
from assistant.records import ForgetAmounts, LocalServerStatus, ModelState, NetworkUse
from assistant.settings import Settings, Value, setting_fields
from assistant.testing.front_door import ScriptedAssistant
from assistant.testing.model_statuses import model_status
from ui.operations import Operations
from ui.settings.editors import ChoiceEditor, NumberEditor, TextEditor, WholeNumberEditor
from ui.settings.known_values import known_values
from ui.settings.setting_row import SettingRow
from ui.settings.settings_dialog import SettingsDialog
from ui.settings.settings_sheet import SettingsSheet

pytestmark = pytest.mark.desktop


@pytest.fixture
def dialog(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[SettingsDialog]:
    api.models.statuses = [model_status("tiny", state=ModelState.INSTALLED), model_status("away")]
    operations = Operations()
    made = SettingsDialog(api, operations)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.sheet is not None and made._open_folder.isEnabled() and bool(made._options))
    yield made
    operations.close(2.0)


def rows(dialog: SettingsDialog) -> dict[str, SettingRow]:
    assert isinstance(dialog.sheet, SettingsSheet)
    return dialog.sheet.rows


def test_there_is_a_row_for_every_setting_and_none_besides(dialog: SettingsDialog) -> None:
    assert list(rows(dialog)) == [field.name for field in setting_fields()]
    for field in setting_fields():
        assert rows(dialog)[field.name].value == field.default


def test_the_users_pauses_can_be_forgotten(qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant) -> None:
    assert dialog.sheet is not None
    button = dialog.sheet.pauses
    button.click()
    qtbot.waitUntil(lambda: not button.isEnabled())
    assert api.voice.calls == ["forget_pauses"]
    assert button.text() == "Forgotten"


def test_the_control_fits_the_type(dialog: SettingsDialog) -> None:
    assert isinstance(rows(dialog)["appearance_theme"].editor, ChoiceEditor)
    assert isinstance(rows(dialog)["chat_instructions"].editor, TextEditor)
    zoom, speed = rows(dialog)["appearance_zoom_percent"].editor, rows(dialog)["voice_speed"].editor
    assert isinstance(zoom, WholeNumberEditor)
    assert (zoom.control.minimum(), zoom.control.maximum()) == (50, 300)
    assert isinstance(speed, NumberEditor)
    assert (speed.control.minimum(), speed.control.maximum()) == (0.5, 2.0)


def test_what_is_changed_holds_at_once_and_goes_back(
    qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant
) -> None:
    row = rows(dialog)["appearance_zoom_percent"]
    assert isinstance(row.editor, WholeNumberEditor)
    assert not row._reset.isVisible()
    with qtbot.waitSignal(dialog.setting_changed) as caught:
        row.editor.control.setValue(125)
    assert caught.args == ["appearance_zoom_percent", 125]
    assert api.settings().appearance_zoom_percent == 125
    assert row._reset.isVisible()
    row._reset.click()
    qtbot.waitUntil(lambda: api.settings().appearance_zoom_percent == 100)
    qtbot.waitUntil(lambda: not row._reset.isVisible())


def test_of_two_quick_changes_the_later_holds(
    qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_setting, go_on = api.set_setting, threading.Event()

    def slowly(name: str, value: Value) -> Settings:
        if value == "light":
            go_on.wait(5.0)
        return set_setting(name, value)

    monkeypatch.setattr(api, "set_setting", slowly)
    told: list[tuple[str, object]] = []
    dialog.setting_changed.connect(lambda name, value: told.append((name, value)))
    dialog.change("appearance_theme", "light")
    dialog.change("appearance_theme", "dark")
    qtbot.wait(20)
    go_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("appearance_theme", "dark")]
    assert api.settings().appearance_theme == rows(dialog)["appearance_theme"].value == "dark"


def test_a_text_is_settled_with_enter_and_the_dialog_stays_open(
    qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant
) -> None:
    editor = rows(dialog)["chat_instructions"].editor
    assert isinstance(editor, TextEditor)
    editor.control.setText("Answer briefly.")
    QTest.keyClick(editor.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: api.settings().chat_instructions == "Answer briefly.")
    assert dialog.isVisible()


def test_a_refused_value_is_said_below_its_control(
    qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str, value: Value) -> Settings:
        raise InvalidInput("That address is not one.", "Begin it with https.")

    row = rows(dialog)["models_package_index"]
    with monkeypatch.context() as patched:
        patched.setattr(api, "set_setting", refuse)
        dialog.change("models_package_index", "nonsense")
        qtbot.waitUntil(lambda: row.error == "That address is not one. Begin it with https.")
    dialog.change("models_package_index", "https://example.org/simple")
    qtbot.waitUntil(lambda: row.error == "")
    assert row.value == "https://example.org/simple"


def test_models_and_devices_are_chosen_not_typed(qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant) -> None:
    model, microphone = rows(dialog)["chat_model"].editor, rows(dialog)["voice_input_device"].editor
    assert isinstance(model, ChoiceEditor)
    assert [model.control.itemText(at) for at in range(model.control.count())] == ["Best one installed", "Tiny"]
    model.control.setCurrentIndex(1)
    model.control.activated.emit(1)
    qtbot.waitUntil(lambda: api.settings().chat_model == "tiny")
    assert isinstance(microphone, ChoiceEditor)
    assert microphone.control.findData("Scripted") == 1


def test_the_search_finds_by_name_help_and_choice(dialog: SettingsDialog) -> None:
    assert isinstance(dialog.sheet, SettingsSheet)
    for wanted, found in (("headphones", ["voice_route"]), ("largest file", ["documents_max_file_mb"])):
        dialog.search.setText(wanted)
        assert [name for name, row in rows(dialog).items() if row.isVisible()] == found
    dialog.search.setText("zzz")
    assert dialog.sheet._nothing.isVisible()
    dialog.search.setText("")
    assert all(row.isVisible() for row in rows(dialog).values())


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("wake", []),
        ("headphones", []),
        ("sound check", ["Sound check …"]),
        ("pause while", ["Forget how long I pause while speaking"]),
        ("voice", ["Sound check …", "Forget how long I pause while speaking"]),
        ("", ["Sound check …", "Forget how long I pause while speaking"]),
    ],
)
def test_a_search_shows_a_button_only_where_it_finds_it(dialog: SettingsDialog, wanted: str, shown: list[str]) -> None:
    assert dialog.sheet is not None
    dialog.search.setText("zzz")
    dialog.search.setText(wanted)
    buttons = (dialog.sheet.sound_check, dialog.sheet.pauses)
    assert [button.text() for button in buttons if button.isVisible()] == shown
    assert not dialog.sheet._nothing.isVisible()


def test_a_button_alone_is_found_under_its_section(dialog: SettingsDialog) -> None:
    dialog.search.setText("sound check")
    assert dialog.sections.names == ["Voice"]
    assert [name for name, row in rows(dialog).items() if row.isVisible()] == []


@pytest.mark.parametrize(
    ("name", "value", "text"), [("server_port", 8417, "8417"), ("documents_max_file_mb", 2048, "2,048")]
)
def test_amounts_have_their_separators_and_a_port_has_none(
    dialog: SettingsDialog, name: str, value: int, text: str
) -> None:
    editor = rows(dialog)[name].editor
    assert isinstance(editor, WholeNumberEditor)
    editor.set_value(value)
    assert editor.control.text() == text


def test_the_data_folder_is_named(dialog: SettingsDialog) -> None:
    assert dialog.folder.text() == "Everything you make is kept in home"


def test_what_would_be_forgotten_is_said_before_a_rule_holds(
    qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant
) -> None:
    def asked() -> QMessageBox:
        dialog.change("memory_keep_chats", "90_days")
        qtbot.waitUntil(lambda: len(dialog.findChildren(QMessageBox)) == 1)
        return dialog.findChildren(QMessageBox)[0]

    def press(box: QMessageBox, text: str) -> None:
        next(one for one in box.findChildren(QPushButton) if one.text() == text).click()
        qtbot.waitUntil(lambda: dialog.findChildren(QMessageBox) == [])

    api.memory.expiring = ForgetAmounts(conversations=3, messages=40, facts=2)
    box = asked()
    assert "3 chats with 40 messages, and 2 facts" in box.informativeText()
    press(box, "Cancel")
    assert api.settings().memory_keep_chats == "forever"
    assert rows(dialog)["memory_keep_chats"].value == "forever"
    press(asked(), "Forget what is older")
    qtbot.waitUntil(lambda: api.settings().memory_keep_chats == "90_days")
    # Back to keeping everything forgets nothing, and needs no question.
    dialog.change("memory_keep_chats", "forever")
    qtbot.waitUntil(lambda: api.settings().memory_keep_chats == "forever")


def test_what_left_the_machine_is_shown_and_found(qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant) -> None:
    assert isinstance(dialog.sheet, SettingsSheet)
    card = dialog.sheet.network
    qtbot.waitUntil(lambda: card.words.startswith("0 bytes sent since "))
    assert "2026" in card.words
    assert "Nothing tried to reach the network." in card.words
    assert "kernel" not in card.words
    api.network = NetworkUse(
        sent_bytes=1200, received_bytes=98_000_000, refused=2, since="2026-01-05", last_refused="evil", kernel=True
    )
    dialog.refresh()
    qtbot.waitUntil(lambda: "1,200 bytes sent" in card.words)
    assert "98,000,000 bytes came back" in card.words
    assert "2 attempts to reach the network were stopped, the last by “evil”" in card.words
    assert "kernel" in card.words
    dialog.search.setText("privacy")
    assert card.isVisible()
    assert not dialog.sheet._nothing.isVisible()
    dialog.search.setText("headphones")
    assert not card.isVisible()


def test_the_local_server_tells_where_it_is_and_gives_its_key(
    qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant
) -> None:
    assert isinstance(dialog.sheet, SettingsSheet)
    card = dialog.sheet.server
    assert card.isHidden()
    api.server = LocalServerStatus(address="http://127.0.0.1:8417/v1", key="sotto-secret")
    dialog.change("server_on", True)
    qtbot.waitUntil(lambda: not card.isHidden())
    assert "http://127.0.0.1:8417/v1" in card.words
    assert "sotto-secret" not in card.words
    card.copy.click()
    assert QGuiApplication.clipboard().text() == "sotto-secret"
    assert QGuiApplication.clipboard().mimeData().data("x-kde-passwordManagerHint") == b"secret"
    api.server = LocalServerStatus(trouble="The port 8417 cannot be used (Address already in use).")
    dialog.change("server_port", 8418)
    qtbot.waitUntil(lambda: "Address already in use" in card.words)
    assert card.copy.isHidden()


def test_the_keyboard_goes_from_the_search_through_the_settings_to_the_foot(dialog: SettingsDialog) -> None:
    # What is chosen from the engine's list came last, and stands in its place all the same.
    dialog.focusNextPrevChild(True)
    order: list[object] = [dialog.search]
    while (following := order[-1].nextInFocusChain()) is not dialog.search:  # type: ignore[attr-defined]
        order.append(following)
    first = rows(dialog)["appearance_theme"].editor.focusProxy()
    assert dialog.sheet is not None
    at = [
        order.index(one)
        for one in (
            dialog.search,
            first,
            rows(dialog)["chat_model"].editor.focusProxy(),
            rows(dialog)["chat_instructions"].editor.focusProxy(),
            rows(dialog)["voice_output_device"].editor.focusProxy(),
            dialog.sheet.sound_check,
            rows(dialog)["documents_max_file_mb"].editor.focusProxy(),
            dialog.sheet.data.reset,
            dialog.sheet.data.erase,
            dialog._open_folder,
        )
    ]
    assert at == sorted(at)


def test_the_sections_lead_to_their_settings_and_follow_the_scrolling(qtbot: QtBot, dialog: SettingsDialog) -> None:
    assert dialog.sheet is not None
    bar = dialog.sheet.verticalScrollBar()
    assert dialog.sections.names[:3] == ["Appearance", "Chat", "Voice"]
    assert dialog.sections.names[-3:] == ["Privacy", "Encryption", "Data folder"]
    voice = dialog.sections.names.index("Voice")
    dialog.sections.setCurrentRow(voice)
    assert bar.value() == dialog.sheet.shown_sections()[voice].y()
    bar.setValue(0)
    assert dialog.sections.currentRow() == 0
    dialog.sections.setCurrentRow(dialog.sections.count() - 1)
    assert (bar.value(), dialog.sections.currentRow()) == (bar.maximum(), dialog.sections.count() - 1)
    dialog.search.setText("theme")
    assert dialog.sections.names == ["Appearance"]
    dialog.search.clear()
    dialog.resize(600, 500)
    assert not dialog.sections.isVisible()


def test_a_long_name_of_a_model_can_be_read_whole(dialog: SettingsDialog) -> None:
    editor = rows(dialog)["chat_model"].editor
    assert isinstance(editor, ChoiceEditor)
    editor.control.addItem("A model with a very long name that fits nowhere Q4_K_M", "long")
    editor.control.setCurrentIndex(editor.control.count() - 1)
    assert editor.control.toolTip() == "A model with a very long name that fits nowhere Q4_K_M"


def test_a_list_that_is_chosen_from_is_not_taken_away_when_the_values_are_read_again(
    qtbot: QtBot, dialog: SettingsDialog, api: ScriptedAssistant
) -> None:
    editor = rows(dialog)["chat_model"].editor
    assert isinstance(editor, ChoiceEditor)
    dialog.refresh()
    settled(qtbot, dialog)
    assert rows(dialog)["chat_model"].editor is editor
    editor.setFocus()
    api.models.statuses = [*api.models.statuses, model_status("new", state=ModelState.INSTALLED)]
    dialog.refresh()
    qtbot.waitUntil(lambda: rows(dialog)["chat_model"].editor is not editor)
    now = rows(dialog)["chat_model"].editor
    assert isinstance(now, ChoiceEditor)
    assert now.control.findData("new") >= 0
    assert dialog.focusWidget() is now.control


def settled(qtbot: QtBot, dialog: SettingsDialog) -> None:
    """Returns when what was asked of the engine has been told."""
    told = list[bool]()
    dialog._options_known.begin(lambda: known_values(dialog._api), lambda _: told.append(True))
    qtbot.waitUntil(lambda: told == [True])
