"""``sotto docs``: the document library."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context, events_of
from assistant.cli.places import add_places, look_in
from assistant.documents.file_names import shown_name
from assistant.errors import InvalidInput, NotFound, StorageError
from assistant.events import DocumentsForgotten, Event, FileIndexed, IndexFinished, IndexProgress
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, DocumentId
from assistant.records import Citation, FileReport, FileState

PIXELS_PER_POINT = 2.0
EMBEDDING_WAIT_S = 24 * 3600.0


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``docs`` and its sub-commands."""
    docs = commands.add_parser("docs", parents=[shared], help="your documents")
    verbs = docs.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = verbs.add_parser("add", parents=[shared], help="read files and folders")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--collection", default="", metavar="NAME")
    add.add_argument(
        "--password",
        nargs="?",
        default="",
        const=None,
        metavar="WORDS",
        help="for locked files; asked for when left out",
    )
    add.add_argument(
        "--keep-password", action="store_true", help="keep it in this computer's keyring, for the files that it opens"
    )
    add.add_argument(
        "--wait",
        choices=["keywords", "all"],
        default="all",
        help="return when searchable by words, or also by meaning (default)",
    )
    add.add_argument("--watch", action="store_true", help="follow the folders: what is new, changed, moved or deleted")
    add.set_defaults(run=run_add)
    unwatch = verbs.add_parser("unwatch", parents=[shared], help="follow a folder no longer; its documents stay")
    unwatch.add_argument("folder", type=Path, metavar="FOLDER")
    unwatch.add_argument("--collection", default="", metavar="NAME")
    unwatch.set_defaults(run=run_unwatch)
    for name, words, run in (
        ("list", "what is in the library", run_list),
        ("status", "how each file was read, and the index in figures", run_status),
    ):
        verb = verbs.add_parser(name, parents=[shared], help=words)
        verb.add_argument("--collection", default=None, metavar="NAME", help="of one collection alone")
        verb.set_defaults(run=run)
    remove = verbs.add_parser("remove", parents=[shared], help="forget a document; the file stays")
    remove.add_argument("document", metavar="PATH|ID")
    remove.add_argument("--with-answers", action="store_true", help="also take the words out of answers that quote it")
    remove.set_defaults(run=run_remove)
    search = verbs.add_parser("search", parents=[shared], help="find passages")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=int, default=8, metavar="N", help="how many passages")
    add_places(search)
    search.set_defaults(run=run_search)
    show = verbs.add_parser("show", parents=[shared], help="a page as a picture")
    show.add_argument("document", metavar="PATH|ID")
    show.add_argument("--page", type=int, required=True, metavar="N")
    show.add_argument(
        "--citation", type=int, metavar="N", help="mark the quote that an answer, the newest, cites by this number"
    )
    show.add_argument("--conversation", type=int, metavar="ID", help="the chat of that answer")
    show.add_argument("--out", type=Path, required=True, metavar="FILE.png")
    show.set_defaults(run=run_show)


def run_add(context: Context) -> int:
    """Reads files; one line each. The status is 1 when not one of them could be read."""
    arguments = context.arguments
    status = 0
    password = getpass.getpass("Password: ") if arguments.password is None else arguments.password
    if arguments.watch and not any(path.is_dir() for path in arguments.paths):
        raise InvalidInput("There is no folder among these paths.", "Only folders can be watched.")
    with context.assistant() as assistant, events_of(assistant) as events:
        paths = [path.absolute() for path in arguments.paths]
        operation = assistant.documents.add(paths, arguments.collection, password, arguments.keep_password)
        with context.output.progress(bytes_shown=False) as progress:
            task = progress.add_task("Reading", total=None)
            for event in events:
                if isinstance(event, FileIndexed) and event.operation_id == operation:
                    context.output.json({"event": "file", **shapes.file(event.file)})
                    context.output.text(_line(event.file))
                elif isinstance(event, IndexProgress) and event.operation_id == operation:
                    progress.update(task, completed=event.done, total=event.total)
                    context.output.json(
                        {
                            "event": "progress",
                            "done": event.done,
                            "total": event.total,
                            "bytes_done": event.bytes_done,
                            "bytes_total": event.bytes_total,
                        }
                    )
                elif isinstance(event, IndexFinished) and event.operation_id == operation:
                    status = _finish(context, assistant, event)
                    break
        if arguments.watch:
            _watch(context, assistant, events)
    return status


def run_unwatch(context: Context) -> None:
    """Follows a folder no longer."""
    folder = context.arguments.folder.absolute()
    collection = context.arguments.collection
    with context.assistant() as assistant:
        watched = assistant.documents.health().watched
        if not any((one.path, one.collection) == (folder, collection) for one in watched):
            raise NotFound(f"{folder} is not watched.", "See “sotto docs status” for the folders that are.")
        assistant.documents.unwatch(folder, collection)
    context.output.json({"unwatched": str(folder)})
    context.output.text(f"No longer watched: {folder}. Its documents stay.")


def run_list(context: Context) -> None:
    """The index sheet."""
    with context.assistant() as assistant:
        files = _of_collection(assistant.documents.files(), context.arguments.collection)
    context.output.json({"files": [shapes.file(item) for item in files]})
    _print_sheet(context, files)


def run_status(context: Context) -> None:
    """The index sheet, and the library in figures."""
    with context.assistant() as assistant:
        files = _of_collection(assistant.documents.files(), context.arguments.collection)
        health = assistant.documents.health()
    context.output.json({"files": [shapes.file(item) for item in files], "library": shapes.health(health)})
    _print_sheet(context, files)
    if not files:
        return
    share = health.embedded * 100 // health.passages if health.passages else 100
    context.output.text(
        f"{health.indexed + health.partly} documents read ({health.partly} in part), {health.failed} not read, "
        f"{health.waiting} waiting; {health.pages} pages, {health.pages_recognised} recognised from pictures, "
        f"{health.pages_without_text} without text; "
        f"{health.passages} passages, {share} % found by meaning"
        + (f" ({health.embedder})" if health.embedder else "")
        + f"; {health.database_bytes / 1_000_000:.1f} MB, {health.bytes_per_page / 1_000:.1f} kB a page"
    )
    for folder in health.watched:
        context.output.text(
            f"Watched: {shown_name(folder.path)}" + (f" ({folder.collection})" if folder.collection else "")
        )


def run_remove(context: Context) -> None:
    """Forgets one document."""
    with context.assistant() as assistant:
        document, path = _find(assistant, context.arguments.document)
        answers = assistant.memory.forget_document(document) if context.arguments.with_answers else 0
        assistant.documents.remove(document)
    context.output.json({"removed": str(path), "answers": answers})
    context.output.text(f"Forgotten: {shown_name(path)}. The file itself is untouched.")


def run_search(context: Context) -> None:
    """Passages, best first."""
    arguments = context.arguments
    with context.assistant() as assistant:
        result = assistant.documents.search(arguments.query, arguments.k, look_in(arguments))
    context.output.json(shapes.search(result))
    for passage in result.passages:
        context.output.text(f"{passage.document}{shapes.page_words(passage)}\n    {' '.join(passage.text.split())}\n")
    if not result.passages:
        context.output.note("Nothing was found.")


def run_show(context: Context) -> None:
    """Writes a page's picture."""
    arguments = context.arguments
    with context.assistant() as assistant:
        document, path = _find(assistant, arguments.document)
        marks = () if arguments.citation is None else _cited(context, assistant, document, path).boxes
        image = assistant.documents.page_image(document, arguments.page, PIXELS_PER_POINT, marks)
    try:
        arguments.out.write_bytes(image.png)
    except OSError as error:
        raise StorageError(
            f"{arguments.out.name} cannot be written ({error.strerror}).", "Choose another folder, or free some space."
        ) from error
    context.output.json({"file": str(arguments.out), "width_px": image.width_px, "height_px": image.height_px})


def _cited(context: Context, assistant: AssistantApi, document: DocumentId, path: Path) -> Citation:
    """The quote on the page that the newest answer citing it there has under this number; of a document that changed since, where
    its words stand now."""
    arguments = context.arguments
    chats = [chat.id for chat in assistant.conversations.list()]
    if arguments.conversation is not None:
        chats = [ConversationId(arguments.conversation)]
    for chat in chats:
        for message in reversed(assistant.conversations.messages(chat)):
            for citation in message.answer.citations if message.answer is not None else ():
                if (citation.document_id, citation.page, citation.n) != (document, arguments.page, arguments.citation):
                    continue
                if not citation.stale:
                    return citation
                found = assistant.documents.find_text(document, citation.quote)
                here = [place for place in found if place.page == arguments.page]
                if here:
                    return here[0]
    raise NotFound(
        f"No answer cites page {arguments.page} of {shown_name(path.name)} by the number {arguments.citation}.",
        "See “sotto chats show ID --json” for the citations of each answer.",
    )


def _watch(context: Context, assistant: AssistantApi, events: Iterator[Event]) -> None:
    """Follows the folders among the paths and tells what happens in them, until Ctrl+C."""
    arguments = context.arguments
    for folder in (path.absolute() for path in arguments.paths if path.is_dir()):
        assistant.documents.watch(folder, arguments.collection)
        context.output.json({"event": "watching", "path": str(folder)})
    context.output.note("Watching for changes; Ctrl+C ends it. The folders are followed whenever Sotto runs.")
    for event in events:
        if isinstance(event, FileIndexed):
            context.output.json({"event": "file", **shapes.file(event.file)})
            context.output.text(_line(event.file))
        elif isinstance(event, DocumentsForgotten):
            context.output.json({"event": "forgotten", "count": event.count})
            context.output.text(f"Forgotten: {event.count} (no longer in the folder)")


def _of_collection(files: Sequence[FileReport], collection: str | None) -> list[FileReport]:
    return [item for item in files if collection is None or item.collection == collection]


def _print_sheet(context: Context, files: Sequence[FileReport]) -> None:
    for item in files:
        context.output.text(f"{item.document_id:>5}  {_line(item)}")
    if not files:
        context.output.note("There are no documents yet. Add some with “sotto docs add”.")


def _finish(context: Context, assistant: AssistantApi, event: IndexFinished) -> int:
    if event.error is not None:
        raise event.error.to_exception()
    if context.arguments.wait == "all" and not assistant.documents.wait_until_embedded(EMBEDDING_WAIT_S):
        context.output.note("Some passages cannot be found by meaning yet; that goes on when Sotto runs.")
    counts = {
        "indexed": event.indexed,
        "partly": event.partly,
        "failed": event.failed,
        "unchanged": event.unchanged,
    }
    context.output.json({"event": "done", **counts, "seconds": round(event.seconds, 3)})
    context.output.note(", ".join(f"{count} {word}" for word, count in counts.items() if count) or "Nothing to read.")
    return 1 if event.failed and not (event.indexed or event.partly or event.unchanged) else 0


def _line(item: FileReport) -> str:
    details = [str(item.state)]
    if item.state is not FileState.FAILED:
        details.append(f"{_count(item.pages, 'page')}, {_count(item.chunks, 'passage')}")
    if item.ocr_pages:
        details.append(f"{item.ocr_pages} recognised")
    if item.collection:
        details.append(f"in “{item.collection}”")
    if item.reason:
        details.append(item.reason)
    return f"{shown_name(item.path)}  ({'; '.join(details)})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _find(assistant: AssistantApi, text: str) -> tuple[DocumentId, Path]:
    wanted = Path(text).absolute()
    for item in assistant.documents.files():
        named = item.path == wanted or (text.isdigit() and item.document_id == int(text))
        if named and item.document_id is not None:
            return item.document_id, item.path
    raise NotFound(f"{text} is not in the library.", "See “sotto docs list” for what is.")
