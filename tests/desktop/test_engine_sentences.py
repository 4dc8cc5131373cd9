"""Whatever the engine may say to a person has its Japanese: errors, reasons of files, reasons of models, notes on licences.

The sentences are collected from the source, so that a new one without a translation fails here.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant
import models
from models.catalog import load_catalog
from ui.translations.translator import load_engine_words

pytestmark = pytest.mark.desktop

# What the command alone says, and the scripted parts of tests, never reach the window.
NOT_SHOWN = ("cli", "testing")
SPEAKING = {"UserFacingError", "ModelsError", "ErrorReport", "FileReport"}
# Words that a module prepares under these names go into the errors and reports it makes.
PREPARED = {"message", "remedy", "reason"}


def _trees() -> list[ast.Module]:
    folders = [Path(str(package.__file__)).parent for package in (assistant, models)]
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files if not set(NOT_SHOWN) & set(file.parts)]


def _name(node: ast.AST) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))


def _speaking_classes(trees: list[ast.Module]) -> set[str]:
    found = set(SPEAKING)
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for _ in range(4):  # as deep as the tree of errors goes
        found |= {one.name for one in classes if found & {_name(base) for base in one.bases}}
    return found


def _texts(node: ast.AST | None, named: dict[str, list[ast.AST]]) -> Iterator[str]:
    """What an expression may say; what varies is ``{0}``, ``{1}`` …"""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr():
            places = 0
            text = ""
            for part in node.values:
                if isinstance(part, ast.Constant):
                    text += str(part.value)
                else:
                    text += f"{{{places}}}"
                    places += 1
            yield text
        case ast.IfExp():
            yield from _texts(node.body, named)
            yield from _texts(node.orelse, named)
        case ast.Name() if node.id in named:
            for value in named[node.id]:
                yield from _texts(value, {})
        case ast.Dict():
            for value in node.values:
                yield from _texts(value, named)


def _assigned(tree: ast.Module) -> dict[str, list[ast.AST]]:
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found.setdefault(node.target.id, []).append(node.value)
    return found


def engine_sentences() -> set[str]:
    """Every sentence of the engine's source that can reach the window."""
    trees = _trees()
    speaking = _speaking_classes(trees)
    found: set[str] = set()
    for tree in trees:
        named = _assigned(tree)
        for name in PREPARED & named.keys():
            for value in named[name]:
                found.update(_texts(value, {}))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in speaking:
                told = [*node.args, *(one.value for one in node.keywords if one.arg in PREPARED)]
                for value in told:
                    found.update(_texts(value, named))
    for entry in load_catalog().entries():
        found.add(entry.licence_note)
    return {text for text in found if text.strip() and not _is_name(text)}


def _is_name(text: str) -> bool:
    """A single word is a kind or a key, no sentence."""
    return " " not in text.strip()


def test_every_sentence_of_the_engine_has_its_japanese() -> None:
    sentences = engine_sentences()
    assert len(sentences) > 150
    assert sorted(sentences - set(load_engine_words("ja"))) == []


def test_translations_fill_the_same_places_in_order() -> None:
    for english, japanese in load_engine_words("ja").items():
        places = [[field for _, field, _, _ in string.Formatter().parse(text) if field] for text in (english, japanese)]
        assert places[0] == [str(number) for number in range(len(places[0]))], english
        assert sorted(places[0]) == sorted(places[1]), english
