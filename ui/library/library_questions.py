"""What the library page asks before it acts: remove documents, follow a folder, name a collection. None waits for its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from assistant.documents.file_names import shown_name
from assistant.records import FileReport
from ui.translations import tr
from ui.widgets.text_question import ask_for_text


def single_folder(paths: Sequence[Path]) -> Path | None:
    """The folder, where nothing but one folder was dropped or chosen: that one can be followed."""
    return paths[0] if len(paths) == 1 and paths[0].is_dir() else None


def ask_to_follow(parent: QWidget, folder: Path, follow: Callable[[], None], add_once: Callable[[], None]) -> None:
    """Adds a folder once, or follows it from now on, as the user likes."""
    question = _question(
        parent,
        tr("Add a folder"),
        tr("Follow “{folder}” from now on?").format(folder=shown_name(folder.name)),
        tr("New and changed files in it are then read, and deleted ones forgotten, while Sotto runs."),
    )
    yes = question.addButton(tr("Follow the folder"), QMessageBox.ButtonRole.AcceptRole)
    once = question.addButton(tr("Add it once"), QMessageBox.ButtonRole.ActionRole)
    question.addButton(QMessageBox.StandardButton.Cancel)
    question.setDefaultButton(yes)
    question.buttonClicked.connect(lambda button: follow() if button is yes else add_once() if button is once else None)
    question.open()


def ask_to_remove(
    parent: QWidget, reports: Sequence[FileReport], remove: Callable[[bool], None], collection: str = ""
) -> None:
    """Removes documents when the user says so, ``True`` with the words of answers that quote them; Cancel is the default. They are
    all that there is in a ``collection``, where it is named."""
    if collection:
        words = tr("Remove the collection “{collection}” with its %Ln documents?", None, len(reports))
        words = words.format(collection=shown_name(collection))
    elif len(reports) == 1:
        words = tr("Remove “{file}” from the library?").format(file=shown_name(reports[0].path.name))
    else:
        words = tr("Remove %Ln documents from the library?", None, len(reports))
    question = _question(
        parent,
        tr("Remove documents"),
        words,
        tr("Sotto forgets their text. The files stay where they are, and can be added again."),
    )
    answers = QCheckBox(tr("Take the words out of the answers that quote them, too"))
    question.setCheckBox(answers)
    yes = question.addButton(tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
    question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
    question.buttonClicked.connect(lambda button: remove(answers.isChecked()) if button is yes else None)
    question.open()


def ask_for_collection(parent: QWidget, choose: Callable[[str], None]) -> None:
    """Names a new collection."""
    label = tr("Name of the collection; what you add next goes into it")
    ask_for_text(parent, tr("New collection"), label, lambda name: choose(name.strip()))


def _question(parent: QWidget, title: str, words: str, more: str) -> QMessageBox:
    question = QMessageBox(parent)
    question.setWindowTitle(title)
    question.setText(words)
    question.setInformativeText(more)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return question
