"""What of a page's text is bold or italic: how it is kept in the ``pages.emphasis`` column. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assistant.documents.base import Emphasis

_rows = msgspec.json.Decoder(list[tuple[int, int, bool, bool]])


def encode_emphasis(emphasis: Sequence[Emphasis]) -> bytes:
    """Emphasis as it is stored. None is no bytes."""
    if not emphasis:
        return b""
    return msgspec.json.encode([(each.start, each.end, each.bold, each.italic) for each in emphasis])


def decode_emphasis(stored: bytes) -> tuple[Emphasis, ...]:
    """What ``encode_emphasis`` made, in the order of the text."""
    if not stored:
        return ()
    return tuple(
        Emphasis(start=start, end=end, bold=bold, italic=italic) for start, end, bold, italic in _rows.decode(stored)
    )
