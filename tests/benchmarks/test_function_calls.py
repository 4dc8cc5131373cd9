"""Function calls of the Berkeley Function Calling Leaderboard by the starter model, under a JSON schema: Markdown rows, no verdict.

``SOTTO_EVAL`` names the folder of the evaluation sets, ``SOTTO_LIMIT`` how many of each to ask (else all). A call is right when
its function, and every argument, is one of those that the set allows; text is compared as the set's own checker does, without case,
blanks and punctuation (https://github.com/ShishirPatil/gorilla/tree/main/berkeley-function-call-leaderboard).
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.errors import InvalidInput
from assistant.llm.base import ChatMessage, GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(7200)]

MODEL = ("qwen2.5-coder-1.5b-instruct-q4_k_m", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf")
SETS = ("simple_python", "live_simple", "multiple")
TYPES = {"dict": "object", "float": "number", "tuple": "array", "any": "string"}
SYSTEM = (
    "Call the function that answers the user, as a JSON object with its name and arguments. Leave out optional arguments that "
    "the user does not speak of.\nFunctions:\n"
)


@pytest.fixture
def folder() -> Path:
    found = os.environ.get("SOTTO_EVAL")
    if not found or not (Path(found) / "assistant").is_dir():
        pytest.skip("SOTTO_EVAL names no folder with the sets of assistants.")
    return Path(found) / "assistant"


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _schema(parameters: dict[str, Any]) -> dict[str, Any]:
    """The set's types as JSON Schema has them."""
    plain = {
        key: value for key, value in parameters.items() if key in ("type", "enum", "items", "properties", "required")
    }
    plain["type"] = TYPES.get(plain.get("type", "string"), plain.get("type", "string"))
    if "items" in plain:
        plain["items"] = _schema(plain["items"])
    if "properties" in plain:
        plain["properties"] = {name: _schema(value) for name, value in plain["properties"].items()}
    return plain


def _call_schema(functions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "anyOf": [
            {
                "type": "object",
                "properties": {"name": {"const": one["name"]}, "arguments": _schema(one["parameters"])},
                "required": ["name", "arguments"],
            }
            for one in functions
        ]
    }


def _plain(text: str) -> str:
    return re.sub(r"[ ,./\-_*^'\"]", "", text).lower()


def _same(value: Any, allowed: Any) -> bool:
    if isinstance(value, str) and isinstance(allowed, str):
        return _plain(value) == _plain(allowed)
    if isinstance(value, list) and isinstance(allowed, list):
        return len(value) == len(allowed) and all(_same(one, other) for one, other in zip(value, allowed, strict=True))
    if isinstance(value, dict) and isinstance(allowed, dict):
        return _right(value, allowed)
    return bool(value == allowed)


def _right(arguments: dict[str, Any], allowed: dict[str, Any]) -> bool:
    if arguments.keys() - allowed.keys():
        return False
    for name, options in allowed.items():
        if name not in arguments:
            if "" not in options:
                return False
        elif not any(_same(arguments[name], option) for option in options):
            return False
    return True


@pytest.mark.parametrize("name", SETS)
def test_calls(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    file = Path(os.environ.get("SOTTO_READER", Paths.choose().models.joinpath(*MODEL)))
    if not file.is_file():
        pytest.skip("The starter model is not installed.")
    model = LlamaChatModel(file, model_id="caller", context_tokens=4096, threads=2)
    answers = {row["id"]: row["ground_truth"][0] for row in _rows(folder / f"bfcl_{name}_answers.jsonl")}
    named = right = invalid = 0
    rows = _rows(folder / f"bfcl_{name}.jsonl")[: int(os.environ.get("SOTTO_LIMIT", "0")) or None]
    for row in rows:
        ((expected, allowed),) = answers[row["id"]].items()
        call = _called(model, row)
        invalid += call is None
        if call is not None and call["name"] == expected:
            named += 1
            right += _right(call["arguments"], allowed)
    model.close()
    with capsys.disabled():
        print("\n| set | right function | right function and arguments | no valid call | of |\n|---|---|---|---|---|")
        print(f"| {name} | {named} | {right} | {invalid} | {len(rows)} |")


def _called(model: LlamaChatModel, row: dict[str, Any]) -> dict[str, Any] | None:
    functions = row["function"]
    messages = [ChatMessage(role="system", content=SYSTEM + json.dumps(functions, ensure_ascii=False))]
    messages += [ChatMessage(role=one["role"], content=one["content"]) for one in row["question"][0]]
    options = GenerationOptions(
        max_tokens=300, temperature=0.0, repeat_penalty=1.0, json_schema=_call_schema(functions)
    )
    try:
        items = model.generate(messages, options, CancelToken())
        call: dict[str, Any] = json.loads("".join(item.text for item in items if isinstance(item, TextDelta)))
    except (ValueError, InvalidInput):
        return None
    return call
