"""Spoken conversations in which the user breaks in, goes on, or only nods; on scripted sound, on headphones."""

from __future__ import annotations

import threading
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from assistant.errors import ModelUnavailable
from assistant.events import (
    PlaybackPaused,
    PlaybackResumed,
    SpeakingEnded,
    SpeechEnded,
    TranscriptReady,
    VoiceCommandObeyed,
    VoiceInterrupted,
    VoiceMode,
    VoiceStopped,
    VoiceTurnFinished,
)
from assistant.ids import MessageId
from assistant.settings import Settings
from assistant.speech.audio import audio_route
from assistant.speech.base import Samples, Transcript
from assistant.testing.audio import FRAME_S
from assistant.testing.speech import SECONDS_PER_CHARACTER, ScriptedSpeechToText
from assistant.testing.spoken_turns import CONVERSATION
from tests.spoken_conversation import TIMEOUT_S, Rig

pytestmark = pytest.mark.unit

QUESTION = (10, 40)
"""Committed at about frame 60; the answer begins to be heard at frame 71 in these scripts."""
ANSWER = "Cats sleep a lot, and they like it. They also hunt mice at night. Dogs do not."
HEADPHONES = Settings(voice_route="headphones")


def talk(
    interjection: tuple[int, int],
    texts: list[tuple[int, str]],
    *,
    answers: tuple[str, ...] = (ANSWER, "All right."),
    frames: int | None = None,
    settings: Settings = HEADPHONES,
) -> Rig:
    """A question, an answer, and something over it."""
    rig = Rig(
        speech=[QUESTION, interjection],
        texts=[(0, "Tell me about cats."), *texts],
        answers=[[answer] for answer in answers],
        settings=settings,
        frames=frames,
    )
    rig.hold[70] = lambda: rig.sounds
    return rig


CLAUSES = ("Cats sleep a lot,", "and they like it.", "They also hunt mice at night.", "Dogs do not.")


def played(rig: Rig) -> str:
    """The words of the answer whose last sample went to the speaker."""
    left = len(rig.speaker.heard) / (SECONDS_PER_CHARACTER * rig.voice.sample_rate_hz)
    words = []
    for clause in CLAUSES:
        end = 0
        for word in clause.split():
            end = clause.index(word, end) + len(word)
            if end <= left + 0.01:
                words.append(word)
        left -= len(clause)
    return " ".join(words)


def test_words_break_in_and_what_was_heard_is_kept_to_the_word() -> None:
    rig = talk((100, 125), [(70, "No, tell me"), (112, "No, tell me about dogs.")])
    rig.hold[170] = lambda: len(rig.turns.questions) == 2
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished, 2)
    rig.service.stop()
    (paused,) = rig.all_of(PlaybackPaused)
    assert paused.t_s == pytest.approx(100 * FRAME_S + 0.096, abs=FRAME_S)
    (interrupted,) = rig.all_of(VoiceInterrupted)
    assert interrupted.t_s < 100 * FRAME_S + 0.5
    heard, unheard = rig.record.heard[MessageId(1)]
    assert heard == interrupted.heard_text
    assert heard + unheard == ANSWER
    assert 10 < len(heard) < 40
    assert rig.turns.turns[0].cancel.cancelled
    assert rig.turns.questions == [("Tell me about cats.", None), ("No, tell me about dogs.", CONVERSATION)]
    assert rig.all_of(PlaybackResumed) == []


def test_what_is_stored_is_what_the_speaker_played() -> None:
    for frame in range(75, 200, 11):
        rig = talk((500, 501), [])
        rig.actions[frame] = rig.service.silence
        rig.hold[frame + 1] = lambda rig=rig: len(rig.all_of(VoiceTurnFinished)) == 1  # type: ignore[misc]
        rig.service.start(VoiceMode.HANDS_FREE)
        rig.wait_for(VoiceTurnFinished)
        rig.service.stop()
        heard, unheard = rig.record.heard[MessageId(1)]
        assert heard == played(rig)
        assert heard + unheard == ANSWER
        (ended,) = rig.all_of(SpeakingEnded)
        assert ended.spoken_text == heard


@hypothesis.settings(max_examples=20, deadline=None)
@hypothesis.given(
    begins=st.integers(75, 230), lasts=st.integers(8, 40), text=st.sampled_from(["Stop.", "Wait, wait.", "待って"])
)
def test_whenever_somebody_stops_it_what_is_kept_is_what_was_played(begins: int, lasts: int, text: str) -> None:
    rig = talk((begins, begins + lasts), [(71, text)])
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    heard, unheard = rig.record.heard.get(MessageId(1), (ANSWER, ""))
    assert heard + unheard == ANSWER
    kept, sounded = heard.split(), played(rig).split()
    assert abs(len(kept) - len(sounded)) <= 1
    assert kept[: len(sounded)] == sounded[: len(kept)]
    ended = [event.turn_id for event in rig.all_of(VoiceTurnFinished)]
    assert len(ended) == len(set(ended))
    assert len(rig.turns.questions) == 1


def test_speech_may_resume_again_and_again_before_anything_is_asked() -> None:
    rig = Rig(
        speech=[(10, 40), (52, 70), (82, 100)],
        texts=[(0, "Tell me."), (71, "Tell me about cats."), (101, "Tell me about cats and dogs.")],
        answers=[["Well."], ["Cats sleep."], ["Both sleep."]],
    )
    rig.hold[50] = lambda: len(rig.turns.drafts) == 1
    rig.hold[80] = lambda: len(rig.turns.drafts) == 2
    rig.hold[130] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert [draft.discarded for draft in rig.turns.drafts] == [True, True, False]
    assert rig.turns.questions == [("Tell me about cats and dogs.", None)]
    assert [event.spoken_text for event in rig.all_of(SpeakingEnded)] == ["Both sleep."]
    assert len(rig.all_of(SpeechEnded)) == 1


@pytest.mark.parametrize("text", ["Mm-hmm.", "", "うん。"])
def test_a_nod_lets_the_answer_go_on_to_its_end(text: str) -> None:
    rig = talk((100, 108), [(90, text)])
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    (paused,) = rig.all_of(PlaybackPaused)
    (resumed,) = rig.all_of(PlaybackResumed)
    assert resumed.t_s - paused.t_s < 2.0
    (ended,) = rig.all_of(SpeakingEnded)
    assert not ended.silenced
    assert ended.spoken_text == ANSWER
    assert rig.record.heard == {}
    assert len(rig.turns.questions) == 1
    assert rig.all_of(VoiceInterrupted) == []


def test_its_own_words_from_the_loudspeakers_do_not_interrupt_it() -> None:
    rig = talk((100, 125), [(70, "They like it they")], settings=Settings(voice_route="speakers"))
    rig.actions[72] = lambda: rig.service.set_full_duplex(True)
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert len(rig.all_of(PlaybackPaused)) == 1
    assert len(rig.all_of(PlaybackResumed)) == 1
    (ended,) = rig.all_of(SpeakingEnded)
    assert ended.spoken_text == ANSWER
    assert len(rig.turns.questions) == 1


def test_after_a_false_alarm_the_broken_word_is_said_again() -> None:
    quiet = talk((500, 501), [])
    held = talk((100, 108), [(90, "")])
    for rig in (quiet, held):
        rig.service.start(VoiceMode.HANDS_FREE)
        rig.wait_for(VoiceTurnFinished)
        rig.service.stop()
    again_s = (len(held.speaker.heard) - len(quiet.speaker.heard)) / held.voice.sample_rate_hz
    assert 0 < again_s < 6 * SECONDS_PER_CHARACTER


def test_stop_asks_nothing_and_the_rest_can_be_had() -> None:
    rig = talk((100, 108), [(90, "Stop."), (190, "Go on.")])
    rig.detector = rig.detector.and_speech((200, 220))
    rig.hold[260] = lambda: len(rig.all_of(VoiceCommandObeyed)) == 2 and rig.speaker.queued
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished, 3)
    rig.service.stop()
    assert [event.command for event in rig.all_of(VoiceCommandObeyed)] == ["stop", "go_on"]
    assert len(rig.turns.questions) == 1
    assert rig.record.heard[MessageId(1)] == (ANSWER, "")
    first, second = rig.all_of(SpeakingEnded)
    assert first.silenced
    assert not second.silenced
    assert first.spoken_text.split() + second.spoken_text.split() == ANSWER.split()


def test_the_next_session_goes_on_where_the_last_one_was_broken_off() -> None:
    rig = Rig(speech=[(10, 30)], texts=["Go on."], answers=[["All right."]])
    rig.record.heard[MessageId(1)] = ("Cats sleep a lot,", " and they like it.")
    rig.hold[70] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE, CONVERSATION)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert rig.turns.questions == []
    assert [event.spoken_text for event in rig.all_of(SpeakingEnded)] == ["and they like it."]
    assert rig.record.heard[MessageId(1)] == ("Cats sleep a lot, and they like it.", "")


def test_slower_goes_on_more_slowly() -> None:
    rig = talk((100, 115), [(90, "Slower, please.")])
    rig.hold[165] = lambda: bool(rig.all_of(VoiceCommandObeyed)) and rig.speaker.queued
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished, 2)
    rig.service.stop()
    assert len(rig.turns.questions) == 1
    assert rig.record.heard[MessageId(1)] == (ANSWER, "")
    assert rig.voice.speeds[0] == 1.0
    assert rig.voice.speeds[-1] < 1.0


def test_speech_that_goes_on_throws_the_draft_away() -> None:
    rig = Rig(
        speech=[(10, 40), (52, 80)],
        texts=[(0, "Tell me about cats."), (81, "Tell me about cats and dogs.")],
        answers=[["Cats sleep."], ["Both sleep."]],
    )
    rig.hold[50] = lambda: bool(rig.voice.spoken)
    rig.hold[110] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    first, second = rig.turns.drafts
    assert first.discarded
    assert not first.committed
    assert second.committed
    assert rig.turns.questions == [("Tell me about cats and dogs.", None)]
    assert [event.text for event in rig.all_of(TranscriptReady)] == ["Tell me about cats and dogs."]
    assert [event.spoken_text for event in rig.all_of(SpeakingEnded)] == ["Both sleep."]
    beeps = len("Both sleep.") * SECONDS_PER_CHARACTER * rig.voice.sample_rate_hz
    assert len(rig.speaker.heard) == pytest.approx(beeps, abs=2)
    assert rig.record.pauses_s == [pytest.approx(12 * FRAME_S)]


def test_a_draft_that_fails_matters_only_when_it_is_asked() -> None:
    def rig_of(*speech: tuple[int, int]) -> Rig:
        rig = Rig(speech=list(speech), texts=[(0, "Tell me about cats.")], answers=[["Cats sleep."]], frames=300)
        rig.turns.refusals = [ModelUnavailable("No chat model is installed.", "Get one.")]
        return rig

    thrown_away = rig_of((10, 40), (52, 80))
    thrown_away.hold[50] = lambda: not thrown_away.turns.refusals
    thrown_away.hold[110] = lambda: thrown_away.sounds
    thrown_away.service.start(VoiceMode.HANDS_FREE)
    thrown_away.wait_for(VoiceTurnFinished)
    thrown_away.service.stop()
    assert len(thrown_away.turns.questions) == 1

    asked = rig_of((10, 40))
    asked.hold[80] = lambda: not asked.turns.refusals
    asked.service.start(VoiceMode.HANDS_FREE)
    asked.wait_for(VoiceStopped)
    (stopped,) = asked.all_of(VoiceStopped)
    assert stopped.error is not None
    assert stopped.error.kind == "model_unavailable"


def test_a_draft_has_its_first_clause_ready_when_the_turn_ends() -> None:
    rig = Rig(speech=[(10, 40)], texts=["Tell me about cats."], answers=[[ANSWER]])
    rig.hold[50] = lambda: bool(rig.voice.spoken)
    rig.hold[52] = lambda: rig.voice.spoken == ["Cats sleep a lot,"] and not rig.speaker.queued
    rig.hold[70] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    latency = rig.all_of(VoiceTurnFinished)[0].latency_ms
    assert latency.transcribe == latency.first_token == latency.first_clause == latency.synthesize == 0.0
    assert latency.total == pytest.approx(latency.endpoint + latency.output)
    assert rig.record.latencies[MessageId(1)] == latency


def test_going_on_before_the_answer_sounds_asks_the_whole_question() -> None:
    rig = Rig(
        speech=[(10, 40), (64, 95)],
        texts=[(0, "What is the weather?"), (63, "in Paris"), (96, "What is the weather in Paris?")],
        answers=[["Sunny."], ["Rain."]],
        settings=HEADPHONES,
    )
    rig.speaker.advance = lambda seconds: None  # type: ignore[method-assign]  # a device that takes its time
    rig.hold[64] = lambda: len(rig.turns.questions) == 1
    rig.hold[90] = lambda: rig.turns.turns[0].cancel.cancelled
    rig.hold[122] = lambda: len(rig.turns.questions) == 2
    rig.actions[123] = rig.service.silence
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished, 2)
    rig.service.stop()
    assert [question for question, _ in rig.turns.questions] == [
        "What is the weather?",
        "What is the weather in Paris?",
    ]
    assert rig.record.heard[MessageId(1)] == ("", "Sunny.")


def test_a_question_is_kept_when_the_button_is_pressed_again_before_it_is_understood() -> None:
    rig = Rig(speech=[(30, 60), (90, 120)], texts=[], answers=[["Sunny."], ["Rain."]])
    rig.recogniser = ScriptedSpeechToText(lambda: understood.pop(0))
    understood = ["What is the weather?", "And tomorrow?"]
    interrupted = threading.Event()
    transcribe = rig.recogniser.transcribe

    def late(audio: Samples, **options: Any) -> Transcript:
        assert interrupted.wait(TIMEOUT_S)
        return transcribe(audio, **options)

    def press_again() -> None:
        rig.service.release()
        rig.service.press()

    rig.recogniser.transcribe = late  # type: ignore[method-assign]
    rig.actions[20] = rig.service.press
    # Sooner than the pause is transcribed by itself.
    rig.actions[61] = press_again
    rig.actions[130] = rig.service.release
    rig.service.start(VoiceMode.HOLD_TO_TALK)
    rig.wait_for(SpeechEnded)
    turns = rig.service._session._turns  # type: ignore[union-attr]
    while turns._turn is None or not turns._turn._interrupted:
        assert not interrupted.wait(0.001)
    interrupted.set()
    rig.wait_for(VoiceTurnFinished, 2)
    rig.service.stop()
    assert [question for question, _ in rig.turns.questions] == ["What is the weather?", "And tomorrow?"]
    assert rig.turns.turns[0].cancel.cancelled


def test_a_speaker_that_vanishes_for_good_ends_the_session_and_keeps_what_was_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audio_route, "TRY_EVERY_S", 0.0)
    rig = talk((500, 501), [])
    rig.actions[120] = rig.speaker.vanish
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceStopped)
    (stopped,) = rig.all_of(VoiceStopped)
    assert stopped.error is not None
    assert stopped.error.kind == "device_unavailable"
    heard, unheard = rig.record.heard[MessageId(1)]
    assert heard == played(rig)
    assert heard + unheard == ANSWER


def test_a_microphone_that_vanishes_while_sotto_speaks_keeps_what_was_heard() -> None:
    rig = talk((500, 501), [], frames=120)
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceStopped)
    heard, unheard = rig.record.heard[MessageId(1)]
    assert heard == played(rig)
    assert heard + unheard == ANSWER


def test_long_speech_shows_its_words_and_reads_the_sure_ones_ahead() -> None:
    rig = Rig(
        speech=[(10, 120)],
        texts=[
            (0, "Tell me about"),
            (70, "Tell me about all the cats"),
            (100, "Tell me about all the cats of Rome."),
        ],
        answers=[["Fine."]],
    )
    rig.hold[150] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert rig.turns.prefilled
    assert "Tell me about all the cats of Rome.".startswith(tuple(rig.turns.prefilled))


def test_the_users_pauses_are_learnt_and_can_be_forgotten() -> None:
    rig = Rig(
        speech=[(10, 40), (52, 80)],
        texts=[(0, "Tell me about cats."), (81, "Tell me about cats and dogs.")],
        answers=[["Both sleep."]],
    )
    rig.hold[110] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    assert rig.record.pauses_s == [pytest.approx(12 * FRAME_S)]
    rig.service.forget_pauses()
    assert rig.record.pauses_s == []
    rig.service.stop()
