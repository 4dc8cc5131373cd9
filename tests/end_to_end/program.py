"""The installed command over a home of its own, for tests that start it as a person would."""

from __future__ import annotations

import dataclasses
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SMALL_CHAT_MODEL = "chat=smollm2-135m-instruct-q4_1"
COMMAND_TIMEOUT_S = 240


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sotto:
    """The command over one home, with the small chat model, offline."""

    program: Path
    home: Path
    models: Path
    environ: Mapping[str, str]

    def command(self, *arguments: str) -> list[str]:
        """The full command line."""
        places = ["--home", str(self.home), "--models", str(self.models)]
        return [str(self.program), *places, "--offline", "--model", SMALL_CHAT_MODEL, *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=dict(self.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        """The last object a command prints with ``--json``; the command must succeed."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])
