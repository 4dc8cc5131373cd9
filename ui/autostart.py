"""Whether Sotto starts with the desktop session.

Linux: an entry in the user's autostart folder (freedesktop.org, Desktop Application Autostart Specification 0.5), whose command is
quoted as the Desktop Entry Specification 1.5 says ("The Exec key"). A Flatpak has a folder of its own for it, which no desktop
reads, and elsewhere there is none yet; the setting says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import StorageError
from assistant.own_modules import is_frozen, module_command
from assistant.paths import Paths
from ui.display import in_flatpak

_BACKSLASH = "\\"
_NEEDS_QUOTES = frozenset(" \t\n\"'\\><~|&;$*?#()`")


def entry_file(environ: Mapping[str, str]) -> Path:
    """Where the entry stands."""
    config = environ.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / "sotto.desktop"


def set_autostart(wanted: bool, paths: Paths, environ: Mapping[str, str] | None = None) -> None:
    """Writes the entry, or takes it away. Raises ``StorageError``."""
    environ = os.environ if environ is None else environ
    file = entry_file(environ)
    try:
        if not wanted:
            file.unlink(missing_ok=True)
            return
        if in_flatpak(environ):
            raise StorageError(
                "Sotto cannot be made to start with the desktop from inside Flatpak.",
                "Add it in the desktop's own settings.",
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(entry(_command(paths, environ)), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise StorageError(
            f"Sotto cannot be made to start with the desktop ({error.strerror}).",
            "Check the permissions of your autostart folder, or add Sotto in the desktop's own settings.",
        ) from error


def entry(command: Sequence[str]) -> str:
    """The text of the desktop entry."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Name=Sotto",
            "Icon=sotto",
            f"Exec={' '.join(_quoted(word) for word in command)}",
            # Without the program, where a package was removed for all users, the desktop passes over the entry.
            f"TryExec={command[0].replace(_BACKSLASH, _BACKSLASH * 2).replace(' ', _BACKSLASH + 's')}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "",
        )
    )


def _command(paths: Paths, environ: Mapping[str, str]) -> tuple[str, ...]:
    # The folder into which an AppImage unpacks itself is another one at each start; its runtime names the file.
    image = environ.get("APPIMAGE", "") if is_frozen() else ""
    program = (image,) if image else module_command("ui", interpreter_options=("-P",))
    return (*program, "--minimized", "--home", str(paths.home), "--models", str(paths.models))


def _quoted(word: str) -> str:
    """One argument: quoted where it must be, its backslashes doubled once more because the value is a string, percent signs doubled
    because they begin field codes."""
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("`", "\\`").replace("$", "\\$")
    if _NEEDS_QUOTES & set(word) or not word:
        quoted = f'"{quoted}"'
    return quoted.replace("\\", "\\\\").replace("%", "%%")
