"""What the engine can say to a person, collected from its source for the translators.

The engine speaks English and knows no Qt, so lupdate finds nothing in it. Collected are the texts of its errors and reports, the
settings' names, choices and help, and the notes on licences. What varies in a sentence is ``{0}``, ``{1}`` …

A sentence that is put together in pieces cannot be collected; it stands in ``COMPOSED``, and what is put into a place in ``NAMES``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import assistant
import models
import ui
from assistant.settings import setting_fields
from models.catalog import load_catalog
from ui.settings.setting_words import choice_text, section_text

# What the command alone says, and the scripted parts of tests, never reach the window.
NOT_SHOWN = ("cli", "testing")
SPEAKING = {"UserFacingError", "ModelsError", "ErrorReport", "FileReport"}
# Words that a module prepares under these names go into the errors and reports it makes.
PREPARED = {"message", "remedy", "reason"}

COMPOSED = (
    "This machine has {0} cores and {1} GB of memory.",
    "This machine has one core and {0} GB of memory.",
    "This machine has {0} GB of memory, enough for the larger chat model.",
    "This machine has {0} GB of memory; the smallest chat model leaves room for other programs.",
    "It turns speech into text quickly on a processor alone.",
    "It speaks English faster than real time without a graphics card.",
    "It finds passages of your documents by meaning and needs little memory.",
    "It hears whether you have finished speaking, so that answers come without long pauses.",
    "It tells speech from silence.",
    "Free below {0} million US dollars of yearly revenue; above that the maker asks for a licence.",
    "Sotto has no permission to read this file.",
    "Results of formulas are missing from this file ({0}): save it once in a spreadsheet program.",
    "Sotto has no permission to read this folder.",
    "It is being started again; nothing you typed is lost.",
    "The model {0} is not whole.",
    "Files are attached to this PDF and were not read: “{0}”.",
    "Nothing in this archive can be read.",
    "There are no words in this picture that can be read.",
    "Its only page is a picture in which no words were found.",
    "All of its {0} pages are pictures in which no words were found.",
    "Reading the other scanned pages would take too long.",
    "1 page has no text that can be read: {0}.",
    "{0} pages have no text that can be read: {1}.",
    "1 part was not read, or not whole: “{0}”.",
    "Nobody speaks in 1 recording, or it cannot be heard: “{0}”.",
    "Nobody speaks in {0} recordings, or they cannot be heard: “{1}”.",
    "{0} parts were not read, or not whole: “{1}”.",
    "Only the first {0} of {1} pages were read.",
    "Only the first {0} pages were read.",
    "Only the beginning of a long sheet was read.",
    "The password was not kept. {0}",
    "Only the first {0} hours were heard.",
    "There is no sound in this file.",
    "Only the first {0} characters were read.",
    "{0} of {1} pages are damaged and were left out.",
    "The form in this PDF is damaged: what is filled in was read by itself and stands behind the words of its page.",
    "The parts of this file lie too deep in each other.",
    "This file is damaged or unusual; its reader gave up ({0}).",
    "Save it again with the program that made it, or as PDF, and add that.",
    "Check its permissions and the disk it is on.",
    "The name of this file is not valid text.",
    "Rename it, then add it again.",
    "This file cannot be read ({0}).",
    "{0} holds no audio that can be read.",
    "{0} holds no sound.",
    "Sotto left it untouched.",
    "Move it away to start afresh, or put a backup in its place.",
    "Sotto left it untouched. Move it away to start afresh, or put a backup in its place.",
    "The database {0} is damaged.",
    "Stopped.",
    "Something went wrong inside Sotto ({0}).",
    "Try again. Sotto's log tells where it happened, without your words.",
    "This archive is damaged.",
    "Only the first {0} rows can be counted.",
    "Only the first {0} rows are found by their words; all {1} can be counted and summed.",
    "The archive {0} is damaged.",
    ", line {0}",
    "The port {0} cannot be used ({1}).",
)
"""Sentences of reports that are put together."""

NAMES = (
    "microphone",
    "speaker",
    "file",
    "folder",
    "model to answer with",
    "model to write code with",
    "model to find passages by meaning",
    "model to sort what was found",
    "model to understand speech",
    "voice",
    "model to notice speech",
    "model to notice the end of a turn",
    "Word document",
    "presentation",
    "workbook",
    "OpenDocument file",
    "book",
    "RTF file",
    "archive",
    "picture",
)
"""Kinds of things, files and models that an error names."""


def engine_texts() -> list[str]:
    """Everything that has a translation, sorted."""
    return sorted({*engine_sentences(), *setting_texts(), *COMPOSED, *NAMES})


def setting_texts() -> set[str]:
    """Headings, names, choices and help of the settings."""
    return {
        text
        for field in setting_fields()
        for text in (section_text(field.section), field.title, field.help, *map(choice_text, field.choices))
    }


def source_files() -> list[Path]:
    """The modules that can say something in the engine's way; the window, too, makes an error of its own."""
    folders = [Path(str(package.__file__)).parent for package in (assistant, models, ui)]
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    return [file for file in files if not set(NOT_SHOWN) & set(file.parts)]


def engine_sentences() -> set[str]:
    """Every sentence of the engine's source that can be collected."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in source_files()]
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


def _is_name(text: str) -> bool:
    """A single word is a kind or a key, no sentence."""
    return " " not in text.strip()
