"""The local server's wire format: what is understood, what is refused, and files in forms byte by byte."""

from __future__ import annotations

import base64
import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.llm.base import ChatMessage, GenerationEnd
from assistant.local_server import wire_format
from assistant.local_server.wire_format import (
    BadRequest,
    ChatRequest,
    EmbeddingRequest,
    SpeechRequest,
    decode,
    form_fields,
)

pytestmark = pytest.mark.unit

END = GenerationEnd(
    reason="length", prompt_tokens=7, reused_tokens=0, completion_tokens=3, prompt_ms=1.0, generation_ms=1.0
)


def test_a_chat_in_all_its_fields() -> None:
    request = decode(
        b'{"model": "any", "messages": [{"role": "developer", "content": "Be brief."}, {"role": "user", "content":'
        b'[{"type": "text", "text": "Hi"}, {"type": "text", "text": "there"}]}], "max_completion_tokens": 5, "unknown": 1,'
        b'"temperature": 9, "stop": "END", "seed": 3, "response_format": {"type": "json_schema", "json_schema":'
        b'{"name": "x", "schema": {"type": "array"}}}}',
        ChatRequest,
    )
    assert request.chat_messages() == [
        ChatMessage(role="system", content="Be brief."),
        ChatMessage(role="user", content="Hi\nthere"),
    ]
    options = request.options()
    assert (options.max_tokens, options.temperature, options.stop, options.seed) == (5, 2.0, ("END",), 3)
    assert options.json_schema == {"type": "array"}


@pytest.mark.parametrize(
    "more",
    [
        {"messages": [{"role": "user", "content": "a" * 1_000_001}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "a" * 250_001}] * 4}]},
        {"messages": [{"role": "user", "content": "a"}] * 2_001},
        {"stop": ["a"] * 17},
        {"stop": "a" * 1_000_001},
    ],
)
def test_more_than_any_model_reads_is_refused_before_one_is_asked(more: dict[str, object]) -> None:
    request = decode(json.dumps({"messages": [{"role": "user", "content": "Hi"}], **more}).encode(), ChatRequest)
    with pytest.raises(BadRequest, match="too"):
        request.chat_messages(), request.options()


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"{", ChatRequest, "truncated"),
        (b"{}", ChatRequest, "messages"),
        (b'{"messages": [{"role": "robot"}]}', ChatRequest, "role"),
        (b'{"messages": [], "max_tokens": "5"}', ChatRequest, "max_tokens"),
        (b'{"input": [1, 2]}', EmbeddingRequest, "input"),
        (b'{"input": "a", "response_format": "mp3"}', SpeechRequest, "response_format"),
        (b"[" * 100_000, ChatRequest, "makes no sense"),
        (b"\xff", ChatRequest, "makes no sense"),
    ],
)
def test_nonsense_is_refused_by_name(body: bytes, kind: type, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        decode(body, kind)


@pytest.mark.parametrize("message", ['{"role": "user", "content": [{"type": "image_url"}]}'])
def test_pictures_and_several_answers_are_not_taken(message: str) -> None:
    with pytest.raises(BadRequest):
        decode(f'{{"messages": [{message}]}}'.encode(), ChatRequest).chat_messages()
    with pytest.raises(BadRequest):
        decode(b'{"messages": [], "n": 2}', ChatRequest).options()


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_a_file_in_a_form_comes_through_byte_by_byte(content: bytes) -> None:
    boundary = "0123456789abcdef0123456789abcdef"
    body = (
        (
            f'--{boundary}\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        + content
        + f"\r\n--{boundary}--\r\n".encode()
    )
    assert form_fields(f"multipart/form-data; boundary={boundary}", body) == {"model": b"whisper-1", "file": content}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.binary(max_size=200))
def test_no_form_ends_the_server(content_type: str, body: bytes) -> None:
    try:
        fields = form_fields(content_type, body)
    except BadRequest:
        return
    assert all(isinstance(value, bytes) for value in fields.values())


def test_answers() -> None:
    whole = wire_format.completion("id", "m", "Hi.", END)
    assert whole["choices"][0] == {
        "index": 0,
        "message": {"role": "assistant", "content": "Hi."},
        "finish_reason": "length",
    }
    assert whole["usage"] == {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    coded = wire_format.embeddings("m", [(0.5, -0.25)], "base64")["data"][0]["embedding"]
    assert struct.unpack("<2f", base64.b64decode(coded)) == (0.5, -0.25)
