"""Tokens' bytes into text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.text_stream import AnswerText, TextStream

pytestmark = pytest.mark.unit


def _pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in itertools.pairwise(edges)]


@given(st.text(), st.lists(st.integers(min_value=0)))
def test_text_survives_any_cut_of_its_bytes(text: str, cuts: list[int]) -> None:
    stream = TextStream()
    assert "".join(stream.feed(piece) for piece in _pieces(text.encode(), cuts)) + stream.flush() == text
    assert not stream.inside_character


@given(
    st.text(alphabet="abあ\n"), st.text(alphabet="abあ\n", min_size=1, max_size=4), st.lists(st.integers(min_value=0))
)
def test_text_ends_before_the_first_stop_string(text: str, stop: str, cuts: list[int]) -> None:
    stream = TextStream((stop,))
    shown = "".join(stream.feed(piece) for piece in _pieces(text.encode(), cuts)) + stream.flush()
    assert shown == text.split(stop)[0]
    assert stream.stopped == (stop in text)


def test_half_a_character_is_held_back_and_left_out() -> None:
    answer = AnswerText(TextStream())
    assert answer.add(1, "寿".encode()[:2]) == ""
    assert not answer.exact
    assert answer.finish() == ""
    assert answer.text == ""


def test_tokens_are_counted_with_the_text_they_gave() -> None:
    answer = AnswerText(TextStream())
    raw = "寿".encode()
    answer.add(1, raw[:1])
    assert answer.add(2, raw[1:]) == "寿"
    assert (answer.take_count(), answer.take_count()) == (2, 0)
    assert answer.exact
