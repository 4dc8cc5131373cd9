"""Settings in words. Every English text comes from the declaration; its translation stands among the engine's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant.settings import WAKE_WORDS, SettingField
from ui.translations import tr
from ui.translations.translator import ENGINE

_WAKE_WORDS = {name: name.replace("_", " ").title() for name in WAKE_WORDS}


def section_words(section: str) -> str:
    """Heading of a section."""
    return _tr(section_text(section))


def name_words(field: SettingField) -> str:
    """Short name of a setting."""
    return _tr(field.title)


def help_words(field: SettingField) -> str:
    """What the setting does."""
    return _tr(field.help)


def choice_words(choice: str) -> str:
    """One of the values a setting can take."""
    return _tr(choice_text(choice))


def open_words(field: SettingField) -> str:
    """What it means to leave a model or a device open."""
    if field.name.endswith("_model"):
        return tr("Best one installed")
    return tr("The system's")


def section_text(section: str) -> str:
    """The English heading of a section."""
    return {"server": "Local server", "remote": "Chat server"}.get(section, section.capitalize())


def choice_text(choice: str) -> str:
    """The English name of a choice: "hold_to_talk" is "Hold to talk"."""
    known = {"en": "English", "ja": "日本語"} | _WAKE_WORDS
    text = choice.replace("_", " ")
    return known.get(choice, text[:1].upper() + text[1:])


def matches(field: SettingField, wanted: str) -> bool:
    """Whether a search finds a setting: every word in its name, help, section or key, in English or the window's language."""
    shown = [section_words(field.section), name_words(field), help_words(field), *map(choice_words, field.choices)]
    return holds(wanted, *shown, field.name.replace("_", " "), field.name, field.title, field.help)


def holds(wanted: str, *texts: str) -> bool:
    """Whether every word of a search stands in the texts."""
    haystack = " ".join(texts).casefold()
    return all(word in haystack for word in wanted.casefold().split())


def _tr(text: str) -> str:
    return QCoreApplication.translate(ENGINE, text)
