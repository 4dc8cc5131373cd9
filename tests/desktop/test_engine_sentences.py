"""What the engine may say to a person is known to the translators' files: collected from its source, or put together in pieces."""

from __future__ import annotations

import ast
import re
import string

import pytest

from engine_sentences import COMPOSED, NAMES, engine_sentences, engine_texts, source_files
from models.catalog import load_catalog

pytestmark = pytest.mark.desktop

WORD = re.compile(r"[A-Za-z]{4,}")


def _said_in() -> list[str]:
    """The strings of each module, and those of the catalog."""
    said = []
    for file in source_files():
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        said.append(
            "\n".join(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
        )
    return [*said, "\n".join(entry.licence_note for entry in load_catalog().entries())]


def test_sentences_are_collected_from_the_source() -> None:
    sentences = engine_sentences()
    assert len(sentences) > 150
    assert sentences <= set(engine_texts())


def test_what_is_composed_is_still_said_somewhere_and_cannot_be_collected() -> None:
    assert not {*COMPOSED, *NAMES} & engine_sentences()
    said = [set(WORD.findall(strings)) for strings in _said_in()]
    lost = [text for text in (*COMPOSED, *NAMES) if not any(set(WORD.findall(text)) <= words for words in said)]
    assert lost == []


def test_places_are_counted_in_order() -> None:
    for text in engine_texts():
        places = [field for _, field, _, _ in string.Formatter().parse(text) if field]
        assert places == [str(number) for number in range(len(places))], text
