"""The desktop program.

Boot order, so that the window is on the screen before anything slow begins:

1. arguments; without a display, one sentence and exit status 1
2. ``QApplication``
3. the data folder, and the claim to be its only window (a second start raises the first window and leaves)
4. settings file: theme, text size, language
5. the window, where it stood last, shown
6. the event loop
7. after the window's first paint: the engine process is started and joined to the window
8. when the window was closed: it is hidden, the engine told to end, the claim let go

What the first paint does not need is imported and made after it: a window with everything loaded took three times as long as an
empty one. So the menus have their titles but no commands, the list of chats is a gap, and nothing on the way names ``Qt``, since
that makes all of its enums. To add to the way, write ``QtCore.Qt`` where it is used, or a property by its name.

A bug in any slot ends in ``_report_bug``: a crash report without the user's words, and a line in the window.
"""

from __future__ import annotations

import argparse
import functools
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from assistant.errors import UserFacingError
from assistant.network_seal import SEAL
from assistant.paths import Paths, network_refused
from assistant.settings import Settings
from assistant.settings_file import load_settings
from ui.display import NO_DISPLAY, display_is_missing, entry_name
from ui.main_window import MainWindow
from ui.outside_traces import keep_no_folders
from ui.single_instance import SingleInstance
from ui.theme.motion import reduce_motion
from ui.theme.theme import Theme
from ui.translations import tr
from ui.translations.translator import WindowLanguage
from ui.window_state import WindowState

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from assistant.front_door import AssistantApi

EXIT_TROUBLE = 1
# The style sheet is made for Fusion. Named here, no other style is loaded first.
STYLE = ("-style", "fusion")


def main(
    argv: Sequence[str] | None = None,
    start_engine: Callable[[Paths], AssistantApi] | None = None,
    start_again: Callable[[list[str]], object] = lambda command: os.execv(command[0], command),  # noqa: S606 - our own command line
) -> int:
    """Runs the window until it is closed; returns the exit status. ``start_engine`` is the engine process unless given;
    ``start_again`` takes the program's place with itself."""
    arguments = _arguments(sys.argv[1:] if argv is None else argv)
    offline = arguments.offline or network_refused()
    start = start_engine or functools.partial(
        _engine_process, offline=offline, chosen_models=dict(arguments.chosen_models)
    )
    if display_is_missing(os.environ):
        sys.stderr.write(NO_DISPLAY + "\n")
        return EXIT_TROUBLE
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], *STYLE])
    keep_no_folders()
    application.setApplicationName("sotto")
    application.setApplicationDisplayName("Sotto")
    application.setDesktopFileName(entry_name(os.environ))
    paths = Paths.choose(arguments.home, arguments.models)
    try:
        paths.prepare()
        SEAL.keep_in(paths.network_ledger)
        files = [file.absolute() for file in arguments.files]
        instance = SingleInstance(paths.home, application, quick=arguments.quick, files=files)
        if not instance.claim():
            return 0
        settings, trouble = _settings(paths)
        state = WindowState(paths.window_state, application)
        if paths.is_encrypted:
            state.keep_drafts_in_memory(True)
    except UserFacingError as error:
        _say_trouble(error)
        return EXIT_TROUBLE
    language = WindowLanguage(application, settings.appearance_language)
    theme = Theme(application, settings.appearance_theme, settings.appearance_zoom_percent, language.code)
    reduce_motion(settings.appearance_reduce_motion)
    window = MainWindow(state, settings.appearance_theme)
    window.chat.composer.set_use_documents(settings.documents_use)
    instance.raise_requested.connect(window.come_to_front)
    sys.excepthook = _report_bug(window, paths)
    close_engine: list[Callable[[], None]] = []
    anew: list[bool] = []

    def join_engine() -> None:
        from PySide6.QtWidgets import QSystemTrayIcon

        from assistant.errors import ErrorReport
        from assistant.events import NetworkStopped
        from assistant.private_crashes import quieten_libraries
        from ui.collecting import Collector
        from ui.desktop import Desktop
        from ui.skills.tray_timer import TrayTimer
        from ui.tray import Tray
        from ui.widgets.engine_words import error_words

        quieten_libraries()
        instance.listen()
        theme.follow_system()
        application.setWindowIcon(_program_icon())
        desktop = Desktop(window, theme, language, state, start(paths))
        Collector(desktop)
        desktop.operations.failed_by_bug.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))
        close_engine.append(SEAL.subscribe(lambda who: desktop.bridge.receive(NetworkStopped(who=who))))
        # Python's collector would go through all of it again and again, for 60 ms in the middle of an answer.
        desktop.furnished.connect(lambda: gc.freeze())
        desktop.begin()
        if QSystemTrayIcon.isSystemTrayAvailable():
            tray = Tray(window, application.windowIcon(), desktop.voice)
            TrayTimer(tray.menu, desktop.api, desktop.bridge, desktop.operations, desktop.session.tell_error)
            tray.show()
            window.keep_in_tray = settings.appearance_keep_in_tray
        instance.quick_requested.connect(desktop.quick_ask)
        instance.files_requested.connect(desktop.take_files)
        desktop.use_quick_key(settings.appearance_quick_ask_key)
        if arguments.quick:
            desktop.quick_ask()
        if files:
            desktop.take_files(files)
        close_engine.extend((desktop.close, lambda: anew.append(desktop.starts_anew)))
        if trouble is not None:
            window.chat.banner.show_notice(error_words(ErrorReport.of(trouble)))

    if arguments.minimized or arguments.quick:
        from PySide6.QtWidgets import QSystemTrayIcon

        if not QSystemTrayIcon.isSystemTrayAvailable():
            window.showMinimized()
        QTimer.singleShot(0, join_engine)
    else:
        window.first_painted.connect(join_engine)
        window.show()
    status = application.exec()
    window.hide()
    application.processEvents()
    for close in close_engine:
        close()
    instance.release()
    state.flush()
    gc.unfreeze()
    if any(anew):
        start_again([sys.executable, *sys.orig_argv[1:]])
    return status


def _program_icon() -> QIcon:
    from PySide6.QtGui import QIcon

    return QIcon(str(Path(__file__).parent / "theme" / "icons" / "program.svg"))


def _engine_process(paths: Paths, *, offline: bool, chosen_models: dict[str, str]) -> AssistantApi:
    from assistant.remote import RemoteAssistant

    engine = RemoteAssistant(paths, offline=offline, chosen_models=chosen_models)
    engine.start()
    return engine


def _settings(paths: Paths) -> tuple[Settings, UserFacingError | None]:
    """The settings; a file that cannot be used leaves the defaults and says so in the window."""
    try:
        return load_settings(paths.settings_file), None
    except UserFacingError as error:
        return Settings(), error


def _say_trouble(error: UserFacingError) -> None:
    from PySide6.QtWidgets import QMessageBox

    from ui.widgets.engine_words import engine_words

    sys.stderr.write(f"{error}\n")
    box = QMessageBox(QMessageBox.Icon.Warning, "Sotto", engine_words(error.message))
    box.setInformativeText(engine_words(error.remedy))
    box.exec()


def _report_bug(
    window: MainWindow, paths: Paths
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        from assistant.crash_report import crash_report_text, write_crash_report
        from assistant.version import __version__

        text = crash_report_text(error, __version__)
        if sys.stderr is not None:
            sys.stderr.write(text)
        try:
            file = write_crash_report(paths.crash_reports, error, __version__)
        except (OSError, UserFacingError):
            saved = tr("Something went wrong inside Sotto. No report of it could be saved: is the disk full?")
        else:
            saved = tr("Something went wrong inside Sotto. A report without your words was saved: {file}").format(
                file=file
            )
        window.chat.banner.show_notice(
            saved,
            action=tr("Copy the report"),
            on_action=lambda: QApplication.clipboard().setText(text),
        )

    return report


class Arguments(NamedTuple):
    """What the command line may say."""

    home: Path | None = None
    models: Path | None = None
    minimized: bool = False
    quick: bool = False
    offline: bool = False
    chosen_models: Sequence[tuple[str, str]] = ()
    files: Sequence[Path] = ()


def _arguments(given: Sequence[str]) -> Arguments:
    if not given:  # as from the menu; to make the parser takes a hundredth of an empty window's start
        return Arguments()
    parser = argparse.ArgumentParser(prog="sotto-gui", description="The Sotto window.")
    parser.add_argument("--home", type=Path, help="data folder (default: SOTTO_HOME, then the system's)")
    parser.add_argument("--models", type=Path, help="model folder (default: SOTTO_MODELS, then the system's)")
    parser.add_argument("--minimized", action="store_true", help="start without opening the window over others")
    parser.add_argument("--quick", action="store_true", help="open the small window for one question")
    parser.add_argument("--offline", action="store_true", help="refuse any network use (also SOTTO_OFFLINE=1)")
    parser.add_argument(
        "--model",
        dest="chosen_models",
        action="append",
        default=[],
        type=_role_and_id,
        metavar="ROLE=ID",
        help="a model for a role; repeatable",
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="a document to read; it joins your documents"
    )
    return Arguments(**vars(parser.parse_args(given)))


def _role_and_id(text: str) -> tuple[str, str]:
    role, separator, model_id = text.partition("=")
    if not (role and separator and model_id):
        raise argparse.ArgumentTypeError(f"{text!r} is not ROLE=ID")
    return role, model_id
