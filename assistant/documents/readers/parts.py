"""Files in files: attachments of mails and members of archives, read through the same readers and counted together."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Generator

from assistant.documents.base import Heading, ReadDocument, ReadPage, SoundBlock
from assistant.documents.readers.reading import DEEPEST_PART, Reader, ReadLimits, Source, no_text
from assistant.documents.reading.formats import Format, recognise
from assistant.errors import DocumentLocked, DocumentUnreadable

_NAMED = 5


class PartsReader:
    """Reads parts one after the other into pages of one document, and notes what could not be read.

    A part that cannot be read costs itself alone. ``page_count`` counts the pages given out, from 1.
    """

    def __init__(self, read: Reader, limits: ReadLimits) -> None:
        self._read = read
        self._limits = limits
        self._left_out: list[str] = []
        self._cut = False
        self._began = time.monotonic()
        self.page_count = self.characters = self.ocr_pages = self.recordings = 0
        self.unread_pages: list[int] = []
        self.locked: DocumentLocked | None = None
        self._reasons: list[str] = []

    @property
    def full(self) -> bool:
        """Whether the limits of the whole are reached; what comes now is left out, and the note says so."""
        reached = self.page_count >= self._limits.max_pages or self.characters >= self._limits.max_characters
        self._cut = self._cut or reached
        return reached

    def page(self, page: ReadPage) -> ReadPage:
        """A page of the whole, with its number."""
        self.page_count += 1
        self.characters += len(page.text)
        return dataclasses.replace(page, number=self.page_count)

    def leave_out(self, name: str, why: DocumentUnreadable | None = None) -> None:
        """Notes that something was not read."""
        self._left_out.append(name)
        if why is not None:
            self._reasons.append(why.message)
        if isinstance(why, DocumentLocked):
            self.locked = why

    def read_part(self, source: Source) -> Generator[ReadPage, None, None]:
        """The pages of a part, under its name as the outermost heading."""
        limits = dataclasses.replace(
            self._limits,
            max_pages=self._limits.max_pages - self.page_count,
            max_characters=self._limits.max_characters - self.characters,
            ocr_s=self._limits.ocr_s - (time.monotonic() - self._began),
        )
        if source.sound is not None and _is_sound(source):
            yield from self._recording(source, source.sound)
            return
        first = self.page_count
        heading = _name_of(source)
        outer = source.tables.enter(first, source.stem) if source.tables is not None else None
        try:
            reading = self._read(source, limits)
            while True:
                try:
                    page = next(reading)
                except StopIteration as end:
                    self.unread_pages.extend(first + number for number in end.value.unread_pages)
                    self.ocr_pages += end.value.ocr_pages
                    if end.value.note:
                        self.leave_out(source.name)
                    return
                yield self.page(dataclasses.replace(page, headings=(heading, *page.headings)))
        except DocumentUnreadable as error:
            self.leave_out(source.name, error)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever a parser raises on a bad part costs that part only
            self.leave_out(source.name)
        finally:
            if source.tables is not None and outer is not None:
                source.tables.leave(outer)

    def _recording(self, source: Source, send: Callable[[SoundBlock], None]) -> Generator[ReadPage, None, None]:
        """Sends the sound of a recording on, and a page that stands for it; it is heard by whoever asked for it."""
        from assistant.documents.readers.sound import sound_blocks

        sent = False
        try:
            for block in sound_blocks(source):
                send(block)
                sent = True
        except DocumentUnreadable as error:
            self.leave_out(source.name, error)
            if not sent:
                return
        self.recordings += 1
        yield self.page(ReadPage(number=None, text="", headings=(_name_of(source),), recording=True))

    @property
    def empty(self) -> bool:
        """Whether nothing was found that can be read or heard."""
        return not self.characters and not self.recordings

    @property
    def only_reason(self) -> str:
        """Why the only part was not read; empty where there were more, or it is not known."""
        return self._reasons[0] if len(self._reasons) == len(self._left_out) == 1 else ""

    def note(self) -> str:
        """A sentence on what was left out; empty when nothing was."""
        sentences = []
        if self._left_out:
            names = ", ".join(self._left_out[:_NAMED]) + (" …" if len(self._left_out) > _NAMED else "")
            count = len(self._left_out)
            verb = "1 part was" if count == 1 else f"{count:,} parts were"
            sentences.append(f"{verb} not read, or not whole: “{names}”.")
        if self._cut:
            sentences.append(f"Only the first {self.page_count:,} pages were read.")
        return " ".join(sentences)


def parts_document(parts: PartsReader, title: str, media_type: str) -> ReadDocument:
    """The document that was read part by part. Raises ``DocumentUnreadable`` where nothing was in it."""
    if parts.empty:
        raise no_text()
    return ReadDocument(
        title=title[:300],
        media_type=media_type,
        page_count=parts.page_count,
        unread_pages=tuple(parts.unread_pages),
        ocr_pages=parts.ocr_pages,
        note=parts.note(),
    )


def mail_heading(source: Source, subject: str) -> Heading:
    """What names a mail of the mailbox ``source``: what is attached stands under it, and the next mail does not."""
    return Heading(start=0, level=2 * (source.depth - DEEPEST_PART), text=subject)


def _name_of(source: Source) -> Heading:
    return Heading(start=0, level=2 * (source.depth - DEEPEST_PART) - 1, text=source.name)


def _is_sound(source: Source) -> bool:
    try:
        return recognise(source.name, source.open) is Format.SOUND
    except DocumentUnreadable:
        return False
