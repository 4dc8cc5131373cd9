"""Speed of answers against a bare llama-cpp-python loop, and of the tenth turn of a conversation against the second.

Ratios within one run: the two loops take turns, and the medians of their ratios are told, once by the clock and once by processor
time, which other programs disturb less. Prints Markdown rows. Models that are not installed are skipped.
"""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from assistant.cancellation import CancelToken
from assistant.events import AnswerDelta, TurnFinished
from assistant.llm.base import ChatMessage, GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths
from assistant.records import Timings
from assistant.testing.conversation_room import open_conversation_room

if TYPE_CHECKING:
    import llama_cpp

pytestmark = pytest.mark.benchmark

THREADS = psutil.cpu_count(logical=False) or 1
QUESTION = (ChatMessage(role="user", content="Write a long story about a lighthouse keeper."),)
TURNS = 10
WAIT_S = 300.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A model, and how much of it fits into two minutes on two cores."""

    name: str
    file: str
    tokens: int
    rounds: int
    conversations: int


CASES = (
    # On the smallest our own cost a token weighs most.
    Case(
        name="SmolLM2 135M",
        file="smollm2-135m-instruct-q4_1/SmolLM2-135M-Instruct.Q4_1.gguf",
        tokens=64,
        rounds=7,
        conversations=2,
    ),
    Case(
        name="Qwen2.5 1.5B",
        file="qwen2.5-coder-1.5b-instruct-q4_k_m/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        tokens=24,
        rounds=3,
        conversations=1,
    ),
)


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    if not _file(found).is_file():
        pytest.skip(f"{found.name} is not installed")
    return found


def _file(case: Case) -> Path:
    return Paths.choose().models / case.file


def _cost(tokens: int, answer: Callable[[], object]) -> tuple[float, float]:
    """Seconds a token by the clock and by processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    answer()
    return (time.perf_counter() - clock) / tokens, (time.process_time() - processor) / tokens


def _bare(llama: llama_cpp.Llama, prompt: list[int], tokens: int) -> tuple[float, float]:
    llama.reset()  # type: ignore[no-untyped-call]
    generation = llama.generate(prompt, top_k=40, top_p=0.95, min_p=0.05, temp=0.3, repeat_penalty=1.05)
    next(generation)  # the prompt's time is left out on both sides
    return _cost(tokens, lambda: [next(generation) for _ in range(tokens)])


def _ours(model: LlamaChatModel, tokens: int) -> tuple[float, float]:
    items = model.generate(QUESTION, GenerationOptions(max_tokens=tokens + 1), CancelToken())
    next(item for item in items if isinstance(item, TextDelta))
    counted: list[int] = []
    clock, processor = _cost(1, lambda: counted.extend(item.tokens for item in items if isinstance(item, TextDelta)))
    return clock / sum(counted), processor / sum(counted)


def test_tokens_per_second_against_a_bare_loop(case: Case) -> None:
    import llama_cpp  # only now: ``assistant.llm`` must have told OpenMP before how its threads wait

    ours = LlamaChatModel(_file(case), model_id="ours", context_tokens=1024, threads=THREADS)
    bare = llama_cpp.Llama(
        str(_file(case)), n_ctx=1024, n_batch=128, n_threads=THREADS, n_threads_batch=THREADS, verbose=False
    )
    prompt = ours._prompt(QUESTION)
    _ours(ours, 4), _bare(bare, prompt, 4)
    rounds = [(_ours(ours, case.tokens), _bare(bare, prompt, case.tokens)) for _ in range(case.rounds)]
    ours.close()
    bare.close()
    by_clock, by_processor = (statistics.median(b[kind] / o[kind] for o, b in rounds) for kind in (0, 1))
    per_s = [1 / statistics.median(round_[who][0] for round_ in rounds) for who in (0, 1)]
    print(
        f"\n| tokens/s, {case.name}, {THREADS} threads, {case.rounds} alternating rounds: {per_s[0]:.1f} |"
        f" bare llama-cpp-python loop: {per_s[1]:.1f} | {by_clock:.3f} (by processor time {by_processor:.3f})"
        " | at least 0.97 |"
    )
    assert by_clock > 0


def _conversation(case: Case, folder: Path) -> tuple[list[tuple[float, float]], list[Timings]]:
    """Milliseconds to the first token of each turn by the clock and by processor time, and the turns' timings."""
    firsts, timings = [], []
    with open_conversation_room(folder / "sotto.db") as room:
        room.load = lambda: LlamaChatModel(_file(case), model_id="ours", context_tokens=4096, threads=THREADS)
        room.runner.warm_up()
        conversation = None
        for n in range(1, TURNS + 1):
            assert room.worker.wait_for_idle(WAIT_S)
            clock, processor = time.perf_counter(), time.process_time()
            first: tuple[float, float] | None = None
            turn = room.runner.ask(
                f"Question {n}: tell me one more thing about lighthouses.", conversation=conversation, max_tokens=48
            )
            for event in turn.events(WAIT_S):
                if isinstance(event, AnswerDelta) and first is None:
                    first = ((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000)
                elif isinstance(event, TurnFinished):
                    assert event.answer is not None
                    conversation = event.answer.conversation
                    timings.append(event.answer.timings)
            firsts.append(first or (0.0, 0.0))
    return firsts, timings


def test_first_token_of_turn_10_against_turn_2(case: Case, tmp_path: Path) -> None:
    ratios, shares, unread = [], [], []
    for n in range(case.conversations):
        folder = tmp_path / str(n)
        folder.mkdir()
        firsts, timings = _conversation(case, folder)
        ratios.append([firsts[TURNS - 1][kind] / firsts[1][kind] for kind in (0, 1)])
        shares += [turn.reused_tokens / turn.prompt_tokens for turn in timings[1:]]
        unread += [turn.prompt_tokens - turn.reused_tokens for turn in timings[1:]]
    by_clock, by_processor = (statistics.median(ratio[kind] for ratio in ratios) for kind in (0, 1))
    print(
        f"\n| first token of turn {TURNS}, {case.name}, after {timings[-1].reused_tokens} tokens: {firsts[-1][0]:.0f} ms |"
        f" of turn 2, after {timings[1].reused_tokens}: {firsts[1][0]:.0f} ms | {by_clock:.2f}"
        f" (by processor time {by_processor:.2f}) | at most 1.3 |"
        f"\n| share of the prompt reused, turns 2 to {TURNS}, {case.name} | tokens left to read: {min(unread)} to"
        f" {max(unread)} | {min(shares):.2f} to {max(shares):.2f} | – |"
    )
    assert min(shares) > 0
