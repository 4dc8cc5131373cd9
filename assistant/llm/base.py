"""What a chat model is to the rest of Sotto."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from assistant.cancellation import CancelToken


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message as the model reads it; ``role`` is ``system``, ``user`` or ``assistant``."""

    role: str
    content: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GenerationOptions:
    """How to generate. ``json_schema`` constrains the output to JSON of that schema, ``grammar`` to a language in GBNF, which is
    llama.cpp's notation."""

    max_tokens: int = 1024
    temperature: float = 0.3
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.05
    seed: int | None = None
    stop: tuple[str, ...] = ()
    json_schema: dict[str, Any] | None = None
    grammar: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PromptProgress:
    """How far the prompt is read, in tokens; ``reused`` of them were in the cache."""

    done: int
    total: int
    reused: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TextDelta:
    """More text; whole characters only. ``tokens`` were generated for it."""

    text: str
    tokens: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GenerationEnd:
    """The last item of a generation. ``reason`` is ``stop``, ``length`` or ``cancelled``."""

    reason: str
    prompt_tokens: int
    reused_tokens: int
    completion_tokens: int
    prompt_ms: float
    generation_ms: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How likely an answer that must be one of some choices is each of them, as shares of 1."""

    chances: tuple[float, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KeptView:
    """What a model had read, to be taken up again. Without its ``state``, the model's own bytes, it is read once more."""

    tokens: tuple[int, ...] = ()
    state: memoryview | None = dataclasses.field(default=None, repr=False)

    @property
    def size_bytes(self) -> int:
        """Memory that it takes."""
        return len(self.state) if self.state is not None else 0


GenerationItem = PromptProgress | TextDelta | GenerationEnd


class ChatModel(Protocol):
    """One loaded model. Used from one thread only (its worker's); ``CancelToken`` may be set from any."""

    @property
    def model_id(self) -> str:
        """The catalog id."""

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer share."""

    @property
    def parameters(self) -> int:
        """How many weights it has; 0 where that is not known."""

    @property
    def read_tokens_per_s(self) -> float:
        """How fast it lately read long prompts; 0 before it read one."""

    @property
    def holds_grammars(self) -> bool:
        """Whether ``GenerationOptions.grammar`` and ``json_schema`` constrain what it writes; where not, they are not used."""

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of the prompt made of ``messages`` by the model's chat template, the answer's opening included."""

    def generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[GenerationItem]:
        """Streams an answer; ``GenerationEnd`` comes last, also when cancelled.

        Keeps the prompt's prefix between calls and reports how much of it was reused. While ``cancel.gives_way`` the reading of
        the prompt stops within a batch, and its ``PromptProgress`` comes once more without progress. Between two items the model
        may be used for something else, if what it had in view is taken up again before the next. Raises ``InvalidInput`` when the
        prompt leaves no room for an answer, ``ModelUnavailable`` when the model fails.
        """

    def weigh(
        self, messages: Sequence[ChatMessage], choices: Sequence[str], cancel: CancelToken
    ) -> Iterator[PromptProgress | Weighed]:
        """Reads the prompt and weighs what may be answered; ``Weighed`` comes last, and not when cancelled.

        The beginnings of ``choices`` must differ: the first token decides. Keeps the prompt's prefix as ``generate`` does. Raises
        ``InvalidInput`` when the prompt is too long, ``ModelUnavailable`` when the model fails.
        """

    def prefill(self, messages: Sequence[ChatMessage], cancel: CancelToken) -> None:
        """Reads the prompt made of ``messages``, up to the end of the last one's text, into the cache.

        A prompt that begins the same then reads only the rest. Ends early when cancelled, and does nothing where the prompt
        leaves no room or the model could not forget a part of what it read. Raises ``ModelUnavailable``.
        """

    def keep_view(self, most_bytes: int) -> KeptView:
        """What it has in view now, with its state where that takes no more than ``most_bytes``."""

    def take_up(self, view: KeptView, cancel: CancelToken) -> bool:
        """Has in view again what it had then. False when ``cancel`` gave way or was cancelled in the middle of reading it anew.

        Raises ``ModelUnavailable``.
        """

    def close(self) -> None:
        """Frees the model. A generation that was not finished may still be closed, not gone on with."""


ChatModelLoader = Callable[[], ChatModel]
