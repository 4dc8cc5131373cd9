"""The user's own skills in the window: what each says of itself, allowed, changed, broken."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport, InvalidInput
from assistant.records import UserSkill, UserSkillArgument
from assistant.testing.front_door import ScriptedAssistant
from ui.operations import Operations
from ui.skills.own_skills_dialog import OwnSkillsDialog

pytestmark = pytest.mark.desktop

TALLY = UserSkill(
    name="tally",
    file=Path("/home/skills/tally.py"),
    digest="1a2b3c4d5e6f7a8b",
    title="Tally",
    about="Counts what I drink.",
    says=("count {cups} cups of {drink}", "{drink}を{cups}杯数えて"),
    arguments=(
        UserSkillArgument(name="drink", kind="Literal", choices=("tea", "coffee")),
        UserSkillArgument(name="cups", kind="int", required=False),
    ),
    uses=("values",),
)
BROKEN = UserSkill(
    name="broken",
    file=Path("/home/skills/broken.py"),
    digest="",
    problem=ErrorReport(kind="skill_broken", message="This is not Python.", remedy="Mend the line."),
    line=7,
)


@pytest.fixture
def dialog(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[OwnSkillsDialog]:
    api.skills.own = [BROKEN, TALLY]
    operations = Operations()
    made = OwnSkillsDialog(api, operations, "/home/skills")
    qtbot.addWidget(made)
    made.show()
    yield made
    operations.close(2.0)


def words(dialog: OwnSkillsDialog) -> str:
    """What is shown."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_skill_says_what_it_is_and_is_allowed(dialog: OwnSkillsDialog, api: ScriptedAssistant, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "digest" in words(dialog))
    assert list(dialog.boxes) == ["tally"]
    shown = words(dialog)
    assert "broken.py, line 7: This is not Python. Mend the line." in shown
    assert "Takes: drink (tea / coffee), cups (a whole number, if you like)" in shown
    assert "May read and change: small values of its own" in shown
    assert "tally.py, digest 1a2b3c4d5e6f" in shown
    box = dialog.boxes["tally"]
    assert not box.isChecked()
    box.click()
    qtbot.waitUntil(lambda: api.skills.own[1].allowed)
    qtbot.waitUntil(lambda: dialog.boxes["tally"] is not box)
    assert dialog.boxes["tally"].isChecked()


def test_a_changed_one_is_off_and_what_is_refused_is_said(
    dialog: OwnSkillsDialog, api: ScriptedAssistant, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "tally" in dialog.boxes)
    api.skills.own = [dataclasses.replace(TALLY, changed=True)]
    dialog.look.click()
    qtbot.waitUntil(lambda: "changed since it was allowed" in words(dialog))
    api.skills.refusal = InvalidInput(
        "This skill has changed since it was looked at.", "Look at it, and allow it again."
    )
    box = dialog.boxes["tally"]
    box.click()
    qtbot.waitUntil(lambda: dialog.boxes["tally"] is not box)
    assert "since it was looked at" in dialog.trouble.text()
    assert not dialog.boxes["tally"].isChecked()
    api.skills.own = []
    dialog.look.click()
    qtbot.waitUntil(lambda: "no skills in the folder" in words(dialog))


def test_what_comes_after_it_is_closed_is_dropped(qtbot: QtBot, api: ScriptedAssistant) -> None:
    """Its widgets are gone by then."""
    operations, go, later = Operations(threads=1), threading.Event(), list[None]()

    def slow() -> tuple[UserSkill, ...]:
        go.wait(10)
        return (TALLY,)

    api.skills.own_skills = slow  # type: ignore[method-assign]  # an engine that takes its time
    dialog = OwnSkillsDialog(api, operations, "/home/skills")
    dialog.show()
    dialog.reject()
    go.set()
    operations.run(lambda: None, later.append)
    qtbot.waitUntil(lambda: len(later) == 1)
    assert dialog.boxes == {}
    operations.close(2.0)
