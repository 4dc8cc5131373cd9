"""The skills there are, in the order they are asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.documents.document_name import DocumentName
from assistant.records import Timer
from assistant.skills.base import Skill
from assistant.skills.calendar.calendar_change import CalendarMove, CalendarRemove
from assistant.skills.calendar.calendar_skills import CalendarAdd, CalendarShow
from assistant.skills.date_answer import DateAnswer
from assistant.skills.desktop.desktop_entries import Program
from assistant.skills.desktop.media import MediaKeys
from assistant.skills.desktop.media_players import MediaPlayers
from assistant.skills.desktop.opening import Opener, Opens, start
from assistant.skills.desktop.volume import Mixer, VolumeSet
from assistant.skills.notes.lists import ListAdd, ListDelete, ListRemove, ListShow
from assistant.skills.notes.notes import NoteAdd, NoteShow
from assistant.skills.routine import RunsRoutines
from assistant.skills.timers.alarm_set import AlarmSet
from assistant.skills.timers.timer_cancel import TimerCancel
from assistant.skills.timers.timer_change import TimerChange
from assistant.skills.timers.timer_list import TimerList
from assistant.skills.timers.timer_set import TimerSet
from assistant.skills.timers.timer_snooze import TimerSnooze
from assistant.skills.unit_answer import UnitAnswer


def built_in_skills(
    timers: Callable[[], Sequence[Timer]],
    notes_folder: Callable[[], Path],
    calendar_file: Callable[[], Path],
    mixer: Mixer,
    routines_file: Callable[[], Path] = Path,
    *,
    documents: Callable[[], Sequence[DocumentName]] = tuple,
    programs: Callable[[], Sequence[Program]] = tuple,
    opener: Opener | None = None,
    players: MediaPlayers | None = None,
    others: Sequence[Skill] = (),
) -> list[Skill]:
    """Every skill of Sotto's own. ``notes_folder`` holds lists and notes; ``routines_file`` the user's routines; ``documents`` and
    ``programs`` can be opened. ``others`` come last."""
    skills: list[Skill] = [
        TimerSnooze(timers),
        TimerChange(timers),
        TimerCancel(timers),
        TimerList(timers),
        TimerSet(timers),
        AlarmSet(),
        ListAdd(notes_folder),
        ListRemove(notes_folder),
        ListDelete(notes_folder),
        ListShow(notes_folder),
        NoteAdd(notes_folder),
        NoteShow(notes_folder),
        CalendarRemove(calendar_file),
        CalendarMove(calendar_file),
        CalendarAdd(calendar_file),
        CalendarShow(calendar_file),
        VolumeSet(mixer),
        DateAnswer(),
        UnitAnswer(),
        MediaKeys(players or MediaPlayers()),
        Opens(documents, programs, opener or Opener(start)),
        *others,
    ]
    # Before all others: a sentence that the user chose for a routine means that.
    return [RunsRoutines(skills, timers, calendar_file, routines_file), *skills]
