"""Ctrl+C before the command has begun."""

from __future__ import annotations

import os
import sys

import pytest

import assistant.__main__
import assistant.network_seal

pytestmark = pytest.mark.unit


def test_ctrl_c_while_the_program_loads_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed() -> None:
        raise KeyboardInterrupt

    exited: list[int] = []
    monkeypatch.setattr(assistant.network_seal, "seal_process", pressed)
    monkeypatch.setattr(os, "_exit", exited.append)
    monkeypatch.setattr(sys, "argv", ["sotto", "transcribe", "talk.mp3"])
    with pytest.raises(SystemExit):
        assistant.__main__.main()
    assert exited == [130]
