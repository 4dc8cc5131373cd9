"""What is fuzzed. A target takes bytes and lets through what it must: whatever else it raises, a crash, or a hang are a finding."""

# ruff: noqa: PT017 - each way to end well is looked at where it ends

from __future__ import annotations

import dataclasses
import datetime
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from assistant.cli.parser import WrongUsage, parse
from assistant.documents.base import ReadDocument
from assistant.documents.finding.chunking import chunk_page
from assistant.documents.readers.dispatch import read_source
from assistant.documents.readers.reading import ReadLimits, Source
from assistant.documents.reading.reader_messages import ReaderReply, ReaderRequest, receive
from assistant.documents.sentences import sentence_spans
from assistant.errors import UserFacingError
from assistant.frames import read_frame
from assistant.llm.server_stream import BadAnswer, EventStream, chances, context_of_properties, piece, served_models
from assistant.local_server import wire_format
from assistant.settings_file import load_settings
from assistant.skills.calendar.calendar_file import occurrences
from assistant.skills.commands.command_reading import command_of
from assistant.skills.commands.command_topics import TOPICS
from assistant.skills.file_store import FileRefused
from models.catalog import parse_catalog
from tests.integration.test_fuzz import CALENDAR, DAY, SEEDS

ROOT = Path(__file__).parents[2]
LIMITS = ReadLimits(max_pages=20, max_characters=200_000, ocr_s=0.0)
NAMES = tuple(SEEDS)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``seeds`` are what it begins with."""

    take: Callable[[bytes], None]
    seeds: Sequence[bytes]


def _document(data: bytes) -> None:
    """The first byte chooses the format. What a parser raises costs that file alone: only crashes, hangs and memory count."""
    if not data:
        return
    try:
        reading = read_source(Source(name=NAMES[data[0] % len(NAMES)], data=data[1:]), LIMITS)
        while True:
            next(reading)
    except StopIteration as end:
        assert isinstance(cast(object, end.value), ReadDocument)
    except Exception:  # noqa: BLE001 - as in the reader process
        return


def _chunks(data: bytes) -> None:
    text = data[1:].decode("utf-8", "replace")
    chunks, _ = chunk_page(text, budget_tokens=5 + (data[0] if data else 0))
    assert all(0 <= one.start < one.end <= len(text) for one in chunks)
    assert all(0 <= start < end <= len(text) for start, end in sentence_spans(text))


def _stream(data: bytes) -> None:
    step = 1 + (data[0] if data else 0)
    stream = EventStream()
    try:
        for at in range(1, len(data), step):
            for event in stream.feed(data[at : at + step]):
                assert sum(chances(piece(event), ("yes", "no"))) > 0.99
    except BadAnswer:
        pass
    for read in (served_models, context_of_properties):
        try:
            read(data)
        except BadAnswer:
            continue


def _command(data: bytes) -> None:
    """JSON as a model under a grammar writes it, and as one without may."""
    words, _, filled = data.decode("utf-8", "replace").partition("\n")
    for topic in TOPICS:
        for meaning in topic.meanings:
            command_of(meaning, filled, words, DAY)


def _calendar(data: bytes) -> None:
    try:
        occurrences(data.decode("utf-8", "replace"), DAY, DAY + datetime.timedelta(days=7))
    except FileRefused:
        return


def _settings(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(data)
        file.flush()
        try:
            load_settings(Path(file.name))
        except UserFacingError as refused:
            assert refused.remedy


def _catalog(data: bytes) -> None:
    try:
        parse_catalog(data.decode("utf-8", "replace"))
    except (ValueError, KeyError, TypeError):
        return


def _arguments(data: bytes) -> None:
    try:
        parse(data.decode("utf-8", "replace").split("\n"))
    except WrongUsage as wrong:
        assert wrong.message
    except SystemExit as stop:
        assert stop.code in (0, None)


def _pipe(data: bytes) -> None:
    """What the reader process sends, bare and framed; and the length before what window and engine send, which is not
    unpickled here: both ends of that pipe are Sotto's own."""
    for stream in (io.BytesIO(data), io.BytesIO(len(data).to_bytes(4, "little") + data)):
        for kind in (ReaderReply, ReaderRequest):
            stream.seek(0)
            try:
                receive(stream, kind)
            except ValueError:
                continue
    if data:
        assert read_frame(io.BytesIO((len(data) + 1).to_bytes(8, "big") + data)) is None


def _server(data: bytes) -> None:
    """What a program with the local server's key sends."""
    try:
        request = wire_format.decode(data, wire_format.ChatRequest)
        request.chat_messages()
        request.options()
    except wire_format.BadRequest as refused:
        assert str(refused)
    for kind in (wire_format.EmbeddingRequest, wire_format.SpeechRequest):
        try:
            wire_format.decode(data, kind)
        except wire_format.BadRequest:
            continue
    head, _, body = data.partition(b"\n")
    try:
        wire_format.form_fields(head.decode("latin-1"), body)
    except wire_format.BadRequest:
        return


TARGETS: Mapping[str, Target] = {
    "documents": Target(take=_document, seeds=[bytes([at]) + SEEDS[name]() for at, name in enumerate(NAMES)]),
    "chunker": Target(
        take=_chunks, seeds=[b"\x10The rent is 900 euros. It is due.\n\n- one\n", "\x05家賃。月末に。".encode()]
    ),
    "stream": Target(
        take=_stream,
        seeds=[
            b'\x04data: {"choices": [{"delta": {"content": "Hi"}, "finish_reason": null}]}\n\ndata: [DONE]\n\n',
            b'\x40data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}}\r\n\r\n',
            b'{"data": [{"id": "a", "max_model_len": 8192, "meta": {"n_ctx": 1}}]}',
        ],
    ),
    "command": Target(take=_command, seeds=[b'put milk on the list\n{"what": "milk", "list": "shopping"}']),
    "calendar": Target(take=_calendar, seeds=[CALENDAR.encode()]),
    "settings": Target(take=_settings, seeds=[b'[chat]\ntemperature = 0.3\n[remote]\non = false\naddress = ""\n']),
    "catalog": Target(take=_catalog, seeds=[(ROOT / "models" / "catalog.toml").read_bytes()[:3000]]),
    "arguments": Target(
        take=_arguments, seeds=[b"ask\nWhat is it?\n--json", b"models\nget\nx", b"remote\nconnect\nhttp://x\n--key"]
    ),
    "pipe": Target(
        take=_pipe,
        seeds=[
            b'{"page": {"text": "It ends in May.", "number": 1}}',
            b'{"document": {"title": "Lease"}}',
            b'{"error": {"kind": "unreadable", "message": "Damaged.", "remedy": ""}, "unsound": true}',
        ],
    ),
    "server": Target(
        take=_server,
        seeds=[
            b'{"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}], "stream": true, "stop": ["a"]}',
            b'{"input": ["a", "b"], "encoding_format": "base64"}',
            b"multipart/form-data; boundary=x\n--x\r\nContent-Disposition: form-data; name=a\r\n\r\nA\r\n--x--\r\n",
        ],
    ),
}
