"""Speech to text with Whisper: the one file that imports faster_whisper and ctranslate2.

Whisper was trained on windows of 30 s, and the library pads every clip to that. An utterance needs a third of the time when the
encoder sees only the audio and some seconds of zero frames; with a smaller margin Whisper starts to repeat itself. What looks like
a loop all the same goes the library's way, in the full window. Audio stays in memory: no clip is ever written to a file.
"""

from __future__ import annotations

import dataclasses
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cancellation import CancelToken
from assistant.errors import InvalidInput, ModelUnavailable
from assistant.network_seal import keep_libraries_offline
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples, Segment, Transcript
from assistant.speech.recognition.cancellable_whisper import CancellableWhisper
from assistant.speech.recognition.heard_language import joint
from assistant.speech.recognition.invented_text import has_words, is_invented, is_of_a_crowd, is_of_names_alone
from assistant.speech.recognition.loop_guard import (
    MAX_COMPRESSION_RATIO,
    compression_ratio,
    is_loop,
    loud_span_s,
    said_once,
    token_limit,
)
from assistant.speech.turns.interjections import is_stop

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

SHORT_WINDOW_MAX_S = 20.0
"""Longer audio goes through the library: the full window is no loss there, and segments with times are wanted."""

DRAFT_MARGIN_FRAMES = 400
"""4 s of zero frames behind the audio: with 2, 1 and 0 s, 1.4 %, 6 % and 20 % of clips ran into a repetition loop."""

FINAL_MARGIN_FRAMES = 400
"""Word errors on 25 clips of read English with 3, 4, 6 and 8 s: 18.0, 15.8, 15.2 and 16.2 %. With 6 s a short clip lost a word."""

DRAFT_BEAMS = 2
FINAL_BEAMS = 5
"""Word errors on 25 clips of read English with 1, 2, 3 and 5 beams: 19.2, 16.0, 16.6 and 15.8 %, for 15, 17, 19 and 20 s of
processor time. Most turns are answered from the draft."""

THREADS = 1
"""For each call. On two cores a clip of 3.7 s took 243 ms with one and 327 ms with two: the steps of two beams are too small to be
shared."""

CALLS_AT_ONCE = 2
"""They share the weights; the second costs 10 MB."""

_FULL_WINDOW_FRAMES = 3000
_SHORTEST_S = 0.1
_REQUIRED_FILES = ("model.bin", "config.json", "tokenizer.json")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    audio: Samples
    language: str | None
    final: bool
    prompt: str
    cancel: CancelToken

    @property
    def duration_s(self) -> float:
        return len(self.audio) / MICROPHONE_RATE_HZ


class WhisperBackend:
    """Whisper from a folder in CTranslate2's format, as int8 on the CPU."""

    def __init__(self, folder: Path, *, model_id: str) -> None:
        """Raises ``ModelUnavailable`` when the folder lacks a file or one is damaged; never looks for it elsewhere."""
        self._model_id = model_id
        missing = [name for name in _REQUIRED_FILES if not (folder / name).is_file()]
        if missing:
            raise _unavailable(f"The speech recognition model lacks {', '.join(missing)}.")
        _keep_library_quiet_and_offline()
        from faster_whisper import WhisperModel

        try:
            self._model: WhisperModel = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=THREADS,
                num_workers=CALLS_AT_ONCE,
                local_files_only=True,
            )
        except Exception as error:
            raise _unavailable("The speech recognition model is damaged.") from error
        self._cancellable = CancellableWhisper(self._model.model)
        self._model.model = self._cancellable

    @property
    def model_id(self) -> str:
        """The catalog id."""
        return self._model_id

    def transcribe(
        self,
        audio: Samples,
        *,
        language: str = "auto",
        final: bool = True,
        prompt: str = "",
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """Transcribes 16 kHz audio; the text is empty when it was no speech.

        ``language`` is a Whisper code ("en", "ja", …) or "auto". ``prompt`` holds names to expect. Raises ``InvalidInput`` for
        a language the model does not know and ``Interrupted`` about half a second after ``cancel`` is set, at most.
        """
        request = _Request(
            audio=audio,
            language=self._language_code(language),
            final=final,
            prompt=prompt.strip(),
            cancel=cancel or CancelToken(),
        )
        request.cancel.raise_if_cancelled()
        if request.duration_s < _SHORTEST_S:
            return Transcript(text="", language=request.language or "en", language_probability=0.0)
        if request.duration_s > SHORT_WINDOW_MAX_S:
            return self._transcribe_with_library(request, skip_silence=True)
        return self._transcribe_short(request) or self._transcribe_with_library(request, skip_silence=False)

    def _language_code(self, language: str) -> str | None:
        if language == "auto":
            return None
        code = language.lower().replace("_", "-").split("-")[0]
        if code not in self._model.supported_languages:
            raise InvalidInput(
                f"The speech recognition model does not know the language “{language}”.",
                "Use “auto”, or a code such as “en” or “ja”.",
            )
        return code

    def _transcribe_short(self, request: _Request) -> Transcript | None:
        """One pass over a window cut to the audio, or None where the outcome looks like a repetition loop."""
        from faster_whisper.audio import pad_or_trim
        from faster_whisper.tokenizer import Tokenizer

        model = self._model
        features = model.feature_extractor(request.audio)
        margin = FINAL_MARGIN_FRAMES if request.final else DRAFT_MARGIN_FRAMES
        window = min(features.shape[-1] - 1 + margin, _FULL_WINDOW_FRAMES)
        encoded = model.encode(pad_or_trim(features[..., :-1], window))
        request.cancel.raise_if_cancelled()

        language, probability = request.language, 1.0
        if language is None:
            language, probability = self._detect_language(encoded)
        tokenizer = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language)
        text, loops = self._decode(encoded, tokenizer, request, request.prompt)
        if request.prompt and is_of_names_alone(text, request.prompt):
            # In silence Whisper says what it was told to expect. Without that, silence is silence.
            without, loops_without = self._decode(encoded, tokenizer, request, "")
            if not without or loops_without:
                text, loops = "", False
        if loops:
            return None
        whole = Segment(start_s=0.0, end_s=request.duration_s, text=text)
        return _transcript([whole], language, probability)

    def _decode(self, encoded: Any, tokenizer: Any, request: _Request, names: str) -> tuple[str, bool]:
        """The text, empty where there was no speech, and whether it looks like a repetition loop."""
        from faster_whisper.transcribe import get_suppressed_tokens

        model = self._model
        prompt = model.get_prompt(tokenizer, tokenizer.encode(" " + names) if names else [], without_timestamps=True)
        limit = token_limit(request.duration_s)
        result = model.model.generate(
            encoded,
            [prompt],
            beam_size=FINAL_BEAMS if request.final else DRAFT_BEAMS,
            # one more than anybody can say (and the end mark), so that a loop ends early and still shows
            max_length=min(len(prompt) + limit + 2, model.max_length),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=list(get_suppressed_tokens(tokenizer, [-1])),
        )[0]
        request.cancel.raise_if_cancelled()

        tokens = result.sequences_ids[0]
        text = tokenizer.decode(tokens).strip()
        once = said_once(text, loud_span_s(request.audio))
        # the score is the mean over the tokens; Whisper's measure counts the end mark as well
        mean_log_probability = result.scores[0] * len(tokens) / (len(tokens) + 1)
        signs = {"no_speech_probability": result.no_speech_prob, "mean_log_probability": mean_log_probability}
        # A lone "stop" shows the signs of a crowd too. To fall silent for a crowd costs less than not to be stopped.
        if is_invented(**signs) or (is_of_a_crowd(**signs) and not is_stop(once)):
            return "", False
        if once != text:
            return once, False
        return text, is_loop(tokens, text, request.duration_s)

    def _detect_language(self, encoded: Any) -> tuple[str, float]:
        if not self._model.model.is_multilingual:
            return "en", 1.0
        mark, probability = self._model.model.detect_language(encoded)[0][0]
        return mark.strip("<|>"), float(probability)

    def _transcribe_with_library(self, request: _Request, *, skip_silence: bool) -> Transcript:
        """The full window, segment by segment, without the prompt: there it would be said in the silence between them."""
        segments = []
        with self._cancellable.until(request.cancel):
            found, info = self._model.transcribe(
                request.audio,
                language=request.language,
                beam_size=FINAL_BEAMS if request.final else DRAFT_BEAMS,
                # carrying the text on is what spreads a loop from one window to the next
                condition_on_previous_text=False,
                vad_filter=skip_silence,
            )
            for item in found:
                request.cancel.raise_if_cancelled()
                signs = {"no_speech_probability": item.no_speech_prob, "mean_log_probability": item.avg_logprob}
                invented = is_invented(**signs) or (not skip_silence and is_of_a_crowd(**signs))
                if not invented and compression_ratio(item.text) <= MAX_COMPRESSION_RATIO:
                    segments.append(Segment(start_s=float(item.start), end_s=float(item.end), text=item.text.strip()))
        return _transcript(segments, info.language, float(info.language_probability))


def _transcript(segments: list[Segment], language: str, probability: float) -> Transcript:
    kept = tuple(segment for segment in segments if has_words(segment.text))
    text = joint(language).join(segment.text for segment in kept)
    return Transcript(text=text, language=language, language_probability=probability, segments=kept)


def _keep_library_quiet_and_offline() -> None:
    """Before the first import: huggingface_hub reads its variables once. The log of faster_whisper holds spoken text."""
    keep_libraries_offline()
    logging.getLogger("faster_whisper").setLevel(logging.ERROR)


def _unavailable(message: str) -> ModelUnavailable:
    return ModelUnavailable(message, "Run “sotto models verify”, then fetch it again.")
