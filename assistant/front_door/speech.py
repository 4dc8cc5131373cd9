"""Spoken conversation, and trying out its devices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assistant.events import VoiceMode
from assistant.ids import ConversationId
from assistant.records import AudioDevice, SoundSample, Transcription


class VoiceApi(Protocol):
    """Spoken conversation, and speech by itself."""

    def devices(self) -> Sequence[AudioDevice]:
        """Microphones and speakers."""

    def start(self, mode: VoiceMode, conversation: ConversationId | None = None) -> None:
        """Opens microphone and speaker; events follow. Raises ``DeviceUnavailable`` or ``ModelUnavailable``."""

    def stop(self) -> None:
        """Ends the session and silences playback."""

    def press(self) -> None:
        """The talk button or key went down."""

    def release(self) -> None:
        """The talk button or key went up."""

    def silence(self) -> None:
        """Silences playback and interrupts the answer at once; ``say`` ends too."""

    def mute(self, muted: bool) -> None:
        """Throws the sound of the microphone away, or no longer, until the session ends; ``MuteChanged`` follows a change."""

    def give_text(self, number: int, text: str) -> None:
        """The text that ``NamedTextWanted`` asked for, empty where there is none."""

    def forget_pauses(self) -> None:
        """Forgets how long the user pauses while speaking, which decides how long Sotto waits for more."""

    def say(self, text: str) -> None:
        """Speaks a text through the speaker and returns when it was heard, or silenced."""

    def synthesize(self, text: str, out: Path) -> float:
        """Writes speech as a WAV file; returns its duration in seconds."""

    def transcribe(self, file: Path, language: str = "auto") -> Transcription:
        """Text of an audio file of any length; ``TranscriptionProgress`` follows each piece but the last of a long one.

        Raises ``DocumentUnreadable``, ``ModelUnavailable``, and ``Interrupted`` after ``stop_transcribing``.
        """

    def stop_transcribing(self) -> None:
        """Ends transcriptions under way."""

    def dictate(self) -> None:
        """Opens the microphone and writes down what is said: ``DictationReady`` and ``DictationHeard`` follow, and nothing is
        asked. A spoken conversation ends, as a dictation ends with ``start``.

        Raises ``AlreadyRunning``, ``DeviceUnavailable`` or ``ModelUnavailable``.
        """

    def stop_dictating(self) -> None:
        """Closes the microphone; what was said until now is still understood, and ``DictationStopped`` follows."""


class SoundCheckApi(Protocol):
    """Microphones and speakers tried out before they are used. An empty name is the system's own. Nothing is stored."""

    def listen(self, microphone: str) -> str:
        """Opens a microphone instead of the one before, and gives its name; ``SoundCheckLevel`` follows until ``close``.

        Raises ``DeviceUnavailable``.
        """

    def record(self, seconds: float) -> SoundSample:
        """Listens for so long, at most 10 s, and says what was understood, once there is a model for it. Raises ``InvalidInput``
        before ``listen``, and ``DeviceUnavailable``."""

    def play_back(self, speaker: str) -> None:
        """Plays what was recorded last and returns when it was heard, or silenced. Raises ``InvalidInput`` without a recording."""

    def say(self, text: str, speaker: str) -> None:
        """Speaks a text through a speaker, or plays a few notes while there is no voice; returns when it was heard, or silenced."""

    def silence(self) -> None:
        """Ends what is being played."""

    def close(self) -> None:
        """Closes the microphone and forgets what was recorded."""
