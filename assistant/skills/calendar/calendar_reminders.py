"""What the calendar reminds of, as alarms that are due. The file is read again when it has changed."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import UserFacingError
from assistant.ids import TimerId
from assistant.records import Timer, TimerKind
from assistant.skills.calendar.calendar_file import Occurrence, calendar_text, occurrences

BESIDE = datetime.timedelta(days=2)
"""A reminder may come so long before or after its event begins."""

AHEAD = datetime.timedelta(hours=1)

_log = logging.getLogger(__name__)


class CalendarReminders:
    """Implements ``Reminders``. A calendar that cannot be read reminds of nothing."""

    def __init__(self, file: Callable[[], Path]) -> None:
        self._file = file
        self._stamp: tuple[Path, float, int] | None = None
        self._near: tuple[datetime.datetime, datetime.datetime, list[Occurrence]] | None = None

    def due(self, since: float, until: float, zone: datetime.tzinfo) -> Sequence[Timer]:
        """See ``Reminders``."""
        if until <= since:
            return ()
        try:
            near = self._occurrences(
                datetime.datetime.fromtimestamp(since, zone), datetime.datetime.fromtimestamp(until, zone)
            )
        except UserFacingError as error:
            _log.info("the calendar reminds of nothing: %s", error.kind)
            return ()
        return tuple(
            Timer(
                id=TimerId(f"{one.uid}-{int(one.reminds_at.timestamp())}"),
                kind=TimerKind.ALARM,
                due_at=one.reminds_at.timestamp(),
                name=one.title,
            )
            for one in near
            if one.reminds_at is not None and since < one.reminds_at.timestamp() <= until
        )

    def _occurrences(self, start: datetime.datetime, end: datetime.datetime) -> list[Occurrence]:
        """What takes place about then; looked up an hour ahead, since a look is due every few seconds."""
        file = self._file()
        try:
            found = file.stat()
        except OSError:
            return []
        stamp = (file, found.st_mtime, found.st_size)
        near = self._near
        if stamp != self._stamp or near is None or not (near[0] <= start and end <= near[1]):
            self._stamp, self._near = stamp, (start, end + AHEAD, [])
            near = (start, end + AHEAD, occurrences(calendar_text(file), start - BESIDE, end + AHEAD + BESIDE))
            self._near = near
        return near[2]
