"""Chips over the composer for where a question says to look."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.records import DocumentFilter

pytestmark = pytest.mark.desktop

QUESTION = "In the lease, what is the notice period?"


def _chips(opened: Any) -> list[str]:
    return [chip.text() for chip in opened.desktop.session.filters.chips.chips]


def _type(opened: Any, text: str, documents: int = 1) -> None:
    opened.api.documents.known_filters = (DocumentFilter(words="In the lease", documents=documents),)
    opened.window.chat.composer.set_text(text)


def test_a_filter_is_shown_while_the_question_is_typed_and_followed(opened: Any) -> None:
    _type(opened, QUESTION)
    opened.until(lambda: _chips(opened) == ["In the lease · 1 document"])
    assert opened.desktop.session.filters.chips.isVisibleTo(opened.window)
    chip = opened.desktop.session.filters.chips.chips[0]
    assert chip.accessibleName() == "Only In the lease (1 document); press to search everywhere"
    opened.ask(QUESTION)
    assert opened.api.asked_with_filters == [True]
    assert _chips(opened) == []


def test_a_removed_chip_searches_everywhere_for_this_question_alone(opened: Any) -> None:
    _type(opened, QUESTION, documents=0)
    opened.until(lambda: _chips(opened) == ["In the lease · no document"])
    opened.desktop.session.filters.chips.chips[0].click()
    assert _chips(opened) == []
    turn = opened.ask(QUESTION)
    assert opened.api.asked_with_filters == [False]
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.ask(QUESTION)
    assert opened.api.asked_with_filters == [False, True]


def test_another_question_has_no_chip(opened: Any) -> None:
    _type(opened, QUESTION)
    opened.until(lambda: len(_chips(opened)) == 1)
    opened.window.chat.composer.set_text("What is the notice period?")
    opened.until(lambda: _chips(opened) == [])
    assert not opened.desktop.session.filters.chips.isVisibleTo(opened.window)
