"""The documents chosen for a question, as they are kept."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.stored_look_in import decoded, encoded
from assistant.ids import DocumentId
from assistant.records import DocumentKind, LookIn

pytestmark = pytest.mark.unit

DAYS = st.none() | st.dates()
DOCUMENTS = st.integers(1, 9).map(DocumentId)
CHOICES = st.builds(
    LookIn,
    collection=st.text(max_size=5),
    document=st.none() | DOCUMENTS,
    beside=st.lists(DOCUMENTS, max_size=2).map(tuple),
    name=st.text(max_size=5),
    kinds=st.lists(st.sampled_from(list(DocumentKind)), max_size=2).map(tuple),
    since=DAYS,
    until=DAYS,
)


@settings(max_examples=20)
@given(CHOICES)
def test_what_is_kept_comes_back(look_in: LookIn) -> None:
    # A chosen document goes by its number.
    kept = look_in if look_in.document is None else dataclasses.replace(look_in, name="")
    assert decoded(encoded(look_in)) == (None if look_in == LookIn() else kept)


def test_nothing_chosen_is_kept_as_nothing() -> None:
    assert encoded(None) == encoded(LookIn()) == ""


def test_what_is_kept_is_short_and_readable() -> None:
    look_in = LookIn(kinds=(DocumentKind.PDF,), since=datetime.date(2025, 3, 1))
    assert encoded(look_in) == '{"kinds": ["pdf"], "since": "2025-03-01"}'
