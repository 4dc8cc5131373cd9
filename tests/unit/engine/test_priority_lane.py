"""The priority lane: what gives way, and for how long."""

from __future__ import annotations

import threading

import pytest

from assistant import priority_lane
from assistant.priority_lane import PriorityLane

pytestmark = pytest.mark.unit

TIMEOUT_S = 10.0


def fail_urgently(lane: PriorityLane) -> None:
    with lane.urgent():
        raise ValueError("it failed")


def test_nothing_urgent_holds_nobody_up() -> None:
    lane = PriorityLane()
    with lane.urgent():
        pass
    lane.give_way()


def test_other_work_waits_until_the_last_urgent_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority_lane, "LONGEST_WAIT_S", TIMEOUT_S)
    lane = PriorityLane()
    done: list[str] = []

    def other() -> None:
        lane.give_way()
        done.append("other")

    worker = threading.Thread(target=other)
    with lane.urgent():
        worker.start()
        with pytest.raises(ValueError, match="it failed"):
            fail_urgently(lane)
        done.append("urgent")
    worker.join(TIMEOUT_S)
    assert done == ["urgent", "other"]


def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority_lane, "LONGEST_WAIT_S", 0.0)
    lane = PriorityLane()
    with lane.urgent():
        lane.give_way()
