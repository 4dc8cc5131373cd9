"""A model's chat template, rendered so that what people wrote can never pass for the template's control tokens.

The template of a GGUF file is Jinja. It is rendered in a sandbox with a placeholder for each message; the text between the
placeholders is the template's own and may hold control tokens, what is put in for them is plain text.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import re
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import jinja2
import jinja2.ext
import jinja2.runtime
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatMessage

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""For files without a template: the most common format."""

_FAILURES = (
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    SyntaxError,
)
"""What a template's own code may raise, besides Jinja's errors."""

_OPEN, _CLOSE = "\ue000", "\ue001"

_LARGEST = 1_000_000
"""Signs of a text, elements of a list, or a number, that a template may make at a time; signs of the whole prompt's frame."""
_LONGEST_TEMPLATE = 200_000
"""Signs; the longest of known models has 20,000."""
_WIDE = re.compile(r"\*|[0-9]{5,}")
_MOST_STEPS = 500_000
_LONGEST_S = 5.0
"""Processor time of one rendering; a thousand messages take a tenth of a second."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Keeps a template from the objects behind what it is given, as Jinja's own does, and from going round for ever or filling the
    memory: each round of a loop, call and filter counts as a step of the rendering, whose number and processor time are limited."""

    intercepted_binops = frozenset({"+", "%", "*", "**"})

    def __init__(self) -> None:
        super().__init__(trim_blocks=True, lstrip_blocks=True, extensions=[_GenerationTag, jinja2.ext.loopcontrols])
        self.filters |= {name: self._counted(name, made) for name, made in self.filters.items()}
        self._steps = 0
        self._ends_s = 0.0

    def begin(self) -> None:
        """A rendering begins, on this thread."""
        self._steps = 0
        self._ends_s = time.thread_time() + _LONGEST_S

    def step(self) -> str:
        """Counts one. Raises ``SecurityError`` when it was one too many."""
        self._steps += 1
        if self._steps > _MOST_STEPS or time.thread_time() > self._ends_s:
            raise SecurityError("a template may not take so long")
        return ""

    def joined(self, *parts: Any) -> str:
        """What ``~`` makes."""
        texts = [str(part) for part in parts]
        if sum(map(len, texts)) > _LARGEST:
            raise _too_large()
        return "".join(texts)

    def call(self, context: jinja2.runtime.Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Also of a macro, which may call itself."""
        self.step()
        if getattr(called, "__name__", "") in ("format", "format_map"):
            # Jinja's own sandbox hands out a function around the text's method.
            _refuse_wide(getattr(getattr(called, "__wrapped__", called), "__self__", None))
        _refuse_large((*args, *kwargs.values()))
        return super().call(context, called, *args, **kwargs)

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """Refuses what would be too large."""
        if operator == "+":
            large = not isinstance(left, int | float) and len(left) + len(right) > _LARGEST
        elif operator == "%":
            _refuse_wide(left)
            large = False
        else:
            sizes = [one if isinstance(one, int | float) else len(one) for one in (left, right)]
            large = operator == "**" or abs(sizes[0] * sizes[1]) > _LARGEST
        if large:
            raise _too_large()
        return super().call_binop(context, operator, left, right)

    def _counted(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(made)  # with the marks by which Jinja knows what else to hand in
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.step()
            if name == "format":
                _refuse_wide(args[0])
            _refuse_large((*args, *kwargs.values()))
            return made(*args, **kwargs)

        return counted

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            # An output that is empty, since Jinja has no statement without one.
            loop.body.insert(0, nodes.Output([_call("step", [])]))
        for node in list(tree.find_all(nodes.Concat)):
            node.nodes = [_call("joined", node.nodes)]
        return tree


def _call(name: str, args: list[nodes.Expr]) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name), args, [], None, None)


def _refuse_large(values: Iterable[Any]) -> None:
    if any(isinstance(one, int) and abs(one) > _LARGEST for one in values):
        raise _too_large()


def _refuse_wide(pattern: Any) -> None:
    """A width in a format makes a text of any length."""
    if isinstance(pattern, str) and _WIDE.search(pattern):
        raise _too_large()


def _too_large() -> SecurityError:
    return SecurityError("a template may not make anything so large")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PromptPart:
    """A piece of a prompt. ``control`` says that it is the template's, so that its control tokens count as such."""

    text: str
    control: bool


class ChatTemplate:
    """Renders messages into parts. A template without a system role gets the system text in front of the first message."""

    def __init__(self, template: str, *, bos: str = "", eos: str = "") -> None:
        """Raises ``ModelUnavailable`` for a template that is not valid Jinja."""
        self._environment = environment = _Sandbox()
        environment.filters["tojson"] = _to_json
        self._names = {"bos_token": bos, "eos_token": eos}
        self._nonce = secrets.token_hex(8)
        try:
            if len(template) > _LONGEST_TEMPLATE:
                raise _too_large()
            environment.begin()  # what is constant is worked out now
            self._template = environment.from_string(template or CHATML)
        except (jinja2.TemplateError, *_FAILURES) as error:
            raise _unusable() from error

    def parts(self, messages: Sequence[ChatMessage]) -> tuple[PromptPart, ...]:
        """The prompt for ``messages`` up to the opening of the answer. Raises ``ModelUnavailable`` when nothing works."""
        for attempt in (list(messages), _system_in_first_message(messages)):
            try:
                rendered = self._render([message.role for message in attempt])
            except SecurityError as error:
                raise _unusable() from error  # it would take as long once more
            except (jinja2.TemplateError, *_FAILURES):
                continue
            parts = self._filled(rendered, attempt)
            if parts is not None:
                return parts
        raise _unusable()

    def _render(self, roles: Sequence[str]) -> str:
        self._environment.begin()
        pieces, length = [], 0
        for piece in self._template.generate(
            messages=[{"role": role, "content": self._placeholder(n)} for n, role in enumerate(roles)],
            add_generation_prompt=True,
            enable_thinking=False,
            raise_exception=_refuse,
            **self._names,
        ):
            length += len(piece)
            if length > _LARGEST:
                raise _too_large()
            pieces.append(piece)
        return "".join(pieces)

    def _placeholder(self, n: int) -> str:
        return f"{_OPEN}{self._nonce}:{n}{_CLOSE}"

    def _filled(self, rendered: str, messages: Sequence[ChatMessage]) -> tuple[PromptPart, ...] | None:
        pieces = re.split(f"{_OPEN}{self._nonce}:([0-9]+){_CLOSE}", rendered)
        order = [int(n) for n in pieces[1::2]]
        if sorted(order) != list(range(len(messages))):
            return None
        parts: list[PromptPart] = []
        for index, piece in enumerate(pieces):
            part = (
                PromptPart(text=messages[int(piece)].content, control=False)
                if index % 2
                else PromptPart(text=piece, control=True)
            )
            if part.text:
                parts.append(part)
        return tuple(parts)


class _GenerationTag(jinja2.ext.Extension):
    """Hugging Face's ``{% generation %}`` marks the answer for training; here it is passed through."""

    tags = {"generation"}  # noqa: RUF012 - jinja2 declares it as a plain set

    def parse(self, parser: jinja2.parser.Parser) -> list[nodes.Node]:
        next(parser.stream)
        return list(parser.parse_statements(("name:endgeneration",), drop_needle=True))


def _system_in_first_message(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    system = [message.content for message in messages if message.role == "system"]
    others = [message for message in messages if message.role != "system"]
    if not system or not others:
        return list(messages)
    first = ChatMessage(role=others[0].role, content="\n\n".join([*system, others[0].content]))
    return [first, *others[1:]]


def _to_json(value: Any, **options: Any) -> str:
    return json.dumps(value, **{"ensure_ascii": False} | options)


def _refuse(message: str) -> None:
    raise ValueError(message)


def _unusable() -> ModelUnavailable:
    return ModelUnavailable("The model's chat template cannot be used.", "Choose another model.")
