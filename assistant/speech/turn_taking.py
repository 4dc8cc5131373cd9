"""Who speaks when. Pure: ``(state, event, now) -> (state, actions)`` on the audio clock (seconds of microphone audio).

An *utterance* is one stretch of recording; each ends exactly once, committed or discarded.

============  ==================================================  =======================================================
listening     hands-free                                          hold-to-talk, click-to-talk
============  ==================================================  =======================================================
begins        64 ms of speech                                     the talk button
ends          a pause that sounds final, or a long one            the button again (or its release)
is discarded  too little speech                                   too little speech
============  ==================================================  =======================================================

In a pause the utterance is transcribed early and scored: the pause is final when the scorer says so, asked again while it lasts,
or when it gets long. What the user says while an answer is being made or spoken interrupts that answer. Through speakers and
without an echo canceller the microphone hears Sotto itself: hands-free, what comes in then is not judged (half duplex).
"""

from __future__ import annotations

import dataclasses

from assistant.events import VoiceMode
from assistant.speech.turn_events import (
    Action,
    AnnounceSpeech,
    AnswerFinished,
    CommitTurn,
    DiscardUtterance,
    DuplexSet,
    EndOfTurnScored,
    FrameHeard,
    InterruptAnswer,
    PlaybackStarted,
    Pressed,
    Released,
    ScoreEndOfTurn,
    Silenced,
    StartRecording,
    TranscribeEarly,
    TurnRules,
    TurnTakingEvent,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A recording under way, asked for at ``asked_s``, of the audio from ``began_s`` on.

    ``speech_end_s`` is where the last speech so far ended; ``speech_s`` adds up all of it.
    """

    number: int
    asked_s: float
    began_s: float
    speech_began_s: float | None = None
    speech_end_s: float = 0.0
    speech_s: float = 0.0
    speaking: bool = False
    early_asked: bool = False
    scores_asked: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnState:
    """Where the conversation stands. ``answering`` is the utterance being answered, from its commit to the answer's last sample.

    What is told of another answer than that one is of a dead turn and changes nothing.
    """

    utterance: Utterance | None = None
    last_number: int = 0
    above_since_s: float | None = None
    answering: int | None = None
    playing: bool = False
    full_duplex: bool = False
    deaf_until_s: float = 0.0


Step = tuple[TurnState, tuple[Action, ...]]


def take(state: TurnState, event: TurnTakingEvent, now_s: float, rules: TurnRules) -> Step:
    """What ``event`` at ``now_s`` changes, and what is to be done about it, in order."""
    match event:
        case FrameHeard():
            return _frame(state, event, now_s, rules)
        case Pressed():
            return _pressed(state, now_s, rules)
        case Released():
            return _released(state, now_s, rules)
        case EndOfTurnScored():
            return _scored(state, event, rules)
        case PlaybackStarted():
            return _playback_started(state, rules) if event.utterance == state.answering else (state, ())
        case AnswerFinished():
            return (_quiet(state, now_s, rules) if event.utterance == state.answering else state), ()
        case DuplexSet():
            return dataclasses.replace(state, full_duplex=event.full), ()
        case Silenced():
            return _interrupted(state, now_s, rules, by_user_speech=False)


def _frame(state: TurnState, event: FrameHeard, now_s: float, rules: TurnRules) -> Step:
    if _is_deaf(state, now_s, rules):
        return dataclasses.replace(state, above_since_s=None), ()
    if state.utterance is not None:
        return _frame_of_utterance(state, state.utterance, event, now_s, rules)
    if rules.mode is not VoiceMode.HANDS_FREE:
        return state, ()
    if event.probability < rules.enter_probability:
        return dataclasses.replace(state, above_since_s=None), ()
    since_s = now_s - event.duration_s if state.above_since_s is None else state.above_since_s
    if now_s - since_s < rules.start_s - 1e-6:
        return dataclasses.replace(state, above_since_s=since_s), ()
    utterance, recording = _begin(state, now_s, max(since_s - rules.pre_roll_s, state.deaf_until_s))
    speaking = dataclasses.replace(
        utterance, speech_began_s=since_s, speech_end_s=now_s, speech_s=now_s - since_s, speaking=True
    )
    announced = AnnounceSpeech(utterance=speaking.number, since_s=since_s)
    return _recording(state, speaking), (recording, announced)


def _frame_of_utterance(state: TurnState, before: Utterance, event: FrameHeard, now_s: float, rules: TurnRules) -> Step:
    actions: list[Action] = []
    threshold = rules.leave_probability if before.speaking else rules.enter_probability
    if event.probability >= threshold:
        began_s = before.speech_began_s
        if began_s is None:
            began_s = now_s - event.duration_s
            actions.append(AnnounceSpeech(utterance=before.number, since_s=began_s))
        utterance = dataclasses.replace(
            before,
            speech_began_s=began_s,
            speech_end_s=now_s,
            speech_s=before.speech_s + event.duration_s,
            speaking=True,
            early_asked=False,
            scores_asked=0,
        )
        state = dataclasses.replace(state, utterance=utterance)
        if state.answering is not None and utterance.speech_s >= rules.shortest_speech_s:
            state, interrupting = _interrupted(state, now_s, rules, by_user_speech=True)
            actions.extend(interrupting)
    else:
        utterance = dataclasses.replace(before, speaking=False)
        state = dataclasses.replace(state, utterance=utterance)
    if now_s - utterance.began_s >= rules.longest_utterance_s:
        state, ended = _end(state, utterance, rules)
        return state, (*actions, *ended)
    if not utterance.speaking:
        state, paused = _pause(state, utterance, now_s, rules)
        actions.extend(paused)
    return state, tuple(actions)


def _pause(state: TurnState, utterance: Utterance, now_s: float, rules: TurnRules) -> Step:
    silence_s = now_s - utterance.speech_end_s
    enough = utterance.speech_s >= rules.shortest_speech_s
    hands_free = rules.mode is VoiceMode.HANDS_FREE
    if hands_free:
        hard_end_s = rules.hard_end_s if rules.has_scorer else rules.end_without_scorer_s
        if silence_s >= (hard_end_s if enough else rules.discard_after_s):
            return _end(state, utterance, rules)
    if not enough:
        return state, ()
    actions: list[Action] = []
    if not utterance.early_asked and silence_s >= rules.early_transcript_s:
        utterance = dataclasses.replace(utterance, early_asked=True)
        actions.append(TranscribeEarly(utterance=utterance.number, speech_end_s=utterance.speech_end_s))
    due = sum(silence_s >= at_s for at_s in rules.score_at_s)
    if hands_free and rules.has_scorer and due > utterance.scores_asked:
        utterance = dataclasses.replace(utterance, scores_asked=due)
        actions.append(ScoreEndOfTurn(utterance=utterance.number, speech_end_s=utterance.speech_end_s))
    return dataclasses.replace(state, utterance=utterance), tuple(actions)


def _scored(state: TurnState, event: EndOfTurnScored, rules: TurnRules) -> Step:
    utterance = state.utterance
    if (
        utterance is None
        or utterance.number != event.utterance
        or utterance.speaking
        or utterance.speech_end_s != event.speech_end_s
        or event.probability < rules.end_probability
    ):
        return state, ()
    return _end(state, utterance, rules)


def _pressed(state: TurnState, now_s: float, rules: TurnRules) -> Step:
    if rules.mode is VoiceMode.HANDS_FREE:
        return _interrupted(state, now_s, rules, by_user_speech=True)
    if state.utterance is not None:
        return _end(state, state.utterance, rules) if rules.mode is VoiceMode.CLICK_TO_TALK else (state, ())
    pre_roll_s = 0.0 if state.playing else rules.pre_roll_s
    state, interrupting = _interrupted(state, now_s, rules, by_user_speech=True)
    utterance, recording = _begin(state, now_s, max(now_s - pre_roll_s, state.deaf_until_s - rules.echo_tail_s))
    return _recording(state, utterance), (*interrupting, recording)


def _released(state: TurnState, now_s: float, rules: TurnRules) -> Step:
    utterance = state.utterance
    if utterance is None or rules.mode is VoiceMode.HANDS_FREE:
        return state, ()
    held_s = now_s - utterance.asked_s
    if rules.mode is VoiceMode.CLICK_TO_TALK and held_s < rules.click_s and utterance.speech_began_s is None:
        return state, ()
    return _end(state, utterance, rules)


def _playback_started(state: TurnState, rules: TurnRules) -> Step:
    state = dataclasses.replace(state, playing=True, above_since_s=None)
    if state.utterance is None or rules.mode is not VoiceMode.HANDS_FREE or state.full_duplex:
        return state, ()
    # The microphone would only hear Sotto from now on, and what was heard so far was too short to interrupt it.
    discarded = DiscardUtterance(utterance=state.utterance.number, speech_end_s=state.utterance.speech_end_s)
    return dataclasses.replace(state, utterance=None), (discarded,)


def _interrupted(state: TurnState, now_s: float, rules: TurnRules, *, by_user_speech: bool) -> Step:
    if state.answering is None:
        return state, ()
    return _quiet(state, now_s, rules), (InterruptAnswer(by_user_speech=by_user_speech),)


def _quiet(state: TurnState, now_s: float, rules: TurnRules) -> TurnState:
    tail_s = now_s + rules.echo_tail_s if state.playing else state.deaf_until_s
    return dataclasses.replace(state, answering=None, playing=False, deaf_until_s=tail_s)


def _begin(state: TurnState, now_s: float, from_s: float) -> tuple[Utterance, StartRecording]:
    number = state.last_number + 1
    from_s = max(0.0, from_s)
    return Utterance(number=number, asked_s=now_s, began_s=from_s), StartRecording(utterance=number, from_s=from_s)


def _recording(state: TurnState, utterance: Utterance) -> TurnState:
    return dataclasses.replace(state, utterance=utterance, last_number=utterance.number, above_since_s=None)


def _end(state: TurnState, utterance: Utterance, rules: TurnRules) -> Step:
    number, speech_end_s = utterance.number, utterance.speech_end_s
    if utterance.speech_s < rules.shortest_speech_s:
        discarded = DiscardUtterance(utterance=number, speech_end_s=speech_end_s)
        return dataclasses.replace(state, utterance=None), (discarded,)
    interrupting = (InterruptAnswer(by_user_speech=True),) if state.answering is not None else ()
    committed = CommitTurn(utterance=number, speech_end_s=speech_end_s)
    state = dataclasses.replace(state, utterance=None, answering=number, playing=False)
    return state, (*interrupting, committed)


def _is_deaf(state: TurnState, now_s: float, rules: TurnRules) -> bool:
    if state.full_duplex or rules.mode is not VoiceMode.HANDS_FREE:
        return False
    return state.playing or now_s <= state.deaf_until_s
