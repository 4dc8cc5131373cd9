"""The volume is set, muted and taken back; other sentences are left alone."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Sequence

import pytest

from assistant.errors import DeviceUnavailable
from assistant.skills.base import Context, Intent, Plan, Say
from assistant.skills.desktop.volume import KEY, Mixer, VolumeSet
from assistant.skills.sentence import is_japanese, is_question_about, own_words

pytestmark = pytest.mark.unit


class Pactl:
    """Answers as the program does, and keeps what was set."""

    def __init__(self, percent: int = 40, muted: bool = False) -> None:
        self.percent, self.muted = percent, muted

    def __call__(self, arguments: Sequence[str]) -> str:
        match arguments[0]:
            case "get-sink-volume":
                return (
                    f"Volume: front-left: 26214 / {self.percent}% / -23.88 dB,   front-right: 26214 / {self.percent}%"
                )
            case "get-sink-mute":
                return f"Mute: {'yes' if self.muted else 'no'}"
            case "set-sink-volume":
                self.percent = int(arguments[2].rstrip("%"))
            case "set-sink-mute":
                self.muted = arguments[2] == "1"
        return ""


@pytest.mark.parametrize(
    ("message", "after"),
    [
        ("turn up the volume", "50"),
        ("turn the volume down", "30"),
        ("volume up", "50"),
        ("set the volume to 70 percent", "70"),
        ("please turn the volume to the loudest setting", "100"),
        ("set volume to fifty", "50"),
        ("mute", "40 muted"),
        ("mute the audio", "40 muted"),
        ("音量を上げて", "50"),
        ("音量を30%にして", "30"),
        ("ミュートして", "40 muted"),
    ],
)
def test_the_volume_is_set_and_read_back(message: str, after: str) -> None:
    pactl = Pactl()
    mixer = Mixer(pactl)
    skill = VolumeSet(mixer)
    context = Context(now=datetime.datetime.now(datetime.UTC), japanese=is_japanese(message))
    words = own_words(message)
    assert words is not None
    found = skill.understand(words, context)
    assert isinstance(found, Intent)
    planned = skill.plan(found, context)
    assert isinstance(planned, Plan)
    (change,) = planned.changes
    assert (change.before, change.after) == ("40", after)
    mixer.write(KEY, change.after)
    assert mixer.read(KEY) == after
    mixer.write(KEY, change.before)
    assert (pactl.percent, pactl.muted) == (40, False)


@pytest.mark.parametrize(
    "message",
    ["what is the volume of a sphere", "mute swans", "turn up the heat", "volume 3 of the book", "音量とは何ですか"],
)
def test_other_sentences_are_left_alone(message: str) -> None:
    words = own_words(message)
    context = Context(now=datetime.datetime.now(datetime.UTC))
    assert words is not None
    assert is_question_about(words) or VolumeSet(Mixer(Pactl())).understand(words, context) is None


def test_without_a_mixer_it_is_said() -> None:
    def missing(arguments: Sequence[str]) -> str:
        raise subprocess.CalledProcessError(1, "pactl")

    skill = VolumeSet(Mixer(missing))
    context = Context(now=datetime.datetime.now(datetime.UTC))
    found = skill.understand("mute", context)
    assert isinstance(found, Intent)
    assert isinstance(skill.plan(found, context), Say)
    with pytest.raises(DeviceUnavailable):
        Mixer(missing).write(KEY, "10")
