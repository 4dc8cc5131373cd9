"""The engine's words in Japanese: the starter set's reasons, why documents are not read, sentences with numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import assistant.documents
from models.catalog import load_catalog as load_models
from models.hardware import Hardware
from models.recommend import recommend_starter_set
from ui.translations.translator import WindowLanguage
from ui.widgets.engine_words import engine_words

pytestmark = pytest.mark.desktop


@pytest.fixture
def japanese(qapp: QApplication) -> Iterator[None]:
    language = WindowLanguage(qapp, "ja")
    yield
    language.choose("en")
    language.deleteLater()


@pytest.mark.parametrize("gib", [4, 16])
def test_the_starter_sets_reasons_are_translated(japanese: None, gib: int) -> None:
    hardware = Hardware(physical_cores=4, memory_bytes=gib * 2**30, available_memory_bytes=2**31, simd="avx2")
    for pick in recommend_starter_set(hardware, load_models()):
        assert engine_words(pick.reason) != pick.reason


def reasons() -> Iterator[str]:
    """Every sentence that reading a document may end in, with a number for whatever varies."""
    errors = {"DocumentUnreadable", "DocumentLocked", "NotFound", "_given_up"}
    for file in sorted(Path(assistant.documents.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors
            if isinstance(node, ast.Call) and named:
                yield from filter(None, map(sentence, node.args))


def sentence(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    parts = node.values if isinstance(node, ast.JoinedStr) else ()
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


def test_every_reason_why_a_document_is_not_read_has_its_japanese(japanese: None) -> None:
    left_in_english = {reason for reason in reasons() if engine_words(reason) == reason}
    assert left_in_english - {"7 in which no words were found."} == set()
    notes = (
        "All of its 3 pages are pictures in which no words were found.",
        "2 pages have no text that can be read: 3, 7–9.",
        "1 part was not read, or not whole: “a.exe”. Only the first 5 pages were read.",
        "Only the first 3 of 7 pages were read.",
        "Only the beginning of a long sheet was read. Files are attached to this PDF and were not read: “a.png”.",
        "Only the first 20,000,000 characters were read.",
    )
    for note in notes:
        assert not re.search("[a-z]{4}", engine_words(note))


def test_numbers_come_through_and_sentences_are_taken_one_by_one(japanese: None) -> None:
    assert (
        engine_words("This machine has 8 cores and 16 GB of memory.")
        == "このコンピューターは 8 コア、メモリー 16 GB です。"
    )
    assert engine_words("This file is empty. Look for a complete copy of it.") == (
        "このファイルは空です。完全なコピーを探してください。"
    )
    assert engine_words("Nobody knows this sentence.") == "Nobody knows this sentence."
