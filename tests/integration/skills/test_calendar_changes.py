"""Events in an .ics file moved, and one date of a series moved or deleted; the rest of the file stays, and it can be undone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from assistant.ids import MessageId
from assistant.skills.calendar.calendar_file import calendar_text, occurrences
from assistant.skills.calendar.calendar_words import calendar_wish
from assistant.skills.room import SkillRoom
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

Ask = Callable[..., str]
NOW = datetime.datetime.fromtimestamp(TurnedClock().time, datetime.UTC)
HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Other//EN\n"
BERLIN = (
    f"{HEAD}BEGIN:VEVENT\nUID:gym\nDTSTAMP:20261101T000000Z\nDTSTART;TZID=Europe/Berlin:20261127T100000\n"
    "DTEND;TZID=Europe/Berlin:20261127T113000\nRRULE:FREQ=WEEKLY\nSUMMARY:gym\nX-OTHER:kept\nEND:VEVENT\nEND:VCALENDAR\n"
)
UTC = BERLIN.replace(";TZID=Europe/Berlin", "").replace("T100000\n", "T090000Z\n").replace("T113000\n", "T103000Z\n")


@pytest.fixture
def ask(calendar_room: SkillRoom) -> Ask:
    def asked(message: str, *previous: str) -> str:
        proposal = calendar_room.propose(message, conversation=None, previous=previous)
        if proposal is None:
            return ""
        if proposal.deed is None:
            return proposal.sentence
        return calendar_room.carry_out(proposal, MessageId(1_000_000_001)).sentence

    return asked


def _times(file: Path) -> list[str]:
    icalendar.Calendar.from_ical(file.read_text())
    found = occurrences(calendar_text(file), NOW, NOW + datetime.timedelta(days=24))
    return [f"{one.start:%m-%d %H:%M}" for one in found]


def test_an_event_is_moved_and_moved_back(ask: Ask, file: Path) -> None:
    ask("remind me to call Mum tomorrow at 5 pm")
    ask("add lunch with Mia to my calendar tomorrow at noon")
    before = file.read_text()
    assert ask("Move my reminder to call Mum to 6") == (
        "Moved to tomorrow at 18:00; it was tomorrow at 17:00: call Mum."
    )
    assert _times(file) == ["11-26 12:00", "11-26 18:00"]
    assert ask("undo that").startswith("Undone")
    assert file.read_text() == before
    assert ask("reschedule lunch with Mia to friday") == (
        "Moved to Friday, 27 November at 12:00; it was tomorrow at 12:00: lunch with Mia."
    )
    assert ask("move lunch with Mia from friday to monday at 1 pm").startswith("Moved to Monday, 30 November at 13:00")
    assert "tomorrow at 8:30" in ask("move my 5 pm reminder to tomorrow at half past eight am")


def test_an_event_is_moved_in_japanese(ask: Ask, file: Path) -> None:
    ask("明日の午前11時に歯医者の予定を追加して")
    assert ask("歯医者の予定を金曜日の15時に変更して") == ("11月27日（金）15時に移しました。元は明日11時 歯医者です。")
    assert _times(file) == ["11-27 15:00"]


@pytest.mark.parametrize("content", [BERLIN, UTC, BERLIN.replace("\n", "\r\n")])
def test_one_date_of_a_series_goes_after_asking(ask: Ask, file: Path, content: str) -> None:
    file.write_bytes(content.encode())
    asked = ask("cancel my gym event")
    assert asked == "Only Friday, 27 November at 9:00: gym, that and all after it, or every time?"
    assert ask("just that one", "cancel my gym event") == (
        "Deleted: Friday, 27 November at 9:00: gym. The rest of the series stays."
    )
    assert _times(file) == ["12-04 09:00", "12-11 09:00", "12-18 09:00"]
    assert ask("only on 11 December", "cancel my gym event").startswith("Deleted: Friday, 11 December at 9:00")
    assert _times(file) == ["12-04 09:00", "12-18 09:00"]
    assert ask("cancel the next gym event").startswith("Deleted: Friday, 4 December")
    assert ask("undo that").startswith("Undone")
    assert ask("every time", "cancel my gym event") == "Deleted: Friday, 4 December at 9:00: gym."
    assert _times(file) == []


def test_one_date_of_a_series_goes_in_japanese(ask: Ask, file: Path) -> None:
    file.write_text(BERLIN.replace("gym", "体操"))
    assert (
        ask("体操の予定をキャンセルして")
        == "11月27日（金）9時 体操だけですか？ それ以降すべてですか？ それとも毎回すべてですか？"
    )
    assert "ほかの回は残ります" in ask("その日だけ", "体操の予定をキャンセルして")
    assert _times(file) == ["12-04 09:00", "12-11 09:00", "12-18 09:00"]


@pytest.mark.parametrize("content", [BERLIN, UTC])
def test_one_date_of_a_series_moves_and_keeps_its_length(ask: Ask, file: Path, content: str) -> None:
    file.write_text(content)
    assert "The rest of the series stays." in ask("move the gym event to 11 am")
    assert _times(file) == ["11-27 11:00", "12-04 09:00", "12-11 09:00", "12-18 09:00"]
    own = file.read_text().split("RECURRENCE-ID")[1]
    assert re.findall(r"DT(?:START|END)[^:]*:\d+T(\d{4})", own) in (["1200", "1330"], ["1100", "1230"])
    assert content.replace("END:VCALENDAR\n", "") in file.read_text()
    ask("move the gym event to 28 November at 3 pm")
    assert _times(file) == ["11-28 15:00", "12-04 09:00", "12-11 09:00", "12-18 09:00"]
    ask("cancel the next gym event")
    assert _times(file)[0] != "11-28 15:00"


@pytest.mark.parametrize("content", [BERLIN, UTC, BERLIN.replace("\n", "\r\n")])
def test_a_whole_series_moves_to_another_time(ask: Ask, file: Path, content: str) -> None:
    file.write_bytes(content.encode())
    ask("move the gym event to 28 November at 3 pm")
    moved = ask("move all my gym events to 11 am")
    assert moved.startswith("Moved the whole series to 11:00; it was")
    assert _times(file) == ["11-28 15:00", "12-04 11:00", "12-11 11:00", "12-18 11:00"]
    assert ask("undo that").startswith("Undone")
    assert _times(file) == ["11-28 15:00", "12-04 09:00", "12-11 09:00", "12-18 09:00"]


def test_a_whole_series_moves_to_another_day(ask: Ask, file: Path) -> None:
    ask("remind me to practise every friday at 9 am")
    assert _times(file)[:2] == ["11-27 09:00", "12-04 09:00"]
    ask("cancel the next practise reminder")
    assert ask("move the whole practise series to thursday at 10 am") == (
        "Moved the whole series to Thursday at 10:00; it was Friday, 4 December at 9:00: practise."
    )
    assert _times(file)[:2] == ["12-03 10:00", "12-10 10:00"]


def test_a_whole_series_moves_in_japanese(ask: Ask, file: Path) -> None:
    file.write_text(BERLIN.replace("gym", "体操"))
    assert ask("毎回の体操の予定を11時に変更して").startswith("毎回11時に移しました。")
    assert _times(file) == ["11-27 11:00", "12-04 11:00", "12-11 11:00", "12-18 11:00"]


def test_a_series_whose_days_follow_another_rule_keeps_them(ask: Ask, file: Path) -> None:
    ask("remind me to pay on the first friday of every month at 9 am")
    before = file.read_text()
    assert ask("move the whole pay series to thursday").startswith("The days of this series follow a rule")
    assert file.read_text() == before


def test_a_whole_day_moves_to_another_day(ask: Ask, file: Path) -> None:
    file.write_text(
        f"{HEAD}BEGIN:VEVENT\nUID:f\nDTSTART;VALUE=DATE:20261127\nDTEND;VALUE=DATE:20261129\nSUMMARY:fair\nEND:VEVENT\n"
        "END:VCALENDAR\n"
    )
    assert "whole day" in ask("move the fair event to 3 pm")
    assert ask("move the fair event to monday").startswith("Moved to Monday, 30 November")
    assert "DTSTART;VALUE=DATE:20261130\nDTEND;VALUE=DATE:20261202\n" in file.read_text()


def test_what_cannot_be_moved(ask: Ask, file: Path) -> None:
    ask("add lunch with Mia to my calendar tomorrow at noon")
    assert ask("move lunch with Mia to yesterday").startswith("That time is over")
    assert ask("move my dentist appointment to friday") == "There is no such event in your calendar."
    assert ask("move the sofa to friday") == ""
    assert "no such day" in ask("move lunch with Mia to 30 February")


@pytest.mark.parametrize(
    "words",
    [
        "move the file to the desktop",
        "change the title to blue",
        "move to monday",
        "見出しを青に変更して",
        "push to main",
    ],
)
def test_other_sentences_are_left_alone(words: str) -> None:
    assert calendar_wish(words, NOW) is None


def test_a_move_of_something_else_is_left_alone_whatever_the_calendar_holds(ask: Ask, file: Path) -> None:
    nameless = f"{HEAD}BEGIN:VEVENT\nUID:n\nDTSTART:20261127T100000\nEND:VEVENT\nEND:VCALENDAR\n"
    file.write_text(nameless)
    assert ask("change my flight to friday") == ""
    assert ask("delete the flight event") == "There is no such event in your calendar."
    assert file.read_text() == nameless
    file.write_text("broken")
    assert ask("change my flight to friday") == ""
    assert "damaged" in ask("move the flight event to friday")


def test_undo_as_it_is_often_heard(ask: Ask, file: Path) -> None:
    assert ask("And do that.") == "", "with nothing to undo it is a sentence as any"
    ask("add dentist tomorrow at 3 pm to my calendar")
    assert ask("And do that.").startswith("Undone")
    assert not file.exists()
    ask("add swim to my calendar at 5 pm")
    file.write_text(BERLIN)
    assert not ask("And do that.", "cancel my gym event").startswith("Undone"), "a question is open"


COUNTED = BERLIN.replace("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=3")
ENDING = BERLIN.replace(
    "RRULE:FREQ=WEEKLY\n", "RRULE:FREQ=WEEKLY;UNTIL=20261213T\n 000000Z\nEXDATE;TZID=Europe/Berlin:20261204T100000\n"
)


@pytest.mark.parametrize("content", [BERLIN, UTC, BERLIN.replace("\n", "\r\n"), COUNTED, ENDING])
def test_one_date_and_all_after_it_go_and_come_back(ask: Ask, file: Path, content: str) -> None:
    file.write_bytes(content.encode())
    before = _times(file)
    ask("move the gym event on 11 December to 4 pm")
    said = ask("this and all following", "delete the gym event", "on 11 December")
    gone = ask("delete the gym event from 11 December on") if not said.startswith("Deleted: Friday, 11") else said
    assert gone == (
        "Deleted: Friday, 11 December at 16:00: gym. All times after it are gone too, and those before it stay."
    )
    assert _times(file) == [one for one in before if one < "12-11"]
    assert "X-OTHER:kept" in file.read_text()
    assert ask("undo that").startswith("Undone")
    ask("undo that")
    assert file.read_bytes() == content.encode()


@pytest.mark.parametrize("content", [BERLIN, UTC, BERLIN.replace("\n", "\r\n"), COUNTED, ENDING])
def test_one_date_and_all_after_it_move_and_move_back(ask: Ask, file: Path, content: str) -> None:
    file.write_bytes(content.encode())
    before = _times(file)
    moved = ask("move the gym event on 11 December and all after it to 6 pm")
    assert moved == "Moved it and all after it to 18:00; it was Friday, 11 December at 9:00: gym."
    assert _times(file) == [one if one < "12-11" else one.replace("09:00", "18:00") for one in before]
    # The second part is a series of its own: it moves as a whole, and the first stays.
    ask("delete the gym event from 18 December on")
    assert _times(file) == [one if one < "12-11" else one.replace("09:00", "18:00") for one in before if one < "12-18"]
    while ask("undo that").startswith("Undone"):
        pass
    assert file.read_bytes() == content.encode()


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("delete all future gym events", []),
        ("cancel this and all following gym events", []),
        ("cancel the gym event from next friday onwards", ["11-27 09:00"]),
        (
            "move the gym event from 4 December on to 10 am",
            ["11-27 09:00", "12-04 10:00", "12-11 10:00", "12-18 10:00"],
        ),
        ("move all following gym events to saturday", ["11-28 09:00", "12-05 09:00", "12-12 09:00"]),
        ("12月4日以降の gym の予定を削除して", ["11-27 09:00"]),
        ("12月4日以降の gym の予定を10時に変更して", ["11-27 09:00", "12-04 10:00", "12-11 10:00", "12-18 10:00"]),
        ("今後の gym の予定をすべて削除して", []),
    ],
)
def test_in_which_words_all_that_follow_are_meant(ask: Ask, file: Path, words: str, times: list[str]) -> None:
    file.write_text(BERLIN)
    assert ask(words)
    assert _times(file) == times
    ask("undo that")
    assert file.read_text() == BERLIN


def test_what_follows_is_asked_for_in_japanese(ask: Ask, file: Path) -> None:
    file.write_text(BERLIN.replace("gym", "体操"))
    assert "前の回は残ります" in ask("それ以降すべて", "12月4日の体操の予定をキャンセルして")
    assert _times(file) == ["11-27 09:00"]


def test_a_series_cut_in_two_is_undone_beside_what_another_program_wrote(ask: Ask, file: Path) -> None:
    file.write_text(BERLIN)
    ask("move the gym event on 11 December and all after it to 6 pm")
    other = "BEGIN:VEVENT\nUID:own\nDTSTART:20261130T080000Z\nSUMMARY:bus\nEND:VEVENT\nEND:VCALENDAR\n"
    file.write_text(file.read_text().replace("END:VCALENDAR\n", other))
    assert ask("undo that").startswith("Undone")
    assert file.read_text() == BERLIN.replace("END:VCALENDAR\n", other)
    # Where the other program changed the very series, it is left as it is, and said.
    ask("move the gym event on 11 December and all after it to 6 pm")
    file.write_text(file.read_text().replace("T190000", "T200000"))
    kept = file.read_text()
    assert "It has changed since" in ask("undo that")
    assert file.read_text() == kept


def test_a_calendar_that_another_program_writes_meanwhile_is_read_anew(calendar_room: SkillRoom, file: Path) -> None:
    file.write_text(BERLIN)
    proposal = calendar_room.propose("delete the gym event from 11 December on", conversation=None, previous=())
    assert proposal is not None
    other = "BEGIN:VEVENT\nUID:own\nDTSTART:20261130T080000Z\nSUMMARY:bus\nEND:VEVENT\nEND:VCALENDAR\n"
    file.write_text(BERLIN.replace("END:VCALENDAR\n", other))
    outcome = calendar_room.carry_out(proposal, MessageId(1_000_000_001))
    assert outcome.sentence.startswith("Deleted")
    assert _times(file) == ["11-27 09:00", "11-30 08:00", "12-04 09:00"]
    proposal = calendar_room.propose("delete the gym event from 4 December on", conversation=None, previous=())
    assert proposal is not None
    file.write_text("BEGIN:VCALENDAR\nnothing")
    assert "damaged" in calendar_room.carry_out(proposal, MessageId(1_000_000_001)).sentence
    assert file.read_text() == "BEGIN:VCALENDAR\nnothing"
