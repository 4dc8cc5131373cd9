"""Recordings as documents: decoded in the reader process, heard piece by piece, found and quoted with their times."""

from __future__ import annotations

import dataclasses
import email.message
import itertools
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.finding.retrieval import Retriever
from assistant.documents.ingest import Ingest
from assistant.documents.library import DocumentLibrary
from assistant.documents.pages.document_pages import DocumentPages
from assistant.documents.reading.passwords import Passwords
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.reading.recordings import RecordingReader
from assistant.errors import ModelUnavailable
from assistant.events import Event, FileIndexed, IndexFinished, IndexProgress
from assistant.ids import OperationId
from assistant.records import FileReport, FileState, SearchResult
from assistant.speech.audio.wav_file import write_wav
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, SpeechToText
from assistant.speech.recognition.background_hearing import BackgroundHearer
from assistant.storage.database import Storage
from assistant.testing.audio import ScriptedVoiceActivity
from assistant.testing.speech import ScriptedSpeechToText

pytestmark = pytest.mark.integration

SAID = ["The rent is due in May.", "The boiler needs a new valve.", "Goodbye to all."]


@dataclasses.dataclass(slots=True, kw_only=True)
class Room:
    """A library that hears, over a real database and a real reader process."""

    storage: Storage
    reader: ReaderProcess
    events: list[Event] = dataclasses.field(default_factory=list)

    def add(
        self,
        file: Path,
        load: Callable[[], SpeechToText],
        *,
        cancel: CancelToken | None = None,
        told: Callable[[Event], None] = lambda _: None,
        closing: bool = False,
        hearer: BackgroundHearer | None = None,
    ) -> FileReport | None:
        """Adds one file; its report, or None where it was stopped."""
        self.events.clear()
        hearing = hearer or BackgroundHearer(recogniser=load, detector=lambda: ScriptedVoiceActivity([(0, 10_000)]))
        ingest = Ingest(
            DocumentRecords(self.storage, ChunkIndex(self.storage)),
            self.reader,
            max_file_mb=lambda: 100,
            on_chunks_added=lambda: None,
            recordings=RecordingReader(self.storage, self.reader, hearing),
        )
        if closing:
            ingest.keep_waiting()

        def publish(event: Event) -> None:
            self.events.append(event)
            told(event)

        try:
            ingest.add([file], "", publish, cancel or CancelToken(), OperationId("op"))
        finally:
            hearing.close()
        return next((event.file for event in self.events if isinstance(event, FileIndexed)), None)

    def kept(self) -> int:
        """Pieces kept of recordings that were not heard to their end."""
        return int(self.storage.rows("SELECT count(*) AS n FROM heard_pieces")[0]["n"])


class NoEmbedding:
    """Nothing is embedded."""

    def pause(self) -> None:
        """Nothing runs."""

    def resume(self) -> None:
        """Nothing waits."""

    def wait_until_done(self, timeout_s: float) -> bool:
        return timeout_s > 1


@pytest.fixture
def room(storage: Storage, reader: ReaderProcess) -> Room:
    """An empty one."""
    return Room(storage=storage, reader=reader)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Two minutes of a hum: cut into three pieces."""
    file = tmp_path / "meeting.wav"
    hum = 0.1 * np.sin(np.arange(130 * MICROPHONE_RATE_HZ, dtype=np.float32) * 0.05)
    write_wav(file, AudioChunk(samples=hum.astype(np.float32), sample_rate_hz=MICROPHONE_RATE_HZ))
    return file


def test_what_is_said_is_found_with_its_time(room: Room, recording: Path) -> None:
    report = room.add(recording, lambda: ScriptedSpeechToText(SAID))
    assert report is not None
    assert (report.state, report.reason) == (FileState.INDEXED, "")
    assert report.pages >= 3
    shares = [event.bytes_done / event.bytes_total for event in room.events if isinstance(event, IndexProgress)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.6
    retriever = Retriever(room.storage, ChunkIndex(room.storage), SharedEmbedder(lambda: None))
    (passage,) = retriever.search("boiler valve", 1).passages
    assert (passage.text, passage.page, passage.title) == (SAID[1], 2, "meeting")
    assert passage.at_s is not None
    assert 29 < passage.at_s < 61
    assert room.kept() == 0
    pages = DocumentPages(room.storage, room.reader, Passwords(room.storage), lambda _: {})
    transcript = pages.transcript(passage.document_id)
    assert [text for _, _, text in transcript] == SAID
    assert transcript[1][0] == passage.at_s
    assert all(end_s <= next_s for (_, end_s, _), (next_s, _, _) in itertools.pairwise(transcript))


def stop_after_a_piece(room: Room, recording: Path, *, closing: bool) -> None:
    cancel = CancelToken()

    def told(event: Event) -> None:
        if isinstance(event, IndexProgress):
            cancel.cancel()

    assert room.add(recording, lambda: ScriptedSpeechToText(SAID), cancel=cancel, told=told, closing=closing) is None


def test_a_stopped_program_goes_on_within_the_recording(room: Room, recording: Path) -> None:
    stop_after_a_piece(room, recording, closing=True)
    assert room.kept() == 1
    assert DocumentRecords(room.storage, ChunkIndex(room.storage)).waiting() == [(recording, "")]
    again = ScriptedSpeechToText(SAID[1:])
    report = room.add(recording, lambda: again)
    assert report is not None
    assert report.state is FileState.INDEXED
    assert len(again.calls) == report.pages - 1
    (first,) = room.storage.rows("SELECT text FROM pages WHERE number = 1")
    assert first["text"] == SAID[0]


def test_what_is_half_heard_goes_when_nothing_waits_for_it(room: Room, recording: Path) -> None:
    stop_after_a_piece(room, recording, closing=True)
    records = DocumentRecords(room.storage, ChunkIndex(room.storage))
    (report,) = records.reports()
    assert report.document_id is not None
    records.remove(report.document_id)
    hearer = BackgroundHearer(recogniser=ScriptedSpeechToText, detector=lambda: ScriptedVoiceActivity([]))
    library = DocumentLibrary(
        room.storage,
        records,
        Ingest(
            records,
            ReaderProcess(),
            max_file_mb=lambda: 1,
            on_chunks_added=lambda: None,
            recordings=RecordingReader(room.storage, room.reader, hearer),
        ),
        ReaderProcess(),
        publish=room.events.append,
        search=lambda query, count, collection: SearchResult(passages=(), took_ms=0.0),
        embedding=NoEmbedding(),
    )
    assert library.resume() == []
    assert room.kept() == 0
    library.close()
    hearer.close()


def test_a_cancelled_recording_leaves_nothing(room: Room, recording: Path) -> None:
    stop_after_a_piece(room, recording, closing=False)
    assert room.kept() == 0
    assert DocumentRecords(room.storage, ChunkIndex(room.storage)).waiting() == []


class TurnedAway:
    """A recogniser in whose first piece a turn begins."""

    model_id = "turned-away"

    def __init__(self, turn: Callable[[], None]) -> None:
        self._turn = turn
        self.calls = 0

    def transcribe(self, audio: Any, *, cancel: CancelToken, **kwargs: Any) -> Any:
        self.calls += 1
        if self.calls == 1:
            self._turn()
            cancel.raise_if_cancelled()
        return ScriptedSpeechToText(["Words."]).transcribe(audio, cancel=cancel, **kwargs)


def test_hearing_stops_for_a_turn_and_goes_on_after_it(room: Room, recording: Path) -> None:
    hearer: BackgroundHearer
    waits = threading.Event()

    def turn() -> None:
        hearer.pause()
        threading.Timer(0.1, end_turn).start()

    def end_turn() -> None:
        waits.set()
        hearer.resume()

    recogniser: Any = TurnedAway(turn)
    hearer = BackgroundHearer(recogniser=lambda: recogniser, detector=lambda: ScriptedVoiceActivity([(0, 10_000)]))
    report = room.add(recording, lambda: recogniser, hearer=hearer)
    assert report is not None
    assert report.state is FileState.INDEXED
    assert waits.is_set()
    assert recogniser.calls == report.pages + 1


def test_what_cannot_be_heard_says_why(room: Room, recording: Path, tmp_path: Path) -> None:
    def no_model() -> SpeechToText:
        raise ModelUnavailable("There is no speech recognition model.", "Fetch one.")

    silent = room.add(recording, lambda: ScriptedSpeechToText([]))
    assert silent is not None
    assert silent.reason.startswith("Nobody speaks in this recording")
    missing = room.add(recording, no_model)
    assert missing is not None
    assert missing.reason == "There is no speech recognition model. Fetch one."
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"ID3" + bytes(range(256)) * 40)
    report = room.add(broken, lambda: ScriptedSpeechToText(SAID))
    assert report is not None
    assert report.state is FileState.FAILED
    assert "no " in report.reason
    (finished,) = (event for event in room.events if isinstance(event, IndexFinished))
    assert finished.error is None


def test_recordings_in_archives_and_mails_are_heard_where_they_lie(room: Room, recording: Path, tmp_path: Path) -> None:
    mail = email.message.EmailMessage()
    mail["Subject"] = "The call"
    mail["From"] = "a@example.org"
    mail.set_content("See the recording.")
    mail.add_attachment(recording.read_bytes(), maintype="audio", subtype="wav", filename="call.wav")
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "Before it.")
        packed.writestr("b.eml", mail.as_bytes())
        packed.writestr("c.txt", "After it.")
        packed.writestr("d.wav", b"RIFF\x24\0\0\0WAVEfmt nothing of use")
    heard = ScriptedSpeechToText(SAID)
    report = room.add(archive, lambda: heard)
    assert report is not None
    assert report.state is FileState.PARTLY
    assert "d.wav" in report.reason
    assert "call.wav" not in report.reason
    pages = room.storage.rows("SELECT number, text FROM pages ORDER BY position")
    assert [page["number"] for page in pages] == [1, 2, 3, 4]
    assert pages[0]["text"] == "Before it."
    assert [line for line in pages[2]["text"].split("\n") if line] == SAID
    assert pages[3]["text"] == "After it."
    (chunk,) = room.storage.rows(
        "SELECT c.heading FROM chunks c JOIN pages p ON p.id = c.page_id WHERE p.number = 3 LIMIT 1"
    )
    assert "call.wav" in chunk["heading"]
    assert room.storage.rows("SELECT 1 FROM heard_pieces") == []


def test_without_a_model_that_hears_the_rest_of_an_archive_is_read(room: Room, recording: Path, tmp_path: Path) -> None:
    def none() -> SpeechToText:
        raise ModelUnavailable("There is no model to understand speech.", "Fetch one.")

    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "Before it.")
        packed.write(recording, "call.wav")
        packed.writestr("z.txt", "After it.")
    report = room.add(archive, none)
    assert report is not None
    assert report.state is FileState.PARTLY
    assert report.reason == "Nobody speaks in 1 recording, or it cannot be heard: “call.wav”."
    texts = [page["text"] for page in room.storage.rows("SELECT text FROM pages ORDER BY position")]
    assert texts == ["Before it.", "", "After it."]
