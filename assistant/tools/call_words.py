"""What asks for a tool, what a model is asked, and how a call is shown (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.llm.base import ChatMessage
from assistant.tools.base import ToolResult
from assistant.tools.shelf import KnownServer, KnownTool

MOST_TOKENS = 400
NONE = "none"
_LONGEST_DESCRIPTION = 1500
_LONGEST_RESULT = 8000
_ENGLISH = r"^(?:please\s+)?(?:use|using|ask|with|via|through|let|have|run|call)\s+(?:the\s+)?{name}\b(?P<rest>.*)$"
_JAPANESE = r"^{name}(?:を使って|を使い|を用いて|に頼んで|で|に|、)(?P<rest>.*)$"


def named(words: str, servers: Sequence[KnownServer]) -> KnownServer | None:
    """The server that a sentence begins by naming, as “use weather to …” and 「weatherで…」 do."""
    for server in sorted(servers, key=lambda one: -len(one.name)):
        for pattern in (_ENGLISH, _JAPANESE):
            if re.match(pattern.format(name=re.escape(server.name)), words, re.IGNORECASE | re.DOTALL):
                return server
    return None


def choice_messages(tools: Sequence[KnownTool], words: str) -> list[ChatMessage]:
    """Asks which tool is meant."""
    listed = "\n".join(f"- {tool.name}: {' '.join(tool.description.split())[:300]}" for tool in tools)
    system = f"Choose the tool that does what the user asks. Answer with its name, or with {NONE} if there is none."
    return [
        ChatMessage(role="system", content=system),
        ChatMessage(role="user", content=f"Tools:\n{listed}\n\nThe user asks: {words}"),
    ]


def choice_schema(tools: Sequence[KnownTool]) -> dict[str, Any]:
    """The answers there are."""
    return {"enum": [*(tool.name for tool in tools), NONE]}


def argument_messages(tool: KnownTool, words: str) -> list[ChatMessage]:
    """Asks for the arguments."""
    system = (
        "Write the arguments of a tool as JSON, from what the user asks. Copy names and texts from the user's words exactly. Leave "
        "out what the user did not say, unless it is required."
    )
    about = f"{tool.name}: {tool.description[:_LONGEST_DESCRIPTION]}\nSchema: {json.dumps(tool.schema)}"
    return [
        ChatMessage(role="system", content=system),
        ChatMessage(role="user", content=f"Tool {about}\n\nThe user asks: {words}"),
    ]


def takes_nothing(tool: KnownTool) -> bool:
    """Whether a tool has no arguments, so that no model is needed."""
    return not tool.schema.get("properties")


def preview(server: KnownServer, tool: KnownTool, arguments: Mapping[str, Any], *, japanese: bool) -> str:
    """What is going to be called with which arguments, and the question whether to."""
    lines = [f"- {name}: {_code(value)}" for name, value in arguments.items()]
    if japanese:
        head = f"{server.name}の{_code(tool.name, plain=True)}を{'次の内容で' if lines else ''}実行しますか？"
        foot = "「はい」で実行します。取り消しはできません。"
    else:
        head = f"Run {_code(tool.name, plain=True)} of {server.name}{' with this' if lines else ''}?"
        foot = "Say yes to run it. It cannot be undone."
    return "\n\n".join(part for part in (head, "\n".join(lines), foot) if part)


def told(server: KnownServer, tool: KnownTool, result: ToolResult, *, japanese: bool) -> str:
    """What came of a call. The tool's words are shown as they are, in a block of their own."""
    text = result.text[:_LONGEST_RESULT]
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    block = f"{fence}text\n{text}\n{fence}" if text else ""
    if result.failed:
        head = f"{server.name}の{tool.name}は失敗しました。" if japanese else f"{tool.name} of {server.name} failed."
    else:
        head = f"{server.name}の{tool.name}：" if japanese else f"{tool.name} of {server.name}:"
        if not block:
            head = f"{server.name}の{tool.name}を実行しました。" if japanese else f"Ran {tool.name} of {server.name}."
    return f"{head}\n\n{block}" if block else head


def forgotten(*, japanese: bool) -> str:
    """What is said to a yes when the call that was shown is no longer known."""
    if japanese:
        return (
            "確認を求めた後に Sotto が起動し直したため、取り消しました。何も実行していません。もう一度頼んでください。"
        )
    return "Sotto was started anew since it asked, so that was cancelled. Nothing was run; ask for it again."


def _code(value: object, *, plain: bool = False) -> str:
    """A value as it is, whatever signs are in it."""
    text = str(value) if plain else json.dumps(value, ensure_ascii=False)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
