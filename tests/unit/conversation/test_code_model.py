"""The model that writes statements: the chat model where it can, else one that is loaded for the moment."""

from __future__ import annotations

import pytest

from assistant.conversation.code_model import CodeModel
from assistant.conversation.model_holder import ChatModelHolder
from assistant.testing.chat_model import ScriptedChatModel

pytestmark = pytest.mark.unit


class Models:
    """A chat model and one for code, and what happens to them."""

    def __init__(self, *, chat_writes_code: bool = False, installed: bool = True, room: bool = True) -> None:
        self.told: list[str] = []
        self.holder = ChatModelHolder(lambda: self._loaded("chat"))
        self.code = CodeModel(
            self.holder,
            lambda: self._loaded("code"),
            chat_writes_code=lambda: chat_writes_code,
            installed=lambda: installed,
            fits_beside=lambda: room,
        )

    def _loaded(self, name: str) -> ScriptedChatModel:
        told = self.told
        told.append(f"load {name}")

        class Told(ScriptedChatModel):
            def close(self) -> None:
                told.append(f"free {name}")
                super().close()

        return Told((name,))


def test_a_chat_model_that_writes_code_stays() -> None:
    models = Models(chat_writes_code=True, installed=False)
    assert models.code.available()
    with models.code.lent():
        pass
    assert models.told == ["load chat"]


def test_one_for_code_is_loaded_beside_it_and_let_go() -> None:
    models = Models()
    models.holder.get()
    with models.code.lent():
        assert models.told == ["load chat", "load code"]
    assert models.told[2:] == ["free code"]
    assert models.holder.loaded


def test_without_room_for_both_the_chat_model_goes_and_comes_back() -> None:
    models = Models(room=False)
    models.holder.get()
    with models.code.lent():
        pass
    models.holder.get()
    assert models.told == ["load chat", "free chat", "load code", "free code", "load chat"]


def test_it_is_let_go_when_the_turn_is_stopped() -> None:
    models = Models()
    with pytest.raises(RuntimeError), models.code.lent():
        raise RuntimeError
    assert models.told == ["load code", "free code"]


def test_none_is_none() -> None:
    assert not Models(installed=False).code.available()
