"""Loading, swapping and freeing the chat model."""

from __future__ import annotations

import pytest

from assistant.conversation.model_holder import ChatModelHolder
from assistant.errors import EngineStopped, ModelUnavailable
from assistant.llm.base import ChatModel
from assistant.testing.chat_model import ScriptedChatModel

pytestmark = pytest.mark.unit


def test_loaded_once_swapped_on_request_and_freed() -> None:
    loaded: list[ScriptedChatModel] = []

    def load() -> ChatModel:
        assert all(model.closed for model in loaded)  # two would not fit into the memory
        loaded.append(ScriptedChatModel(model_id=f"m{len(loaded)}"))
        return loaded[-1]

    holder = ChatModelHolder(load)
    states = [holder.loaded]
    assert holder.get() is holder.get()
    states.append(holder.loaded)
    holder.reload()
    states.append(holder.loaded)
    assert holder.get().model_id == "m1"
    assert states == [False, True, False]
    holder.close()
    assert [model.closed for model in loaded] == [True, True]
    with pytest.raises(EngineStopped):
        holder.get()


def test_a_failed_load_is_tried_again() -> None:
    outcomes: list[ChatModel | None] = [None, ScriptedChatModel()]

    def load() -> ChatModel:
        model = outcomes.pop(0)
        if model is None:
            raise ModelUnavailable("There is no model.", "Fetch one.")
        return model

    holder = ChatModelHolder(load)
    with pytest.raises(ModelUnavailable):
        holder.get()
    assert holder.get().model_id == "scripted-chat"
