"""Calling tools in a conversation: a message names a server → a model chooses the tool and fills its arguments under a grammar made
from the tool's JSON schema → both are shown and asked about → on a yes the tool is called, and written into the journal.

The call that was shown is kept and is the one that is made; nothing is filled anew. It is kept in memory alone: what a program that
was ended had asked is cancelled, and a yes to it is told so.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from assistant.cancellation import CancelToken
from assistant.conversation.acting import Outcome, Proposal, SkillSource
from assistant.conversation.temporary import is_temporary_message
from assistant.errors import UserFacingError
from assistant.ids import ConversationId, MessageId
from assistant.llm.base import ChatMessage, ChatModel, GenerationOptions, PromptProgress, TextDelta
from assistant.skills.base import Plan
from assistant.skills.journal import ActionJournal
from assistant.skills.room import is_no, is_yes
from assistant.skills.sentence import is_japanese, own_words
from assistant.tools import call_words
from assistant.tools.base import ToolConnection
from assistant.tools.shelf import KnownServer, KnownTool, ToolShelf

TOOL_CALL = "tool.call"
KEPT = 20


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ShownCall:
    """A call as it was shown."""

    server: KnownServer
    tool: KnownTool
    arguments: Mapping[str, Any]
    japanese: bool


class ToolCalls:
    """``SkillSource`` of the skills and, for what they leave, of the tools that are allowed."""

    def __init__(
        self,
        skills: SkillSource,
        shelf: ToolShelf,
        connection: ToolConnection,
        journal: ActionJournal,
        *,
        acted: Callable[[], None],
    ) -> None:
        """``acted`` is called after a tool was called."""
        self._skills = skills
        self._shelf = shelf
        self._connection = connection
        self._journal = journal
        self._acted = acted
        self._shown: dict[str, ShownCall] = {}

    def propose(self, message: str, *, conversation: ConversationId | None, previous: Sequence[str]) -> Proposal | None:
        """See ``SkillSource``; as all that follows."""
        shown = self._shown.get(previous[-1]) if previous else None
        words = own_words(message)
        if shown is not None and words is not None:
            if is_yes(words):
                return Proposal(deed=shown)
            if is_no(words):
                return Proposal(sentence="わかりました。" if shown.japanese else "All right.")
        elif words is not None and previous and is_yes(words) and self._named(previous[-1]) is not None:
            return Proposal(sentence=call_words.forgotten(japanese=is_japanese(previous[-1])))
        return self._skills.propose(message, conversation=conversation, previous=previous)

    def may_mean(self, message: str) -> bool:
        return self._named(message) is not None or self._skills.may_mean(message)

    def read(
        self,
        message: str,
        *,
        conversation: ConversationId | None,
        previous: Sequence[str],
        model: ChatModel,
        cancel: CancelToken,
    ) -> Generator[PromptProgress, None, Proposal | None]:
        server, words = self._named(message), own_words(message)
        if server is None or words is None:
            return (
                yield from self._skills.read(
                    message, conversation=conversation, previous=previous, model=model, cancel=cancel
                )
            )
        japanese = is_japanese(message)
        if not model.holds_grammars:
            unheld = "Tools cannot be called now: the chat server does not hold its model to a form. Let the model here answer."
            return Proposal(
                sentence="今はツールを呼び出せません。チャットサーバーが回答の形式を守らせられないためです。このコンピューターのモデルに答えさせてください。"
                if japanese
                else unheld
            )
        tools = [tool for tool in server.tools if tool.allowed]
        name = tools[0].name
        if len(tools) > 1:
            schema = call_words.choice_schema(tools)
            name = _value((yield from _written(model, call_words.choice_messages(tools, words), schema, cancel)))
        tool = next((tool for tool in tools if tool.name == name), None)
        if tool is None:
            none = f"No tool of {server.name} that is allowed does that."
            return Proposal(
                sentence=f"{server.name}の許可されたツールに、それをするものはありません。" if japanese else none
            )
        arguments: Any = {}
        if not call_words.takes_nothing(tool):
            text = yield from _written(model, call_words.argument_messages(tool, words), tool.schema, cancel)
            arguments = _object(text)
            if arguments is None:
                unclear = f"It is not clear what {tool.name} should be given. Say it in other words."
                return Proposal(
                    sentence=f"{tool.name}に何を渡すのか分かりません。言い換えてください。" if japanese else unclear
                )
        self._shown.pop(message, None)
        self._shown[message] = ShownCall(server=server, tool=tool, arguments=arguments, japanese=japanese)
        while len(self._shown) > KEPT:
            self._shown.pop(next(iter(self._shown)), None)
        return Proposal(sentence=call_words.preview(server, tool, arguments, japanese=japanese))

    def carry_out(self, proposal: Proposal, answer: MessageId) -> Outcome:
        if not isinstance(proposal.deed, ShownCall):
            return self._skills.carry_out(proposal, answer)
        shown = proposal.deed
        if not self._still_allowed(shown):
            return Outcome(
                sentence="このツールはもう許可されていません。" if shown.japanese else "This tool is no longer allowed."
            )
        try:
            result = self._connection.call(shown.server.command, shown.tool.offered, shown.arguments)
        except UserFacingError as error:
            return Outcome(sentence=str(error))
        sentence = call_words.told(shown.server, shown.tool, result, japanese=shown.japanese)
        line = f"{shown.server.name}: {shown.tool.name}"
        plan = Plan(preview=line, done=line, changes=(), undoable=False)
        arguments = {"server": shown.server.name, "tool": shown.tool.name, "arguments": shown.arguments}
        message = None if is_temporary_message(answer) else answer
        action = self._journal.carry_out(TOOL_CALL, arguments, plan, message)
        self._acted()
        return Outcome(sentence=sentence, actions=(action,))

    def _named(self, message: str) -> KnownServer | None:
        words = own_words(message)
        if words is None:
            return None
        usable = [server for server in self._shelf.known() if any(tool.allowed for tool in server.tools)]
        return call_words.named(words, usable) if usable else None

    def _still_allowed(self, shown: ShownCall) -> bool:
        return any(
            server.command == shown.server.command and shown.tool in server.tools for server in self._shelf.known()
        )


def _written(
    model: ChatModel, messages: list[ChatMessage], schema: Mapping[str, Any], cancel: CancelToken
) -> Generator[PromptProgress, None, str]:
    options = GenerationOptions(
        max_tokens=call_words.MOST_TOKENS, temperature=0.0, repeat_penalty=1.0, json_schema=dict(schema)
    )
    text = ""
    for item in model.generate(messages, options, cancel):
        if isinstance(item, TextDelta):
            text += item.text
        elif isinstance(item, PromptProgress):
            yield item
    cancel.raise_if_cancelled()
    return text


def _value(text: str) -> Any:
    """What the model wrote; None where it did not come to an end."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _object(text: str) -> dict[str, Any] | None:
    """The arguments; None where the model did not come to an end."""
    found = _value(text)
    return found if isinstance(found, dict) else None
