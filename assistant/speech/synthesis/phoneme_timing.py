"""When a synthesized voice has said how much of its text. Pure.

Piper's graph knows how long each phoneme lasts (its ``Ceil`` node), but published voices do not give it out. Protocol Buffers
merge a message that appears twice (protobuf.dev, "Encoding", "Last One Wins"), so a few bytes behind the graph make that tensor
an output, without the ``onnx`` package and without touching the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CEIL_NODE = re.compile(rb'\x12(.)([\w/.]+)\x1a.[\w/.]+"\x04Ceil', re.DOTALL)
_MODEL_GRAPH, _GRAPH_OUTPUT, _VALUE_NAME = b"\x3a", b"\x62", b"\x0a"
"""Field tags of onnx.proto: ModelProto.graph = 7, GraphProto.output = 12, ValueInfoProto.name = 1."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_SPACE = " "


def with_duration_output(graph: bytes) -> bytes | None:
    """The ONNX ``graph`` with the samples of each phoneme as its second output, or None where it has not exactly one such node."""
    names = {match[2] for match in _CEIL_NODE.finditer(graph) if match[1][0] == len(match[2])}
    if len(names) != 1:
        return None
    message = names.pop()
    for tag in (_VALUE_NAME, _GRAPH_OUTPUT, _MODEL_GRAPH):
        if len(message) > 127:  # a length of two bytes: no voice has such a name
            return None
        message = tag + bytes([len(message)]) + message
    return graph + message


def word_ends(text: str, phonemes: Sequence[tuple[str, int]]) -> tuple[tuple[int, int], ...]:
    """``(characters, samples)`` at the end of each word of ``text``, for ``phonemes`` with their samples, in order.

    Where the voice parts the words as the text does, these are the exact ends. Numbers, and words that run together ("of the"),
    part them differently; then a word ends after its share of the phonemes. Each Japanese or Chinese character is a word.
    """
    words = [match.end() for match in _WORD.finditer(text)]
    if not words or not phonemes:
        return ()
    spoken: list[int] = []
    heard = 0
    after_each: list[int] = []
    for phoneme, samples in phonemes:
        if phoneme == _SPACE and heard and (not spoken or spoken[-1] != heard):
            spoken.append(heard)
        heard += samples
        after_each.append(heard)
    if not spoken or spoken[-1] != heard:
        spoken.append(heard)
    if len(spoken) == len(words):
        return tuple(zip(words, spoken, strict=True))
    last = words[-1]
    return tuple((end, after_each[max(0, round(end / last * len(after_each)) - 1)]) for end in words)


def estimated_word_ends(text: str, samples: int) -> tuple[tuple[int, int], ...]:
    """As ``word_ends`` for a voice without timing: each word takes its share of the characters."""
    words = [match.end() for match in _WORD.finditer(text)]
    return tuple((end, round(end / words[-1] * samples)) for end in words)
