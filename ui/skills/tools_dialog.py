"""Tools of other programs: servers added by name and command, and each of their tools allowed by hand."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.records import ToolServer
from ui.operations import Operations
from ui.widgets.card_list import CardList
from ui.widgets.engine_dialog import EngineDialog
from ui.widgets.excerpts import shortened
from ui.widgets.page_column import wrapped_label

_LONGEST_ABOUT = 300


class ToolsDialog(EngineDialog):
    """Asks the engine for the servers when it is opened. What is typed stays until a server has answered."""

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(api, operations, parent)
        self.setWindowTitle(self.tr("Tools of other programs"))
        self.about.setText(
            self.tr(
                "Programs on this computer that offer tools over the Model Context Protocol. A tool is used only where it is "
                "allowed here, and every call is shown and asked about first: “use NAME to …”."
            )
        )
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        self._cards = CardList(self.tr("Tools of other programs"))
        self.name, self.command = QLineEdit(), QLineEdit()
        for field, words in ((self.name, self.tr("Name")), (self.command, self.tr("Command that starts it"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.returnPressed.connect(self._add)
        self.name.setMaximumWidth(140)
        self.add = QPushButton(self.tr("Add"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        line = QHBoxLayout()
        line.addWidget(self.name)
        line.addWidget(self.command, 1)
        line.addWidget(self.add)
        self.content.addWidget(self._cards, 1)
        self.content.addLayout(line)
        self.resize(560, 440)
        self.refresh()

    def refresh(self) -> None:
        """Asks for the servers."""
        self.read(self._api.tools.servers, self._show)

    def _show(self, servers: Sequence[ToolServer]) -> None:
        self.boxes.clear()
        self._cards.show_cards([self._card(server) for server in servers])

    def _card(self, server: ToolServer) -> QWidget:
        card = QFrame()
        card.setProperty("look", "card")
        lines = QVBoxLayout(card)
        head = QHBoxLayout()
        head.addWidget(wrapped_label(server.name, "heading"), 1)
        for words, name, act in (
            (
                self.tr("Look again"),
                self.tr("Look at the tools of {name} again"),
                lambda: self._api.tools.look_again(server.name),
            ),
            (self.tr("Remove"), self.tr("Remove {name}"), lambda: self._api.tools.remove(server.name)),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.setAccessibleName(name.format(name=server.name))
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            head.addWidget(button)
        lines.addLayout(head)
        lines.addWidget(wrapped_label(shlex.join(server.command), "muted"))
        for tool in server.tools:
            box = QCheckBox(tool.name.replace("&", "&&"))
            box.setAccessibleName(self.tr("Allow {tool} of {name}").format(tool=tool.name, name=server.name))
            box.setToolTip(box.accessibleName())
            box.setChecked(tool.allowed)
            box.toggled.connect(
                lambda on, tool=tool.name: self._do(lambda: self._api.tools.allow(server.name, tool, allowed=on))
            )
            self.boxes[server.name, tool.name] = box
            lines.addWidget(box)
            if tool.description:
                lines.addWidget(wrapped_label(shortened(" ".join(tool.description.split()), _LONGEST_ABOUT), "muted"))
        return card

    def _add(self) -> None:
        if not self.add.isEnabled():
            return
        name, typed = self.name.text().strip(), self.command.text()
        try:
            command = shlex.split(typed)
        except ValueError:
            self.say(self.tr("A quotation mark in the command is not closed."))
            return
        if not name or not command:
            self.say(self.tr("Write a name and the command that starts the program."))
            return
        self.add.setEnabled(False)
        self.say("")

        def added(_: ToolServer) -> None:
            self.add.setEnabled(True)
            if (self.name.text().strip(), self.command.text()) == (name, typed):  # what has been typed since stays
                self.name.clear()
                self.command.clear()
            self.refresh()

        def failed(error: ErrorReport) -> None:
            self.add.setEnabled(True)
            self.tell(error)

        self.call(lambda: self._api.tools.add(name, command), added, failed)

    def _do(self, act: Callable[[], object]) -> None:
        self.say("")
        self.call(act, lambda _: self.refresh(), self._failed)

    def _failed(self, error: ErrorReport) -> None:
        """What was not done is not shown as if it were."""
        self.tell(error)
        self.refresh()
