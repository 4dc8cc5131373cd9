"""Speech while an answer is being made or spoken, hands-free. Pure.

===========  ==============================================  ===========================================================
step         when                                            what
===========  ==============================================  ===========================================================
hold         about 100 ms of speech, or the answer begins    playback pauses, the place is kept
             to sound while somebody speaks
ask          0.3 s of speech, every 0.3 s, and when it ends  what was said so far is transcribed
interrupt    words, or "stop"                                the answer ends; the utterance goes on and becomes a turn
dismiss      no words or a back-channel, and silence again   the utterance is discarded, playback goes on
let go       2 s without a word                              playback goes on; later words may still interrupt
===========  ==============================================  ===========================================================

Who goes on speaking before anything of the answer was heard had not finished: the new utterance takes the audio of the one before
along, so that the question is understood whole.
"""

from __future__ import annotations

import dataclasses

from assistant.speech.turns.interjections import Interjection, interjection
from assistant.speech.turns.turn_events import (
    Action,
    DiscardUtterance,
    InterruptAnswer,
    NotePause,
    PausePlayback,
    ResumePlayback,
    Transcribe,
    TurnRules,
    WordsHeard,
)
from assistant.speech.turns.turn_state import AnswerUnderWay, Step, TurnState, Utterance


def overlap(state: TurnState, utterance: Utterance, answer: AnswerUnderWay, now_s: float, rules: TurnRules) -> Step:
    """A frame of ``utterance`` while ``answer`` is under way."""
    silence_s = now_s - utterance.speech_end_s
    if not utterance.speaking and utterance.speech_s < rules.hold_after_s and silence_s >= rules.discard_after_s:
        return dismissed(state, utterance)
    actions: list[Action] = []
    # In half duplex the words that are still awaited would be lost with the utterance.
    patient = utterance.words_awaited and not state.full_duplex
    hold_at_most_s = rules.hold_for_words_s if patient else rules.hold_at_most_s
    if answer.held_since_s is not None and now_s - answer.held_since_s >= hold_at_most_s:
        if not state.full_duplex:
            return dismissed(state, utterance)
        state, letting_go = _let_go(state)
        utterance = dataclasses.replace(utterance, disregarded=True)
        actions.extend(letting_go)
    elif utterance.speaking and utterance.speech_s >= rules.hold_after_s and not utterance.disregarded:
        state, holding = held(state, answer, now_s)
        actions.extend(holding)
    if _is_worth_asking(utterance, silence_s, now_s, rules):
        utterance = dataclasses.replace(
            utterance,
            words_asked_s=now_s,
            words_awaited=True,
            early_asked=utterance.early_asked or not utterance.speaking,
        )
        actions.append(
            Transcribe(
                utterance=utterance.number,
                from_s=utterance.began_s,
                to_s=utterance.speech_end_s,
                speech_ended=not utterance.speaking,
            )
        )
    return dataclasses.replace(state, utterance=utterance), tuple(actions)


def held(state: TurnState, answer: AnswerUnderWay, now_s: float) -> Step:
    """Pauses what is audible of the answer."""
    if not answer.audible:
        return state, ()
    return dataclasses.replace(state, answer=dataclasses.replace(answer, held_since_s=now_s)), (PausePlayback(),)


def is_trifle(utterance: Utterance, event: WordsHeard) -> bool:
    """Whether it began over an answer that is over by now, and is a back-channel or less."""
    weak = (Interjection.NOTHING, Interjection.BACK_CHANNEL)
    return utterance.over_answer and not utterance.understood and interjection(event.text) in weak


def judged(state: TurnState, utterance: Utterance, event: WordsHeard, now_s: float, rules: TurnRules) -> Step:
    """What was said over the answer is known as far as ``event`` says."""
    ended = not utterance.speaking and event.to_s >= utterance.speech_end_s
    actions: list[Action] = [] if state.answer is None else [InterruptAnswer(by_user_speech=True)]
    match interjection(event.text):
        case Interjection.NOTHING | Interjection.BACK_CHANNEL:
            return dismissed(state, utterance) if ended else (state, ())
        case Interjection.WORDS if state.answer is not None and _goes_on(state.answer, utterance, now_s, rules):
            actions = [InterruptAnswer(by_user_speech=True, carried_on=True)]
            actions.append(NotePause(seconds=(utterance.speech_began_s or now_s) - state.answer.speech_end_s))
            # What was transcribed is the second half only.
            utterance = dataclasses.replace(utterance, began_s=state.answer.began_s, words=None, early_asked=False)
        case _:
            utterance = dataclasses.replace(utterance, words=event.text if ended else None, early_asked=ended)
    utterance = dataclasses.replace(utterance, understood=True)
    return dataclasses.replace(state, utterance=utterance, answer=None), tuple(actions)


def dismissed(state: TurnState, utterance: Utterance) -> Step:
    """It was nothing: forgets the utterance and lets the answer go on."""
    discarded = DiscardUtterance(utterance=utterance.number, speech_end_s=utterance.speech_end_s)
    state, going_on = _let_go(dataclasses.replace(state, utterance=None))
    return state, (discarded, *going_on)


def _let_go(state: TurnState) -> Step:
    if state.answer is None or state.answer.held_since_s is None:
        return state, ()
    return dataclasses.replace(state, answer=dataclasses.replace(state.answer, held_since_s=None)), (ResumePlayback(),)


def _is_worth_asking(utterance: Utterance, silence_s: float, now_s: float, rules: TurnRules) -> bool:
    if utterance.words_awaited or utterance.speech_s < rules.hold_after_s:
        return False
    if not utterance.speaking:
        return not utterance.early_asked and silence_s >= rules.early_transcript_s
    if utterance.words_asked_s is None:
        return utterance.speech_s >= rules.words_after_s
    return now_s - utterance.words_asked_s >= rules.words_every_s


def _goes_on(answer: AnswerUnderWay, utterance: Utterance, now_s: float, rules: TurnRules) -> bool:
    began_s = utterance.speech_began_s
    return (
        not answer.playing
        and began_s is not None
        and began_s - answer.speech_end_s <= rules.goes_on_within_s
        and now_s - answer.began_s <= rules.longest_utterance_s / 2
    )
