"""When the words of a recording's page were said: how that is kept in the ``pages.moments`` column. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assistant.documents.base import Moment

_rows = msgspec.json.Decoder(list[tuple[int, int, float]])


def encode_moments(moments: Sequence[Moment]) -> bytes:
    """Moments as they are stored, to a tenth of a second. None are no bytes."""
    if not moments:
        return b""
    return msgspec.json.encode([(each.start, each.end, round(each.at_s, 1)) for each in moments])


def decode_moments(stored: bytes) -> tuple[Moment, ...]:
    """What ``encode_moments`` made, in the order of the text."""
    if not stored:
        return ()
    return tuple(Moment(start=start, end=end, at_s=at_s) for start, end, at_s in _rows.decode(stored))


def time_of(moments: Sequence[Moment], start: int) -> float | None:
    """When the character at ``start`` was said, to the phrase; None where nothing was said at any time."""
    return next((each.at_s for each in moments if each.end > start), moments[-1].at_s if moments else None)
