"""The spoken conversation as a page."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from assistant.events import (
    AnswerDelta,
    SpeakingClause,
    SpeakingEnded,
    SpeakingStarted,
    TranscriptReady,
    TurnStarted,
    VoiceMode,
    VoiceTurnFinished,
)
from assistant.ids import ConversationId, MessageId, TurnId
from assistant.records import VoiceLatency
from ui.theme.motion import reduce_motion
from ui.voice.captions import AFTER, BEFORE, captions
from ui.voice.talk_state import Phase, TalkState, take
from ui.voice.talk_words import latency_words
from ui.voice.voice_view import VoiceView

pytestmark = pytest.mark.desktop

TURN = TurnId("t")


@pytest.fixture
def view(qtbot: Any) -> VoiceView:
    made = VoiceView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def _speaking() -> TalkState:
    state = TalkState(mode=VoiceMode.HANDS_FREE, phase=Phase.LISTENING, input_device="Mic", output_device="Box")
    started = TurnStarted(
        turn_id=TURN, conversation_id=ConversationId(1), question_id=MessageId(1), question="Why?", spoken=True
    )
    for event in (
        TranscriptReady(t_s=1, text="Why?", language="en"),
        started,
        AnswerDelta(turn_id=TURN, text="Because, you see, <it> is. "),
        AnswerDelta(turn_id=TurnId("another"), text="not this"),
        SpeakingStarted(t_s=2, turn_id=TURN),
        SpeakingClause(t_s=2, turn_id=TURN, text="Because, you see, ", begin=0),
    ):
        state = take(state, event)
    return state


def test_what_is_said_now_is_marked_in_the_answer(view: VoiceView) -> None:
    view.show_state(_speaking())
    assert view.words == "Speaking …"
    assert view.heard == "You: Why?"
    assert '">Because, you see,</span> &lt;it&gt; is.' in view.said
    ended = take(_speaking(), SpeakingEnded(t_s=3, turn_id=TURN, spoken_text="Because"))
    view.show_state(ended)
    assert "</span>" not in view.said


@pytest.mark.parametrize("size", [(1120, 760), (600, 500)])
def test_words_that_come_and_go_move_no_button(qtbot: Any, view: VoiceView, size: tuple[int, int]) -> None:
    view.resize(*size)
    listening = TalkState(mode=VoiceMode.HANDS_FREE, phase=Phase.LISTENING, input_device="Mic", output_device="Box")
    long = dataclasses.replace(_speaking(), answer="A sentence that goes on and on. " * 20, understood="Why? " * 30)

    def places() -> list[tuple[int, int]]:
        qtbot.wait(30)
        return [
            (part.mapTo(view, part.rect().topLeft()).x(), part.mapTo(view, part.rect().topLeft()).y())
            for part in (view.picture, view.silence, view.mute, view.end, view.sound_check)
        ]

    view.show_state(listening)
    before = places()
    for state in (_speaking(), long, dataclasses.replace(listening, understood="Why?"), listening):
        view.show_state(state)
        assert places() == before


def test_words_that_come_move_none_that_are_read(qtbot: Any, view: VoiceView) -> None:
    def places() -> list[int]:
        qtbot.wait(30)
        labels = {one.text(): one for one in view.findChildren(QLabel)}
        heard, said, devices = labels[view.heard], labels[view.said], labels[view.details]
        return [
            heard.mapTo(view, heard.rect().topLeft()).y(),
            said.mapTo(view, said.rect().topLeft()).y(),
            devices.mapTo(view, devices.rect().bottomLeft()).y(),
        ]

    view.resize(900, 700)
    thinking = dataclasses.replace(_speaking(), phase=Phase.THINKING, full_duplex=False)
    view.show_state(thinking)
    before = places()
    for state in (
        dataclasses.replace(thinking, phase=Phase.SPEAKING),
        dataclasses.replace(thinking, phase=Phase.LISTENING, not_understood=True),
        dataclasses.replace(thinking, phase=Phase.LISTENING, latency_ms=740.0),
    ):
        view.show_state(state)
        assert places() == before
    assert view.details.endswith("Headphones help."), "what comes stands above the devices"


def test_the_question_stays_while_its_answer_is_spoken_over_loudspeakers(view: VoiceView) -> None:
    state = dataclasses.replace(_speaking(), full_duplex=False)
    view.show_state(dataclasses.replace(state, understood=""))
    assert (view.heard, view.hint) == ("You: Why?", "Esc interrupts")
    row = view.silence.parentWidget()
    assert row is not None
    assert abs(view.silence.geometry().left() - (row.width() - view.sound_check.geometry().right())) <= 2


def test_buttons_are_those_that_do_something(view: VoiceView) -> None:
    assert (view.talk.isVisible(), view.end.isVisible()) == (True, False)
    view.show_state(_speaking())
    assert (view.talk.isVisible(), view.silence.isEnabled(), view.mute.text()) == (False, True, "Mute")
    view.show_state(dataclasses.replace(_speaking(), muted=True, mode=VoiceMode.HOLD_TO_TALK))
    assert (view.talk.text(), view.mute.text()) == ("Press and hold to talk", "Unmute")
    view.show_state(None)
    assert view.words == "Nobody is listening."
    assert view.heard == "You: Why?"


def test_the_latency_is_told_in_its_parts(view: VoiceView) -> None:
    latency = VoiceLatency(endpoint=300, transcribe=200, first_token=100, first_clause=60, output=80, total=740)
    state = take(_speaking(), VoiceTurnFinished(t_s=4, turn_id=TURN, latency_ms=latency))
    assert (
        latency_words(state)
        == "Answered after 0.7 s\nwaiting for more 0.3 s · understanding 0.2 s · first word 0.2 s · sound 0.1 s"
    )
    view.show_state(state)
    assert "Answered after 0.7 s" in view.details
    assert "Microphone: Mic" in view.details


def test_nothing_moves_by_itself_where_that_is_not_wanted(view: VoiceView) -> None:
    thinking = dataclasses.replace(_speaking(), phase=Phase.THINKING)
    view.show_state(thinking)
    assert view.picture.moving
    view.show_state(dataclasses.replace(thinking, muted=True))
    reduce_motion(True)
    try:
        view.picture.hide()
        view.picture.show()
        view.show_state(thinking)
        assert not view.picture.moving
    finally:
        reduce_motion(False)


@pytest.mark.parametrize(
    ("answer", "clause", "shown"),
    [
        ("", ("", 0), ""),
        ("a\nb", ("", 0), "a b"),
        ("One. Two.", (" Two.", 4), 'One. <span style="background-color:#fff; text-decoration:underline">Two.</span>'),
        ("One.", ("Again.", 0), '<span style="background-color:#fff; text-decoration:underline">Again.</span>'),
        (
            "x" * 500 + "yy" + "z" * 500,
            ("yy", 500),
            "… "
            + "x" * BEFORE
            + '<span style="background-color:#fff; text-decoration:underline">yy</span>'
            + "z" * AFTER
            + " …",
        ),
    ],
)
def test_captions_keep_what_is_said_in_view(answer: str, clause: tuple[str, int], shown: str) -> None:
    assert captions(answer, clause, "#fff") == shown


def test_the_page_follows_the_conversation(opened: Any) -> None:
    opened.window.command("voice").trigger()
    view = opened.desktop.screens.voice.view
    assert opened.window.page_name() == "voice"
    view.talk.pressed.emit()
    view.talk.released.emit()
    opened.until(lambda: view.words == "Listening …")
    assert opened.window.page_name() == "voice"
    view.mute.click()
    opened.until(lambda: view.words == "Muted")
    view.end.click()
    opened.until(lambda: view.words == "Nobody is listening.")
    opened.window.show_page("chat")
    opened.window.talk_pressed.emit()
    opened.until(lambda: opened.desktop.voice.state is not None)
    opened.desktop.voice.bar.view_requested.emit()
    assert opened.window.page_name() == "voice"
