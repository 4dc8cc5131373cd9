"""The exam in the window: its questions, taken, followed, changed; and an answer kept for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assistant.errors import InvalidInput
from assistant.ids import DocumentId, ExamQuestionId, ExamRunId
from assistant.records import ExamAnswer, ExamOrigin, ExamQuestion, ExamRun, ExamState
from assistant.testing.front_door import ScriptedAssistant
from ui.bridge import EngineBridge
from ui.exam.exam_dialog import ExamDialog
from ui.exam.question_card import QuestionCard
from ui.operations import Operations

pytestmark = pytest.mark.desktop

NOTICE = ExamQuestion(
    id=ExamQuestionId(1),
    question="How long is the notice period?",
    expected="three months",
    document_id=DocumentId(4),
    document=Path("/documents/lease.pdf"),
    page=2,
    quote="The notice period is three months.",
    origin=ExamOrigin.MADE,
)
RENT = ExamQuestion(id=ExamQuestionId(2), question="Who pays for the lift?")


def answered(question: ExamQuestion, *, right: bool, text: str = "Six months.") -> ExamAnswer:
    return ExamAnswer(
        question=question.id, right=right, refused=False, found=True, cited=right, text=text, took_ms=2500.0
    )


def sitting(number: int, *answers: ExamAnswer, chat: str = "small") -> ExamRun:
    return ExamRun(
        id=ExamRunId(number),
        began_at=1_790_000_000.0,
        state=ExamState.COMPLETE,
        setup={"chat": chat},
        answers=answers,
    )


@pytest.fixture
def dialog(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[ExamDialog]:
    api.exam.asked = [NOTICE, RENT]
    api.exam.sittings = [
        sitting(2, answered(NOTICE, right=False), answered(RENT, right=True)),
        sitting(1, answered(NOTICE, right=True), answered(RENT, right=True), chat="large"),
    ]
    bridge, operations = EngineBridge(), Operations()
    unsubscribe = api.subscribe(bridge.receive)
    made = ExamDialog(api, bridge, operations)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.findChildren(QuestionCard)) == 2)
    yield made
    unsubscribe()
    operations.close(2.0)


def words(dialog: ExamDialog) -> str:
    """What is shown."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_the_newest_sitting_is_told_beside_the_one_before(dialog: ExamDialog) -> None:
    shown = words(dialog)
    assert "1 of 2 right" in shown
    assert "page found for 2 of 2, shown for 1" in shown
    assert "2.5 s an answer" in shown
    assert "Before: 2 of 2 right" in shown
    assert "Wrong (it was right before)" in shown
    assert "It said: Six months." in shown
    assert "“three months” · lease.pdf, page 2" in shown
    assert "Model that answers: small → scripted" in shown


def test_it_is_taken_and_followed(dialog: ExamDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.stop.isVisible())
    assert not dialog.take.isVisible()
    api.exam.advance()
    qtbot.waitUntil(lambda: dialog.score.text() == "Answering question 2 of 2")
    assert dialog.progress.value() == 1
    api.exam.setup = {"chat": "small"}
    api.exam.sittings = [sitting(3, answered(NOTICE, right=True), answered(RENT, right=True))]
    api.exam.finish()
    qtbot.waitUntil(lambda: dialog.score.text() == "2 of 2 right")
    assert dialog.take.isVisible()
    assert "Changed since then" not in words(dialog)


def test_questions_are_written_changed_and_removed(dialog: ExamDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    dialog.question.setText("What is the rent?")
    dialog.answer.setText("900 euros")
    dialog.add.click()
    qtbot.waitUntil(lambda: len(dialog.findChildren(QuestionCard)) == 3)
    assert (api.exam.asked[-1].question, api.exam.asked[-1].expected) == ("What is the rent?", "900 euros")
    assert dialog.question.text() == ""

    first = dialog.findChildren(QuestionCard)[0]
    first.edit.click()
    assert (dialog.question.text(), dialog.answer.text()) == (NOTICE.question, NOTICE.expected)
    dialog.answer.clear()
    dialog.add.click()
    qtbot.waitUntil(lambda: api.exam.asked[0].expected == "")
    assert dialog.add.text() == "Add"

    qtbot.waitUntil(lambda: dialog.findChildren(QuestionCard)[0] is not first)
    dialog.findChildren(QuestionCard)[0].remove.click()
    qtbot.waitUntil(lambda: len(api.exam.asked) == 2)


def test_what_is_typed_while_a_question_is_written_stays(
    dialog: ExamDialog, api: ScriptedAssistant, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, go_on = api.exam.write, threading.Event()
    monkeypatch.setattr(api.exam, "write", lambda *words: (go_on.wait(30), write(*words))[1])
    dialog.question.setText("What is the rent?")
    dialog.add.click()
    dialog.question.setText("Who cleans the stairs?")
    dialog.answer.setText("the tenants")
    go_on.set()
    qtbot.waitUntil(lambda: len(dialog.findChildren(QuestionCard)) == 3)
    assert (dialog.question.text(), dialog.answer.text()) == ("Who cleans the stairs?", "the tenants")
    dialog.add.click()
    qtbot.waitUntil(lambda: len(dialog.findChildren(QuestionCard)) == 4)
    assert [one.question for one in api.exam.asked[-2:]] == ["What is the rent?", "Who cleans the stairs?"]


def test_a_question_is_written_once_however_often_enter_is_pressed(
    dialog: ExamDialog, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    dialog.question.setText("What is the rent?")
    dialog.question.returnPressed.emit()
    dialog.question.returnPressed.emit()
    qtbot.waitUntil(lambda: len(dialog.findChildren(QuestionCard)) == 3)
    qtbot.wait(50)
    assert [one.question for one in api.exam.asked].count("What is the rent?") == 1


def test_what_is_refused_is_said(dialog: ExamDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    api.exam.refusal = InvalidInput("The exam is busy already.", "Wait until it has ended, or stop it.")
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.trouble.isVisible())
    assert "busy already" in dialog.trouble.text()


def test_no_question_that_would_do_is_said(dialog: ExamDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.stop.isVisible())
    api.exam.finish()
    qtbot.waitUntil(lambda: "wrote no question" in dialog.trouble.text())


def test_it_is_taken_again_after_a_change_when_that_is_wanted(
    dialog: ExamDialog, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    assert not dialog.after_changes.isChecked()
    dialog.after_changes.click()
    qtbot.waitUntil(lambda: api.settings().documents_exam_after_changes)
