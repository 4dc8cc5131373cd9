"""A spoken conversation in words."""

from __future__ import annotations

from assistant.events import VoiceMode
from ui.translations import tr
from ui.voice.talk_state import Phase, TalkState
from ui.widgets.counts import number

MS_PER_S = 1000.0


def phase_words(state: TalkState) -> str:
    """What goes on, or what to do to be heard."""
    match state.phase:
        case Phase.OPENING:
            return tr("Opening the microphone …")
        case Phase.LISTENING:
            return _listening_words(state)
        case Phase.HEARING:
            return tr("Muted") if state.muted else tr("Hearing you …")
        case Phase.UNDERSTANDING:
            return tr("Understanding …")
        case Phase.THINKING:
            return tr("Thinking …")
        case Phase.SPEAKING:
            return tr("Speaking …")
        case Phase.PAUSED:
            return tr("Paused, go on …")
        case Phase.ENDING:
            return tr("Closing the microphone …")


def second_words(state: TalkState) -> str:
    """What was understood so far, or that nothing was; over loudspeakers also how to interrupt."""
    if state.muted and not state.understood:
        said_first = state.phase in (Phase.LISTENING, Phase.HEARING)
        return tr("The microphone is off for Sotto.") if said_first else tr("Muted")
    deaf = state.mode is VoiceMode.HANDS_FREE and state.full_duplex is False
    if deaf and state.phase is Phase.SPEAKING and not state.understood:
        return tr("Esc interrupts")
    return tr("That was not understood. Say it again.") if state.not_understood else state.understood


def detail_words(state: TalkState) -> str:
    """The devices and whether it listens while it speaks, a line each; empty while nothing is known."""
    lines = []
    if state.input_device:
        lines.append(tr("Microphone: {name}").format(name=state.input_device))
    if state.output_device:
        lines.append(tr("Speaker: {name}").format(name=state.output_device))
    if state.full_duplex is not None:
        lines.append(
            tr("Listens while it speaks")
            if state.full_duplex
            else tr("Does not listen while it speaks: its own voice would interrupt it. Headphones help.")
        )
    return "\n".join(lines)


def latency_words(state: TalkState) -> str:
    """The time between the end of what was said and the answer's first sound, and where it went; empty while nothing is known."""
    if not state.latency_ms:
        return ""
    whole = tr("Answered after {seconds} s").format(seconds=number(state.latency_ms / MS_PER_S, 1))
    latency = state.latency
    if latency is None:
        return whole
    parts = (
        (tr("waiting for more"), latency.endpoint),
        (tr("understanding"), latency.transcribe),
        (tr("first word"), latency.first_token + latency.first_clause),
        (tr("voice"), latency.synthesize),
        (tr("sound"), latency.output),
    )
    went = " · ".join(f"{name} {number(part_ms / MS_PER_S, 1)} s" for name, part_ms in parts if part_ms >= 50.0)
    return f"{whole}\n{went}"


def talk_button_words(state: TalkState) -> str:
    """What the talk button does now."""
    if state.mode is VoiceMode.HANDS_FREE:
        return tr("Stop talking")
    if state.mode is VoiceMode.HOLD_TO_TALK:
        return tr("Press and hold to talk")
    return tr("Press when you have finished") if state.recording else tr("Press to talk")


def _listening_words(state: TalkState) -> str:
    if state.muted:
        return tr("Muted")
    if state.wake_word:
        return tr("Say “{word}”").format(word=state.wake_word)
    if state.mode is VoiceMode.HANDS_FREE or (state.recording and state.mode is VoiceMode.HOLD_TO_TALK):
        return tr("Listening …")
    if state.recording:
        return tr("Listening … press again when done")
    return tr("Press and hold to talk") if state.mode is VoiceMode.HOLD_TO_TALK else tr("Press to talk")
