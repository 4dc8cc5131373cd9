"""Conversations by day: pinned ones first, then today, yesterday, earlier (pure)."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.records import ConversationSummary


class Day(enum.Enum):
    """Heading of a group."""

    PINNED = "pinned"
    TODAY = "today"
    YESTERDAY = "yesterday"
    EARLIER = "earlier"


def this_day() -> date:
    """Today, where the machine is."""
    return datetime.now().astimezone().date()


def by_day(
    conversations: Sequence[ConversationSummary], today: date, zone: tzinfo | None = None
) -> tuple[tuple[Day, tuple[ConversationSummary, ...]], ...]:
    """Groups that hold something, newest first within each; ``zone`` None is the machine's own."""
    groups: dict[Day, list[ConversationSummary]] = {day: [] for day in Day}
    for conversation in sorted(conversations, key=lambda one: one.updated_at, reverse=True):
        day = Day.PINNED if conversation.pinned else _day_of(conversation.updated_at, today, zone)
        groups[day].append(conversation)
    return tuple((day, tuple(found)) for day, found in groups.items() if found)


def _day_of(moment: float, today: date, zone: tzinfo | None) -> Day:
    day = datetime.fromtimestamp(moment, zone).date()
    if day >= today:
        return Day.TODAY
    return Day.YESTERDAY if day == today - timedelta(days=1) else Day.EARLIER
