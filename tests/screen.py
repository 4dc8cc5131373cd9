"""A screen of the tests' own: an X server that shows nothing to anybody, and keys pressed on it.

A pytest plugin, as ``tests.pulse`` is: a conftest or a test file imports ``screen`` to get the fixture.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

SIZE = "1200x800x24"
TIMEOUT_S = 60
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication

application = QGuiApplication([])
application.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The running server; ``environ`` leads Qt programs to it."""

    environ: Mapping[str, str]

    def keys(self, *arguments: str) -> str:
        """Runs ``xdotool``; returns what it prints."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env=os.environ | self.environ,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=True,
        )
        return done.stdout.strip()

    def picture(self, file: Path) -> Image.Image:
        """What is shown now; ``file`` keeps it."""
        subprocess.run(
            [sys.executable, "-c", GRAB, str(file)], env=os.environ | self.environ, timeout=TIMEOUT_S, check=True
        )
        with Image.open(file) as picture:
            return picture.convert("RGB")

    def focus(self, title: str) -> None:
        """Waits for a window of that title and gives it the keyboard: there is no window manager to do so."""
        found = self.keys("search", "--sync", "--onlyvisible", "--name", f"^{title}$").splitlines()
        self.keys("windowfocus", "--sync", found[-1])


@pytest.fixture
def screen() -> Iterator[Screen]:
    """An X server on a display number that was free."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.fail("Xvfb or xdotool is not installed; “make setup” installs them")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as numbers:
            number = numbers.readline().strip()
        if not number:
            pytest.fail("Xvfb did not start")
        yield Screen(environ={"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"})
    finally:
        server.terminate()
        server.wait(TIMEOUT_S)
