"""PowerPoint's files of before 2007: slides in their order, as they were saved last, with tables and notes."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.readers.old_slides import OldPresentation, OldSlide
from tests.old_presentation import TITLE, SavedPresentation, presentation, shape, slide, text

pytestmark = pytest.mark.unit


def slides(saved: SavedPresentation) -> list[OldSlide]:
    return list(OldPresentation(*saved.streams).slides())


def test_slides_are_read_from_top_to_bottom_with_tables_and_notes() -> None:
    assert slides(presentation()) == [
        OldSlide(
            title="Costs",
            blocks=("Boiler\rPump", [["Item", "Price"], ["Boiler", "4,100"]], "Below the table."),
            notes="Say that it is leased.",
        ),
        OldSlide(title="計画", blocks=()),
    ]


def test_what_was_saved_last_counts() -> None:
    saved = presentation()
    saved.save({2: slide(shape(text(TITLE, "New plans")))})
    assert [one.title for one in slides(saved)] == ["Costs", "New plans"]


def test_edits_in_a_circle_end() -> None:
    saved = presentation()
    saved.save({})
    data = bytearray(saved.data)
    struct.pack_into("<I", data, saved.last_edit + 16, saved.last_edit)
    with pytest.raises((struct.error, LookupError)):
        OldPresentation(bytes(data), saved.streams[1])


SOUND = presentation().streams


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, len(SOUND[0]) - 1), st.integers(0, 255)), max_size=8), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SOUND[0])
    for at, value in changes:
        data[at] = value
    with contextlib.suppress(struct.error, LookupError):
        list(OldPresentation(bytes(data[: len(data) - cut]), SOUND[1]).slides())
