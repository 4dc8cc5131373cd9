"""What the first answer would wait for, done beside the GUI thread while nobody waits."""

from __future__ import annotations

_SAMPLE = "A *word* and `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


def warm_up_rendering() -> None:
    """Loads what reads Markdown and colours code: a tenth of a second on a slow machine, in one piece."""
    from ui.chat.highlight import highlighted
    from ui.chat.markdown import pieces_of

    pieces_of(_SAMPLE, ())
    for dark in (False, True):
        highlighted("a = 1", "python", dark=dark)
