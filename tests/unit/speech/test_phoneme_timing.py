"""How much of a text was said after so many samples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.synthesis.phoneme_timing import estimated_word_ends, with_duration_output, word_ends

pytestmark = pytest.mark.unit

NODE = b'\n\x0f/Mul_1_output_0\x12\x0e/Ceil_output_0\x1a\x05/Ceil"\x04Ceil'
OUTPUT = b"\x3a\x12\x62\x10\x0a\x0e/Ceil_output_0"


def test_the_duration_tensor_becomes_an_output() -> None:
    assert with_duration_output(b"before" + NODE + b"after") == b"before" + NODE + b"after" + OUTPUT


@pytest.mark.parametrize("graph", [b"", b"no such node", NODE + NODE.replace(b"/Ceil_output_0", b"/Ceil_output_9")])
def test_without_exactly_one_there_is_no_timing(graph: bytes) -> None:
    assert with_duration_output(graph) is None


def test_words_end_where_the_voice_parts_them() -> None:
    phonemes = [("^", 1), ("h", 10), ("i", 20), (" ", 5), ("j", 30), ("u", 40), ("$", 2)]
    assert word_ends("Hi you", phonemes) == ((2, 31), (6, 108))


def test_a_number_takes_its_share() -> None:
    phonemes = [("a", 10), (" ", 0), ("b", 10), (" ", 0), ("c", 10)]
    ends = word_ends("3.5 x", phonemes)
    assert [end for end, _ in ends] == [3, 5]
    assert ends[-1] == (5, 30)


def test_each_japanese_character_is_a_word() -> None:
    assert estimated_word_ends("雨です", 300) == ((1, 100), (2, 200), (3, 300))


@given(
    st.text(alphabet="ab 3.雨", max_size=20),
    st.lists(st.tuples(st.sampled_from("ab $"), st.integers(min_value=0, max_value=50)), max_size=20),
)
def test_ends_only_grow(text: str, phonemes: list[tuple[str, int]]) -> None:
    ends = word_ends(text, phonemes)
    assert list(ends) == sorted(ends)
    assert [samples for _, samples in ends] == sorted(samples for _, samples in ends)
    assert all(0 < end <= len(text) for end, _ in ends)
