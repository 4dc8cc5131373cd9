"""Qt Linguist's files (``*.ts``) into what the running window reads: ``*.qm``, and the list of the engine's sentences with places.

The set-up runs this (``python -m ui.translations.compiling``). In a clone the window does it too when a file was changed since; an
installed program has the results and no ``.ts`` files. The results are not kept in git.

A ``.qm`` file cannot be asked which texts it holds, and the engine's filled-in sentences are recognised by their fixed parts:
``engine_places.txt`` holds the English of those with places, a line each.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import PySide6

FOLDER = Path(__file__).parent
PLACES = "engine_places.txt"
WINDOW = "sotto_"
"""What the file names of the window's own texts begin with; behind it stands the language: ``sotto_ja.ts``."""
ENGINE = "engine_"
_PLACE = re.compile(r"\{\d+\}")
_RELEASE_LIMIT_S = 60


class NotCompiled(Exception):
    """Why there are no results, for a log."""


def sources(folder: Path = FOLDER) -> list[Path]:
    """The files for translators; none in an installed program."""
    # No pattern of names: to understand one takes longer than to read the folder.
    return sorted(file for file in folder.iterdir() if file.suffix == ".ts")


def is_stale(folder: Path = FOLDER) -> bool:
    """Whether a result is missing, or older than a file for translators."""
    files = sources(folder)
    if not files:
        return False
    results = [*(_result(file) for file in files if file.name.startswith(WINDOW)), folder / PLACES]
    if not all(result.exists() for result in results):
        return True
    newest = max(file.stat().st_mtime_ns for file in files)
    return min(result.stat().st_mtime_ns for result in results) < newest


def compile_all(folder: Path = FOLDER) -> None:
    """Makes every result anew. Each comes into its place whole. Raises ``NotCompiled``."""
    for window in folder.glob(f"{WINDOW}*.ts"):
        engine = window.with_name(window.name.replace(WINDOW, ENGINE))
        _release([file for file in (window, engine) if file.exists()], _result(window))
    lines = sorted({text for file in folder.glob(f"{ENGINE}*.ts") for text in _with_places(file)})
    part = _part(folder / PLACES)
    try:
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        part.replace(folder / PLACES)
    except OSError as error:
        raise NotCompiled(f"{type(error).__name__} while writing {PLACES}") from error


def _result(source: Path) -> Path:
    return source.with_suffix(".qm")


def _part(result: Path) -> Path:
    # Two windows may start at once.
    return result.with_name(f"{result.name}.{os.getpid()}")


def _release(files: list[Path], result: Path) -> None:
    import subprocess  # a window that finds everything made needs none

    part = _part(result)
    # Beside Qt's libraries, in the same package.
    program = Path(PySide6.__file__).with_name("lrelease.exe" if sys.platform == "win32" else "lrelease")
    try:
        done = subprocess.run(
            [program, "-silent", *files, "-qm", part],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=_RELEASE_LIMIT_S, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise NotCompiled(f"lrelease ended with {done.returncode} for {result.name}")
        part.replace(result)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotCompiled(f"{type(error).__name__} while making {result.name}") from error


def _with_places(file: Path) -> list[str]:
    from xml.etree import ElementTree  # as little needed

    # A file of this program's own.
    texts = (source.text or "" for source in ElementTree.parse(file).iter("source"))  # noqa: S314
    return [text for text in texts if _PLACE.search(text)]


if __name__ == "__main__":
    compile_all()
