"""Bad model files get a sentence, not a crash."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import ModelUnavailable
from assistant.llm.gguf_file import check_gguf

pytestmark = pytest.mark.unit


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _small_file() -> bytes:
    entries = [
        _string("general.architecture") + struct.pack("<I", 8) + _string("llama"),
        _string("general.alignment") + struct.pack("<II", 4, 64),
        _string("words") + struct.pack("<IIQ", 9, 8, 2) + _string("a") + _string("b"),
        _string("scores") + struct.pack("<IIQ", 9, 6, 3) + bytes(12),
        _string("flag") + struct.pack("<IB", 7, 1),
    ]
    tensors = [_string(name) + struct.pack("<IQIQ", 1, 32, 0, offset) for name, offset in (("t0", 0), ("t1", 128))]
    header = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(entries)) + b"".join(entries) + b"".join(tensors)
    return header + bytes(-len(header) % 64) + bytes(256)


def test_a_whole_file_is_described(tmp_path: Path) -> None:
    file = tmp_path / "whole.gguf"
    file.write_bytes(_small_file())
    header = check_gguf(file)
    assert (header.version, header.architecture, header.tensor_count) == (3, "llama", 2)
    assert header.data_end_at_least == len(_small_file()) - 128


def test_every_truncation_before_the_last_tensor_is_refused(tmp_path: Path) -> None:
    whole = _small_file()
    file = tmp_path / "cut.gguf"
    for size in range(len(whole) - 127):
        file.write_bytes(whole[:size])
        with pytest.raises(ModelUnavailable) as caught:
            check_gguf(file)
        assert caught.value.remedy


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.integers(4, 300), st.binary(min_size=1, max_size=8))
def test_scrambled_bytes_never_raise_anything_else(tmp_path: Path, at: int, noise: bytes) -> None:
    data = bytearray(_small_file())
    data[at : at + len(noise)] = noise
    file = tmp_path / "noise.gguf"
    file.write_bytes(bytes(data))
    with contextlib.suppress(ModelUnavailable):
        assert check_gguf(file).tensor_count >= 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "missing"), (b"", "not a GGUF"), (b"PK\x03\x04zip", "not a GGUF"), (b"GGUF", "truncated or damaged")],
)
def test_other_files_are_refused_in_words(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "model.gguf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelUnavailable, match=words):
        check_gguf(file)


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        check_gguf(tmp_path)
