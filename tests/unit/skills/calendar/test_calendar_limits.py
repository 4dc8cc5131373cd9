"""Which series are reckoned with: those of people, and none that would take minutes."""

from __future__ import annotations

import datetime

import icalendar
import pytest

from assistant.skills.calendar.calendar_limits import is_reckonable

pytestmark = pytest.mark.unit

UNTIL = datetime.datetime(2026, 11, 30, tzinfo=datetime.UTC)


def event(rule: str, start: str = "20200504T090000", end: str = "20200504T100000") -> icalendar.Event:
    lines = ["BEGIN:VEVENT", "UID:1", f"DTSTART:{start}", f"DTEND:{end}", *([f"RRULE:FREQ={rule}"] if rule else [])]
    made = icalendar.Event.from_ical("\r\n".join([*lines, "END:VEVENT", ""]))
    assert isinstance(made, icalendar.Event)
    return made


@pytest.mark.parametrize(
    ("rule", "reckonable"),
    [
        ("", True),
        ("DAILY", True),
        ("HOURLY", True),
        ("HOURLY;BYDAY=MO,TU;BYHOUR=9,10", True),
        ("YEARLY;BYMONTH=2;BYMONTHDAY=29", True),
        ("MONTHLY;BYMONTHDAY=-1", True),
        ("MONTHLY;BYDAY=MO;BYSETPOS=5", True),
        ("SECONDLY;COUNT=50", True),
        ("MINUTELY;INTERVAL=90", True),
        ("MINUTELY", False),
        ("SECONDLY", False),
        ("DAILY;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE=1,2,3,4,5,6,7,8", False),
        ("DAILY;BYMONTH=2;BYMONTHDAY=30", False),
        ("YEARLY;BYMONTH=4,6;BYMONTHDAY=31", False),
        ("DAILY;BYSETPOS=5", False),
    ],
)
def test_series(rule: str, reckonable: bool) -> None:
    assert is_reckonable(event(rule), UNTIL) is reckonable


@pytest.mark.parametrize("end", ["00200504T100000", "20600504T100000"])
def test_what_lasts_for_decades_does_not_repeat(end: str) -> None:
    assert not is_reckonable(event("DAILY", end=end), UNTIL)
    assert is_reckonable(event("", end=end), UNTIL)
