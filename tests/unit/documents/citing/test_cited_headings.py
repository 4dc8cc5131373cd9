"""A sentence that is borne by another one and by a heading is shown with both, not with what stands below the heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.citing.citations import support
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit

RECIPE = "Grandma Ilse's plum cake\n\nMakes one tray, 16 pieces.\n\nMethod\n\nBake at 190 degrees for 35 minutes on the top rack."


def quotes(answer: str, text: str = RECIPE) -> list[str]:
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("recipe.txt"), title="", page=None,
        text=text, start=40, end=40 + len(text), score=1.0,
    )  # fmt: skip
    return [text[one.start - 40 : one.end - 40] for each in support(answer, [place]) for one in each.quotes]


def test_what_only_the_heading_bears_is_shown_as_the_heading() -> None:
    baked = "Bake at 190 degrees for 35 minutes on the top rack."
    assert quotes("The plum cake bakes at 190 degrees.") == [baked, "Grandma Ilse's plum cake"]


def test_what_stands_below_is_shown_where_it_bears_anything() -> None:
    both = quotes("The plum cake makes one tray of pieces and bakes at 190 degrees on the top rack.")
    assert set(both) == {"Bake at 190 degrees for 35 minutes on the top rack.", "Makes one tray, 16 pieces."}
