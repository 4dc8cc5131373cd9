"""Every word of the window and the engine has its Japanese, whatever is counted its plural forms, and nothing is left over."""

from __future__ import annotations

import ast
import shutil
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QDate, QLocale, QTime
from PySide6.QtWidgets import QApplication

import linguist_files
import ui
from ui.commands import COMMANDS, MENUS
from ui.translations.translator import WindowLanguage, chosen_language, languages, shown_locale
from ui.widgets.counts import pages

pytestmark = pytest.mark.desktop

UI = Path(ui.__file__).parent
FILES = sorted((UI / "translations").glob("*.ts"))


class Message(NamedTuple):
    """One text of a file for translators."""

    context: str
    text: str
    forms: tuple[str, ...]
    state: str
    is_counted: bool


def messages(file: Path) -> list[Message]:
    """All of them; ``state`` is empty for what is translated."""
    found = []
    for context in ElementTree.parse(file).iter("context"):
        for message in context.iter("message"):
            words = message.find("translation")
            assert words is not None
            counted = message.get("numerus") == "yes"
            forms = tuple(form.text or "" for form in words.iter("numerusform")) if counted else (words.text or "",)
            name, text = context.findtext("name") or "", message.findtext("source") or ""
            found.append(Message(name, text, forms, words.get("type", ""), counted))
    return found


def _classes_and_texts() -> Iterator[tuple[str, str]]:
    """The texts of the source with the class that says them; none for what is said outside classes."""
    for file in UI.rglob("*.py"):
        waiting: list[tuple[ast.AST, str]] = [(ast.parse(file.read_text(encoding="utf-8")), "")]
        while waiting:
            node, name = waiting.pop()
            if isinstance(node, ast.ClassDef):
                name = node.name
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                if isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
                    yield name, str(node.args[0].value)
                elif isinstance(node.func, ast.Name) and node.func.id in ("tr", "_tr", "QT_TR_NOOP"):
                    yield "", str(node.args[0].value)
            waiting += [(child, name) for child in ast.iter_child_nodes(node)]


def test_the_files_hold_what_the_source_says_and_nothing_else(tmp_path: Path) -> None:
    for file in FILES:
        shutil.copy(file, tmp_path)
    assert linguist_files.update(tmp_path) == [], "run `make translations`, and translate what it leaves unfinished"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_nothing_is_unfinished_or_gone(file: Path) -> None:
    found = messages(file)
    assert found
    assert [one.text for one in found if one.state or not all(one.forms)] == []


def test_lupdate_takes_every_text_for_the_class_that_says_it() -> None:
    said = set(_classes_and_texts())
    assert {text for _, text in said} >= {command.text for command in COMMANDS} | {text for _, text in MENUS}
    assert len(said) > 500
    assert said == {(one.context, one.text) for one in messages(UI / "translations" / "sotto_ja.ts")}


def test_classes_that_count_have_no_others_made_of_them() -> None:
    # A text with a number in it is looked up for the object's own class alone (PySide's tr).
    counting = {one.context for one in messages(UI / "translations" / "sotto_ja.ts") if one.is_counted and one.context}
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not counting & {getattr(base, "id", "") for base in node.bases}, node.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_translations_keep_the_places_to_fill_in(file: Path) -> None:
    for one in messages(file):
        assert one.is_counted == ("%Ln" in one.text), one.text
        for form in one.forms:
            assert _places(form) == _places(one.text), one.text
            assert form.count("%Ln") == one.text.count("%Ln"), one.text


def _places(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field)


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


@pytest.mark.parametrize(
    ("setting", "system", "shown"),
    [("system", "ja_JP", "ja"), ("system", "de_DE", "en"), ("en", "ja_JP", "en"), ("ja", "en_US", "ja")],
)
def test_the_language_follows_the_setting_and_then_the_system(setting: str, system: str, shown: str) -> None:
    assert languages() == ("ja",)
    assert chosen_language(setting, QLocale(system)) == shown


@pytest.mark.parametrize(
    ("language", "system", "shown", "day", "clock"),
    [
        ("en", "en_GB", "en_GB", "26/11/2026", "14:05"),
        ("en", "de_DE", "en_DE", "26/11/2026", "14:05"),
        ("en", "C", "en_US", "11/26/26", "2:05 PM"),
        ("ja", "en_US", "ja_JP", "2026/11/26", "14:05"),
    ],
)
def test_dates_and_times_are_written_as_the_language_and_the_country_do(
    language: str, system: str, shown: str, day: str, clock: str
) -> None:
    locale = shown_locale(language, QLocale(system))
    assert locale.name() == shown
    assert locale.toString(QDate(2026, 11, 26), QLocale.FormatType.ShortFormat) == day
    assert " ".join(locale.toString(QTime(14, 5), QLocale.FormatType.ShortFormat).split()) == clock
