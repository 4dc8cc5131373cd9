"""What people do with the window, by keys and mouse on a screen of its own: start it for the first time, ask, drop a document,
open the page of a citation, change a setting, and come back the next day."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.end_to_end.program import SMALL_CHAT_MODEL, Sotto
from tests.screen import Screen, screen

__all__ = ["screen"]

pytestmark = pytest.mark.end_to_end

WAIT_S = 90
CONVERSATION = ("110", "161")
"""Where the first conversation of the side bar stands, in the window."""
SIDE_BAR = 260
"""What lies left of it is the side bar's."""
LINK = (0x1D, 0x6B, 0x63)
PAINTED_MARK = (255, 241, 171)
# A window that files can be dragged out of, at the screen's right edge, above everything.
DRAG_SOURCE = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

class Source(QWidget):
    def mousePressEvent(self, event):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)

application = QApplication([])
source = Source(None, Qt.WindowType.BypassWindowManagerHint | Qt.WindowType.WindowStaysOnTopHint)
source.setWindowTitle("Drag source")
source.setGeometry(1140, 740, 50, 50)
source.show()
application.exec()
"""


def wait_until(condition: Callable[[], bool], what: str, wait_s: float = WAIT_S) -> None:
    ends = time.monotonic() + wait_s
    while not condition():
        assert time.monotonic() < ends, f"{what} did not happen"
        time.sleep(0.1)


@contextlib.contextmanager
def window(sotto: Sotto, screen: Screen) -> Iterator[subprocess.Popen[bytes]]:
    """The window with the keyboard, its engine ready."""
    log = sotto.home / "logs" / "engine.log"
    before = log.read_text(encoding="utf-8").count("opened by process") if log.exists() else 0
    places = ["--home", str(sotto.home), "--models", str(sotto.models), "--offline", "--model", SMALL_CHAT_MODEL]
    program = subprocess.Popen(
        [str(sotto.program.with_name("sotto-gui")), *places],
        env={**sotto.environ, **screen.environ},
        start_new_session=True,
    )

    def is_open() -> bool:
        return log.exists() and log.read_text(encoding="utf-8").count("opened by process") > before

    try:
        wait_until(is_open, "the engine's opening")
        screen.focus("Sotto")
        yield program
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait(WAIT_S)


def rows(sotto: Sotto, sql: str) -> list[tuple[Any, ...]]:
    """What the database holds; nothing until the engine has made it."""
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(sqlite3.connect(f"file:{sotto.home / 'sotto.db'}?mode=ro", uri=True)) as database,
    ):
        return database.execute(sql).fetchall()
    return []


def questions(sotto: Sotto) -> list[str]:
    return [text for (text,) in rows(sotto, "SELECT text FROM messages WHERE role = 'user' ORDER BY id")]


def ask(screen: Screen, question: str) -> None:
    screen.keys("key", "ctrl+l")
    screen.keys("type", "--delay", "15", question)
    screen.keys("key", "Return")


def test_a_first_start_without_models_can_be_passed_over_and_keeps_what_is_asked(
    sotto: Sotto, screen: Screen, tmp_path: Path
) -> None:
    bare = dataclasses.replace(sotto, models=tmp_path / "no-models")
    with window(bare, screen):
        # The sheet of the first start covers the chat; the key of the question box leaves it. It may come between that key and
        # the first letter: then a person would press it again.
        ends = time.monotonic() + WAIT_S
        while not questions(bare) and time.monotonic() < ends:
            ask(screen, "Is anybody there?")
            with contextlib.suppress(AssertionError):
                wait_until(lambda: bool(questions(bare)), "the storing of the question", WAIT_S / 5)
        assert questions(bare) == ["Is anybody there?"]


def test_ask_drop_a_document_come_back_and_change_a_setting(sotto: Sotto, screen: Screen, tmp_path: Path) -> None:
    document = tmp_path / "lease.txt"
    document.write_text("The notice period of the flat in Linden Street is three months.\n", encoding="utf-8")

    with window(sotto, screen) as program:
        ask(screen, "Where do fish live?")
        wait_until(
            lambda: (
                rows(sotto, "SELECT role, state FROM messages ORDER BY id")
                == [("user", "complete"), ("assistant", "complete")]
            ),
            "the answer",
        )
        with dropped(screen, document):
            wait_until(
                lambda: rows(sotto, "SELECT path, state FROM documents") == [(str(document), "indexed")],
                "the reading of the document",
            )
        screen.focus("Sotto")
        screen.keys("key", "ctrl+l")
        screen.keys("type", "--delay", "15", "What is the notice period?")
        wait_until(
            lambda: "notice period?" in (sotto.home / "window.ini").read_text(encoding="utf-8"),
            "the saving of the draft",
        )
        screen.keys("key", "ctrl+q")
        program.wait(WAIT_S)

    with window(sotto, screen):
        # A draft belongs to its conversation: the only one in the side bar, which is filled when the engine has answered.
        shown = screen.keys("search", "--onlyvisible", "--name", "^Sotto$").splitlines()[-1]
        screen.keys("sleep", "3", "mousemove", "--window", shown, *CONVERSATION, "click", "1")
        screen.keys("sleep", "2", "key", "ctrl+l", "Return")
        wait_until(
            lambda: questions(sotto) == ["Where do fish live?", "What is the notice period?"],
            "the sending of the draft",
        )
        wait_until(
            lambda: (
                rows(sotto, "SELECT count(*) FROM messages WHERE role = 'assistant' AND state = 'complete'") == [(2,)]
            ),
            "the second answer",
        )
        screen.keys("key", "ctrl+comma")
        screen.focus("Settings")
        # The rows come when the engine has told the values; nothing outside the window says that they are there.
        screen.keys("sleep", "3", "type", "--delay", "15", "theme")
        # From the search to the sections, to the sheet, and to the only setting that is left.
        screen.keys("sleep", "1", "key", "Tab", "Tab", "Tab", "End")
        wait_until(lambda: theme(sotto) == "high_contrast", "the change of the setting")


def test_what_was_written_of_an_answer_is_kept_when_the_window_is_quit(
    sotto: Sotto, screen: Screen, tmp_path: Path
) -> None:
    def seen() -> bytes:
        picture = screen.picture(tmp_path / "screen.png")
        return picture.crop((SIDE_BAR, 60, picture.width, 600)).tobytes()

    with window(sotto, screen) as program:
        ask(screen, "Write a long story about a fox, in thirty paragraphs.")
        wait_until(
            lambda: rows(sotto, "SELECT state FROM messages WHERE role = 'assistant'") == [("streaming",)],
            "the beginning of the answer",
        )
        before = seen()
        wait_until(lambda: seen() != before, "the first words of the answer")
        screen.keys("key", "ctrl+q")
        program.wait(WAIT_S)
    ((state, text),) = rows(sotto, "SELECT state, text FROM messages WHERE role = 'assistant'")
    assert state == "interrupted"
    assert text.strip()


def test_the_page_of_a_citation_is_opened_with_its_words_marked(sotto: Sotto, screen: Screen, tmp_path: Path) -> None:
    document = tmp_path / "lease.pdf"
    canvas = Canvas(str(document))
    for words in ("The rent is 1,240 euros.", "The notice period of the flat is three months.", "The keys are two."):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()

    def shown(colour: tuple[int, int, int], left: int) -> tuple[int, int] | None:
        """The first place, row by row, that is of a colour, between the menus and the question box."""
        picture = screen.picture(tmp_path / "screen.png")
        width = picture.width - left
        pixels = picture.crop((left, 60, picture.width, 620)).tobytes()
        at = pixels.find(bytes(colour))
        while at > 0 and at % 3:
            at = pixels.find(bytes(colour), at + 1)
        return None if at < 0 else (left + at // 3 % width, 60 + at // 3 // width)

    with window(sotto, screen):
        with dropped(screen, document):
            wait_until(
                lambda: rows(sotto, "SELECT path, state FROM documents") == [(str(document), "indexed")],
                "the reading of the document",
            )
        screen.focus("Sotto")
        ask(screen, "What is the notice period of the flat?")
        wait_until(
            lambda: rows(sotto, "SELECT state FROM messages WHERE role = 'assistant'") == [("complete",)], "the answer"
        )
        assert rows(sotto, "SELECT DISTINCT page FROM citations") == [(2,)]
        assert shown(PAINTED_MARK, SIDE_BAR) is None
        # The mark of the citation behind the answer's sentence is the topmost thing in the colour of links.
        wait_until(lambda: shown(LINK, SIDE_BAR) is not None, "the mark of the citation")
        x, y = shown(LINK, SIDE_BAR) or (0, 0)
        screen.keys("mousemove", str(x + 3), str(y + 4), "click", "1")
        wait_until(lambda: shown(PAINTED_MARK, SIDE_BAR) is not None, "the page with its marked words")


def theme(sotto: Sotto) -> str:
    """As the settings file says."""
    file = sotto.home / "settings.toml"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return str(tomllib.loads(text).get("appearance", {}).get("theme", ""))


@contextlib.contextmanager
def dropped(screen: Screen, file: Path) -> Iterator[None]:
    """Drags a file out of another program's window and lets it go over the conversation. That program lives on meanwhile: it is
    asked for what was dropped."""
    source = subprocess.Popen([sys.executable, "-c", DRAG_SOURCE, str(file)], env=os.environ | screen.environ)
    try:
        screen.keys("search", "--sync", "--onlyvisible", "--name", "^Drag source$")
        screen.keys("sleep", "1", "mousemove", "1160", "760", "sleep", "0.3", "mousedown", "1", "sleep", "0.5")
        for x, y in ((1150, 755), (1120, 720), (1000, 600), (800, 420), (700, 400), (690, 395)):
            screen.keys("mousemove", str(x), str(y), "sleep", "0.3")
        screen.keys("sleep", "1", "mouseup", "1")
        yield
    finally:
        source.kill()
        source.wait(WAIT_S)
