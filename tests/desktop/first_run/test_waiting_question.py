"""A question asked while the models are on their way."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import ErrorReport
from assistant.events import DownloadFinished, ModelsChanged
from assistant.ids import OperationId
from ui.model_manager.download_state import Wanted

pytestmark = pytest.mark.desktop

MISSING = ErrorReport(kind="model_unavailable", message="There is no model yet.", remedy="Fetch it.")
WORDS = "The models are on their way. Your question is asked as soon as one is here that answers."


def lacking(opened: Any) -> None:
    """A question that no model answers."""
    opened.api.missing_roles = ("chat",)
    turn = opened.ask("What leaves my computer?")
    opened.api.advance(turn, 1)
    opened.api.fail(turn, MISSING)
    opened.until(lambda: not opened.desktop.session.answering)


def fetched(opened: Any, *missing: str) -> None:
    """A download ended."""
    opened.api.missing_roles = missing
    opened.api.publish(DownloadFinished(operation_id=OperationId("get-1"), model_id="talker"), ModelsChanged())


def fetching(opened: Any) -> None:
    """A download goes on."""
    opened.until(lambda: opened.desktop.screens is not None)
    downloads = opened.desktop.screens.downloads
    downloads.fetch([Wanted(model_id="talker", title="Talker", size_bytes=100)])
    opened.until(lambda: opened.api.models.wanted == ["talker"])


def test_it_is_asked_when_the_model_is_here(opened: Any) -> None:
    fetching(opened)
    lacking(opened)
    assert opened.chat.banner.text == WORDS
    fetched(opened, "chat")
    fetched(opened)
    opened.until(lambda: [one[0] for one in opened.api.asked] == ["What leaves my computer?"] * 2)
    assert opened.chat.banner.text == ""


def test_it_is_not_asked_in_another_chat_nor_without_a_download(opened: Any) -> None:
    lacking(opened)
    assert opened.chat.banner.text == ""
    opened.window.command("new_chat").trigger()
    fetching(opened)
    lacking(opened)
    opened.window.command("new_chat").trigger()
    fetched(opened)
    opened.until(lambda: opened.desktop.status is not None and opened.desktop.status.missing_roles == ())
    assert len(opened.api.asked) == 2
