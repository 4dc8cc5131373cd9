"""Which automatic backups stay, and which files belong into one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.backups.home_files import is_of_the_user
from assistant.backups.rotation import DAYS, WEEKS, kept, newest_first

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 25)
AMPLE = 10**12


def test_of_a_year_of_days_the_last_seven_and_the_newest_of_four_weeks_stay() -> None:
    days = [TODAY - timedelta(days=back) for back in range(365)]
    stay = kept(days, [1] * 365, AMPLE, TODAY)
    assert stay == {
        *days[:7],
        # The newest of this week and of the last one are among the seven days already.
        date(2026, 11, 15),
        date(2026, 11, 8),
    }


def test_the_newest_stays_however_large_and_older_ones_only_while_there_is_room() -> None:
    days = [TODAY - timedelta(days=back) for back in range(5)]
    assert kept(days, [50, 1, 1, 1, 1], 10, TODAY) == {TODAY}
    assert kept(days, [4, 4, 4, 4, 4], 10, TODAY) == {days[0], days[1]}


@given(st.lists(st.tuples(st.dates(), st.integers(0, 100)), unique_by=lambda pair: pair[0]), st.integers(0, 1000))
def test_what_stays_is_bounded_and_holds_the_newest(found: list[tuple[date, int]], most: int) -> None:
    sizes = dict(found)
    stay = kept(list(sizes), list(sizes.values()), most, TODAY)
    assert stay <= sizes.keys()
    assert len(stay) <= DAYS + WEEKS
    if sizes:
        assert newest_first(sizes, TODAY)[0] in stay
        assert len(stay) == 1 or sum(sizes[day] for day in stay) <= most


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), unique=True))
def test_to_rotate_twice_changes_nothing(days: list[date]) -> None:
    stay = kept(days, [1] * len(days), AMPLE, TODAY)
    assert kept(list(stay), [1] * len(stay), AMPLE, TODAY) == stay


@pytest.mark.parametrize("years", [9, -9])
def test_after_a_clock_was_wrong_or_while_it_is_todays_is_the_newest(years: int) -> None:
    wrong = TODAY.replace(year=TODAY.year + years)
    days = [wrong, *(TODAY - timedelta(days=back) for back in range(3))]
    assert kept(days, [6] * 4, 10, TODAY) == {TODAY}
    assert kept(days, [6] * 4, 10, wrong) == {wrong}
    assert newest_first(days, TODAY) == [*days[1:], wrong]


@pytest.mark.parametrize(
    ("name", "belongs"),
    [
        ("sotto.db", True),
        ("settings.toml", True),
        ("window.ini", True),
        ("calendar/home.ics", True),
        ("notes/a.md", True),
        ("sotto.db-wal", False),
        ("sotto.db.opening", False),
        ("engine.lock", False),
        ("speeds.json", False),
        ("logs/engine.log", False),
        ("crash_reports/x.txt", False),
        ("backups/2026-11-25.sotto-backup", False),
        ("restore.ready/sotto.db", False),
        ("../sotto.db", False),
        ("/etc/passwd", False),
        ("a/../../b", False),
        ("C:/b", False),
        ("a\\b", False),
        ("", False),
    ],
)
def test_only_what_the_user_made_belongs_into_a_backup(name: str, belongs: bool) -> None:
    assert is_of_the_user(PurePosixPath(name)) is belongs
