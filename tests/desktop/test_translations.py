"""Every word of the window has its Japanese, and nothing in the catalog is left over."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

import ui
from ui.commands import COMMANDS, MENUS
from ui.translations.translator import CatalogTranslator, WindowLanguage, chosen_language, languages, load_catalog
from ui.widgets.counts import pages

pytestmark = pytest.mark.desktop

UI = Path(ui.__file__).parent


def _texts() -> set[str]:
    found: set[str] = set()
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("tr", "_tr", "QT_TR_NOOP"):
                    found.add(str(node.args[0].value))
    return found


def _counted(language: str) -> dict[str, list[str]]:
    messages = ElementTree.parse(UI / "translations" / f"sotto_{language}.ts").iter("message")
    return {
        str(message.findtext("source")): [str(form.text) for form in message.iter("numerusform")]
        for message in messages
        if message.find("translation[@type]") is None
    }


def test_every_text_is_translated_and_no_translation_is_left_over() -> None:
    texts, catalog = {text for text in _texts() if "%Ln" not in text}, load_catalog("ja")
    assert {command.text for command in COMMANDS} | {text for _, text in MENUS} <= texts
    assert len(texts) > 60
    assert sorted(texts - set(catalog)) == []
    assert sorted(set(catalog) - texts) == []


@pytest.mark.parametrize(("language", "forms"), [("ja", 1), ("en", 2)])
def test_whatever_is_counted_has_the_forms_of_the_language(language: str, forms: int) -> None:
    counted = _counted(language)
    assert set(counted) == {text for text in _texts() if "%Ln" in text}
    for text, words in counted.items():
        assert len(words) == forms, text
        for form in words:
            assert _places(form) == _places(text), text
            assert "%Ln" in form


@pytest.mark.parametrize(
    ("setting", "words"),
    [("en", ("1 page", "2 pages", "1,234 pages")), ("ja", ("1 ページ", "2 ページ", "1,234 ページ"))],
)
def test_what_is_counted_is_said_in_the_form_of_its_number(
    qapp: QApplication, setting: str, words: tuple[str, ...]
) -> None:
    language = WindowLanguage(qapp, setting)
    try:
        assert tuple(map(pages, (1, 2, 1234))) == words
    finally:
        language.choose("en")
        language.deleteLater()


def _places(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def test_translations_keep_the_places_to_fill_in() -> None:
    for english, japanese in load_catalog("ja").items():
        assert _places(english) == _places(japanese), english


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
