"""From start to end: one window a home, a missing display, and a boot that shows the window before the engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assistant.paths import Paths
from assistant.testing.front_door import ScriptedAssistant
from ui import app
from ui.display import display_is_missing
from ui.main_window import MainWindow
from ui.single_instance import SingleInstance

pytestmark = pytest.mark.desktop


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
    assert other.claim()
    first.release()
    assert second.claim()
    second.release()
    other.release()


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


def test_a_bug_leaves_a_report_without_words_and_a_line_in_the_window(
    qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notices: list[str] = []

    def start(_paths: Paths) -> ScriptedAssistant:
        window = next(one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
        sys.excepthook(ValueError, ValueError("my secret words"), None)
        notices.append(window.chat.banner.text)
        QTimer.singleShot(0, window.close)
        return ScriptedAssistant()

    app.main(["--home", str(home), "--models", str(tmp_path / "models")], start)
    (report,) = (home / "crash_reports").iterdir()
    assert "secret" not in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600
    assert str(report) in notices[0]
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
