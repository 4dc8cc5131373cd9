"""A compiled SQLCipher or FFmpeg is kept for packages only when it does what is asked of it; the wheels' do."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

from setup_steps import ffmpeg_build, sqlcipher_build
from setup_steps.layout import Layout, SetupError

pytestmark = pytest.mark.integration

WHEELS = Path(sysconfig.get_path("purelib"))


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    return Layout(root=tmp_path, wheel_cache=tmp_path / "cache")


def test_the_whole_sqlcipher_does_all_that_is_asked(layout: Layout) -> None:
    sqlcipher_build.try_out(layout, WHEELS / sqlcipher_build.PACKAGE / sqlcipher_build.MODULE)


def test_the_whole_ffmpeg_does_all_that_is_asked_under_its_usual_names(layout: Layout, tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.mkdir()
    made = []
    for name in ffmpeg_build.LIBRARIES:
        (wheels,) = (WHEELS / "av.libs").glob(f"{name}-*")
        made.append(Path(shutil.copyfile(wheels, usual / f"{name}.so.1")))
    ffmpeg_build.try_out(layout, made)


def test_others_are_refused(layout: Layout, tmp_path: Path) -> None:
    other = tmp_path / "libavcodec.so.62"
    other.write_bytes(b"no library")
    with pytest.raises(SetupError, match="SQLCipher that was built does not do what is asked of it"):
        sqlcipher_build.try_out(layout, other)
    with pytest.raises(SetupError, match="FFmpeg that was built does not do what is asked of it"):
        ffmpeg_build.try_out(layout, [other])
