"""Lists and notes are plain Markdown files: written whole, other programs' edits kept, and taken back."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ids import MessageId
from assistant.records import Action
from assistant.skills.base import Change, Conflict
from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileRefused, FileStore, read_text
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.list_words import list_wish
from assistant.skills.notes.note_files import STORE
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

Ask = Callable[..., tuple[str, tuple[Action, ...]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def room(storage: Storage, clock: TurnedClock, folder: Path) -> SkillRoom:
    return SkillRoom(
        built_in_skills(lambda: (), lambda: folder, lambda: folder / "calendar.ics", Mixer()),
        ActionJournal(storage, {STORE: FileStore()}, clock),
        clock=clock,
        zone=lambda: datetime.UTC,
        publish=lambda event: None,
        acted=lambda: None,
    )


@pytest.fixture
def ask(room: SkillRoom) -> Ask:
    def asked(message: str, *previous: str) -> tuple[str, tuple[Action, ...]]:
        proposal = room.propose(message, conversation=None, previous=previous)
        assert proposal is not None
        if proposal.deed is None:
            return proposal.sentence, ()
        outcome = room.carry_out(proposal, MessageId(1_000_000_001))
        return outcome.sentence, outcome.actions

    return asked


def test_a_list_is_made_added_to_shown_and_taken_from(ask: Ask, folder: Path) -> None:
    assert ask("add milk and eggs to my shopping list")[0] == "Added to “Shopping”: milk, eggs."
    file = folder / "Shopping.md"
    assert file.read_text() == "- [ ] milk\n- [ ] eggs\n"
    assert ask("what is on my shopping list?")[0] == "- milk\n- eggs"
    assert ask("are eggs on my shopping list")[0] == "Yes, “eggs” is on “Shopping”."
    assert ask("remove milk from my shopping list")[0] == "Removed from “Shopping”: milk."
    assert ask("check off eggs on my shopping list")[0] == "Done on “Shopping”: eggs."
    assert file.read_text() == "- [x] eggs\n"
    assert ask("what's on my shopping list")[0] == "The list “Shopping” is empty."
    assert ask("what lists do I have")[0] == "- Shopping"
    text, actions = ask("delete my shopping list")
    assert text == "Deleted the list “Shopping”."
    assert not file.exists()
    assert ask("undo that")[0].startswith("Undone")
    assert file.read_text() == "- [x] eggs\n"
    assert len(actions) == 1


def test_japanese_lists_and_notes(ask: Ask, folder: Path) -> None:
    assert ask("買い物リストに牛乳と卵を追加して")[0] == "「買い物」に追加しました：牛乳、卵"
    assert ask("買い物リストを見せて")[0] == "- 牛乳\n- 卵"
    assert ask("買い物リストから卵を削除して")[0] == "「買い物」から削除しました：卵"
    assert ask("洗濯をやることリストに追加")[0] == "「やること」に追加しました：洗濯"
    assert ask("メモ：鍵は引き出しの中")[0] == "メモしました：「鍵は引き出しの中」"
    assert (folder / "メモ.md").read_text() == "- 2026-11-25 鍵は引き出しの中\n"
    assert "鍵は引き出しの中" in ask("メモを見せて")[0]


def test_an_unknown_list_or_item_is_said(ask: Ask) -> None:
    ask("add milk to my shopping list")
    assert ask("what is on my packing list")[0] == "There is no list called “Packing”. There are: Shopping."
    assert ask("remove rice from my shopping list")[0] == "“rice” is not on the list “Shopping”."


def test_what_is_meant_is_asked_for(ask: Ask, folder: Path) -> None:
    assert ask("add it to my shopping list")[0] == "Which one?"
    assert ask("oat milk", "add it to my shopping list")[0] == "Added to “Shopping”: oat milk."
    assert (folder / "Shopping.md").read_text() == "- [ ] oat milk\n"


def test_another_programs_edits_are_kept_by_adding_and_by_undo(ask: Ask, folder: Path) -> None:
    ask("add milk to my shopping list")
    file = folder / "Shopping.md"
    file.write_text("# Shopping\n\n- [ ] bread\n- [ ] milk\nfrom the editor")
    ask("add eggs to my shopping list")
    assert file.read_text() == "# Shopping\n\n- [ ] bread\n- [ ] milk\nfrom the editor\n- [ ] eggs\n"
    file.write_text(file.read_text() + "- [ ] butter\n")
    assert ask("undo that")[0].startswith("Undone")
    assert file.read_text() == "# Shopping\n\n- [ ] bread\n- [ ] milk\nfrom the editor\n- [ ] butter\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_read_only_folder_is_said_and_nothing_is_lost(ask: Ask, folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o500)
    try:
        assert "cannot be written" in ask("add milk to my shopping list")[0]
        assert "書き込めない" in ask("買い物リストに牛乳を追加")[0]
    finally:
        folder.chmod(0o700)


def test_a_folder_that_is_a_file_is_said(ask: Ask, folder: Path) -> None:
    folder.write_text("not a folder")
    assert "left as it was" in ask("add milk to my shopping list")[0]
    assert folder.read_text() == "not a folder"


def test_a_file_that_is_no_text_is_left_untouched(ask: Ask, folder: Path) -> None:
    folder.mkdir()
    (folder / "Shopping.md").write_bytes(b"\xff\xfe\x00")
    assert "not text" in ask("add milk to my shopping list")[0]
    assert (folder / "Shopping.md").read_bytes() == b"\xff\xfe\x00"


def test_line_ends_and_permissions_stay_as_they_are(ask: Ask, folder: Path) -> None:
    folder.mkdir()
    file = folder / "Shopping.md"
    file.write_bytes(b"- [ ] milk\r\n")
    file.chmod(0o644)
    ask("add eggs to my shopping list")
    assert file.read_bytes() == b"- [ ] milk\r\n- [ ] eggs\r\n"
    assert file.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in folder.iterdir()] == ["Shopping.md"]


lines = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=6).map("".join)


@given(lines, lines)
def test_merging_into_an_unchanged_file_is_undo(before: str, after: str) -> None:
    change = Change(store=STORE, key="x", before=before, after=after)
    with contextlib.suppress(Conflict):
        assert len(FileStore().merge(change, after) or "") == len(before)


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_folder_that_is_made_for_notes_is_the_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        FileStore().write(str(tmp_path / "notes" / "Shopping.md"), "- milk")
    finally:
        os.umask(before)
    assert (tmp_path / "notes").stat().st_mode & 0o777 == 0o700


def test_a_file_beside_the_lists_cannot_be_named(ask: Ask, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("- [ ] x\n")
    assert "no list" in ask("delete my ../secret list")[0] if list_wish("delete my ../secret list") else True
    ask("add milk to my secret list")
    assert (tmp_path / "secret.md").read_text() == "- [ ] x\n"


def test_refusals_have_their_japanese() -> None:
    with pytest.raises(FileRefused) as refused:
        FileStore().write("/proc/nothing/here.md", "x")
    assert refused.value.japanese


@pytest.mark.parametrize(
    "words",
    [
        "make a list of 5 minute meals",
        "list the planets",
        "what is a linked list",
        "sort this list",
        "play my favourites list",
    ],
)
def test_other_lists_are_left_alone(words: str) -> None:
    assert list_wish(words) is None


def test_a_question_or_another_command_is_no_reply(ask: Ask, room: SkillRoom, folder: Path) -> None:
    before = "add it to my shopping list"
    assert room.propose("what is the capital of France?", conversation=None, previous=(before,)) is None
    assert ask("add bread to my packing list", before)[0] == "Added to “Packing”: bread."
    assert ask("never mind", before)[0] == "All right."


def test_what_never_comes_to_an_end_is_no_file() -> None:
    with pytest.raises(FileRefused, match="cannot be read"):
        read_text(Path("/dev/zero"))
