"""The desktop's real Secret Service, where this machine has one: the key goes in, comes out, and opens the data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.paths import Paths
from tests.integration.encryption.conftest import files_with_markers

pytestmark = pytest.mark.integration

_IN_A_SESSION = """
printf 'login password' | gnome-keyring-daemon --foreground --unlock --components=secrets >&2 &
daemon=$!
trap 'kill $daemon' EXIT
# Asked for its name alone: a message to it would have the bus start another one, which nobody unlocked.
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets | grep -q true; do kill -0 $daemon || exit 7; done
"$@" encrypt on --yes --json || exit 1
"$@" memory list --json || exit 2
"$@" encrypt status --json || exit 3
"""


def test_the_secret_service_keeps_the_key(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("dbus-run-session", "dbus-send", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"this machine has no {program}")
    for name in ("XDG_RUNTIME_DIR", "XDG_DATA_HOME", "HOME"):
        folder = tmp_path / name
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    sotto = [sys.executable, "-m", "assistant", "--home", str(paths.home), "--models", str(paths.models)]
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", _IN_A_SESSION, "sh", *sotto],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    on, facts, status = done.stdout.splitlines()
    assert '"kept_in": "keyring"' in on
    assert facts.count('"id": ') == 40
    assert '"on": true' in status
    assert files_with_markers(paths.home) == []
