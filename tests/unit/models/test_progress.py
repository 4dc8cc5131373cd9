"""Progress events and error texts, without a network."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import errors
from models.package_index import INDEX_VARIABLES, index_url
from models.progress import FetchProgress, ProgressMeter

pytestmark = pytest.mark.unit


class TurnedClock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_speed_is_that_of_this_run_and_of_the_last_seconds() -> None:
    clock, events = TurnedClock(), list[FetchProgress]()
    meter = ProgressMeter("id", 10_000, events.append, clock)
    meter.begin("a", 5_000)
    for second in range(1, 6):
        clock.now += 1
        meter.update(5_000 + 100 * second)
    assert events[0].speed_bytes_per_s == 0
    assert events[-1].speed_bytes_per_s == pytest.approx(100)
    assert events[-1].bytes_done == 5_500


def test_a_pause_between_two_files_of_a_model_does_not_end_the_speed() -> None:
    clock, events = TurnedClock(), list[FetchProgress]()
    meter = ProgressMeter("id", 10_000, events.append, clock)
    meter.begin("a", 0)
    for done in range(1, 7):
        clock.now += 1
        meter.update(100 * done)
    meter.finish(600)
    clock.now += 1  # the address of the next file is looked for
    meter.begin("b", 50)
    clock.now += 0.2
    meter.update(60)
    assert events[-1].speed_bytes_per_s == pytest.approx(610 / 7.2)
    meter.update(0)  # its bytes were at fault, and come again
    clock.now += 0.2
    meter.update(40)
    assert events[-1].speed_bytes_per_s == pytest.approx(650 / 7.4)


def test_events_are_not_more_than_ten_a_second() -> None:
    clock, events = TurnedClock(), list[FetchProgress]()
    meter = ProgressMeter("id", 1_000, events.append, clock)
    meter.begin("a", 0)
    for done in range(1, 1_001):
        clock.now += 0.001
        meter.update(done)
    meter.finish(1_000)
    assert len(events) <= 12
    assert events[-1].bytes_done == 1_000


@given(st.lists(st.tuples(st.integers(1, 1000), st.booleans()), min_size=1, max_size=10))
def test_progress_only_grows_and_ends_at_the_total(files: list[tuple[int, bool]]) -> None:
    clock, events = TurnedClock(), list[FetchProgress]()
    meter = ProgressMeter("id", sum(size for size, _ in files), events.append, clock)
    for size, is_there in files:
        if is_there:
            meter.skip(size)
            continue
        meter.begin("file", 0)
        clock.now += 1
        meter.update(size // 2)
        meter.finish(size)
    done = [event.bytes_done for event in events]
    assert done == sorted(done)
    if not files[-1][1]:
        assert done[-1] == events[-1].bytes_total


def test_every_error_has_its_own_kind_and_a_place_in_the_tree() -> None:
    classes = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, errors.ModelsError)]
    assert len({each.kind for each in classes}) == len(classes)
    for each in classes:
        assert each.__name__ in (errors.__doc__ or "")
    error = errors.NoSpace("The disk is full.", "Free some space.")
    assert (error.message, error.remedy, str(error)) == (
        "The disk is full.",
        "Free some space.",
        "The disk is full. Free some space.",
    )


def test_the_index_is_chosen_by_argument_then_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in INDEX_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    public = index_url()
    assert public.startswith("https://")
    for variable in reversed(INDEX_VARIABLES):
        monkeypatch.setenv(variable, f"https://{variable.lower()}.example/simple")
        assert index_url() == f"https://{variable.lower()}.example/simple"
    assert index_url("https://chosen.example") == "https://chosen.example"
