"""What is quoted and cut in the window: in the language's own marks, and between whole letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assistant.ids import ConversationId, DocumentId, FactId, MessageId
from assistant.records import Citation, Fact, FactSource
from ui.chat.found_quote import FoundQuote
from ui.chat.source_row import SourceRow
from ui.memory.memory_words import fact_words
from ui.translations.translator import WindowLanguage
from ui.widgets.excerpts import shortened, shortened_within
from ui.widgets.icon_button import IconButton

pytestmark = pytest.mark.desktop

FAMILY, GA, THUMB = "👩‍👩‍👧", "か\u3099", "👍🏽"
CITED = Citation(
    n=1,
    document_id=DocumentId(4),
    document=Path("lease.pdf"),
    page=2,
    quote="The notice period is three months.",
    start=0,
    end=34,
)


@pytest.mark.parametrize("letter", [FAMILY, GA, THUMB, "e\u0301", "🇯🇵"])
def test_no_letter_is_cut_in_two(letter: str) -> None:
    text = letter * 12
    for longest in range(len(letter) + 2, len(text)):
        shown = shortened(text, longest)
        assert len(shown) <= longest
        assert shown.endswith("…")
        assert shown[:-1] == letter * ((len(shown) - 1) // len(letter))
        head, _, tail = shortened_within(text, longest).partition("…")
        assert (head.replace(letter, ""), tail.replace(letter, "")) == ("", "")
        assert len(head) + len(tail) < longest


def test_what_is_short_enough_stays_as_it_is() -> None:
    assert shortened("lease", 5) == shortened_within("lease", 5) == "lease"
    assert shortened("leases", 5) == "leas…"
    assert shortened_within("lease of the flat.pdf", 12) == "lease o….pdf"


def test_quotes_have_the_marks_of_the_language(qtbot: QtBot, english: WindowLanguage) -> None:
    row, found = SourceRow([CITED]), FoundQuote(CITED)
    for widget in (row, found):
        qtbot.addWidget(widget)
    source = FactSource(conversation=ConversationId(1), turn=1, message=MessageId(1), quote="I moved to Kyoto in May.")
    fact = Fact(id=FactId(1), text="Lives in Kyoto.", since=1_790_000_000.0, source=source)

    def shown() -> list[str]:
        row.say_words()
        tip = row.findChildren(IconButton)[0].toolTip()
        return [tip, found.words, found.findChildren(IconButton)[0].toolTip(), fact_words(fact)]

    assert all("“" in words and "「" not in words for words in shown())
    english.choose("ja")
    try:
        qtbot.waitUntil(lambda: "「" in found.words)
        assert all("「" in words and "“" not in words for words in shown())
    finally:
        english.choose("en")
