"""What Sotto is doing, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant.events import (
    PartialTranscript,
    PlaybackPaused,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    SpeechStarted,
    Stage,
    VoiceEvent,
    VoiceReady,
    VoiceStopped,
    VoiceTurnFinished,
)


def stage_words(stage: Stage, progress: float | None) -> str:
    """A turn's stage; ``progress`` is 0 to 1 where it is known."""
    match stage:
        case Stage.LOADING_MODEL:
            words = _tr("Loading the model …")
        case Stage.SEARCHING:
            words = _tr("Searching your documents …")
        case Stage.READING_PROMPT:
            if progress is not None:
                return _tr("Reading your question {percent} %").format(percent=round(progress * 100))
            words = _tr("Reading your question …")
        case Stage.ANSWERING:
            words = _tr("Answering …")
    return words


def voice_words(event: VoiceEvent) -> str | None:
    """What an event of the voice session says; None when it changes nothing."""
    match event:
        case VoiceReady() | SpeakingEnded() | VoiceTurnFinished():
            return _tr("Listening …")
        case SpeechStarted():
            return _tr("Hearing you …")
        case PartialTranscript(text=text):
            return text
        case SpeechEnded():
            return _tr("Understanding …")
        case SpeakingStarted():
            return _tr("Speaking …")
        case PlaybackPaused():
            return _tr("Paused, go on …")
        case VoiceStopped():
            return ""
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateWords", text)
