"""What a server of OpenAI's API sends, read strictly: server-sent events, pieces of an answer, chances, lists of models (pure).

The format of events is https://html.spec.whatwg.org/multipage/server-sent-events.html, that of their contents
https://platform.openai.com/docs/api-reference/chat-streaming. Unknown fields are ignored, known ones of the wrong type refused.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec

T = TypeVar("T")

MOST_PENDING = 1_000_000
"""Characters of an event that has not ended; more is no answer of a chat model."""
END = "[DONE]"
"""The data of the last event."""
_LINE_END = re.compile(r"\r\n|\n|\r")


class BadAnswer(ValueError):
    """The server sent what no server of this API sends. Says nothing of what it was."""


class EventStream:
    """Bytes as they come into the data of whole events."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._data: list[str] = []
        self._pending = 0

    def feed(self, received: bytes) -> list[str]:
        """The data of the events that ended with these bytes. Raises ``BadAnswer`` for one without end."""
        text = self._rest + self._decoder.decode(received)
        # A carriage return at the end may be the first half of a line's end.
        held = "\r" if text.endswith("\r") else ""
        lines = _LINE_END.split(text[: len(text) - len(held)])
        self._rest = lines.pop() + held
        found = []
        for line in lines:
            if line:
                self._take(line)
            elif self._data:
                found.append("\n".join(self._data))
                self._data, self._pending = [], 0
        if self._pending + len(self._rest) > MOST_PENDING:
            raise BadAnswer("an event without end")
        return found

    def _take(self, line: str) -> None:
        field, _, value = line.partition(":")
        if field == "data":
            self._data.append(value.removeprefix(" "))
            self._pending += len(value)


class _Delta(msgspec.Struct):
    content: str | None = None


class _Chance(msgspec.Struct):
    token: str = ""
    logprob: float = -math.inf


class _FirstToken(msgspec.Struct):
    top_logprobs: list[_Chance] = []


class _Chances(msgspec.Struct):
    content: list[_FirstToken] | None = None


class _Choice(msgspec.Struct):
    delta: _Delta | None = None
    message: _Delta | None = None
    finish_reason: str | None = None
    logprobs: _Chances | None = None


class _PromptDetails(msgspec.Struct):
    cached_tokens: int | None = 0


class Usage(msgspec.Struct):
    """Tokens as the server counts them."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _PromptDetails | None = None

    @property
    def reused_tokens(self) -> int:
        """Tokens of the prompt that the server had in its cache."""
        return (self.prompt_tokens_details.cached_tokens or 0) if self.prompt_tokens_details is not None else 0


class Piece(msgspec.Struct):
    """A piece of an answer, or a whole one."""

    choices: list[_Choice] = []
    usage: Usage | None = None
    error: msgspec.Raw | None = None

    @property
    def text(self) -> str:
        """The text it brings; empty for one that ends the answer, counts its tokens or brings what a model thinks to itself."""
        said = next((choice.delta or choice.message for choice in self.choices), None)
        return (said.content or "") if said is not None else ""

    @property
    def finish_reason(self) -> str:
        """Why the answer ended, empty while it has not."""
        return next((choice.finish_reason for choice in self.choices if choice.finish_reason), "")


class _ModelMeta(msgspec.Struct):
    n_ctx: int | None = None
    n_ctx_train: int | None = None


class ServedModel(msgspec.Struct):
    """A model as the list of models names it. vLLM tells ``max_model_len``, llama.cpp ``meta``."""

    id: str
    max_model_len: int | None = None
    meta: _ModelMeta | None = None

    @property
    def context_tokens(self) -> int:
        """Tokens it keeps in view, or 0 where the list does not tell."""
        told = self.max_model_len or (self.meta.n_ctx or self.meta.n_ctx_train if self.meta is not None else 0)
        return max(told or 0, 0)


class _Models(msgspec.Struct):
    data: list[ServedModel] = []


class _GenerationDefaults(msgspec.Struct):
    n_ctx: int = 0


class _Properties(msgspec.Struct):
    default_generation_settings: _GenerationDefaults | None = None


def piece(data: bytes | str) -> Piece:
    """An event's data, or the whole answer. Raises ``BadAnswer``, also where the server tells of an error in place of a piece."""
    found = _decoded(data, Piece)
    if found.error is not None and bytes(found.error) != b"null":
        raise BadAnswer("an error in place of an answer")
    return found


def served_models(data: bytes) -> list[ServedModel]:
    """``GET /v1/models``. Raises ``BadAnswer``."""
    return [model for model in _decoded(data, _Models).data if model.id]


def context_of_properties(data: bytes) -> int:
    """Tokens that a server of llama.cpp keeps in view, by its ``GET /props``; 0 where it does not tell. Raises ``BadAnswer``."""
    defaults = _decoded(data, _Properties).default_generation_settings
    return max(defaults.n_ctx, 0) if defaults is not None else 0


def chances(answer: Piece, choices: Sequence[str]) -> tuple[float, ...]:
    """How likely each of ``choices`` is, as shares of 1.

    By the likeliest first tokens, where the server tells them: a token counts for the choice that begins with it. Else by what
    was answered: all for the choice that it begins with. Where nothing fits, all are as likely.
    """
    tokens = next((one.logprobs.content or [] for one in answer.choices if one.logprobs is not None), [])
    weights = [0.0] * len(choices)
    for chance in tokens[0].top_logprobs if tokens else ():
        beginning = chance.token.strip()
        fitting = [at for at, choice in enumerate(choices) if beginning and choice.startswith(beginning)]
        if len(fitting) == 1 and chance.logprob <= 0:
            weights[fitting[0]] += math.exp(chance.logprob)
    if not any(weights):
        said = answer.text.strip()
        weights = [1.0 if said.startswith(choice) else 0.0 for choice in choices]
    total = sum(weights)
    return tuple(weight / total if total else 1 / len(choices) for weight in weights)


def estimated_tokens(texts: Sequence[str]) -> int:
    """What texts of a prompt may take at most, where only the server can count: a token for each three bytes of UTF-8, and eight
    for what frames a message.

    English takes four to five bytes a token with today's models and Japanese three or a little more, so that a prompt within this
    figure fits.
    """
    return sum(8 + math.ceil(len(text.encode("utf-8", "replace")) / 3) for text in texts)


def _decoded(data: bytes | str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise BadAnswer("no JSON of this API") from error
