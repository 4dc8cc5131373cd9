"""The settings on the disk: a TOML file that the user may edit too.

A value that is set is written alone; the rest of the file stays as the user wrote it (comments included), since it is edited
through tomlkit.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import InvalidInput, StorageError
from assistant.paths import PRIVATE_FILE
from assistant.settings import Settings, Value, validate


def load_settings(file: Path) -> Settings:
    """Settings from a TOML file, defaults where it says nothing or does not exist. Raises ``InvalidInput``."""
    if not file.exists():
        return Settings()
    values: dict[str, Any] = {}
    for section, entries in _parse(_read(file), file).items():
        if not isinstance(entries, Mapping):
            raise InvalidInput(
                f"The settings file has a stray line: {section}.", "Put it under a section such as [chat]."
            )
        for key, value in entries.items():
            values[f"{section}_{key}"] = validate(f"{section}_{key}", value)
    return Settings(**values)


class SettingsFile:
    """The settings and their file. ``update`` writes one value and keeps the rest of the file as the user wrote it."""

    def __init__(self, file: Path, overrides: Mapping[str, Value] | None = None) -> None:
        """``overrides`` hold for this run alone and are not written. Raises ``InvalidInput``."""
        self._file = file
        self._lock = threading.Lock()
        valid = {name: validate(name, value) for name, value in (overrides or {}).items()}
        self.current = _replaced(load_settings(file), valid)

    def update(self, name: str, value: object) -> Settings:
        """Sets one value, on the disk first. Raises ``InvalidInput`` or ``StorageError`` and then changes nothing."""
        plain = validate(name, value)
        section, key = name.split("_", 1)
        with self._lock:
            document = _parse(_read(self._file), self._file, keeping_style=True)
            if section not in document:
                document[section] = {}
            document[section][key] = plain
            _write_atomically(self._file, document.as_string())
            self.current = _replaced(self.current, {name: plain})
            return self.current

    def reset(self) -> Settings:
        """Puts every setting back to its default. Raises ``StorageError``."""
        with self._lock:
            put_back(self._file)
            self.current = Settings()
            return self.current


def put_back(file: Path) -> Path | None:
    """Puts every setting of a file back to its default, also of one that makes no sense; gives where the file as it was is kept,
    None when nothing was set. Raises ``StorageError``."""
    try:
        if not file.exists() or not file.read_bytes().strip():
            return None
        return file.replace(file.with_name("settings-before-reset.toml"))
    except OSError as error:
        raise StorageError(
            f"The settings file {file} cannot be written ({error.strerror}); it is as it was.",
            "Check the permissions and the free space of the disk, then try again.",
        ) from error


def _replaced(settings: Settings, values: Mapping[str, Value]) -> Settings:
    return dataclasses.replace(settings, **values)  # type: ignore[arg-type]  # validated against the fields' types


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"The settings file {file} cannot be read.", "Check its permissions and its encoding."
        ) from error


def _parse(text: str, file: Path, *, keeping_style: bool = False) -> Any:
    import tomllib

    try:
        parsed: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(
            f"The settings file {file} is not valid TOML.", f"Mend it or move it away to start from defaults ({error})."
        ) from error
    if not keeping_style:
        return parsed
    import tomlkit  # a third of the time of importing the package, and needed only when a setting changes

    return tomlkit.parse(text)


def _write_atomically(file: Path, text: str) -> None:
    part = file.with_suffix(".part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise StorageError(
            f"The settings file {file} cannot be written ({error.strerror}); it is as it was.",
            "Check the permissions and the free space of the disk, then try again.",
        ) from error
