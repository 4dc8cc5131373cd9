"""Whatever comes from outside and makes no sense is refused in words; it never raises anything else and never hangs.

Short here. Longer, as long as you like: ``SOTTO_FUZZ_EXAMPLES=2000 .venv/bin/python -m pytest tests/integration/test_fuzz.py``.
What it found is kept as an ``example``.
"""

# ruff: noqa: PT017 - each way to end well is looked at where it ends

from __future__ import annotations

import datetime
import email.message
import functools
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assistant.cli.parser import WrongUsage, parse
from assistant.conversation.importing.reading import read_export
from assistant.documents.base import ReadDocument
from assistant.documents.finding.chunking import chunk_page
from assistant.documents.reading.reader_messages import ReaderReply, ReaderRequest, receive
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.sentences import sentence_spans
from assistant.errors import UserFacingError
from assistant.frames import Frame, FrameWriter, Ready, Reply, Request, read_frame
from assistant.llm.gguf_file import check_gguf
from assistant.llm.server_stream import BadAnswer, EventStream, piece
from assistant.network_ledger import network_use
from assistant.settings import Settings
from assistant.settings_file import load_settings
from assistant.skills.calendar.calendar_file import occurrences
from assistant.skills.commands.command_reading import command_of
from assistant.skills.commands.command_topics import TOPICS
from assistant.skills.file_store import FileRefused
from assistant.skills.routine import routines_in
from models.catalog import parse_catalog
from tests.old_presentation import old_presentation_file

pytestmark = pytest.mark.integration

EXAMPLES = int(os.environ.get("SOTTO_FUZZ_EXAMPLES", "25"))
fuzzed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
read_by_process = settings(max_examples=max(4, EXAMPLES // 6), deadline=None, suppress_health_check=list(HealthCheck))

ZONE = datetime.timezone(datetime.timedelta(hours=9))
DAY = datetime.datetime(2026, 5, 4, tzinfo=ZONE)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tea\r\nDTSTART:20260504T090000\r\n"
    "DTEND:20260504T100000\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def a_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "The lease ends in May.")
    canvas.save()
    return out.getvalue()


def a_docx() -> bytes:
    out = io.BytesIO()
    paper = docx.Document()
    paper.add_heading("Lease")
    paper.add_paragraph("It ends in May.")
    paper.save(out)
    return out.getvalue()


def a_pptx() -> bytes:
    out = io.BytesIO()
    slides = pptx.Presentation()
    slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = "Lease"
    slides.save(out)
    return out.getvalue()


def an_xlsx() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Month", "Rent"])
    book.active.append(["May", 900])
    book.save(out)
    return out.getvalue()


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../lease.txt", "It ends in May.")
        archive.writestr("inner.html", "<html><body><p>Rent is due.</p></body></html>")
    return out.getvalue()


def a_mail() -> bytes:
    mail = email.message.EmailMessage()
    mail["Subject"] = "Lease"
    mail.set_content("It ends in May.")
    mail.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="a.csv")
    return mail.as_bytes()


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "a.pdf": a_pdf,
    "a.docx": a_docx,
    "a.pptx": a_pptx,
    "a.ppt": old_presentation_file,
    "a.xlsx": an_xlsx,
    "a.zip": a_zip,
    "a.eml": a_mail,
    "a.png": a_picture,
    "a.html": lambda: (
        b"<html><head><title>Lease</title></head><body><h1>Lease</h1><table><tr><td>1</td></tr></table></body>"
    ),
    "a.rtf": lambda: rb"{\rtf1\ansi It ends in {\b May}.\par}",
    "a.json": lambda: b'[{"month": "May", "rent": 900}, {"month": "June", "rent": 910}]',
    "a.csv": lambda: "月,家賃\n5月,900\n".encode("shift_jis"),
    "a.md": lambda: b"# Lease\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n",
    "a.xml": lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
}


@functools.cache
def seed(name: str) -> bytes:
    """A sound file, the same all day: some formats write the time into theirs."""
    return SEEDS[name]()


@st.composite
def damage(draw: st.DrawFn, sound: bytes) -> bytes:
    """A file with some bytes changed, cut out, doubled, or its end cut off."""
    data = bytearray(sound)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["change", "cut", "double", "insert", "end"])):
            case "change" if data:
                data[at] = draw(st.integers(0, 255))
            case "cut":
                del data[at : at + draw(st.integers(1, 40))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case "insert":
                data[at:at] = draw(st.binary(max_size=30))
            case "end":
                del data[at:]
    return bytes(data)


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


@pytest.mark.parametrize("name", SEEDS)
@read_by_process
@given(data=st.data())
def test_a_damaged_document_is_read_or_refused(
    reader: ReaderProcess, tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("fuzz") / name
    file.write_bytes(data.draw(damage(seed(name))))
    reading = reader.read(file)
    try:
        while True:
            page = next(reading)
            assert isinstance(page.text, str)
    except StopIteration as end:
        assert isinstance(end.value, ReadDocument)
    except UserFacingError as refused:
        assert refused.message


def test_every_target_of_the_long_run_is_named_and_takes_what_it_begins_with() -> None:
    from tests.fuzz.__main__ import NAMES
    from tests.fuzz.targets import TARGETS  # which takes its seeds from here

    assert tuple(TARGETS) == NAMES
    for name, target in TARGETS.items():
        for begin in target.seeds if name != "documents" else target.seeds[:1]:
            target.take(begin)
        target.take(b"")


@fuzzed
@given(st.text(max_size=400), st.integers(5, 80))
@example("\ud800", 5)
def test_any_text_is_cut_into_spans_that_lie_in_it(text: str, budget: int) -> None:
    chunks, _ = chunk_page(text, budget_tokens=budget)
    assert all(0 <= one.start < one.end <= len(text) for one in chunks)
    assert all(0 <= start < end <= len(text) for start, end in sentence_spans(text))


@fuzzed
@given(damage(CALENDAR.encode()))
@example(CALENDAR.replace("DTEND", "DTSTART:20260504T090000\r\nDTEND").encode())
@example(CALENDAR.replace("DTEND", "DTEND:20260504T110000\r\nDTEND").encode())
@example(CALENDAR.replace("DTSTART:2026", "DTSTART:0262").replace(";COUNT=3", "").encode())
@example(CALENDAR.replace("DTEND:2026", "DTEND:0026").replace(";COUNT=3", ";COUNT13").encode())
@example(CALENDAR.replace("DAILY;COUNT=3", "SECONDLY").replace("2026", "2025").encode())
@example(CALENDAR.replace("DAILY;COUNT=3", "HOURLY").replace("2026", "1900").encode())
@example(CALENDAR.replace("DAILY;COUNT=3", "DAILY;BYMONTH=2;BYMONTHDAY=30").encode())
@example(CALENDAR.replace("DAILY;COUNT=3", "DAILY;BYSETPOS=5").encode())
def test_a_damaged_calendar_is_read_or_refused(data: bytes) -> None:
    try:
        found = occurrences(data.decode("utf-8", "replace"), DAY, DAY + datetime.timedelta(days=7))
    except FileRefused:
        return
    assert all(one.start.tzinfo is not None for one in found)


@fuzzed
@given(damage(b'[chat]\ntemperature = 0.3\n[voice]\nlanguage = "auto"\n[memory]\nuse = true\n'))
def test_damaged_settings_are_taken_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "settings.toml"
    file.write_bytes(data)
    try:
        assert isinstance(load_settings(file), Settings)
    except UserFacingError as refused:
        assert refused.remedy


@fuzzed
@given(damage((Path(__file__).parents[2] / "models" / "catalog.toml").read_bytes()[:3000]))
def test_a_damaged_catalog_is_taken_or_refused(data: bytes) -> None:
    try:
        parse_catalog(data.decode("utf-8", "replace"))
    except (ValueError, KeyError, TypeError):
        return


@fuzzed
@given(damage(b'[[routine]]\nname = "Evening"\ncommands = ["set a timer for 5 minutes"]\n'))
def test_damaged_routines_are_taken_or_refused(data: bytes) -> None:
    try:
        routines_in(data.decode("utf-8", "replace"))
    except FileRefused as refused:
        assert refused.remedy


@fuzzed
@given(
    damage(
        b'[{"title": "t", "mapping": {"a": {"message": {"author": {"role": "user"}, "content": {"parts": ["x"]}}}}}]'
    )
)
def test_a_damaged_export_of_chats_is_taken_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "chats.json"
    file.write_bytes(data)
    try:
        list(read_export(file))
    except UserFacingError as refused:
        assert refused.remedy


@fuzzed
@given(damage(b"GGUF\x03\x00\x00\x00" + bytes(16) + b"\x04\x00\x00\x00\x00\x00\x00\x00name" + bytes(64)))
def test_a_damaged_model_file_is_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "model.gguf"
    file.write_bytes(data)
    try:
        check_gguf(file)
    except UserFacingError as refused:
        assert refused.remedy


STREAM = (
    b'data: {"choices": [{"delta": {"content": "Hi"}, "finish_reason": null}]}\n\n'
    b'data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}}\r\n\r\ndata: [DONE]\n\n'
)


@fuzzed
@given(damage(STREAM), st.integers(1, 40))
def test_a_damaged_answer_of_a_chat_server_is_taken_or_refused(data: bytes, step: int) -> None:
    stream = EventStream()
    try:
        for at in range(0, len(data), step):
            for event in stream.feed(data[at : at + step]):
                assert isinstance(piece(event).text, str)
    except BadAnswer:
        return


@fuzzed
@given(damage(b'{"what": "milk", "list": "shopping"}'), st.text(max_size=40))
@example(b"[]", "put milk on the list")
@example(b'{"what": "{milk}", "list": "{0}"}', "put milk on the list")
@example(b"[" * 100_000, "put milk on the list")
def test_a_command_that_a_model_filled_with_nonsense_is_left_or_said(data: bytes, words: str) -> None:
    filled = data.decode("utf-8", "replace")
    for topic in TOPICS:
        for meaning in topic.meanings:
            sentence = command_of(meaning, filled, words, DAY)
            assert sentence is None or isinstance(sentence, str)


WORDS = st.sampled_from(
    (
        "ask",
        "docs",
        "add",
        "models",
        "get",
        "doctor",
        "--json",
        "--home",
        "-h",
        "--version",
        "--model",
        "chat=x",
        "serve",
    )
)


@fuzzed
@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=6))
def test_any_command_line_is_understood_or_wrong_usage(arguments: list[str]) -> None:
    try:
        parse(arguments)
    except WrongUsage as wrong:
        assert wrong.message
        assert wrong.usage
    except SystemExit as stop:
        assert stop.code in (0, None)


class _Slow(io.RawIOBase):
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data, self._step = io.BytesIO(data), step

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(min(size, self._step))


@fuzzed
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4), st.integers(1, 50), st.floats(0, 1))
def test_frames_come_whole_or_not_at_all_wherever_the_pipe_breaks(texts: list[str], step: int, share: float) -> None:
    frames: list[Frame] = [
        Ready(process_id=1),
        *(Request(number=number, method="ask", args=(text,), kwargs={}) for number, text in enumerate(texts)),
        Reply(number=0, value=texts),
    ]
    sink = io.BytesIO()
    sink.close = lambda: None  # type: ignore[method-assign]  # it is read after the writer let go
    writer = FrameWriter(sink)
    ends = []
    for frame in frames:
        writer.write(frame)
        ends.append(sink.tell())
    cut = int(len(sink.getvalue()) * share)
    pipe = _Slow(sink.getvalue()[:cut], step)
    found = []
    while (one := read_frame(pipe)) is not None:  # type: ignore[arg-type]  # all it reads is ``read``
        found.append(one)
    assert found == frames[: sum(end <= cut for end in ends)]


@fuzzed
@given(st.binary(max_size=200), st.booleans())
def test_the_readers_pipe_gives_messages_or_a_value_error(data: bytes, framed: bool) -> None:
    stream = io.BytesIO(len(data).to_bytes(4, "little") + data if framed else data)
    for kind in (ReaderReply, ReaderRequest):
        stream.seek(0)
        try:
            assert receive(stream, kind) is None or framed
        except ValueError:
            continue


@fuzzed
@given(damage(b"2026-11-25 begun 0 -\n2026-11-25 sent 312 -\n2026-11-26 refused 1 evil\n"))
def test_a_damaged_ledger_of_the_network_is_still_summed(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "network.log"
    file.write_bytes(data)
    assert network_use(file).sent_bytes >= 0
