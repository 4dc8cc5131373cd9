"""A model's chat template, rendered so that what people wrote can never pass for the template's control tokens.

The template of a GGUF file is Jinja. It is rendered in a sandbox with a placeholder for each message; the text between the
placeholders is the template's own and may hold control tokens, what is put in for them is plain text.
"""

from __future__ import annotations

import dataclasses
import re
import secrets
from collections.abc import Sequence

import jinja2
from jinja2.exceptions import SecurityError

from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatMessage
from assistant.llm.template_sandbox import LARGEST, TemplateSandbox

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

_LONGEST_TEMPLATE = 200_000
"""Signs; the longest of known models has 20,000."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PromptPart:
    """A piece of a prompt. ``control`` says that it is the template's, so that its control tokens count as such."""

    text: str
    control: bool


class ChatTemplate:
    """Renders messages into parts. A template without a system role gets the system text in front of the first message."""

    def __init__(self, template: str, *, bos: str = "", eos: str = "") -> None:
        """Raises ``ModelUnavailable`` for a template that is not valid Jinja."""
        self._environment = environment = TemplateSandbox()
        self._names = {"bos_token": bos, "eos_token": eos}
        self._nonce = secrets.token_hex(8)
        try:
            if len(template) > _LONGEST_TEMPLATE:
                raise SecurityError("a template may not be so long")
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
            if length > LARGEST:
                raise SecurityError("a prompt's frame may not be so long")
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


def _system_in_first_message(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    system = [message.content for message in messages if message.role == "system"]
    others = [message for message in messages if message.role != "system"]
    if not system or not others:
        return list(messages)
    first = ChatMessage(role=others[0].role, content="\n\n".join([*system, others[0].content]))
    return [first, *others[1:]]


def _refuse(message: str) -> None:
    raise ValueError(message)


def _unusable() -> ModelUnavailable:
    return ModelUnavailable("The model's chat template cannot be used.", "Choose another model.")
