"""A compiled OpenCV is kept for packages only when it does what RapidOCR asks of it."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest

from setup_steps import opencv_build
from setup_steps.layout import Layout, SetupError

pytestmark = pytest.mark.integration

WHEEL = Path(sysconfig.get_path("purelib")) / "cv2"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    return Layout(root=tmp_path, wheel_cache=tmp_path / "cache")


def test_the_whole_one_does_all_that_is_asked(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    # The wheel's other libraries lie beside its package, from where the copy does not look for them.
    monkeypatch.setenv("LD_LIBRARY_PATH", str(WHEEL.parent / "opencv_python_headless.libs"))
    opencv_build.try_out(layout, WHEEL / opencv_build.LIBRARY)


def test_one_that_does_not_is_refused(layout: Layout, tmp_path: Path) -> None:
    other = tmp_path / opencv_build.LIBRARY
    other.write_bytes(b"no library")
    with pytest.raises(SetupError, match="does not do what is asked of it"):
        opencv_build.try_out(layout, other)
