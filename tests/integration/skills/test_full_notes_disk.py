"""Lists, notes, the calendar and a user's skill where the disk is full or only to be read: a sentence, and nothing lost."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.ids import MessageId
from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock
from tests.small_disk import SmallDisk

pytestmark = pytest.mark.integration

COMMANDS = (
    "add butter to my shopping list",
    "take a note: the code is 4711",
    "remind me to call Mum every friday at 9 am",
    "買い物リストに牛乳を追加して",
)
WORDS = ("The disk is full", "The disk is full", "The disk is full", "ディスクに空きがない")


def test_a_full_disk_is_said_and_everything_stays(disk: SmallDisk, storage: Storage, clock: TurnedClock) -> None:
    notes, calendar = disk.root / "notes", disk.root / "calendar.ics"
    journal = ActionJournal(storage, {FILES: FileStore()}, clock)
    room = SkillRoom(
        built_in_skills(lambda: (), lambda: notes, lambda: calendar, Mixer()),
        journal,
        clock=clock,
        zone=lambda: datetime.UTC,
        publish=lambda event: None,
        acted=lambda: None,
    )

    def say(message: str) -> str:
        proposal = room.propose(message, conversation=None, previous=())
        assert proposal is not None
        return room.carry_out(proposal, MessageId(1_000_000_001)).sentence if proposal.deed else proposal.sentence

    def everything() -> dict[Path, bytes]:
        kept = [*notes.glob("*"), calendar]
        return {file: file.read_bytes() for file in kept if file.exists()}

    say("add milk to my shopping list")
    say("add dentist tomorrow at 3 pm to my calendar")
    before = everything()
    disk.fill()
    for command, words in zip(COMMANDS, WORDS, strict=True):
        assert words in say(command)
    assert everything() == before
    done = journal.last(None)
    assert done is not None
    assert "dentist" in done.text, "what was not done is not in the journal"
    disk.free()
    for command in COMMANDS:
        say(command)
    assert "butter" in (notes / "Shopping.md").read_text()
    disk.fill()
    said = say("undo that")
    assert "Undone" in said or "disk is full" in said, "with less to write, undoing may find room"
    disk.free()
    while say("undo that").startswith(("Undone", "取り消しました")):
        pass
    assert everything() == {}
