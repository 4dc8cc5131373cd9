"""The sentences that ask for a skill, with places for its arguments: “count {number} cups”. Pure."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from assistant.user_skills.arguments import CHOICE, NUMBERS, Argument, pattern

_PLACE = re.compile(r"\{(\w+)\}")
_SAMPLES = {"str": "something", "bool": "on", "date": "tomorrow", "datetime": "tomorrow at 7", "timedelta": "5 minutes"}


def places(phrase: str) -> list[str]:
    """The arguments that a phrase has a place for."""
    return _PLACE.findall(phrase)


def matched(phrase: str, arguments: Sequence[Argument], sentence: str) -> Mapping[str, str] | None:
    """The words in each place of a phrase, where a sentence is one such; None where it is not."""
    found = _compiled(phrase, tuple(arguments)).fullmatch(sentence)
    return found.groupdict() if found is not None else None


def sample(phrase: str, arguments: Sequence[Argument]) -> str:
    """A sentence like a phrase; places of what is not among ``arguments`` stay empty."""
    return filled(phrase, sample_values(arguments))


def sample_values(arguments: Sequence[Argument]) -> dict[str, str]:
    """Words for arguments, each of its type."""
    values = {}
    for at, one in enumerate(arguments):
        values[one.name] = str(at + 3) if one.kind in NUMBERS else _SAMPLES.get(one.kind, "")
        if one.kind == CHOICE:
            values[one.name] = one.choices[0]
    return values


def filled(phrase: str, values: Mapping[str, str]) -> str:
    """A phrase with words in its places."""
    return " ".join(_PLACE.sub(lambda place: values.get(place[1], ""), _plain(phrase)).split())


def _plain(phrase: str) -> str:
    return unicodedata.normalize("NFKC", phrase).strip()


@functools.lru_cache(maxsize=256)
def _compiled(phrase: str, arguments: tuple[Argument, ...]) -> re.Pattern[str]:
    by_name = {one.name: one for one in arguments}
    pieces = _PLACE.split(_plain(phrase))
    written = []
    for at, piece in enumerate(pieces):
        if at % 2:
            written.append(f"(?P<{piece}>{pattern(by_name[piece])})")
        else:
            # Spoken words may stand together or apart.
            written.append(r"\s*".join(map(re.escape, re.split(r"\s+", piece))))
    return re.compile("".join(written), re.IGNORECASE)
