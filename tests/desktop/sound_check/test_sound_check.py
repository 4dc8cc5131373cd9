"""The sound check over a scripted engine."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from assistant.errors import DeviceUnavailable, ErrorReport
from assistant.events import SoundCheckEnded, SoundCheckLevel
from assistant.records import AudioDevice, SoundSample
from ui.sound_check.sound_advice import device_advice, sample_advice
from ui.sound_check.sound_check_dialog import SoundCheckDialog

pytestmark = pytest.mark.desktop

BUILT_IN = AudioDevice(name="Laptop", is_input=True, is_output=True, is_default=False, is_built_in=True)
HEADSET = AudioDevice(name="Headset", is_input=True, is_output=True, is_default=True, is_bluetooth=True)
WIRED = AudioDevice(name="Wired", is_input=True, is_output=False, is_default=False)


def _open(opened: Any) -> SoundCheckDialog:
    opened.window.command("sound_check").trigger()
    dialog = opened.window.findChild(SoundCheckDialog)
    assert isinstance(dialog, SoundCheckDialog)
    opened.until(lambda: bool(dialog.state.opened))
    return dialog


def test_it_listens_while_it_is_open_and_no_longer(opened: Any) -> None:
    dialog = _open(opened)
    assert opened.api.sound_check.calls == ["listen"]
    opened.api.publish(SoundCheckLevel(level=0.2))
    opened.until(lambda: dialog.sheet.meter.wanted > 0.5)
    dialog.reject()
    opened.until(lambda: "close" in opened.api.sound_check.calls)


def test_what_was_said_is_understood_judged_and_played_back(opened: Any) -> None:
    dialog = _open(opened)
    dialog.sheet.record.click()
    assert dialog.sheet.record.text() == "Speak now …"
    opened.until(lambda: "Hello there." in dialog.sheet.understood)
    assert dialog.sheet.understood == "Sotto understood: “Hello there.” That works."
    dialog.sheet.play.click()
    opened.until(lambda: "play_back" in opened.api.sound_check.calls)
    opened.until(lambda: not dialog.state.playing)
    dialog.sheet.test.click()
    opened.until(lambda: opened.api.sound_check.calls[-1].startswith("say This is how Sotto sounds."))


def test_a_chosen_device_is_a_setting_and_is_listened_to(opened: Any) -> None:
    opened.api.voice.found_devices = (BUILT_IN, HEADSET, WIRED)
    dialog = _open(opened)
    assert dialog.sheet.microphones.itemText(0) == "The system's (Headset)"
    assert "“Laptop” is mostly understood better" in dialog.sheet.advice
    dialog.sheet.microphones.setCurrentIndex(dialog.sheet.microphones.findData("Wired"))
    dialog.sheet.microphones.activated.emit(dialog.sheet.microphones.currentIndex())
    opened.until(lambda: opened.api.sound_check.calls[-1] == "listen Wired")
    opened.until(lambda: opened.api.settings().voice_input_device == "Wired")
    assert dialog.sheet.advice == ""
    assert dialog.sheet.speakers.findData("Wired") < 0


def test_a_microphone_that_cannot_be_opened_or_goes_is_said(opened: Any) -> None:
    opened.api.sound_check.refuse_next(DeviceUnavailable("There is no microphone.", "Plug one in."))
    opened.window.command("sound_check").trigger()
    dialog = opened.window.findChild(SoundCheckDialog)
    opened.until(lambda: dialog.trouble.text == "There is no microphone. Plug one in.")
    assert not dialog.sheet.record.isEnabled()
    dialog.trouble.again.emit()
    opened.until(lambda: bool(dialog.state.opened) and dialog.trouble.isHidden())
    gone = ErrorReport(kind="device_unavailable", message="It stopped.", remedy="Plug it in again.")
    opened.api.publish(SoundCheckEnded(error=gone))
    opened.until(lambda: dialog.trouble.text == "It stopped. Plug it in again.")
    assert not dialog.sheet.record.isEnabled()


def test_a_spoken_conversation_ends_before_the_check(opened: Any) -> None:
    opened.window.talk_pressed.emit()
    opened.until(lambda: opened.desktop.voice.state is not None)
    _open(opened)
    opened.until(lambda: opened.desktop.voice.state is None)


@pytest.mark.parametrize(
    ("chosen", "devices", "said"),
    [
        ("", [BUILT_IN, HEADSET], "“Laptop”"),
        ("Headset", [HEADSET], "like a telephone"),
        ("Laptop", [BUILT_IN, HEADSET], ""),
        ("", [WIRED], ""),
        ("Gone", [BUILT_IN, HEADSET], ""),
    ],
)
def test_bluetooth_is_advised_against_where_there_is_another(
    chosen: str, devices: list[AudioDevice], said: str
) -> None:
    advice = device_advice(devices, chosen)
    assert said in advice
    assert bool(advice) is bool(said)


@pytest.mark.parametrize(
    ("text", "peak", "narrow", "said"),
    [
        ("hello", 0.3, False, "That works."),
        ("hello", 1.0, False, "too loud"),
        ("hello", 0.01, False, "quiet"),
        ("hello", 0.3, True, "telephone quality"),
        ("", 0.001, False, "Next to nothing"),
        ("", 0.3, False, "no words"),
    ],
)
def test_a_recording_is_judged(text: str, peak: float, narrow: bool, said: str) -> None:
    sample = SoundSample(text=text, language="en", duration_s=3.0, peak=peak, narrow_band=narrow)
    assert said in sample_advice(sample)


def test_a_recording_that_no_model_understands_yet_is_played_back(opened: Any) -> None:
    opened.api.sound_check.sample = SoundSample(
        text="", language="", duration_s=3.0, peak=0.3, narrow_band=False, transcribed=False
    )
    dialog = _open(opened)
    dialog.sheet.record.click()
    opened.until(lambda: "The microphone hears you." in dialog.sheet.understood)
    assert dialog.sheet.play.isEnabled()


def test_the_wheel_scrolls_over_the_devices_and_chooses_none(opened: Any) -> None:
    opened.api.voice.found_devices = (BUILT_IN, HEADSET, WIRED)
    dialog = _open(opened)
    for box in (dialog.sheet.microphones, dialog.sheet.speakers):
        middle = QPointF(box.rect().center())
        wheel = QWheelEvent(
            middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -240),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, wheel)
        assert box.currentIndex() == 0
    assert (opened.api.settings().voice_input_device, opened.api.settings().voice_output_device) == ("", "")
