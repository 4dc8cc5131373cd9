"""Text to speech with Piper: the one file that imports piper."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.errors import ModelUnavailable
from assistant.onnx_runtime import OnnxModel
from assistant.speech.base import AudioChunk, Samples, Synthesis
from assistant.speech.synthesis.phoneme_timing import estimated_word_ends, with_duration_output, word_ends

if TYPE_CHECKING:
    from piper import PiperConfig

FADE_S = 0.008
"""Between 5 and 10 ms: long enough that the cut does not click, too short to hear."""

MIN_SPEED, MAX_SPEED = 0.5, 2.0


class PiperBackend:
    """A Piper voice whose phonemes come from espeak-ng. Used from one thread only.

    One thread without spinning speaks at a tenth of real time; more threads take from the language model what it needs.
    """

    def __init__(self, onnx_file: Path, config_file: Path, *, model_id: str) -> None:
        """Raises ``ModelUnavailable`` when a file is missing, damaged, or of a voice that needs other phonemes."""
        # at DEBUG piper logs what it speaks, at WARNING the phonemes that a voice lacks
        logging.getLogger("piper").setLevel(logging.ERROR)
        from piper import PiperVoice

        self._model_id = model_id
        config = _read_config(config_file)
        try:
            graph = with_duration_output(onnx_file.read_bytes())
        except OSError as error:
            raise _unavailable("The voice cannot be read.") from error
        self._voice = PiperVoice(session=_Session(onnx_file, graph), config=config)

    @property
    def model_id(self) -> str:
        """The catalog id."""
        return self._model_id

    @property
    def sample_rate_hz(self) -> int:
        """Rate of everything it synthesizes."""
        return int(self._voice.config.sample_rate)

    def synthesize(self, text: str, *, speed: float = 1.0) -> Synthesis:
        """Speaks ``text`` at ``speed`` times the voice's own pace, from 0.5 to 2; text with nothing to say gives no samples."""
        from piper import SynthesisConfig

        if not any(character.isalnum() for character in text):
            return self._synthesis(text, np.zeros(0, dtype=np.float32), ())
        pace = min(max(speed, MIN_SPEED), MAX_SPEED)
        options = SynthesisConfig(
            length_scale=self._voice.config.length_scale / pace,
            # scaling each piece to full range makes quiet ones jump out
            normalize_audio=False,
        )
        # "[[…]]" would be taken for phonemes
        plain = text.replace("[[", "[ [")
        parts = list(self._voice.synthesize(plain, options, include_alignments=True))
        if not parts:
            return self._synthesis(text, np.zeros(0, dtype=np.float32), ())
        samples = _faded(np.concatenate([part.audio_float_array for part in parts]), self.sample_rate_hz)
        phonemes: list[tuple[str, int]] = []
        for part in parts:
            if part.phoneme_alignments is None:
                return self._synthesis(text, samples, estimated_word_ends(text, len(samples)))
            phonemes.extend((item.phoneme, int(item.num_samples)) for item in part.phoneme_alignments)
            # a sentence parts words as a space does
            phonemes.append((" ", 0))
        return self._synthesis(text, samples, word_ends(text, phonemes))

    def _synthesis(self, text: str, samples: Samples, ends: tuple[tuple[int, int], ...]) -> Synthesis:
        inside = tuple((characters, min(end, len(samples))) for characters, end in ends)
        chunk = AudioChunk(samples=samples, sample_rate_hz=self.sample_rate_hz)
        return Synthesis(text=text, audio=chunk, word_ends=inside)


class _Session:
    """What piper calls of an onnxruntime session, on Sotto's own terms of threads."""

    def __init__(self, file: Path, graph: bytes | None) -> None:
        self._model = OnnxModel(file, graph=graph)

    def run(self, _names: None, inputs: Mapping[str, npt.NDArray[Any]]) -> list[npt.NDArray[Any]]:
        return self._model.run(inputs)


def _read_config(file: Path) -> PiperConfig:
    from piper import PhonemeType, PiperConfig

    try:
        config = PiperConfig.from_dict(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise _unavailable("The voice's description cannot be read.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unavailable("The voice's description is damaged.") from error
    if config.phoneme_type not in {PhonemeType.ESPEAK, PhonemeType.TEXT}:
        # piper fetches the others' dictionaries from the network while it speaks
        raise ModelUnavailable("This voice needs a pronunciation dictionary that Sotto lacks.", "Choose another voice.")
    return config


def _faded(samples: npt.NDArray[np.float32], rate_hz: int) -> Samples:
    length = min(int(FADE_S * rate_hz), len(samples) // 2)
    if length:
        ramp = np.linspace(0.0, 1.0, length, dtype=np.float32)
        samples[:length] *= ramp
        samples[-length:] *= ramp[::-1]
    return samples


def _unavailable(message: str) -> ModelUnavailable:
    return ModelUnavailable(message, "Run “sotto models verify”, then fetch it again.")
