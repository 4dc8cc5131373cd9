"""A model's chat template, rendered so that what people wrote can never pass for the template's control tokens.

The template of a GGUF file is Jinja. It is rendered in a sandbox with a placeholder for each message; the text between the
placeholders is the template's own and may hold control tokens, what is put in for them is plain text.
"""

from __future__ import annotations

import dataclasses
import json
import re
import secrets
from collections.abc import Sequence
from typing import Any

import jinja2
import jinja2.ext
import jinja2.runtime
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatMessage

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""For files without a template: the most common format."""

_OPEN, _CLOSE = "\ue000", "\ue001"


_LARGEST = 1_000_000
"""Signs of a text, elements of a list, or a number, that a template may make by multiplying."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Keeps a template from the objects behind what it is given, as Jinja's own does, and from filling the memory by one sign. A
    template that goes round for ever is not kept from it."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        sizes = [one if isinstance(one, int | float) else len(one) for one in (left, right)]
        if operator == "**" or abs(sizes[0] * sizes[1]) > _LARGEST:
            raise SecurityError("a template may not make anything so large")
        return super().call_binop(context, operator, left, right)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PromptPart:
    """A piece of a prompt. ``control`` says that it is the template's, so that its control tokens count as such."""

    text: str
    control: bool


class ChatTemplate:
    """Renders messages into parts. A template without a system role gets the system text in front of the first message."""

    def __init__(self, template: str, *, bos: str = "", eos: str = "") -> None:
        """Raises ``ModelUnavailable`` for a template that is not valid Jinja."""
        environment = _Sandbox(
            trim_blocks=True, lstrip_blocks=True, extensions=[_GenerationTag, jinja2.ext.loopcontrols]
        )
        environment.filters["tojson"] = _to_json
        self._names = {"bos_token": bos, "eos_token": eos}
        self._nonce = secrets.token_hex(8)
        try:
            self._template = environment.from_string(template or CHATML)
        except jinja2.TemplateError as error:
            raise _unusable() from error

    def parts(self, messages: Sequence[ChatMessage]) -> tuple[PromptPart, ...]:
        """The prompt for ``messages`` up to the opening of the answer. Raises ``ModelUnavailable`` when nothing works."""
        for attempt in (list(messages), _system_in_first_message(messages)):
            try:
                rendered = self._render([message.role for message in attempt])
            except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
                continue
            parts = self._filled(rendered, attempt)
            if parts is not None:
                return parts
        raise _unusable()

    def _render(self, roles: Sequence[str]) -> str:
        return self._template.render(
            messages=[{"role": role, "content": self._placeholder(n)} for n, role in enumerate(roles)],
            add_generation_prompt=True,
            enable_thinking=False,
            raise_exception=_refuse,
            **self._names,
        )

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

    def parse(self, parser: jinja2.parser.Parser) -> list[jinja2.nodes.Node]:
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
