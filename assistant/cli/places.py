"""Options that say which documents are looked into, of ``sotto docs search`` and ``sotto ask``."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from assistant.documents.questions.periods import Period, period_of
from assistant.errors import InvalidInput
from assistant.records import DocumentKind, LookIn


def add_places(parser: argparse.ArgumentParser) -> None:
    """Adds ``--collection``, ``--in``, ``--kind``, ``--since`` and ``--until``."""
    parser.add_argument("--collection", default="", metavar="NAME", help="look into one collection")
    parser.add_argument(
        "--in", dest="look_in", default="", metavar="NAME", help="look into a document, a folder or a collection"
    )
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        choices=[str(kind) for kind in DocumentKind],
        help="look into files of a kind; may be given more than once",
    )
    parser.add_argument("--since", default="", metavar="DATE", help="changed on this day, month or year, or later")
    parser.add_argument("--until", default="", metavar="DATE", help="changed on this day, month or year, or earlier")


def look_in(arguments: argparse.Namespace) -> LookIn:
    """What the options choose. Raises ``InvalidInput`` for what is no date."""
    since, until = (_period(words) for words in (arguments.since, arguments.until))
    name = arguments.look_in
    return LookIn(
        collection=arguments.collection,
        # What has no separator is a name of the library, whatever lies in the working folder.
        name=str(Path(name).expanduser().absolute()) if Path(name).name != name else name,
        kinds=tuple(map(DocumentKind, arguments.kind)),
        since=since.first if since else None,
        until=until.last if until else None,
    )


def _period(words: str) -> Period | None:
    if not words:
        return None
    period = period_of(words, datetime.datetime.now().astimezone().date())
    if period is None:
        raise InvalidInput(f"{words} is no date.", "Write it as 2025, 2025-03 or 2025-03-31.")
    return period
