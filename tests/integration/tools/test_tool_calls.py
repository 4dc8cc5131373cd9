"""Tools in a conversation: named, filled by a model, shown, agreed to, called and written down; and everything else left alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.errors import InvalidInput
from assistant.ids import ConversationId
from assistant.llm.base import GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.records import Answer, Basis
from assistant.skills.journal import ActionJournal
from assistant.skills.room import SkillRoom
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room
from assistant.testing.tools import ScriptedConnection
from assistant.tools import call_words
from assistant.tools.base import OfferedTool, ToolResult
from assistant.tools.shelf import STORE, KnownTool, ToolShelf
from assistant.tools.tool_calls import TOOL_CALL, ToolCalls

pytestmark = pytest.mark.integration

FORECAST = OfferedTool(
    name="forecast",
    description="Tells the weather of a city",
    schema={
        "type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
        "required": ["city", "days"],
    },
)
SIREN = OfferedTool(name="siren", description="Sounds the siren", schema={"type": "object", "properties": {}})


class Weather:
    """The conversation, the servers it may use, and what they were asked."""

    def __init__(self) -> None:
        self.connection = ScriptedConnection(FORECAST, SIREN)
        self.shelf: ToolShelf
        self.room: ConversationRoom

    def skills(self, storage: Storage, clock: Clock) -> ToolCalls:
        self.shelf = ToolShelf(ValueStore(storage, STORE), self.connection)
        if not self.shelf.known():
            self.shelf.add("weather", ("server",))
        self.shelf.allow("weather", "forecast")
        journal = ActionJournal(storage, {}, clock)
        room = SkillRoom(
            [],
            journal,
            clock=clock,
            zone=lambda: datetime.UTC,
            publish=lambda _event: None,
            acted=lambda: None,
        )
        return ToolCalls(room, self.shelf, self.connection, journal, acted=lambda: None)

    def ask(self, message: str, conversation: ConversationId | None = None) -> Answer:
        finished = self.room.runner.ask(message, conversation=conversation).result(60)
        assert finished.error is None
        assert finished.answer is not None
        return finished.answer


@pytest.fixture
def open_weather(tmp_path: Path) -> Iterator[Callable[..., Weather]]:
    opened = []

    def made(*answers: str) -> Weather:
        weather = Weather()
        context = open_conversation_room(tmp_path / "sotto.db", skills=weather.skills)
        weather.room = context.__enter__()
        model = ScriptedChatModel(answers)
        weather.room.load = lambda: model
        opened.append(context)
        return weather

    yield made
    for context in opened:
        context.__exit__(None, None, None)


def test_a_call_is_shown_agreed_to_made_and_written_down(open_weather: Callable[..., Weather]) -> None:
    weather = open_weather('{"city": "Lyon", "days": 3}')
    weather.connection.result = ToolResult(text="sun ``` [link](http://x)")
    shown = weather.ask("Use weather to tell me about Lyon for 3 days")
    assert shown.basis is Basis.SKILL
    assert "Run `forecast` of weather" in shown.text
    assert '- city: `"Lyon"`\n- days: `3`' in shown.text
    assert weather.connection.called == []
    done = weather.ask("yes", shown.conversation)
    assert weather.connection.called == [("forecast", {"city": "Lyon", "days": 3})]
    # What a tool says is shown as it is, and cannot end its own block.
    assert "````text\nsun ``` [link](http://x)\n````" in done.text
    [action] = done.actions
    assert (action.skill, action.undoable) == (TOOL_CALL, False)
    assert action.arguments == {"server": "weather", "tool": "forecast", "arguments": {"city": "Lyon", "days": 3}}
    weather.ask("yes", done.conversation)
    assert len(weather.connection.called) == 1


def test_japanese_and_no(open_weather: Callable[..., Weather]) -> None:
    weather = open_weather('{"city": "京都", "days": 1}')
    shown = weather.ask("weatherで京都の天気を教えて")
    assert "京都" in shown.text
    assert "実行しますか" in shown.text
    assert weather.ask("いいえ", shown.conversation).text == "わかりました。"
    assert weather.connection.called == []


def test_of_several_tools_one_is_chosen_and_what_takes_nothing_is_not_filled(
    open_weather: Callable[..., Weather],
) -> None:
    weather = open_weather('"siren"', '"none"')
    weather.shelf.allow("weather", "siren")
    shown = weather.ask("ask weather to sound the siren")
    assert "Run `siren` of weather?" in shown.text
    weather.connection.result = ToolResult(text="too loud", failed=True)
    assert weather.ask("yes", shown.conversation).text.startswith("siren of weather failed.")
    assert "No tool of weather" in weather.ask("use weather to cook").text


def test_a_tool_that_is_forbidden_meanwhile_or_fails_is_said(open_weather: Callable[..., Weather]) -> None:
    weather = open_weather('{"city": "Lyon", "days": 3}')
    shown = weather.ask("Use weather to tell me about Lyon for 3 days")
    weather.shelf.allow("weather", "forecast", allowed=False)
    assert weather.ask("yes", shown.conversation).text == "This tool is no longer allowed."
    assert weather.connection.called == []
    # With nothing allowed, the sentence is an ordinary one.
    assert weather.ask("Use weather to tell me about Lyon").basis is not Basis.SKILL


@pytest.mark.parametrize(
    ("message", "yes", "words"),
    [
        ("Use weather to tell me about Lyon for 3 days", "yes", "Nothing was run; ask for it again."),
        ("weatherで京都の天気を教えて", "はい", "何も実行していません"),
    ],
)
def test_what_was_asked_before_a_restart_is_cancelled_and_said(
    open_weather: Callable[..., Weather], message: str, yes: str, words: str
) -> None:
    before = open_weather('{"city": "Lyon", "days": 3}')
    shown = before.ask(message)
    # What comes after a kill has the same database and nothing else.
    after = open_weather("Fine.", "Fine.")
    said = after.ask(yes, shown.conversation)
    assert words in said.text
    assert (said.basis, said.actions) == (Basis.SKILL, ())
    assert before.connection.called == after.connection.called == []
    assert after.ask(yes, shown.conversation).text == "Fine.", "it is said once"


def test_a_server_that_does_not_answer_is_said(
    open_weather: Callable[..., Weather], monkeypatch: pytest.MonkeyPatch
) -> None:
    weather = open_weather('{"city": "Lyon", "days": 3}')
    shown = weather.ask("Use weather to tell me about Lyon for 3 days")

    def fail(*_: object) -> ToolResult:
        raise InvalidInput("The tool server did not answer in time.", "Try again.")

    monkeypatch.setattr(weather.connection, "call", fail)
    assert "did not answer" in weather.ask("yes", shown.conversation).text


@pytest.mark.parametrize(
    "message", ["How is the weather?", "the weather server is slow", "“use weather to tell me about Lyon”", "yes"]
)
def test_what_names_no_server_is_an_ordinary_message(open_weather: Callable[..., Weather], message: str) -> None:
    assert open_weather("Fine.").ask(message).text == "Fine."


def test_a_real_model_is_held_to_the_schema(small_chat_file: Path) -> None:
    tool = KnownTool(name=FORECAST.name, description=FORECAST.description, schema=dict(FORECAST.schema))
    options = GenerationOptions(max_tokens=60, temperature=0.0, json_schema=tool.schema)
    model = LlamaChatModel(small_chat_file, model_id="smollm2", context_tokens=2048, threads=2)
    try:
        messages = call_words.argument_messages(tool, "tell me about Lyon for 3 days")
        items = model.generate(messages, options, CancelToken())
        text = "".join(item.text for item in items if isinstance(item, TextDelta))
    finally:
        model.close()
    assert text.replace(" ", "").replace("\n", "").startswith('{"city":"')
