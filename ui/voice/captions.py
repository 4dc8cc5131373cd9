"""The answer as it is spoken: the clause that is said now is marked, and what stands around it is kept in view. Pure."""

from __future__ import annotations

import html

BEFORE, AFTER = 160, 240
"""Characters kept in view around what is said."""


def captions(answer: str, clause: tuple[str, int], mark_colour: str) -> str:
    """Rich text of a label. ``clause`` is what is said now and where it begins in ``answer``; one that is not part of it (an answer
    that is repeated) stands alone. Without a clause the end of the answer is shown, which is being written."""
    said, begin = clause
    if not said:
        start = end = len(answer)
        marked = ""
    else:
        if answer[begin : begin + len(said)] != said:
            answer, begin = said, 0
        start, end = begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())
        marked = f'<span style="background-color:{mark_colour}; text-decoration:underline">{html.escape(answer[start:end])}</span>'
    room = BEFORE if said else BEFORE + AFTER
    before, after = answer[max(0, start - room) : start], answer[end : end + AFTER]
    return "".join(
        [
            "… " if start > room else "",
            html.escape(before),
            marked,
            html.escape(after),
            " …" if end + AFTER < len(answer) else "",
        ]
    ).replace("\n", " ")
