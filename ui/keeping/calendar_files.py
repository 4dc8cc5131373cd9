"""Calendars of other programs in, and the own one out, as .ics files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from assistant.records import CalendarImport
from ui.keeping.desk import Desk
from ui.widgets.engine_words import joined


class CalendarFiles(Desk):
    """Asks for files and says what became of them on the banner."""

    def choose_import(self) -> None:
        """Asks for a calendar, and takes it in."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import a calendar"), "", self.tr("Calendars") + " (*.ics *.ical);;(*)"
        )
        if name:
            self._operations.run(lambda: self._api.skills.import_calendar(Path(name)), self._taken_in, self._tell_error)

    def choose_export(self) -> None:
        """Asks where the calendar should go, and writes it there."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the calendar"), "calendar.ics", self.tr("Calendars") + " (*.ics)"
        )
        if name:
            self._operations.run(
                lambda: self._api.skills.export_calendar(Path(name)),
                lambda count: self._written(count, Path(name).name),
                self._tell_error,
            )

    def _written(self, count: int, file: str) -> None:
        self._banner().show_notice(self.tr("%Ln events are in {file}.", None, count).format(file=file))

    def _taken_in(self, report: CalendarImport) -> None:
        words = self.tr("Nothing new: %Ln events were there already.", None, report.known)
        if report.events:
            words = joined(
                self.tr("%Ln events were added.", None, report.events),
                self.tr("%Ln were there already.", None, report.known) if report.known else "",
                self.tr("“Undo that” takes them back."),
            )
        self._banner().show_notice(words)
