"""The small OpenCV of packages: which one is kept, and what happens where it cannot be built."""

from __future__ import annotations

from pathlib import Path

import pytest

from setup_steps import opencv_build
from setup_steps.layout import Layout

pytestmark = pytest.mark.unit


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    lock = f"opencv-python-headless==5.0.0.93 \\\n    --hash=sha256:{'a' * 64}\n"
    (tmp_path / "requirements.lock").write_text(lock)
    return Layout(root=tmp_path, wheel_cache=tmp_path / "cache")


def test_one_that_is_kept_is_taken(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    kept = opencv_build.place(layout)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"the library")
    assert opencv_build.library(layout) == kept
    assert capsys.readouterr().out == ""


def test_another_source_is_kept_elsewhere(layout: Layout) -> None:
    before = opencv_build.place(layout)
    lock = layout.root / "requirements.lock"
    lock.write_text(lock.read_text().replace("a" * 64, "b" * 64))
    assert opencv_build.place(layout) != before


def test_where_it_cannot_be_built_the_package_has_the_wheels(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert opencv_build.library(layout) is None
    told = capsys.readouterr()
    assert "requirements-build.lock is missing" in told.err
    assert "will have the whole OpenCV of its wheel" in told.out
