"""Puts the window's words on: Qt Linguist's files, compiled (``compiling``), and Qt's own words (OK, Cancel, Copy)."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from ui.translations import compiling

ENGINE = "Engine"
"""The context of what the engine says and declares."""
_log = logging.getLogger(__name__)


@cache
def languages() -> tuple[str, ...]:
    """Languages the window can speak besides English."""
    files = (file for file in compiling.FOLDER.iterdir() if file.suffix in (".ts", ".qm"))
    names = {file.stem.removeprefix(compiling.WINDOW) for file in files if file.stem.startswith(compiling.WINDOW)}
    return tuple(sorted(names - {"en"}))


def chosen_language(setting: str, system: QLocale) -> str:
    """The language to show for the setting ``system``, ``en`` or ``ja``."""
    wanted = system.name().split("_")[0] if setting == "system" else setting
    return wanted if wanted in languages() else "en"


class EngineWords:
    """The engine's words in one language: its settings, the sentences it is known to say, and names it puts into them."""

    def __init__(self, language: str, folder: Path = compiling.FOLDER) -> None:
        # Not the application's translators, which change one after the other when another language is chosen.
        self._words = QTranslator()
        self._words.load(f"{compiling.WINDOW}{language}", str(folder))
        self._folder = folder

    def get(self, english: str) -> str | None:
        """The translation, None for what has none."""
        return self._words.translate(ENGINE, english) or None

    def with_places(self) -> dict[str, str]:
        """The sentences with ``{0}``, ``{1}`` …, and their translations."""
        file = self._folder / compiling.PLACES
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return {english: words for english in lines if (words := self.get(english)) is not None}


@cache
def engine_words_in(language: str) -> EngineWords:
    """Those of the program itself, read once."""
    return EngineWords(language)


class WindowLanguage(QObject):
    """The language the window speaks. Another choice is put on while it runs: Qt then tells every widget (``Retranslated``)."""

    def __init__(self, application: QCoreApplication, setting: str, folder: Path = compiling.FOLDER) -> None:
        super().__init__(application)
        self._application, self._folder = application, folder
        self._translators: list[QTranslator] = []
        _make_ready(folder)
        self.code = chosen_language(setting, QLocale.system())
        self._speak()

    def choose(self, setting: str) -> bool:
        """Speaks what the setting says: our words, and Qt's own (OK, Cancel, Copy). False when that is spoken already."""
        code = chosen_language(setting, QLocale.system())
        if code == self.code:
            return False
        self.code = code
        self._speak()
        return True

    def _speak(self) -> None:
        # Dates and numbers follow; the engine's words are looked up by it too.
        QLocale.setDefault(shown_locale(self.code, QLocale.system()))
        for old in self._translators:
            self._application.removeTranslator(old)
        self._translators = _translators(self.code, self._folder, self)
        for new in self._translators:
            self._application.installTranslator(new)


def _make_ready(folder: Path) -> None:
    """In a clone, what was compiled follows the files for translators. Without it, texts stay as they are written, in English."""
    if not compiling.is_stale(folder):
        return
    try:
        compiling.compile_all(folder)
    except compiling.NotCompiled as why:
        _log.warning("The words of the window were not compiled, “make setup” does it: %s", why)


def _translators(language: str, folder: Path, parent: QObject) -> list[QTranslator]:
    folders = {f"qtbase_{language}": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}
    # English has a file of its own for the forms of what is counted.
    folders[f"{compiling.WINDOW}{language}"] = str(folder)
    made: list[QTranslator] = []
    for name, place in folders.items():
        words = QTranslator(parent)
        if words.load(name, place):
            made.append(words)
    return made


def shown_locale(language: str, system: QLocale) -> QLocale:
    """How the language writes dates and numbers: as in the system's country where that is known, else as in its own."""
    if system.name().split("_")[0] == language:
        return system
    # English in Germany counts its hours to 24; where nobody writes so, Qt takes the language's own country.
    return QLocale(QLocale(language).language(), system.territory())
