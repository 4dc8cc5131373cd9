"""The recipes for systems that are not at hand: they name what exists, and promise what they should."""

from __future__ import annotations

import json
import plistlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from setup_steps.llama_build import FOR_EVERY_PROCESSOR

pytestmark = pytest.mark.unit

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"
VERSION = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def flatpak(name: str) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((PACKAGING / "flatpak" / f"{name}.json").read_text(encoding="utf-8"))
    return manifest


@pytest.mark.parametrize("name", ["internal.sotto.sotto", "internal.sotto.sotto-with-models"])
def test_the_flatpak_may_not_use_the_network(name: str) -> None:
    manifest = flatpak(name)
    assert not [one for one in manifest["finish-args"] if "network" in one or one == "--filesystem=host"]
    assert "--env=SOTTO_OFFLINE=1" in manifest["finish-args"]


def test_the_flatpak_with_models_is_the_same_with_the_models_where_they_are_looked_for() -> None:
    plain, full = flatpak("internal.sotto.sotto"), flatpak("internal.sotto.sotto-with-models")
    program, weights = full["modules"]
    assert [program] == plain["modules"]
    (folder,) = [arg.removeprefix("--env=SOTTO_MODELS=") for arg in full["finish-args"] if "SOTTO_MODELS" in arg]
    assert weights["build-commands"][-1] == f"cp -a . {folder}"
    assert not [arg for arg in full["finish-args"] if "xdg-data/sotto-models" in arg]


def test_the_installer_for_windows_asks_before_it_deletes_data() -> None:
    script = (PACKAGING / "windows/sotto.iss").read_text(encoding="utf-8")
    assert f'#define Version "{VERSION}"' in script
    assert "MB_DEFBUTTON2" in script, "without an answer the data stay"
    names = set(re.findall(r"^english\.(\w+)=", script, re.MULTILINE))
    assert names == set(re.findall(r"^japanese\.(\w+)=", script, re.MULTILINE)) != set()
    for source in re.findall(r"^LicenseFile=(.*)$", script, re.MULTILINE):
        assert (PACKAGING / "windows" / source.replace("\\", "/")).resolve().is_file()


def test_windows_gets_the_arithmetic_of_every_processor_too() -> None:
    workflow = (PACKAGING.parent / ".github/workflows/packages.yml").read_text(encoding="utf-8")
    assert FOR_EVERY_PROCESSOR in workflow


def test_the_app_for_macos_says_why_it_listens() -> None:
    info = plistlib.loads((PACKAGING / "macos/Info.plist").read_bytes())
    assert info["CFBundleShortVersionString"] == VERSION
    assert "sent nowhere" in info["NSMicrophoneUsageDescription"]
    entitlements = plistlib.loads((PACKAGING / "macos/entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.device.audio-input"] is True
    assert not [name for name in entitlements if "network" in name]
