"""How much of the documents a model is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.evidence_budget import CONTEXT_SHARE, FEWEST, PATIENCE_S, evidence_tokens

pytestmark = pytest.mark.unit

SIZES = st.integers(0, 100_000_000_000)
CONTEXTS = st.integers(256, 131_072)
SPEEDS = st.floats(0, 5000)


@pytest.mark.parametrize(
    ("parameters", "context_tokens", "read_tokens_per_s", "tokens"),
    [
        (135_000_000, 8192, 900.0, 600),
        (1_540_000_000, 8192, 0.0, 1200),
        (4_000_000_000, 8192, 0.0, 1800),
        (8_000_000_000, 32_768, 400.0, 2600),
        (0, 8192, 0.0, 1200),
        # A short context, a slow machine.
        (8_000_000_000, 4096, 400.0, 1400),
        (1_540_000_000, 8192, 40.0, 600),
        (8_000_000_000, 8192, 4.0, FEWEST),
    ],
)
def test_by_size_context_and_speed(parameters: int, context_tokens: int, read_tokens_per_s: float, tokens: int) -> None:
    found = evidence_tokens(parameters=parameters, context_tokens=context_tokens, read_tokens_per_s=read_tokens_per_s)
    assert found == tokens


@settings(max_examples=25)
@given(SIZES, CONTEXTS, SPEEDS, SIZES, CONTEXTS, SPEEDS)
def test_more_of_anything_never_shows_less(
    parameters: int, context_tokens: int, speed: float, larger: int, longer: int, faster: float
) -> None:
    few = evidence_tokens(parameters=parameters or 1, context_tokens=context_tokens, read_tokens_per_s=speed or 1.0)
    many = evidence_tokens(
        parameters=(parameters or 1) + larger,
        context_tokens=context_tokens + longer,
        read_tokens_per_s=(speed or 1.0) + faster,
    )
    assert few <= many
    assert few <= max(FEWEST, context_tokens * CONTEXT_SHARE)
    assert few <= max(FEWEST, (speed or 1.0) * PATIENCE_S)
