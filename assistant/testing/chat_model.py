"""A chat model that answers from a script, at a pace if wanted."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from assistant.cancellation import CancelToken
from assistant.errors import InvalidInput
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
from assistant.llm.prompt_cache import common_prefix

Script = Sequence[str] | Callable[[Sequence[ChatMessage]], str]

_OPENING = "\n<assistant>\n"
_TOKEN = re.compile(r"\s*[A-Za-z0-9]+|\s*.", re.DOTALL)


class ScriptedChatModel:
    """A ``ChatModel`` whose tokens are words and single signs.

    ``answers`` are given in order, the last one again and again, or computed from the messages. ``tokens_per_s`` None streams
    without waiting. With ``gate`` each token waits until it is set. ``prompts`` holds the messages of every generation,
    ``prefilled`` those of every prefill and whether it was cancelled, ``weighed`` those of every weighing; ``first_choice`` is
    how likely its first choice is, or computes that from the messages.
    """

    def __init__(
        self,
        answers: Script = ("All right.",),
        *,
        tokens_per_s: float | None = None,
        context_tokens: int = 8192,
        model_id: str = "scripted-chat",
        gate: threading.Event | None = None,
        prefill_gate: threading.Event | None = None,
        first_choice: float | Callable[[Sequence[ChatMessage]], float] = 1.0,
        parameters: int = 0,
        read_tokens_per_s: float = 0.0,
        holds_grammars: bool = True,
    ) -> None:
        self._answers = answers
        self._tokens_per_s = tokens_per_s
        self._context_tokens = context_tokens
        self._model_id = model_id
        self._gate = gate
        self._prefill_gate = prefill_gate
        self._parameters = parameters
        self._read_tokens_per_s = read_tokens_per_s
        self.first_choice = first_choice
        self._holds_grammars = holds_grammars
        self._held = ""
        self.weighed: list[tuple[ChatMessage, ...]] = []
        self.prompts: list[tuple[ChatMessage, ...]] = []
        self.prefilled: list[tuple[tuple[ChatMessage, ...], bool]] = []
        self.closed = False

    @property
    def model_id(self) -> str:
        """The id it was given."""
        return self._model_id

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer share."""
        return self._context_tokens

    @property
    def parameters(self) -> int:
        """The size it was given."""
        return self._parameters

    @property
    def read_tokens_per_s(self) -> float:
        """The speed it was given."""
        return self._read_tokens_per_s

    @property
    def holds_grammars(self) -> bool:
        """What it was told to say."""
        return self._holds_grammars

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int:
        """Words and signs of the messages and their roles."""
        return len(_TOKEN.findall(_prompt(messages)))

    def generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[GenerationItem]:
        """The next answer of the script, token by token."""
        prompt = _prompt(messages)
        total = self.count_tokens(messages)
        if total >= self._context_tokens:
            raise InvalidInput("Your question is longer than the model can keep in view.", "Shorten it.")
        reused = self._reused(prompt)
        self.prompts.append(tuple(messages))
        yield PromptProgress(done=reused, total=total, reused=reused)
        if not cancel.cancelled:
            yield PromptProgress(done=total, total=total, reused=reused)
        tokens = _TOKEN.findall(_until(self._answer(messages), options.stop))
        limit = min(options.max_tokens, self._context_tokens - total)
        written = ""
        count = 0
        for token in tokens[:limit]:
            if self._gate is not None:
                while not cancel.cancelled and not self._gate.wait(0.01):
                    pass
            elif self._tokens_per_s:
                time.sleep(1 / self._tokens_per_s)
            if cancel.cancelled:
                break
            count += 1
            written += token
            yield TextDelta(text=token, tokens=1)
        self._held = prompt + written
        reason = "cancelled" if cancel.cancelled else "length" if len(tokens) > limit else "stop"
        yield GenerationEnd(
            reason=reason,
            prompt_tokens=total,
            reused_tokens=reused,
            completion_tokens=count,
            prompt_ms=1.0,
            generation_ms=1000 * count / (self._tokens_per_s or 1000),
        )

    def weigh(
        self, messages: Sequence[ChatMessage], choices: Sequence[str], cancel: CancelToken
    ) -> Iterator[PromptProgress | Weighed]:
        """``first_choice`` for the first, the rest in equal shares."""
        self.weighed.append(tuple(messages))
        self._held = _prompt(messages)
        total = self.count_tokens(messages)
        yield PromptProgress(done=total, total=total, reused=0)
        if not cancel.cancelled:
            first = self.first_choice if isinstance(self.first_choice, float) else self.first_choice(messages)
            rest = (1 - first) / max(len(choices) - 1, 1)
            yield Weighed(chances=(first, *[rest] * (len(choices) - 1)))

    def prefill(self, messages: Sequence[ChatMessage], cancel: CancelToken) -> None:
        """Notes the messages in ``prefilled``; with ``prefill_gate`` it waits until that is set or it is cancelled."""
        while self._prefill_gate is not None and not cancel.cancelled and not self._prefill_gate.wait(0.01):
            pass
        self.prefilled.append((tuple(messages), cancel.cancelled))
        prompt = _prompt(messages).removesuffix(_OPENING)
        if not cancel.cancelled and not self._held.startswith(prompt):
            self._held = prompt

    def keep_view(self, most_bytes: int) -> KeptView:
        """The text it has in view, as bytes."""
        held = self._held.encode()
        return KeptView(state=memoryview(held) if len(held) <= most_bytes else None)

    def take_up(self, view: KeptView, cancel: CancelToken) -> bool:
        """Has that text in view; none where it was not kept."""
        del cancel
        self._held = bytes(view.state or b"").decode()
        return True

    def close(self) -> None:
        """Notes that it was closed."""
        self.closed = True

    def _reused(self, prompt: str) -> int:
        return common_prefix(_TOKEN.findall(self._held), _TOKEN.findall(prompt))

    def _answer(self, messages: Sequence[ChatMessage]) -> str:
        if callable(self._answers):
            return self._answers(messages)
        return self._answers[min(len(self.prompts), len(self._answers)) - 1]


def _until(answer: str, stops: Sequence[str]) -> str:
    """The answer up to the first of the texts that stop it."""
    return answer[: min((at for stop in stops if (at := answer.find(stop)) >= 0), default=len(answer))]


def _prompt(messages: Sequence[ChatMessage]) -> str:
    return "".join(f"\n<{message.role}>\n{message.content}" for message in messages) + _OPENING
