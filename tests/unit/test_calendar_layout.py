"""Where the calendar's view puts events: weeks by their first day, overlaps side by side, whole days in rows."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.records import CalendarEvent
from ui.calendar.day_layout import DAY_MINUTES, Piece, pieces, shown_days, spans

pytestmark = pytest.mark.unit

WEDNESDAY = datetime.date(2026, 11, 25)
WEEK = shown_days(WEDNESDAY, 7, 1)


def event(title: str, day: int, hour: float, hours: float, *, all_day: bool = False) -> CalendarEvent:
    """``day`` counts from the Monday of the week."""
    start = datetime.datetime.combine(WEEK[0], datetime.time()) + datetime.timedelta(days=day, hours=hour)
    end = start + datetime.timedelta(hours=hours)
    return CalendarEvent(
        title=title,
        starts_at=start.astimezone().timestamp(),
        ends_at=end.astimezone().timestamp(),
        all_day=all_day,
        repeats=False,
    )


@pytest.mark.parametrize(("first", "begins"), [(1, 23), (7, 22), (6, 21), (3, 25), (4, 19)])
def test_a_week_begins_where_the_locale_has_it(first: int, begins: int) -> None:
    days = shown_days(WEDNESDAY, 7, first)
    assert days[0] == datetime.date(2026, 11, begins)
    assert WEDNESDAY in days
    assert shown_days(WEDNESDAY, 1, first) == [WEDNESDAY]


def test_an_event_over_midnight_has_a_piece_on_both_days() -> None:
    found = pieces([event("night", 0, 23, 3), event("before", -1, 23, 2), event("over", -1, 22, 2)], WEEK)
    assert [(one.event.title, one.column, one.from_minute, one.to_minute) for one in found] == [
        ("before", 0, 0, 60),
        ("night", 0, 23 * 60, DAY_MINUTES),
        ("night", 1, 0, 120),
    ]


def test_short_events_can_be_read_also_at_the_end_of_the_day() -> None:
    found = pieces([event("bell", 2, 9, 0), event("last", 2, 23.9, 0.05)], WEEK)
    assert [(one.from_minute, one.to_minute) for one in found] == [(540, 570), (DAY_MINUTES - 30, DAY_MINUTES)]


def test_overlaps_share_the_day() -> None:
    found = pieces([event("a", 1, 9, 3), event("b", 1, 10, 1), event("c", 1, 11, 2), event("d", 1, 14, 1)], WEEK)
    assert [(one.event.title, one.lane, one.lanes) for one in found] == [
        ("a", 0, 2),
        ("b", 1, 2),
        ("c", 1, 2),
        ("d", 0, 1),
    ]


def test_whole_days_stand_in_the_first_free_row() -> None:
    found = spans(
        [
            event("trip", -2, 0, 5 * 24, all_day=True),
            event("fair", 1, 0, 48, all_day=True),
            event("feast", 3, 0, 24, all_day=True),
            event("long", 4, 9, 30),
            event("past", -3, 0, 72, all_day=True),
        ],
        WEEK,
    )
    assert [(one.event.title, one.first, one.last, one.row) for one in found] == [
        ("trip", 0, 2, 0),
        ("fair", 1, 2, 1),
        ("feast", 3, 3, 0),
        ("long", 4, 5, 0),
    ]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 92), st.integers(0, 40)), max_size=8))
def test_pieces_never_lie_on_each_other(quarters: list[tuple[int, int]]) -> None:
    found = pieces([event(str(at), 0, start / 4, length / 4) for at, (start, length) in enumerate(quarters)], WEEK[:1])
    assert len(found) == len(quarters)
    for at, one in enumerate(found):
        assert 0 <= one.lane < one.lanes
        assert 0 <= one.from_minute < one.to_minute <= DAY_MINUTES
        assert not any(_overlap(one, other) for other in found[at + 1 :])


def _overlap(one: Piece, other: Piece) -> bool:
    in_time = one.from_minute < other.to_minute and other.from_minute < one.to_minute
    in_width = (
        one.lane * other.lanes < (other.lane + 1) * one.lanes and other.lane * one.lanes < (one.lane + 1) * other.lanes
    )
    return in_time and in_width
