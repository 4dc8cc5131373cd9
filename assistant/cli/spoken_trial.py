"""Speaks clips to the whole program, over sound that needs no device, and listens for the first sound of each answer."""

from __future__ import annotations

import dataclasses
import queue
import time
from typing import TypeVar

from assistant.events import Event, VoiceMode, VoiceReady, VoiceStopped, VoiceTurnFinished
from assistant.front_door import AssistantApi
from assistant.records import VoiceLatency
from assistant.speech.audio.real_time_audio import Clip, RealTimeAudio

TURN_TIMEOUT_S = 30.0
QUIET_BETWEEN_S = 0.3

Kind = TypeVar("Kind", bound=Event)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of one clip: seconds from the end of its speech to the first sound, None when it was answered before its end
    (``cut``) or not at all."""

    total_s: float | None
    cut: bool
    latency: VoiceLatency | None


class SpokenTrial:
    """``begin``, ``say`` as often as wanted, ``end``. ``assistant`` must have been opened with ``audio``."""

    def __init__(self, assistant: AssistantApi, audio: RealTimeAudio) -> None:
        self._assistant = assistant
        self._audio = audio
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._unsubscribe = assistant.subscribe(self._events.put)

    def begin(self) -> None:
        """Opens a session; raises what ``voice.start`` raises."""
        self._drain()
        self._assistant.voice.start(VoiceMode.HANDS_FREE)
        self._wait_for(VoiceReady)

    def end(self) -> None:
        """Closes it."""
        self._assistant.voice.stop()

    def close(self) -> None:
        """Listens no more."""
        self._unsubscribe()

    def say(self, clip: Clip, timeout_s: float = TURN_TIMEOUT_S) -> Reply:
        """Speaks, listens for the first sound, and silences the rest of the answer. Raises the reason when the session ends."""
        self._drain()
        microphone, speaker = self._audio.microphone, self._audio.speaker
        speaker.listen()
        microphone.say(clip)
        microphone.ended.wait(timeout_s)
        began = speaker.began.wait(timeout_s)
        cut = began and speaker.began_at < microphone.ended_at
        self._assistant.voice.silence()
        finished = self._wait_for(VoiceTurnFinished) if began else None
        time.sleep(QUIET_BETWEEN_S)
        total_s = speaker.began_at - microphone.ended_at if began and not cut else None
        return Reply(total_s=total_s, cut=cut, latency=finished.latency_ms if finished is not None else None)

    def _wait_for(self, kind: type[Kind]) -> Kind | None:
        deadline = time.monotonic() + TURN_TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                event = self._events.get(timeout=0.5)
            except queue.Empty:
                continue
            if isinstance(event, VoiceStopped) and event.error is not None:
                raise event.error.to_exception()
            if isinstance(event, kind):
                return event
        return None

    def _drain(self) -> None:
        while not self._events.empty():
            self._events.get()
