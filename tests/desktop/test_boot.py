"""From start to end: one window a home, a missing display, and a boot that shows the window before the engine."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from assistant.paths import Paths
from assistant.testing.front_door import ScriptedAssistant
from ui import app
from ui.display import display_is_missing
from ui.main_window import MainWindow
from ui.single_instance import SingleInstance
from ui.theme.theme import Theme
from ui.tray import Tray
from ui.window_state import WindowState

pytestmark = pytest.mark.desktop

AT_FIRST_PAINT = """
import json, linecache, os, sys
from ui.__main__ import main, make_haste
make_haste()
from ui.main_window import MainWindow

def look(window):
    from PySide6 import QtCore, QtWidgets
    print(json.dumps({
        "made": [name for name in ("Qt", "QStyleHints", "QStyle") if name in {**vars(QtCore), **vars(QtWidgets)}],
        "imported": sorted(sys.modules),
        "sources read": [name for name in linecache.cache if os.sep + "ui" + os.sep in name],
        "title": window.windowTitle(),
    }), flush=True)
    os._exit(0)

MainWindow._after_first_paint = look
main()
"""


OPENS_A_FILE = """
import os, sys
from ui.__main__ import main
from ui import app
from ui.main_window import MainWindow
if "free" in sys.argv:
    sys.argv.remove("free")
    app.keep_no_folders = lambda: None

def choose(window):
    import shiboken6
    from PySide6.QtWidgets import QFileDialog
    dialog = QFileDialog(window, "Add", os.environ["CHOSEN"])
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.accept()
    shiboken6.delete(dialog)
    print("chosen", flush=True)
    os._exit(0)

MainWindow._after_first_paint = choose
main()
"""


@pytest.fixture(autouse=True)
def _hook() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


def test_a_second_start_raises_the_first_window_and_leaves(qtbot: QtBot, home: Path) -> None:
    (home / "other").mkdir(parents=True)
    first, second, other = SingleInstance(home), SingleInstance(home), SingleInstance(home / "other")
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.raise_requested):
        assert not second.claim()
    with qtbot.waitSignal(first.quick_requested):
        assert not SingleInstance(home, quick=True).claim()
    files = [home / "two words.pdf", home / "請求書\n.txt"]
    with qtbot.waitSignal(first.files_requested) as handed:
        assert not SingleInstance(home, files=files).claim()
    assert handed.args == [files]
    assert other.claim()
    first.release()
    assert second.claim()
    second.release()
    other.release()


def test_a_home_has_one_window_whichever_of_its_names_it_is_started_with(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "a link").symlink_to(home)
    first = SingleInstance(home)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.raise_requested):
        assert not SingleInstance(tmp_path / "a link").claim()
    first.release()


@pytest.mark.parametrize(
    ("environ", "platform", "missing"),
    [
        ({}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"DISPLAY": ":9731"}, "linux", True),
        ({"DISPLAY": "elsewhere:10.0"}, "linux", False),
        ({}, "darwin", False),
    ],
)
def test_a_missing_display_is_noticed(environ: dict[str, str], platform: str, missing: bool) -> None:
    assert display_is_missing(environ, platform) is missing


def test_the_window_is_shown_before_the_engine_is_started_and_both_end_together(
    qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path
) -> None:
    engines: list[ScriptedAssistant] = []
    shown: list[bool] = []

    def window() -> MainWindow:
        return next(one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())

    def start(paths: Paths) -> ScriptedAssistant:
        assert paths.home == home
        shown.append(window().isVisible())
        engines.append(ScriptedAssistant())
        QTimer.singleShot(0, window().close)
        return engines[0]

    status = app.main(["--home", str(home), "--models", str(tmp_path / "models")], start)
    assert status == 0
    assert shown == [True]
    assert engines[0].closed
    assert home.stat().st_mode & 0o777 == 0o700


def test_files_that_it_is_started_with_are_read(
    qapp: QApplication, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from “Open with” of a file manager, from whatever folder."""
    monkeypatch.chdir(tmp_path)
    engine = ScriptedAssistant()
    notices: list[str] = []

    def window() -> MainWindow:
        return next(one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())

    def look() -> None:
        notices.append(window().chat.banner.text)
        window().close()

    def start(_paths: Paths) -> ScriptedAssistant:
        QTimer.singleShot(0, look)
        return engine

    places = ["--home", str(home), "--models", str(tmp_path / "models")]
    assert app.main([*places, "請求書.pdf", "/elsewhere/two words.txt"], start) == 0
    assert engine.documents.added == [tmp_path / "請求書.pdf", Path("/elsewhere/two words.txt")]
    assert notices == ["Reading your documents …"]


def test_the_first_paint_waits_for_nothing_it_does_not_show(home: Path) -> None:
    environment = {**os.environ, "SOTTO_HOME": str(home), "SOTTO_MODELS": str(home), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT], capture_output=True, text=True, check=True, timeout=60, env=environment
    )
    found = json.loads(ran.stdout)
    assert found["title"] == "Sotto"
    assert found["made"] == []
    assert found["sources read"] == []
    later = {"assistant.records", "assistant.events", "ui.desktop", "ui.widgets.banner", "PySide6.QtNetwork", "tomllib"}
    later |= {"datetime", "subprocess"}
    assert not later & set(found["imported"])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have dialogs of their own")
def test_what_was_chosen_in_a_file_dialog_is_kept_nowhere_outside_the_home(home: Path, tmp_path: Path) -> None:
    chosen, config = tmp_path / "papers of a divorce", tmp_path / "config"
    chosen.mkdir()

    def files_that_name_it(*more: str) -> list[str]:
        ran = subprocess.run(
            [sys.executable, "-c", OPENS_A_FILE, "--home", str(home), *more],
            env={**os.environ, "XDG_CONFIG_HOME": str(config), "CHOSEN": str(chosen), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert ran.stdout == "chosen\n"
        return [each.name for each in config.rglob("*") if each.is_file() and "divorce" in each.read_text()]

    assert files_that_name_it() == []
    assert files_that_name_it("free") == ["QtProject.conf"], "Qt keeps nothing here anyway"


def test_commands_are_there_before_the_first_paint_too(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(WindowState(tmp_path / "window.ini"), "dark")
    qtbot.addWidget(window)
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["&Chat", "&Answer", "&View", "&Go", "&Help"]
    assert window.command("chat").isEnabled()
    window.command("documents").trigger()
    assert window.page_name() == "starting"
    window.add_page("documents", QWidget())
    qtbot.waitUntil(lambda: window.page_name() == "documents")
    window.command("chat").trigger()
    assert window.page_name() == "chat"
    assert [action.text() for action in window.menuBar().actions()] == titles


def test_what_is_clicked_before_the_engine_answers_is_done_when_it_does(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(WindowState(tmp_path / "window.ini"), "dark")
    qtbot.addWidget(window)
    done: list[str] = []
    window.side_bar.page_requested.emit("documents")
    assert window.page_name() == "starting"
    window.side_bar.page_requested.emit("settings")
    window.add_page("documents", QWidget())
    window.add_command("settings", lambda: done.append("settings"))
    qtbot.waitUntil(lambda: (window.page_name(), done) == ("documents", ["settings"]))
    window.side_bar.page_requested.emit("models")
    window.command("chat").trigger()
    window.add_page("models", QWidget())
    QApplication.processEvents()
    assert (window.page_name(), done) == ("chat", ["settings"])
    window.side_bar.page_requested.emit("settings")
    assert done == ["settings", "settings"]


def test_what_lives_as_long_as_the_window_is_kept_from_the_garbage_collector(
    qapp: QApplication, home: Path, tmp_path: Path
) -> None:
    assert gc.get_freeze_count() == 0
    frozen: list[int] = []

    def start(_paths: Paths) -> ScriptedAssistant:
        window = next(one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())

        def look() -> None:
            frozen.append(gc.get_freeze_count())
            if frozen[-1]:
                window.close()

        timer = QTimer(window)
        timer.timeout.connect(look)
        timer.start(20)
        return ScriptedAssistant()

    app.main(["--home", str(home), "--models", str(tmp_path / "models")], start)
    assert frozen[-1] > 10_000
    assert gc.get_freeze_count() == 0


def test_a_bug_leaves_a_report_without_words_and_a_line_in_the_window(
    qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notices: list[str] = []

    def start(_paths: Paths) -> ScriptedAssistant:
        window = next(one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
        sys.excepthook(ValueError, ValueError("my secret words"), None)
        notices.append(window.chat.banner.text)
        next(one for one in window.chat.banner.findChildren(QPushButton) if one.text() == "Copy the report").click()
        QTimer.singleShot(0, window.close)
        return ScriptedAssistant()

    app.main(["--home", str(home), "--models", str(tmp_path / "models")], start)
    (report,) = (home / "crash_reports").iterdir()
    assert "secret" not in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600
    assert str(report) in notices[0]
    assert QApplication.clipboard().text() == report.read_text()
    assert "ValueError" in capsys.readouterr().err


def test_a_broken_settings_file_is_told_and_left_alone(
    qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("[chat\n")
    notices: list[str] = []

    def look() -> None:
        window = next(one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
        notices.append(window.chat.banner.text)
        window.close()

    def start(_paths: Paths) -> ScriptedAssistant:
        QTimer.singleShot(0, look)
        return ScriptedAssistant()

    app.main(["--home", str(home), "--models", str(tmp_path / "models")], start)
    assert "not valid TOML" in notices[0]
    assert (home / "settings.toml").read_text() == "[chat\n"


@pytest.mark.parametrize(("window", "dark"), [("#202020", True), ("#efefef", False)])
def test_the_palette_of_the_system_says_whether_it_is_dark(qapp: QApplication, window: str, dark: bool) -> None:
    before = qapp.font(), qapp.palette(), qapp.styleSheet()
    qapp.setPalette(QPalette(QColor(window)))
    theme = Theme(qapp, "system")
    theme.follow_system()  # which cannot tell either on the offscreen platform
    assert theme.colours.dark is dark
    assert qapp.palette().window().color().name() == theme.colours.window
    theme.deleteLater()
    qapp.setFont(before[0])
    qapp.setPalette(before[1])
    qapp.setStyleSheet(before[2])


def test_started_minimized_it_waits_in_the_tray(
    qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    seen: list[tuple[bool, bool]] = []

    def shown() -> bool:
        return any(isinstance(one, MainWindow) and one.isVisible() for one in qapp.topLevelWidgets())

    def start(paths: Paths) -> ScriptedAssistant:
        QTimer.singleShot(0, look)
        seen.append((shown(), paths.home == home))
        return ScriptedAssistant()

    def look() -> None:
        # Windows of other tests may still be there; this one has a tray.
        (tray,) = (child for one in qapp.topLevelWidgets() for child in one.children() if isinstance(child, Tray))
        tray.menu.open_window.trigger()
        seen.append((shown(), tray.isVisible()))
        tray.menu.leave.trigger()

    assert app.main(["--minimized", "--home", str(home), "--models", str(tmp_path / "models")], start) == 0
    assert seen == [(False, True), (True, True)]
