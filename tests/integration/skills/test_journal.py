"""What skills do is done once and whole, whenever the program is killed, and undoing leaves everything as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.clock import SystemClock
from assistant.errors import InvalidInput, StorageError
from assistant.ids import ActionId, MessageId
from assistant.skills.base import Change, Conflict, Plan, StateStore
from assistant.skills.journal import KEPT_FOR_S, ActionJournal
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration


class Killed(BaseException):
    """The program is gone."""


class MortalStore:
    """A store whose program dies before, or just after, its ``at``-th write."""

    def __init__(self, store: StateStore, at: int | None, after: bool = False) -> None:
        self._store = store
        self._at = at
        self._after = after
        self._writes = 0

    def read(self, key: str) -> str | None:
        return self._store.read(key)

    def write(self, key: str, value: str | None) -> None:
        self._writes += 1
        dies = self._writes == self._at
        if dies and not self._after:
            raise Killed
        self._store.write(key, value)
        if dies:
            raise Killed

    def merge(self, change: Change, current: str | None) -> str | None:
        return self._store.merge(change, current)


class RefusingStore(MortalStore):
    """A store whose second write fails, as on a full disk."""

    def write(self, key: str, value: str | None) -> None:
        self._writes += 1
        if self._writes == 2:
            raise StorageError("The disk is full.", "Free some space.")
        self._store.write(key, value)


def _plan(store: ValueStore, wanted: dict[str, str | None]) -> Plan:
    changes = [Change(store="things", key=key, before=store.read(key), after=value) for key, value in wanted.items()]
    return Plan(preview="", done="Done.", changes=tuple(changes))


values = st.dictionaries(st.sampled_from("abcd"), st.text(max_size=4))
wishes = st.dictionaries(st.sampled_from("abcd"), st.none() | st.text(max_size=4), min_size=1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values, wishes)
def test_apply_then_undo_leaves_everything_as_it_was(before: dict[str, str], wanted: dict[str, str | None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(Path(folder) / "sotto.db")
        store = ValueStore(storage, "things")
        for key, value in before.items():
            store.write(key, value)
        journal = ActionJournal(storage, {"things": store}, SystemClock())
        action = journal.carry_out("thing.set", {}, _plan(store, wanted))
        assert {key: store.read(key) for key in wanted} == wanted
        assert journal.undo(action.id).undone
        assert store.all() == before
        storage.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values, wishes, st.integers(1, 4), st.booleans(), st.booleans())
def test_a_kill_between_any_two_steps_is_finished_at_the_next_start(
    before: dict[str, str], wanted: dict[str, str | None], at: int, after: bool, undoing: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(Path(folder) / "sotto.db")
        store = ValueStore(storage, "things")
        for key, value in before.items():
            store.write(key, value)
        plan = _plan(store, wanted)
        healthy = ActionJournal(storage, {"things": store}, SystemClock())
        mortal = ActionJournal(storage, {"things": MortalStore(store, at, after)}, SystemClock())
        try:
            if undoing:
                mortal.undo(healthy.carry_out("thing.set", {}, plan).id)
            else:
                mortal.carry_out("thing.set", {}, plan)
        except Killed:
            assert healthy.recover() == 1
        assert healthy.recover() == 0
        if undoing:
            assert store.all() == before
        else:
            assert {key: store.read(key) for key in wanted} == wanted
        storage.close()


def test_a_write_that_fails_takes_back_those_before_it(storage: Storage, clock: TurnedClock) -> None:
    store = ValueStore(storage, "things")
    journal = ActionJournal(storage, {"things": RefusingStore(store, None)}, clock)
    with pytest.raises(StorageError):
        journal.carry_out("thing.set", {}, _plan(store, {"a": "1", "b": "2"}))
    assert store.all() == {}
    assert journal.last(None) is None


def test_what_someone_else_changed_is_left_alone(storage: Storage, clock: TurnedClock) -> None:
    store = ValueStore(storage, "things")
    journal = ActionJournal(storage, {"things": store}, clock)
    plan = _plan(store, {"a": "1"})
    action = journal.carry_out("thing.set", {"name": "茶"}, plan)
    assert action.arguments == {"name": "茶"}
    store.write("a", "other")
    with pytest.raises(InvalidInput):
        journal.undo(action.id)
    assert store.read("a") == "other"
    with pytest.raises(Conflict):
        journal.carry_out("thing.set", {}, plan)


def test_undo_reaches_this_conversation_and_the_last_hour(storage: Storage, clock: TurnedClock) -> None:
    store = ValueStore(storage, "things")
    journal = ActionJournal(storage, {"things": store}, clock)
    first = journal.carry_out("thing.set", {}, _plan(store, {"a": "1"}))
    second = journal.carry_out("thing.set", {}, _plan(store, {"b": "1"}))
    newest = journal.last(None)
    assert newest is not None
    assert newest.id == second.id
    journal.undo(second.id)
    newest = journal.last(None)
    assert newest is not None
    assert newest.id == first.id
    with pytest.raises(InvalidInput):
        journal.undo(second.id)
    clock.pass_time(2 * 3600)
    assert journal.last(None) is None


def test_old_actions_are_no_longer_undone(storage: Storage, clock: TurnedClock) -> None:
    store = ValueStore(storage, "things")
    journal = ActionJournal(storage, {"things": store}, clock)
    with storage.write() as database:
        database.execute("INSERT INTO conversations (id, created_at, updated_at) VALUES (1, 0, 0)")
        database.execute(
            "INSERT INTO messages (id, conversation_id, role, text, state, created_at)"
            " VALUES (1, 1, 'assistant', 'x', 'complete', 0)"
        )
    action = journal.carry_out("thing.set", {}, _plan(store, {"a": "1"}), MessageId(1))
    clock.pass_time(KEPT_FOR_S + 1)
    journal.recover()
    assert not journal.get(action.id).undoable
    assert storage.rows("SELECT changes FROM actions WHERE id = ?", (ActionId(action.id),))[0]["changes"] == "[]"
