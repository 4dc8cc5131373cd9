"""Every dialog and question that opens over the window, in both languages and all themes, as wide as it wants and in a small one:
nothing clipped, nameless, lost or left English. ``test_every_screen`` has the screens, and the dialogs that belong to one.

The pictures are kept in ``build/screens`` for people to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox, QWidget

from assistant.ids import DocumentId
from assistant.records import (
    Backup,
    FileReport,
    FileState,
    ForgetAmounts,
    LibraryHealth,
    ModelState,
)
from assistant.testing.model_statuses import model_status
from tests.desktop.screen_checks import clipped, english_left, nameless, outside, words_of
from tests.desktop.test_every_screen import PICTURES, settle
from ui.about.whats_new_dialog import WhatsNewDialog
from ui.keeping.encrypt_dialog import EncryptDialog
from ui.keeping.key_dialog import KeyDialog
from ui.keeping.restore_dialog import RestoreDialog
from ui.library import library_questions
from ui.library.health_sheet import HealthSheet
from ui.library.transcript_dialog import TranscriptDialog
from ui.model_manager.models_page import ModelsPage
from ui.settings.settings_dialog import SettingsDialog

pytestmark = pytest.mark.desktop

SMALL = QSize(700, 500)
CODE = "-".join(["1234"] * 13)
BACKUP = Backup(
    file=Path("backup.zip"),
    created_at=1_790_000_000,
    size_bytes=10**6,
    version="1",
    conversations=3,
    facts=2,
    documents=1,
)
LEASE = FileReport(path=Path("lease.txt"), state=FileState.INDEXED, document_id=DocumentId(4), chunks=9, pages=2)
LOCKED = FileReport(
    path=Path("locked.pdf"),
    state=FileState.FAILED,
    document_id=DocumentId(3),
    reason="This PDF is protected with a password. Unlock it with its password, or add a copy without one.",
    locked=True,
)
HEALTH = LibraryHealth(
    indexed=12,
    partly=1,
    failed=1,
    waiting=3,
    pages=1234,
    pages_without_text=2,
    pages_recognised=40,
    passages=5678,
    embedded=4321,
    embedder="Sotto",
    database_bytes=10**7,
    collections=("Sotto",),
    watched=(),
    paused=False,
)


def dialogs_of(opened: Any) -> Iterator[tuple[str, QWidget]]:
    """Opens one dialog after the other over a furnished window; gives its name and the dialog, and closes it afterwards."""
    opened.api.models.statuses += [
        model_status("yes", state=ModelState.INSTALLED),
        model_status("sotto", note="Not for commercial use."),
    ]
    models = opened.window.findChild(ModelsPage)
    models.refresh()
    opened.until(lambda: "yes" in models.rows)
    for name, dialog in _made(opened):
        dialog.show()
        yield name, dialog
        dialog.close()
    # What an earlier test copied would be offered, in its own language.
    QGuiApplication.clipboard().clear()
    opened.desktop.quick_ask()
    quick = opened.desktop._quick_ask.window
    quick.show_asked("Ask me")
    quick.show_text("Yes.")
    quick.away.show_server("big-model · home")
    yield "quick_ask", quick
    quick.hide()
    for name, ask in _asked(opened):
        before = set(opened.window.findChildren(QDialog))
        ask()
        opened.until(lambda: bool(_new(opened, before)))  # noqa: B023 - waited for here and now
        (box,) = _new(opened, before)
        yield name, box
        box.close()
        QTest.qWait(1)


def _made(opened: Any) -> Iterator[tuple[str, QWidget]]:
    """Dialogs that are made whole at once."""
    window, api, operations = opened.window, opened.api, opened.desktop.operations

    yield "key", KeyDialog("Sotto", wrong=True, parent=window)
    yield "encrypt", EncryptDialog(CODE, keyring=True, parent=window)
    yield "encrypt_passphrase", EncryptDialog(CODE, keyring=False, parent=window)
    yield "restore", RestoreDialog([BACKUP, BACKUP], parent=window)
    yield "restore_none", RestoreDialog([], parent=window)
    health = HealthSheet(window)
    health.show_sheet(HEALTH, [LEASE, LOCKED])
    yield "health", health
    api.documents.phrases = [(0.0, 2.0, "Ask me"), (2.0, 4.0, "Yes")]
    yield "transcript", TranscriptDialog(api, operations, DocumentId(4), Path("lease.txt"), window)
    yield "whats_new", WhatsNewDialog(window)


def _asked(opened: Any) -> Iterator[tuple[str, Callable[[], None]]]:
    """Questions, and what opens them."""
    window, desktop = opened.window, opened.desktop
    yield "follow", lambda: library_questions.ask_to_follow(window, Path("lease"), lambda: None, lambda: None)
    yield "remove", lambda: library_questions.ask_to_remove(window, [LEASE], lambda _: None)
    yield "remove_many", lambda: library_questions.ask_to_remove(window, [LEASE, LOCKED], lambda _: None)
    yield "collection", lambda: library_questions.ask_for_collection(window, lambda _: None)
    yield "folder", lambda: desktop.shelf._ask_folder(1)
    yield "link", lambda: desktop._ask_before_opening(QUrl("http://home"))
    yield "restore_sure", lambda: desktop.backups._confirm(BACKUP, ends_encryption=True)
    yield "decrypt", desktop.encryption._ask_to_decrypt
    yield "forget_everything", opened.window.findChild(type(desktop.screens._memory))._ask_before_everything
    models = window.findChild(ModelsPage)
    yield "fetch", lambda: models._fetch("sotto")
    yield "remove_model", lambda: models._confirm_removal("yes")
    settings = window.findChild(SettingsDialog)
    yield "move", lambda: settings.data_questions.confirm_move(Path("home"))
    yield "reset", settings.data_questions.confirm_reset
    amounts = ForgetAmounts(facts=2, messages=3)
    yield "expiry", lambda: settings._confirm_expiry("memory_keep_chats", "1_year", amounts)


def _box_words(top: QWidget) -> dict[tuple[int, str], str]:
    """Qt's own boxes have labels of their own, which are not looked at one by one."""
    if isinstance(top, QMessageBox):
        words = {"text": top.text(), "more": top.informativeText()}
        words |= {f"button {number}": button.text() for number, button in enumerate(top.buttons())}
    elif isinstance(top, QInputDialog):
        words = {"label": top.labelText()}
    else:
        return {}
    return {(-1, kind): text for kind, text in words.items()}


def _troubles(name: str, top: QWidget, language: str) -> list[str]:
    found = []
    for what, check in {"clipped": clipped, "nameless": nameless, "outside": outside}.items():
        found += [f"{name}: {what}: {one}" for one in check(top)]
    if language != "en":
        found += [f"{name}: English: {one}" for one in english_left(words_of(top) | _box_words(top))]
    return found


@pytest.mark.parametrize("theme_choice", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_dialog_is_clipped_nameless_lost_or_left_english(furnished: Any, language: str, theme_choice: str) -> None:
    opened = furnished
    opened.desktop.theme.set_choice(theme_choice)
    opened.desktop.choose_language(language)
    QTest.qWait(20)
    PICTURES.mkdir(parents=True, exist_ok=True)
    troubles: list[str] = []

    def look(name: str, top: QWidget) -> None:
        for size in ("wide", "small"):
            if size == "small":
                top.resize(top.size().boundedTo(SMALL))
            settle(top)
            top.grab().save(str(PICTURES / f"{name}-{language}-{theme_choice}-{size}.png"))
            troubles.extend(_troubles(f"{name} {size}", top, language))
        if top.minimumSizeHint().width() > SMALL.width() or top.minimumSizeHint().height() > SMALL.height():
            troubles.append(f"{name}: larger than a small screen: {top.minimumSizeHint()}")

    for name, top in dialogs_of(opened):
        look(name, top)
    opened.desktop.choose_language("en")
    assert troubles == [], "\n".join(["", *troubles])


def _new(opened: Any, before: set[QDialog]) -> list[QDialog]:
    return [one for one in opened.window.findChildren(QDialog) if one not in before and one.isVisible()]
