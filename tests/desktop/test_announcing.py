"""What a screen reader is told of an answer that streams, and of notices."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAccessible

from assistant.errors import ErrorReport
from ui.chat.announcing import AnswerAnnouncer

pytestmark = pytest.mark.desktop


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was announced; a screen reader runs."""
    words: list[str] = []

    def take(event: Any) -> None:
        if hasattr(event, "message"):
            words.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", take)
    return words


def test_an_answer_is_told_sentence_by_sentence_as_it_streams(opened: Any, said: list[str]) -> None:
    opened.api.script("Two **months**, in writing [1]. The [lease](https://a.b) says so. And 3 more")
    turn = opened.ask("How much notice?")
    said.clear()
    seen = 0
    while opened.api.left(turn) > 1:
        opened.api.advance(turn)
        opened.qtbot.wait(1)
        seen = max(seen, len(said))
    opened.until(lambda: len(said) == 2)
    assert said == ["Two months, in writing.", "The lease says so."]
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    assert said[2] == "And 3 more"


def test_an_answer_put_in_place_of_another_is_told_whole(opened: Any, said: list[str]) -> None:
    announcer = AnswerAnnouncer(opened.chat)
    announcer.grow("Yes. It ")
    announcer.end("No. 家賃は九百四十ユーロです。")
    assert said == ["Yes.", "No.", "家賃は九百四十ユーロです。"]


def test_what_was_written_before_is_not_told_again(opened: Any, said: list[str]) -> None:
    announcer = AnswerAnnouncer(opened.chat, "It is late. ")
    announcer.grow("It is late. Go home.")
    announcer.end("It is late. Go home.")
    assert said == ["Go home."]


def test_notices_and_failures_are_told(opened: Any, said: list[str]) -> None:
    opened.chat.banner.show_notice("Deleted “Lease”.")
    assert said == ["Deleted “Lease”."]
    turn = opened.ask("How much notice?")
    opened.api.fail(turn, ErrorReport(kind="error", message="The model is broken.", remedy="Fetch it again."))
    opened.until(lambda: not opened.desktop.session.answering)
    assert said[-1] == "The model is broken. Fetch it again."


def test_without_a_screen_reader_nothing_is_prepared(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda _: pytest.fail("nobody listens"))
    announcer = AnswerAnnouncer(opened.chat)
    announcer.grow("Yes. It is.")
    announcer.end("Yes. It is.")
