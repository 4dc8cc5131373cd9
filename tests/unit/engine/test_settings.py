"""Settings: declared once, validated, and written without touching what the user wrote."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InvalidInput
from assistant.settings import Settings, Value, setting_fields, validate
from assistant.settings_file import SettingsFile, load_settings

pytestmark = pytest.mark.unit


def test_every_default_is_valid_and_explained() -> None:
    for field in setting_fields():
        assert validate(field.name, field.default) == field.default
        assert field.help.endswith(".")
        assert type(field.default) is field.type


def test_a_missing_file_gives_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[chat]\ntemprature = 0.5\n", "Did you mean chat.temperature?"),
        ("[chat]\ntemperature = 9.0\n", "It goes from 0 to 2."),
        ('[chat]\ntemperature = "hot"\n', "must be a number"),
        ('[appearance]\ntheme = "pink"\n', "Choose one of system, light, dark, high_contrast."),
        ("chat = 3\n", "stray line"),
        ("[chat\n", "not valid TOML"),
    ],
)
def test_a_bad_line_is_named_with_what_to_do(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_settings(file)
    assert words in str(caught.value)
    assert file.read_text(encoding="utf-8") == text


def test_an_update_keeps_comments_and_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("# mine\n[chat]\n# careful\ntemperature = 0.5\n", encoding="utf-8")
    settings = SettingsFile(file)
    assert settings.update("voice_speed", 1) == dataclasses.replace(Settings(), chat_temperature=0.5, voice_speed=1.0)
    text = file.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# careful" in text
    assert load_settings(file) == settings.current
    assert file.stat().st_mode & 0o077 == 0


def test_a_refused_update_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    settings = SettingsFile(file)
    with pytest.raises(InvalidInput):
        settings.update("voice_speed", 100.0)
    assert settings.current == Settings()
    assert not file.exists()


def test_overrides_hold_for_the_run_and_are_not_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    settings = SettingsFile(file, {"voice_language": "ja"})
    settings.update("voice_speed", 1.5)
    assert settings.current.voice_language == "ja"
    assert load_settings(file).voice_language == "auto"


@given(st.text(max_size=30), st.one_of(st.text(max_size=10), st.integers(), st.floats(), st.booleans(), st.none()))
def test_anything_else_is_refused_politely(name: str, value: Value | None) -> None:
    names = {field.name for field in setting_fields()}
    if name not in names:
        with pytest.raises(InvalidInput):
            validate(name, value)


def test_a_reset_keeps_the_file_as_it_was_beside(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[chat]\nmodel = "tiny" # mine\n', encoding="utf-8")
    settings = SettingsFile(file)
    assert settings.reset() == settings.current == load_settings(file) == Settings()
    assert (tmp_path / "settings-before-reset.toml").read_text(encoding="utf-8") == '[chat]\nmodel = "tiny" # mine\n'
