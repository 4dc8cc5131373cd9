"""Spoken conversations on scripted sound: time passes only when the scripted microphone gives a frame."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from assistant.errors import AlreadyRunning, DeviceUnavailable, InvalidInput, ModelUnavailable
from assistant.events import (
    DeviceChanged,
    InputLevel,
    MuteChanged,
    SpeakingClause,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    SpeechStarted,
    TranscriptReady,
    VoiceMode,
    VoiceReady,
    VoiceStopped,
    VoiceTurnFinished,
)
from assistant.ids import ConversationId
from assistant.speech.base import Samples, SpeechToText
from assistant.speech.turns.pause_rules import end_probability, pause_needed_s
from assistant.speech.turns.sentence_end import SentenceEnd
from assistant.testing.audio import (
    FRAME_S,
    FRAME_SAMPLES,
    ScriptedAudio,
    ScriptedEndOfTurn,
)
from tests.spoken_conversation import PROBABLY_OVER, TIMEOUT_S, Rig

pytestmark = pytest.mark.unit


def test_a_question_is_heard_asked_and_answered_aloud() -> None:
    rig = Rig(speech=[(10, 40)], texts=["what time is it"], answers=[["It is noon, ", "I think. Time ", "for lunch."]])
    rig.hold[80] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert rig.turns.warmed_up == [True]
    assert rig.turns.questions == [("what time is it", None)]
    (started,) = rig.all_of(SpeechStarted)
    (ended,) = rig.all_of(SpeechEnded)
    assert started.t_s == pytest.approx(10 * FRAME_S)
    assert ended.speech_end_s == pytest.approx(40 * FRAME_S)
    pause_s = pause_needed_s(end_probability(PROBABLY_OVER, SentenceEnd.OPEN))
    assert ended.t_s == pytest.approx(40 * FRAME_S + pause_s, abs=2 * FRAME_S)
    (spoken,) = rig.all_of(SpeakingEnded)
    assert spoken.spoken_text == "It is noon, I think. Time for lunch."
    assert not spoken.silenced
    said = [(event.text.strip(), event.begin) for event in rig.all_of(SpeakingClause)]
    assert said == [("It is noon, I think.", 0), ("Time for lunch.", 21)]
    (finished,) = rig.all_of(VoiceTurnFinished)
    latency = finished.latency_ms
    (speaking,) = rig.all_of(SpeakingStarted)
    # The echo filter gives each frame 10 ms late.
    assert latency.total == pytest.approx((speaking.t_s - ended.speech_end_s) * 1000 + 10, abs=1)
    kinds = [type(event) for event in rig.events]
    order = [VoiceReady, SpeechStarted, SpeechEnded, TranscriptReady, SpeakingStarted, SpeakingEnded, VoiceStopped]
    assert [kinds.index(kind) for kind in order] == sorted(kinds.index(kind) for kind in order)
    assert kinds[-1] is VoiceStopped
    assert rig.all_of(VoiceStopped)[0].error is None
    assert rig.microphone.closed
    assert rig.speaker.closed


def test_the_early_transcript_is_used_when_nothing_more_was_said() -> None:
    rig = Rig(speech=[(10, 40)], texts=["hello"], answers=[["Hello."]])
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert [call.final for call in rig.recogniser.calls] == [False]


def test_the_next_turn_goes_on_with_the_conversation() -> None:
    rig = Rig(speech=[(10, 40), (300, 330)], texts=["one", "two"], answers=[["Yes."]])
    rig.hold[200] = lambda: len(rig.all_of(VoiceTurnFinished)) == 1
    rig.hold[100] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished, 2)
    rig.service.stop()
    assert rig.turns.questions == [("one", None), ("two", ConversationId(7))]


def test_nothing_understood_asks_nothing() -> None:
    rig = Rig(speech=[(10, 40)], texts=[""], answers=[["No."]])
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(TranscriptReady)
    rig.service.stop()
    assert rig.turns.questions == []
    assert [event.text for event in rig.all_of(TranscriptReady)] == [""]


def test_silence_stops_the_answer_and_tells_what_was_heard() -> None:
    long = "This is the first sentence of it. " * 10
    rig = Rig(speech=[(10, 40)], texts=["tell me more"], answers=[[long]])
    rig.hold[80] = lambda: rig.sounds
    rig.hold[130] = lambda: bool(rig.all_of(SpeakingStarted)) and not rig.service.silence()  # type: ignore[func-returns-value]
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    (ended,) = rig.all_of(SpeakingEnded)
    assert ended.silenced
    assert long.startswith(ended.spoken_text)
    assert 0 < len(ended.spoken_text) < 80
    assert rig.turns.turns[0].cancel.cancelled
    assert len(rig.voice.spoken) <= 5, "it synthesized far ahead"


def test_a_microphone_that_goes_ends_the_session_with_the_reason() -> None:
    rig = Rig(speech=[], texts=[], answers=[], frames=20)
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceStopped)
    (stopped,) = rig.all_of(VoiceStopped)
    assert stopped.error is not None
    assert stopped.error.kind == "device_unavailable"
    rig.service.stop()


def test_a_button_asks_too() -> None:
    rig = Rig(speech=[(30, 60)], texts=["hello"], answers=[["Hello."]])
    rig.hold[20] = lambda: rig.service.press() is None  # type: ignore[func-returns-value]
    rig.hold[70] = lambda: rig.service.release() is None  # type: ignore[func-returns-value]
    rig.service.start(VoiceMode.HOLD_TO_TALK)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert rig.turns.questions == [("hello", None)]


def test_a_released_button_is_obeyed_before_the_next_frame_comes() -> None:
    rig = Rig(speech=[(30, 60)], texts=["hello"], answers=[["Hello."]])
    seen: list[int] = []

    def release() -> None:
        rig.service.release()
        rig.wait_for(SpeechEnded)
        seen.append(rig.frame)

    rig.actions[20] = rig.service.press
    rig.actions[70] = release
    rig.service.start(VoiceMode.HOLD_TO_TALK)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert seen == [70]


def test_the_scorer_ends_a_turn_early() -> None:
    def ended_s(scorer: ScriptedEndOfTurn) -> float:
        rig = Rig(speech=[(10, 40)], texts=["hello"], answers=[["Hello."]], scorer=scorer)
        rig.service.start(VoiceMode.HANDS_FREE)
        rig.wait_for(VoiceTurnFinished)
        rig.service.stop()
        assert scorer.asked_s
        return rig.all_of(SpeechEnded)[0].t_s

    assert ended_s(ScriptedEndOfTurn(0.95)) < ended_s(ScriptedEndOfTurn(0.5)) < ended_s(ScriptedEndOfTurn(0.05))


def test_one_session_at_a_time() -> None:
    rig = Rig(speech=[], texts=[], answers=[], frames=10**6)
    rig.service.start(VoiceMode.HANDS_FREE)
    with pytest.raises(AlreadyRunning):
        rig.service.start(VoiceMode.HANDS_FREE)
    rig.service.close()


def test_without_a_microphone_the_speaker_is_released() -> None:
    rig = Rig(speech=[], texts=[], answers=[])
    rig.service._audio_system = ScriptedAudio(None, rig.speaker)
    with pytest.raises(DeviceUnavailable):
        rig.service.start(VoiceMode.HANDS_FREE)
    assert rig.speaker.closed
    assert rig.events == []


def test_without_a_model_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = Rig(speech=[], texts=[], answers=[])

    def missing() -> SpeechToText:
        raise ModelUnavailable("There is no model to understand speech.", "Fetch one.")

    monkeypatch.setattr(rig, "speech_to_text", missing)
    with pytest.raises(ModelUnavailable):
        rig.service.start(VoiceMode.HANDS_FREE)


def test_saying_nothing_is_refused() -> None:
    rig = Rig(speech=[], texts=[], answers=[])
    with pytest.raises(InvalidInput):
        rig.service.say(" *** ")


def test_what_is_being_said_ends_when_it_is_silenced() -> None:
    rig = Rig(speech=[], texts=[], answers=[])
    saying = threading.Thread(target=rig.service.say, args=("One sentence. And another one.",))
    saying.start()
    rig.speaker.wait_until_queued(TIMEOUT_S)
    rig.service.silence()
    saying.join(TIMEOUT_S)
    assert not saying.is_alive()
    assert rig.speaker.heard == []
    assert rig.speaker.closed


def _unplugged() -> None:
    raise DeviceUnavailable("The microphone went.", "Plug it in.")


def test_muted_it_hears_silence_until_it_hears_again() -> None:
    noise = np.full(300 * FRAME_SAMPLES, 0.1, dtype=np.float32)
    rig = Rig(speech=[], texts=[], answers=[["Yes."]], sound=noise)
    heard: list[float] = []
    listen = rig.detector.probability

    def probability(frame: Samples) -> float:
        heard.append(round(float(np.max(np.abs(frame))), 3))
        return listen(frame)

    rig.detector.probability = probability  # type: ignore[method-assign]
    over = threading.Event()
    rig.actions |= {
        50: lambda: rig.service.mute(True),
        60: lambda: rig.service.mute(True),
        70: _unplugged,
        100: lambda: rig.service.mute(False),
        150: over.set,
    }
    rig.service.mute(True)  # there is nothing to mute yet
    rig.service.start(VoiceMode.HANDS_FREE)
    assert over.wait(TIMEOUT_S)
    rig.service.stop()
    assert [event.muted for event in rig.all_of(MuteChanged)] == [True, False]
    assert len(rig.all_of(DeviceChanged)) == 1
    # Frame 70 was lost with the device.
    assert set(heard[1:50]) == {0.1}
    assert set(heard[50:99]) == {0.0}
    assert set(heard[99:140]) == {0.1}
    levels = [event.level for event in rig.all_of(InputLevel) if 51 * FRAME_S <= event.t_s <= 99 * FRAME_S]
    assert levels
    assert set(levels) == {0.0}
