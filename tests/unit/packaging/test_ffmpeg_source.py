"""The archive of FFmpeg's source, which goes along with packages, is the one that is known, or none is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from setup_steps import ffmpeg_build
from setup_steps.layout import Layout, SetupError

pytestmark = pytest.mark.unit

SOURCE = b"the source"


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    monkeypatch.setattr(ffmpeg_build, "SHA256", hashlib.sha256(SOURCE).hexdigest())
    return Layout(root=tmp_path / "clone", wheel_cache=tmp_path / "cache")


def give(monkeypatch: pytest.MonkeyPatch, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    monkeypatch.setenv(ffmpeg_build.ARCHIVE, str(file))


def test_it_is_fetched_once_and_kept(layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, tmp_path / "given", SOURCE)
    archive = ffmpeg_build.source_archive(layout)
    assert archive.name == f"ffmpeg-{ffmpeg_build.VERSION}.tar.xz"
    (tmp_path / "given").unlink()
    assert ffmpeg_build.source_archive(layout).read_bytes() == SOURCE


def test_another_file_is_refused_and_none_is_kept(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, tmp_path / "given", b"another")
    with pytest.raises(SetupError, match="another file than the one that is known"):
        ffmpeg_build.source_archive(layout)
    (tmp_path / "given").unlink()
    with pytest.raises(SetupError, match=ffmpeg_build.ARCHIVE):
        ffmpeg_build.source_archive(layout)
    assert list(layout.wheel_cache.iterdir()) == []


def test_one_that_was_damaged_where_it_was_kept_is_fetched_again(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, tmp_path / "given", SOURCE)
    ffmpeg_build.source_archive(layout).write_bytes(b"damaged")
    assert ffmpeg_build.source_archive(layout).read_bytes() == SOURCE
