"""How Sotto starts its own modules, frozen or not."""

from __future__ import annotations

import sys

import pytest

from assistant.documents.reading.reader_process import reader_command
from assistant.own_modules import RUN_MODULE, module_command

pytestmark = pytest.mark.unit


def test_from_source_python_runs_the_module() -> None:
    assert module_command("ui", interpreter_options=("-P",)) == (sys.executable, "-P", "-m", "ui")


def test_the_frozen_program_runs_it_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert module_command("ui", interpreter_options=("-P",)) == (sys.executable, RUN_MODULE, "ui")
    assert reader_command()[1:3] == (RUN_MODULE, "assistant.documents.reading.reader_worker")
