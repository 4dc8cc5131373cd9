"""The window's words in another language, from a TOML catalog: one line for each English text, whatever its context.

A catalog is a text file that people can edit and review; Qt's compiled form would be neither.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

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


def load_catalog(language: str) -> dict[str, str]:
    """The catalog of one language."""
    with (_FOLDER / f"{language}.toml").open("rb") as stream:
        return dict(tomllib.load(stream)["texts"])


def load_engine_words(language: str) -> dict[str, str]:
    """The engine's words in one language: its settings and the sentences it is known to say."""
    with (_FOLDER / "engine_words" / f"{language}.toml").open("rb") as stream:
        tables = tomllib.load(stream)
    return {**tables["sentences"], **tables["settings"]}


def chosen_language(setting: str, system: QLocale) -> str:
    """The language to show for the setting ``system``, ``en`` or ``ja``."""
    wanted = system.name().split("_")[0] if setting == "system" else setting
    return wanted if wanted in languages() else "en"


def install_translator(application: QCoreApplication, language: str) -> None:
    """Makes ``application`` speak ``language``: our words, and Qt's own (OK, Cancel, Copy)."""
    if language == "en":
        return
    qt_words = QTranslator(application)
    if qt_words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qt_words)
    application.installTranslator(CatalogTranslator(load_engine_words(language) | load_catalog(language), application))
