"""The installed program: ``sotto`` beside the Python that runs the tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from models.store import default_root
from tests.end_to_end.program import Sotto


@pytest.fixture
def sotto(tmp_path: Path) -> Sotto:
    """The installed command over a fresh home."""
    program = Path(sys.executable).with_name("sotto")
    if not program.exists():
        pytest.fail(f"{program} is not installed; “make setup” installs it")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SOTTO_")}
    return Sotto(program=program, home=tmp_path / "home", models=default_root(), environ=environ)
