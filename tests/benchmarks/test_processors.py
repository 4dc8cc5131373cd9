"""llama.cpp as packages have it, for every processor, against the one that is compiled for this processor. Prints Markdown rows.

``SOTTO_PACKAGED_LLAMA`` names the folder into which the wheel of packages was unpacked (``make package`` keeps it in the cache of
wheels). Each round is a process of its own; the two take turns.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys

import pytest

from models.store import default_root

pytestmark = pytest.mark.benchmark

ROUNDS = 5
MODELS = ("smollm2-135m-instruct-q4_1", "qwen2.5-coder-1.5b-instruct-q4_k_m")

MEASURED = """
import json, re, sys
from pathlib import Path
from assistant.cancellation import CancelToken
from assistant.llm.base import ChatMessage, GenerationEnd, GenerationOptions
from assistant.llm.llama_backend import LlamaChatModel

model = LlamaChatModel(Path(sys.argv[1]), model_id="x", threads=2, context_tokens=2048)
text = " ".join(f"Item {n} of the list costs {n * 7 % 31} euros." for n in range(30))
asked = [ChatMessage(role="user", content=text + " Tell a long story about it.")]
*_, end = model.generate(asked, GenerationOptions(max_tokens=64, temperature=0.0), CancelToken())
loaded = set(re.findall(r"libggml-cpu[\\w-]*\\.so", Path("/proc/self/maps").read_text()))
print(json.dumps({
    "read": end.prompt_tokens / end.prompt_ms * 1000,
    "written": end.completion_tokens / end.generation_ms * 1000,
    "loaded": sorted(loaded),
}))
"""


def measure(model: str, *, packaged: bool) -> dict[str, float]:
    paths = [os.environ["SOTTO_PACKAGED_LLAMA"]] if packaged else []
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([*paths, *filter(None, [os.environ.get("PYTHONPATH")])])}
    (file,) = (default_root() / model).glob("*.gguf")
    argv = [sys.executable, "-c", MEASURED, str(file)]
    said = subprocess.run(argv, env=environ, capture_output=True, text=True, check=True).stdout
    result: dict[str, float] = json.loads(said.splitlines()[-1])
    return result


@pytest.mark.parametrize("model", MODELS)
def test_speed(model: str) -> None:
    if not os.environ.get("SOTTO_PACKAGED_LLAMA"):
        pytest.skip("SOTTO_PACKAGED_LLAMA names no folder")
    if not (default_root() / model).is_dir():
        pytest.skip(f"{model} is not there")
    rounds = [(measure(model, packaged=True), measure(model, packaged=False)) for _ in range(ROUNDS)]
    for what in ("read", "written"):
        ours, native = (statistics.median(pair[at][what] for pair in rounds) for at in (0, 1))
        ratio = statistics.median(pair[0][what] / pair[1][what] for pair in rounds)
        print(
            f"| tokens {what} a second, {model}, llama.cpp as packages have it ({rounds[0][0]['loaded']}), {ROUNDS} alternating "
            f"rounds | compiled for this processor: {native:.1f} | {ours:.1f}; by round {ratio:.2f} | – |"
        )
