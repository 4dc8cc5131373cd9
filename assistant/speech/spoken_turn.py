"""One turn of the user's: from the words to the last sample of the answer, on threads of its own.

It may begin as a draft, while it is not sure that the user has finished: then it prepares everything and waits for ``commit`` or
``discard``. Only what is committed is told, stored, or heard.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future

from assistant.conversation.base import Draft
from assistant.conversation.turn import Turn
from assistant.errors import Interrupted, NotFound
from assistant.events import (
    SpeakingClause,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    TranscriptReady,
    TurnFinished,
    TurnStarted,
    VoiceCommandObeyed,
    VoiceInterrupted,
    VoiceTurnFinished,
)
from assistant.ids import MessageId, TurnId, new_turn_id
from assistant.speech.base import Transcript
from assistant.speech.sayings import LastAnswer, Saying, saying
from assistant.speech.synthesis.answer_speaker import AnswerSpeaker
from assistant.speech.turn_surroundings import TurnSurroundings
from assistant.speech.voice_commands import voice_command
from assistant.speech.voice_latency import latency_of


class SpokenTurn:
    """``start`` it, then ``commit`` or ``discard``, once. ``interrupt`` may come at any time. All of them return at once."""

    def __init__(
        self, utterance: int, around: TurnSurroundings, transcript: Future[Transcript], *, speech_end_s: float
    ) -> None:
        self.utterance = utterance
        self.speech_end_s = speech_end_s
        self._around = around
        self._transcript = transcript
        self._committed_s = self._transcribed_s = around.now_s()
        self._lock = threading.Lock()
        self._decided = threading.Event()
        self._discarded = False
        self._interrupted = False
        self._interrupted_s = 0.0
        self._by_user_speech = False
        self._carried_on = False
        self._before: SpokenTurn | None = None
        self._draft: Draft | None = None
        self._asked: tuple[str, str, bool | None] = ("", "", None)
        self._recited_id = TurnId("")
        self._turn: Turn | None = None
        self._speaker: AnswerSpeaker | None = None
        self._reader: threading.Thread | None = None
        self._thread = threading.Thread(target=self._run, name="voice-turn", daemon=True)

    def start(self, after: SpokenTurn | None = None) -> None:
        """Begins to work, as soon as the turn before has let go of the speaker and of the conversation."""
        self._before = after
        self._thread.start()

    def commit(self) -> None:
        """The user has finished."""
        self._committed_s = self._around.now_s()
        self._around.publish(SpeechEnded(t_s=self._committed_s, speech_end_s=self.speech_end_s))
        self._decided.set()

    def discard(self) -> None:
        """The user had not finished: throws all of it away."""
        with self._lock:
            self._discarded = True
            draft, speaker = self._draft, self._speaker
        self._decided.set()
        if speaker is not None:
            speaker.stop()
        if draft is not None:
            draft.discard()

    def interrupt(self, *, by_user_speech: bool, carried_on: bool = False) -> None:
        """Silences it at once and stops its computing. Nothing of it plays afterwards; the question is kept all the same.

        ``carried_on``: the next turn's question holds this one.
        """
        with self._lock:
            if self._interrupted:
                return
            self._interrupted, self._by_user_speech, self._carried_on = True, by_user_speech, carried_on
            self._interrupted_s = self._around.now_s()
            turn, speaker = self._turn, self._speaker
        if speaker is not None:
            speaker.stop()
        if turn is not None:
            turn.interrupt()

    def hold(self) -> None:
        """Pauses what is heard of it."""
        if (speaker := self._speaker) is not None:
            speaker.hold()

    def go_on(self) -> None:
        """After ``hold``: goes on from the last word."""
        if (speaker := self._speaker) is not None:
            speaker.go_on()

    @property
    def clauses_said_last(self) -> str:
        """What the loudspeaker said last of it."""
        return self._speaker.clauses_said_last if self._speaker is not None else ""

    def join(self) -> None:
        """Waits for the end."""
        self._thread.join()

    # -- its thread ----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        around = self._around
        try:
            transcript = self._transcript.result()
            self._transcribed_s = around.now_s()
            if self._before is not None:
                before, self._before = self._before, None
                before.join()
            text, language = transcript.text.strip(), transcript.language
            command = voice_command(text)
            said = saying(command, around.memory.last, language) if command is not None else None
            named = around.named(text, language) if command is None and text else None
            if named is not None and named.read:
                said = Saying(text=named.read)
            failure: Exception | None = None
            if text and said is None and not (self._discarded or self._carried_on):
                try:
                    if named is None:
                        self._prepare(text, language)
                    else:
                        # What was copied is the text that is meant: the documents would only answer another question.
                        self._prepare(named.question, language, use_documents=False)
                except Exception as error:  # noqa: BLE001 - of a draft that is thrown away nobody must hear
                    failure = error
            self._decided.wait()
            if self._discarded:
                return
            around.publish(TranscriptReady(t_s=around.now_s(), text=text, language=language))
            if command is not None and said is not None:
                around.memory.manner.obey(command)
                self._recited_id = new_turn_id()
                around.publish(VoiceCommandObeyed(t_s=around.now_s(), command=command.value, turn_id=self._recited_id))
                self._recite(said, language)
            elif said is not None:
                self._recited_id = new_turn_id()
                self._recite(said, language, read_aloud=True)
            elif failure is not None:
                around.failed(failure)
            elif self._draft is not None and self._speaker is not None and self._reader is not None:
                self._answer(self._draft, self._speaker, self._reader)
        except Interrupted:
            pass
        except Exception as error:  # noqa: BLE001 - the session tells the user and ends
            around.failed(error)
        finally:
            if not self._discarded:
                around.ended(self.utterance)

    def _prepare(self, question: str, language: str, use_documents: bool | None = None) -> None:
        around = self._around
        self._asked = question, language, use_documents
        draft = around.turns.draft(
            question,
            conversation=around.memory.conversation,
            max_tokens=around.max_tokens,
            spoken=True,
            use_documents=use_documents,
        )
        speaker = around.new_speaker(language, self._begins_to_speak, self._begins_clause)
        with self._lock:
            self._draft, self._speaker = draft, speaker
        if self._discarded:
            self.discard()
        self._reader = threading.Thread(target=_read, args=(draft, speaker), name="voice-draft", daemon=True)
        self._reader.start()

    def _answer(self, draft: Draft, speaker: AnswerSpeaker, reader: threading.Thread) -> None:
        if self._carried_on:
            self.discard()
            return
        message: MessageId | None = None
        try:
            turn = draft.commit()
        except NotFound:
            speaker.stop()
            reader.join()
            draft, speaker, reader = self._begun_anew()
            turn = draft.commit()
        with self._lock:
            self._turn = turn
        try:
            if self._interrupted:
                turn.interrupt()
            else:
                speaker.release()
            for event in turn.events():
                if isinstance(event, TurnStarted):
                    self._around.memory.conversation = event.conversation_id
                elif isinstance(event, TurnFinished) and event.answer is not None:
                    message = event.answer.message
            if not self._interrupted:
                speaker.finish()
        finally:
            speaker.stop()
            reader.join()
            heard = speaker.heard()
            self._remember(LastAnswer(message=message, written=heard.written, heard=heard.length))
            self._tell_end(turn.id, speaker, message)

    def _begun_anew(self) -> tuple[Draft, AnswerSpeaker, threading.Thread]:
        """After the conversation was deleted: the same question as the first of a new one, where nothing is left to go on with."""
        memory = self._around.memory
        memory.conversation = memory.last = memory.cut = None
        self._prepare(*self._asked)
        assert self._draft is not None and self._speaker is not None and self._reader is not None  # noqa: S101, PT018 - just made
        return self._draft, self._speaker, self._reader

    def _recite(self, said: Saying, language: str, *, read_aloud: bool = False) -> None:
        """Says a text again, or the rest of one; what is ``read_aloud`` for the first time can be gone on with later."""
        last = self._around.memory.last
        turn_id = self._recited_id
        speaker = self._around.new_speaker(language, self._begins_to_speak, self._begins_clause)
        with self._lock:
            self._speaker = speaker
        try:
            speaker.push(said.text)
            speaker.end()
            if not self._interrupted:
                speaker.release()
                speaker.finish()
        finally:
            speaker.stop()
        if said.continues and last is not None:
            heard = last.heard + speaker.heard().length
            self._remember(LastAnswer(message=last.message, written=last.written, heard=heard))
        elif read_aloud:
            self._remember(LastAnswer(message=None, written=said.text, heard=speaker.heard().length))
        self._tell_end(turn_id, speaker, None)

    def _remember(self, answer: LastAnswer) -> None:
        """Keeps what was heard, where that is not all, or was not all before."""
        around = self._around
        around.memory.last = answer
        unheard = answer.unheard if answer.unheard.strip() else ""
        if answer.message is not None and (unheard or around.memory.cut == answer.message):
            around.memory.cut = answer.message
            around.record.keep_heard(answer.message, answer.written[: answer.heard].strip(), unheard)

    def _begins_to_speak(self) -> None:
        """Called on the device's thread: what it calls only queues."""
        if self._interrupted:
            return
        around = self._around
        turn = self._turn
        turn_id = turn.id if turn is not None else self._recited_id
        around.publish(SpeakingStarted(t_s=around.now_s() + around.output_latency_s, turn_id=turn_id))
        around.playback_started(self.utterance)

    def _begins_clause(self, text: str, begin: int) -> None:
        """As ``_begins_to_speak``, for each clause."""
        if self._interrupted:
            return
        around = self._around
        turn_id = self._turn.id if self._turn is not None else self._recited_id
        at_s = around.now_s() + around.output_latency_s
        around.publish(SpeakingClause(t_s=at_s, turn_id=turn_id, text=text, begin=begin))

    def _tell_end(self, turn_id: TurnId, speaker: AnswerSpeaker, message: MessageId | None) -> None:
        around = self._around
        now_s = around.now_s()
        sounded = speaker.times.first_sample_s is not None
        if sounded or self._interrupted:
            heard = speaker.heard()
            heard_text = heard.written[: heard.length].strip()
            if sounded and self._interrupted and self._by_user_speech:
                around.publish(VoiceInterrupted(t_s=self._interrupted_s, turn_id=turn_id, heard_text=heard_text))
            around.publish(
                SpeakingEnded(
                    t_s=now_s,
                    turn_id=turn_id,
                    spoken_text=heard.words,
                    silenced=self._interrupted,
                    heard_text=heard_text,
                )
            )
        latency = latency_of(
            speech_end_s=self.speech_end_s,
            committed_s=self._committed_s,
            transcribed_s=self._transcribed_s,
            times=speaker.times,
            devices_s=around.input_latency_s + around.output_latency_s,
        )
        if message is not None and latency.total:
            around.record.keep_latency(message, latency)
        around.publish(VoiceTurnFinished(t_s=now_s, turn_id=turn_id, latency_ms=latency))


def _read(draft: Draft, speaker: AnswerSpeaker) -> None:
    for text in draft.deltas():
        speaker.push(text)
    speaker.end()
