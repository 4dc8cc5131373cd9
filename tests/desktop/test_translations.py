"""Every word of the window has its Japanese, and nothing in the catalog is left over."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

import ui
from ui.commands import COMMANDS, MENUS
from ui.translations.translator import CatalogTranslator, chosen_language, languages, load_catalog

pytestmark = pytest.mark.desktop

UI = Path(ui.__file__).parent


def _texts() -> set[str]:
    found = {command.text for command in COMMANDS} | {text for _, text in MENUS}
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            argument = node.args[-1] if name == "translate" else node.args[0]
            if name in ("tr", "_tr", "translate") and isinstance(argument, ast.Constant):
                found.add(str(argument.value))
    return found


def test_every_text_is_translated_and_no_translation_is_left_over() -> None:
    texts, catalog = _texts(), load_catalog("ja")
    assert len(texts) > 60
    assert sorted(texts - set(catalog)) == []
    assert sorted(set(catalog) - texts) == []


def test_translations_keep_the_places_to_fill_in() -> None:
    for english, japanese in load_catalog("ja").items():
        places = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in (english, japanese)]
        assert places[0] == places[1], english


def test_a_text_that_is_not_in_the_catalog_stays_english(qapp: QApplication) -> None:
    translator = CatalogTranslator({"Chat": "チャット"}, qapp)
    QCoreApplication.installTranslator(translator)
    try:
        assert QCoreApplication.translate("Commands", "Chat") == "チャット"
        assert QCoreApplication.translate("Commands", "Unheard of") == "Unheard of"
    finally:
        QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize(
    ("setting", "system", "shown"),
    [("system", "ja_JP", "ja"), ("system", "de_DE", "en"), ("en", "ja_JP", "en"), ("ja", "en_US", "ja")],
)
def test_the_language_follows_the_setting_and_then_the_system(setting: str, system: str, shown: str) -> None:
    assert "ja" in languages()
    assert chosen_language(setting, QLocale(system)) == shown
