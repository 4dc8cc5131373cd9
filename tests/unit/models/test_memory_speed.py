"""The speed of this machine's memory, with arrays so small that it takes no time."""

from __future__ import annotations

import pytest

from models.memory_speed import memory_bytes_per_s

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("threads", [1, 2])
def test_it_is_a_speed_a_machine_can_have(threads: int) -> None:
    assert 1e6 < memory_bytes_per_s(threads, seconds=0.0, bytes_a_thread=1 << 20) < 1e13


def test_a_burst_that_may_not_go_on_ends_at_once() -> None:
    rounds = iter([True, True, True, False])
    assert memory_bytes_per_s(2, seconds=3600.0, bytes_a_thread=1 << 20, may_go_on=lambda: next(rounds)) > 0
    assert memory_bytes_per_s(2, seconds=3600.0, bytes_a_thread=1 << 20, may_go_on=lambda: False) == 0.0
