"""An answer in the transcript: text as it streams, then sources, how it ended, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.ids import MessageId
from assistant.records import Action, Basis, Citation, MessageState, PageImage
from ui.chat.answer_words import basis_words, figures
from ui.chat.data_view import DataView
from ui.chat.entries import AnswerEntry
from ui.chat.figure_picture import FigurePicture
from ui.chat.found_quote import FoundQuote
from ui.chat.markdown_view import MarkdownView
from ui.chat.memory_row import MemoryRow
from ui.chat.source_row import SourceRow
from ui.chat.version_row import VersionRow
from ui.skills.action_row import ActionRow
from ui.widgets.engine_words import error_words
from ui.widgets.error_details import error_details
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

# 25 times a second reads as steady and leaves the processor to the model.
RENDER_INTERVAL_MS = 40
SAY_COPIED_MS = 1500


class AnswerView(Retranslated, QWidget):
    """Shows one ``AnswerEntry``; ``set_text`` while it streams, ``show_entry`` when it has ended. ``ask_again`` with the newest
    version, and whether the next is to come from general knowledge; ``here_wanted`` with the newest."""

    citation_activated = Signal(object)
    picture_wanted = Signal(object)
    memory_activated = Signal(object)
    undo_wanted = Signal(int)
    link_activated = Signal(QUrl)
    ask_again = Signal(object, bool)
    models_wanted = Signal()
    read_aloud = Signal(str)
    delete_requested = Signal()
    branch_requested = Signal()
    exam_wanted = Signal()
    here_wanted = Signal(object)

    def __init__(self, entry: AnswerEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = self.newest = entry
        self._text = ""
        self._reading = False
        self._citations: dict[int, Citation] = {}
        self._sources: SourceRow | None = None
        self._memories: MemoryRow | None = None
        self._actions: ActionRow | None = None
        self._found: FoundQuote | None = None
        self._pictures: dict[int, FigurePicture] = {}
        self._data: DataView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RENDER_INTERVAL_MS)
        self._timer.timeout.connect(self._render)
        self._body = MarkdownView()
        self._body.link_activated.connect(self.link_activated)
        self._body.citation_clicked.connect(self._activate)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._ask_again = QPushButton()
        self._ask_again.clicked.connect(self._ask_once_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._body)
        self._column.addWidget(self._note)
        retry = QHBoxLayout()
        retry.addWidget(self._ask_again)
        self._models = QPushButton()
        self._models.clicked.connect(self.models_wanted)
        retry.addWidget(self._models)
        self._general = QPushButton()
        self._general.clicked.connect(lambda: self.ask_again.emit(self.newest, True))
        retry.addWidget(self._general)
        self._here = QPushButton()
        self._here.clicked.connect(lambda: self.here_wanted.emit(self.newest))
        retry.addWidget(self._here)
        self._details = QPushButton()
        self._details.setProperty("look", "plain")
        self._details.clicked.connect(self._copy_details)
        retry.addWidget(self._details)
        retry.addStretch(1)
        self._column.addLayout(retry)
        self._row = self._message_row()
        self._column.addWidget(self._row)
        self.show_entry(entry)
        self.say(self._say_words)

    @property
    def text(self) -> str:
        """The answer's Markdown as it stands."""
        return self._text

    @property
    def note(self) -> str:
        """What is said below the answer: how it ended, or what it stands on; empty for nothing."""
        return self._note.text() if not self._note.isHidden() else ""

    def set_text(self, text: str) -> None:
        """Shows more of a streaming answer, at most ``1000 / RENDER_INTERVAL_MS`` times a second."""
        self._text = text
        if not self._timer.isActive():
            self._timer.start()

    def show_found(self, citation: Citation | None, *, closest: bool = False, says: str = "") -> None:
        """Shows the sentence that comes nearest to an answer: before it, or as the ``closest`` one below a refusal. What is found
        for the next of several questions stands where its answer will, below those before."""
        if self._found is not None:
            self._found.hide()
            self._found.deleteLater()
            self._found = None
        if citation is not None:
            self._found = FoundQuote(citation, closest=closest, says=says)
            self._found.activated.connect(self.citation_activated)
            self._column.insertWidget(1 if closest or self._text.strip() else 0, self._found)

    @property
    def pictured(self) -> list[Citation]:
        """The citations that are to be seen and not yet are."""
        return [one for one in self._citations.values() if one.pictured and one.n not in self._pictures]

    def show_picture(self, citation: Citation, page: PageImage) -> None:
        """Shows a figure from the picture of its page; nothing happens when the answer no longer cites it."""
        if citation not in self.pictured:
            return
        picture = FigurePicture(citation, page)
        picture.activated.connect(self.citation_activated)
        self._pictures[citation.n] = picture
        self._column.insertWidget(self._column.indexOf(self._body) + 1, picture)

    def show_entry(self, entry: AnswerEntry) -> None:
        """Shows an answer whole: its text, its sources and how it ended. The newest version is shown of those there are."""
        self.newest = entry
        self._show(entry)

    def show_version(self, version: int) -> None:
        """Shows one version, counted from 0 as in ``newest.versions``."""
        self._show(self.newest.versions[version])

    def show_version_of(self, message: MessageId) -> None:
        """Shows the version that was stored, or asked for, under this id."""
        if self.newest.state is not MessageState.STREAMING:
            for version in self.newest.versions:
                if message in (version.message, version.asked):
                    self._show(version)

    def show_marked(self, entry: AnswerEntry) -> None:
        """Shows an answer whose documents changed; whoever reads a version before stays there."""
        at = self._version_shown
        self.newest = entry
        self._show(entry.versions[at])

    @property
    def _version_shown(self) -> int:
        return next(at for at, one in enumerate(self.newest.versions) if one is self.entry)

    def _show(self, entry: AnswerEntry) -> None:
        self._timer.stop()
        self.entry = entry
        self._text = entry.text
        answer = entry.answer
        self._citations = {citation.n: citation for citation in answer.citations} if answer else {}
        for picture in self._pictures.values():
            picture.hide()
            picture.deleteLater()
        self._pictures = {}
        self._render()
        self._show_sources()
        self._show_data()
        refused = answer is not None and answer.refused and answer.basis is Basis.DOCUMENTS
        self.show_found(answer.closest if answer is not None else None, closest=True)
        self._general.setVisible(refused and entry is self.newest)
        ended = entry.state is not MessageState.STREAMING
        failed = entry.state is MessageState.FAILED
        self._note.setProperty("look", "error" if failed else "muted")
        self._note.style().polish(self._note)
        stale = any(citation.stale for citation in self._citations.values())
        # Stopped before its first word it has no row of buttons to be asked again with.
        wordless = entry.state is MessageState.INTERRUPTED and not self._text.strip()
        self._ask_again.setVisible((failed or stale or wordless) and entry is self.newest)
        kind = entry.error.kind if failed and entry.error is not None else ""
        self._models.setVisible(kind == "model_unavailable")
        self._here.setVisible(kind.startswith("chat_server"))
        self._away.setVisible(answer is not None and answer.left_machine)
        self._details.setVisible(failed and entry.error is not None)
        versions = self.newest.versions
        self._versions.show_version(self._version_shown, len(versions))
        self._row.setVisible(ended and (bool(self._text) or len(versions) > 1))
        for citation in self.pictured:
            self.picture_wanted.emit(citation)
        self._say_words()

    def copy(self) -> None:
        """Puts the answer's Markdown on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)
        self._copy.set_icon("done")
        QTimer.singleShot(SAY_COPIED_MS, self._copy, lambda: self._copy.set_icon("copy"))

    def _ask_once_more(self) -> None:
        """As the version that is read was: from general knowledge if that one is in place of documents."""
        self.ask_again.emit(self.newest, self.entry.instead_of_documents)

    def _copy_details(self) -> None:
        if self.entry.error is not None:
            QGuiApplication.clipboard().setText(error_details(self.entry.error))

    def show_changed(self, actions: Sequence[Action]) -> None:
        """Shows which of its actions were undone."""
        if self._actions is not None:
            self._actions.show_changed(actions)

    def show_reading(self, reading: bool) -> None:
        """Shows whether the answer is being read aloud, which the same button ends."""
        self._reading = reading
        self._speak.set_icon("stop" if reading else "speak")
        self._say_words()

    def _message_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        self._versions = VersionRow()
        self._versions.chosen.connect(self.show_version)
        line.addWidget(self._versions)
        self._copy = IconButton("copy")
        self._copy.clicked.connect(self.copy)
        self._again = IconButton("again")
        self._again.clicked.connect(self._ask_once_more)
        self._speak = IconButton("speak")
        self._speak.clicked.connect(lambda: self.read_aloud.emit(self._text))
        self._branch = IconButton("branch")
        self._branch.clicked.connect(self.branch_requested)
        self._exam = IconButton("exam")
        self._exam.clicked.connect(self.exam_wanted)
        self._delete = IconButton("delete")
        self._delete.clicked.connect(self.delete_requested)
        self._figures = QLabel()
        self._figures.setProperty("look", "muted")
        for button in (self._copy, self._again, self._speak, self._branch, self._exam, self._delete):
            line.addWidget(button)
        line.addSpacing(6)
        line.addWidget(self._figures)
        self._away = QLabel()
        self._away.setProperty("look", "away")
        line.addSpacing(6)
        line.addWidget(self._away)
        line.addStretch(1)
        return row

    def _say_words(self) -> None:
        self._ask_again.setText(self.tr("Ask again"))
        self._ask_again.setAccessibleName(self.tr("Ask this question again"))
        self._models.setText(self.tr("Models"))
        self._models.setAccessibleName(self.tr("Models"))
        self._here.setText(self.tr("Answer on this computer"))
        self._here.setAccessibleName(self.tr("Switch the chat server off and answer this question on this computer"))
        self._away.setText(self.tr("left this machine"))
        self._details.setText(self.tr("Copy the details"))
        self._details.setAccessibleName(self.tr("Copy the details"))
        self._general.setText(self.tr("Answer from general knowledge"))
        self._general.setAccessibleName(self.tr("Answer this question from general knowledge"))
        self._copy.set_name(self.tr("Copy this answer"))
        self._branch.set_name(self.tr("Go on from here in a new chat"))
        self._exam.set_name(self.tr("This is right: keep it for your exam"))
        answer = self.entry.answer
        self._exam.setVisible(answer is not None and answer.basis is Basis.DOCUMENTS and self.entry.message is not None)
        versions = len(self.newest.versions)
        if versions > 1:
            self._delete.set_name(self.tr("Delete this question and all %Ln versions of its answer", "", versions))
        else:
            self._delete.set_name(self.tr("Delete this question and its answer"))
        self._again.set_name(self.tr("Ask this question again"))
        self._speak.set_name(self.tr("Stop reading aloud") if self._reading else self.tr("Read this answer aloud"))
        note = self._note_text()
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._figures.setText(figures(answer) if answer is not None else "")
        self._figures.setToolTip(figures(answer, whole=True) if answer is not None else "")
        self._versions.say_words()
        for row in (self._sources, self._memories, self._actions):
            if row is not None:
                row.say_words()

    def _note_text(self) -> str:
        entry = self.entry
        if entry.state is MessageState.FAILED:
            error = entry.error or ErrorReport(kind="error", message=self.tr("This question was not answered."))
            return error_words(error)
        if entry.state is MessageState.INTERRUPTED:
            return self.tr("Stopped")
        if entry.answer is None:
            return ""
        return basis_words(
            entry.answer,
            question=entry.question,
            instead_of_documents=entry.instead_of_documents,
            replaced=entry is not self.newest,
        )

    def _render(self) -> None:
        answer = self.entry.answer
        if answer is not None and answer.text == self._text:
            shown = answer.basis is Basis.DOCUMENTS and not answer.refused
            self._body.set_text(self._text, self._citations.keys(), answer.support, show_unsupported=shown)
        else:
            self._body.set_text(self._text)
        self._body.setVisible(bool(self._text))

    def _show_sources(self) -> None:
        had_focus = self._sources is not None and self._sources.has_focus()
        if self._sources is not None:
            self._sources.hide()
            self._sources.deleteLater()
            self._sources = None
        if self._citations:
            self._sources = SourceRow(list(self._citations.values()))
            self._sources.citation_activated.connect(self.citation_activated)
            self._column.insertWidget(self._column.indexOf(self._body) + 1, self._sources)
            if had_focus:
                self._sources.take_focus()
        if self._memories is not None:
            self._memories.hide()
            self._memories.deleteLater()
            self._memories = None
        if self.entry.answer is not None and self.entry.answer.remembered:
            self._memories = MemoryRow(self.entry.answer.remembered)
            self._memories.memory_activated.connect(self.memory_activated)
            self._column.insertWidget(self._column.indexOf(self._body) + 1, self._memories)
        if self._actions is not None:
            self._actions.hide()
            self._actions.deleteLater()
            self._actions = None
        if self.entry.answer is not None and self.entry.answer.actions:
            self._actions = ActionRow(self.entry.answer.actions)
            self._actions.undo_wanted.connect(self.undo_wanted)
            self._column.insertWidget(self._column.indexOf(self._body) + 1, self._actions)

    def _show_data(self) -> None:
        if self._data is not None:
            self._data.hide()
            self._data.deleteLater()
            self._data = None
        data = self.entry.answer.data if self.entry.answer is not None else None
        if data is not None:
            self._data = DataView(data)
            self._column.insertWidget(self._column.indexOf(self._body) + 1, self._data)

    def _activate(self, number: int) -> None:
        if number in self._citations:
            self.citation_activated.emit(self._citations[number])
