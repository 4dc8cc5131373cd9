"""Bring the files for translators up to the source: ``make translations``.

lupdate, Qt's own tool, finds the window's texts in ``ui``; the engine's (``engine_sentences``) are written into a file for it. A
new text comes into the files as unfinished, one that is gone leaves them. English has a file for its plural forms alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

from engine_sentences import engine_texts

UI = Path(__file__).resolve().parents[1] / "ui"
FOLDER = UI / "translations"
CONTEXT = "Engine"
_WITHOUT_LINES = ("-locations", "none", "-sort-messages", "-no-obsolete")
"""So that a change of the source that touches no text leaves the files as they are."""


def update(folder: Path = FOLDER) -> list[Path]:
    """Updates the files in ``folder``; returns those that were changed. Raises ``subprocess.CalledProcessError``."""
    before = {file: file.read_bytes() for file in sorted(folder.glob("*.ts"))}
    window = [str(file) for file in sorted(UI.rglob("*.py"))]
    with tempfile.TemporaryDirectory() as scratch:
        engine = Path(scratch) / "engine.py"
        lines = (f"QT_TRANSLATE_NOOP({_quoted(CONTEXT)}, {_quoted(text)})\n" for text in engine_texts())
        engine.write_text("".join(lines), encoding="utf-8")
        for file in before:
            plural = ("-pluralonly",) if file.stem == "sotto_en" else ()
            sources = [str(engine)] if file.stem.startswith("engine_") else window
            _lupdate(*sources, *plural, "-ts", str(file))
    return [file for file, content in before.items() if file.read_bytes() != content]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lupdate(*arguments: str) -> None:
    # Beside Qt's libraries, in the same package.
    program = Path(PySide6.__file__).with_name("lupdate.exe" if sys.platform == "win32" else "lupdate")
    subprocess.run([program, "-silent", "-source-language", "en", *_WITHOUT_LINES, *arguments], check=True)


if __name__ == "__main__":
    for changed in update():
        unfinished = changed.read_text(encoding="utf-8").count('type="unfinished"')
        print(
            f"{changed.name}: {unfinished} to translate"
            if unfinished
            else f"{changed.name}: changed, nothing to translate"
        )
