"""The skills there are, in the order they are asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.records import Timer
from assistant.skills.base import Skill


def built_in_skills(timers: Callable[[], Sequence[Timer]]) -> list[Skill]:
    """Every skill of Sotto's own."""
    del timers
    return []
