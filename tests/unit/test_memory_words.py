"""What forgetting would take, in words: only what there is."""

from __future__ import annotations

import pytest

from assistant.records import ForgetAmounts
from ui.memory.memory_words import amounts_words

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (ForgetAmounts(conversations=4, messages=30, facts=2), "4 chats with 30 messages, and 2 facts"),
        (ForgetAmounts(conversations=4, messages=30), "4 chats with 30 messages"),
        (ForgetAmounts(facts=2), "2 facts"),
        (ForgetAmounts(), ""),
    ],
)
def test_only_what_there_is_is_named(amounts: ForgetAmounts, words: str) -> None:
    # without a window there are no plural forms of English, so counts are above one
    assert amounts_words(amounts).replace("%Ln", "") == words
