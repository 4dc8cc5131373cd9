"""Speech against the bare libraries, as ratios of one run; prints rows for docs/BENCHMARKS.md."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.paths import Paths
from assistant.speech.audio.wav_file import write_wav
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.synthesis.piper_backend import PiperBackend
from assistant.testing.audio import decode_audio_file

pytestmark = pytest.mark.benchmark

SENTENCE = "The weather is very nice today, and we are going to walk in the park."
ROUNDS = 5


def median_s(work: Callable[[], object]) -> float:
    """Median of ``ROUNDS`` runs after one to warm up."""
    times = []
    for _ in range(ROUNDS + 1):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def row(name: str, ours_s: float, theirs_s: float) -> None:
    print(f"| {name} | {ours_s * 1000:.0f} ms | {theirs_s * 1000:.0f} ms | {ours_s / theirs_s:.2f} |")


def test_speech_against_the_bare_libraries(tmp_path: Path) -> None:
    from faster_whisper import WhisperModel
    from piper import PiperVoice

    models = Paths.choose().models
    whisper_folder = models / "faster-whisper-base-fp16"
    graph = models / "piper-en_US-joe-medium" / "en_US-joe-medium.onnx"
    voice = PiperBackend(graph, graph.with_name(graph.name + ".json"), model_id="voice")
    write_wav(tmp_path / "clip.wav", voice.synthesize(SENTENCE).audio)
    audio = decode_audio_file(tmp_path / "clip.wav")
    whisper = WhisperBackend(whisper_folder, model_id="whisper")
    bare_whisper = WhisperModel(str(whisper_folder), device="cpu", compute_type="int8", cpu_threads=1)
    bare_voice = PiperVoice.load(graph)

    print("\n| speech | Sotto | bare library | ratio |\n|---|---|---|---|")
    for final, beams in ((False, 1), (True, 5)):

        def ours(final: bool = final) -> object:
            return whisper.transcribe(audio, language="en", final=final)

        def theirs(beams: int = beams) -> object:
            return list(bare_whisper.transcribe(audio, language="en", beam_size=beams)[0])

        row(
            f"transcribe {len(audio) / 16_000:.1f} s, {'final' if final else 'draft'}", median_s(ours), median_s(theirs)
        )
    for name, text in (("clause", "The weather is nice today,"), ("sentence", SENTENCE)):

        def speak(text: str = text) -> object:
            return voice.synthesize(text)

        def speak_bare(text: str = text) -> object:
            return list(bare_voice.synthesize(text))

        row(f"synthesize a {name}", median_s(speak), median_s(speak_bare))
