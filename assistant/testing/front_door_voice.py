"""The voice of ``ScriptedAssistant`` and its sound check: records of what was asked, and the events of starting and stopping."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import DeviceUnavailable, UserFacingError
from assistant.events import DictationReady, DictationStopped, MuteChanged, VoiceMode, VoiceReady, VoiceStopped
from assistant.ids import ConversationId
from assistant.records import (
    AudioDevice,
    SoundSample,
    Transcription,
)
from assistant.testing.front_door_parts import Publisher


class ScriptedVoice:
    """Remembers the calls in ``calls``. ``start`` and ``stop`` publish their events; those between are the test's.

    ``refuse_next`` makes the next ``start`` or ``dictate`` raise. With ``hold_saying`` a text is being said until it is silenced.
    """

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._refusal: UserFacingError | None = None
        self._silenced = threading.Event()
        self._open = False
        self._dictating = False
        self.found_devices = (AudioDevice(name="Scripted", is_input=True, is_output=True, is_default=True),)
        self.calls: list[str] = []
        self.given_texts: list[tuple[int, str]] = []
        self.conversations: list[ConversationId | None] = []
        self.hold_saying = False

    def refuse_next(self, error: UserFacingError) -> None:
        """The next ``start`` or ``dictate`` raises this."""
        self._refusal = error

    def devices(self) -> Sequence[AudioDevice]:
        return self.found_devices

    def start(self, mode: VoiceMode, conversation: ConversationId | None = None) -> None:
        self.calls.append(f"start {mode}")
        self.conversations.append(conversation)
        if self._refusal is not None:
            error, self._refusal = self._refusal, None
            raise error
        self._open = True
        self._publisher.publish(
            VoiceReady(t_s=0.0, input_device="scripted microphone", output_device="scripted speaker")
        )

    def stop(self) -> None:
        self.calls.append("stop")
        if self._open:
            self._open = False
            self._publisher.publish(VoiceStopped(t_s=0.0))

    def press(self) -> None:
        self.calls.append("press")

    def release(self) -> None:
        self.calls.append("release")

    def silence(self) -> None:
        self.calls.append("silence")
        self._silenced.set()

    def give_text(self, number: int, text: str) -> None:
        self.given_texts.append((number, text))

    def mute(self, muted: bool) -> None:
        self.calls.append(f"mute {muted}")
        self._publisher.publish(MuteChanged(t_s=0.0, muted=muted))

    def forget_pauses(self) -> None:
        self.calls.append("forget_pauses")

    def say(self, text: str) -> None:
        self._silenced.clear()
        self.calls.append(f"say {text}")
        if self.hold_saying:
            self._silenced.wait()

    def synthesize(self, text: str, out: Path) -> float:
        raise DeviceUnavailable("The scripted voice makes no sound.", "Use a real one.")

    def transcribe(self, file: Path, language: str = "auto") -> Transcription:
        return Transcription(file=file, language="en", duration_s=0, text="", segments=(), took_s=0)

    def stop_transcribing(self) -> None:
        self.calls.append("stop_transcribing")

    def dictate(self) -> None:
        self.calls.append("dictate")
        if self._refusal is not None:
            error, self._refusal = self._refusal, None
            raise error
        self._dictating = True
        self._publisher.publish(DictationReady(input_device="scripted microphone"))

    def stop_dictating(self) -> None:
        self.calls.append("stop_dictating")
        if self._dictating:
            self._dictating = False
            self._publisher.publish(DictationStopped())


class ScriptedSoundCheck:
    """Remembers the calls in ``calls``; ``sample`` is what every recording holds."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.sample = SoundSample(text="Hello there.", language="en", duration_s=3.0, peak=0.3, narrow_band=False)
        self._refusal: UserFacingError | None = None

    def refuse_next(self, error: UserFacingError) -> None:
        """The next ``listen`` raises this."""
        self._refusal = error

    def listen(self, microphone: str) -> str:
        self.calls.append(f"listen {microphone}".strip())
        if self._refusal is not None:
            error, self._refusal = self._refusal, None
            raise error
        return microphone or "scripted microphone"

    def record(self, seconds: float) -> SoundSample:
        self.calls.append(f"record {seconds:g}")
        return self.sample

    def play_back(self, speaker: str) -> None:
        self.calls.append(f"play_back {speaker}".strip())

    def say(self, text: str, speaker: str) -> None:
        self.calls.append(f"say {text} {speaker}".strip())

    def silence(self) -> None:
        self.calls.append("silence")

    def close(self) -> None:
        self.calls.append("close")
