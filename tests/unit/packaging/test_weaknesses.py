"""``make audit`` ends well only when every lock file was looked up, nothing is known, and the list of licences is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from setup_steps import packages, weaknesses
from setup_steps.layout import Layout

pytestmark = pytest.mark.unit


def program(file: Path, said: Path, fails_on: str) -> None:
    """A program that writes down its arguments, and fails where they name ``fails_on``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fails = f'case "$*" in *{fails_on}*) exit 1;; esac' if fails_on else ""
    file.write_text(f'#!/bin/sh\necho "$(basename "$0") $*" >>"{said}"\n{fails}\n', encoding="utf-8")
    file.chmod(0o700)


@pytest.mark.parametrize(
    ("fails_on", "status"),
    [("", 0), ("requirements.lock", 1), ("requirements-build.lock", 1), ("third_party_licenses.py", 1)],
)
def test_one_failure_is_enough_and_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_on: str, status: int
) -> None:
    layout = Layout(root=tmp_path, wheel_cache=tmp_path / "cache")
    said = tmp_path / "said"
    program(tmp_path / "tools/pip-audit", said, fails_on)
    program(layout.python, said, fails_on)
    layout.work.mkdir()
    monkeypatch.setattr(packages, "tools", lambda *_arguments: tmp_path / "tools/python")
    assert weaknesses.audit(layout) == status
    lines = said.read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in lines] == [*weaknesses.LOCKS, "--check"]
    assert all("--strict" in line and "--require-hashes" in line for line in lines[:-1])
