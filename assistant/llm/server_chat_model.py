"""A chat model that runs on a chat server: the same protocol, over OpenAI's HTTP API."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from assistant.cancellation import CancelToken
from assistant.errors import ChatServerFailed, ChatServerRefused, InvalidInput
from assistant.llm.base import (
    ChatMessage,
    GenerationEnd,
    GenerationItem,
    GenerationOptions,
    KeptView,
    PromptProgress,
    TextDelta,
    Weighed,
)
from assistant.llm.server_stream import END, BadAnswer, EventStream, Piece, Usage, chances, estimated_tokens, piece
from assistant.records import CHAT_SERVER

SMALLEST_ANSWER = 16
LIKELIEST = 20
"""First tokens whose chances are asked for; OpenAI's API gives no more."""

Post = Callable[[bytes, CancelToken], Generator[bytes, None, None]]
"""Sends a body to ``/chat/completions`` and streams what comes, until cancelled. Raises ``ChatServerFailed``."""


class ServerChatModel:
    """Implements ``ChatModel``. Tokens of a prompt are estimated before it is sent (``estimated_tokens``); how many there were is
    what the server says at the end, and the estimate where it says nothing."""

    def __init__(self, post: Post, *, name: str, context_tokens: int, holds_grammars: bool) -> None:
        """``name`` is the model's on the server."""
        self._post = post
        self._name = name
        self._context_tokens = context_tokens
        self._holds_grammars = holds_grammars
        self._tells_chances = True

    @property
    def model_id(self) -> str:
        """Its name on the server, behind ``CHAT_SERVER``."""
        return f"{CHAT_SERVER}{self._name}"

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer share."""
        return self._context_tokens

    @property
    def parameters(self) -> int:
        """Not told by the server."""
        return 0

    @property
    def read_tokens_per_s(self) -> float:
        """Not known: it reads unseen."""
        return 0.0

    @property
    def holds_grammars(self) -> bool:
        """Whether the server holds the model to a grammar."""
        return self._holds_grammars

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int:
        """An estimate that is too high rather than too low."""
        return estimated_tokens([message.content for message in messages]) + SMALLEST_ANSWER

    def generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[GenerationItem]:
        """Streams an answer; see ``ChatModel.generate``. The server reads the prompt unseen."""
        started = time.monotonic()
        total = self.count_tokens(messages)
        room = self._room(total)
        yield PromptProgress(done=0, total=total, reused=0)
        body = self._body(messages, options, most=min(options.max_tokens, room))
        first_at, pieces, reason, usage, written = None, 0, "", Usage(), 0
        with contextlib.closing(self._pieces(body, cancel)) as stream:
            for one in stream:
                usage = one.usage or usage
                reason = one.finish_reason or reason
                if one.text:
                    if first_at is None:
                        first_at = time.monotonic()
                        yield PromptProgress(done=total, total=total, reused=0)
                    pieces += 1
                    written += len(one.text)
                    yield TextDelta(text=one.text, tokens=1)
        ended = time.monotonic()
        read_at = first_at or ended
        yield GenerationEnd(
            reason="cancelled" if cancel.cancelled else "length" if reason == "length" else "stop",
            prompt_tokens=usage.prompt_tokens or total,
            reused_tokens=usage.reused_tokens,
            completion_tokens=usage.completion_tokens or pieces,
            prompt_ms=(read_at - started) * 1000,
            generation_ms=(ended - read_at) * 1000,
        )

    def weigh(
        self, messages: Sequence[ChatMessage], choices: Sequence[str], cancel: CancelToken
    ) -> Iterator[PromptProgress | Weighed]:
        """Chances as the server tells them for the first token, or by what it says; see ``chances``."""
        total = self.count_tokens(messages)
        self._room(total)
        yield PromptProgress(done=0, total=total, reused=0)
        received = b""
        if self._tells_chances:
            try:
                received = self._said(messages, cancel, {"logprobs": True, "top_logprobs": LIKELIEST})
            except ChatServerRefused:
                # Some servers can only tell what was said; it is not asked for more again.
                self._tells_chances = False
        if not self._tells_chances:
            received = self._said(messages, cancel, {})
        if not cancel.cancelled:
            yield PromptProgress(done=total, total=total, reused=0)
            with _told():
                found = chances(piece(received), choices)
            yield Weighed(chances=found)

    def prefill(self, messages: Sequence[ChatMessage], cancel: CancelToken) -> None:
        """Does nothing: what was not asked is not sent."""

    def keep_view(self, most_bytes: int) -> KeptView:
        """Nothing: what it reads is the server's matter."""
        del most_bytes
        return KeptView()

    def take_up(self, view: KeptView, cancel: CancelToken) -> bool:
        """Does nothing."""
        del view, cancel
        return True

    def close(self) -> None:
        """Nothing is held."""

    def holds_to(self, grammar: str, cancel: CancelToken) -> str:
        """What the model says to a harmless word under a grammar in llama.cpp's notation, to see whether the server knows such."""
        with _told():
            return piece(self._said([ChatMessage(role="user", content="Hello")], cancel, {"grammar": grammar})).text

    def _said(self, messages: Sequence[ChatMessage], cancel: CancelToken, more: dict[str, Any]) -> bytes:
        options = GenerationOptions(max_tokens=8, temperature=0.0)
        body = self._body(messages, options, most=options.max_tokens, more={**more, "stream": False})
        return b"".join(self._post(body, cancel))

    def _room(self, prompt_tokens: int) -> int:
        room = self._context_tokens - prompt_tokens
        if room < SMALLEST_ANSWER:
            raise InvalidInput(
                "Your question is longer than the model can keep in view.",
                "Shorten it, or choose a larger context in the settings.",
            )
        return room

    def _body(
        self,
        messages: Sequence[ChatMessage],
        options: GenerationOptions,
        *,
        most: int,
        more: dict[str, Any] | None = None,
    ) -> bytes:
        body: dict[str, Any] = {
            "model": self._name,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": most,
            "temperature": options.temperature,
            "top_p": options.top_p,
            "stream": True,
        }
        if options.stop:
            body["stop"] = list(options.stop)
        if options.seed is not None:
            body["seed"] = options.seed
        if options.json_schema is not None:
            # As both servers of llama.cpp take it; those that hold to no grammar are never asked for it.
            body["response_format"] = {"type": "json_object", "schema": options.json_schema}
        if options.grammar:
            body["grammar"] = options.grammar
        body |= more or {}
        if body["stream"]:
            body["stream_options"] = {"include_usage": True}
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")

    def _pieces(self, body: bytes, cancel: CancelToken) -> Generator[Piece, None, None]:
        """The answer's pieces until the server says that there are no more; one that ends without a word of that broke off."""
        events, ended = EventStream(), False
        with contextlib.closing(self._post(body, cancel)) as received, _told():
            for some in received:
                for data in events.feed(some):
                    if data.strip() == END:
                        return
                    one = piece(data)
                    ended = ended or bool(one.finish_reason)
                    yield one
        if not ended and not cancel.cancelled:
            raise ChatServerFailed(
                "The connection with the chat server broke off.", "Ask again, or let the model on this computer answer."
            )


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BadAnswer as error:
        raise ChatServerFailed(
            "What the chat server sent makes no sense.",
            "Check its address: it must speak OpenAI's API. Or let the model on this computer answer.",
        ) from error
