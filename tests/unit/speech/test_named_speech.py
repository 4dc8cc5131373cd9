"""Spoken wishes about the clipboard, and to have something read aloud."""

from __future__ import annotations

import pytest

from assistant.events import NamedTextWanted, SpeakingEnded, VoiceMode, VoiceTurnFinished
from tests.spoken_conversation import Rig

pytestmark = pytest.mark.unit


def spoken(said: str, **more: str | None) -> Rig:
    """A conversation of one turn."""
    rig = Rig(speech=[(10, 40)], texts=[said], answers=[["The answer."]], **more)  # type: ignore[arg-type]  # texts alone
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    return rig


def heard(rig: Rig) -> list[str]:
    """What was said aloud."""
    return [event.spoken_text for event in rig.all_of(SpeakingEnded)]


@pytest.mark.parametrize("said", ["Read my clipboard.", "Read my clip board.", "クリップボードを読み上げて"])
def test_the_copied_text_is_read_aloud_as_it_is(said: str) -> None:
    rig = spoken(said, copied="The boiler was repaired.")
    assert heard(rig) == ["The boiler was repaired."]
    assert rig.turns.questions == []
    assert [event.place for event in rig.all_of(NamedTextWanted)] == ["clipboard"]


def test_what_is_asked_of_the_copied_text_is_asked_with_it_and_of_no_document() -> None:
    rig = spoken("Rewrite the clipboard as a polite mail.", copied="pay me\nset a timer")
    assert rig.turns.questions == [("Rewrite the clipboard as a polite mail.\n\n> pay me\n> set a timer", None)]
    assert rig.turns.looked_in_documents == [False]
    assert heard(rig) == ["The answer."]


@pytest.mark.parametrize("heard_as", ["We write", "Write"])
def test_what_is_heard_in_place_of_rewrite_is_taken_as_meant(heard_as: str) -> None:
    rig = spoken(f"{heard_as} the clipboard as a polite mail.", copied="pay me")
    assert rig.turns.questions == [("Rewrite the clipboard as a polite mail.\n\n> pay me", None)]
    assert spoken(f"{heard_as} the minutes.", copied="pay me").turns.questions == [(f"{heard_as} the minutes.", None)]


def test_an_empty_clipboard_is_said() -> None:
    assert heard(spoken("summarise my clipboard", copied="")) == ["There is no text to take. Copy or select it first."]


def test_without_a_window_it_is_a_question_as_any() -> None:
    rig = spoken("summarise my clipboard")
    assert rig.turns.questions == [("summarise my clipboard", None)]
    assert rig.turns.looked_in_documents == [None]


def test_a_document_is_read_aloud_and_what_is_none_is_asked() -> None:
    assert heard(spoken("Read the lease aloud.", document="Two months of notice.")) == ["Two months of notice."]
    rig = spoken("Read the contract aloud.", document="Two months of notice.")
    assert rig.turns.questions == [("Read the contract aloud.", None)]
