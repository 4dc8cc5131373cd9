"""Recordings as documents: the reader process decodes, the recogniser hears, and every piece of about a minute is a page.

What was heard is kept piece by piece, so that a program killed within a long recording goes on there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from assistant.cancellation import CancelToken
from assistant.documents.base import HeardPiece, Moment, ReadDocument, ReadPage, RecordingHearer, SoundBlock
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.errors import DocumentUnreadable
from assistant.speech.base import Samples
from assistant.speech.recognition.heard_language import joint
from assistant.storage.database import Storage

_FULL_SCALE = 32_767


class RecordingReader:
    """Reads recordings into pages with the times of their phrases. Used from one thread."""

    def __init__(self, storage: Storage, reader: ReaderProcess, hearer: RecordingHearer) -> None:
        self._storage = storage
        self._reader = reader
        self._hearer = hearer

    def read(
        self, file: Path, content_hash: str, cancel: CancelToken, progress: Callable[[float], None]
    ) -> Generator[ReadPage, None, ReadDocument]:
        """As ``ReaderProcess.read``. ``progress`` is told the share of the recording that was heard, 0 to 1."""
        model = self._hearer.model_id()
        sound = _Sound(self._reader, file, cancel)
        count = 0
        spoken = False

        def known(number: int) -> HeardPiece | None:
            return self._known(content_hash, model, number)

        for heard in self._hearer.hear(sound.blocks(), known, cancel):
            self._keep(content_hash, model, heard)
            if sound.total_s > 0:
                progress(min(heard.end_s / sound.total_s, 1.0))
            count += 1
            page = page_of(heard, count)
            spoken = spoken or bool(page.text)
            yield page
        if not spoken:
            raise DocumentUnreadable("Nobody speaks in this recording, or it cannot be understood.")
        return sound.document(count)

    def read_part(self, blocks: Iterator[SoundBlock], content_hash: str, part: int, cancel: CancelToken) -> ReadPage:
        """The page of a recording that lies in another file, the ``part``-th of it: without words where nobody speaks. Raises
        ``ModelUnavailable`` and ``Interrupted``."""
        model, key = self._hearer.model_id(), f"{content_hash}/{part}"
        pages = []
        for heard in self._hearer.hear(map(_samples, blocks), lambda number: self._known(key, model, number), cancel):
            self._keep(key, model, heard)
            pages.append(page_of(heard, heard.number))
        return _joined(pages)

    def forget(self, content_hash: str) -> None:
        """Drops the kept pieces of a recording, or of those in a file: it was read to its end, or is not wanted any more."""
        with self._storage.write() as database:
            database.execute(
                "DELETE FROM heard_pieces WHERE content_hash = ? OR substr(content_hash, 1, ?) = ?",
                (content_hash, len(content_hash) + 1, f"{content_hash}/"),
            )

    def forget_all(self) -> None:
        """Drops all kept pieces: no recording waits to be heard on."""
        with self._storage.write() as database:
            database.execute("DELETE FROM heard_pieces")

    def release(self) -> None:
        """Frees the recogniser until the next recording."""
        self._hearer.release()

    def _known(self, content_hash: str, model: str, number: int) -> HeardPiece | None:
        rows = self._storage.rows(
            "SELECT piece FROM heard_pieces WHERE content_hash = ? AND model = ? AND number = ?",
            (content_hash, model, number),
        )
        return msgspec.json.decode(rows[0]["piece"], type=HeardPiece) if rows else None

    def _keep(self, content_hash: str, model: str, heard: HeardPiece) -> None:
        with self._storage.write() as database:
            database.execute(
                "INSERT OR IGNORE INTO heard_pieces(content_hash, model, number, piece) VALUES (?, ?, ?, ?)",
                (content_hash, model, heard.number, msgspec.json.encode(heard)),
            )


class _Sound:
    """The decoded sound of one file, and what is known of it when it is over."""

    def __init__(self, reader: ReaderProcess, file: Path, cancel: CancelToken) -> None:
        self._reader, self._file, self._cancel = reader, file, cancel
        self._document: ReadDocument | None = None
        self.total_s = 0.0

    def blocks(self) -> Iterator[Samples]:
        reading = self._reader.sound(self._file, self._cancel)
        while True:
            try:
                block = next(reading)
            except StopIteration as end:
                self._document = end.value
                return
            self.total_s = block.total_s
            yield _samples(block)

    def document(self, pages: int) -> ReadDocument:
        if self._document is None:
            raise RuntimeError("the sound was not read to its end")
        return dataclasses.replace(self._document, page_count=pages)


def _samples(block: SoundBlock) -> Samples:
    return np.frombuffer(block.pcm, dtype="<i2").astype(np.float32) / np.float32(_FULL_SCALE)


def _joined(pages: Sequence[ReadPage]) -> ReadPage:
    """The minutes of a recording on one page, with the times of their phrases."""
    text, moments = "", []
    for page in pages:
        if page.text:
            text += "\n\n" if text else ""
            moments += [
                dataclasses.replace(each, start=each.start + len(text), end=each.end + len(text))
                for each in page.moments
            ]
            text += page.text
    return ReadPage(number=None, text=text, moments=tuple(moments))


def page_of(heard: HeardPiece, number: int) -> ReadPage:
    """A piece as a page: its phrases one after the other, each with its time."""
    space = joint(heard.language)
    text = ""
    moments = []
    for at_s, words in heard.phrases:
        phrase = words.strip()
        if not phrase:
            continue
        text += space if text else ""
        moments.append(Moment(start=len(text), end=len(text) + len(phrase), at_s=at_s))
        text += phrase
    return ReadPage(number=number, text=text, moments=tuple(moments))
