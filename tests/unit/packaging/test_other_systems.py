"""The recipes for systems that are not at hand: they name what exists, and promise what they should."""

from __future__ import annotations

import ast
import json
import plistlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from assistant.paths import Paths
from setup_steps.llama_build import FOR_EVERY_PROCESSOR
from setup_steps.slimming import INSIDE
from ui.display import entry_name

pytestmark = pytest.mark.unit

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"
SPEC = (PACKAGING / "frozen/sotto.spec").read_text(encoding="utf-8")
WORKFLOW = (PACKAGING.parent / ".github/workflows/packages.yml").read_text(encoding="utf-8")
WINDOW_NAME = "sotto-gui"
"""By which ``frozen/entry.py`` knows that the window is wanted."""
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


@pytest.mark.parametrize("name", ["internal.sotto.sotto", "internal.sotto.sotto-with-models"])
def test_flatpak_builder_leaves_the_program_whole(name: str) -> None:
    """It would take all sections out that are not loaded, and PyInstaller keeps the program's code in one of them."""
    program = flatpak(name)["modules"][0]
    assert program["build-options"]["no-debuginfo"] is True


def test_the_flatpak_finds_the_models_that_another_sotto_put_where_they_usually_are() -> None:
    """Inside, the folder of a user's data is the Flatpak's own, and its name cannot be told by a variable that is not known yet."""
    arguments = flatpak("internal.sotto.sotto")["finish-args"]
    (named,) = [arg.removeprefix("--env=SOTTO_MODELS=") for arg in arguments if "SOTTO_MODELS" in arg]
    inside = Paths.choose(
        environ={"SOTTO_MODELS": named, "XDG_DATA_HOME": "/home/someone/.var/app/internal.sotto.sotto/data"}
    )
    assert inside.models == Path.home() / ".local/share/sotto-models"
    assert "--filesystem=xdg-data/sotto-models:create" in arguments


@pytest.mark.parametrize("name", ["internal.sotto.sotto", "internal.sotto.sotto-with-models"])
def test_the_flatpaks_window_is_known_by_the_entry_that_the_recipe_renames(name: str) -> None:
    manifest = flatpak(name)
    entry = entry_name({"FLATPAK_ID": manifest["id"]})
    assert any(f"/applications/{entry}.desktop" in command for command in manifest["modules"][0]["build-commands"])
    assert (PACKAGING / f"linux/{entry_name({})}.desktop").is_file()


def test_what_windows_and_macos_start_is_made_by_the_spec() -> None:
    """A bundle's program must be a file of its own: codesign refuses a link."""
    (programs,) = re.findall(r"^PROGRAMS = (.*)$", SPEC, re.MULTILINE)
    of = ast.literal_eval(programs)
    installer = (PACKAGING / "windows/sotto.iss").read_text(encoding="utf-8")
    started = re.findall(r'^Name: "\{group\}.*Filename: "\{app\}\\(.*)\.exe"$', installer, re.MULTILINE)
    assert started == [WINDOW_NAME]
    assert WINDOW_NAME in of["win32"]
    assert of["darwin"] == (WINDOW_NAME,), "PyInstaller puts one program into a bundle, and calls the bundle by it"


def test_the_installer_leaves_no_library_of_an_older_one() -> None:
    installer = (PACKAGING / "windows/sotto.iss").read_text(encoding="utf-8")
    assert f'Type: filesandordirs; Name: "{{app}}\\{INSIDE}"' in installer


def test_every_job_stops_sometime_and_hands_out_all_it_should() -> None:
    jobs = re.split(r"^  (?=\w+:$)", WORKFLOW.partition("\njobs:\n")[2], flags=re.MULTILINE)[1:]
    assert [job.partition(":")[0] for job in jobs] == ["linux", "windows", "macos"]
    for job in jobs:
        assert "timeout-minutes:" in job
        assert "if-no-files-found: error" in job
    assert "dist/ffmpeg-*.tar.xz" in jobs[0], "the LGPL asks that the source goes along"


def test_what_freezes_the_program_has_installed_it_and_compiled_its_words() -> None:
    """The spec copies the metadata of ``sotto``, and a program without compiled words speaks English alone."""
    for job in WORKFLOW.split("PyInstaller --noconfirm")[:-1]:
        steps = job.rpartition("actions/setup-python")[2]
        assert "-m ui.translations.compiling" in steps
        assert steps.index("-m ui.translations.compiling") < steps.index("--no-build-isolation .\n")


def test_the_installer_for_windows_asks_before_it_deletes_data() -> None:
    script = (PACKAGING / "windows/sotto.iss").read_text(encoding="utf-8")
    assert f'#define Version "{VERSION}"' in script
    assert "MB_DEFBUTTON2" in script, "without an answer the data stay"
    names = set(re.findall(r"^english\.(\w+)=", script, re.MULTILINE))
    assert names == set(re.findall(r"^japanese\.(\w+)=", script, re.MULTILINE)) != set()
    for source in re.findall(r"^LicenseFile=(.*)$", script, re.MULTILINE):
        assert (PACKAGING / "windows" / source.replace("\\", "/")).resolve().is_file()


def test_windows_gets_the_arithmetic_of_every_processor_too() -> None:
    assert FOR_EVERY_PROCESSOR in WORKFLOW


def test_the_app_for_macos_says_why_it_listens() -> None:
    info = plistlib.loads((PACKAGING / "macos/Info.plist").read_bytes())
    assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == VERSION
    assert "sent nowhere" in info["NSMicrophoneUsageDescription"]
    for language in set(info["CFBundleLocalizations"]) - {"en"}:
        words = (PACKAGING / f"macos/{language}.lproj/InfoPlist.strings").read_text(encoding="utf-8")
        assert re.fullmatch(r'"NSMicrophoneUsageDescription" = "[^"]+";\n', words)
        assert f"packaging/macos/{language}.lproj/InfoPlist.strings" in SPEC
    entitlements = plistlib.loads((PACKAGING / "macos/entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.device.audio-input"] is True
    assert not [name for name in entitlements if "network" in name]


def test_what_is_compiled_for_macos_runs_where_the_app_says_it_does() -> None:
    info = plistlib.loads((PACKAGING / "macos/Info.plist").read_bytes())
    assert f'MACOSX_DEPLOYMENT_TARGET: "{info["LSMinimumSystemVersion"]}"' in WORKFLOW
