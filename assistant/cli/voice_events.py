"""A voice session's events as JSON objects and as words for the terminal."""

from __future__ import annotations

import dataclasses
from typing import Any

from assistant.cli.shapes import latency
from assistant.events import (
    AnswerDelta,
    DeviceChanged,
    DuplexChanged,
    Event,
    MuteChanged,
    PartialTranscript,
    PlaybackPaused,
    PlaybackResumed,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    SpeechStarted,
    TranscriptReady,
    TurnFinished,
    VoiceCommandObeyed,
    VoiceInterrupted,
    VoiceReady,
    VoiceTurnFinished,
    WakeChanged,
)
from assistant.speech.audio.device_kinds import is_bluetooth_name

BLUETOOTH_ADVICE = (
    "A Bluetooth headset hears and sounds like a telephone while its microphone is used; with --input another microphone"
    " is mostly understood better.\n"
)

_NAMES: dict[type[Event], str] = {
    VoiceReady: "ready",
    SpeechStarted: "speech_started",
    PartialTranscript: "partial",
    SpeechEnded: "speech_ended",
    TranscriptReady: "transcript",
    SpeakingStarted: "speaking_started",
    PlaybackPaused: "playback_paused",
    PlaybackResumed: "playback_resumed",
    VoiceInterrupted: "interrupted",
    SpeakingEnded: "speaking_ended",
    DeviceChanged: "device_changed",
    DuplexChanged: "duplex",
    WakeChanged: "wake",
    MuteChanged: "mute",
    VoiceCommandObeyed: "command",
    VoiceTurnFinished: "turn_finished",
}


def shape_of(event: Event, t_s: float) -> dict[str, Any] | None:
    """The JSON object of one event, or None for what ``talk`` does not print. ``t_s``: the audio clock when it came."""
    if isinstance(event, AnswerDelta):
        return {"event": "answer_delta", "t": round(t_s, 3), "text": event.text}
    name = _NAMES.get(type(event))
    if name is None:
        return None
    fields = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    shape: dict[str, Any] = {"event": name, "t": round(fields.pop("t_s"), 3)}
    if isinstance(event, VoiceTurnFinished):
        fields["latency_ms"] = latency(event.latency_ms)
    return shape | fields


def words_of(event: Event) -> str | None:
    """What the terminal shows of one event, or None."""
    match event:
        case VoiceReady():
            ready = f"Listening on {event.input_device}, speaking on {event.output_device}. Ctrl+C ends.\n"
            return ready + BLUETOOTH_ADVICE if is_bluetooth_name(event.input_device) else ready
        case WakeChanged():
            return "Listening …\n" if event.awake else f"Say “{event.word}”.\n"
        case TranscriptReady() if event.text:
            return f"You: {event.text}\nSotto: "
        case AnswerDelta():
            return event.text
        case TurnFinished():
            failure = f" ({event.error.message} {event.error.remedy})" if event.error is not None else ""
            return f"{failure}\n"
        case VoiceCommandObeyed():
            return f"({event.command})\n"
        case VoiceInterrupted():
            return " —\n"
        case _:
            return None
