"""How an utterance goes on and ends. Pure.

While the user speaks, what is there is transcribed now and then. In a pause it is transcribed and scored, and scored again while
the pause lasts until the score is sure; when the turn is probably over an answer is drafted, and when the pause is long enough for
it the turn is.
"""

from __future__ import annotations

import dataclasses

from assistant.events import VoiceMode
from assistant.speech.turns.barge_in import dismissed
from assistant.speech.turns.pause_rules import end_probability, pause_needed_s
from assistant.speech.turns.sentence_end import SentenceEnd, sentence_end
from assistant.speech.turns.turn_events import (
    Action,
    CommitTurn,
    InterruptAnswer,
    ScoreEndOfTurn,
    StartDraft,
    Transcribe,
    TranscribePartly,
    TurnRules,
)
from assistant.speech.turns.turn_state import AnswerUnderWay, Step, TurnState, Utterance


def going_on(state: TurnState, utterance: Utterance, now_s: float, rules: TurnRules) -> Step:
    """A frame of speech with no answer under way."""
    due = utterance.speech_s >= rules.partial_after_s and now_s - utterance.partial_at_s >= rules.partial_every_s
    if not due:
        return state, ()
    partly = TranscribePartly(utterance=utterance.number, from_s=utterance.began_s, to_s=now_s)
    return dataclasses.replace(state, utterance=dataclasses.replace(utterance, partial_at_s=now_s)), (partly,)


def pause(state: TurnState, utterance: Utterance, now_s: float, rules: TurnRules) -> Step:
    """A frame of silence, or news about the silence."""
    silence_s = now_s - utterance.speech_end_s
    hands_free = rules.mode is VoiceMode.HANDS_FREE
    if not is_enough(utterance, rules):
        return ended(state, utterance, rules) if hands_free and silence_s >= rules.discard_after_s else (state, ())
    actions: list[Action] = []
    number, speech_end_s = utterance.number, utterance.speech_end_s
    if not utterance.early_asked and silence_s >= rules.early_transcript_s:
        utterance = dataclasses.replace(utterance, early_asked=True)
        actions.append(Transcribe(utterance=number, from_s=utterance.began_s, to_s=speech_end_s, speech_ended=True))
    due = sum(silence_s >= at_s for at_s in rules.score_at_s)
    # Not while the last score is awaited: one more would only hold up the words and the draft.
    unsure = utterance.scores_asked == 0 if utterance.score is None else utterance.score < rules.sure_score
    if hands_free and rules.has_scorer and due > utterance.scores_asked and unsure:
        utterance = dataclasses.replace(utterance, scores_asked=due)
        actions.append(ScoreEndOfTurn(utterance=number, from_s=utterance.began_s, speech_end_s=speech_end_s))
    words_say = SentenceEnd.OPEN if utterance.words is None else sentence_end(utterance.words)
    probability = end_probability(utterance.score, words_say)
    needed_s = pause_needed_s(probability, patience=rules.patience, hard_end_s=rules.hard_end_s)
    if utterance.words and not utterance.drafted and probability >= rules.draft_probability:
        utterance = dataclasses.replace(utterance, drafted=True)
        actions.append(StartDraft(utterance=number, speech_end_s=speech_end_s))
    state = dataclasses.replace(state, utterance=utterance)
    if utterance.words is None and silence_s < rules.wait_for_words_s:
        # There is nothing to answer without them, so waiting costs nothing, and they may say that more is to come.
        return state, tuple(actions)
    if not hands_free or silence_s < needed_s - 1e-6:
        return state, tuple(actions)
    state, ending = ended(state, utterance, rules)
    return state, (*actions, *ending)


def is_enough(utterance: Utterance, rules: TurnRules) -> bool:
    """Whether there was enough speech for a turn."""
    return utterance.understood or utterance.speech_s >= rules.shortest_speech_s


def ended(state: TurnState, utterance: Utterance, rules: TurnRules) -> Step:
    """Commits the utterance, or discards it when there was too little, or nothing but noise over an answer."""
    noise = utterance.disregarded and not utterance.understood and state.answer is not None
    if noise or not is_enough(utterance, rules):
        return dismissed(state, utterance)
    interrupting = (InterruptAnswer(by_user_speech=True),) if state.answer is not None else ()
    answer = AnswerUnderWay(utterance=utterance.number, began_s=utterance.began_s, speech_end_s=utterance.speech_end_s)
    committed = CommitTurn(utterance=utterance.number, from_s=utterance.began_s, speech_end_s=utterance.speech_end_s)
    return dataclasses.replace(state, utterance=None, answer=answer), (*interrupting, committed)
