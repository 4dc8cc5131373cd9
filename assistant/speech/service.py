"""Voice at the front door: one spoken conversation at a time, and speech by itself."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.cancellation import CancelToken
from assistant.clock import Clock, SystemClock
from assistant.conversation.base import SpokenTurns
from assistant.errors import AlreadyRunning
from assistant.events import Event, VoiceMode
from assistant.ids import ConversationId
from assistant.priority_lane import PriorityLane
from assistant.records import AudioDevice, Transcription
from assistant.settings import Settings
from assistant.speech.audio.audio_route import AudioRoute
from assistant.speech.audio.duplex import HEADPHONES, allows_full_duplex
from assistant.speech.audio.echo_path import EchoPath, EchoWatch
from assistant.speech.audio.output_route import output_route
from assistant.speech.audio.wav_file import wav_bytes, write_wav
from assistant.speech.base import AudioChunk, AudioSystem, Speaker
from assistant.speech.dictation import Dictation
from assistant.speech.named_speech import NamedTexts
from assistant.speech.recognition.recordings import RecordingTranscriber
from assistant.speech.session import VoiceSession
from assistant.speech.session_parts import PauseMemory, SessionParts, SessionSettings
from assistant.speech.sound_check import SoundCheck
from assistant.speech.speech_models import SpeechBackEnds, SpeechModels
from assistant.speech.turn_surroundings import SpokenRecord
from assistant.speech.turns.turn_events import TurnRules
from assistant.workers import Worker


class VoiceService:
    """``VoiceApi`` in this process; see there for the contract of every call."""

    def __init__(
        self,
        *,
        turns: SpokenTurns,
        record: SpokenRecord,
        pauses: PauseMemory,
        back_ends: SpeechBackEnds,
        settings: Callable[[], Settings],
        publish: Callable[[Event], None],
        audio: AudioSystem | None = None,
        clock: Clock | None = None,
        lane: PriorityLane | None = None,
        expected_names: Callable[[], str] = str,
        named: NamedTexts | None = None,
    ) -> None:
        """Without ``audio`` it is the machine's own sound; ``lane`` is shared with what gives way to speech.

        ``expected_names`` are words that the user is likely to say, for the recogniser.
        Without ``named`` nothing is read aloud on a spoken wish."""
        self._turns = turns
        self._record = record
        self._pauses = pauses
        self._back_ends = back_ends
        self._settings = settings
        self._publish = publish
        self._audio_system = audio
        self._clock = clock or SystemClock()
        self._lane = lane or PriorityLane()
        self._expected_names = expected_names
        self._named = named
        self._lock = threading.Lock()
        self._session: VoiceSession | None = None
        self._dictation: Dictation | None = None
        self._sayings_lock = threading.Lock()
        self._sayings: list[CancelToken] = []
        self._models = SpeechModels(back_ends, settings=settings, expected_names=expected_names)
        self._scorer_worker = Worker("end-of-turn")
        self._record_worker = Worker("voice-records")
        self._recordings = RecordingTranscriber(
            recogniser=self._models.recogniser,
            worker=self._models.recogniser_worker,
            detector=back_ends.voice_activity,
            publish=publish,
        )
        self.sound_check = SoundCheck(
            audio=self._audio,
            understand=self._models.understand,
            speak=lambda text: [self._models.say(sentence).audio for sentence in self._models.sentences(text)],
            publish=publish,
        )

    def devices(self) -> Sequence[AudioDevice]:
        """Microphones and speakers."""
        return self._audio().devices()

    def start(self, mode: VoiceMode, conversation: ConversationId | None = None) -> None:
        """Opens microphone and speaker and loads what is needed; events follow. Ends a dictation."""
        self.stop_dictating()
        with self._lock:
            if self._session is not None and not self._session.over:
                raise AlreadyRunning("A spoken conversation is already running.", "End it before you begin another.")
            settings = self._settings()
            recogniser = self._models.recogniser_worker.submit(self._models.recogniser)
            voice = self._models.voice_worker.submit(self._models.voice)
            detector = self._back_ends.voice_activity()
            scorer = self._back_ends.end_of_turn()
            waits = mode is VoiceMode.HANDS_FREE and settings.voice_wake_word != "off"
            wake_word = self._back_ends.wake_word(settings.voice_wake_word) if waits else None
            recogniser.result()
            voice.result()
            echo = EchoPath(self._back_ends.echo_canceller())
            route = AudioRoute(
                self._audio(),
                input_name=settings.voice_input_device,
                output_name=settings.voice_output_device,
                frame_samples=detector.frame_samples,
                echo=echo,
            )
            parts = SessionParts(
                microphone=route.microphone,
                speaker=route.speaker,
                detector=EchoWatch(detector, echo),
                scorer=scorer,
                recogniser=recogniser.result(),
                voice=voice.result(),
                recogniser_worker=self._models.recogniser_worker,
                partial_worker=self._models.partial_worker,
                voice_worker=self._models.voice_worker,
                scorer_worker=self._scorer_worker,
                record_worker=self._record_worker,
                turns=self._turns,
                record=self._record,
                pauses=self._pauses,
                publish=self._publish,
                clock=self._clock,
                lane=self._lane,
                wake_word=wake_word,
                named=self._named,
            )
            rules = TurnRules(mode=mode, has_scorer=scorer is not None)
            self._session = VoiceSession(
                parts,
                SessionSettings(
                    rules=rules,
                    hears_itself=settings.voice_route != HEADPHONES,
                    full_duplex=_set_speaker(settings, route, echo),
                    language=settings.voice_language,
                    speed=settings.voice_speed,
                    max_answer_tokens=settings.voice_max_answer_tokens,
                    expected_names=self._expected_names(),
                ),
                conversation,
            )
            _follow(self._session, settings, route, echo)
            self._session.start()

    def stop(self) -> None:
        """Ends the session and silences playback."""
        with self._lock:
            session, self._session = self._session, None
        if session is not None:
            session.stop()

    def press(self) -> None:
        """The talk button or key went down."""
        if (session := self._session) is not None:
            session.press()

    def release(self) -> None:
        """The talk button or key went up."""
        if (session := self._session) is not None:
            session.release()

    def silence(self) -> None:
        """Silences playback and interrupts the answer at once; a text that is being said ends too."""
        with self._sayings_lock:
            for saying in self._sayings:
                saying.cancel()
        if (session := self._session) is not None:
            session.silence()

    def mute(self, muted: bool) -> None:
        """Whether the sound of the microphone is thrown away; for the session that runs."""
        if (session := self._session) is not None:
            session.mute(muted)

    def give_text(self, number: int, text: str) -> None:
        """The text that a spoken question names."""
        if self._named is not None:
            self._named.give(number, text)

    def set_full_duplex(self, full: bool) -> None:
        """Whether the microphone is judged while Sotto speaks; for the session that runs."""
        if (session := self._session) is not None:
            session.set_full_duplex(full)

    def forget_pauses(self) -> None:
        """Forgets how long the user pauses while speaking."""
        self._pauses.forget()
        if (session := self._session) is not None:
            session.forget_pauses()

    def open_speaker(self) -> Speaker:
        """The speaker of the settings, for a sound of its own; the caller closes it. Raises ``DeviceUnavailable``."""
        return self._audio().open_speaker(self._settings().voice_output_device)

    def say(self, text: str) -> None:
        """Speaks a text through the speaker and returns when it was heard, or silenced."""
        sentences = self._models.sentences(text)
        cancel = CancelToken()
        with self._sayings_lock:
            self._sayings.append(cancel)
        try:
            speaker = self.open_speaker()
            try:
                for sentence in sentences:
                    audio = self._models.say(sentence).audio
                    if cancel.cancelled:
                        break
                    speaker.play(audio)
                speaker.wait(cancel)
            finally:
                speaker.clear()
                speaker.close()
        finally:
            with self._sayings_lock:
                self._sayings.remove(cancel)

    def synthesize(self, text: str, out: Path) -> float:
        """Writes speech as a WAV file; returns its duration in seconds."""
        chunk = self._spoken(text)
        write_wav(out, chunk)
        return chunk.duration_s

    def synthesize_in_memory(self, text: str, step: Callable[[], object] = CancelToken) -> bytes:
        """Speech as the bytes of a WAV file, which is written nowhere. ``step`` is called before each sentence and may wait."""
        return wav_bytes(self._spoken(text, step))

    def transcribe(self, file: Path, language: str = "auto") -> Transcription:
        """Text of an audio file."""
        return self._recordings.transcribe(file, language)

    def transcribe_in_memory(
        self, sound: bytes, language: str = "auto", step: Callable[[], CancelToken] = CancelToken
    ) -> Transcription:
        """Text of a recording that lies in no file; ``step`` is that of ``RecordingTranscriber.transcribe``."""
        return self._recordings.transcribe(Path("sound"), language, io.BytesIO(sound), step)

    def _spoken(self, text: str, step: Callable[[], object] = CancelToken) -> AudioChunk:
        spoken = []
        for sentence in self._models.sentences(text):
            step()
            spoken.append(self._models.say(sentence).audio)
        return AudioChunk(
            samples=np.concatenate([audio.samples for audio in spoken]), sample_rate_hz=spoken[0].sample_rate_hz
        )

    def stop_transcribing(self) -> None:
        """Ends transcriptions of files under way; those calls raise ``Interrupted``."""
        self._recordings.stop()

    def dictate(self) -> None:
        """Opens the microphone and writes down what is said; events follow. Ends a spoken conversation."""
        self.stop()
        with self._lock:
            if self._dictation is not None and not self._dictation.over:
                raise AlreadyRunning("Dictation is already running.", "End it before you begin another.")
            settings = self._settings()
            detector = self._back_ends.voice_activity()
            self._dictation = Dictation(
                recogniser=self._models.recogniser_worker.run(self._models.recogniser),
                microphone=self._audio().open_microphone(settings.voice_input_device, detector.frame_samples),
                detector=detector,
                worker=self._models.recogniser_worker,
                language=settings.voice_language,
                names=self._expected_names(),
                publish=self._publish,
            )

    def stop_dictating(self) -> None:
        """Closes the microphone of a dictation; what was said until now is still understood."""
        with self._lock:
            dictation, self._dictation = self._dictation, None
        if dictation is not None:
            dictation.stop()

    def reload(self) -> None:
        """Loads the models anew when they are next needed; a session under way keeps its own."""
        self._models.reload()

    def close(self) -> None:
        """Ends the session and frees the models."""
        self.silence()
        self.sound_check.close()
        self.stop_transcribing()
        self.stop_dictating()
        self.stop()
        for worker in (self._scorer_worker, self._record_worker):
            worker.close()
        self._models.close()

    def _audio(self) -> AudioSystem:
        if self._audio_system is None:
            from assistant.speech.audio.audio_device import PortAudio

            self._audio_system = PortAudio()
        return self._audio_system


def _set_speaker(settings: Settings, route: AudioRoute, echo: EchoPath) -> bool:
    """Sets the canceller to the speaker in use; gives whether it may listen while it speaks through that."""
    heard_through = output_route(settings.voice_route, route.speaker.device_name)
    echo.bypass(heard_through == HEADPHONES)
    return allows_full_duplex(heard_through, echo_cancelled=echo.converged)


def _follow(session: VoiceSession, settings: Settings, route: AudioRoute, echo: EchoPath) -> None:
    """Tells ``session`` of other devices, and whether it may listen while it speaks."""

    def decide() -> None:
        session.set_full_duplex(_set_speaker(settings, route, echo))

    def changed() -> None:
        session.devices_changed()
        decide()

    route.on_change = changed
    echo.on_change = decide
