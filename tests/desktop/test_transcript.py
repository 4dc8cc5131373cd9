"""The transcript and the answers in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport
from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.records import Answer, Basis, Citation, Message, MessageState, Remembered, SentenceSupport, Timings
from ui.chat.answer_view import AnswerView
from ui.chat.answer_words import basis_words
from ui.chat.code_block import CodeBlock
from ui.chat.entries import AnswerEntry, Entry, QuestionEntry, entries_of
from ui.chat.found_quote import FoundQuote
from ui.chat.source_row import SourceRow
from ui.chat.transcript import AT_ONCE, PAGE, Transcript
from ui.theme.theme import Theme
from ui.widgets.icon_button import IconButton
from ui.widgets.rich_text_view import RichTextView

pytestmark = pytest.mark.desktop

NONE = Qt.KeyboardModifier.NoModifier
CITATION = Citation(
    n=1, document_id=DocumentId(7), document=Path("lease.pdf"), page=12, quote="two months", start=0, end=10
)


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    made = Transcript()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def _answer(text: str, **changes: object) -> Answer:
    values: dict[str, object] = {"text": text, "conversation": ConversationId(1), "message": MessageId(1), "turn": 1}
    return Answer(model="m", **{**values, **changes})  # type: ignore[arg-type]  # plain keywords of the record


def _long(count: int) -> list[Entry]:
    return [AnswerEntry(text=f"Answer {number}\n\nwith a second line", question="q") for number in range(count)]


def test_scrolling_follows_until_the_reader_scrolls_up(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries(_long(20))
    bar = transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200 and bar.value() == bar.maximum())
    bar.setValue(40)
    assert not transcript.following
    assert transcript._newest.isVisible()
    before = bar.maximum()
    transcript.append_answer(AnswerEntry(text="new", question="q"))
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == 40
    with qtbot.waitSignal(bar.valueChanged):
        transcript._newest.click()
    assert bar.value() == bar.maximum()


def test_nothing_moves_sideways_when_there_is_more_than_fits(
    theme: Theme, transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries(_long(1))
    column = transcript._column
    before = column.geometry()
    assert transcript.verticalScrollBar().maximum() == 0
    transcript.append_answer(AnswerEntry(text="\n\n".join(["More."] * 40), question="q"))
    qtbot.waitUntil(transcript.verticalScrollBar().isVisible)
    after = column.geometry()
    assert (after.left(), after.right()) == (before.left(), before.right())


def test_a_long_conversation_comes_in_pages(transcript: Transcript, qtbot: QtBot) -> None:
    def shown() -> list[str]:
        return [view.entry.text.split("\n")[0] for view in transcript._views if isinstance(view, AnswerView)]

    transcript.show_entries(_long(PAGE * 2 + 5))
    assert len(shown()) == AT_ONCE
    bar = transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: len(shown()) == PAGE and transcript._earlier_button.isVisible(), timeout=30_000)
    assert transcript.following
    assert bar.value() == bar.maximum()
    transcript.show_earlier()
    qtbot.waitUntil(lambda: len(shown()) == 2 * PAGE, timeout=30_000)
    transcript.show_earlier()
    qtbot.waitUntil(lambda: len(shown()) == 2 * PAGE + 5, timeout=30_000)
    assert shown() == [f"Answer {number}" for number in range(PAGE * 2 + 5)]
    assert not transcript._earlier_button.isVisible()


def test_another_conversation_is_not_mixed_with_one_that_is_still_being_filled_in(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries(_long(PAGE))
    transcript.show_entries(_long(1))
    qtbot.wait(20)
    assert len(transcript._views) == 1


def test_only_the_piece_that_changes_is_rendered_again(transcript: Transcript, qtbot: QtBot) -> None:
    view = transcript.append_answer(AnswerEntry(text="", question="q", state=MessageState.STREAMING))
    view.set_text("Before\n\n```python\nx = 1\n```\n\nAf")
    qtbot.waitUntil(lambda: len(view.findChildren(CodeBlock)) == 1)
    block = view.findChild(CodeBlock)
    view.set_text("Before\n\n```python\nx = 1\n```\n\nAfter")
    qtbot.waitUntil(lambda: view.findChildren(RichTextView)[-1].toPlainText() == "After")
    assert view.findChild(CodeBlock) is block


def test_code_is_copied_as_it_is(transcript: Transcript) -> None:
    view = transcript.append_answer(AnswerEntry(text="```c\nif (a < b) {\n\treturn;\n}\n```", question="q"))
    block = view.findChild(CodeBlock)
    assert block is not None
    block.findChildren(IconButton)[0].click()
    assert QGuiApplication.clipboard().text() == "if (a < b) {\n\treturn;\n}"


@pytest.mark.parametrize(
    ("fence", "language", "coloured"),
    [("python", "python", True), ("nonsense", "nonsense", False), ("", "text", False)],
)
def test_code_names_its_language_and_is_coloured_where_that_is_known(
    transcript: Transcript, fence: str, language: str, coloured: bool
) -> None:
    view = transcript.append_answer(AnswerEntry(text=f"```{fence}\ndef one():\n    return 1  # < 2\n```", question="q"))
    block = view.findChild(CodeBlock)
    assert block is not None
    assert language in [label.text() for label in block.findChildren(QLabel)]
    shown = block.findChildren(RichTextView)[0]
    assert shown.toPlainText() == "def one():\n    return 1  # < 2"
    word, number = (shown.document().find(words).charFormat().foreground().color() for words in ("def", "1  "))
    assert (word != number) is coloured


def test_an_answer_is_copied_as_it_was_written(transcript: Transcript) -> None:
    text = "It is **two** months.\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    view = transcript.append_answer(AnswerEntry(text=text, question="q", answer=_answer(text)))
    copy = next(one for one in view.findChildren(IconButton) if one.accessibleName() == "Copy this answer")
    before = copy.grab().toImage()
    copy.click()
    assert QGuiApplication.clipboard().text() == text
    assert copy.grab().toImage() != before, "that it was copied is seen"


def test_the_speed_of_an_answer_stands_in_its_row_and_all_figures_in_the_tool_tip(transcript: Transcript) -> None:
    timings = Timings(
        prompt_tokens=900,
        reused_tokens=800,
        completion_tokens=1_124,
        retrieval_ms=31.0,
        first_token_ms=1_210.0,
        total_ms=12_400.0,
        tokens_per_s=12.34,
        context_tokens=4096,
    )
    quick = AnswerEntry(text="Yes.", question="q", answer=_answer("Yes.", timings=timings))
    view = transcript.append_answer(quick)

    def told() -> list[str]:
        return [label.text() for label in view.findChildren(QLabel) if "tokens/s" in label.text() and label.isVisible()]

    assert told() == ["12.3 tokens/s"]
    (label,) = (label for label in view.findChildren(QLabel) if "tokens/s" in label.text())
    assert label.toolTip().splitlines() == [
        "Model: m",
        "Search: 31 ms",
        "First word after 1,210 ms",
        "Whole answer: 12.4 s",
        "Read 900 tokens, 800 of them kept from before",
        "Wrote 1,124 tokens",
    ]
    view.show_entry(AnswerEntry(text="Half", question="q", state=MessageState.INTERRUPTED))
    assert told() == []
    assert label.toolTip() == "", "another answer's figures are not this one's"


def test_sources_and_marks_lead_to_their_citation(transcript: Transcript) -> None:
    text = "You need two months. It is kind to say more."
    answer = _answer(
        text,
        basis=Basis.DOCUMENTS,
        citations=(CITATION,),
        support=(SentenceSupport(start=0, end=20, citations=(1,)), SentenceSupport(start=21, end=len(text))),
    )
    view = transcript.append_answer(AnswerEntry(text=text, question="q", answer=answer))
    found: list[Citation] = []
    transcript.citation_activated.connect(found.append)
    row = view.findChild(SourceRow)
    assert row is not None
    button = row.findChildren(IconButton)[0]
    assert button.accessibleName() == "Source 1: lease.pdf, page 12"
    button.click()
    body = view.findChildren(RichTextView)[0]
    assert "two months. [1]" in body.toPlainText().replace("\u2009", " ")
    body.anchorClicked.emit(QUrl("cite:1"))
    body.anchorClicked.emit(QUrl("cite:9"))
    assert found == [CITATION, CITATION]

    def underlined(words: str) -> bool:
        cursor = body.document().find(words)
        assert not cursor.isNull(), words
        return cursor.charFormat().fontUnderline()

    assert underlined("kind to say more")
    assert not underlined("You need two months")


def test_links_are_told_and_never_followed(transcript: Transcript, qtbot: QtBot) -> None:
    view = transcript.append_answer(AnswerEntry(text="[here](https://example.org/)", question="q"))
    body = view.findChildren(RichTextView)[0]
    with qtbot.waitSignal(transcript.link_activated) as told:
        body.anchorClicked.emit(QUrl("https://example.org/"))
    assert told.args == [QUrl("https://example.org/")]
    assert not body.openLinks()
    assert body.toPlainText() == "here"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (AnswerEntry(text="Half", question="q", state=MessageState.INTERRUPTED), "Stopped"),
        (
            AnswerEntry(
                text="",
                question="q",
                state=MessageState.FAILED,
                error=ErrorReport(kind="x", message="It broke.", remedy="Ask again."),
            ),
            "It broke. Ask again.",
        ),
        (AnswerEntry(text="", question="q", state=MessageState.FAILED), "This question was not answered."),
        (
            AnswerEntry(text="a", question="q", answer=_answer("a", dropped_messages=3)),
            "3 older messages did not fit and were left out.",
        ),
    ],
)
def test_how_an_answer_ended_is_said(transcript: Transcript, entry: AnswerEntry, words: str) -> None:
    view = transcript.append_answer(entry)
    assert words in [label.text() for label in view.findChildren(QLabel) if label.isVisible() or label.text()]
    asks = [button for button in view.findChildren(QPushButton) if not button.isHidden()]
    assert bool(asks) == (entry.state is MessageState.FAILED)


def test_a_stored_question_without_an_answer_can_be_asked_again() -> None:
    message = Message(
        id=MessageId(1),
        conversation=ConversationId(1),
        role="user",
        text="Q",
        created_at=0,
        state=MessageState.COMPLETE,
    )
    assert entries_of([message]) == [
        QuestionEntry(text="Q", message=MessageId(1)),
        AnswerEntry(text="", question="Q", state=MessageState.FAILED, asked=MessageId(1)),
    ]


def test_what_was_found_is_shown_before_the_answer(transcript: Transcript, qtbot: QtBot) -> None:
    view = transcript.append_answer(AnswerEntry(text="", question="q", state=MessageState.STREAMING))
    view.show_found(CITATION, says="No.")
    (found,) = view.findChildren(FoundQuote)
    assert found.words.startswith("No. “")
    assert "two months" in found.words
    with qtbot.waitSignal(transcript.citation_activated) as opened:
        found.findChildren(IconButton)[0].click()
    assert opened.args == [CITATION]
    view.show_entry(AnswerEntry(text="Two months.", question="q", answer=_answer("Two months.", citations=(CITATION,))))
    qtbot.waitUntil(lambda: not view.findChildren(FoundQuote))


def test_under_a_refusal_stand_the_closest_passage_and_a_way_on(transcript: Transcript, qtbot: QtBot) -> None:
    refusal = _answer("No.", basis=Basis.DOCUMENTS, refused=True, closest=CITATION)
    view = transcript.append_answer(AnswerEntry(text="No.", question="How long?", answer=refusal))
    (found,) = view.findChildren(FoundQuote)
    assert "two months" in found.words
    (place,), (quote,) = found.findChildren(IconButton), found.findChildren(QLabel)
    qtbot.waitUntil(lambda: quote.y() - place.geometry().bottom() > 5)  # the words do not touch the button's frame
    button = next(one for one in view.findChildren(QPushButton) if one.text() == "Answer from general knowledge")
    assert button.isVisibleTo(view)
    with qtbot.waitSignal(transcript.ask_again) as wanted:
        button.click()
    assert wanted.args == [view.entry, True]
    plain = transcript.append_answer(AnswerEntry(text="Yes.", question="q", answer=_answer("Yes.")))
    assert not any(one.isVisibleTo(plain) for one in plain.findChildren(QPushButton) if "general" in one.text())


def test_general_knowledge_in_place_of_documents_is_labelled() -> None:
    def message(number: int, role: str, text: str, answer: Answer | None = None) -> Message:
        return Message(
            id=MessageId(number), conversation=ConversationId(1), role=role, text=text, created_at=0.0,
            state=MessageState.COMPLETE, answer=answer,
        )  # fmt: skip

    entries = entries_of(
        [
            message(1, "user", "How long?"),
            message(2, "assistant", "No.", _answer("No.", basis=Basis.DOCUMENTS, refused=True)),
            message(3, "user", "How long?"),
            message(4, "assistant", "Long.", _answer("Long.")),
            message(5, "user", "Why?"),
            message(6, "assistant", "So.", _answer("So.")),
        ]
    )
    labels = [
        basis_words(entry.answer, instead_of_documents=entry.instead_of_documents)
        for entry in entries
        if isinstance(entry, AnswerEntry) and entry.answer is not None
    ]
    assert labels == ["", "From general knowledge, not from your documents.", ""]
    searched = _answer("So.", timings=Timings(retrieval_ms=12.0))
    assert "searched" in basis_words(searched, question="How long?")
    assert "searched" in basis_words(searched, question="敷金はいくらですか")
    early = dataclasses.replace(searched, still_indexing=True)
    assert "not all" in basis_words(early, question="How long?").lower()
    assert "not all" not in basis_words(early, question="Tell me a story.").lower()
    refused = dataclasses.replace(early, basis=Basis.DOCUMENTS, refused=True)
    assert "not all" in basis_words(refused, question="How long?").lower()
    assert "not all" not in basis_words(dataclasses.replace(refused, refused=False), question="How long?").lower()
    assert basis_words(searched, question="Write a haiku about rain.") == ""
    told = Remembered(text="my phone is 555", said_at=1_772_000_000.0)
    assert "what you told me" in basis_words(_answer("It is 555.", basis=Basis.MEMORY, remembered=(told,)))
    assert basis_words(_answer("I have forgotten it: 1 fact.", basis=Basis.MEMORY)) == ""
    made_up = dataclasses.replace(searched, text="The mill owner.", basis=Basis.MEMORY, remembered=(told,))
    assert "general knowledge" in basis_words(made_up, question="Who holds the keys?")
    assert "what you told me" not in basis_words(made_up, question="Who holds the keys?")


@pytest.mark.parametrize(("gone", "words"), [(False, "changed since"), (True, "deleted since")])
def test_an_answer_with_a_changed_source_is_marked(transcript: Transcript, gone: bool, words: str) -> None:
    stale = dataclasses.replace(CITATION, stale=True, gone=gone)
    answer = _answer("Two months.", basis=Basis.DOCUMENTS, citations=(stale,))
    view = transcript.append_answer(AnswerEntry(text="Two months.", question="q", answer=answer))
    (source,) = view.findChildren(SourceRow)
    assert words in source.findChildren(IconButton)[0].text()
    assert ("no longer in your library" in basis_words(answer)) == gone
    assert ("has changed since" in basis_words(answer)) != gone
    again = next(button for button in view.findChildren(QPushButton) if button.text() == "Ask again")
    assert again.isVisibleTo(view)


def _numbered(count: int) -> list[Entry]:
    return [
        AnswerEntry(text=f"Answer {number}\n\nwith a second line", question="q", message=MessageId(number))
        for number in range(count)
    ]


def test_a_message_far_back_is_gone_to_and_marked(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries(_numbered(PAGE * 3))
    assert transcript.show_message(MessageId(30))
    qtbot.waitUntil(lambda: not transcript.filling and transcript.marked == 30, timeout=30_000)
    view = transcript._view_of(MessageId(30))
    assert view is not None

    def seen() -> bool:
        y = view.mapTo(transcript.viewport(), view.rect().topLeft()).y()
        return 0 <= y < transcript.viewport().height() // 2

    qtbot.waitUntil(seen)
    assert view.property("marked")
    bar = transcript.findChild(QFrame, "markBar")
    assert isinstance(bar, QFrame)

    def beside() -> bool:
        at = view.mapTo(transcript.viewport(), QPoint(0, 0))
        place = bar.mapTo(transcript.viewport(), QPoint(0, 0))
        return 0 <= place.x() < at.x() - bar.width() and (place.y(), bar.height()) == (at.y(), view.height())

    qtbot.waitUntil(beside)
    assert bar.isVisible()
    for width in (420, 1400):
        transcript.resize(width, 300)
        qtbot.waitUntil(beside)
    view.hide()
    qtbot.waitUntil(bar.isHidden)
    view.show()
    qtbot.waitUntil(bar.isVisible)
    assert not transcript.following
    assert transcript.show_message(MessageId(32))
    qtbot.waitUntil(lambda: transcript.marked == 32)
    assert not view.property("marked")
    transcript.follow()
    assert transcript.marked is None
    assert bar.isHidden()


def test_a_message_that_is_gone_changes_nothing(transcript: Transcript) -> None:
    transcript.show_entries(_numbered(3))
    assert not transcript.show_message(MessageId(99))
    assert transcript.following
    assert transcript.marked is None


def _heights(transcript: Transcript) -> list[int]:
    """Where the copy buttons of the messages stand, in the order of the messages."""
    copies = [
        next(one for one in view.findChildren(IconButton) if one.accessibleName().startswith("Copy this"))
        for view in transcript._views
    ]
    return [copy.mapTo(transcript._column, copy.rect().topLeft()).y() for copy in copies if copy.isVisible()]


def _tab_stops(key: Qt.Key, count: int) -> list[str]:
    names = []
    for _ in range(count):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else NONE)
        now = QApplication.focusWidget()
        assert now is not None
        assert now is not focused
        names.append(now.accessibleName())
    return names


def test_tab_goes_through_the_messages_as_they_are_read(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    transcript, after = Transcript(), QLineEdit()
    after.setAccessibleName("After")
    column = QVBoxLayout(page)
    column.addWidget(transcript)
    column.addWidget(after)
    page.resize(600, 500)
    page.show()
    transcript.show_entries(
        [QuestionEntry(text="First?"), AnswerEntry(text="One.\n\n```\ncode\n```", question="First?")] * 2
    )
    qtbot.waitUntil(lambda: not transcript.filling)
    # Laid out: all stand in their places.
    qtbot.waitUntil(
        lambda: _heights(transcript) == sorted(_heights(transcript)) and len(set(_heights(transcript))) == 4
    )
    transcript.setFocus()
    qtbot.waitUntil(transcript.hasFocus)
    turn = [
        "Your question",
        "Copy this question",
        "Write this question anew",
        "Text of the answer",
        "Copy this code",
        "Code",
        "Copy this answer",
        "Ask this question again",
        "Read this answer aloud",
        "Go on from here in a new chat",
        "Delete this question and its answer",
    ]
    there = _tab_stops(Qt.Key.Key_Tab, 2 * len(turn) + 1)
    assert there == [*turn, *turn, "After"]
    last = transcript.findChildren(IconButton)
    back_from = next(one for one in last if one.accessibleName().startswith("Delete"))
    back_from.setFocus()
    qtbot.waitUntil(back_from.hasFocus)
    assert _tab_stops(Qt.Key.Key_Backtab, 3) == [
        "Go on from here in a new chat",
        "Read this answer aloud",
        "Ask this question again",
    ]
