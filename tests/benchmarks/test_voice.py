"""End of speech to first sound, over commands that people spoke into their microphones; prints rows for docs/BENCHMARKS.md.

The whole program holds the trial, on the default models, over a microphone and a speaker that keep real time. Beside each
turn, in the same run, the plain sequence answers the same audio: wait 0.7 s, transcribe in the full window with faster-whisper,
generate the whole answer, synthesize it, play. Then each trick is switched off by itself, beside all of them on, a few utterances
at a time. The sound devices' own delay, about 0.1 s on both sides, is in neither.

``SOTTO_EVAL`` names the folder with the public recordings; without it there is nothing to measure. All of it takes half an hour:
with ``SOTTO_BENCH_HOME`` it can be measured in parts (``kept_results``), and the rows tell of what was measured so far.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import assistant.speech.recognition.whisper_backend as whisper_module
import assistant.speech.service as service_module
import assistant.speech.synthesis.answer_speaker as answer_speaker_module
import assistant.speech.synthesis.kept_openings as kept_openings_module
from assistant.cli.spoken_trial import Reply, SpokenTrial
from assistant.engine import Assistant
from assistant.llm.llama_backend import LlamaChatModel
from assistant.llm.prompt_cache import PromptCache
from assistant.paths import Paths
from assistant.records import VoiceLatency
from assistant.settings import Value
from assistant.speech.audio.real_time_audio import Clip, RealTimeAudio
from assistant.speech.recognition.whisper_backend import WhisperBackend
from assistant.speech.turns.turn_events import TurnRules
from assistant.testing.audio import decode_audio_file
from assistant.wiring import wire
from tests.benchmarks.kept_results import KeptResults
from tests.benchmarks.spoken_commands import (
    ANSWER_TOKENS,
    MODELS,
    PlainSequence,
    commands,
    manifest,
)

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3000)]

MOST_UTTERANCES = 30
TOGETHER = 5
"""Utterances of one way before the next way has its turn: a busy minute should meet all of them."""
NEVER_S = 1e9


@pytest.fixture(scope="module")
def recordings() -> Path:
    folder = os.environ.get("SOTTO_EVAL")
    if folder is None:
        pytest.skip("SOTTO_EVAL does not name the folder of the evaluation sets")
    return Path(folder) / "speech"


@pytest.fixture
def clips(recordings: Path) -> list[Clip]:
    return commands(recordings)[:MOST_UTTERANCES]


@pytest.fixture
def audio() -> RealTimeAudio:
    return RealTimeAudio()


@pytest.fixture
def program(audio: RealTimeAudio, tmp_path: Path) -> Iterator[Assistant]:
    """The whole program in this process."""
    overrides: dict[str, Value] = {
        "voice_language": "en",
        "voice_route": "headphones",
        "voice_max_answer_tokens": ANSWER_TOKENS,
        "documents_use": "never",
        "chat_temperature": 0.0,
    }
    paths = Paths.choose(tmp_path / "home")
    assistant = wire(paths, offline=True, chosen_models=MODELS, setting_overrides=overrides, audio=audio)
    assistant.warm_up()
    yield assistant
    assistant.close()


def test_end_of_speech_to_first_sound(program: Assistant, audio: RealTimeAudio, clips: list[Clip]) -> None:
    kept = KeptResults("voice_turns")
    missing = [number for number in range(len(clips)) if f"{number}" not in kept]
    if missing and not kept.time_is_up():
        plain = PlainSequence(Paths.choose().models)
        trial = SpokenTrial(program, audio)
        trial.begin()
        trial.say(clips[0])
        plain.seconds(clips[0])
        for number in missing:
            if kept.time_is_up():
                break
            reply = trial.say(clips[number])
            plain_s = plain.seconds(clips[number])
            kept.keep(f"{number}", {**_told(reply), "plain_s": plain_s, "load": os.getloadavg()[0]})
        trial.end()
        plain.close()
    found = [kept[f"{number}"] for number in range(len(clips)) if f"{number}" in kept]
    answered = [one for one in found if one["total_s"] is not None]
    print("\n| end of speech to first sound | median | 90 % | utterances |\n|---|---|---|---|")
    _row("the plain sequence", [one["plain_s"] for one in found])
    _row("Sotto", [one["total_s"] for one in answered])
    ratios = [one["total_s"] / one["plain_s"] for one in answered]
    print(f"| Sotto / plain, turn by turn | {statistics.median(ratios):.2f} | {_ninth(ratios):.2f} | {len(ratios)} |")
    print(f"| answered before their end: {sum(one['cut'] for one in found)} of {len(found)} | | | |")
    for stage in dataclasses.fields(VoiceLatency):
        values = [one["latency"][stage.name] for one in answered if one["latency"]]
        print(f"| of it: {stage.name} | {statistics.median(values):.0f} ms | {_ninth(values):.0f} ms | |")
    loads = [one["load"] for one in found]
    print(f"| programs that wanted to compute, {os.cpu_count()} cores | {statistics.median(loads):.1f} | | |")


def test_each_trick_switched_off(
    program: Assistant, audio: RealTimeAudio, clips: list[Clip], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptResults("voice_tricks")
    # The same questions come again in trials of their own: the memory would recall them, and the model read them all.
    program.set_setting("memory_use", False)
    trial = SpokenTrial(program, audio)
    chosen = list(range(len(clips)))
    for first in range(0, len(chosen), TOGETHER):
        together = chosen[first : first + TOGETHER]
        for name, switch in SWITCHES.items():
            missing = [number for number in together if f"{name} {number}" not in kept]
            if not missing or kept.time_is_up():
                continue
            with monkeypatch.context() as patch:
                switch(patch)
                trial.begin()
                trial.say(clips[missing[0]])
                for number in missing:
                    kept.keep(f"{name} {number}", _told(trial.say(clips[number])))
                trial.end()
    print(
        "\n| end of speech to first sound | median | 90 % | utterances | against all on, by utterance |\n|---|---|---|---|---|"
    )
    for name in SWITCHES:
        pairs = [
            (kept[f"{ALL_ON} {number}"]["total_s"], kept[f"{name} {number}"]["total_s"])
            for number in chosen
            if f"{ALL_ON} {number}" in kept and f"{name} {number}" in kept
        ]
        both = [(on_s, off_s) for on_s, off_s in pairs if on_s is not None and off_s is not None]
        if both:
            ratio = statistics.median(off_s / on_s for on_s, off_s in both)
            _row(name, [off_s for _, off_s in both], f" {ratio:.2f} |")


def test_word_errors_of_the_short_window(recordings: Path) -> None:
    models = Paths.choose().models
    plain = PlainSequence(models)
    ours = WhisperBackend(models / MODELS["speech-to-text"], model_id="ours")
    names = ("Sotto's short window, as heard", "Sotto's short window, five beams", "faster-whisper, full window")
    ways: dict[str, Callable[[Any], str]] = {
        names[0]: lambda audio: ours.transcribe(audio, language="en", final=False).text,
        names[1]: lambda audio: ours.transcribe(audio, language="en").text,
        names[2]: plain.transcribe,
    }
    errors, seconds, words = dict.fromkeys(ways, 0), dict.fromkeys(ways, 0.0), 0
    for file, text in manifest(recordings / "en_librispeech_test_other"):
        samples, wanted = decode_audio_file(file), _words(text)
        words += len(wanted)
        for name, transcribe in ways.items():
            began = time.perf_counter()
            errors[name] += _distance(wanted, _words(transcribe(samples)))
            seconds[name] += time.perf_counter() - began
    plain.close()
    print(f"\n| word errors on {words} words of LibriSpeech | rate | seconds |\n|---|---|---|")
    for name, count in errors.items():
        print(f"| {name} | {100 * count / words:.1f} % | {seconds[name]:.1f} |")
    assert words


# -- tricks ------------------------------------------------------------------------------------------------------------


def _rules(patch: pytest.MonkeyPatch, **changed: Any) -> None:
    patch.setattr(service_module, "TurnRules", functools.partial(TurnRules, **changed))


def _nothing_kept(patch: pytest.MonkeyPatch) -> None:
    """Every prompt is read from its first token, when it is asked."""
    patch.setattr(PromptCache, "reusable", lambda cache, prompt: 0)
    patch.setattr(LlamaChatModel, "prefill", lambda model, messages, cancel: None)


class _WholeAnswer:
    """Gives everything at the end, as if there were no clauses."""

    def __init__(self) -> None:
        self._text = ""

    def push(self, text: str) -> list[str]:
        self._text += text
        return []

    def flush(self) -> list[str]:
        return [self._text] if self._text.strip() else []


ALL_ON = "all tricks on"
SWITCHES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    ALL_ON: lambda patch: None,
    "Whisper's full window": lambda patch: patch.setattr(whisper_module, "SHORT_WINDOW_MAX_S", 0.0),
    "transcribed when the turn is over": lambda patch: _rules(patch, early_transcript_s=NEVER_S, wait_for_words_s=0.0),
    "every prompt read anew": _nothing_kept,
    "no partial words read ahead": lambda patch: _rules(patch, partial_after_s=NEVER_S),
    "no draft answer in the pause": lambda patch: _rules(patch, draft_probability=2.0),
    "the whole answer before the first clause": lambda patch: patch.setattr(
        answer_speaker_module, "ClauseSplitter", _WholeAnswer
    ),
    "openings spoken anew": lambda patch: patch.setattr(kept_openings_module, "LONGEST_KEPT", -1),
}


# -- numbers -----------------------------------------------------------------------------------------------------------


def _told(reply: Reply) -> dict[str, Any]:
    latency = dataclasses.asdict(reply.latency) if reply.latency is not None else None
    return {"total_s": reply.total_s, "cut": reply.cut, "latency": latency}


def _row(name: str, seconds: Sequence[float], more: str = "") -> None:
    middle = f"{statistics.median(seconds):.2f} s | {_ninth(seconds):.2f} s"
    print(f"| {name} | {middle} | {len(seconds)} |{more}", flush=True)


def _ninth(values: Sequence[float]) -> float:
    return float(np.quantile(np.array(values), 0.9))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def _distance(wanted: Sequence[str], found: Sequence[str]) -> int:
    """Insertions, deletions and substitutions (Levenshtein)."""
    row = list(range(len(found) + 1))
    for i, word in enumerate(wanted, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(found, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]
