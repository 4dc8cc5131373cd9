"""The bar of a spoken conversation and its parts."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from assistant.events import VoiceMode
from assistant.ids import TurnId
from ui.theme.motion import reduce_motion
from ui.theme.theme import Theme
from ui.voice.level_meter import FRAME_MS, LevelMeter
from ui.voice.talk_state import Phase, TalkState
from ui.voice.voice_bar import VoiceBar

pytestmark = pytest.mark.desktop


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> VoiceBar:
    made = VoiceBar()
    qtbot.addWidget(made)
    made.resize(500, 40)
    return made


def _state(phase: Phase, understood: str = "", level: float = 0.0, turn: TurnId | None = None) -> TalkState:
    return TalkState(mode=VoiceMode.HANDS_FREE, phase=phase, understood=understood, level=level, turn=turn)


def test_it_comes_with_a_state_and_says_it(bar: VoiceBar) -> None:
    assert bar.isHidden()
    bar.show_state(_state(Phase.HEARING, understood="How much\nnotice"))
    assert bar.isVisible()
    assert (bar.words, bar.understood) == ("Hearing you …", "How much notice")


def test_long_words_are_shortened_at_the_front_and_never_widen_it(bar: VoiceBar) -> None:
    bar.show_state(_state(Phase.HEARING))
    before = bar.minimumSizeHint().width(), bar.width()
    bar.show_state(_state(Phase.HEARING, understood="解約するにはいつまでに知らせる必要がありますか。" * 9))
    assert (bar.minimumSizeHint().width(), bar.width()) == before


def test_silence_is_offered_only_while_there_is_an_answer_and_moves_nothing(bar: VoiceBar, qtbot: QtBot) -> None:
    silence = bar.findChild(QToolButton)
    end = bar.findChild(QPushButton)
    assert isinstance(silence, QToolButton)
    assert isinstance(end, QPushButton)
    bar.show_state(_state(Phase.LISTENING))
    QTest.qWait(1)
    place = end.x()
    assert silence.isHidden()
    bar.show_state(_state(Phase.SPEAKING, turn=TurnId("one")))
    QTest.qWait(1)
    assert silence.isVisible()
    assert end.x() == place
    with qtbot.waitSignal(bar.silence_requested):
        QTest.mouseClick(silence, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.end_requested):
        QTest.mouseClick(end, Qt.MouseButton.LeftButton)


def test_the_meter_moves_smoothly_and_then_rests(qtbot: QtBot, theme: Theme) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.show()
    quiet = meter.grab().toImage()
    meter.set_level(0.2)
    qtbot.waitUntil(lambda: meter.grab().toImage() != quiet)
    meter.set_level(0.0)
    qtbot.waitUntil(lambda: meter.grab().toImage() == quiet)


def test_the_meter_goes_at_once_where_nothing_is_to_move(qtbot: QtBot, theme: Theme) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.show()
    quiet = meter.grab().toImage()
    reduce_motion(True)
    try:
        meter.set_level(0.2)
        loud = meter.grab().toImage()
        assert loud != quiet
        qtbot.wait(3 * FRAME_MS)
        assert meter.grab().toImage() == loud
    finally:
        reduce_motion(False)


def test_the_meter_is_deaf_while_the_microphone_is(bar: VoiceBar) -> None:
    bar.show_state(_state(Phase.LISTENING, level=0.2))
    assert bar.meter.wanted > 0.9
    bar.show_state(_state(Phase.SPEAKING, level=0.2))
    assert bar.meter.wanted == 0.0


def test_mute_is_asked_for_shown_and_announced(bar: VoiceBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()), raising=True)
    bar.show_state(_state(Phase.LISTENING, level=0.2))
    assert bar.findChildren(QToolButton)[1].accessibleName() == "Mute the microphone"
    bar.name_mute_keys("Ctrl+Shift+M")
    mute = bar.findChildren(QToolButton)[1]
    assert mute.accessibleName() == "Mute the microphone (Ctrl+Shift+M)"
    with qtbot.waitSignal(bar.mute_requested) as asked:
        mute.click()
    assert asked.args == [True]
    bar.show_state(dataclasses.replace(_state(Phase.LISTENING, level=0.2), muted=True))
    assert bar.words == "Muted"
    assert mute.isChecked()
    assert mute.accessibleName() == "Hear the microphone again (Ctrl+Shift+M)"
    assert bar.meter.wanted == 0.0
    bar.show_state(_state(Phase.LISTENING))
    assert said == ["The microphone is muted.", "The microphone is heard again."]
