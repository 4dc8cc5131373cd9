"""``sotto models``: model weights."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rich.progress import Progress, TaskID

from assistant.cli import shapes
from assistant.cli.context import Context, events_of
from assistant.errors import NotFound
from assistant.events import DownloadFinished, DownloadProgress
from assistant.front_door import AssistantApi
from assistant.records import ModelState, ModelStatus

STARTER = "starter"


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``models`` and its sub-commands."""
    models = commands.add_parser("models", parents=[shared], help="model weights")
    verbs = models.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verbs.add_parser("list", parents=[shared], help="what there is and what fits").set_defaults(run=run_list)
    verbs.add_parser("recommend", parents=[shared], help="what suits this machine").set_defaults(run=run_recommend)
    get = verbs.add_parser("get", parents=[shared], help="fetch a model; “starter” fetches what is recommended")
    get.add_argument("ids", nargs="+", metavar="ID")
    get.set_defaults(run=run_get)
    adopt = verbs.add_parser("adopt", parents=[shared], help="take in a file you already have")
    adopt.add_argument("file", type=Path, metavar="FILE")
    adopt.set_defaults(run=run_adopt)
    verbs.add_parser("verify", parents=[shared], help="read every installed file through").set_defaults(run=run_verify)
    use = verbs.add_parser("use", parents=[shared], help="choose the model of a role from now on")
    use.add_argument("role", metavar="ROLE")
    use.add_argument("id", metavar="ID")
    use.set_defaults(run=run_use)
    remove = verbs.add_parser("remove", parents=[shared], help="delete a model's files")
    remove.add_argument("id", metavar="ID")
    remove.set_defaults(run=run_remove)


def run_list(context: Context) -> None:
    """The catalog."""
    with context.assistant() as assistant:
        found = assistant.models.list()
    _print_models(context, found)


def run_recommend(context: Context) -> None:
    """The starter set for this machine."""
    with context.assistant() as assistant:
        advice = assistant.models.recommend()
    context.output.json(shapes.recommendation(advice))
    context.output.text(advice.machine)
    for model_id, why in advice.entries:
        mark = "to fetch" if model_id in advice.missing else "installed"
        context.output.text(f"  {model_id} ({mark}): {why}")
    if advice.missing:
        context.output.note(f"“sotto models get {STARTER}” fetches {advice.missing_bytes / 1e6:.0f} MB.")


def run_get(context: Context) -> None:
    """Fetches models one after the other."""
    with context.assistant() as assistant, events_of(assistant) as events:
        wanted = _expand(assistant, context.arguments.ids)
        if not wanted:
            context.output.note("Everything is installed already.")
            return
        _show_licences(context, assistant, wanted)
        operation = assistant.models.get(wanted)
        waiting = set(wanted)
        tasks: dict[str, TaskID] = {}
        with context.output.progress(bytes_shown=True) as progress:
            try:
                for event in events:
                    if isinstance(event, DownloadProgress) and event.operation_id == operation:
                        _show_progress(context, progress, tasks, event)
                    elif isinstance(event, DownloadFinished) and event.operation_id == operation:
                        if event.error is not None:
                            raise event.error.to_exception()
                        waiting.discard(event.model_id)
                        context.output.json({"event": "installed", "id": event.model_id})
                        context.output.text(f"Installed {event.model_id}.")
                    if not waiting:
                        return
            except KeyboardInterrupt:
                assistant.models.cancel(operation)
                raise


def run_adopt(context: Context) -> None:
    """Takes in a file."""
    with context.assistant() as assistant:
        status = assistant.models.adopt(context.arguments.file.absolute())
    context.output.json({"model": shapes.model(status)})
    if status.licence == "unknown":
        context.output.note("Nobody has checked this file: use it only when you trust the place it is from.")
    context.output.text(f"{status.id} is installed.")


def run_verify(context: Context) -> int:
    """Full digests of everything installed; the status is 1 when something is broken."""
    with context.assistant() as assistant:
        found = assistant.models.verify()
    _print_models(context, found)
    broken = [item for item in found if item.state is ModelState.BROKEN]
    for item in broken:
        context.output.note(f"{item.id} is damaged. Fetch it again with “sotto models get {item.id}”.")
    return 1 if broken else 0


def run_use(context: Context) -> None:
    """Chooses the model of a role, in the settings."""
    role, model_id = context.arguments.role, context.arguments.id
    with context.assistant() as assistant:
        assistant.models.use(role, model_id)
    context.output.json({"role": role, "model": model_id})
    context.output.text(f"{model_id} is used for {role} from now on.")


def run_remove(context: Context) -> None:
    """Deletes a model's files."""
    with context.assistant() as assistant:
        assistant.models.remove(context.arguments.id)
    context.output.json({"removed": context.arguments.id})
    context.output.text(f"Removed {context.arguments.id}.")


def _expand(assistant: AssistantApi, ids: list[str]) -> list[str]:
    known = {item.id: item for item in assistant.models.list()}
    wanted: list[str] = []
    for name in ids:
        chosen = assistant.models.recommend().missing if name == STARTER else (name,)
        for model_id in chosen:
            if model_id not in known:
                raise NotFound(f"There is no model called {model_id}.", "See “sotto models list” for what there is.")
            if known[model_id].state is not ModelState.INSTALLED and model_id not in wanted:
                wanted.append(model_id)
    return wanted


def _show_licences(context: Context, assistant: AssistantApi, wanted: list[str]) -> None:
    for item in assistant.models.list():
        if item.id in wanted:
            note = f" ({item.licence_note})" if item.licence_note else ""
            context.output.note(f"{item.id}: {item.size_bytes / 1e6:.0f} MB, licence {item.licence}{note}")


def _show_progress(context: Context, progress: Progress, tasks: dict[str, TaskID], event: DownloadProgress) -> None:
    if event.model_id not in tasks:
        tasks[event.model_id] = progress.add_task(event.model_id, total=event.bytes_total)
    progress.update(tasks[event.model_id], completed=event.bytes_done)
    context.output.json(
        {
            "event": "progress",
            "id": event.model_id,
            "bytes_done": event.bytes_done,
            "bytes_total": event.bytes_total,
            "bytes_per_s": round(event.bytes_per_s),
        }
    )


def _print_models(context: Context, found: Any) -> None:
    items: list[ModelStatus] = list(found)
    context.output.json({"models": [shapes.model(item) for item in items]})
    for item in items:
        size = f"{item.size_bytes / 1e6:.0f} MB"
        state = "in use" if item.active else item.state
        context.output.text(
            f"{state:<11} {item.fit:<8} {size:>8}  {','.join(item.roles):<16} {item.id}  ({item.licence})"
        )
