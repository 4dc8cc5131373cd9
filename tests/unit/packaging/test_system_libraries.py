"""What is missing from the system, which packages bring it, and what a person is told to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from setup_steps import apt, system_libraries
from setup_steps.system_libraries import PIECES, Purpose, SystemPiece, missing

pytestmark = pytest.mark.unit


def piece(
    name: str, *packages: str, found: bool = False, purpose: Purpose = Purpose.RUN, optional: bool = False
) -> SystemPiece:
    return SystemPiece(
        name=name, packages=packages, purposes=frozenset({purpose}), found=lambda: found, optional=optional
    )


GLIB = piece("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0")
CURSOR = piece("libxcb-cursor.so.0", "libxcb-cursor0")


@pytest.mark.parametrize(
    ("known", "chosen"),
    [
        ({"libglib2.0-0t64", "libxcb-cursor0"}, ("libglib2.0-0t64", "libxcb-cursor0")),
        ({"libglib2.0-0", "libxcb-cursor0"}, ("libglib2.0-0", "libxcb-cursor0")),
        ({"libglib2.0-0t64", "libglib2.0-0"}, ("libglib2.0-0t64", "libxcb-cursor0")),
        (set[str](), ("libglib2.0-0", "libxcb-cursor0")),
    ],
)
def test_the_first_name_that_the_package_lists_know_is_chosen(known: set[str], chosen: tuple[str, ...]) -> None:
    assert apt.choose_packages((GLIB, CURSOR), known.__contains__) == chosen


def test_only_what_the_purpose_needs_and_the_machine_lacks_is_missing() -> None:
    pulse = piece("PulseAudio", "pulseaudio", purpose=Purpose.TEST)
    there = piece("libEGL.so.1", "libegl1", found=True)
    assert missing((Purpose.RUN,), (GLIB, pulse, there)) == (GLIB,)
    assert missing((Purpose.BUILD, Purpose.TEST), (GLIB, pulse, there)) == (pulse,)


def test_the_sentence_names_the_exact_command() -> None:
    assert "`sudo apt-get install -y libglib2.0-0 libxcb-cursor0`" in apt.sentence(
        (GLIB, CURSOR), ("libglib2.0-0", "libxcb-cursor0")
    )


def test_without_apt_the_sentence_names_the_libraries() -> None:
    text = apt.sentence((GLIB, CURSOR), None)
    assert "libglib-2.0.so.0, libxcb-cursor.so.0" in text
    assert "apt" not in text


def test_every_piece_says_what_it_is_for_and_what_brings_it() -> None:
    assert all(piece.purposes and piece.packages and piece.name for piece in PIECES)
    assert len({piece.name for piece in PIECES}) == len(PIECES)


def test_what_the_window_needs_is_there_when_a_package_takes_it_along() -> None:
    needed = {piece.name for piece in PIECES if Purpose.RUN in piece.purposes and not piece.optional}
    assert needed <= {piece.name for piece in PIECES if Purpose.PACKAGE in piece.purposes}


def test_a_program_for_administrators_is_found_by_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "sbin/icupkg"
    tool.parent.mkdir()
    tool.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_libraries, "ADMINISTRATORS", str(tool.parent))
    assert system_libraries.program("icupkg") == str(tool)
    assert system_libraries.program("nothing") is None


def test_japanese_letters_are_there_for_the_window_and_for_the_tests() -> None:
    (font,) = (piece for piece in PIECES if "Japanese" in piece.name)
    assert {Purpose.RUN, Purpose.TEST} <= font.purposes
