"""Office files of today are archives of XML, or, under a password, such an archive encrypted in an older container.

The only file that imports msoffcrypto.
"""

from __future__ import annotations

import contextlib
import errno
import io
import struct
import types
import xml.etree.ElementTree
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import lxml.etree
import msoffcrypto
import msoffcrypto.exceptions
import msoffcrypto.format.doc97
import msoffcrypto.format.ppt97
import msoffcrypto.format.xls97

from assistant.documents.readers.reading import MAX_UNPACKED_BYTES, Source
from assistant.errors import DocumentLocked, DocumentUnreadable

# It unlocks old files through temporary ones. This process writes none, and what is locked stays off the disk.
msoffcrypto.format.doc97.tempfile = types.SimpleNamespace(TemporaryFile=io.BytesIO)
msoffcrypto.format.ppt97.tempfile = types.SimpleNamespace(TemporaryFile=io.BytesIO)
msoffcrypto.format.xls97.tempfile = types.SimpleNamespace(TemporaryFile=io.BytesIO)
# What msoffcrypto meets in a damaged container comes as whatever error is first.
_UNREADABLE = (
    msoffcrypto.exceptions.FileFormatError,
    msoffcrypto.exceptions.DecryptionError,
    OSError,
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    IndexError,
    struct.error,
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
PASSWORD_REMEDY = "Unlock it with its password, or add a copy without one."  # noqa: S105 - a sentence
_DAMAGED_REMEDY = "Open it in the program that made it, save it again, and add it once more."


def damaged(kind: str) -> DocumentUnreadable:
    """The sentence for a file that its library cannot open; ``kind`` as in "This Word document"."""
    return DocumentUnreadable(f"This {kind} is damaged.", _DAMAGED_REMEDY)


def locked(kind: str, password: str) -> DocumentLocked:
    """The sentence for a file that needs a password, or another one."""
    if password:
        return DocumentLocked(f"The password does not open this {kind}.", "Check it, and try again.")
    return DocumentLocked(f"This {kind} is protected with a password.", PASSWORD_REMEDY)


@contextlib.contextmanager
def open_package(source: Source, kind: str) -> Iterator[BinaryIO]:
    """The archive of an office file, open for reading, decrypted where needed, and small enough to unpack.

    Raises ``DocumentUnreadable`` for what is damaged or too big, ``DocumentLocked`` without the right password.
    """
    with source.open() as stored:
        stream: BinaryIO = stored
        if stored.read(4) == _OLE_MAGIC:
            stored.seek(0)
            stream = _decrypted(stored, source, kind)
        with damage_named(kind):
            check_package(stream, source, kind)
            stream.seek(0)
            yield stream


@contextlib.contextmanager
def damage_named(kind: str) -> Iterator[None]:
    """Turns what the libraries for archives and XML raise on damaged ones into the sentence for it."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(kind) from error
    except (lxml.etree.LxmlError, xml.etree.ElementTree.ParseError, xml.parsers.expat.ExpatError) as error:
        raise damaged(kind) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place in the archive that is before its beginning; others are the disk's
            raise
        raise damaged(kind) from error


def check_package(stream: BinaryIO, source: Source, kind: str) -> None:
    """Raises ``DocumentUnreadable`` for an archive that unpacks to too much, ``DocumentLocked`` for one with locked members."""
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise DocumentUnreadable(f"This {kind} unpacks to more than Sotto reads.", "Split it into smaller ones.")
    if any(member.flag_bits & 1 for member in members):
        raise locked(kind, source.password)


@contextlib.contextmanager
def opened_old(source: Source, kind: str) -> Iterator[BinaryIO]:
    """An office file of before 2007, decrypted where needed. Raises as ``open_package``."""
    with source.open() as stream:
        try:
            package = msoffcrypto.OfficeFile(stream)
            encrypted = package.is_encrypted()
            if encrypted and not source.password:
                raise locked(kind, "")
            out = io.BytesIO()
            if encrypted:
                package.load_key(password=source.password)
                package.decrypt(out)
        except msoffcrypto.exceptions.InvalidKeyError as error:
            raise locked(kind, source.password) from error
        except _UNREADABLE as error:
            raise damaged(kind) from error
        out.seek(0)
        stream.seek(0)
        yield out if encrypted else stream


def _decrypted(stream: BinaryIO, source: Source, kind: str) -> BinaryIO:
    out = io.BytesIO()
    try:
        package = msoffcrypto.OfficeFile(stream)
        if package.format != "ooxml":
            raise DocumentUnreadable(
                f"This {kind} is in the format of before 2007.", "Save it as DOCX, XLSX, PPTX or PDF, and add that."
            )
        if not source.password:
            raise locked(kind, "")
        package.load_key(password=source.password, verify_password=True)
        package.decrypt(out)
    except msoffcrypto.exceptions.InvalidKeyError as error:
        raise locked(kind, source.password) from error
    except _UNREADABLE as error:
        raise damaged(kind) from error
    return out
