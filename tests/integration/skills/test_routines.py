"""Routines: good morning with what is ahead, the user's own as one action, and a broken file that holds nothing up."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.ids import MessageId
from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.skills.timers.timer_watch import STORE, timer_of
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

Ask = Callable[[str], str]
ROUTINES = """
[[routine]]
say = ["movie night", "映画の時間"]
do = ["set a timer for 2 hours called film", "remind me to sleep today at 11 pm", "what is 2 meters in cm", "sing", "set a timer"]

[[routine]]
say = ["twice"]
do = ["remind me to sleep today at 10 pm", "remind me to sleep today at 11 pm"]
"""


@pytest.fixture
def ask(storage: Storage, clock: TurnedClock, tmp_path: Path) -> Ask:
    timers = ValueStore(storage, STORE)
    room = SkillRoom(
        built_in_skills(
            lambda: [timer_of(value) for value in timers.all().values()],
            lambda: tmp_path / "notes",
            lambda: tmp_path / "calendar.ics",
            Mixer(),
            lambda: tmp_path / "routines.toml",
        ),
        ActionJournal(storage, {FILES: FileStore(), STORE: timers}, clock),
        clock=clock,
        zone=lambda: datetime.UTC,
        publish=lambda event: None,
        acted=lambda: None,
    )

    def asked(message: str) -> str:
        proposal = room.propose(message, conversation=None, previous=())
        if proposal is None:
            return ""
        if proposal.deed is None:
            return proposal.sentence
        return room.carry_out(proposal, MessageId(1_000_000_001)).sentence

    return asked


def test_good_morning_tells_what_is_ahead_today(ask: Ask) -> None:
    assert ask("Good morning") == "Good morning. It is Wednesday, 25 November. Nothing is planned for today."
    assert ask("おはようございます") == "おはようございます。今日は11月25日（水）です。今日の予定はありません。"
    ask("add lunch with Mia to my calendar today at noon")
    ask("remind me to fly tomorrow at noon")
    ask("set a timer for 5 minutes for the tea")
    assert ask("Good morning, Sotto!").splitlines() == [
        "Good morning. It is Wednesday, 25 November.",
        "- today at 12:00: lunch with Mia",
        "- timer “tea” (5 minutes left)",
    ]
    assert "今日12時 lunch with Mia" in ask("おはよう")


def test_a_routine_of_ones_own_is_one_action(ask: Ask, storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "routines.toml").write_text(ROUTINES, encoding="utf-8")
    assert ask("Movie night!").splitlines() == [
        "Timer “film” set for 2 hours.",
        "I will remind you: “sleep”, today at 23:00.",
        "2 meters = 200 cm",
        "Not done by itself: “sing”.",
        "Not done by itself: “set a timer”.",
    ]
    assert (tmp_path / "calendar.ics").exists()
    assert ask("undo that").startswith("Undone")
    assert not (tmp_path / "calendar.ics").exists()
    assert ValueStore(storage, STORE).all() == {}
    assert "自動ではできません" in ask("映画の時間")


def test_what_changes_the_same_file_twice_is_done_once(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "routines.toml").write_text(ROUTINES, encoding="utf-8")
    assert ask("twice").splitlines()[1] == "Not done by itself: “remind me to sleep today at 11 pm”."


@pytest.mark.parametrize("content", ["[[routine]", "[[routine]]\nsay = 5", "routine = 3"])
def test_a_broken_file_is_told_and_holds_nothing_up(ask: Ask, tmp_path: Path, content: str) -> None:
    (tmp_path / "routines.toml").write_text(content, encoding="utf-8")
    assert "routines" in ask("good morning")
    assert "routines.toml" in ask("おはよう")
    assert ask("set a timer for 5 minutes") == "Timer set for 5 minutes."


@pytest.mark.parametrize(
    "message", ["good morning america is a show", "say good morning", "おはようと言って", "morning"]
)
def test_other_sentences_are_left_alone(ask: Ask, message: str) -> None:
    assert ask(message) == ""
