"""Conversations by folder and day: pinned ones first, then folders by name, then today, yesterday, earlier (pure)."""

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


def grouped(
    conversations: Sequence[ConversationSummary], today: date, zone: tzinfo | None = None
) -> tuple[tuple[Day | str, tuple[ConversationSummary, ...]], ...]:
    """Groups that hold something under a day or a folder's name, newest first within each; ``zone`` None is the machine's own."""
    pinned: dict[Day | str, list[ConversationSummary]] = {Day.PINNED: []}
    folders: dict[Day | str, list[ConversationSummary]] = {
        name: [] for name in sorted({one.folder for one in conversations} - {""}, key=str.casefold)
    }
    days: dict[Day | str, list[ConversationSummary]] = {day: [] for day in Day if day is not Day.PINNED}
    groups = pinned | folders | days
    for conversation in sorted(conversations, key=lambda one: one.updated_at, reverse=True):
        if conversation.pinned:
            groups[Day.PINNED].append(conversation)
        else:
            groups[conversation.folder or _day_of(conversation.updated_at, today, zone)].append(conversation)
    return tuple((name, tuple(found)) for name, found in groups.items() if found)


def _day_of(moment: float, today: date, zone: tzinfo | None) -> Day:
    day = datetime.fromtimestamp(moment, zone).date()
    if day >= today:
        return Day.TODAY
    return Day.YESTERDAY if day == today - timedelta(days=1) else Day.EARLIER
