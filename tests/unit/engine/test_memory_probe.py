"""The probe of the memory's speed, with a scripted burst and no waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.measured_speed import kept_numbers
from assistant.memory_probe import BURSTS, PROBE_S, MemoryProbe, machine_load

pytestmark = pytest.mark.unit


class Bench:
    """A probe of one home, and the world around it."""

    def __init__(self, folder: Path, figures: Iterator[float], load: float = 0.1) -> None:
        self.file = folder / "machine.json"
        self.figures, self.load = figures, load
        self.waited: list[float] = []
        self.told: list[bool] = []
        self.wanted = 0
        self.while_bursting: Callable[[], None] = lambda: None
        self.probe = MemoryProbe(
            self.file,
            self.burst,
            changed=lambda: self.told.append(self.probe.running),
            wanted=self.want,
            load=lambda: self.load,
            wait=self.waited.append,
        )

    def burst(self, may_go_on: Callable[[], bool]) -> float:
        self.while_bursting()
        return next(self.figures) if may_go_on() else 0.0

    def want(self) -> None:
        self.wanted += 1


def steady(first: float, *then: float) -> Iterator[float]:
    """A first figure, some of the probe, and poor ones for the rest of it."""
    yield first
    yield from then
    while True:
        yield 1e9


def test_a_first_figure_comes_from_one_burst_and_the_probe_betters_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path, steady(20e9, 18e9, 40e9))
    assert bench.probe.bytes_per_s() == 20e9
    assert (bench.wanted, bench.waited, bench.probe.running) == (1, [], False)
    bench.probe.run()
    assert sum(bench.waited) == pytest.approx(PROBE_S)
    assert len(bench.waited) == BURSTS >= 20
    assert bench.told == [True, False], "the pages hear that it measures, and that it has measured"
    assert bench.probe.bytes_per_s() == 40e9, "the best burst counts, though most were slowed down"


def test_the_figure_is_kept_and_the_probe_made_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path, steady(20e9, 40e9))
    bench.probe.bytes_per_s()
    bench.probe.run()
    assert bench.file.stat().st_mode & 0o777 == 0o600
    later = Bench(tmp_path, iter(()))
    assert later.probe.bytes_per_s() == 40e9
    later.probe.run()
    assert (later.wanted, later.waited, later.told) == (0, [], [])


def test_nothing_is_probed_before_somebody_asks(tmp_path: Path) -> None:
    bench = Bench(tmp_path, iter(()))
    bench.probe.run()
    assert bench.waited == []
    assert not bench.file.exists()


def test_what_a_busy_machine_gave_is_looked_at_again_when_it_is_quiet(tmp_path: Path) -> None:
    bench = Bench(tmp_path, steady(10e9, 12e9), load=0.9)
    bench.probe.bytes_per_s()
    bench.probe.run()
    bench.probe.run()
    assert len(bench.waited) == BURSTS, "a machine that is still busy is let alone"
    bench.figures, bench.load = steady(9e9, 44e9), 0.1
    bench.probe.run()
    bench.probe.run()
    assert len(bench.waited) == 2 * BURSTS
    assert Bench(tmp_path, iter(())).probe.bytes_per_s() == 44e9


def test_a_worse_or_hardly_better_figure_changes_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path, steady(40e9, 41e9))
    bench.probe.bytes_per_s()
    bench.probe.run()
    assert bench.probe.bytes_per_s() == 40e9


def test_a_turn_breaks_a_burst_off_and_has_the_machine_for_itself(tmp_path: Path) -> None:
    bench = Bench(tmp_path, steady(20e9, 30e9))
    bench.probe.bytes_per_s()
    at_work, begun = threading.Event(), threading.Event()

    def a_turn_begins() -> None:
        if not begun.is_set():
            bench.probe.pause()
            begun.set()
        else:
            at_work.set()

    bench.while_bursting = a_turn_begins
    thread = threading.Thread(target=bench.probe.run)
    thread.start()
    assert begun.wait(10.0)
    assert bench.probe.running
    assert not at_work.is_set()
    bench.probe.resume()
    thread.join(10.0)
    assert at_work.is_set()
    assert not thread.is_alive()
    assert len(bench.waited) == BURSTS + 1, "the burst that was broken off is made up for"
    assert bench.probe.bytes_per_s() == 30e9


def test_closing_ends_a_probe_that_waits_and_keeps_what_it_found(tmp_path: Path) -> None:
    bench = Bench(tmp_path, steady(20e9, 30e9))
    bench.probe.bytes_per_s()
    bursts = iter((lambda: None, bench.probe.close))
    bench.while_bursting = lambda: next(bursts)()
    bench.probe.run()
    assert bench.told == [True], "nobody is told of what ends because the engine does"
    assert kept_numbers(bench.file) == {"memory_bytes_per_s": 30e9}
    again = Bench(tmp_path, steady(35e9))
    assert again.probe.bytes_per_s() == 30e9
    assert again.wanted == 1, "it was not the whole time"


@pytest.mark.parametrize("content", ["", "[1]", '{"memory_bytes_per_s": "fast", "quietly": null}'])
def test_a_bad_file_is_measured_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "machine.json").write_text(content)
    assert Bench(tmp_path, steady(20e9)).probe.bytes_per_s() == 20e9


def test_the_load_of_the_machine_is_a_share_of_its_cores() -> None:
    assert machine_load() >= 0.0
