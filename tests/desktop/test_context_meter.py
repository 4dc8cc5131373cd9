"""How full the model's view is."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from assistant.ids import ConversationId, MessageId
from assistant.records import Answer, Timings
from ui.chat.context_meter import ContextMeter

pytestmark = pytest.mark.desktop

ANSWER = Answer(
    text="Yes.",
    conversation=ConversationId(1),
    message=MessageId(2),
    turn=1,
    model="talker",
    timings=Timings(prompt_tokens=900, completion_tokens=124, context_tokens=4096),
)
SUM = dataclasses.replace(ANSWER, timings=Timings(), model="")


def test_it_shows_the_share_of_the_last_answer_that_a_model_gave(qtbot: QtBot) -> None:
    meter = ContextMeter()
    qtbot.addWidget(meter)
    assert meter.isHidden()
    meter.show_last([ANSWER, SUM])
    assert not meter.isHidden()
    assert meter.share == pytest.approx(0.25)
    assert "1,024 of 4,096" in meter.accessibleName()
    meter.show_answer(SUM)
    assert meter.share == pytest.approx(0.25)
    meter.show_answer(dataclasses.replace(ANSWER, dropped_messages=6))
    assert "6 older messages" in meter.toolTip()
    meter.show_last([])
    assert meter.isHidden()


def test_the_ring_is_filled_as_far_as_the_share(qtbot: QtBot) -> None:
    meter = ContextMeter()
    qtbot.addWidget(meter)
    meter.resize(40, 40)
    filled = []
    for tokens in (0, 1024, 2048, 4096):
        meter.show_last([dataclasses.replace(ANSWER, timings=Timings(prompt_tokens=tokens, context_tokens=4096))])
        picture = meter.grab().toImage()
        ground = picture.pixel(20, 20)
        filled.append(sum(picture.pixel(x, y) != ground for x in range(40) for y in range(40)))
    assert filled == sorted(set(filled))


def test_the_window_shows_it_after_an_answer_and_in_another_chat_no_more(opened: Any) -> None:
    opened.api.script("Yes.")
    turn = opened.ask("Is it?")
    opened.api.finish(turn)
    meter = opened.chat.state_line.context
    opened.until(lambda: meter.isVisible())
    assert "374 of 4,096" in meter.accessibleName()
    opened.window.command("new_chat").trigger()
    assert meter.isHidden()
