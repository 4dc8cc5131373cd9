"""Which language to listen for, when the user chose none. Pure.

Whisper is sure of a language after a second or two and guesses at less: a short "mm" comes out in any. So the last language that
was heard for certain holds for short speech, and longer speech may change it.
"""

from __future__ import annotations

import dataclasses

AUTOMATIC = "auto"
SHORT_S = 2.0
CERTAIN = 0.8
WITHOUT_SPACES = frozenset({"ja", "zh", "yue", "th", "lo", "my", "km"})


def joint(language: str) -> str:
    """What stands between two sentences."""
    return "" if language in WITHOUT_SPACES else " "


@dataclasses.dataclass(slots=True)
class HeardLanguage:
    """``chosen`` is the setting, ``certain`` the last language heard for certain."""

    chosen: str
    certain: str = ""

    def to_listen_for(self, duration_s: float) -> str:
        """The language to transcribe so much audio in, or "auto"."""
        short = duration_s < SHORT_S
        return self.certain if self.chosen == AUTOMATIC and self.certain and short else self.chosen

    def heard(self, language: str, probability: float, duration_s: float) -> None:
        """Takes note of what so much audio was found to be."""
        if duration_s >= SHORT_S and probability >= CERTAIN:
            self.certain = language
