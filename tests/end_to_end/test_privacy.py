"""The promises: words stay out of logs and reports, files belong to their owner, and nothing is sent anywhere."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.cli.main import run
from tests.end_to_end.program import Sotto

pytestmark = pytest.mark.end_to_end

TYPED, SAID, WRITTEN, SOUGHT, NAMED = "Zarquonia", "Frobnicator", "Quuxberry", "Wibblesnap", "Xyzzyplugh"
MARKERS = (TYPED, SAID, WRITTEN, SOUGHT, NAMED)


def use_everything(sotto: Sotto, folder: Path) -> None:
    """Types, speaks, hears, adds and seeks, and fails at each once."""
    paper = folder / f"{NAMED}.txt"
    paper.write_text(f"The {WRITTEN} costs eleven euros.", encoding="utf-8")
    torn = folder / f"{NAMED}.pdf"
    torn.write_bytes(f"%PDF-1.7 {WRITTEN}".encode())
    sound = folder / f"{NAMED}.wav"
    statuses = [
        run(sotto.command(*arguments)[1:])  # the same command, without starting a program each time
        for arguments in (
            ("docs", "add", str(paper)),
            ("docs", "add", str(torn)),
            ("docs", "search", f"price of {SOUGHT}"),
            ("ask", f"What is {TYPED}?", "--max-tokens", "8"),
            ("ask", "--docs", f"What does the {WRITTEN} cost?", "--max-tokens", "8"),
            ("ask", f"{TYPED} " * 20_000),
            ("say", f"The {SAID} is here.", "--out", str(sound)),
            ("transcribe", str(sound)),
            ("transcribe", str(paper)),
            ("ask", f"{TYPED}?", "--model", f"chat={NAMED}"),
            ("docs", "remove", str(folder / f"{NAMED}.gone")),
        )
    ]
    assert statuses == [0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1]


def test_no_word_of_the_user_is_in_a_log_and_every_file_is_private(sotto: Sotto, tmp_path: Path) -> None:
    use_everything(sotto, tmp_path)
    kept = [path for path in sotto.home.rglob("*") if path.is_file()]
    logs = [path for path in kept if path.parent.name in ("logs", "crash_reports")]
    assert logs
    for log in logs:
        text = log.read_text(encoding="utf-8").lower()
        assert [marker for marker in MARKERS if marker.lower() in text] == []
    database = (sotto.home / "sotto.db").read_bytes()
    assert all(marker.encode() in database for marker in (TYPED, WRITTEN, NAMED)), "the markers were really used"
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []
    assert sotto.home.stat().st_mode & 0o777 == 0o700


def test_it_all_works_without_any_network(sotto: Sotto, tmp_path: Path) -> None:
    """In a network name space of its own there is nothing to talk to, not even the loopback interface."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-n", "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("a network name space needs root on Linux")
    wrapper = tmp_path / "sotto-without-network"
    wrapper.write_text(f'#!/bin/sh\nexec "{unshare}" -n "{sotto.program}" "$@"\n', encoding="utf-8")
    wrapper.chmod(0o700)
    cut_off = Sotto(program=wrapper, home=sotto.home, models=sotto.models, environ=sotto.environ)
    paper = tmp_path / "paper.txt"
    paper.write_text("The quince jam costs eleven euros.", encoding="utf-8")
    assert cut_off.json("docs", "add", str(paper))["indexed"] == 1
    assert cut_off.json("ask", "--docs", "What does the quince jam cost?", "--max-tokens", "24")["citations"]
    sound = tmp_path / "sound.wav"
    cut_off.json("say", "The jam is sweet.", "--out", str(sound))
    assert "jam" in cut_off.json("transcribe", str(sound))["text"].lower()


@pytest.mark.parametrize("way", ["option", "environment"])
def test_offline_refuses_a_download(sotto: Sotto, way: str) -> None:
    command = [str(sotto.program), "--home", str(sotto.home), "--models", str(sotto.home / "none")]
    command += ["models", "get", "silero-vad-v6-faster-whisper"] + (["--offline"] if way == "option" else [])
    environ = {**sotto.environ, **({"SOTTO_OFFLINE": "1"} if way == "environment" else {})}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "the network is switched off" in done.stderr
    assert not list(Path(sotto.home / "none").rglob("*.part"))
