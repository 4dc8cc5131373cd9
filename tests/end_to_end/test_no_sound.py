"""A machine without microphone and speaker: everything else works, and what needs them says so."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from tests.end_to_end.program import Sotto

pytestmark = pytest.mark.end_to_end


@pytest.fixture
def silent(sotto: Sotto) -> Sotto:
    """The command on a machine without a sound card, and with no sound server to reach."""
    if Path("/dev/snd").exists():
        pytest.skip("this machine has a sound card")
    nothing = {"PULSE_SERVER": "unix:/nonexistent", "PIPEWIRE_REMOTE": "nonexistent"}
    return dataclasses.replace(sotto, environ={**sotto.environ, **nothing})


@pytest.mark.parametrize("arguments", [("talk",), ("say", "Hello.")])
def test_speaking_needs_a_device(silent: Sotto, arguments: tuple[str, ...]) -> None:
    done = silent.run(*arguments, "--json")
    assert done.returncode == 1
    error = json.loads(done.stdout.splitlines()[-1])["error"]
    assert error["kind"] == "device_unavailable"
    assert "no speaker" in error["message"] or "no microphone" in error["message"]
    assert error["remedy"]
    assert done.stderr == ""


def test_doctor_says_so_and_speech_in_files_works(silent: Sotto, tmp_path: Path) -> None:
    checks = {check["name"]: check for check in json.loads(silent.run("doctor", "--json").stdout)["checks"]}
    for name in ("microphone", "speaker"):
        assert not checks[name]["ok"]
        assert checks[name]["remedy"]
    sound = tmp_path / "hello.wav"
    assert silent.json("say", "Good morning.", "--out", str(sound))["duration_s"] > 0.3
    assert "morning" in silent.json("transcribe", str(sound))["text"].lower()
