"""The user's own exam: its questions, how the models and settings of now answer them, and what a change was worth."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QWidget

from assistant.errors import ErrorReport
from assistant.events import ExamFinished, ExamProgress
from assistant.front_door import AssistantApi
from assistant.records import ExamAnswer, ExamQuestion, ExamRun, ExamStatus, ExamWork
from ui.bridge import EngineBridge
from ui.exam.exam_words import changes, run_details, run_words
from ui.exam.question_card import QuestionCard
from ui.operations import Operations
from ui.widgets.card_list import CardList
from ui.widgets.engine_dialog import EngineDialog
from ui.widgets.engine_words import error_words
from ui.widgets.page_column import wrapped_label

MADE_AT_ONCE = 10
AFTER_CHANGES = "documents_exam_after_changes"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    questions: Sequence[ExamQuestion]
    runs: Sequence[ExamRun]
    status: ExamStatus
    after_changes: bool


class ExamDialog(EngineDialog):
    """Asks the engine when it is opened, and follows it."""

    def __init__(
        self, api: AssistantApi, bridge: EngineBridge, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(api, operations, parent)
        self.setWindowTitle(self.tr("Your exam"))
        self.about.setText(
            self.tr(
                "Questions about your own documents whose answers are known. Taking the exam says how well your models and "
                "settings answer them, and so what a change was worth. It gives way to whatever you ask meanwhile."
            )
        )
        self._editing: ExamQuestion | None = None
        self._writing = False
        self.score = wrapped_label(look="heading")
        self.details = wrapped_label(look="muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.take, self.make = QPushButton(), QPushButton()
        self.stop = QPushButton(self.tr("Stop"))
        self.question, self.answer = QLineEdit(), QLineEdit()
        self.add = QPushButton()
        self.after_changes = QCheckBox(self.tr("Take it again by itself after a change of model or setting"))
        self._cards = CardList(self.tr("Questions of your exam"))
        self._lay_out()
        self.take.clicked.connect(lambda: self._do(self._api.exam.take))
        self.make.clicked.connect(lambda: self._do(lambda: self._api.exam.make(MADE_AT_ONCE)))
        self.stop.clicked.connect(lambda: self._do(self._api.exam.stop))
        self.add.clicked.connect(self._add)
        self.after_changes.clicked.connect(lambda on: self._do(lambda: self._api.set_setting(AFTER_CHANGES, on)))
        bridge.exam.connect(self._follow)
        self.resize(680, 640)
        self._end_edit()
        self._show_work(None, 0, 0)
        self.refresh()

    def refresh(self) -> None:
        """Asks for everything that is shown."""
        exam = self._api.exam
        self.read(
            lambda: _Shown(
                questions=exam.questions(),
                runs=exam.runs(),
                status=exam.status(),
                after_changes=self._api.settings().documents_exam_after_changes,
            ),
            self._show,
        )

    def _lay_out(self) -> None:
        self.take.setText(self.tr("Take the exam"))
        self.take.setProperty("look", "primary")
        self.make.setText(self.tr("Let questions be written"))
        self.make.setToolTip(self.tr("The model writes {count} questions on your documents").format(count=MADE_AT_ONCE))
        self.question.setPlaceholderText(self.tr("A question"))
        self.question.setAccessibleName(self.tr("A question"))
        self.answer.setPlaceholderText(self.tr("Words of the right answer; empty: your documents do not say"))
        self.answer.setAccessibleName(self.answer.placeholderText())
        self.progress.setAccessibleName(self.tr("How far the exam is"))
        doing, adding = QHBoxLayout(), QHBoxLayout()
        for part in (self.take, self.make):
            doing.addWidget(part)
        doing.addWidget(self.progress, 1)
        doing.addWidget(self.stop)
        doing.addStretch(0)
        adding.addWidget(self.answer, 1)
        adding.addWidget(self.add)
        for button in (self.take, self.make, self.stop, self.add):
            button.setAutoDefault(False)
        self.question.returnPressed.connect(self._add)
        self.answer.returnPressed.connect(self._add)
        self.content.addWidget(self.score)
        self.content.addWidget(self.details)
        self.content.addLayout(doing)
        self.content.addWidget(self._cards, 1)
        self.content.addWidget(self.question)
        self.content.addLayout(adding)
        self.content.addWidget(self.after_changes)

    def _show(self, shown: _Shown) -> None:
        runs = [run for run in shown.runs if run.answers]
        latest, before = [*runs, None, None][:2]
        self.score.setText(run_words(latest) if latest is not None else self.tr("Not taken yet"))
        self.details.setText("\n".join(self._detail_lines(latest, before, shown.status)))
        self.details.setVisible(bool(self.details.text()))
        now, then = _answers(latest), _answers(before)
        cards: list[QWidget] = []
        for question in shown.questions:
            card = QuestionCard(question, now.get(question.id), then.get(question.id))
            card.edit_wanted.connect(self._edit)
            card.remove_wanted.connect(lambda one: self._do(lambda: self._api.exam.remove(one.id)))
            cards.append(card)
        none = wrapped_label(
            self.tr(
                "There are no questions yet. Write one below, let the model write some, or keep a good answer for the exam with "
                "the button under it."
            )
        )
        self._cards.show_cards(cards or [none])
        self.after_changes.setChecked(shown.after_changes)
        self.take.setEnabled(bool(cards))
        self._show_work(shown.status.work, shown.status.done, shown.status.total)

    def _detail_lines(self, latest: ExamRun | None, before: ExamRun | None, status: ExamStatus) -> list[str]:
        if latest is None:
            return []
        lines = [run_details(latest)]
        if before is not None:
            earlier = self.tr("Before: {right} · {details}")
            lines.append(earlier.format(right=run_words(before), details=run_details(before)))
        changed = changes(latest, dict(status.setup))
        if changed:
            lines += [self.tr("Changed since then:"), *changed]
        return lines

    def _show_work(self, work: ExamWork | None, done: int, total: int) -> None:
        busy = work is not None
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.take.setVisible(not busy)
        self.make.setVisible(not busy)
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        if busy:
            words = (
                self.tr("Answering question {at} of {total}")
                if work is ExamWork.TAKING
                else self.tr("Writing {at} of {total}")
            )
            self.score.setText(words.format(at=min(done + 1, total), total=total))

    def _follow(self, event: ExamProgress | ExamFinished) -> None:
        if not self._open:
            return
        if isinstance(event, ExamProgress):
            self._show_work(event.work, event.done, event.total)
            return
        if event.error is not None:
            self.say(error_words(event.error))
        elif event.work is ExamWork.MAKING and event.done == 0 and not event.stopped:
            self.say(self.tr("The model wrote no question that would do. Another model may, or write some yourself."))
        self.refresh()

    def _add(self) -> None:
        text, expected, editing = self.question.text(), self.answer.text(), self._editing
        if self._writing:
            return
        if not text.strip():
            self.question.setFocus()
            return
        exam = self._api.exam

        def settled(done: bool) -> None:
            self._writing = False
            # What has been typed since stays.
            if done and (self.question.text(), self.answer.text(), self._editing) == (text, expected, editing):
                self._end_edit()

        self._writing = True
        if editing is None:
            self._do(lambda: exam.write(text, expected), settled)
        else:
            self._do(lambda: exam.edit(editing.id, text, expected), settled)

    def _edit(self, question: ExamQuestion) -> None:
        self._editing = question
        self.question.setText(question.question)
        self.answer.setText(question.expected)
        self.add.setText(self.tr("Change"))
        self.question.setFocus()

    def _end_edit(self) -> None:
        self._editing = None
        self.question.clear()
        self.answer.clear()
        self.add.setText(self.tr("Add"))

    def _do(self, act: Callable[[], object], settled: Callable[[bool], object] = lambda _: None) -> None:
        """``settled`` with whether it was done."""
        self.say("")

        def done(_: object) -> None:
            settled(True)
            self.refresh()

        def failed(error: ErrorReport) -> None:
            settled(False)
            self.tell(error)
            self.refresh()

        self.call(act, done, failed)


def _answers(run: ExamRun | None) -> dict[int, ExamAnswer]:
    return {answer.question: answer for answer in run.answers} if run is not None else {}
