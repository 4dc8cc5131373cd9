"""What chat servers send: events whole or in pieces, pieces of answers, chances, lists of models, and what none of them sends."""

from __future__ import annotations

import itertools
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.llm.server_stream import (
    MOST_PENDING,
    BadAnswer,
    EventStream,
    Piece,
    chances,
    context_of_properties,
    estimated_tokens,
    piece,
    served_models,
)

pytestmark = pytest.mark.unit

EVENTS = ': hello\r\ndata: {"a": 1}\r\n\r\nevent: x\ndata: first\ndata:second ü\n\nid: 3\r\rdata: [DONE]\n\ndata: cut'.encode()
WHOLE = ['{"a": 1}', "first\nsecond ü", "[DONE]"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, len(EVENTS)), max_size=8))
def test_events_come_whole_wherever_the_bytes_are_cut(cuts: list[int]) -> None:
    stream, found = EventStream(), []
    at = [0, *sorted(cuts), len(EVENTS)]
    for begin, end in itertools.pairwise(at):
        found += stream.feed(EVENTS[begin:end])
    assert found == WHOLE


def test_an_event_without_end_is_refused() -> None:
    stream = EventStream()
    stream.feed(b"data: " + b"x" * (MOST_PENDING // 2))
    with pytest.raises(BadAnswer):
        stream.feed(b"x" * MOST_PENDING)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=60))
def test_what_is_no_answer_is_refused_in_one_way(data: bytes) -> None:
    for read in (piece, served_models, context_of_properties):
        try:
            read(data)
        except BadAnswer:
            continue


@pytest.mark.parametrize(
    "data",
    [
        '{"error": {"message": "no", "code": 500}}',
        '{"choices": [{"delta": {"content": 7}}]}',
        '{"choices": "none"}',
        "[]",
        "nothing",
        "[" * 100_000,
    ],
)
def test_errors_and_wrong_types_are_refused(data: str) -> None:
    with pytest.raises(BadAnswer):
        piece(data)


def test_pieces_of_answers() -> None:
    assert piece('{"choices": [{"delta": {"content": "Hi", "role": "assistant"}}], "more": 1}').text == "Hi"
    assert piece('{"choices": [{"delta": {"reasoning_content": "hm", "content": null}}]}').text == ""
    assert piece('{"choices": [{"delta": {}, "finish_reason": "length"}], "error": null}').finish_reason == "length"
    last = piece(
        '{"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 4, "prompt_tokens_details": {"cached_tokens": 5}}}'
    )
    assert last.usage is not None
    assert (last.usage.prompt_tokens, last.usage.completion_tokens, last.usage.reused_tokens) == (9, 4, 5)
    assert piece('{"choices": [{"message": {"content": "whole"}}]}').text == "whole"


def test_how_much_a_server_keeps_in_view() -> None:
    vllm, llama, bare = served_models(
        b'{"data": [{"id": "a", "max_model_len": 8192}, {"id": "b", "meta": {"n_ctx_train": 4096}}, {"id": ""}, {"id": "c"}]}'
    )
    assert (vllm.context_tokens, llama.context_tokens, bare.context_tokens) == (8192, 4096, 0)
    assert context_of_properties(b'{"default_generation_settings": {"n_ctx": 2048}}') == 2048
    assert context_of_properties(b"{}") == 0


def answer(text: str = "", **tokens: float) -> Piece:
    top = [{"token": name, "logprob": math.log(share)} for name, share in tokens.items()]
    choice: dict[str, object] = {"message": {"content": text}}
    if tokens:
        choice["logprobs"] = {"content": [{"token": "x", "logprob": -1, "top_logprobs": top}]}
    return piece(json.dumps({"choices": [choice]}))


@pytest.mark.parametrize(
    ("given_answer", "shares"),
    [
        (answer(Yes=0.6, No=0.2, other=0.2), (0.75, 0.25)),
        (answer(Y=0.3, N=0.3), (0.5, 0.5)),
        (answer(" No, it"), (0.0, 1.0)),
        (answer("Perhaps"), (0.5, 0.5)),
        (answer("No", other=1.0), (0.0, 1.0)),
    ],
)
def test_chances_by_tokens_or_by_what_was_said(given_answer: Piece, shares: tuple[float, float]) -> None:
    assert chances(given_answer, ("Yes", "No")) == pytest.approx(shares)


def test_the_estimate_grows_with_the_text_in_any_script() -> None:
    assert estimated_tokens([]) == 0
    assert estimated_tokens(["", ""]) == 16
    assert estimated_tokens(["What is the capital of France?"]) == 18
    assert estimated_tokens(["フランスの首都はどこですか。"]) == 8 + 14
