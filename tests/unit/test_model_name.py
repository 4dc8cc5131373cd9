"""What a model is called where there is little room."""

from __future__ import annotations

import pytest

from ui.chat.model_name import short_name

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Qwen2.5 Coder 1.5B Instruct Q4_K_M", "Qwen2.5 Coder 1.5B"),
        ("Qwen2.5 0.5B Instruct Q4_K_M (smaller conversion)", "Qwen2.5 0.5B"),
        ("Gemma 3 4B it Q4_K_M", "Gemma 3 4B"),
        ("Qwen3 4B Instruct 2507 Q4_K_M", "Qwen3 4B Instruct 2507"),
        ("SmolLM3 Q4_K_M", "SmolLM3"),
        ("my-own-model", "my-own-model"),
        ("Q4_K_M", "Q4_K_M"),
        ("", ""),
    ],
)
def test_what_only_the_models_page_says_is_left_out(title: str, short: str) -> None:
    assert short_name(title) == short
