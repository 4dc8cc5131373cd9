"""How many tokens of context to allocate."""

from __future__ import annotations

SMALLEST_CONTEXT = 1024
DEFAULT_CONTEXT = 8192
STEP = 256


def choose_context(
    wanted_tokens: int, trained_tokens: int, *, bytes_per_token: int, memory_budget_bytes: int | None
) -> int:
    """Tokens of context: what was asked for (0 leaves the choice), within what the model was trained for and the budget.

    ``bytes_per_token`` is what the cache takes for one token; the budget is for the cache alone, None for no limit. A budget
    too small for ``SMALLEST_CONTEXT`` gives that all the same: with less no conversation is possible.
    """
    tokens = wanted_tokens or DEFAULT_CONTEXT
    if trained_tokens > 0:
        tokens = min(tokens, trained_tokens)
    if memory_budget_bytes is not None and bytes_per_token > 0:
        affordable = max(memory_budget_bytes // bytes_per_token, SMALLEST_CONTEXT)
        tokens = min(tokens, affordable)
    return max(tokens // STEP, 1) * STEP if tokens >= STEP else tokens
