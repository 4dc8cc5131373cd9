"""Events of other programs taken in and written out: nothing twice, nothing lost, damaged files refused, and undone."""

from __future__ import annotations

import datetime
from pathlib import Path

import icalendar
import pytest

from assistant.errors import InvalidInput, NotFound
from assistant.skills.calendar.calendar_exchange import CalendarExchange, joined
from assistant.skills.file_store import FileRefused, FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n"
ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0200\r\n"
    "TZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def _event(uid: str, title: str, start: str = ";TZID=Office:20261127T100000") -> str:
    name = f"UID:{uid}\r\n" if uid else ""
    return f"BEGIN:VEVENT\r\n{name}DTSTART{start}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"


def _file(*parts: str) -> str:
    return f"{HEAD}{''.join(parts)}END:VCALENDAR\r\n"


@pytest.fixture
def journal(storage: Storage, clock: TurnedClock) -> ActionJournal:
    return ActionJournal(storage, {FILES: FileStore()}, clock)


@pytest.fixture
def exchange(journal: ActionJournal, clock: TurnedClock, tmp_path: Path) -> CalendarExchange:
    return CalendarExchange(
        lambda: tmp_path / "calendar.ics", journal, clock=clock, zone=lambda: datetime.UTC, acted=lambda: None
    )


def test_what_is_new_is_taken_in_once_and_can_be_undone(
    exchange: CalendarExchange, journal: ActionJournal, tmp_path: Path
) -> None:
    theirs, calendar = tmp_path / "theirs.ics", tmp_path / "calendar.ics"
    theirs.write_bytes(_file(ZONE, _event("a", "talk"), _event("b", "lunch"), _event("", "nameless")).encode())
    report = exchange.take_in(theirs)
    assert (report.events, report.known) == (3, 0)
    # 10:00 in the office, two hours ahead.
    assert [(one.title, one.starts_at % 86400 / 3600) for one in exchange.ahead(7)] == [
        ("lunch", 8),
        ("nameless", 8),
        ("talk", 8),
    ]
    again = exchange.take_in(theirs)
    assert (again.events, again.known, again.action) == (0, 3, None)
    assert report.action is not None
    journal.undo(report.action.id)
    assert not calendar.exists()


def test_what_is_there_stays_character_by_character(exchange: CalendarExchange, tmp_path: Path) -> None:
    theirs, calendar = tmp_path / "theirs.ics", tmp_path / "calendar.ics"
    own = _file(_event("a", "mine, changed")).replace("\r\n", "\n")
    calendar.write_bytes(own.encode())
    theirs.write_bytes(_file(ZONE, _event("a", "talk"), _event("b", "lunch")).encode())
    report = exchange.take_in(theirs)
    assert (report.events, report.known) == (1, 1)
    text = calendar.read_bytes().decode()
    assert text.startswith(own.removesuffix("END:VCALENDAR\n"))
    assert "\r" not in text
    assert [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).events] == ["mine, changed", "lunch"]


def test_what_goes_out_comes_in_elsewhere(exchange: CalendarExchange, tmp_path: Path) -> None:
    theirs, out = tmp_path / "theirs.ics", tmp_path / "out.ics"
    theirs.write_bytes(_file(ZONE, _event("a", "talk")).encode())
    exchange.take_in(theirs)
    assert exchange.write_out(out) == 1
    assert joined(None, out.read_text())[1:] == (1, 0)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("hello", InvalidInput),
        (HEAD, InvalidInput),
        (_file(), InvalidInput),
        (_file(_event("a", "x", ":tomorrow")), InvalidInput),
        ("\udcff", FileRefused),
        (None, NotFound),
    ],
)
def test_another_file_is_refused_and_changes_nothing(
    exchange: CalendarExchange, tmp_path: Path, content: str | None, error: type[Exception]
) -> None:
    theirs, calendar = tmp_path / "theirs.ics", tmp_path / "calendar.ics"
    own = _file(_event("a", "mine"))
    calendar.write_bytes(own.encode())
    if content is not None:
        theirs.write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(error):
        exchange.take_in(theirs)
    assert calendar.read_bytes().decode() == own


def test_an_empty_calendar_does_not_go_out(exchange: CalendarExchange, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        exchange.write_out(tmp_path / "out.ics")
    assert not (tmp_path / "out.ics").exists()
