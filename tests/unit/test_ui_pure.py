"""The window's pure parts: contrast, Markdown, sentences without support, groups by day, turns."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.events import AnswerDelta, TurnFinished, TurnStarted
from assistant.ids import ConversationId, MessageId, TurnId
from assistant.records import ConversationSummary, SentenceSupport
from ui.chat.grouping import Day, grouped
from ui.chat.hit_line import fitted
from ui.chat.markdown import pieces_of
from ui.chat.pieces import Code, Prose
from ui.chat.support_marks import with_support
from ui.chat.turns import TurnBook
from ui.theme.tokens import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    SHAPE_PAIRS,
    TEXT_PAIRS,
    Colours,
    contrast,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_told_apart(colours: Colours) -> None:
    for ink, ground in TEXT_PAIRS:
        assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5, (ink, ground)
    for ink, ground in SHAPE_PAIRS:
        assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 3, (ink, ground)


@pytest.mark.parametrize("colours", [HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK], ids=["light", "dark"])
def test_high_contrast_is_higher(colours: Colours) -> None:
    for ink, ground in TEXT_PAIRS:
        assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 7, (ink, ground)
    for ink, ground in (*SHAPE_PAIRS, ("border", "window"), ("border", "surface"), ("border", "side")):
        assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5, (ink, ground)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("text", "marks", "shown", "seen"),
    [
        ("short", [(0, 5)], "short", ["short"]),
        ("twelve signs", [], "twelve si…", []),
        ("so many words, then a zebra at last", [(22, 27)], "… zebra a…", ["zebra"]),
        ("…nsurance neighbours: The zebra", [(26, 31)], "… zebra", ["zebra"]),
        ("a word that is far longer: hippopotamus", [(27, 39)], "…hippopot…", ["hippopot…"]),
        ("one zebra and another zebra", [(4, 9), (22, 27)], "… zebra a…", ["zebra"]),
    ],
)
def test_of_a_line_that_was_found_the_first_mark_is_in_view(
    text: str, marks: list[tuple[int, int]], shown: str, seen: list[str]
) -> None:
    line, ranges = fitted(text, marks, 10, len)
    assert (line, [line[start:end] for start, end in ranges]) == (shown, seen)


def test_markdown_becomes_prose_and_code() -> None:
    pieces = pieces_of("One **two**\n\n```py\nx < 1\n```\n\nthree")
    assert pieces == (
        Prose(html="<p>One <strong>two</strong></p>"),
        Code(text="x < 1", language="py"),
        Prose(html="<p>three</p>"),
    )


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '<img src="file:///etc/passwd">', "![a](http://example.org/x.png)"]
)
def test_nothing_is_loaded_or_run(text: str) -> None:
    (piece,) = pieces_of(text)
    assert isinstance(piece, Prose)
    assert "<script" not in piece.html
    assert "<img" not in piece.html


def test_only_marks_of_real_citations_become_links() -> None:
    (piece,) = pieces_of("Yes [1], no [2].", {1})
    assert piece == Prose(html='<p>Yes <a class="mark" href="cite:1">[1]</a>, no [2].</p>')


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("- **Bold one.** tail", "<strong><span"),
        ("1. First one here.", "<li><span"),
        ("# A heading", "<h1><span"),
        ("> quoted words", "<p><span"),
        ("**契約は二年です。** 続き", "<strong><span"),
    ],
)
def test_a_sentence_without_support_keeps_the_form_of_its_text(text: str, inner: str) -> None:
    plain = pieces_of(text)
    marked = pieces_of(with_support(text, [SentenceSupport(start=0, end=len(text))], show_unsupported=True))
    assert len(plain) == len(marked) == 1
    assert isinstance(plain[0], Prose)
    assert isinstance(marked[0], Prose)
    assert inner in marked[0].html.replace('class="unsupported"', "").replace("<span >", "<span")
    stripped = marked[0].html.replace('<span class="unsupported">', "").replace("</span>", "")
    assert stripped == plain[0].html


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4))
def test_support_never_loses_a_letter(text: str, spans: list[tuple[int, int]]) -> None:
    support = [SentenceSupport(start=start, end=end) for start, end in spans]
    marked = with_support(text, support, show_unsupported=True)
    assert marked.replace("\u16eb", "").replace("\u16ec", "") == text.replace("\u16eb", "").replace("\u16ec", "")


def test_a_sentence_with_something_missing_is_marked_and_keeps_its_source() -> None:
    text = "The rent in 2019 was 1,250 euros."
    support = [SentenceSupport(start=0, end=len(text), citations=(1,), missing=("2019",))]
    assert with_support(text, support, show_unsupported=True) == f"\u16eb{text}\u16ec\u2009[1]"


def test_conversations_are_grouped_by_day() -> None:
    def one(number: int, when: datetime) -> ConversationSummary:
        return ConversationSummary(id=ConversationId(number), title="t", updated_at=when.timestamp(), message_count=1)

    conversations = [
        one(1, datetime(2026, 3, 1, 23, 59, tzinfo=UTC)),
        one(2, datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        one(3, datetime(2026, 3, 2, 0, 1, tzinfo=UTC)),
        one(4, datetime(2026, 3, 3, 9, 0, tzinfo=UTC)),
    ]
    groups = grouped(conversations, date(2026, 3, 3), UTC)
    assert [(day, [int(c.id) for c in group]) for day, group in groups] == [
        (Day.TODAY, [4, 2]),
        (Day.YESTERDAY, [3]),
        (Day.EARLIER, [1]),
    ]


def test_folders_stand_between_what_is_pinned_and_the_days() -> None:
    def one(number: int, folder: str = "", *, pinned: bool = False) -> ConversationSummary:
        return ConversationSummary(
            id=ConversationId(number), title="t", updated_at=number, message_count=1, folder=folder, pinned=pinned
        )

    found = [one(1, "work"), one(2, "Garden"), one(3), one(4, "work", pinned=True), one(5, "work")]
    groups = grouped(found, date(2026, 3, 3), UTC)
    assert [(name, [int(c.id) for c in group]) for name, group in groups] == [
        (Day.PINNED, [4]),
        ("Garden", [2]),
        ("work", [5, 1]),
        (Day.EARLIER, [3]),
    ]


def _started(turn: TurnId, question: str, *, spoken: bool = False) -> TurnStarted:
    return TurnStarted(
        turn_id=turn, conversation_id=ConversationId(1), question_id=MessageId(1), question=question, spoken=spoken
    )


def test_events_that_overtake_the_id_are_held() -> None:
    book, turn = TurnBook(), TurnId("a")
    running = book.begin("Q", None)
    early = AnswerDelta(turn_id=turn, text="x")
    assert book.take(early) == []
    assert book.name(running, turn) == [(running, early)]
    assert book.take(TurnFinished(turn_id=turn, answer=None))[0][0] is running
    assert book.take(AnswerDelta(turn_id=turn, text="late")) == []


def test_a_started_turn_is_recognised_by_its_question() -> None:
    book, turn = TurnBook(), TurnId("a")
    running = book.begin("Q", None)
    assert [one for one, _ in book.take(_started(turn, "Q"))] == [running]
    assert book.name(running, turn) == []


def test_a_spoken_turn_begins_by_itself() -> None:
    book = TurnBook()
    waiting = book.begin("Typed", None)
    ((heard, _),) = book.take(_started(TurnId("b"), "Spoken", spoken=True))
    assert heard is not waiting
    assert heard.spoken
    assert book.running_in(ConversationId(1)) is heard
