"""Whatever skills do, in any order: undone, nothing of it is left; killed between any two steps, it is whole at the next start."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.conversation.acting import Outcome
from assistant.conversation.temporary import FIRST_TEMPORARY
from assistant.documents.document_name import DocumentName
from assistant.ids import DocumentId, MessageId
from assistant.records import Action, Timer, TimerState
from assistant.skills.base import StateStore
from assistant.skills.desktop.media_players import STORE as MEDIA
from assistant.skills.desktop.media_players import MediaPlayers
from assistant.skills.desktop.opening import STORE as OPENED
from assistant.skills.desktop.opening import Opener
from assistant.skills.desktop.volume import STORE as VOLUME
from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.skills.timers.timer_watch import STORE as TIMERS
from assistant.skills.timers.timer_watch import timer_of, value_of
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock
from tests.integration.skills.test_journal import Killed, MortalStore

pytestmark = pytest.mark.integration

PLAYER = "org.mpris.MediaPlayer2.vlc"
CHANGING = {
    "timer.set": ("set a timer for 5 minutes for the tea", "タイマーを3分にセットして"),
    "alarm.set": ("set an alarm for 7 am tomorrow",),
    "timer.change": ("add five minutes to the tea timer",),
    "timer.cancel": ("cancel all timers",),
    "timer.snooze": ("snooze for 5 minutes",),
    "list.add": ("add milk and eggs to my shopping list", "買い物リストに牛乳を追加して"),
    "list.remove": ("remove milk from my shopping list",),
    "list.delete": ("delete my shopping list",),
    "note.add": ("take a note: the key is under the mat",),
    "calendar.add": ("add dentist tomorrow at 3 pm to my calendar", "remind me to call Mum every friday at 9 am"),
    "calendar.move": ("move the dentist event to 5 pm",),
    "calendar.remove": ("delete the dentist event",),
    "volume.set": ("set the volume to 30%", "volume up", "mute"),
    "media.key": ("pause the music", "next song"),
    "file.open": ("open the lease", "open firefox"),
    "routine.run": ("good night",),
}
"""Sentences by the skill that they are for. All other skills only answer."""
ANSWERING = {"timer.list", "list.show", "note.show", "calendar.show", "date.ask", "unit.convert"}
ROUTINES = '[[routine]]\nsay = ["good night"]\ndo = ["set the volume to 10%", "set an alarm for 6 am tomorrow"]\n'


class ScriptedPlayers(MediaPlayers):
    """Players that need no bus."""

    def __init__(self) -> None:
        super().__init__()
        self.status = {PLAYER: "Playing"}

    def all(self) -> dict[str, str]:
        return dict(self.status)

    def read(self, key: str) -> str | None:
        return super().read(key) if key.endswith("#") else self.status.get(key)

    def write(self, key: str, value: str | None) -> None:
        if value is not None and not key.endswith("#"):
            self.status[key] = value


class House:
    """Every skill over a folder of its own; ``mortal`` makes the stores whose program may die."""

    def __init__(self, folder: Path, mortal: Callable[[StateStore], StateStore] = lambda store: store) -> None:
        self.folder = folder
        self.storage = Storage(folder / "sotto.db")
        self.timers = ValueStore(self.storage, TIMERS)
        self.loudness = ["50", "no"]
        self.players = ScriptedPlayers()
        self.notes = folder / "notes"
        (folder / "lease.pdf").touch()
        (folder / "routines.toml").write_text(ROUTINES, encoding="utf-8")
        mixer, opener = Mixer(self._mix), Opener(lambda _command: None)
        self.stores: Mapping[str, StateStore] = {
            TIMERS: self.timers,
            FILES: FileStore(),
            VOLUME: mixer,
            OPENED: opener,
            MEDIA: self.players,
        }
        clock = TurnedClock()
        self.journal = ActionJournal(self.storage, self.stores, clock)
        self.skills = built_in_skills(
            self._timers,
            lambda: self.notes,
            lambda: self.notes / "calendar.ics",
            mixer,
            lambda: folder / "routines.toml",
            documents=lambda: [DocumentName(document_id=DocumentId(1), path=folder / "lease.pdf")],
            opener=opener,
            players=self.players,
        )
        mortals = {name: mortal(store) for name, store in self.stores.items()}
        self.room = SkillRoom(
            self.skills,
            ActionJournal(self.storage, mortals, clock),
            clock=clock,
            zone=lambda: datetime.UTC,
            publish=lambda _event: None,
            acted=lambda: None,
        )

    def say(self, sentence: str) -> Outcome | None:
        proposal = self.room.propose(sentence, conversation=None, previous=())
        if proposal is None or proposal.deed is None:
            return None
        return self.room.carry_out(proposal, MessageId(FIRST_TEMPORARY + 1))

    def state(self) -> str:
        """A hash of all that skills can change."""
        files = {
            str(file.relative_to(self.folder)): file.read_text(encoding="utf-8")
            for file in sorted(self.notes.glob("**/*"))
            if file.is_file()
        }
        whole = json.dumps([self.timers.all(), files, self.loudness, self.players.status], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    def _timers(self) -> Sequence[Timer]:
        return [timer_of(value) for value in self.timers.all().values()]

    def _mix(self, words: Sequence[str]) -> str:
        command, value = words[0], words[-1]
        if command == "set-sink-volume":
            self.loudness[0] = value.removesuffix("%")
        elif command == "set-sink-mute":
            self.loudness[1] = "yes" if value == "1" else "no"
        return f"Volume: {self.loudness[0]}%" if "volume" in command else f"Mute: {self.loudness[1]}"


SENTENCES = [(skill, sentence) for skill, sentences in CHANGING.items() for sentence in sentences]


def _ready(house: House, skill: str) -> None:
    """What a skill needs before it has something to change."""
    if skill in ("timer.change", "timer.cancel"):
        house.say("set a timer for 10 minutes for the tea")
    if skill == "timer.snooze":
        house.say("set a timer for 10 minutes")
        (timer,) = house._timers()
        house.timers.write(timer.id, re.sub(TimerState.RUNNING.value, TimerState.RINGING.value, value_of(timer)))
    if skill in ("list.remove", "list.delete"):
        house.say("add milk to my shopping list")
    if skill in ("calendar.move", "calendar.remove"):
        house.say("add dentist tomorrow at 3 pm to my calendar")


def test_every_skill_is_here(tmp_path: Path) -> None:
    house = House(tmp_path)
    assert {skill.name for skill in house.skills} == {*CHANGING, *ANSWERING}
    house.storage.close()


@pytest.mark.parametrize(("skill", "sentence"), SENTENCES)
def test_undone_it_leaves_nothing(tmp_path: Path, skill: str, sentence: str) -> None:
    house = House(tmp_path)
    _ready(house, skill)
    before = house.state()
    outcome = house.say(sentence)
    if sentence == "open firefox":
        assert outcome is None  # no such program here
    else:
        assert outcome is not None
        assert [action.skill for action in outcome.actions] == [skill]
        (action,) = outcome.actions
        if action.undoable:
            assert house.state() != before
            house.room.undo(action.id)
        assert house.state() == before
    house.storage.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_in_any_order_undone_backwards_it_leaves_nothing(said: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        states: list[tuple[str, tuple[Action, ...]]] = [(house.state(), ())]
        for _, sentence in said:
            outcome = house.say(sentence)
            states.append((house.state(), outcome.actions if outcome is not None else ()))
        for at in range(len(states) - 1, 0, -1):
            for action in states[at][1]:
                if action.undoable:
                    house.room.undo(action.id)
            assert house.state() == states[at - 1][0]
        house.storage.close()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("skill", "sentence"), SENTENCES)
def test_killed_at_any_step_it_is_whole_at_the_next_start(
    tmp_path: Path, skill: str, sentence: str, after: bool
) -> None:
    for at in (1, 2):
        folder = tmp_path / str(at)
        folder.mkdir()
        deaths: list[MortalStore] = []

        def mortal(store: StateStore, at: int = at, deaths: list[MortalStore] = deaths) -> StateStore:
            deaths.append(MortalStore(store, None, after))
            return deaths[-1]

        house = House(folder, mortal)
        _ready(house, skill)
        before = house.state()
        for store in deaths:
            store._writes, store._at = 0, at
        try:
            house.say(sentence)
        except Killed:
            assert house.journal.recover() == 1
            assert house.state() != before or skill in ("file.open", "media.key")
        assert house.journal.recover() == 0
        assert house.storage.rows("SELECT 1 FROM actions WHERE state NOT IN ('done', 'undone')") == []
        house.storage.close()
