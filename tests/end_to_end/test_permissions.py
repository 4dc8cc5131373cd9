"""Folders and files that may not be read or written, without the powers of root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.program import SMALL_CHAT_MODEL, Sotto

pytestmark = pytest.mark.end_to_end

POWERS = "-dac_override,-dac_read_search"


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody may enter."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "letter.txt").write_text("The rent is 940 euros.", encoding="utf-8")
    folder.chmod(0)
    yield folder
    folder.chmod(0o700)


def run(sotto: Sotto, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As ``Sotto.run``; when the tests run as root, without root's power to pass over permissions."""
    powerless: list[str] = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root cannot do without its powers here: there is no setpriv")
        powerless = [setpriv, f"--bounding-set={POWERS}", "--inh-caps=-all"]
    command = [*powerless, *sotto.command(*arguments)]
    return subprocess.run(command, env=dict(sotto.environ), capture_output=True, text=True, timeout=120, check=False)


def error(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    reported: dict[str, str] = json.loads(done.stdout.splitlines()[-1])["error"]
    assert reported["message"]
    assert reported["remedy"]
    return reported


def test_a_folder_of_documents(sotto: Sotto, closed: Path) -> None:
    done = run(sotto, "docs", "add", str(closed), "--json")
    assert done.returncode == 1
    row, *_, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["path"], row["state"]) == (str(closed), "failed")
    assert "permission" in row["reason"]
    assert last["failed"] == 1


def test_the_data_folder(sotto: Sotto, closed: Path) -> None:
    inside = Sotto(program=sotto.program, home=closed / "home", models=sotto.models, environ=sotto.environ)
    reported = error(run(inside, "chats", "list", "--json"))
    assert reported["kind"] == "storage"
    assert "--home" in reported["remedy"]


def test_the_model_folder(sotto: Sotto, closed: Path) -> None:
    elsewhere = Sotto(program=sotto.program, home=sotto.home, models=closed, environ=sotto.environ)
    for arguments in (("ask", "Hello?"), ("models", "list"), ("say", "Hello.", "--out", "/tmp/never.wav")):
        assert "cannot be used" in error(run(elsewhere, *arguments, "--json"))["message"]
    (conversation,) = sotto.json("chats", "list")["conversations"]
    (question,) = sotto.json("chats", "show", str(conversation["id"]))["messages"]
    assert question["text"] == "Hello?"


def test_the_settings_file(sotto: Sotto) -> None:
    sotto.json("models", "use", *SMALL_CHAT_MODEL.split("="))
    (sotto.home / "settings.toml").chmod(0)
    assert "cannot be read" in error(run(sotto, "chats", "list", "--json"))["message"]
