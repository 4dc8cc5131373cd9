"""``sotto bench`` measures, and the list of models shows what was measured."""

from __future__ import annotations

import pytest

from tests.end_to_end.program import SMALL_CHAT_MODEL, Sotto

pytestmark = pytest.mark.end_to_end


def test_the_speed_that_was_measured_is_shown_and_nothing_else_is_left(sotto: Sotto) -> None:
    figures = {figure["what"]: figure for figure in sotto.json("bench", "llm")["figures"]}
    writes = figures["writes"]
    assert f"chat={writes['model']}" == SMALL_CHAT_MODEL
    assert (writes["part"], writes["unit"]) == ("llm", "tokens/s")
    assert writes["value"] > 0
    listed = {model["id"]: model["expected_tokens_per_s"] for model in sotto.json("models", "list")["models"]}
    assert listed[writes["model"]] == round(writes["value"], 1)
    assert sotto.json("chats", "list")["conversations"] == []


def test_a_spoken_turn_is_measured_without_a_sound_card(sotto: Sotto) -> None:
    figures = sotto.json("bench", "voice")["figures"]
    assert {(figure["part"], figure["unit"]) for figure in figures} == {("voice", "ms")}
    median, slowest, *parts = (figure["value"] for figure in figures)
    assert 0 < median <= slowest
    assert len(parts) == 6
    assert parts[0] > 0  # nobody is answered before it is known that they have finished
    assert sotto.json("chats", "list")["conversations"] == []
