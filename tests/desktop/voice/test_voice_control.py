"""Talking to the whole window over a scripted engine."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from assistant.errors import DeviceUnavailable, ErrorReport, ModelUnavailable
from assistant.events import (
    EngineDied,
    NamedTextWanted,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    SpeechStarted,
    TranscriptReady,
    VoiceStopped,
    VoiceTurnFinished,
)
from assistant.ids import TurnId
from assistant.records import MessageState, VoiceLatency
from ui.chat.question_view import QuestionView
from ui.voice.talk_state import Phase

pytestmark = pytest.mark.desktop


def _talk(opened: Any) -> None:
    opened.window.talk_pressed.emit()
    opened.window.talk_released.emit()


def _begin(opened: Any) -> None:
    _talk(opened)
    opened.until(lambda: _phase(opened) is Phase.LISTENING)


def _phase(opened: Any) -> Phase | None:
    state = opened.desktop.voice.state
    return None if state is None else state.phase


def _hear(opened: Any, text: str, conversation: Any = None) -> TurnId:
    """What the engine publishes when ``text`` was said, up to the first words of the answer."""
    opened.api.publish(
        SpeechStarted(t_s=1), SpeechEnded(t_s=2, speech_end_s=1.8), TranscriptReady(t_s=2.2, text=text, language="en")
    )
    turn: TurnId = opened.api.ask_spoken(text, conversation)
    opened.api.advance(turn, 6)
    return turn


def _set_mode(opened: Any, mode: str) -> None:
    opened.api.set_setting("voice_mode", mode)
    opened.desktop.voice.learn_mode()
    opened.until(lambda: opened.desktop.voice.mode == mode)


def test_the_button_begins_and_ends_a_hands_free_session(opened: Any) -> None:
    _begin(opened)
    bar = opened.desktop.voice.bar
    assert bar.isVisible()
    assert bar.words == "Listening …"
    assert opened.api.voice.calls == ["start hands_free"]
    _talk(opened)
    opened.until(lambda: _phase(opened) is None)
    assert bar.isHidden()
    assert opened.api.voice.calls == ["start hands_free", "stop"]


def test_a_spoken_turn_is_in_the_transcript_like_a_typed_one(opened: Any) -> None:
    opened.chat.composer.set_text("half a thought")
    opened.api.script("Two months before.", "In writing.")
    _begin(opened)
    turn = _hear(opened, "How much notice?")
    view = opened.chat.transcript.last_answer
    opened.until(lambda: view() is not None and view().text == "Two ")
    assert opened.chat.transcript.findChildren(QuestionView)[0].entry.spoken
    assert opened.desktop.session.conversation == 1
    assert opened.chat.composer.text == "half a thought"
    opened.api.publish(SpeakingStarted(t_s=3, turn_id=turn))
    opened.until(lambda: opened.desktop.voice.bar.words == "Speaking …")
    opened.api.finish(turn)
    opened.api.publish(
        SpeakingEnded(t_s=4, turn_id=turn, spoken_text="Two months before."),
        VoiceTurnFinished(t_s=4, turn_id=turn, latency_ms=VoiceLatency(total=1400)),
    )
    opened.until(lambda: _phase(opened) is Phase.LISTENING)
    assert view().entry.state is MessageState.COMPLETE
    assert "Answered after 1.4 s" in opened.desktop.voice.bar.toolTip()
    second = _hear(opened, "And how?", opened.desktop.session.conversation)
    opened.api.finish(second)
    opened.until(lambda: view().text == "In writing.")
    assert len(opened.chat.transcript.findChildren(QuestionView)) == 2
    assert _phase(opened) is Phase.THINKING
    assert opened.api.voice.calls == ["start hands_free"]


def test_an_answer_that_was_broken_off_ends_where_it_was_heard(opened: Any) -> None:
    opened.api.script("Two months before the end.")
    _begin(opened)
    turn = _hear(opened, "How much notice?")
    opened.until(lambda: opened.chat.transcript.last_answer() is not None)
    view = opened.chat.transcript.last_answer()
    opened.api.finish(turn)
    opened.until(lambda: view.entry.state is MessageState.COMPLETE)
    opened.api.publish(SpeakingStarted(t_s=3, turn_id=turn))
    opened.api.publish(
        SpeakingEnded(t_s=4, turn_id=turn, spoken_text="Two months", silenced=True, heard_text="Two months")
    )
    opened.until(lambda: view.entry.state is MessageState.INTERRUPTED)
    assert view.text == "Two months"


def test_a_spoken_turn_waits_for_the_typed_one_and_is_then_shown(opened: Any) -> None:
    opened.api.script("Typed answer", "Spoken answer")
    typed = opened.ask("Typed")
    opened.api.advance(typed, 6)
    opened.until(lambda: opened.desktop.session.conversation == 1)
    _begin(opened)
    spoken = _hear(opened, "Spoken", opened.desktop.session.conversation)
    opened.api.finish(typed)
    opened.until(lambda: opened.chat.transcript.last_answer().text == "Spoken ")
    opened.api.finish(spoken)
    opened.until(lambda: opened.chat.transcript.last_answer().text == "Spoken answer")


def test_escape_silences_first_and_ends_second(opened: Any) -> None:
    _begin(opened)
    turn = _hear(opened, "Tell me a long story")
    opened.api.publish(SpeakingStarted(t_s=3, turn_id=turn))
    opened.until(lambda: _phase(opened) is Phase.SPEAKING)
    opened.window.command("stop").trigger()
    opened.until(lambda: "silence" in opened.api.voice.calls and turn in opened.api.interrupted)
    opened.until(lambda: _phase(opened) is Phase.LISTENING and not opened.desktop.session.answering)
    opened.window.command("stop").trigger()
    opened.until(lambda: _phase(opened) is None)
    assert opened.api.voice.calls == ["start hands_free", "silence", "stop"]


def test_hold_to_talk_presses_and_releases_in_order(opened: Any) -> None:
    _set_mode(opened, "hold_to_talk")
    edit = opened.chat.composer.edit
    QTest.keyPress(edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: _phase(opened) is Phase.LISTENING)
    opened.until(lambda: opened.api.voice.calls == ["start hold_to_talk", "press"])
    QTest.keyRelease(edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: opened.desktop.voice.bar.words == "Press and hold to talk")
    for _ in range(5):
        _talk(opened)
    opened.until(lambda: len(opened.api.voice.calls) == 13)
    assert opened.api.voice.calls[1:] == ["press", "release"] * 6
    assert _phase(opened) is Phase.LISTENING


def test_click_to_talk_begins_with_the_first_click(opened: Any) -> None:
    _set_mode(opened, "click_to_talk")
    opened.chat.welcome.talk_chosen.emit()
    opened.until(lambda: opened.api.voice.calls == ["start click_to_talk", "press", "release"])
    opened.until(lambda: opened.desktop.voice.bar.words == "Listening … press again when done")
    _talk(opened)
    assert opened.desktop.voice.bar.words == "Press to talk"
    opened.until(lambda: len(opened.api.voice.calls) == 5)


def test_a_button_session_is_closed_when_nobody_uses_it(opened: Any) -> None:
    _set_mode(opened, "hold_to_talk")
    _begin(opened)
    opened.desktop.voice.idle_timer.setInterval(1)
    _talk(opened)
    opened.until(lambda: _phase(opened) is None)
    assert opened.api.voice.calls[-1] == "stop"


def test_without_a_microphone_a_sentence_says_what_to_do(opened: Any) -> None:
    opened.chat.composer.set_text("still here")
    opened.api.voice.refuse_next(DeviceUnavailable("There is no microphone.", "Plug one in, then try again."))
    _talk(opened)
    opened.until(lambda: opened.chat.banner.text == "There is no microphone. Plug one in, then try again.")
    assert _phase(opened) is None
    assert opened.desktop.voice.bar.isHidden()
    assert opened.chat.composer.text == "still here"
    next(one for one in opened.chat.banner.findChildren(QPushButton) if one.text() == "Try again").click()
    opened.until(lambda: _phase(opened) is Phase.LISTENING)


def test_missing_models_are_said(opened: Any) -> None:
    opened.api.voice.refuse_next(ModelUnavailable("There is no model to understand speech.", "Fetch one."))
    _talk(opened)
    opened.until(lambda: opened.chat.banner.text == "There is no model to understand speech. Fetch one.")


def test_a_microphone_that_goes_away_ends_the_session_with_its_sentence(opened: Any) -> None:
    _begin(opened)
    gone = ErrorReport(kind="device_unavailable", message="The microphone stopped.", remedy="Plug it in again.")
    opened.api.publish(VoiceStopped(t_s=9, error=gone))
    opened.until(lambda: opened.chat.banner.text == "The microphone stopped. Plug it in again.")
    assert _phase(opened) is None


def test_a_dead_engine_has_no_microphone_open(opened: Any) -> None:
    _begin(opened)
    opened.api.publish(EngineDied(exit_status=-9))
    opened.until(lambda: _phase(opened) is None)
    assert opened.desktop.voice.bar.isHidden()


def test_leaving_the_conversation_closes_the_microphone(opened: Any) -> None:
    _begin(opened)
    opened.api.finish(_hear(opened, "Hello"))
    opened.until(lambda: opened.desktop.session.conversation == 1)
    assert _phase(opened) is not None
    opened.window.command("new_chat").trigger()
    opened.until(lambda: _phase(opened) is None)
    assert opened.api.voice.calls[-1] == "stop"


def test_leaving_it_in_the_moment_it_is_stored_closes_the_microphone_too(opened: Any) -> None:
    _begin(opened)
    leave = opened.window.command("new_chat").trigger
    opened.desktop.session.conversation_changed.connect(leave, Qt.ConnectionType.SingleShotConnection)
    opened.api.finish(_hear(opened, "Hello"))
    opened.until(lambda: _phase(opened) is None)
    assert opened.api.voice.calls[-1] == "stop"


def test_a_question_typed_into_a_new_chat_takes_the_session_along(opened: Any) -> None:
    _begin(opened)
    opened.api.finish(opened.ask("Typed first"))
    opened.until(lambda: len(opened.api.voice.conversations) == 2)
    assert opened.api.voice.conversations == [None, 1]
    opened.until(lambda: _phase(opened) is Phase.LISTENING)


def test_an_answer_is_read_aloud_until_it_is_clicked_again(opened: Any) -> None:
    opened.api.script("Two months.")
    opened.api.finish(opened.ask("How much notice?"))
    opened.until(lambda: not opened.desktop.session.answering)
    opened.api.voice.hold_saying = True
    button = _button(opened, "Read this answer aloud")
    button.click()
    opened.until(lambda: opened.api.voice.calls == ["silence", "say Two months."])
    assert button.accessibleName() == "Stop reading aloud"
    button.click()
    assert button.accessibleName() == "Read this answer aloud"
    opened.until(lambda: opened.api.voice.calls[-1] == "silence")
    button.click()
    opened.until(lambda: opened.api.voice.calls[-1] == "say Two months.")
    opened.window.command("stop").trigger()
    assert button.accessibleName() == "Read this answer aloud"
    opened.until(lambda: opened.api.voice.calls[-1] == "silence")


def test_reading_aloud_closes_the_microphone_that_would_hear_it(opened: Any) -> None:
    opened.api.finish(opened.ask("Hello"))
    opened.until(lambda: not opened.desktop.session.answering)
    _begin(opened)
    _button(opened, "Read this answer aloud").click()
    opened.until(lambda: _phase(opened) is None)
    opened.until(lambda: "say Yes." in opened.api.voice.calls)
    opened.until(lambda: _button(opened, "Read this answer aloud") is not None)


def _button(opened: Any, name: str) -> Any:
    return next(one for one in opened.chat.findChildren(QToolButton) if one.accessibleName() == name)


def test_the_mute_key_mutes_once_a_session_is_open_and_no_longer_than_it(opened: Any) -> None:
    command = opened.window.command("mute")
    assert not command.isEnabled()
    _begin(opened)
    assert command.isEnabled()
    command.trigger()
    opened.until(lambda: opened.desktop.voice.bar.words == "Muted")
    assert command.isChecked()
    opened.desktop.voice.bar.mute_requested.emit(False)
    opened.until(lambda: opened.desktop.voice.bar.words == "Listening …")
    assert not command.isChecked()
    assert opened.api.voice.calls == ["start hands_free", "mute True", "mute False"]
    command.trigger()
    opened.until(command.isChecked)
    opened.desktop.voice.end()
    opened.until(lambda: _phase(opened) is None)
    assert not command.isEnabled()
    assert not command.isChecked()


@pytest.mark.parametrize(("mode", "calls"), [("click_to_talk", ["press"]), ("hold_to_talk", []), ("hands_free", [])])
def test_a_press_before_the_mode_is_known_counts(opened: Any, mode: str, calls: list[str]) -> None:
    opened.api.set_setting("voice_mode", mode)
    opened.desktop.voice._mode_known = False
    _talk(opened)
    opened.until(lambda: _phase(opened) is Phase.LISTENING and opened.desktop.voice.mode == mode)
    opened.until(lambda: opened.api.voice.calls == [f"start {mode}", *calls])


def test_a_key_held_since_before_the_mode_was_known_is_held(opened: Any) -> None:
    opened.api.set_setting("voice_mode", "hold_to_talk")
    opened.desktop.voice._mode_known = False
    opened.window.talk_pressed.emit()
    opened.until(lambda: opened.api.voice.calls == ["start hold_to_talk", "press"])
    opened.window.talk_released.emit()
    opened.until(lambda: opened.api.voice.calls == ["start hold_to_talk", "press", "release"])


def test_what_a_spoken_question_names_is_given_at_once(opened: Any) -> None:
    QGuiApplication.clipboard().setText(" pay me\n")
    opened.api.publish(NamedTextWanted(number=7, place="clipboard"))
    opened.until(lambda: opened.api.voice.given_texts == [(7, "pay me")])
    QGuiApplication.clipboard().clear()
    opened.api.publish(NamedTextWanted(number=8, place="clipboard"))
    opened.until(lambda: opened.api.voice.given_texts[1:] == [(8, "")])
