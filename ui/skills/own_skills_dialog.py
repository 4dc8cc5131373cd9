"""Skills that the user wrote: what each says of itself, and whether it may be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import UserSkill, UserSkillArgument
from ui.operations import Operations
from ui.widgets.card_list import CardList
from ui.widgets.engine_dialog import EngineDialog
from ui.widgets.engine_words import error_words
from ui.widgets.excerpts import shortened
from ui.widgets.page_column import wrapped_label

DIGEST_SHOWN = 12
_LONGEST_ABOUT = 600


class OwnSkillsDialog(EngineDialog):
    """Asks the engine for the skills when it is opened. Nothing is run to list them."""

    def __init__(self, api: AssistantApi, operations: Operations, folder: str, parent: QWidget | None = None) -> None:
        """``folder`` is the skills folder."""
        super().__init__(api, operations, parent)
        self._folder = folder
        self.setWindowTitle(self.tr("Your own skills"))
        self.about.setText(
            self.tr(
                "Skills that you wrote, a file of Python each in the skills folder. A skill is used only while it is allowed here, "
                "and no longer when its file changes. It runs by itself, without the network and without your files; what it "
                "changes can be undone."
            )
        )
        self.boxes: dict[str, QCheckBox] = {}
        self._cards = CardList(self.tr("Your own skills"))
        self.open_folder, self.look = QPushButton(self.tr("Open the folder")), QPushButton(self.tr("Look again"))
        self.open_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)))
        self.look.clicked.connect(self.refresh)
        foot = QHBoxLayout()
        for button in (self.open_folder, self.look):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        self.content.addWidget(self._cards, 1)
        self.content.addLayout(foot)
        self.resize(600, 520)
        self.refresh()

    def refresh(self) -> None:
        """Asks for the skills."""
        self.read(self._api.skills.own_skills, self._show)

    def _show(self, skills: Sequence[UserSkill]) -> None:
        self.boxes.clear()
        none = wrapped_label(self.tr("There are no skills in the folder yet."))
        self._cards.show_cards([self._card(skill) for skill in skills] or [none])

    def _card(self, skill: UserSkill) -> QWidget:
        card = QFrame()
        card.setProperty("look", "card")
        lines = QVBoxLayout(card)
        lines.addWidget(wrapped_label(skill.title or skill.name, "heading"))
        if skill.problem is not None:
            where = self.tr("{file}, line {line}: {why}") if skill.line else self.tr("{file}: {why}")
            words = where.format(file=skill.file.name, line=skill.line, why=error_words(skill.problem))
            lines.addWidget(wrapped_label(words, "error"))
            return card
        lines.addWidget(wrapped_label(shortened(" ".join(skill.about.split()), _LONGEST_ABOUT)))
        for words in self._facts(skill):
            lines.addWidget(wrapped_label(words, "muted"))
        if skill.changed:
            lines.addWidget(
                wrapped_label(
                    self.tr("It has changed since it was allowed. Look at it before you allow it again."), "error"
                )
            )
        box = QCheckBox(self.tr("Allowed"))
        box.setAccessibleName(self.tr("Allow {name}").format(name=skill.title))
        box.setToolTip(box.accessibleName())
        box.setChecked(skill.allowed)
        box.toggled.connect(
            lambda on: self._do(lambda: self._api.skills.allow_skill(skill.name, skill.digest, allowed=on))
        )
        self.boxes[skill.name] = box
        lines.addWidget(box)
        return card

    def _facts(self, skill: UserSkill) -> list[str]:
        comma = self.tr(", ")
        facts = [
            self.tr("Say: {phrases}").format(
                phrases=comma.join(self.tr("“{phrase}”").format(phrase=phrase) for phrase in skill.says)
            )
        ]
        if skill.arguments:
            listed = comma.join(self._argument_words(one) for one in skill.arguments)
            facts.append(self.tr("Takes: {arguments}").format(arguments=listed))
        may = {"values": self.tr("small values of its own"), "notes": self.tr("your lists and notes")}
        uses = comma.join(may[use] for use in skill.uses)
        facts.append(
            self.tr("May read and change: {what}").format(what=uses)
            if uses
            else self.tr("Answers, and changes nothing.")
        )
        facts.append(
            self.tr("File: {file}, digest {digest}").format(file=skill.file.name, digest=skill.digest[:DIGEST_SHOWN])
        )
        return facts

    def _argument_words(self, argument: UserSkillArgument) -> str:
        number, text = self.tr("a number"), self.tr("words")
        kinds = {
            "int": self.tr("a whole number"),
            "float": number,
            "Decimal": number,
            "str": text,
            "bool": self.tr("yes or no"),
            "date": self.tr("a day"),
            "datetime": self.tr("a day and time"),
            "timedelta": self.tr("how long"),
        }
        kind = " / ".join(argument.choices) if argument.choices else kinds.get(argument.kind, text)
        words = self.tr("{name} ({kind})") if argument.required else self.tr("{name} ({kind}, if you like)")
        return words.format(name=argument.name, kind=kind)

    def _do(self, act: Callable[[], object]) -> None:
        self.say("")
        self.call(act, lambda _: self.refresh(), self._failed)

    def _failed(self, error: ErrorReport) -> None:
        self.tell(error)
        self.refresh()
