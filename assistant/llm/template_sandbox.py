"""The sandbox in which the chat template of a model file is rendered: it reaches nothing, ends, and holds little memory.

Nothing it makes at a time, and not all it makes together, may be large. Sizes are reckoned before anything is made: that of what a
call, filter or operator gives is at most about the product of the two largest things it is given (a text of n signs in which each
is replaced by one of m signs), where a number counts as itself. What is nested counts as often as it is reached.
"""

from __future__ import annotations

import functools
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import jinja2
import jinja2.ext
import jinja2.runtime
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

LARGEST = 1_000_000
"""Signs of a text, elements of a list with all that is in them, or a number; signs of the whole prompt's frame."""
LARGEST_PRODUCT = 10_000_000
MOST_MADE = 50_000_000
"""Signs and elements of everything that one rendering makes."""
MOST_STEPS = 500_000
LONGEST_S = 5.0
"""Processor time of one rendering; a thousand messages take a tenth of a second."""
_WIDE = re.compile(r"\*|[0-9]{5,}")
_RATHER_WIDE = re.compile(r"[0-9]{3,}")
_LONG_PATTERN = 1_000
_MOST_INDENTED = 10_000


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Keeps a template from the objects behind what it is given, as Jinja's own does, and from going round for ever or filling the
    memory: each round of a loop, call and filter counts as a step of the rendering, whose number and processor time are limited."""

    intercepted_binops = frozenset({"+", "%", "*", "**"})

    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_GenerationTag, jinja2.ext.loopcontrols],
            finalize=self._finalized(),
        )
        del self.globals["lipsum"]
        self.filters["tojson"] = _to_json
        self.filters = {name: self._counted(name, made) for name, made in self.filters.items()}
        self._steps = self._made = self._written = 0
        self._ends_s = 0.0

    def begin(self) -> None:
        """A rendering begins, on this thread."""
        self._steps = self._made = self._written = 0
        self._ends_s = time.thread_time() + LONGEST_S

    def step(self) -> str:
        """Counts one. Raises ``SecurityError`` when it was one too many."""
        self._steps += 1
        if self._steps > MOST_STEPS or time.thread_time() > self._ends_s:
            raise SecurityError("a template may not take so long")
        return ""

    def wrote(self, signs: int) -> str:
        """The template's own text goes into what is written, which may be set aside rather than be the prompt's."""
        self._written += signs
        if self._written > LARGEST:
            raise _too_large()
        return ""

    def made(self, value: Any) -> Any:
        """A list, tuple, dictionary, part or result: ``value``, once it is counted."""
        weigh(value)
        if isinstance(value, str | bytes | list | tuple | dict):
            self._made += len(value)
            if self._made > MOST_MADE:
                raise _too_large()
        return value

    def joined(self, *parts: Any) -> str:
        """What ``~`` makes."""
        weigh(parts)
        return str(self.made("".join([str(part) for part in parts])))

    def call(self, context: jinja2.runtime.Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Also of a macro, which may call itself."""
        self.step()
        # Jinja's own sandbox hands out a function around some of a text's methods.
        owner = getattr(getattr(called, "__wrapped__", called), "__self__", None)
        if getattr(called, "__name__", "") in ("format", "format_map"):
            _refuse_wide(owner)
        args = tuple(map(_listed, args))
        _refuse_large((owner if isinstance(owner, str | bytes) else 0, *args, *kwargs.values()))
        return self.made(super().call(context, called, *args, **kwargs))

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """Refuses what would be too large."""
        sizes = [abs(one) if isinstance(one, int | float) else weigh(one) for one in (left, right)]
        if operator == "+":
            large = not isinstance(left, int | float) and sum(sizes) > LARGEST
        elif operator == "%":
            _refuse_wide(left)
            large = isinstance(left, str) and sizes[0] * sizes[1] > LARGEST_PRODUCT
        else:
            large = operator == "**" or sizes[0] * sizes[1] > LARGEST
        if large:
            raise _too_large()
        return self.made(super().call_binop(context, operator, left, right))

    def _finalized(self) -> Callable[[jinja2.runtime.Context, Any], Any]:
        @jinja2.pass_context  # so that Jinja works out nothing beforehand, uncounted
        def finalize(_: jinja2.runtime.Context, value: Any) -> Any:
            self.wrote(weigh(value))
            return value

        return finalize

    def _counted(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(made)  # with the marks by which Jinja knows what else to hand in
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.step()
            if name == "format":
                _refuse_wide(args[0])
            args = tuple(map(_listed, args))
            _refuse_large((*args, *kwargs.values()))
            return self.made(made(*args, **kwargs))

        return counted

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Counting().visit(super()._parse(source, name, filename))
        for loop in tree.find_all(nodes.For):
            # An output that is empty, since Jinja has no statement without one.
            loop.body.insert(0, nodes.Output([_call("step", [])]))
        return tree


class _Counting(NodeTransformer):
    """Has everything that makes something without a call or an operator tell the sandbox."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        """Of every node, those below it first."""
        super().generic_visit(node, *args, **kwargs)
        match node:
            case nodes.Concat():
                return _call("joined", node.nodes)
            case nodes.List() | nodes.Dict() | nodes.Tuple(ctx="load") | nodes.Getitem(arg=nodes.Slice()):
                return _call("made", [node])
            case nodes.Output():
                signs = sum(len(one.data) for one in node.nodes if isinstance(one, nodes.TemplateData))
                if signs:
                    node.nodes.insert(0, _call("wrote", [nodes.Const(signs)]))
        return node


class _GenerationTag(jinja2.ext.Extension):
    """Hugging Face's ``{% generation %}`` marks the answer for training; here it is passed through."""

    tags = {"generation"}  # noqa: RUF012 - jinja2 declares it as a plain set

    def parse(self, parser: jinja2.parser.Parser) -> list[nodes.Node]:
        next(parser.stream)
        return list(parser.parse_statements(("name:endgeneration",), drop_needle=True))


def weigh(value: Any) -> int:
    """Signs and elements of a value and of all that is in it, at least 1. Raises ``SecurityError`` when they are too many."""
    weight, left = 0, [value]
    while left:
        one = left.pop()
        if isinstance(one, str | bytes):
            weight += len(one)
        else:
            inner = _inner(one)
            weight += 1 + len(inner)
            if weight <= LARGEST:
                left.extend(each for each in inner if not isinstance(each, int | float))
        if weight > LARGEST:
            raise _too_large()
    return max(weight, 1)


def _inner(value: Any) -> list[Any]:
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if isinstance(value, Namespace):
        value = object.__getattribute__(value, "_Namespace__attrs")
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    return []


def _listed(value: Any) -> Any:
    """What comes one by one, as a list, which can be weighed; as of the filter ``map``."""
    if not isinstance(value, Iterator) or isinstance(value, jinja2.runtime.LoopContext):
        return value
    taken: list[Any] = []
    weight = 0
    for one in value:
        weight += weigh(one)
        if weight > LARGEST:
            raise _too_large()
        taken.append(one)
    return taken


def _refuse_large(values: Iterable[Any]) -> None:
    sizes = [0, 0]
    for one in values:
        size = abs(one) if isinstance(one, int) else weigh(one)
        if size > LARGEST:
            raise _too_large()
        sizes.append(size)
    sizes.sort()
    if sizes[-1] * sizes[-2] > LARGEST_PRODUCT:
        raise _too_large()


def _refuse_wide(pattern: Any) -> None:
    """A width in a format makes a text of any length."""
    if not isinstance(pattern, str):
        return
    if _WIDE.search(pattern) or (len(pattern) > _LONG_PATTERN and _RATHER_WIDE.search(pattern)):
        raise _too_large()


def _to_json(value: Any, **options: Any) -> str:
    if options.get("indent") and weigh(value) > _MOST_INDENTED:
        raise _too_large()
    return json.dumps(value, **{"ensure_ascii": False} | options)


def _call(name: str, args: list[nodes.Expr]) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name), args, [], None, None)


def _too_large() -> SecurityError:
    return SecurityError("a template may not make anything so large")
