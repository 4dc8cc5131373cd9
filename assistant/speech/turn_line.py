"""The turns of a session, one after the other: the draft under way, and the turn that was committed last."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from assistant.events import Event
from assistant.speech.base import Transcript
from assistant.speech.named_speech import nothing_named
from assistant.speech.session_parts import SessionParts, SessionSettings
from assistant.speech.spoken_turn import SpokenTurn
from assistant.speech.synthesis.answer_speaker import AnswerSpeaker
from assistant.speech.turn_surroundings import SpokenMemory, TurnSurroundings
from assistant.speech.turns.own_voice import is_own_voice
from assistant.speech.turns.turn_events import AnswerFinished, CommitTurn, PlaybackStarted, StartDraft, TurnTakingEvent


class TurnLine:
    """``interrupt`` may be called from any thread, the rest from the session's; all return at once but ``join``."""

    def __init__(
        self,
        parts: SessionParts,
        settings: SessionSettings,
        *,
        memory: SpokenMemory,
        now_s: Callable[[], float],
        tell: Callable[[TurnTakingEvent], None],
        publish: Callable[[Event], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """``tell`` gets what turn-taking must know of playback."""
        self._parts = parts
        self._settings = settings
        self._memory = memory
        self._now_s = now_s
        self._tell = tell
        self._publish = publish
        self._failed = failed
        self._turn: SpokenTurn | None = None
        self._draft: SpokenTurn | None = None

    def start_draft(self, action: StartDraft, transcript: Future[Transcript]) -> None:
        """Prepares an answer to what was transcribed last."""
        self.drop_draft()
        self._draft = SpokenTurn(action.utterance, self._surroundings(), transcript, speech_end_s=action.speech_end_s)
        self._draft.start(after=self._turn)

    def drop_draft(self) -> None:
        """Throws the draft away, if there is one."""
        draft, self._draft = self._draft, None
        if draft is not None:
            draft.discard()

    def commit(self, action: CommitTurn, transcribe: Callable[[CommitTurn], Future[Transcript]]) -> None:
        """Makes the draft a turn, or begins one without, from what ``transcribe`` will say."""
        draft = self._draft
        if draft is not None and (draft.utterance, draft.speech_end_s) == (action.utterance, action.speech_end_s):
            self._turn, self._draft = draft, None
        else:
            self.drop_draft()
            before = self._turn
            transcript = transcribe(action)
            self._turn = SpokenTurn(
                action.utterance, self._surroundings(), transcript, speech_end_s=action.speech_end_s
            )
            self._turn.start(after=before)
        self._turn.commit()

    def hold(self) -> None:
        """Pauses what is heard of the turn."""
        if self._turn is not None:
            self._turn.hold()

    def go_on(self) -> None:
        """Goes on from the last word."""
        if self._turn is not None:
            self._turn.go_on()

    def interrupt(self, *, by_user_speech: bool, carried_on: bool = False) -> None:
        """Silences the turn and stops its computing."""
        turn = self._turn
        if turn is not None:
            turn.interrupt(by_user_speech=by_user_speech, carried_on=carried_on)

    def join(self) -> None:
        """Waits for the end of the last turn."""
        if self._turn is not None:
            self._turn.join()

    def says(self, word: str) -> bool:
        """Whether ``word`` is among what was said last."""
        return self._turn is not None and word.casefold() in self._turn.clauses_said_last.casefold()

    def is_own_voice(self, understood: str) -> bool:
        """Whether what was understood is what the loudspeaker just said."""
        turn = self._turn
        return self._settings.hears_itself and turn is not None and is_own_voice(understood, turn.clauses_said_last)

    def _surroundings(self) -> TurnSurroundings:
        return TurnSurroundings(
            turns=self._parts.turns,
            record=self._parts.record,
            memory=self._memory,
            publish=self._publish,
            now_s=self._now_s,
            new_speaker=self._new_speaker,
            playback_started=lambda utterance: self._tell(PlaybackStarted(utterance=utterance)),
            ended=lambda utterance: self._tell(AnswerFinished(utterance=utterance)),
            failed=self._failed,
            input_latency_s=self._parts.microphone.latency_s,
            output_latency_s=self._parts.speaker.latency_s,
            max_tokens=self._settings.max_answer_tokens,
            named=self._parts.named.of if self._parts.named is not None else nothing_named,
        )

    def _new_speaker(
        self, language: str, on_first_sample: Callable[[], None], on_clause: Callable[[str, int], None]
    ) -> AnswerSpeaker:
        return AnswerSpeaker(
            voice=self._parts.voice,
            worker=self._parts.voice_worker,
            speaker=self._parts.speaker,
            speed=self._memory.manner.speed,
            gain=self._memory.manner.gain,
            language=language,
            now_s=self._now_s,
            on_first_sample=on_first_sample,
            on_clause=on_clause,
            lane=self._parts.lane,
        )
