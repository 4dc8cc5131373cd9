"""The installed program: ``sotto`` beside the Python that runs the tests, or the one that ``SOTTO_PROGRAM`` names.

A packed program gets an environment without any Python: nothing of the machine's may be needed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from models.store import default_root
from tests.end_to_end.program import Sotto

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell has what it starts in the background ignore Ctrl+C, and so would the programs that are started here.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def sotto(tmp_path: Path) -> Sotto:
    """The installed command over a fresh home."""
    packed = os.environ.get("SOTTO_PROGRAM")
    program = Path(packed).absolute() if packed else Path(sys.executable).with_name("sotto")
    if not program.exists():
        pytest.fail(f"{program} is not there; “make setup” or “make package” makes it")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SOTTO_")}
    if packed:
        environ = {name: value for name, value in environ.items() if not name.startswith("PYTHON")}
        environ["PATH"] = str(tmp_path / "no-programs")
    return Sotto(program=program, home=tmp_path / "home", models=default_root(), environ=environ)
