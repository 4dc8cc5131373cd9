"""The requests and answers of the local server, as OpenAI's HTTP API writes them (https://platform.openai.com/docs/api-reference).

Fields that are not known here are ignored, as the API asks of servers; a known one of the wrong type is refused.
"""

from __future__ import annotations

import base64
import email.parser
import email.policy
import struct
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from assistant.llm.base import ChatMessage, GenerationEnd, GenerationOptions
from assistant.records import Transcription

T = TypeVar("T")


class BadRequest(ValueError):
    """A request makes no sense. What it says goes to the program that asked, in English as the API is, and never to the window."""


class TooManyRequests(Exception):
    """Others wait already. It goes to the program that asked, as ``BadRequest`` does."""


MOST_LETTERS = 1_000_000
"""Of the texts of a request; no model keeps as many in view, and ten million took 15 s of the thread that answers the user."""
MOST_MESSAGES = 2_000
MOST_STOPS = 16
"""Each is looked for at every token; OpenAI's servers take four."""
_ROLES = {"developer": "system"}


class TextPart(msgspec.Struct):
    """A part of a message."""

    type: str
    text: str = ""


class Message(msgspec.Struct):
    """A message of a chat."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[TextPart] = ""


class JsonSchema(msgspec.Struct):
    """What an answer in JSON must be like."""

    schema: dict[str, Any] = {}


class ResponseFormat(msgspec.Struct):
    """The form of an answer."""

    type: Literal["text", "json_object", "json_schema"] = "text"
    json_schema: JsonSchema | None = None


class StreamOptions(msgspec.Struct):
    """What a stream ends with."""

    include_usage: bool = False


class ChatRequest(msgspec.Struct):
    """``POST /v1/chat/completions``."""

    messages: list[Message]
    model: str = "sotto"
    stream: bool = False
    stream_options: StreamOptions | None = None
    max_tokens: int | None = None
    max_completion_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    stop: str | list[str] | None = None
    response_format: ResponseFormat | None = None
    n: int | None = None
    tools: list[Any] | None = None
    functions: list[Any] | None = None
    logprobs: bool | None = None

    def chat_messages(self) -> list[ChatMessage]:
        """As the model reads them. Raises ``BadRequest`` for what is no text, or too much of it."""
        if len(self.messages) > MOST_MESSAGES:
            raise BadRequest(f"There are too many messages. Send {MOST_MESSAGES} at most.")
        read = [
            ChatMessage(role=_ROLES.get(one.role, one.role), content=_text_of(one.content)) for one in self.messages
        ]
        check_length([one.content for one in read])
        return read

    def options(self) -> GenerationOptions:
        """How to generate. Raises ``BadRequest``."""
        if self.n not in (None, 1):
            raise BadRequest("Only one answer can be asked for at a time. Leave “n” out.")
        if self.tools or self.functions:
            raise BadRequest("The model is given no tools here. Leave “tools” and “functions” out.")
        if self.logprobs:
            raise BadRequest("How likely each token was is not told here. Leave “logprobs” out.")
        usual = GenerationOptions()
        stop = (self.stop,) if isinstance(self.stop, str) else tuple(self.stop or ())
        if len(stop) > MOST_STOPS:
            raise BadRequest(f"There are too many texts to stop at. Send {MOST_STOPS} at most.")
        check_length(stop)
        form = self.response_format or ResponseFormat()
        schema = {"type": "object"} if form.type == "json_object" else None
        if form.type == "json_schema":
            schema = form.json_schema.schema if form.json_schema is not None else {"type": "object"}
        return GenerationOptions(
            max_tokens=max(1, self.max_completion_tokens or self.max_tokens or usual.max_tokens),
            temperature=usual.temperature if self.temperature is None else min(max(self.temperature, 0.0), 2.0),
            top_p=usual.top_p if self.top_p is None else min(max(self.top_p, 0.0), 1.0),
            seed=self.seed,
            stop=stop,
            json_schema=schema,
        )


class EmbeddingRequest(msgspec.Struct):
    """``POST /v1/embeddings``."""

    input: str | list[str]
    encoding_format: Literal["float", "base64"] = "float"


class SpeechRequest(msgspec.Struct):
    """``POST /v1/audio/speech``. Other forms than WAV and bare samples are not made."""

    input: str
    response_format: Literal["wav", "pcm"] = "wav"
    stream_format: Literal["audio"] = "audio"


def decode(body: bytes, kind: type[T]) -> T:
    """A request's body. Raises ``BadRequest`` and says which field is wrong."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise BadRequest(f"The request makes no sense: {error}. See the API's reference.") from error


def check_length(texts: Iterable[str]) -> None:
    """Raises ``BadRequest`` for more than any model could read."""
    if sum(map(len, texts)) > MOST_LETTERS:
        raise BadRequest(f"The text is too long. Send {MOST_LETTERS} letters at most.")


def form_fields(content_type: str, body: bytes) -> dict[str, bytes]:
    """The parts of ``multipart/form-data`` by name, files as their bytes. Raises ``BadRequest``."""
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    if message.get_content_type() != "multipart/form-data" or not message.is_multipart():
        raise BadRequest("The request is no form. Send multipart/form-data with the file in it.")
    fields: dict[str, bytes] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(payload, bytes):
            fields[name] = payload
    return fields


def completion(number: str, model: str, text: str, end: GenerationEnd) -> dict[str, Any]:
    """A whole answer."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": _reason(end)}
    return {**_head("chat.completion", number, model), "choices": [choice], "usage": usage(end)}


def delta(number: str, model: str, text: str) -> dict[str, Any]:
    """A piece of a streamed answer."""
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    return {**_head("chat.completion.chunk", number, model), "choices": [choice]}


def stream_end(number: str, model: str, end: GenerationEnd) -> dict[str, Any]:
    """The last piece of a streamed answer."""
    choice = {"index": 0, "delta": {}, "finish_reason": _reason(end)}
    return {**_head("chat.completion.chunk", number, model), "choices": [choice]}


def stream_usage(number: str, model: str, end: GenerationEnd) -> dict[str, Any]:
    """What comes after it when that was asked for."""
    return {**_head("chat.completion.chunk", number, model), "choices": [], "usage": usage(end)}


def usage(end: GenerationEnd) -> dict[str, int]:
    """Tokens of prompt and answer."""
    total = end.prompt_tokens + end.completion_tokens
    return {"prompt_tokens": end.prompt_tokens, "completion_tokens": end.completion_tokens, "total_tokens": total}


def embeddings(model: str, vectors: Sequence[Sequence[float]], encoding: str) -> dict[str, Any]:
    """Vectors, as numbers or as little-endian 32-bit floats in base64."""
    data = [
        {"object": "embedding", "index": index, "embedding": _encoded(vector, encoding)}
        for index, vector in enumerate(vectors)
    ]
    return {"object": "list", "data": data, "model": model, "usage": {"prompt_tokens": 0, "total_tokens": 0}}


def transcription(value: Transcription, form: str) -> dict[str, Any]:
    """What was heard: ``json``, or ``verbose_json`` with times."""
    if form != "verbose_json":
        return {"text": value.text}
    segments = [
        {"id": number, "start": start, "end": end, "text": text}
        for number, (start, end, text) in enumerate(value.segments)
    ]
    return {
        "task": "transcribe",
        "language": value.language,
        "duration": value.duration_s,
        "text": value.text,
        "segments": segments,
    }


def transcription_stream(value: Transcription) -> Iterator[dict[str, Any]]:
    """What was heard, piece by piece, and whole at the end."""
    for _, _, text in value.segments:
        yield {"type": "transcript.text.delta", "delta": text}
    yield {"type": "transcript.text.done", "text": value.text}


def models(names: Sequence[str]) -> dict[str, Any]:
    """``GET /v1/models``."""
    data = [{"id": name, "object": "model", "created": 0, "owned_by": "sotto"} for name in names]
    return {"object": "list", "data": data}


def error(message: str, kind: str) -> dict[str, Any]:
    """What went wrong."""
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}


def _head(kind: str, number: str, model: str) -> dict[str, Any]:
    return {"id": number, "object": kind, "created": int(time.time()), "model": model}


def _reason(end: GenerationEnd) -> str:
    return "length" if end.reason == "length" else "stop"


def _encoded(vector: Sequence[float], encoding: str) -> Any:
    numbers = [float(number) for number in vector]
    if encoding == "float":
        return numbers
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode("ascii")


def _text_of(content: str | list[TextPart]) -> str:
    if isinstance(content, str):
        return content
    if any(part.type != "text" for part in content):
        raise BadRequest("Only text can be asked about here. Leave pictures and sound out.")
    return "\n".join(part.text for part in content)
