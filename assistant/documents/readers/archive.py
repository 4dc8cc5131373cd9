"""Archives (ZIP): the pages of what lies in them, one after the other. Nothing is ever unpacked onto the disk."""

from __future__ import annotations

import zipfile
import zlib

from assistant.documents.base import ReadDocument
from assistant.documents.readers.office_package import damage_named, locked
from assistant.documents.readers.parts import PartsReader
from assistant.documents.readers.reading import Reader, Reading, ReadLimits, Source, clean, no_text
from assistant.errors import DocumentUnreadable

MEDIA_TYPE = "application/zip"
_KIND = "archive"
_LARGEST_MEMBER_BYTES = 200_000_000


def read_archive(source: Source, limits: ReadLimits, read: Reader) -> Reading:
    """Reads a ZIP archive; its title is the file's name. Its members are read by ``read``.

    A member is unpacked no further than it says it goes, and not at all when that is more than may still be unpacked.
    """
    parts = PartsReader(read, limits)
    with damage_named(_KIND), source.open() as stream, zipfile.ZipFile(stream) as archive:
        members = [each for each in archive.infolist() if not each.is_dir() and not _is_hidden(each.filename)]
        if members and all(each.flag_bits & 1 for each in members) and not source.password:
            raise locked(_KIND, "")
        for member in sorted(members, key=lambda each: each.filename):
            if parts.full:
                break
            name = " ".join(clean(member.filename).replace("\\", "/").split())
            try:
                source.allowance.check(member.file_size)
                part = source.part(name, _unpacked(archive, member, source.password))
            except DocumentUnreadable as error:
                parts.leave_out(name, error)
                continue
            yield from parts.read_part(part)
    if parts.empty:
        if parts.locked is not None:
            raise parts.locked
        if not parts.note():
            raise no_text()
        raise DocumentUnreadable(parts.only_reason or "Nothing in this archive can be read.", parts.note())
    return ReadDocument(
        title=source.stem,
        media_type=MEDIA_TYPE,
        page_count=parts.page_count,
        unread_pages=tuple(parts.unread_pages),
        ocr_pages=parts.ocr_pages,
        note=parts.note(),
    )


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".") or name.endswith("Thumbs.db")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, password: str) -> bytes:
    """A member's bytes. Raises ``DocumentUnreadable`` for one that is too big, damaged, or locked."""
    if member.file_size > _LARGEST_MEMBER_BYTES:
        raise DocumentUnreadable("This part is too big.")
    try:
        with archive.open(member, pwd=password.encode("utf-8") if password else None) as stream:
            return stream.read(member.file_size)
    except RuntimeError as error:  # zipfile's for a password that is missing or wrong
        raise locked(_KIND, password) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise DocumentUnreadable("This part is damaged.") from error
