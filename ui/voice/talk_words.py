"""A spoken conversation in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant.events import VoiceMode
from ui.voice.talk_state import Phase, TalkState

MS_PER_S = 1000.0


def phase_words(state: TalkState) -> str:
    """What goes on, or what to do to be heard."""
    match state.phase:
        case Phase.OPENING:
            return _tr("Opening the microphone …")
        case Phase.LISTENING:
            return _listening_words(state)
        case Phase.HEARING:
            return _tr("Muted") if state.muted else _tr("Hearing you …")
        case Phase.UNDERSTANDING:
            return _tr("Understanding …")
        case Phase.THINKING:
            return _tr("Thinking …")
        case Phase.SPEAKING:
            return _tr("Speaking …")
        case Phase.PAUSED:
            return _tr("Paused, go on …")
        case Phase.ENDING:
            return _tr("Closing the microphone …")


def second_words(state: TalkState) -> str:
    """What was understood so far, or that nothing was; over loudspeakers also how to interrupt."""
    if state.muted and not state.understood:
        said_first = state.phase in (Phase.LISTENING, Phase.HEARING)
        return _tr("The microphone is off for Sotto.") if said_first else _tr("Muted")
    deaf = state.mode is VoiceMode.HANDS_FREE and state.full_duplex is False
    if deaf and state.phase is Phase.SPEAKING and not state.understood:
        return _tr("Esc interrupts")
    return _tr("That was not understood. Say it again.") if state.not_understood else state.understood


def detail_words(state: TalkState) -> str:
    """Devices and the last turn's latency, a line each; empty while nothing is known."""
    lines = []
    if state.input_device:
        lines.append(_tr("Microphone: {name}").format(name=state.input_device))
    if state.output_device:
        lines.append(_tr("Speaker: {name}").format(name=state.output_device))
    if state.full_duplex is not None:
        lines.append(
            _tr("Listens while it speaks")
            if state.full_duplex
            else _tr("Does not listen while it speaks: its own voice would interrupt it. Headphones help.")
        )
    if state.latency_ms:
        lines.append(_tr("Answered after {seconds} s").format(seconds=f"{state.latency_ms / MS_PER_S:.1f}"))
    return "\n".join(lines)


def latency_words(state: TalkState) -> str:
    """Where the time between the end of what was said and the answer's first sound went; empty while nothing is known."""
    latency = state.latency
    if latency is None:
        return ""
    parts = (
        (_tr("waiting for more"), latency.endpoint),
        (_tr("understanding"), latency.transcribe),
        (_tr("first word"), latency.first_token + latency.first_clause),
        (_tr("voice"), latency.synthesize),
        (_tr("sound"), latency.output),
    )
    return " · ".join(f"{name} {part_ms / MS_PER_S:.1f} s" for name, part_ms in parts if part_ms >= 50.0)


def talk_button_words(state: TalkState) -> str:
    """What the talk button does now."""
    if state.mode is VoiceMode.HANDS_FREE:
        return _tr("Stop talking")
    if state.mode is VoiceMode.HOLD_TO_TALK:
        return _tr("Press and hold to talk")
    return _tr("Press when you have finished") if state.recording else _tr("Press to talk")


def _listening_words(state: TalkState) -> str:
    if state.muted:
        return _tr("Muted")
    if state.wake_word:
        return _tr("Say “{word}”").format(word=state.wake_word)
    if state.mode is VoiceMode.HANDS_FREE or (state.recording and state.mode is VoiceMode.HOLD_TO_TALK):
        return _tr("Listening …")
    if state.recording:
        return _tr("Listening … press again when done")
    return _tr("Press and hold to talk") if state.mode is VoiceMode.HOLD_TO_TALK else _tr("Press to talk")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Talk", text)
