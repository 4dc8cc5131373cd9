"""Skills through a whole turn: done once it is stored, said, shown with its undo, and taken back by a word."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.clock import Clock
from assistant.conversation.temporary import FIRST_TEMPORARY
from assistant.errors import InvalidInput
from assistant.events import ActionsChanged, Event
from assistant.ids import ConversationId, MessageId
from assistant.records import Answer, Basis
from assistant.skills.desktop.volume import Mixer
from assistant.skills.journal import ActionJournal
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.skills.timers.timer_watch import STORE, timer_of
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

told: list[Event] = []


def _skills(storage: Storage, clock: Clock) -> SkillRoom:
    timers = ValueStore(storage, STORE)
    told.clear()
    return SkillRoom(
        built_in_skills(lambda: [timer_of(value) for value in timers.all().values()], Path, Path, Mixer()),
        ActionJournal(storage, {STORE: timers}, clock),
        clock=clock,
        zone=lambda: datetime.UTC,
        publish=told.append,
        acted=lambda: None,
    )


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db", skills=_skills) as opened:
        yield opened


def _asked(room: ConversationRoom, message: str, conversation: ConversationId | None = None) -> Answer:
    turn = room.runner.ask(message, conversation=conversation)
    finished = turn.result(60)
    assert finished.error is None
    assert finished.answer is not None
    return finished.answer


def _timers(room: ConversationRoom) -> list[str]:
    return sorted(ValueStore(room.storage, STORE).all().values())


def test_a_command_is_done_and_said_and_shown(room: ConversationRoom) -> None:
    answer = _asked(room, "Set a timer for 5 minutes for the tea")
    assert answer.basis is Basis.SKILL
    assert answer.text == "Timer “tea” set for 5 minutes."
    (action,) = answer.actions
    set_to = {"seconds": 300.0, "name": "tea", "others": []}
    assert (action.skill, action.arguments, action.undoable) == ("timer.set", set_to, True)
    assert len(_timers(room)) == 1
    stored = room.store.messages(answer.conversation)[-1].answer
    assert stored is not None
    assert stored.actions == answer.actions


def test_undo_that_takes_it_back(room: ConversationRoom) -> None:
    before = _timers(room)
    answer = _asked(room, "タイマーを5分にセットして")
    assert answer.text == "タイマーを5分でセットしました。"
    undone = _asked(room, "取り消して", answer.conversation)
    assert "取り消しました" in undone.text
    assert _timers(room) == before
    assert isinstance(told[-1], ActionsChanged)
    stored = room.store.messages(answer.conversation)[1].answer
    assert stored is not None
    assert stored.actions[0].undone
    assert _asked(room, "undo that", answer.conversation).text == "There is nothing to undo."


def test_what_is_missing_is_asked_for_and_the_reply_fills_it(room: ConversationRoom) -> None:
    asked = _asked(room, "Set a timer")
    assert (asked.text, asked.actions) == ("For how long?", ())
    answer = _asked(room, "ten minutes", asked.conversation)
    assert answer.text == "Timer set for 10 minutes."
    # The question is answered: the same words are no command any more.
    assert _asked(room, "ten minutes", asked.conversation).basis is not Basis.SKILL


def test_a_reply_may_be_no(room: ConversationRoom) -> None:
    asked = _asked(room, "Set an alarm for 5")
    assert asked.text == "5 in the morning or the afternoon?"
    assert _asked(room, "never mind", asked.conversation).text == "All right."
    assert _timers(room) == []


def test_a_draft_that_is_thrown_away_does_nothing(room: ConversationRoom) -> None:
    draft = room.runner.draft("set a timer for 5 minutes", conversation=None)
    room.worker.run(lambda: None)
    draft.discard()
    assert list(draft.deltas()) == []
    assert _timers(room) == []


def test_a_draft_acts_when_it_is_committed(room: ConversationRoom) -> None:
    draft = room.runner.draft("set a timer for 5 minutes", conversation=None)
    room.worker.run(lambda: None)
    assert _timers(room) == []
    turn = draft.commit()
    assert "".join(draft.deltas()) == "Timer set for 5 minutes."
    finished = turn.result(60)
    assert finished.answer is not None
    assert len(finished.answer.actions) == 1
    assert len(_timers(room)) == 1


def test_a_temporary_conversation_acts_and_leaves_no_action_in_the_journal(room: ConversationRoom) -> None:
    skills = _skills(room.storage, _Clock())
    proposal = skills.propose("set a timer for 5 minutes", conversation=None, previous=())
    assert proposal is not None
    outcome = skills.carry_out(proposal, MessageId(FIRST_TEMPORARY + 1))
    assert len(outcome.actions) == 1
    assert room.storage.rows("SELECT message_id FROM actions") == [{"message_id": None}]
    ActionJournal(room.storage, {}, _Clock()).recover()
    assert room.storage.rows("SELECT * FROM actions") == []
    assert len(_timers(room)) == 1


class _Clock:
    def now(self) -> float:
        return 0.0

    def monotonic(self) -> float:
        return 0.0


def test_deleting_the_conversation_takes_the_action_along(room: ConversationRoom) -> None:
    answer = _asked(room, "set a timer for 5 minutes")
    room.store.delete(answer.conversation)
    assert room.storage.rows("SELECT * FROM actions") == []


def test_documents_that_are_asked_for_come_first(room: ConversationRoom) -> None:
    turn = room.runner.ask("set a timer for 5 minutes", use_documents=True)
    finished = turn.result(60)
    assert finished.answer is not None
    assert finished.answer.basis is not Basis.SKILL


def test_an_action_that_changed_since_is_refused_in_words(room: ConversationRoom) -> None:
    answer = _asked(room, "set a timer for 5 minutes")
    store = ValueStore(room.storage, STORE)
    for key in store.all():
        store.write(key, None)
    assert "left as it is" in _asked(room, "undo that", answer.conversation).text
    with pytest.raises(InvalidInput):
        _skills(room.storage, _Clock()).undo(answer.actions[0].id)
