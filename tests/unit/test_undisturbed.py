"""Steps that are broken off and begun anew."""

from __future__ import annotations

import threading

import pytest

from assistant.cancellation import CancelToken
from assistant.errors import Interrupted
from assistant.exam.undisturbed import Undisturbed

pytestmark = pytest.mark.unit


def test_a_step_that_was_disturbed_is_begun_anew_when_it_is_quiet() -> None:
    steps = Undisturbed()
    seen: list[CancelToken] = []

    def step(cancel: CancelToken) -> str:
        seen.append(cancel)
        if len(seen) == 1:
            steps.pause()
            threading.Timer(0, steps.resume).start()
        cancel.raise_if_cancelled()
        return "done"

    assert steps.run(step) == "done"
    assert [one.cancelled for one in seen] == [True, False]


def test_nothing_begins_while_somebody_asks() -> None:
    steps = Undisturbed()
    steps.pause()
    steps.pause()
    begun = threading.Event()
    thread = threading.Thread(target=lambda: steps.run(lambda _: begun.set()))
    thread.start()
    steps.resume()
    assert not begun.is_set()
    steps.resume()
    thread.join(timeout=10)
    assert begun.is_set()


def test_stop_ends_the_step_and_all_later_ones() -> None:
    steps = Undisturbed()

    def step(cancel: CancelToken) -> None:
        steps.stop()
        cancel.raise_if_cancelled()

    for _ in range(2):
        with pytest.raises(Interrupted):
            steps.run(step)
    steps.allow()
    assert steps.run(lambda _: 3) == 3


def test_what_was_interrupted_from_elsewhere_is_told() -> None:
    def step(_: CancelToken) -> None:
        raise Interrupted("Stopped.")

    with pytest.raises(Interrupted):
        Undisturbed().run(step)
