"""Dictation on scripted sound."""

from __future__ import annotations

import pytest

from assistant.errors import AlreadyRunning
from assistant.events import (
    DictationHeard,
    DictationLevel,
    DictationReady,
    DictationStopped,
    VoiceMode,
    VoiceReady,
    VoiceStopped,
)
from assistant.settings import Settings
from tests.spoken_conversation import Rig

pytestmark = pytest.mark.unit


def test_words_so_far_are_followed_by_those_that_stand() -> None:
    rig = Rig(
        answers=[],
        speech=[(10, 60), (100, 130)],
        texts=[(0, "dear"), (70, "Dear Ann,"), (95, "thank"), (140, "Thank you.")],
        frames=200,
    )
    rig.service.dictate()
    rig.wait_for(DictationStopped)
    heard = [(event.text, event.final) for event in rig.all_of(DictationHeard)]
    assert [text for text, final in heard if final] == ["Dear Ann,", "Thank you."]
    assert heard[0] == ("dear", False)
    assert rig.turns.questions == []
    assert isinstance(rig.events[0], DictationReady)
    assert isinstance(rig.events[-1], DictationStopped)
    assert rig.all_of(DictationLevel)
    assert rig.microphone.closed


def test_a_microphone_that_goes_is_told_after_the_words_there_were() -> None:
    rig = Rig(answers=[], speech=[(10, 40)], texts=[(0, "half a sentence")], frames=40)
    rig.service.dictate()
    rig.wait_for(DictationStopped)
    (stopped,) = rig.all_of(DictationStopped)
    assert stopped.error is not None
    assert stopped.error.kind == "device_unavailable"
    last = rig.all_of(DictationHeard)[-1]
    assert (last.text, last.final) == ("half a sentence", True)


def test_what_was_said_until_the_end_is_understood() -> None:
    rig = Rig(answers=[], speech=[(10, 10**6)], texts=[(0, "still talking")], frames=10**6)
    rig.service.dictate()
    rig.wait_for(DictationHeard)
    rig.service.stop_dictating()
    last = rig.all_of(DictationHeard)[-1]
    assert (last.text, last.final) == ("still talking", True)
    assert rig.all_of(DictationStopped)[0].error is None


def test_what_was_no_speech_takes_back_what_was_shown_of_it() -> None:
    rig = Rig(answers=[], speech=[(10, 50)], texts=["mm", ""], frames=120)
    rig.service.dictate()
    rig.wait_for(DictationStopped)
    assert [(event.text, event.final) for event in rig.all_of(DictationHeard)][-1] == ("", True)


def test_one_microphone_is_used_for_one_thing() -> None:
    rig = Rig(answers=[], speech=[], texts=[], frames=10**6)
    rig.service.dictate()
    with pytest.raises(AlreadyRunning):
        rig.service.dictate()
    rig.service.start(VoiceMode.HANDS_FREE)
    assert len(rig.all_of(DictationStopped)) == 1
    rig.wait_for(VoiceReady)
    rig.service.dictate()
    assert len(rig.all_of(VoiceStopped)) == 1
    rig.service.stop_dictating()
    rig.service.stop_dictating()
    assert len(rig.all_of(DictationStopped)) == 2


def test_the_recogniser_is_told_what_to_expect() -> None:
    rig = Rig(answers=[], speech=[(10, 40)], texts=["Call Ann."], frames=100, settings=Settings(voice_language="en"))
    rig.service._expected_names = lambda: "Ann."
    rig.service.dictate()
    rig.wait_for(DictationStopped)
    assert {(call.prompt, call.language) for call in rig.recogniser.calls} == {("Ann.", "en")}
