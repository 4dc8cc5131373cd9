"""Measured speeds survive bad files and newer figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ids import ConversationId, MessageId
from assistant.measured_speed import FEWEST_TOKENS, MeasuredSpeeds
from assistant.records import Answer, Basis, MessageState, Timings

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


def _answer(tokens_per_s: float, tokens: int = FEWEST_TOKENS) -> Answer:
    return Answer(
        message=MessageId(1),
        conversation=ConversationId(1),
        turn=1,
        text="",
        state=MessageState.COMPLETE,
        model="a",
        basis=Basis.GENERAL,
        timings=Timings(completion_tokens=tokens, tokens_per_s=tokens_per_s),
    )


def test_answers_move_the_figure_and_short_ones_do_not(tmp_path: Path) -> None:
    speeds = MeasuredSpeeds(tmp_path / "speeds.json")
    speeds.learn(_answer(90.0, FEWEST_TOKENS - 1))
    assert speeds.all() == {}
    speeds.learn(_answer(20.0))
    speeds.learn(_answer(30.0))
    assert speeds.all() == {"a": 23.0}
    speeds.learn(_answer(23.5))
    assert speeds.all() == {"a": 23.0}
