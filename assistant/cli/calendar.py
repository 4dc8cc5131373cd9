"""``sotto calendar``: what is ahead, and .ics files of other programs in and out."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from assistant.cli.context import Context
from assistant.records import CalendarEvent


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``calendar`` and its sub-commands."""
    calendar = commands.add_parser("calendar", parents=[shared], help="your calendar")
    verbs = calendar.add_subparsers(title="commands", metavar="COMMAND", required=True)
    ahead = verbs.add_parser("list", parents=[shared], help="what is ahead")
    ahead.add_argument("--days", type=int, default=7, metavar="N", help="for how many days, today first")
    ahead.set_defaults(run=run_list)
    take_in = verbs.add_parser("import", parents=[shared], help="take the events of an .ics file in")
    take_in.add_argument("file", type=Path, metavar="FILE")
    take_in.set_defaults(run=run_import)
    write_out = verbs.add_parser("export", parents=[shared], help="write the calendar to an .ics file")
    write_out.add_argument("file", type=Path, metavar="FILE")
    write_out.set_defaults(run=run_export)


def run_list(context: Context) -> None:
    """What is ahead."""
    with context.assistant() as assistant:
        events = assistant.skills.calendar(context.arguments.days)
    context.output.json(
        {
            "events": [
                {"title": one.title, "starts_at": one.starts_at, "all_day": one.all_day, "repeats": one.repeats}
                for one in events
            ]
        }
    )
    for one in events:
        context.output.text(_line(one))
    if not events:
        context.output.note("There is nothing in your calendar then.")


def run_import(context: Context) -> None:
    """Takes a file in; “sotto ask "undo that"” takes it back."""
    with context.assistant() as assistant:
        report = assistant.skills.import_calendar(context.arguments.file.absolute())
    context.output.json({"events": report.events, "known": report.known})
    context.output.text(f"{report.events} events were added, {report.known} were there already.")


def run_export(context: Context) -> None:
    """Writes the calendar out."""
    file = context.arguments.file.absolute()
    with context.assistant() as assistant:
        events = assistant.skills.export_calendar(file)
    context.output.json({"file": str(file), "events": events})
    context.output.text(f"{events} events are in {file}.")


def _line(one: CalendarEvent) -> str:
    form = "%a %Y-%m-%d      " if one.all_day else "%a %Y-%m-%d %H:%M"
    return f"{time.strftime(form, time.localtime(one.starts_at))}  {one.title}"
