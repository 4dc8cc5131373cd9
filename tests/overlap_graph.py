"""A cross-encoder of a kilobyte: how many tokens the passage shares with the question, as an ONNX graph with its tokenizer.

The graph is written in the wire format of Protocol Buffers, with the field numbers of ``onnx.proto`` (opset 13): one graph for one
test is no reason for the library that writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tokenizers

FEW = 5.0
"""As many shared tokens speak neither for a passage nor against it."""
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_FLOAT, _INT64 = 1, 7
_IR_VERSION, _OPSET = 8, 13
_INTEGER_ATTRIBUTE = 2

Value = int | str | bytes


def write_model(folder: Path, *, vocabulary: Sequence[str], classes: int = 1) -> tuple[Path, Path]:
    """Writes a graph and a tokenizer that knows these words; ``classes`` 2 gives logits of "no" (always 0) and "yes" in place of
    one score, other numbers a shape that no cross-encoder has."""
    model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
    model.write_bytes(_model(classes))
    words = {word: n for n, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *vocabulary])}
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    made.normalizer = tokenizers.normalizers.Lowercase()
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.post_processor = tokenizers.processors.BertProcessing(("[SEP]", words["[SEP]"]), ("[CLS]", words["[CLS]"]))
    made.save(str(tokenizer))
    return model, tokenizer


def _model(classes: int) -> bytes:
    # Words alone: what stands before them in the vocabulary is no word.
    nodes = [
        _node("Greater", ["input_ids", "last_special"], "is_word"),
        _node("Cast", ["is_word"], "word", ("to", _INT64)),
        _node("Mul", ["word", "attention_mask"], "read"),
        _node("Mul", ["read", "token_type_ids"], "in_passage"),
        _node("Sub", ["read", "in_passage"], "in_question"),
        _node("Unsqueeze", ["input_ids", "second"], "down"),
        _node("Unsqueeze", ["input_ids", "first"], "across"),
        _node("Equal", ["down", "across"], "same"),
        _node("Cast", ["same"], "same_number", ("to", _INT64)),
        _node("Unsqueeze", ["in_question", "second"], "question_down"),
        _node("Unsqueeze", ["in_passage", "first"], "passage_across"),
        _node("Mul", ["question_down", "passage_across"], "pairs"),
        _node("Mul", ["pairs", "same_number"], "shared"),
        _node("ReduceSum", ["shared", "second"], "by_token", ("keepdims", 0)),
        _node("ReduceSum", ["by_token", "first"], "count", ("keepdims", 1)),
        _node("Cast", ["count"], "score", ("to", _FLOAT)),
        _node("Sub", ["score", "few"], "more"),
        _node("Mul", ["more", "weights"], "logits"),
    ]
    weights = np.array([[0.0] * (classes - 1) + [1.0]], dtype=np.float32)
    constants = [
        _tensor("last_special", np.array([3])),
        _tensor("first", np.array([1])),
        _tensor("second", np.array([2])),
        _tensor("few", np.array([[FEW]], dtype=np.float32)),
        _tensor("weights", weights),
    ]
    graph = _message(
        *((1, node) for node in nodes),
        (2, "overlap"),
        *((5, constant) for constant in constants),
        *((11, _value(name, _INT64)) for name in INPUTS),
        (12, _value("logits", _FLOAT)),
    )
    return _message((1, _IR_VERSION), (7, graph), (8, _message((1, ""), (2, _OPSET))))


def _node(operation: str, inputs: Sequence[str], output: str, attribute: tuple[str, int] | None = None) -> bytes:
    fields: list[tuple[int, Value]] = [*((1, name) for name in inputs), (2, output), (4, operation)]
    if attribute is not None:
        name, value = attribute
        fields.append((5, _message((1, name), (3, value), (20, _INTEGER_ATTRIBUTE))))
    return _message(*fields)


def _tensor(name: str, values: np.ndarray) -> bytes:
    kind = _FLOAT if values.dtype == np.float32 else _INT64
    return _message(*((1, size) for size in values.shape), (2, kind), (8, name), (9, values.tobytes()))


def _value(name: str, kind: int) -> bytes:
    """A matrix of any size."""
    shape = _message(*((1, _message((2, side))) for side in (f"{name}_rows", f"{name}_columns")))
    return _message((1, name), (2, _message((1, _message((1, kind), (2, shape))))))


def _message(*fields: tuple[int, Value]) -> bytes:
    written = b""
    for number, value in fields:
        if isinstance(value, int):
            written += _varint(number << 3) + _varint(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            written += _varint(number << 3 | 2) + _varint(len(data)) + data
    return written


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])
