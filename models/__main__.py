"""``python -m models get starter`` or ``get ID…``: fetches weights before the app exists.

Exit status: 0 all there, 1 the world's fault (message and remedy on standard error), 2 wrong usage, 130 interrupted. Run again,
it goes on where it stopped, and is done at once when everything is there.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from rich.console import Console

from models.catalog import CatalogEntry, load_catalog
from models.errors import ModelsError
from models.hardware import survey_hardware
from models.progress import FetchProgress
from models.recommend import recommend_starter_set
from models.store import ModelStore


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m models", description="Fetch model weights.")
    commands = parser.add_subparsers(dest="command", required=True)
    get = commands.add_parser("get", help="fetch models that are not there yet")
    get.add_argument(
        "names", nargs="+", metavar="starter|ID", help="the starter set of this machine, or ids of the catalog"
    )
    names: list[str] = parser.parse_args(arguments).names
    console = Console(stderr=True)
    store = ModelStore()
    try:
        for entry in _entries(names):
            if store.find(entry) is None:
                _fetch(entry, store, console)
    except ModelsError as error:
        console.print(error.message, style="bold", highlight=False, soft_wrap=True)
        console.print(error.remedy, highlight=False, soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        console.print("Stopped. Run it again to go on where it was.", highlight=False)
        return 130
    console.print(f"The models are in {store.root}.", highlight=False, soft_wrap=True)
    return 0


def _entries(names: Sequence[str]) -> list[CatalogEntry]:
    catalog = load_catalog()
    entries: list[CatalogEntry] = []
    for name in names:
        if name == "starter":
            entries += [pick.entry for pick in recommend_starter_set(survey_hardware(), catalog)]
        else:
            entries.append(catalog.entry(name))
    return entries


def _fetch(entry: CatalogEntry, store: ModelStore, console: Console) -> None:
    # loaded only here, so that finding everything in place takes no time
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from models.fetch import fetch_entry

    if entry.licence_note:
        console.print(f"{entry.title}: {entry.licence_note}", highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console.print(f"Fetching {entry.title} ({entry.download_bytes / 1e6:.0f} MB)", highlight=False, soft_wrap=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    offline = os.environ.get("SOTTO_OFFLINE", "") not in ("", "0")
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(entry.title, total=entry.download_bytes)

        def show(progress: FetchProgress) -> None:
            bar.update(task, completed=progress.bytes_done, total=progress.bytes_total)

        fetch_entry(entry, store, progress=show, offline=offline)


if __name__ == "__main__":
    sys.exit(main())
