"""A Japanese input method on the tests' own screen: IBus with Anthy, and the session bus they talk over.

A pytest plugin, as ``tests.screen`` is: a test file imports ``input_method`` to get the fixture.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.screen import Screen
from tests.session_bus import NAMED_IN, session_bus

ENGINE = "anthy"
PLAIN = "xkb:us::eng"
"""Letters as they are typed."""
# Anthy is a Python program and runs with the system's Python, whichever is first for the tests.
SYSTEM_PATH = "/usr/bin:/bin"
START_S = 30
# Anthy starts with Latin letters; 0 are hiragana.
SETTINGS = "[org/freedesktop/ibus/engine/anthy/common]\ninput-mode=0\n"


@pytest.fixture
def input_method(screen: Screen, tmp_path: Path) -> Iterator[Screen]:
    """The screen, with an input method in front of its keyboard that reads romaji and shows hiragana."""
    missing = [name for name in ("dbus-daemon", "ibus-daemon", "ibus") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{missing[0]} is not installed (Debian's ibus, ibus-anthy and dbus): no input method can be tried")
    environ = {
        **screen.environ,
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "QT_IM_MODULE": "ibus",
        "GSETTINGS_BACKEND": "keyfile",
    }
    settings = tmp_path / "config" / "glib-2.0" / "settings"
    settings.mkdir(parents=True)
    (settings / "keyfile").write_text(SETTINGS, encoding="ascii")
    (tmp_path / "cache").mkdir()
    with session_bus(environ) as (_, environ[NAMED_IN]):
        daemon = subprocess.Popen(
            ["ibus-daemon", "--xim", "--cache=none"],
            env={**os.environ, **environ, "PATH": SYSTEM_PATH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            choose_engine(environ)
            yield dataclasses.replace(screen, environ=environ)
        finally:
            daemon.terminate()
            daemon.wait(START_S)


def choose_engine(environ: Mapping[str, str], engine: str = ENGINE) -> None:
    """Waits for the daemon, and gives an engine what has the keyboard. Skips where the daemon does not know it."""
    ends = time.monotonic() + START_S
    while True:
        command = ["ibus", "engine", engine]
        done = subprocess.run(command, env=os.environ | environ, capture_output=True, text=True, check=False)
        asked = subprocess.run(command[:2], env=os.environ | environ, capture_output=True, text=True, check=False)
        if asked.stdout.strip() == engine and not done.stderr:
            return
        if "Cannot find engine" in done.stderr:
            pytest.skip("IBus has no Anthy (Debian's ibus-anthy): no Japanese can be typed")
        assert time.monotonic() < ends, f"IBus did not start: {done.stderr}"
        time.sleep(0.2)
