"""Reminders and events in an .ics file: written, repeated, shown, deleted, reminded of; a broken file is left untouched."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from assistant.ids import MessageId
from assistant.records import TimerState
from assistant.skills.calendar.calendar_file import calendar_text, occurrences
from assistant.skills.calendar.calendar_reminders import CalendarReminders
from assistant.skills.calendar.calendar_words import calendar_wish, rule_in
from assistant.skills.room import SkillRoom
from assistant.skills.timers.timer_watch import STORE, TimerWatch
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

Ask = Callable[..., str]
NOW = datetime.datetime.fromtimestamp(TurnedClock().time, datetime.UTC)


@pytest.fixture
def ask(calendar_room: SkillRoom) -> Ask:
    def asked(message: str, *previous: str) -> str:
        proposal = calendar_room.propose(message, conversation=None, previous=previous)
        assert proposal is not None
        if proposal.deed is None:
            return proposal.sentence
        return calendar_room.carry_out(proposal, MessageId(1_000_000_001)).sentence

    return asked


def _titles(file: Path, days: int = 60) -> list[tuple[str, str]]:
    found = occurrences(calendar_text(file), NOW, NOW + datetime.timedelta(days=days))
    return [(f"{one.start:%m-%d %H:%M}", one.title) for one in found]


def test_a_reminder_is_written_shown_and_undone(ask: Ask, file: Path) -> None:
    assert ask("remind me to call Mum tomorrow at 5 pm") == "I will remind you: “call Mum”, tomorrow at 17:00."
    assert _titles(file) == [("11-26 17:00", "call Mum")]
    icalendar.Calendar.from_ical(file.read_text())
    assert ask("what are my reminders") == "- tomorrow at 17:00: call Mum"
    assert ask("what is on my calendar tomorrow") == "- tomorrow at 17:00: call Mum"
    assert ask("what is on my calendar on friday") == "There is nothing in your calendar then."
    assert ask("undo that").startswith("Undone")
    assert not file.exists()


def test_every_second_tuesday(ask: Ask, file: Path) -> None:
    assert "Tuesday, 1 December at 20:00" in ask("remind me to put the bins out every second Tuesday at 8 pm")
    assert _titles(file) == [
        ("12-01 20:00", "put the bins out"),
        ("12-15 20:00", "put the bins out"),
        ("12-29 20:00", "put the bins out"),
        ("01-12 20:00", "put the bins out"),
    ]
    assert ask("what are my reminders") == "- Tuesday, 1 December at 20:00: put the bins out"


def test_japanese_reminders(ask: Ask, file: Path) -> None:
    assert ask("明日の午前11時に泳ぐようリマインダーを追加する") == "明日11時に「泳ぐ」をお知らせします。"
    assert "ゴミを出す" in ask("毎月第2火曜日の20時にゴミを出すようリマインドして")
    assert _titles(file)[:2] == [("11-26 11:00", "泳ぐ"), ("12-08 20:00", "ゴミを出す")]
    assert ask("明日の予定を教えて") == "- 明日11時 泳ぐ"


def test_what_is_missing_or_in_doubt_is_asked_for(ask: Ask) -> None:
    assert ask("remind me about the wedding") == "When?"
    assert "“the wedding”, tomorrow at 12:00" in ask("tomorrow at noon", "remind me about the wedding")
    assert ask("set a reminder to call Al tomorrow at 5") == "5 in the morning or the afternoon?"
    assert "tomorrow at 17:00" in ask("in the afternoon", "set a reminder to call Al tomorrow at 5")
    assert "no such day" in ask("remind me to pay on 30 February")
    assert "past" in ask("remind me in -5 minutes to pay")


def test_an_event_is_found_by_its_name_and_deleted(ask: Ask, file: Path) -> None:
    ask("add lunch with Mia to my calendar tomorrow at noon")
    ask("add lunch with Al to my calendar on friday at noon")
    assert ask("delete the lunch event").startswith("Which one?")
    assert ask("lunch with Al", "delete the lunch event") == "Deleted: Friday, 27 November at 12:00: lunch with Al."
    assert _titles(file) == [("11-26 12:00", "lunch with Mia")]
    assert ask("cancel my reminder to fly") == "There is no such event in your calendar."
    assert ask("cancel all my reminders").startswith("Deleted: tomorrow at 12:00")
    assert _titles(file) == []


def test_another_programs_events_stay_character_by_character(ask: Ask, file: Path) -> None:
    theirs = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Other//EN\nX-OWN:kept\nBEGIN:VEVENT\nUID:theirs\nDTSTAMP:20261101T000000Z\n"
        "DTSTART;TZID=Europe/Berlin:20261127T100000\nSUMMARY:A long line that\n  goes on\nX-OTHER:kept\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    file.write_text(theirs)
    ask("remind me to call Mum tomorrow at 5 pm")
    assert _titles(file) == [("11-26 17:00", "call Mum"), ("11-27 09:00", "A long line that goes on")]
    # The other program adds an event of its own before the undo.
    more = "BEGIN:VEVENT\nUID:more\nDTSTAMP:20261101T000000Z\nDTSTART:20261128T100000\nSUMMARY:More\nEND:VEVENT\n"
    file.write_text(file.read_text().replace("BEGIN:VEVENT\nUID:theirs", f"{more}BEGIN:VEVENT\nUID:theirs"))
    assert ask("undo that").startswith("Undone")
    assert file.read_text() == theirs.replace("BEGIN:VEVENT\nUID:theirs", f"{more}BEGIN:VEVENT\nUID:theirs")


_EVENT = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\n{}\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    "content",
    [
        "hello",
        "BEGIN:VCALENDAR\nfoo",
        "BEGIN:VCALENDAR\nVERSION:2.0\n",
        # Events that nobody can reckon with: a reminder beside them would never come.
        _EVENT.format("DTSTART:20261399T990000"),
        _EVENT.format("DTSTART:20261127T100000\nRRULE:FREQ=WEEKLY;BYDAY=XX"),
        _EVENT.format("DESCRIPTION:no beginning"),
    ],
)
def test_a_broken_calendar_is_said_and_left_untouched(ask: Ask, file: Path, content: str) -> None:
    file.write_text(content)
    assert "damaged" in ask("remind me to call Mum tomorrow at 5 pm")
    assert "壊れている" in ask("明日の予定を教えて")
    assert file.read_text() == content


def test_the_calendar_rings_and_tells_what_was_missed(
    storage: Storage, clock: TurnedClock, ask: Ask, file: Path
) -> None:
    rings: list[bool] = []

    def opened() -> TimerWatch:
        return TimerWatch(
            ValueStore(storage, STORE),
            clock,
            elapsed=lambda: clock.passed,
            zone=lambda: datetime.UTC,
            publish=lambda event: None,
            ring=rings.append,
            reminders=CalendarReminders(lambda: file),
        )

    watch = opened()
    watch.check()
    ask("remind me to call Mum in 20 minutes")
    ask("remind me to fly in 2 hours")
    clock.pass_time(19 * 60)
    watch.check()
    assert watch.timers() == ()
    clock.pass_time(60)
    watch.check()
    (ringing,) = watch.timers()
    assert (ringing.name, ringing.state) == ("call Mum", TimerState.RINGING)
    assert rings == [True]
    watch.cancel(ringing.id)
    watch.check()
    assert watch.timers() == ()
    clock.pass_time(4 * 3600)  # closed, or asleep
    again = opened()
    again.check()
    (missed,) = again.timers()
    assert (missed.name, missed.state) == ("fly", TimerState.MISSED)
    file.write_text("broken")
    again.check()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every day at 9", "FREQ=DAILY"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("on the last friday of every month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("monthly", "FREQ=MONTHLY"),
        ("every year", "FREQ=YEARLY"),
        ("毎日", "FREQ=DAILY"),
        ("毎週月曜日", "FREQ=WEEKLY;BYDAY=MO"),
        ("隔週火曜日", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("毎月", "FREQ=MONTHLY"),
        ("on tuesday", ""),
    ],
)
def test_how_often(words: str, rule: str) -> None:
    assert rule_in(words) == rule


@pytest.mark.parametrize(
    "words",
    [
        "who invented the calendar",
        "show me the events of the french revolution",
        "tell me all local events",
        "what is going on in new york",
        "remind me of the capital of france",
        "delete the first paragraph",
        "schedule the kernel threads",
    ],
)
def test_other_sentences_are_left_alone(words: str) -> None:
    assert calendar_wish(words, NOW) is None


def test_a_day_is_cleared_and_the_other_times_of_what_repeats_stay(ask: Ask, file: Path) -> None:
    ask("put football in my calendar every friday at 10 am until the end of January")
    ask("add lunch with Mia to my calendar on friday at noon")
    done = ask("delete everything on friday")
    assert done.startswith(
        "Deleted: Friday, 27 November at 10:00: football; Friday, 27 November at 12:00: lunch with Mia."
    )
    assert done.endswith("Other times of what repeats stay.")
    left = occurrences(file.read_text(encoding="utf-8"), NOW, NOW + datetime.timedelta(days=400))
    days = ["12-04", "12-11", "12-18", "12-25", "01-01", "01-08", "01-15", "01-22", "01-29"]
    assert [f"{one.start:%m-%d}" for one in left] == days
    undone = ask("undo that")
    assert undone.startswith("Undone: Deleted: Friday")
    assert "stay" not in undone


def test_a_series_that_is_over_before_it_begins_is_told(ask: Ask, file: Path) -> None:
    assert "over already" in ask("put football in my calendar every friday at 10 am until 1 November 2026")
    assert not file.exists()


def test_an_event_is_cancelled_by_its_name_alone_and_other_things_are_left_alone(ask: Ask, file: Path) -> None:
    ask("book a call with Ben on friday at four")
    assert _titles(file) == [("11-27 16:00", "call with Ben")]
    assert ask("call off the call with Ben") == "Deleted: Friday, 27 November at 16:00: call with Ben."
    assert _titles(file) == []


def test_what_is_no_time_is_no_reply_to_when(ask: Ask, file: Path) -> None:
    asked = "remind me about the wedding"
    assert ask(asked) == "When?"
    assert ask("what have I got on tomorrow", asked) == "There is nothing in your calendar then."
    assert not file.exists()


def test_an_event_is_taken_out_by_its_name_in_japanese(ask: Ask, file: Path) -> None:
    ask("明日の19時に水泳を予定に追加して")
    assert _titles(file) == [("11-26 19:00", "水泳")]
    assert ask("水泳を取り消して") == "削除しました：明日19時 水泳"
    assert _titles(file) == []
