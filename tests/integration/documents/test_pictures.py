"""Pasted pictures in a whole engine: read, asked about, and gone with their questions."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant import open_assistant
from assistant.errors import InvalidInput
from assistant.events import Event, PictureRead, TurnFinished
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, MessageId
from assistant.paths import Paths
from assistant.records import FileReport, ForgetPlan, LookIn

pytestmark = pytest.mark.integration

WORDS = "Umbrella 4711"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A home without models: what an answer says does not matter here."""
    return Paths(home=tmp_path / "home", models=tmp_path / "models")


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    """A picture with words in it."""
    image = Image.new("RGB", (640, 120), "white")
    ImageDraw.Draw(image).text((30, 30), WORDS, fill="black", font=ImageFont.load_default(48))
    image.save(tmp_path / "words.png")
    return (tmp_path / "words.png").read_bytes()


@contextlib.contextmanager
def opened(paths: Paths) -> Iterator[tuple[AssistantApi, queue.SimpleQueue[Event]]]:
    """An engine and its events."""
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    assistant = open_assistant(paths)
    unsubscribe = assistant.subscribe(events.put)
    try:
        yield assistant, events
    finally:
        unsubscribe()
        assistant.close()


def paste(assistant: AssistantApi, events: queue.SimpleQueue[Event], picture: bytes) -> FileReport:
    """Adds a picture and waits until it is read."""
    file = assistant.documents.add_picture(picture)
    while True:
        event = events.get(timeout=120)
        if isinstance(event, PictureRead) and event.file.path == file:
            return event.file


def ask(
    assistant: AssistantApi, events: queue.SimpleQueue[Event], report: FileReport, into: ConversationId | None = None
) -> ConversationId:
    """Asks about a picture; the conversation."""
    turn = assistant.ask("What is it?", conversation=into, document=report.document_id, use_documents=True)
    while True:
        event = events.get(timeout=120)
        if isinstance(event, TurnFinished) and event.turn_id == turn:
            return assistant.conversations.list()[0].id


def pasted(paths: Paths) -> list[Path]:
    """The pictures that are kept."""
    return sorted(paths.pasted.iterdir())


def test_a_picture_is_read_kept_privately_and_goes_with_the_last_of_its_questions(paths: Paths, picture: bytes) -> None:
    with opened(paths) as (assistant, events):
        report = paste(assistant, events, picture)
        assert (report.path.parent, report.ocr_pages, report.chunks) == (paths.pasted, 1, 1)
        assert report.path.stat().st_mode & 0o777 == 0o600
        assert assistant.documents.search("umbrella").passages[0].document == report.path
        assert paste(assistant, events, picture).document_id == report.document_id
        assert len(pasted(paths)) == 1
        first = ask(assistant, events, report)
        after = MessageId(assistant.conversations.messages(first)[-1].id + 1)
        branch = assistant.conversations.branch(first, before=after)
        assistant.conversations.delete(first)
        assert pasted(paths) == [report.path]
        question = assistant.conversations.messages(branch)[0].id
        assistant.memory.forget(ForgetPlan(messages=(question,)))
        assert (pasted(paths), list(assistant.documents.files())) == ([], [])


def test_several_pictures_of_one_question_go_with_it(paths: Paths, picture: bytes, tmp_path: Path) -> None:
    image = Image.new("RGB", (640, 120), "white")
    ImageDraw.Draw(image).text((30, 30), "Invoice 99", fill="black", font=ImageFont.load_default(48))
    image.save(tmp_path / "other.png")
    with opened(paths) as (assistant, events):
        reports = [paste(assistant, events, one) for one in (picture, (tmp_path / "other.png").read_bytes())]
        first, second = (one.document_id for one in reports)
        assert first is not None
        assert second is not None
        look_in = LookIn(document=first, beside=(second,))
        turn = assistant.ask("What are they?", look_in=look_in, use_documents=True)
        while not (isinstance(event := events.get(timeout=120), TurnFinished) and event.turn_id == turn):
            pass
        (chat,) = assistant.conversations.list()
        assert assistant.conversations.messages(chat.id)[0].look_in == look_in
        assert len(pasted(paths)) == 2
        assistant.conversations.delete(chat.id)
        assert pasted(paths) == []


def test_a_removed_picture_takes_its_file_along(paths: Paths, picture: bytes) -> None:
    with opened(paths) as (assistant, events):
        report = paste(assistant, events, picture)
        assert report.document_id is not None
        assistant.documents.remove(report.document_id)
        assert pasted(paths) == []
        with pytest.raises(InvalidInput):
            assistant.documents.add_picture(b"words", ".txt")


def test_a_home_that_was_moved_finds_its_pictures_and_strays_are_swept(paths: Paths, picture: bytes) -> None:
    with opened(paths) as (assistant, events):
        report = paste(assistant, events, picture)
    moved = Paths(home=paths.home.with_name("elsewhere"), models=paths.models)
    paths.home.rename(moved.home)
    (moved.pasted / "picture-2026-01-01-00000000.png").write_bytes(b"of a document that is gone")
    with opened(moved) as (assistant, _):
        (kept,) = assistant.documents.files()
        assert (kept.document_id, kept.path) == (report.document_id, moved.pasted / report.path.name)
        assert pasted(moved) == [kept.path]
