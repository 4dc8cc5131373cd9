"""Qt Linguist's files are compiled by the set-up, and by the window of a clone when one of them has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.translations import compiling, tr
from ui.translations.translator import WindowLanguage

pytestmark = pytest.mark.desktop

FILE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="{language}" sourcelanguage="en">
<context>
    <name>{context}</name>
    <message>
        <source>{text}</source>
        <translation>{words}</translation>
    </message>
</context>
</TS>
"""
SHEEP = {"language": "ja_JP", "context": "", "text": "A sheep", "words": "羊"}
ENGINE = {"language": "ja_JP", "context": "Engine", "text": "{0} sheep sleep.", "words": "羊が {0} 匹眠る。"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sotto_ja.ts").write_text(FILE.format_map(SHEEP), encoding="utf-8")
    (tmp_path / "engine_ja.ts").write_text(FILE.format_map(ENGINE), encoding="utf-8")
    return tmp_path


def test_results_are_stale_until_compiled_and_again_when_a_file_is_newer(folder: Path) -> None:
    assert compiling.is_stale(folder)
    compiling.compile_all(folder)
    assert not compiling.is_stale(folder)
    assert (folder / "engine_places.txt").read_text(encoding="utf-8") == "{0} sheep sleep.\n"
    assert sorted(file.suffix for file in folder.iterdir()) == [".qm", ".ts", ".ts", ".txt"]
    later_s = (folder / "sotto_ja.qm").stat().st_mtime + 5
    os.utime(folder / "engine_ja.ts", (later_s, later_s))
    assert compiling.is_stale(folder)


def test_a_folder_without_files_for_translators_is_an_installed_programs(folder: Path) -> None:
    compiling.compile_all(folder)
    for file in folder.glob("*.ts"):
        file.unlink()
    assert not compiling.is_stale(folder)


def test_the_window_of_a_clone_compiles_what_is_missing(qapp: QApplication, folder: Path) -> None:
    language = WindowLanguage(qapp, "ja", folder)
    try:
        assert tr("A sheep") == "羊"
    finally:
        language.choose("en")
        language.deleteLater()


def test_words_that_cannot_be_compiled_stay_english_and_are_logged(
    qapp: QApplication, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "sotto_ja.ts").write_text("no Linguist file", encoding="utf-8")
    language = WindowLanguage(qapp, "ja", folder)
    try:
        assert "make setup" in caplog.text
        caplog.clear()
        assert tr("A sheep") == "A sheep"
    finally:
        language.choose("en")
        language.deleteLater()
