"""The words of the window in other languages, compiled from Qt Linguist's files by the environment's own tools."""

from __future__ import annotations

import subprocess

from setup_steps.layout import Layout, SetupError
from setup_steps.stamps import Stamps, digest

FOLDER = "ui/translations"
COMPILED = ("*.qm", "engine_places.txt")


def ensure_translations(layout: Layout, stamps: Stamps) -> None:
    """Compile them when a file for translators has changed, or a result is gone. Raises ``SetupError``."""
    folder = layout.root / FOLDER
    files = sorted(folder.glob("*.ts"))
    content = digest(*(part for file in files for part in (file.name, file.read_bytes())))
    there = all(any(folder.glob(pattern)) for pattern in COMPILED)
    if not files or (there and stamps.holds("translations", content)):
        return
    argv = (str(layout.python), "-m", "ui.translations.compiling")
    done = subprocess.run(argv, cwd=layout.root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetupError(f"The words of the window could not be compiled:\n{done.stderr.strip()}")
    stamps.mark("translations", content)


def update(layout: Layout) -> None:
    """Bring the files for translators up to the source; it prints what is left to translate. Raises ``SetupError``."""
    argv = (str(layout.python), "packaging/linguist_files.py")
    if subprocess.run(argv, cwd=layout.root, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise SetupError("The files for translators could not be brought up to date; the reason stands above.")


def remove_compiled(layout: Layout) -> None:
    """The folder as it was before the set-up."""
    for pattern in COMPILED:
        for file in (layout.root / FOLDER).glob(pattern):
            file.unlink()
