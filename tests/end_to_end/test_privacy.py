"""The promises: words stay out of logs and reports, files belong to their owner, and nothing is sent anywhere."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.cli.main import run
from tests.end_to_end.program import COMMAND_TIMEOUT_S, Sotto
from tests.end_to_end.talk import Talk, spoken_question
from tests.pulse import Pulse, pulse

__all__ = ["pulse"]

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


def alone() -> list[str]:
    """What a command line begins with to have no network interface at all, not even the loopback one. Skips where the system gives
    nobody such a name space."""
    unshare = shutil.which("unshare")
    for options in (["-n"], ["-r", "-n"]):  # as root, else as root of a name space of users
        if unshare and subprocess.run([unshare, *options, "true"], capture_output=True, check=False).returncode == 0:
            return [unshare, *options]
    pytest.skip("this system gives no network name space")


@pytest.fixture
def cut_off(sotto: Sotto, tmp_path: Path) -> Sotto:
    """The command in a network name space of its own, where there is nothing to talk to."""
    wrapper = tmp_path / "sotto-without-network"
    command = shlex.join([*alone(), str(sotto.program)])
    wrapper.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    wrapper.chmod(0o700)
    return Sotto(program=wrapper, home=sotto.home, models=sotto.models, environ=sotto.environ)


def test_it_all_works_without_any_network(cut_off: Sotto, tmp_path: Path) -> None:
    assert cut_off.json("ask", "What is jam?", "--max-tokens", "8")["answer"].strip()
    paper = tmp_path / "paper.txt"
    paper.write_text("The quince jam costs eleven euros.", encoding="utf-8")
    assert cut_off.json("docs", "add", str(paper))["indexed"] == 1
    assert cut_off.json("ask", "--docs", "What does the quince jam cost?", "--max-tokens", "24")["citations"]
    sound = tmp_path / "sound.wav"
    cut_off.json("say", "The jam is sweet.", "--out", str(sound))
    assert "jam" in cut_off.json("transcribe", str(sound))["text"].lower()


def test_a_spoken_conversation_works_without_any_network(cut_off: Sotto, pulse: Pulse, tmp_path: Path) -> None:
    question = spoken_question(cut_off, tmp_path / "question.wav")
    talk = Talk(cut_off, pulse)
    try:
        talk.until("ready")
        pulse.speak_into_microphone(question).wait(COMMAND_TIMEOUT_S)
        talk.until("turn_finished")
    finally:
        talk.close()
    assert {"transcript", "speaking_ended"} <= set(talk.names())


@pytest.mark.parametrize("way", ["option", "environment"])
def test_offline_refuses_a_download(sotto: Sotto, way: str) -> None:
    command = [str(sotto.program), "--home", str(sotto.home), "--models", str(sotto.home / "none")]
    command += ["models", "get", "silero-vad-v6-faster-whisper"] + (["--offline"] if way == "option" else [])
    environ = {**sotto.environ, **({"SOTTO_OFFLINE": "1"} if way == "environment" else {})}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "the network is switched off" in done.stderr
    assert not list(Path(sotto.home / "none").rglob("*.part"))
