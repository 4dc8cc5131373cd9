"""The part of the composition root that makes what Sotto does: skills, their journal, timers, calendar, tools, the smart home."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.clock import Clock, elapsed
from assistant.documents.document_name import DocumentName
from assistant.events import Event
from assistant.paths import Paths
from assistant.settings_file import SettingsFile
from assistant.skills.base import StateStore
from assistant.skills.calendar.calendar_desk import CalendarDesk
from assistant.skills.calendar.calendar_exchange import CalendarExchange
from assistant.skills.calendar.calendar_reminders import CalendarReminders
from assistant.skills.desktop.desktop_entries import programs
from assistant.skills.desktop.media_players import STORE as MEDIA
from assistant.skills.desktop.media_players import MediaPlayers
from assistant.skills.desktop.opening import STORE as OPENED
from assistant.skills.desktop.opening import Opener
from assistant.skills.desktop.volume import STORE as VOLUME
from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileStore
from assistant.skills.front import Skills
from assistant.skills.journal import ActionJournal
from assistant.skills.local_zone import local_zone
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.skills.timers.ringing import Ringer
from assistant.skills.timers.timer_watch import STORE as TIMERS
from assistant.skills.timers.timer_watch import TimerWatch
from assistant.skills.value_store import ValueStore
from assistant.smart_home.home_assistant import STORE as HOME
from assistant.smart_home.home_assistant import HomeAssistant
from assistant.smart_home.local_http import LocalHttp
from assistant.smart_home.switching import HomeSwitch
from assistant.speech.base import Speaker
from assistant.storage.database import Storage
from assistant.system_keyring import SystemKeyring
from assistant.tools.mcp_connection import McpConnection
from assistant.tools.shelf import STORE as TOOL_SERVERS
from assistant.tools.shelf import ToolShelf
from assistant.tools.tool_calls import ToolCalls
from assistant.user_skills.shelf import STORE as OWN_SKILLS
from assistant.user_skills.shelf import SkillShelf
from assistant.user_skills.topics import topics
from assistant.user_skills.user_skills import STORE as OWN_VALUES
from assistant.user_skills.user_skills import UserSkills


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """``answering`` takes what the user says, ``front`` what the window asks for; ``watch`` rings and reminds."""

    answering: ToolCalls
    front: Skills
    watch: TimerWatch
    journal: ActionJournal
    tools: ToolShelf
    home: HomeAssistant


FORGETTABLE = (TIMERS, OWN_VALUES)
"""Stores whose values are forgotten with everything else. What the user allowed or added stays, as settings do."""


def wire_skills(
    paths: Paths,
    settings: SettingsFile,
    storage: Storage,
    clock: Clock,
    publish: Callable[[Event], None],
    *,
    documents: Callable[[], Sequence[DocumentName]],
    open_speaker: Callable[[], Speaker],
    start_program: Callable[[Sequence[str]], None],
    local_network: LocalHttp,
    offline: bool,
) -> Hands:
    """``start_program`` and ``local_network`` work on threads that the kernel does not keep from the network."""
    timers = ValueStore(storage, TIMERS)
    mixer, opener, players = Mixer(), Opener(start_program), MediaPlayers()

    def calendar() -> Path:
        return paths.calendar(settings.current.skills_calendar_file)

    def notes_folder() -> Path:
        return paths.notes_folder(settings.current.skills_notes_folder)

    shelf = SkillShelf(paths.own_skills, timers.beside(OWN_SKILLS))
    own_values = timers.beside(OWN_VALUES)
    watch = TimerWatch(
        timers,
        clock,
        elapsed=elapsed,
        zone=local_zone,
        publish=publish,
        ring=Ringer(open_speaker).ring,
        reminders=CalendarReminders(calendar),
    )
    home = HomeAssistant(
        local_network,
        SystemKeyring(),
        lambda: settings.current.skills_home_assistant,
        lambda address: settings.update("skills_home_assistant", address),
        offline=offline,
    )
    stores: dict[str, StateStore] = {
        TIMERS: timers,
        FILES: FileStore(),
        VOLUME: mixer,
        OPENED: opener,
        MEDIA: players,
        HOME: home,
        OWN_VALUES: own_values,
    }
    journal = ActionJournal(storage, stores, clock)
    room = SkillRoom(
        built_in_skills(
            watch.timers,
            notes_folder,
            calendar,
            mixer,
            lambda: paths.routines,
            documents=documents,
            programs=programs,
            opener=opener,
            players=players,
            others=[HomeSwitch(home), UserSkills(shelf, own_values, notes_folder)],
        ),
        journal,
        clock=clock,
        zone=local_zone,
        publish=publish,
        acted=watch.look,
        topics=lambda: topics(shelf.usable()),
        may_read=lambda: settings.current.skills_commands_in_other_words,
    )
    connection = McpConnection()
    tools = ToolShelf(timers.beside(TOOL_SERVERS), connection)
    exchange = CalendarExchange(calendar, journal, clock=clock, zone=local_zone, acted=watch.look)
    desk = CalendarDesk(calendar, journal, clock=clock, zone=local_zone, publish=publish, acted=watch.look)
    return Hands(
        answering=ToolCalls(room, tools, connection, journal, acted=watch.look),
        front=Skills(room, watch, exchange, desk, shelf),
        watch=watch,
        journal=journal,
        tools=tools,
        home=home,
    )
