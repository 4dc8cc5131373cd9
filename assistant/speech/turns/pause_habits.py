"""How long this user pauses in the middle of a turn. Pure.

Some think for half a second before they go on, some for two. The 90th percentile of the user's own mid-turn pauses over that of an
average speaker says how much longer than usual to wait; a few pauses say little, so the usual counts as ``PRIOR_PAUSES`` of them.
"""

from __future__ import annotations

from collections.abc import Sequence

SHORTEST_NOTED_S = 0.2
"""Shorter gaps are stops between sounds, not pauses (Campione and Véronis 2002)."""
LONGEST_NOTED_S = 4.0
KEPT_PAUSES = 200
USUAL_LONG_PAUSE_S = 0.9
PRIOR_PAUSES = 20
LEAST_PATIENCE, MOST_PATIENCE = 0.75, 1.6


def is_noted(pause_s: float) -> bool:
    """Whether a pause says something about the habit."""
    return SHORTEST_NOTED_S <= pause_s <= LONGEST_NOTED_S


def patience(pauses_s: Sequence[float]) -> float:
    """What to multiply the usual waiting by, for a user who paused so long within turns; 1 without any."""
    if not pauses_s:
        return 1.0
    ordered = sorted(pauses_s)
    long_s = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    count = len(ordered)
    own = long_s / USUAL_LONG_PAUSE_S
    mixed = (own * count + PRIOR_PAUSES) / (count + PRIOR_PAUSES)
    return min(MOST_PATIENCE, max(LEAST_PATIENCE, mixed))
