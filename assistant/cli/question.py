"""``sotto ask``: one typed turn."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context, events_of
from assistant.cli.places import add_places, look_in
from assistant.documents.citing.added import owes_to
from assistant.documents.finding.query_words import is_question
from assistant.documents.pages.shown_quote import shown_quote
from assistant.errors import InvalidInput, NotFound
from assistant.events import AnswerDelta, Event, PictureRead, QuoteFound, Stage, StageChanged, TurnEvent, TurnFinished
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, DocumentId
from assistant.records import CHAT_SERVER, Answer, Basis, LookIn, Message
from assistant.skills.sentence import is_japanese

RINGING_SKILLS = frozenset({"timer.set", "timer.snooze", "timer.change", "alarm.set", "calendar.add", "calendar.move"})
"""What these set rings later, in an engine that is open then."""
_STAGE_WORDS = {
    Stage.LOADING_MODEL: "Loading the model …",
    Stage.SEARCHING: "Searching your documents …",
}


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``ask``."""
    ask = commands.add_parser("ask", parents=[shared], help="ask one question")
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?", metavar="QUESTION")
    what.add_argument(
        "--again",
        type=int,
        metavar="MESSAGE",
        help="a question of --conversation once more, for another version of its answer; its id as “chats show --json” gives it",
    )
    which = ask.add_mutually_exclusive_group()
    which.add_argument("--docs", dest="docs", action="store_true", default=None, help="answer from your documents only")
    which.add_argument("--no-docs", dest="docs", action="store_false", help="do not look into your documents")
    add_places(ask)
    ask.add_argument(
        "--image",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="ask about the text of a picture; repeatable",
    )
    ask.add_argument("--conversation", default="new", metavar="ID|new", help="go on with a conversation")
    ask.add_argument("--temporary", action="store_true", help="store nothing of this question and its answer")
    ask.add_argument("--max-tokens", type=int, default=None, metavar="N", help="longest answer")
    ask.add_argument("--stream", action="store_true", help="with --json: print the answer as it comes")
    ask.set_defaults(run=run_ask)


def run_ask(context: Context) -> None:
    """Asks, streams the answer, prints its sources."""
    arguments = context.arguments
    conversation = _conversation(arguments.conversation)
    if arguments.again is not None and (arguments.image or arguments.temporary or look_in(arguments) != LookIn()):
        raise InvalidInput("A question asked once more looks where it did.", "Leave out the other places and pictures.")
    if arguments.image and arguments.temporary:
        raise InvalidInput("A picture is kept with its conversation.", "Leave out --temporary.")
    with context.assistant() as assistant, events_of(assistant) as events:
        pictures = tuple(_picture(context, assistant, events, file) for file in arguments.image)
        places = LookIn(document=pictures[0], beside=pictures[1:]) if pictures else look_in(arguments)
        again = _question_of(assistant, conversation, arguments.again) if arguments.again is not None else None
        asked = arguments.question if again is None else again.text
        turn_id = assistant.ask(
            asked,
            conversation=conversation,
            use_documents=True if pictures else arguments.docs,
            look_in=places if again is None else again.look_in,
            max_tokens=arguments.max_tokens,
            temporary=arguments.temporary,
            again=None if again is None else again.id,
        )
        try:
            for event in events:
                if (
                    isinstance(event, TurnEvent)
                    and event.turn_id == turn_id
                    and _show(context, assistant, event, asked)
                ):
                    return
        except KeyboardInterrupt:
            assistant.interrupt(turn_id)
            raise


def _question_of(assistant: AssistantApi, conversation: ConversationId | None, number: int) -> Message:
    """A question of a conversation. Raises ``InvalidInput``, ``NotFound``."""
    if conversation is None:
        raise InvalidInput("--again needs the conversation of the question.", "Give its number with --conversation.")
    for message in assistant.conversations.messages(conversation):
        if message.id == number and message.role == "user":
            return message
    raise NotFound("There is no such question in this conversation.", "“sotto chats show ID --json” lists them.")


def _picture(context: Context, assistant: AssistantApi, events: Iterable[Event], file: Path) -> DocumentId:
    """The document of a picture, when it was read. Raises ``InvalidInput`` where it holds no text."""
    try:
        picture = file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"The picture {file} cannot be read ({error.strerror}).", "Check its name.") from error
    context.output.note("Reading the picture …")
    kept = assistant.documents.add_picture(picture, file.suffix.lower())
    read = next(one.file for one in events if isinstance(one, PictureRead) and one.file.path == kept)
    if read.document_id is None or not read.chunks:
        if read.document_id is not None:
            assistant.documents.remove(read.document_id)
        raise InvalidInput(f"No text was found in the picture {file}.", "Use a sharper picture, or one with text.")
    return read.document_id


def _show(context: Context, assistant: AssistantApi, event: TurnEvent, asked: str) -> bool:
    """Prints one event of the answer to what was asked; True when it was the last. Raises the turn's error."""
    if isinstance(event, StageChanged) and event.stage in _STAGE_WORDS and event.progress is None:
        context.output.note(_STAGE_WORDS[event.stage])
    elif isinstance(event, StageChanged) and event.stage is Stage.READING_DOCUMENT and event.pages:
        context.output.note(f"Reading page {event.page} of {event.pages}")
    elif isinstance(event, QuoteFound):
        said = f"{event.says} " if event.says else ""
        context.output.note(f"Found {shapes.place(event.citation)}: {said}“{shown_quote(event.citation)}”")
        if context.arguments.stream:
            context.output.json({"event": "found", "says": event.says, "citation": shapes.citation(event.citation)})
    elif isinstance(event, AnswerDelta):
        context.output.text(event.text, end="")
        if context.arguments.stream:
            context.output.json({"event": "delta", "text": event.text})
    elif isinstance(event, TurnFinished):
        if event.answer is not None:
            context.output.text("")
        if event.error is not None:
            raise event.error.to_exception()
        if event.answer is not None:
            _show_answer(context, event.answer, _note(assistant, event.answer), asked)
        return True
    return False


def _note(assistant: AssistantApi, answer: Answer) -> str:
    """What the user has to know of what was set, which this command, when it is over, does not ring for; empty for nothing."""
    if not any(action.skill in RINGING_SKILLS for action in answer.actions) or not assistant.status().keeps_time:
        return ""
    if is_japanese(answer.text):
        return "Sottoが起動していないため、今は鳴りません。起動しておくと鳴ります。次に起動したとき、過ぎたものをお知らせします。"
    return (
        "Sotto is not running, so nothing rings by itself: open it (“sotto”, or “sotto --minimized”) before then. "
        "What was missed is told when it next starts."
    )


def _show_answer(context: Context, answer: Answer, note: str, asked: str) -> None:
    if note:
        context.output.text(note)
    if answer.data is not None:
        context.output.text(f"Computed by: {answer.data.statement}")
    for citation in answer.citations:
        where = shapes.page_words(citation)
        context.output.text(f"[{citation.n}] {citation.document}{where}: “{shown_quote(citation)}”")
    if answer.closest is not None:
        quote = shown_quote(answer.closest)
        context.output.text(f"Closest, {shapes.place(answer.closest)}: “{quote}”")
    told = [each.text for each in answer.remembered]
    from_memory = answer.basis is Basis.MEMORY and (not told or owes_to(answer.text, asked, told))
    general = answer.basis in {Basis.GENERAL, Basis.MEMORY} and not from_memory
    if general and answer.timings.retrieval_ms > 0 and is_question(asked):
        context.output.note("Your documents were searched and do not seem to say; this is general knowledge.")
    unanswered = answer.refused or answer.basis is Basis.GENERAL
    if answer.still_indexing and unanswered and is_question(asked):
        context.output.note("Not all of your documents are read and indexed yet; ask again when they are.")
    if answer.left_machine:
        context.output.text(
            f"Answered by {answer.model.removeprefix(CHAT_SERVER)} of the chat server: this left the machine."
        )
    if answer.dropped_messages:
        context.output.note(
            f"{answer.dropped_messages} older messages no longer fit the model's view and were left out."
        )
    context.output.json({**shapes.answer(answer), "note": note or None})


def _conversation(text: str) -> ConversationId | None:
    if text == "new":
        return None
    if not text.isdigit():
        raise InvalidInput(f"There is no conversation {text!r}.", "Give its number from “sotto chats list”, or “new”.")
    return ConversationId(int(text))
