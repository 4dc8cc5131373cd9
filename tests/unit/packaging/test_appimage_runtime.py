"""The runtime is what lies in front of an AppImage's file system."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from setup_steps.lock_file import read

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.unit


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(ROOT / "packaging/linux"))
    return __import__("appimage_runtime")


def image(mark: bytes = b"AI\x02", file_system: bytes = b"hsqs") -> bytes:
    """A header, 100 bytes of program, three entries of the table of sections, and the file system."""
    header = bytearray(64)
    header[:4], header[8:11] = b"\x7fELF", mark
    struct.pack_into("<Q", header, 40, 164)
    struct.pack_into("<HH", header, 58, 64, 3)
    return bytes(header) + b"p" * 100 + b"s" * 192 + file_system + b"files"


def test_it_ends_where_the_file_system_begins(runtime: object, tmp_path: Path) -> None:
    wheel = tmp_path / "jam.whl"
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr("jam/tool.AppImage", image())
        package.writestr("jam/tool.py", "")
    runtime.main(wheel, tmp_path / "runtime")  # type: ignore[attr-defined]
    assert (tmp_path / "runtime").read_bytes() == image()[:356]


@pytest.mark.parametrize("wrong", [image(mark=b"AI\x01"), image(file_system=b"ISO9"), b"", b"#!/bin/sh\n"])
def test_what_is_no_such_image_is_refused(runtime: object, wrong: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        runtime.runtime_of(wrong)  # type: ignore[attr-defined]


def test_the_package_that_holds_one_is_locked() -> None:
    (pin,) = read(ROOT / "packaging/linux/appimage-runtime.lock")
    assert len(pin.hashes) == 1
