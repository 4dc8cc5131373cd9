"""Speed of answers against a bare llama-cpp-python loop, and of the tenth turn against the second.

Ratios within one run: the two loops take turns, and the medians are compared. Prints a Markdown row.
"""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

import llama_cpp
import psutil
import pytest

from assistant.cancellation import CancelToken
from assistant.llm.base import ChatMessage, GenerationEnd, GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths

pytestmark = pytest.mark.benchmark

TOKENS = 64
ROUNDS = 3
THREADS = psutil.cpu_count(logical=False) or 1
QUESTION = "Write a long story about a lighthouse keeper."


@pytest.fixture(scope="module")
def chat_file() -> Path:
    """SmolLM2 135M, on which our own cost a token weighs most; ``SOTTO_BENCHMARK_MODEL`` names another file."""
    named = os.environ.get("SOTTO_BENCHMARK_MODEL")
    small = Paths.choose().models / "smollm2-135m-instruct-q4_1" / "SmolLM2-135M-Instruct.Q4_1.gguf"
    return Path(named) if named else small


def _bare_tokens_per_s(llama: llama_cpp.Llama) -> float:
    llama.reset()  # type: ignore[no-untyped-call]
    tokens = llama.tokenize(QUESTION.encode())
    generation = llama.generate(tokens, top_k=40, top_p=0.95, min_p=0.05, temp=0.3, repeat_penalty=1.05)
    next(generation)
    started = time.perf_counter()
    for _ in range(TOKENS):
        next(generation)
    return TOKENS / (time.perf_counter() - started)


def _our_tokens_per_s(model: LlamaChatModel) -> float:
    # The first token's time is left out on both sides.
    message = ChatMessage(role="user", content=QUESTION)
    arrived = [
        (time.perf_counter(), item.tokens)
        for item in model.generate([message], GenerationOptions(max_tokens=TOKENS + 1), CancelToken())
        if isinstance(item, TextDelta)
    ]
    return sum(tokens for _, tokens in arrived[1:]) / (arrived[-1][0] - arrived[0][0])


def test_tokens_per_second_against_a_bare_loop(chat_file: Path) -> None:
    ours = LlamaChatModel(chat_file, model_id="ours", context_tokens=2048, threads=THREADS)
    bare = llama_cpp.Llama(
        str(chat_file), n_ctx=2048, n_batch=128, n_threads=THREADS, n_threads_batch=THREADS, verbose=False
    )
    rounds = [(_our_tokens_per_s(ours), _bare_tokens_per_s(bare)) for _ in range(ROUNDS)]
    ours.close()
    bare.close()
    ours_per_s = statistics.median(round_[0] for round_ in rounds)
    bare_per_s = statistics.median(round_[1] for round_ in rounds)
    ratio = statistics.median(round_[0] / round_[1] for round_ in rounds)
    print(
        f"\n| tokens/s, ours to bare llama-cpp-python | {ours_per_s:.1f} / {bare_per_s:.1f} | {ratio:.3f} | at least 0.97 |"
    )
    assert ours_per_s > 0


def test_first_token_of_turn_10_against_turn_2(chat_file: Path) -> None:
    model = LlamaChatModel(chat_file, model_id="ours", context_tokens=4096, threads=THREADS)
    messages = [ChatMessage(role="system", content="You are a helpful assistant. Answer briefly.")]
    first_ms, shares = [], []
    for turn in range(1, 11):
        messages.append(ChatMessage(role="user", content=f"Question {turn}: tell me one more thing about lighthouses."))
        answer = ""
        started, first = time.perf_counter(), 0.0
        for item in model.generate(messages, GenerationOptions(max_tokens=64, seed=turn), CancelToken()):
            if isinstance(item, TextDelta):
                first = first or (time.perf_counter() - started) * 1000
                answer += item.text
            elif isinstance(item, GenerationEnd):
                shares.append(item.reused_tokens / item.prompt_tokens)
        first_ms.append(first)
        messages.append(ChatMessage(role="assistant", content=answer))
    model.close()
    print(
        f"\n| first token, turn 10 over turn 2 | {first_ms[9]:.0f} / {first_ms[1]:.0f} ms | {first_ms[9] / first_ms[1]:.2f}"
        f" | at most 1.3 |\n| share of the prompt reused, turns 2 to 10 | {min(shares[1:]):.2f} to {max(shares[1:]):.2f} | | |"
    )
    assert min(shares[1:]) > 0
