"""The calendar edited by hand: written, changed, taken out and undone in a real file, series and other programs' events too."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import InvalidInput, NotFound
from assistant.events import Event
from assistant.records import CalendarEvent, EventDraft, Extent
from assistant.skills.calendar.calendar_desk import CalendarDesk
from assistant.skills.file_store import FileRefused, FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

HOUR, DAY = 3600.0, 86400.0
MIDNIGHT = TurnedClock().time - 9 * HOUR
"""The beginning of Wednesday, 25 November 2026."""
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n"
SERIES = (
    f"{HEAD}BEGIN:VEVENT\r\nUID:swim\r\nDTSTART;TZID=Europe/Berlin:20261123T180000\r\nDURATION:PT1H\r\n"
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270101T000000Z\r\nEXDATE;TZID=Europe/Berlin:20261130T180000\r\nX-OWN:kept\r\n"
    "SUMMARY:swim\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:swim\r\nTRIGGER:-PT30M\r\nEND:VALARM\r\n"
    "LOCATION:pool\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def journal(storage: Storage, clock: TurnedClock) -> ActionJournal:
    return ActionJournal(storage, {FILES: FileStore()}, clock)


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def desk(journal: ActionJournal, clock: TurnedClock, file: Path, told: list[Event]) -> CalendarDesk:
    return CalendarDesk(
        lambda: file,
        journal,
        clock=clock,
        zone=lambda: datetime.UTC,
        publish=told.append,
        acted=lambda: None,
    )


def draft(
    title: str, day: int = 0, hour: float = 12, hours: float = 1, rule: str = "", reminds: bool = False
) -> EventDraft:
    start = MIDNIGHT + day * DAY + hour * HOUR
    return EventDraft(title=title, starts_at=start, ends_at=start + hours * HOUR, rule=rule, reminds=reminds)


def seen(desk: CalendarDesk, days: int = 14) -> list[tuple[str, float, float, float]]:
    """Title, day from today, hour and length in hours of all there is."""
    return [
        (
            one.title,
            (one.starts_at - MIDNIGHT) // DAY,
            (one.starts_at - MIDNIGHT) % DAY / HOUR,
            (one.ends_at - one.starts_at) / HOUR,
        )
        for one in desk.between(MIDNIGHT, MIDNIGHT + days * DAY)
    ]


def test_an_event_is_written_changed_deleted_and_each_is_undone(
    desk: CalendarDesk, journal: ActionJournal, file: Path, told: list[Event]
) -> None:
    made = desk.add(draft("lunch,\n with Mia; at 12", reminds=True))
    assert made.text == "In your calendar: today at 12:00: lunch, with Mia; at 12."
    assert len(told) == 1
    [lunch] = desk.between(MIDNIGHT, MIDNIGHT + DAY)
    assert lunch.reminds
    first = file.read_bytes()
    changed = desk.change(lunch, draft("dinner", day=1, hour=18.5, hours=2), extent=Extent.ONCE)
    assert seen(desk) == [("dinner", 1, 18.5, 2)]
    assert not desk.between(MIDNIGHT + DAY, MIDNIGHT + 2 * DAY)[0].reminds
    with pytest.raises(NotFound):
        desk.delete(lunch, extent=Extent.ONCE)
    journal.undo(changed.id)
    assert file.read_bytes() == first
    gone = desk.delete(lunch, extent=Extent.ONCE)
    assert seen(desk) == []
    journal.undo(gone.id)
    journal.undo(made.id)
    assert not file.exists()


def test_what_is_under_way_is_seen_and_days_are_whole(desk: CalendarDesk) -> None:
    desk.add(EventDraft(title="trip", starts_at=MIDNIGHT - DAY, ends_at=MIDNIGHT + DAY, all_day=True))
    desk.add(draft("night", day=-1, hour=23, hours=3))
    desk.add(draft("over", day=-1, hour=22, hours=2))
    found = desk.between(MIDNIGHT, MIDNIGHT + DAY)
    assert [(one.title, one.all_day) for one in found] == [("trip", True), ("night", False)]
    assert found[0].ends_at == MIDNIGHT + DAY
    desk.change(found[0], draft("trip", hour=9), extent=Extent.ONCE)
    assert ("trip", 0, 9, 1) in seen(desk)


def test_one_date_of_a_series_is_changed_and_the_rest_stays(desk: CalendarDesk, file: Path) -> None:
    file.write_bytes(SERIES.encode())
    before = seen(desk)
    assert before == [("swim", 0, 17, 1), ("swim", 7, 17, 1), ("swim", 12, 17, 1)]
    wednesday = desk.between(MIDNIGHT, MIDNIGHT + DAY)[0]
    desk.change(wednesday, dataclasses.replace(draft("dive", day=1, hour=8), reminds=True), extent=Extent.ONCE)
    assert seen(desk) == [("dive", 1, 8, 1), *before[1:]]
    dive = desk.between(MIDNIGHT + DAY, MIDNIGHT + 2 * DAY)[0]
    assert dive.repeats
    assert dive.reminds
    desk.delete(dive, extent=Extent.ONCE)
    desk.change(
        desk.between(MIDNIGHT + 7 * DAY, MIDNIGHT + 8 * DAY)[0],
        draft("swim", day=7, hour=17, hours=2),
        extent=Extent.ONCE,
    )
    assert seen(desk) == [("swim", 7, 17, 2), before[2]]
    assert "X-OWN:kept" in file.read_text()


def test_a_whole_series_moves_with_its_days_exceptions_and_end(desk: CalendarDesk, file: Path) -> None:
    file.write_bytes(SERIES.encode())
    wednesday = desk.between(MIDNIGHT, MIDNIGHT + DAY)[0]
    desk.change(
        wednesday, dataclasses.replace(draft("swim fast", day=1, hour=18, hours=2), reminds=True), extent=Extent.EVERY
    )
    # Tuesdays and Thursdays, without 1 December.
    assert seen(desk) == [("swim fast", 1, 18, 2), ("swim fast", 8, 18, 2), ("swim fast", 13, 18, 2)]
    text = file.read_text()
    assert "TRIGGER:-PT30M" in text
    assert "DESCRIPTION:swim\n" in text
    assert text.count("LOCATION:pool") == 1
    assert "UNTIL=20270102T010000Z" in text
    desk.delete(desk.between(MIDNIGHT + DAY, MIDNIGHT + 2 * DAY)[0], extent=Extent.EVERY)
    assert seen(desk) == []


def test_one_date_and_all_after_it_change_and_go(desk: CalendarDesk, journal: ActionJournal, file: Path) -> None:
    file.write_bytes(SERIES.encode())
    second = desk.between(MIDNIGHT + 7 * DAY, MIDNIGHT + 8 * DAY)[0]
    changed = desk.change(
        second, dataclasses.replace(draft("dive", day=8, hour=8, hours=2), reminds=True), extent=Extent.FOLLOWING
    )
    # Before it as it was; from it on Tuesdays and Thursdays.
    assert seen(desk, 21) == [
        ("swim", 0, 17, 1),
        ("dive", 8, 8, 2),
        ("dive", 13, 8, 2),
        ("dive", 15, 8, 2),
        ("dive", 20, 8, 2),
    ]
    assert file.read_text().count("X-OWN:kept") == 2
    gone = desk.delete(desk.between(MIDNIGHT + 13 * DAY, MIDNIGHT + 14 * DAY)[0], extent=Extent.FOLLOWING)
    assert gone.text.endswith("dive and all after it.")
    assert seen(desk, 21) == [("swim", 0, 17, 1), ("dive", 8, 8, 2)]
    journal.undo(gone.id)
    journal.undo(changed.id)
    assert file.read_bytes() == SERIES.encode()
    # Of the first date on, it is the whole series, and its name stays.
    monday = desk.between(MIDNIGHT - 2 * DAY, MIDNIGHT - DAY)[0]
    desk.delete(monday, extent=Extent.FOLLOWING)
    assert "UID:swim" not in file.read_text()


def test_a_date_that_was_added_by_hand_is_no_place_to_cut(desk: CalendarDesk, file: Path) -> None:
    file.write_bytes(SERIES.replace("X-OWN", "RDATE;TZID=Europe/Berlin:20261127T180000\r\nX-OWN").encode())
    before = file.read_bytes()
    friday = desk.between(MIDNIGHT + 2 * DAY, MIDNIGHT + 3 * DAY)[0]
    with pytest.raises(InvalidInput, match="series' rule"):
        desk.delete(friday, extent=Extent.FOLLOWING)
    assert file.read_bytes() == before


def test_a_new_series_begins_on_a_day_of_its_rule(desk: CalendarDesk) -> None:
    desk.add(draft("bins", rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"))
    assert seen(desk, 28) == [("bins", 6, 12, 1), ("bins", 20, 12, 1)]
    once = desk.add(draft("tea"))
    assert once.undoable
    tea = next(one for one in desk.between(MIDNIGHT, MIDNIGHT + DAY) if one.title == "tea")
    desk.change(tea, draft("tea", rule="FREQ=DAILY;COUNT=2"), extent=Extent.ONCE)
    assert [one[:2] for one in seen(desk, 4)] == [("tea", 0), ("tea", 1)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (draft(" \n "), "title"),
        (draft("x", hours=-1), "ends before"),
        (dataclasses.replace(draft("x", hours=0), all_day=True), "ends before"),
        (draft("x", rule="FREQ=SOMETIMES"), "repetition"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    desk: CalendarDesk, file: Path, wrong: EventDraft, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        desk.add(wrong)
    assert not file.exists()


def test_series_that_cannot_move_and_nameless_events_are_left(desk: CalendarDesk, file: Path) -> None:
    monthly = SERIES.replace("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=4MO")
    file.write_bytes(monthly.encode())
    event = desk.between(MIDNIGHT - 7 * DAY, MIDNIGHT)[0]
    with pytest.raises(InvalidInput, match="fixed days"):
        desk.change(event, draft("swim", day=1), extent=Extent.EVERY)
    with pytest.raises(InvalidInput, match="whole days"):
        desk.change(event, dataclasses.replace(draft("swim", day=-2), all_day=True), extent=Extent.EVERY)
    assert file.read_bytes() == monthly.encode()
    file.write_bytes(SERIES.replace("UID:swim\r\n", "").encode())
    with pytest.raises(InvalidInput, match="no name"):
        desk.delete(desk.between(MIDNIGHT, MIDNIGHT + DAY)[0], extent=Extent.ONCE)
    file.write_text("BEGIN:VCALENDAR\nnothing")
    with pytest.raises(FileRefused):
        desk.add(draft("x"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(alphabet="ab,;\\:é泳 ", min_size=1, max_size=90).filter(str.strip),
    day=st.integers(-3, 3),
    quarter=st.integers(0, 90),
    extent=st.sampled_from(Extent),
)
def test_a_change_reads_back_as_it_was_wished_and_undoes_to_the_byte(
    desk: CalendarDesk, journal: ActionJournal, file: Path, title: str, day: int, quarter: int, extent: Extent
) -> None:
    file.write_bytes(SERIES.encode())
    wished = draft(title, day=day, hour=quarter / 4, hours=1.25, reminds=True)
    action = desk.change(desk.between(MIDNIGHT, MIDNIGHT + DAY)[0], wished, extent=extent)
    found: list[CalendarEvent] = desk.between(wished.starts_at, wished.starts_at + 1)
    assert (" ".join(title.split()), wished.starts_at, wished.ends_at) in [
        (one.title, one.starts_at, one.ends_at) for one in found
    ]
    journal.undo(action.id)
    assert file.read_bytes() == SERIES.encode()
