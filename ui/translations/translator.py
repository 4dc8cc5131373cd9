"""The window's words in another language, from a TOML catalog: one line for each English text, whatever its context.

A catalog is a text file that people can edit and review; Qt's compiled form would be neither.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from ui.translations import compiling

_log = logging.getLogger(__name__)
_FOLDER = Path(__file__).parent


class CatalogTranslator(QTranslator):
    """Looks texts up in a catalog; a text that is not there stays English."""

    def __init__(self, catalog: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's signature
        sourceText: str,  # noqa: N803 - the same
        disambiguation: str | None = None,  # noqa: ARG002 - the same
        n: int = -1,  # noqa: ARG002 - the same
    ) -> str | None:
        """The translation, or None for the next translator to try."""
        return self._catalog.get(sourceText)

    def isEmpty(self) -> bool:
        """Whether nothing is translated."""
        return not self._catalog


def languages() -> tuple[str, ...]:
    """Languages with a catalog, besides English."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def load_catalog(language: str) -> dict[str, str]:
    """The catalog of one language."""
    return dict(_tables(_FOLDER / f"{language}.toml")["texts"])


@cache
def load_engine_words(language: str) -> dict[str, str]:
    """The engine's words in one language: its settings, the sentences it is known to say, and names it puts into them."""
    tables = _tables(_FOLDER / "engine_words" / f"{language}.toml")
    return {**tables["sentences"], **tables["settings"], **tables["names"]}


def _tables(file: Path) -> dict[str, dict[str, str]]:
    # Loaded with the first catalog: a window in English needs none, and this is a twentieth of an empty window's start.
    import tomllib

    with file.open("rb") as stream:
        return tomllib.load(stream)


def chosen_language(setting: str, system: QLocale) -> str:
    """The language to show for the setting ``system``, ``en`` or ``ja``."""
    wanted = system.name().split("_")[0] if setting == "system" else setting
    return wanted if wanted in languages() else "en"


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
        QLocale.setDefault(_locale(self.code))
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
    if language != "en":
        made.append(CatalogTranslator(load_engine_words(language) | load_catalog(language), parent))
    return made


def _locale(language: str) -> QLocale:
    system = QLocale.system()
    if system.name().split("_")[0] == language:
        return system
    # English in Germany counts its hours to 24; where nobody writes so, Qt takes the language's own country.
    return QLocale(QLocale(language).language(), system.territory())
