"""The disk's errors in words for people."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from models.disk import disk_errors, write_atomically
from models.errors import ModelsError, NoSpace, StoreUnusable

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("number", "becomes"),
    [
        (errno.ENOSPC, NoSpace),
        (errno.EDQUOT, NoSpace),
        (errno.EACCES, StoreUnusable),
        (errno.EROFS, StoreUnusable),
        (errno.EIO, StoreUnusable),
    ],
)
def test_a_disk_error_says_what_to_do(number: int, becomes: type[ModelsError], tmp_path: Path) -> None:
    with pytest.raises(becomes) as raised, disk_errors(tmp_path):
        raise OSError(number, "trouble")
    assert str(tmp_path) in raised.value.message
    assert "SOTTO_MODELS" in raised.value.remedy


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_write_to_a_full_disk_is_no_space(tmp_path: Path) -> None:
    with pytest.raises(NoSpace), disk_errors(tmp_path), Path("/dev/full").open("wb", buffering=0) as stream:
        stream.write(b"x")


def test_a_file_is_written_whole_and_private(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"one")
    write_atomically(tmp_path / "file", b"two")
    assert (tmp_path / "file").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
