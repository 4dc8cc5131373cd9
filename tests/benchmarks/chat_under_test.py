"""The chat model that the document benchmarks ask, and how a long one is shared out among processes.

It runs on the processor unless ``SOTTO_BENCH_GPU_LAYERS`` says how many of its layers a graphics card takes (-1: all), where
llama.cpp was compiled for one: what is answered, not how fast, is measured with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TypeVar

from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths

Item = TypeVar("Item")
CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"


def open_chat() -> LlamaChatModel:
    """To be closed by the caller."""
    return LlamaChatModel(
        Paths.choose().models / CHAT / f"{CHAT}.gguf",
        model_id=CHAT,
        context_tokens=4096,
        threads=2,
        gpu_layers=int(os.environ.get("SOTTO_BENCH_GPU_LAYERS", "0")),
        memory_budget_bytes=1 << 30,
    )


def my_share(items: Iterable[Item]) -> Iterator[Item]:
    """All, or with ``SOTTO_BENCH_SHARE`` of "2/8" every eighth, from the second on. Each process needs a home of its own."""
    share, shares = map(int, os.environ.get("SOTTO_BENCH_SHARE", "1/1").split("/"))
    return (item for at, item in enumerate(items) if at % shares == share - 1)
