"""Where downloads stand, from events alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ErrorReport
from assistant.ids import OperationId
from assistant.records import ModelState
from assistant.testing.model_statuses import model_status
from ui.model_manager.download_state import (
    DownloadState,
    Phase,
    Wanted,
    asked_for,
    broken_off,
    ended,
    forgotten,
    left_over,
    progressed,
)

pytestmark = pytest.mark.desktop

A = Wanted(model_id="a", title="A", size_bytes=100)
B = Wanted(model_id="b", title="B", size_bytes=300)
OP = OperationId("op")
NO_NETWORK = ErrorReport(kind="download_failed", message="There is no network.", remedy="Try again.")
STOPPED = ErrorReport(kind="interrupted", message="The download was stopped.")


def phases(state: DownloadState) -> list[str]:
    return [one.phase.value for one in state.downloads]


def test_a_queue_fills_up_and_empties() -> None:
    state = asked_for(DownloadState(), [A, B])
    assert phases(state) == ["waiting", "waiting"]
    state = progressed(state, "a", OP, 50, 100, 25.0)
    assert (state.done_bytes, state.size_bytes, state.bytes_per_s) == (50, 400, 25.0)
    state = ended(state, "a", None)
    assert (state.done_bytes, state.active) == (100, True)
    state = ended(state, "b", None)
    assert (state.share, state.active) == (1.0, False)
    assert phases(asked_for(state, [A])) == ["waiting"]


def test_a_stop_is_a_pause_and_anything_else_a_failure() -> None:
    state = progressed(asked_for(DownloadState(), [A, B]), "a", OP, 50, 100, 25.0)
    state = ended(ended(state, "a", STOPPED), "b", NO_NETWORK)
    assert phases(state) == ["paused", "failed"]
    assert state.error == NO_NETWORK
    again = asked_for(state, [A, B])
    assert phases(again) == ["waiting", "waiting"]
    assert again.error is None
    assert again.done_bytes == 50


def test_what_an_earlier_run_left_half_fetched_is_paused() -> None:
    models = [
        model_status("a", size_bytes=100, fetched_bytes=40),
        model_status("b", size_bytes=100),
        model_status("c", size_bytes=100, fetched_bytes=40, state=ModelState.DOWNLOADING),
    ]
    state = left_over(DownloadState(), models)
    assert [(one.model_id, one.phase, one.done_bytes) for one in state.downloads] == [("a", Phase.PAUSED, 40)]
    running = progressed(state, "a", OP, 50, 100, 25.0)
    assert left_over(running, models) == running


def test_what_nobody_here_asked_for_joins_the_list() -> None:
    state = progressed(DownloadState(), "c", OP, 1, 10, 1.0)
    assert state.of("c") is not None
    assert phases(state) == ["running"]


def test_when_the_engine_dies_everything_on_its_way_failed() -> None:
    state = broken_off(ended(asked_for(DownloadState(), [A, B]), "a", None), NO_NETWORK)
    assert phases(state) == ["done", "failed"]
    assert phases(forgotten(state, ["b"])) == ["done"]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 400), st.booleans()), max_size=20))
def test_the_share_stays_between_nothing_and_all(steps: list[tuple[str, int, bool]]) -> None:
    state = asked_for(DownloadState(), [A, B])
    for model, done, end in steps:
        download = state.of(model)
        assert download is not None
        state = ended(state, model, None) if end else progressed(state, model, OP, done, download.size_bytes, 1.0)
        assert 0.0 <= state.share <= 1.0
        assert all(0.0 <= one.share <= 1.0 for one in state.downloads)
    assert state.active == bool(state.having(Phase.WAITING, Phase.RUNNING))
