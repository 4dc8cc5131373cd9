"""Controls as they are drawn: their outlines stand out in every theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QProxyStyle,
    QPushButton,
    QSpinBox,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.theme.style import palette_of, style_sheet
from ui.theme.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Colours, contrast
from ui.widgets.icon_button import IconButton

pytestmark = pytest.mark.desktop

LEAST = 3.0
"""WCAG 2.2, criterion 1.4.11."""


def _drawn(qtbot: QtBot, control: QWidget, colours: Colours) -> QImage:
    window = QWidget()
    qtbot.addWidget(window)
    window.setPalette(palette_of(colours))
    window.setAutoFillBackground(True)
    window.setStyleSheet(style_sheet(colours, 11))
    QVBoxLayout(window).addWidget(control)
    window.show()
    window.setFocus()
    return control.grab().toImage()


@pytest.mark.parametrize("colours", [LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK])
@pytest.mark.parametrize("kind", [QCheckBox, QComboBox, QLineEdit, QSpinBox, QTimeEdit])
def test_the_outline_stands_out(qtbot: QtBot, kind: Callable[[], QWidget], colours: Colours) -> None:
    image = _drawn(qtbot, kind(), colours)
    middle = image.height() // 2
    row = [image.pixelColor(x, middle).name() for x in range(8)]
    assert max(contrast(colour, colours.window) for colour in row) >= LEAST, row


@pytest.mark.parametrize("colours", [LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK])
def test_a_checked_box_has_its_mark(qtbot: QtBot, colours: Colours) -> None:
    box = QCheckBox()
    box.setChecked(True)
    image = _drawn(qtbot, box, colours)
    colour = {image.pixelColor(x, y).name() for x in range(2, 15) for y in range(image.height())}
    assert max(contrast(one, colours.accent) for one in colour) >= LEAST


@pytest.mark.parametrize("colours", [LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK])
@pytest.mark.parametrize("enabled", [True, False])
def test_the_sign_on_the_send_button_is_seen(qtbot: QtBot, colours: Colours, enabled: bool) -> None:
    button = IconButton("send", "Send", role=QPalette.ColorRole.HighlightedText, look="primary")
    button.setPalette(palette_of(colours))
    button.setEnabled(enabled)
    image = _drawn(qtbot, button, colours)
    ground = image.pixelColor(image.width() // 2, 3).name()
    assert ground == (colours.accent if enabled else colours.hover)
    inked = {image.pixelColor(x, y).name() for x in range(8, image.width() - 8) for y in range(8, image.height() - 8)}
    assert max(contrast(one, ground) for one in inked) >= LEAST


@pytest.mark.parametrize("colours", [HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK])
@pytest.mark.parametrize("kind", [QPushButton, QComboBox, QSpinBox])
def test_in_high_contrast_a_broken_line_says_what_cannot_be_used(
    qtbot: QtBot, kind: Callable[[], QWidget], colours: Colours
) -> None:
    breaks = []
    for enabled in (True, False):
        control = kind()
        control.setEnabled(enabled)
        image = _drawn(qtbot, control, colours)
        line = [image.pixelColor(x, 0) == colours.window for x in range(10, image.width() - 10)]
        breaks.append(sum(line))
    assert breaks[0] == 0
    assert breaks[1] > 3


class _WithIcons(QProxyStyle):
    """Puts icons on the buttons of questions, as Qt does on desktops that do not say otherwise."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return int(super().styleHint(hint, option, widget, returned))


def test_buttons_of_questions_have_no_icons(qtbot: QtBot) -> None:
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    box = QMessageBox()
    qtbot.addWidget(box)
    style = _WithIcons("fusion")
    style.setParent(box)
    assert style.styleHint(hint, None, box) == 1
    box.setStyle(style)
    box.setStyleSheet(style_sheet(LIGHT, 11))
    assert box.style().styleHint(hint, None, box) == 0
