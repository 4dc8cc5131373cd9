"""Whether the microphone may be judged while Sotto speaks. Pure.

Headphones: always (full duplex). Loudspeakers: the microphone hears Sotto itself, so only once an echo canceller has learnt the
room; until then, or without one, what comes in while an answer plays is not judged (half duplex). A route that is not known
counts as loudspeakers: there the wrong guess costs a wait, on the other side it lets Sotto interrupt itself.
"""

from __future__ import annotations

HEADPHONES = "headphones"


def allows_full_duplex(route: str, *, echo_cancelled: bool) -> bool:
    """``route``: the setting ``voice_route``, or what was found out for ``auto``. ``echo_cancelled``: a canceller has converged."""
    return route == HEADPHONES or echo_cancelled
