"""``sotto bench``: how fast this machine is with the models that are installed.

It works in a data folder of its own that is thrown away, with the user's settings and models: nothing of it shows among the chats
or documents. Ratios that also hold on a busy machine are in ``tests/benchmarks``.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import functools
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.cli.context import Context, events_of
from assistant.cli.figure import Figure
from assistant.errors import ModelUnavailable
from assistant.events import IndexFinished, TurnFinished
from assistant.front_door import AssistantApi
from assistant.measured_speed import MeasuredSpeeds
from assistant.records import Answer

ROUNDS = 3
ANSWER_TOKENS = 64
DOCUMENTS = 20
VOICE = "voice"
Measure = Callable[[AssistantApi, Path], Iterator[Figure]]
SENTENCE = "The weather is very nice today, and we are going to walk in the park."
QUESTION = "Write a long story about a lighthouse keeper."


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``bench``."""
    bench = commands.add_parser("bench", parents=[shared], help="how fast this machine is")
    bench.add_argument("part", nargs="?", choices=[*PARTS, VOICE, "all"], default="all")
    bench.set_defaults(run=run_bench)


def run_bench(context: Context) -> None:
    """Measures and prints one part or all; a part without its model is left out of all, and an error by itself."""
    chosen = context.arguments.part
    figures: list[Figure] = []
    # numpy and the resampler load here, not whenever a command is parsed
    from assistant.cli.bench_voice import measure_voice
    from assistant.speech.audio.real_time_audio import RealTimeAudio

    audio = RealTimeAudio()
    parts: dict[str, Measure] = {**PARTS, VOICE: functools.partial(measure_voice, audio)}
    with context.throw_away_assistant(audio, voice_wake_word="off") as (assistant, folder):
        for part, measure in parts.items():
            if chosen not in (part, "all"):
                continue
            context.output.note(f"Measuring {part} …")
            with contextlib.suppress(*((ModelUnavailable,) if chosen == "all" else ())):
                figures += measure(assistant, folder)
    context.paths.prepare()
    speeds = MeasuredSpeeds(context.paths.speeds)
    for figure in figures:
        if figure.unit == "tokens/s" and figure.model:
            speeds.keep(figure.model, figure.value)
    context.output.json({"figures": [dataclasses.asdict(figure) for figure in figures]})
    for figure in figures:
        model = f"  ({figure.model})" if figure.model else ""
        context.output.text(f"{figure.part:<10} {figure.what:<44} {figure.value:>9.1f} {figure.unit}{model}")


def _llm(assistant: AssistantApi, _folder: Path) -> Iterator[Figure]:
    with events_of(assistant) as events:
        answers = [_answer(assistant, events) for _ in range(ROUNDS + 1)][1:]
    timings = [answer.timings for answer in answers]
    model = answers[0].model
    yield Figure(
        part="llm",
        what="writes",
        value=statistics.median(timing.tokens_per_s for timing in timings),
        unit="tokens/s",
        model=model,
    )
    yield Figure(
        part="llm",
        what="first token of a short question",
        value=statistics.median(timing.first_token_ms for timing in timings),
        unit="ms",
        model=model,
    )


def _answer(assistant: AssistantApi, events: Iterator[Any]) -> Answer:
    turn = assistant.ask(QUESTION, use_documents=False, max_tokens=ANSWER_TOKENS)
    for event in events:
        if isinstance(event, TurnFinished) and event.turn_id == turn:
            if event.error is not None:
                raise event.error.to_exception()
            if event.answer is not None:
                return event.answer
    raise ModelUnavailable("The model gave no answer.", "Choose another model.")


def _tts(assistant: AssistantApi, folder: Path) -> Iterator[Figure]:
    speech_s = assistant.voice.synthesize(SENTENCE, folder / "said.wav")
    took_s = _median_s(lambda: assistant.voice.synthesize(SENTENCE, folder / "said.wav"))
    yield Figure(part="tts", what=f"speaks a sentence of {speech_s:.1f} s in", value=took_s * 1000, unit="ms")


def _stt(assistant: AssistantApi, folder: Path) -> Iterator[Figure]:
    clip = folder / "heard.wav"
    speech_s = assistant.voice.synthesize(SENTENCE, clip)
    assistant.voice.transcribe(clip)
    took_s = _median_s(lambda: assistant.voice.transcribe(clip))
    yield Figure(part="stt", what=f"understands {speech_s:.1f} s of speech in", value=took_s * 1000, unit="ms")


def _documents(assistant: AssistantApi, folder: Path) -> Iterator[Figure]:
    sources = folder / "documents"
    sources.mkdir()
    for n in range(DOCUMENTS):
        paragraphs = (f"Keeper {n} of tower {part} lights lamp {n * part} at dusk. " * 6 for part in range(12))
        (sources / f"{n}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    began = time.perf_counter()
    with events_of(assistant) as events:
        operation = assistant.documents.add([sources])
        next(event for event in events if isinstance(event, IndexFinished) and event.operation_id == operation)
    while not assistant.documents.wait_until_embedded(1.0):
        pass
    chunks = sum(file.chunks for file in assistant.documents.files())
    yield Figure(
        part="documents",
        what=f"reads and indexes {DOCUMENTS} files",
        value=chunks / (time.perf_counter() - began),
        unit="chunks/s",
    )
    took_ms = statistics.median(assistant.documents.search("Who lights the lamp?").took_ms for _ in range(ROUNDS))
    yield Figure(part="documents", what="finds passages in", value=took_ms, unit="ms")


def _median_s(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


PARTS: dict[str, Measure] = {
    "llm": _llm,
    "stt": _stt,
    "tts": _tts,
    "documents": _documents,
}
