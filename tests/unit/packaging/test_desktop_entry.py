"""The desktop entry starts a program that the project installs."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[3]
FILE = ROOT / "packaging" / "linux" / "sotto.desktop"


def test_the_entry_starts_the_installed_window() -> None:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(FILE, encoding="utf-8")
    entry = parser["Desktop Entry"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["gui-scripts"]
    assert entry["Type"] == "Application"
    assert entry["Exec"] in scripts
    for key in ("GenericName", "Comment", "Keywords"):
        assert entry[f"{key}[ja]"] not in ("", entry[key])


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_entry_is_valid() -> None:
    result = subprocess.run(["desktop-file-validate", str(FILE)], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")
