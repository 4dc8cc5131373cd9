"""When the words of a recording's page were said: how that is kept in the ``pages.moments`` column. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assistant.documents.base import Moment

SHORTEST_S = 1.0
SLOWEST_CHARACTERS_PER_S = 6.0
"""Slow reading aloud has some 10 English letters a second; a Japanese letter counts for two."""

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


def phrases_of(pages: Sequence[tuple[str, Sequence[Moment]]]) -> list[tuple[float, float, str]]:
    """What was said on ``pages`` (their text and its moments), as ``(start_s, end_s, text)``.

    When a phrase ended is not kept: it lasts until the next begins, or as long as it takes to say it slowly.
    """
    said = [(each.at_s, text[each.start : each.end]) for text, moments in pages for each in moments]
    after = [at_s for at_s, _ in said[1:]]
    ends = [at_s + max(SHORTEST_S, len(words) / SLOWEST_CHARACTERS_PER_S) for at_s, words in said]
    return [
        (at_s, max(at_s, min(end_s, next_s)), words)
        for (at_s, words), end_s, next_s in zip(said, ends, [*after, *ends[-1:]], strict=True)
    ]
