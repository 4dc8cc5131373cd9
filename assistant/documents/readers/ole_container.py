"""The container of Microsoft's files of before 2007: streams under names, as on a small disk.

The only file that imports olefile.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import BinaryIO

import olefile

from assistant.documents.readers.office_package import damaged

# What olefile meets in a damaged container comes as whatever error is first.
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
_LARGEST_STREAM_BYTES = 200_000_000


class OleContainer:
    """An open container."""

    def __init__(self, container: olefile.OleFileIO, kind: str) -> None:
        self._container = container
        self._kind = kind

    def names(self) -> list[str]:
        """The streams, with the storages they lie in: ``storage/stream``."""
        return ["/".join(parts) for parts in self._container.listdir()]

    def read(self, name: str) -> bytes | None:
        """A stream's bytes; None where there is none. Raises ``DocumentUnreadable``."""
        try:
            if not self._container.exists(name) or self._container.get_size(name) > _LARGEST_STREAM_BYTES:
                return None
            return bytes(self._container.openstream(name).read())
        except _BROKEN as error:
            raise damaged(self._kind) from error

    def title(self) -> str:
        """The title in the file's properties, empty where there is none."""
        with contextlib.suppress(*_BROKEN):
            found = self._container.get_metadata()
            page = f"cp{found.codepage or 1252}".replace("cp65001", "utf-8").replace("cp-535", "utf-8")
            title = found.title
            return " ".join((title.decode(page, "replace") if isinstance(title, bytes) else title or "").split())
        return ""


@contextlib.contextmanager
def opened_container(stream: BinaryIO, kind: str) -> Iterator[OleContainer]:
    """Opens a container; ``kind`` as in "This Word document". Raises ``DocumentUnreadable``."""
    try:
        container = olefile.OleFileIO(stream)
    except _BROKEN as error:
        raise damaged(kind) from error
    try:
        yield OleContainer(container, kind)
    finally:
        container.close()
