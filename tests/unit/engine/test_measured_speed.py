"""Measured speeds survive bad files and newer figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.measured_speed import MeasuredSpeeds

pytestmark = pytest.mark.unit


def test_the_newest_figure_of_each_model_is_kept(tmp_path: Path) -> None:
    speeds = MeasuredSpeeds(tmp_path / "speeds.json")
    assert speeds.all() == {}
    speeds.keep("a", 12.34)
    speeds.keep("b", 5.0)
    speeds.keep("a", 20.0)
    assert MeasuredSpeeds(tmp_path / "speeds.json").all() == {"a": 20.0, "b": 5.0}
    assert (tmp_path / "speeds.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"a": "fast", "b": -1, "c": null}', "\udcff"])
def test_a_bad_file_holds_nothing_and_can_be_replaced(tmp_path: Path, content: str) -> None:
    file = tmp_path / "speeds.json"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    assert MeasuredSpeeds(file).all() == {}
    MeasuredSpeeds(file).keep("a", 1.0)
    assert MeasuredSpeeds(file).all() == {"a": 1.0}
