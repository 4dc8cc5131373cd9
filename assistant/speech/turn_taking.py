"""Who speaks when. Pure: ``(state, event, now) -> (state, actions)`` on the audio clock (seconds of microphone audio).

An *utterance* is one stretch of recording; each ends exactly once, committed or discarded.

============  ==================================================  =======================================================
listening     hands-free                                          hold-to-talk, click-to-talk
============  ==================================================  =======================================================
begins        64 ms of speech                                     the talk button
ends          a pause that sounds final, or a long one            the button again (or its release)
is discarded  too little speech                                   too little speech
============  ==================================================  =======================================================

In a pause the utterance is transcribed early and scored, again while the pause lasts; both together say how long it must get to be
the end (``pause_rules``), and when it will probably be, an answer is drafted. What the user says while an answer is being made or
spoken is judged by its words (``barge_in``); the talk button interrupts at once. Through speakers and without an echo canceller
the microphone hears Sotto itself: hands-free, what comes in while it is audible is not judged (half duplex).
"""

from __future__ import annotations

import dataclasses

from assistant.events import VoiceMode
from assistant.speech.turns import barge_in, pauses
from assistant.speech.turns.pause_habits import is_noted
from assistant.speech.turns.turn_events import (
    Action,
    AnnounceSpeech,
    AnswerFinished,
    DropDraft,
    DuplexSet,
    EndOfTurnScored,
    FrameHeard,
    InterruptAnswer,
    NotePause,
    PlaybackStarted,
    Pressed,
    Released,
    Silenced,
    TurnRules,
    TurnTakingEvent,
    WordsHeard,
)
from assistant.speech.turns.turn_state import Step, TurnState, Utterance


def take(state: TurnState, event: TurnTakingEvent, now_s: float, rules: TurnRules) -> Step:
    """What ``event`` at ``now_s`` changes, and what is to be done about it, in order."""
    match event:
        case FrameHeard():
            return _frame(state, event, now_s, rules)
        case Pressed():
            return _pressed(state, now_s, rules)
        case Released():
            return _released(state, now_s, rules)
        case EndOfTurnScored() | WordsHeard():
            return _evidence(state, event, now_s, rules)
        case PlaybackStarted():
            return _playback_started(state, event, now_s, rules)
        case AnswerFinished():
            ended = state.answer is not None and state.answer.utterance == event.utterance
            return (_quiet(state, now_s, rules) if ended else state), ()
        case DuplexSet():
            return _duplex(dataclasses.replace(state, full_duplex=event.full), rules)
        case Silenced():
            return _interrupted(state, now_s, rules, by_user_speech=False)


# -- speech ------------------------------------------------------------------------------------------------------------


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
    playing = state.answer is not None and state.answer.playing
    pre_roll_s = rules.pre_roll_over_answer_s if playing else rules.pre_roll_s
    utterance = dataclasses.replace(
        _begin(state, now_s, max(since_s - pre_roll_s, state.deaf_until_s)),
        speech_began_s=since_s,
        speech_end_s=now_s,
        speech_s=now_s - since_s,
        speaking=True,
        over_answer=state.answer is not None,
    )
    return _recording(state, utterance), (AnnounceSpeech(utterance=utterance.number, since_s=since_s),)


def _frame_of_utterance(state: TurnState, before: Utterance, event: FrameHeard, now_s: float, rules: TurnRules) -> Step:
    threshold = rules.leave_probability if before.speaking else rules.enter_probability
    if event.probability >= threshold:
        utterance, actions = _spoken(before, event, now_s)
    else:
        utterance, actions = dataclasses.replace(before, speaking=False), ()
    state = dataclasses.replace(state, utterance=utterance)
    silence_s = now_s - utterance.speech_end_s
    hands_free = rules.mode is VoiceMode.HANDS_FREE
    if now_s - utterance.began_s >= rules.longest_utterance_s:
        state, ending = pauses.ended(state, utterance, rules)
        return state, (*actions, *ending)
    undecided = silence_s < rules.hard_end_s or utterance.words_awaited
    if hands_free and state.answer is not None and undecided:
        state, following = barge_in.overlap(state, utterance, state.answer, now_s, rules)
    elif not utterance.speaking:
        state, following = pauses.pause(state, utterance, now_s, rules)
    else:
        state, following = pauses.going_on(state, utterance, now_s, rules)
    return state, (*actions, *following)


def _spoken(before: Utterance, event: FrameHeard, now_s: float) -> tuple[Utterance, tuple[Action, ...]]:
    """One more frame of speech; a pause before it is over, and what was found out about that pause with it."""
    actions: list[Action] = []
    began_s = before.speech_began_s
    if began_s is None:
        began_s = now_s - event.duration_s
        actions.append(AnnounceSpeech(utterance=before.number, since_s=began_s))
    elif not before.speaking:
        pause_s = now_s - event.duration_s - before.speech_end_s
        if is_noted(pause_s) and not before.over_answer:
            actions.append(NotePause(seconds=pause_s))
        if before.drafted or (before.early_asked and not before.over_answer):
            actions.append(DropDraft(utterance=before.number))
    utterance = dataclasses.replace(
        before,
        speech_began_s=began_s,
        speech_end_s=now_s,
        speech_s=before.speech_s + event.duration_s,
        speaking=True,
        early_asked=False,
        scores_asked=0,
        score=None,
        words=None,
        drafted=False,
    )
    return utterance, tuple(actions)


# -- what is told -----------------------------------------------------------------------------------------------------


def _evidence(state: TurnState, event: EndOfTurnScored | WordsHeard, now_s: float, rules: TurnRules) -> Step:
    """The scorer's or the recogniser's word; that of an earlier pause is stale."""
    utterance = state.utterance
    if utterance is None or utterance.number != event.utterance:
        return state, ()
    if isinstance(event, EndOfTurnScored):
        current = not utterance.speaking and event.speech_end_s == utterance.speech_end_s
        utterance = dataclasses.replace(utterance, score=event.probability) if current else utterance
    else:
        utterance = dataclasses.replace(utterance, words_awaited=False)
        current = not utterance.speaking and event.to_s == utterance.speech_end_s
        if state.answer is not None or barge_in.is_trifle(utterance, event):
            return barge_in.judged(dataclasses.replace(state, utterance=utterance), utterance, event, now_s, rules)
        utterance = dataclasses.replace(utterance, words=event.text) if current else utterance
    state = dataclasses.replace(state, utterance=utterance)
    return pauses.pause(state, utterance, now_s, rules) if current and state.answer is None else (state, ())


# -- the talk button and the answer ------------------------------------------------------------------------------------


def _pressed(state: TurnState, now_s: float, rules: TurnRules) -> Step:
    if rules.mode is VoiceMode.HANDS_FREE:
        return _interrupted(state, now_s, rules, by_user_speech=True)
    if state.utterance is not None:
        return pauses.ended(state, state.utterance, rules) if rules.mode is VoiceMode.CLICK_TO_TALK else (state, ())
    pre_roll_s = 0.0 if state.answer is not None and state.answer.playing else rules.pre_roll_s
    state, interrupting = _interrupted(state, now_s, rules, by_user_speech=True)
    utterance = _begin(state, now_s, max(now_s - pre_roll_s, state.deaf_until_s - rules.echo_tail_s))
    return _recording(state, utterance), interrupting


def _released(state: TurnState, now_s: float, rules: TurnRules) -> Step:
    utterance = state.utterance
    if utterance is None or rules.mode is VoiceMode.HANDS_FREE:
        return state, ()
    held_s = now_s - utterance.asked_s
    if rules.mode is VoiceMode.CLICK_TO_TALK and held_s < rules.click_s and utterance.speech_began_s is None:
        return state, ()
    return pauses.ended(state, utterance, rules)


def _playback_started(state: TurnState, event: PlaybackStarted, now_s: float, rules: TurnRules) -> Step:
    answer = state.answer
    if answer is None or answer.utterance != event.utterance:
        return state, ()
    answer = dataclasses.replace(answer, playing=True)
    state = dataclasses.replace(state, answer=answer, above_since_s=None)
    if state.utterance is None or state.utterance.disregarded or rules.mode is not VoiceMode.HANDS_FREE:
        return state, ()
    return barge_in.held(state, answer, now_s)


def _duplex(state: TurnState, rules: TurnRules) -> Step:
    audible = state.answer is not None and state.answer.audible
    if state.full_duplex or state.utterance is None or not audible or rules.mode is not VoiceMode.HANDS_FREE:
        return state, ()
    # Nobody listens to it any more.
    return barge_in.dismissed(state, state.utterance)


def _interrupted(state: TurnState, now_s: float, rules: TurnRules, *, by_user_speech: bool) -> Step:
    if state.answer is None:
        return state, ()
    return _quiet(state, now_s, rules), (InterruptAnswer(by_user_speech=by_user_speech),)


def _quiet(state: TurnState, now_s: float, rules: TurnRules) -> TurnState:
    audible = state.answer is not None and state.answer.audible
    tail_s = now_s + rules.echo_tail_s if audible else state.deaf_until_s
    return dataclasses.replace(state, answer=None, deaf_until_s=tail_s)


# -- utterances --------------------------------------------------------------------------------------------------------


def _begin(state: TurnState, now_s: float, from_s: float) -> Utterance:
    return Utterance(number=state.last_number + 1, asked_s=now_s, began_s=max(0.0, from_s))


def _recording(state: TurnState, utterance: Utterance) -> TurnState:
    return dataclasses.replace(state, utterance=utterance, last_number=utterance.number, above_since_s=None)


def _is_deaf(state: TurnState, now_s: float, rules: TurnRules) -> bool:
    if state.full_duplex or rules.mode is not VoiceMode.HANDS_FREE:
        return False
    audible = state.answer is not None and state.answer.audible
    return audible or now_s <= state.deaf_until_s
