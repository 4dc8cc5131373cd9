"""Timers on the screen, and the chip that takes an action back."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from assistant.errors import InvalidInput
from assistant.events import ActionsChanged
from assistant.ids import ActionId, TimerId
from assistant.records import Action, Basis, Timer, TimerKind, TimerState
from ui.skills.action_row import ActionRow
from ui.skills.timer_strip import TimerStrip
from ui.skills.timer_words import time_left
from ui.widgets.icon_button import IconButton

pytestmark = pytest.mark.desktop

TEA = Timer(id=TimerId("t"), kind=TimerKind.TIMER, due_at=1300.0, seconds=300, name="tea")
UP = Timer(id=TimerId("u"), kind=TimerKind.TIMER, due_at=900.0, state=TimerState.RINGING)
SET = Action(id=ActionId(7), skill="timer.set", text="Timer set for 5 minutes.", arguments={"seconds": 300})


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (0.2, "0:01"), (245, "4:05"), (3600, "1:00:00"), (90061, "1 d 1:01:01")]
)
def test_time_left(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_the_strip_counts_down_and_shows_what_rings_first(qtbot: QtBot) -> None:
    now = [1000.0]
    strip = TimerStrip(now=lambda: now[0])
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.show_timers([TEA, UP])
    assert not strip.isHidden()
    assert strip.words == ["Timer is ringing", "tea 5:00"]
    now[0] += 1
    qtbot.waitUntil(lambda: strip.words[1] == "tea 4:59")
    cancelled: list[str] = []
    strip.cancelled.connect(cancelled.append)
    for button in strip.findChildren(IconButton):
        if button.accessibleName() == "Cancel: tea":
            button.click()
    assert cancelled == ["t"]
    strip.show_timers([])
    assert strip.isHidden()


def test_the_window_shows_the_engines_timers_and_comes_forward(opened: Any) -> None:
    strip = opened.desktop.screens._skills.strip
    opened.api.skills.set_timers(TEA)
    opened.until(lambda: bool(strip.words))
    opened.window.hide()
    opened.api.skills.set_timers(UP)
    opened.until(lambda: strip.words == ["Timer is ringing"] and opened.window.isVisible())
    strip.snoozed.emit("u")
    opened.until(lambda: opened.api.skills.snoozed == [("u", 5)])
    strip.cancelled.emit("u")
    opened.until(lambda: strip.words == [])


def test_undo_under_an_answer(opened: Any) -> None:
    opened.api.script("Timer set for 5 minutes.", basis=Basis.SKILL, actions=(SET,))
    opened.api.finish(opened.ask("Set a timer for 5 minutes"))
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.findChild(ActionRow) is not None)
    (button,) = view.findChild(ActionRow).findChildren(IconButton)
    assert button.text() == "Undo"
    assert button.accessibleName() == "Undo: Timer set for 5 minutes."
    opened.api.skills.refusal = InvalidInput("It has changed since, so it was left as it is.", "Change it by hand.")
    button.click()
    opened.until(lambda: "changed since" in opened.chat.banner.text)
    opened.api.skills.refusal = None
    button.click()
    opened.until(lambda: button.text() == "Undone" and not button.isEnabled())
    assert opened.api.skills.undone == [7]


def test_undone_by_a_word_is_shown_too(opened: Any) -> None:
    opened.api.script("Timer set for 5 minutes.", basis=Basis.SKILL, actions=(SET,))
    opened.api.finish(opened.ask("Set a timer for 5 minutes"))
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.findChild(ActionRow) is not None)
    (button,) = view.findChild(ActionRow).findChildren(IconButton)
    undone = Action(id=SET.id, skill=SET.skill, text=SET.text, arguments=SET.arguments, undone=True)
    opened.api.publish(ActionsChanged(actions=(undone,)))
    opened.until(lambda: button.text() == "Undone")


def test_the_strip_ticks_only_while_it_is_seen(opened: Any) -> None:
    strip = opened.desktop.screens._skills.strip
    opened.api.skills.set_timers(dataclasses.replace(TEA, due_at=time.time() + 300))
    opened.until(lambda: strip.isVisible() and strip._tick.isActive())
    opened.window.hide()
    assert not strip._tick.isActive()
    opened.api.skills.set_timers(dataclasses.replace(TEA, due_at=time.time() + 600))
    opened.until(lambda: strip.words[0].startswith(("tea 9:", "tea 10:")))
    assert not strip._tick.isActive()
    opened.window.show()
    assert strip._tick.isActive()
