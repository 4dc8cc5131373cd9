"""What can be seen to be wrong with a screen, without looking: words left English, clipped text, nameless or lost controls."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ui.theme.tokens import contrast

# Names that are the same in every language, and what the scripted engine calls its things.
SAME = re.compile(
    "Sotto|SSD|homeassistant|Scripted( 1B)?|[Tt]alker|ears|lease|locked|home|pdf|ics|txt|Ask me|Yes|OK|English"
    "|MIT|Apache|Auto|GPU|Ctrl|Enter|[kMG]B|pip|PDF|Word|Markdown|Two months|Shift|Space|Del|Esc|Return|Alt|Backspace|Linux"
    "|Model Context Protocol|Home Assistant|http|local|forecast|The weather of a city|OpenAI|API"
    "|big-model|[Pp]ython|(yes|no)\\.py|llama\\.cpp|vLLM"
    "|Mbit|GNU General Public License|/notes/of/mine|logs/engine.log"
    "|PgUp|PgDown|Hello there|scripted microphone|scripted speaker|Alexa|Hey Jarvis|Hey Mycroft|Okay Nabu"
)
LEAST_INSET_PX = 4
LEAST_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11. Colours that differ by less, differ in their hue at most."""
LEAST_PIXELS = 12
"""Of a caret. An outline has more."""
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


def words_of(top: QWidget) -> dict[tuple[int, str], str]:
    """Everything that a widget and those in it say, by widget and kind of saying."""
    found: dict[tuple[int, str], str] = {}
    for at, widget in enumerate([top, *top.findChildren(QWidget)]):
        if widget.objectName().startswith("qt_"):
            continue
        said = {"name": widget.accessibleName(), "tip": widget.toolTip()}
        if widget.isWindow():
            said["window"] = widget.windowTitle()
        if isinstance(widget, (QLabel, QAbstractButton)):
            rich = isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.RichText
            said["text"] = re.sub("<[^>]*>", "", widget.text()) if rich else widget.text()
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            said["placeholder"] = widget.placeholderText()
        if isinstance(widget, QMenu):
            said["title"] = widget.title()
            said |= {f"action {number}": one.text() for number, one in enumerate(widget.actions())}
        if isinstance(widget, QComboBox):
            said |= {f"entry {number}": widget.itemText(number) for number in range(widget.count())}
        found |= {(at, kind): text for kind, text in said.items() if text}
    return found


def english_left(words: dict[tuple[int, str], str]) -> list[str]:
    """What still holds an English word."""
    return sorted({text for text in words.values() if LATIN_WORD.search(SAME.sub("", text))})


CONTROLS = (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit, QAbstractItemView, QComboBox, QProgressBar)
# Rounding of fractional text widths.
SLACK_PX = 2


def _visible(top: QWidget) -> list[QWidget]:
    return [
        one
        for one in [top, *top.findChildren(QWidget)]
        if one.isVisible() and one.window() is top and not one.objectName().startswith("qt_")
    ]


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else widget.accessibleName()
    return f"{type(widget).__name__} “{text[:60]}” {widget.width()}x{widget.height()}"


def clipped(top: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into them."""
    found = []
    for widget in _visible(top):
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() is not Qt.TextFormat.RichText:
            room = widget.contentsRect()
            if widget.wordWrap():
                short = widget.heightForWidth(widget.width()) > widget.height() + SLACK_PX
            else:
                wanted = widget.sizeHint()
                short = wanted.width() > widget.width() + SLACK_PX or wanted.height() > widget.height() + SLACK_PX
            if short or room.width() <= 0:
                found.append(_called(widget))
        elif isinstance(widget, (QPushButton, QToolButton)) and widget.text().strip():
            wanted = widget.sizeHint()
            if wanted.width() > widget.width() + SLACK_PX or wanted.height() > widget.height() + SLACK_PX:
                found.append(_called(widget))
    return found


def nameless(top: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    return [
        _called(widget)
        for widget in _visible(top)
        if isinstance(widget, CONTROLS)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not isinstance(widget.parentWidget(), (QLineEdit, QComboBox, QAbstractScrollArea))
    ]


def cramped(top: QWidget) -> list[str]:
    """Numbers and times that begin at the outline of their box, and words at the frame around what scrolls while it is focused."""
    found = []
    for widget in _visible(top):
        if isinstance(widget, QAbstractSpinBox):
            text = widget.lineEdit()
            if text.x() + text.textMargins().left() < LEAST_INSET_PX:
                found.append(_called(widget))
        if isinstance(widget, QScrollArea) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            labels = [one for one in widget.findChildren(QLabel) if one.isVisible()]
            close = (one for one in labels if one.mapTo(widget, QPoint(0, 0)).x() < LEAST_INSET_PX)
            found.extend(f"{_called(one)} at the frame of {_called(widget)}" for one in close)
    return found


def outside(top: QWidget) -> list[str]:
    """Controls and labels beyond the edge of the window, or sideways beyond the edge of what scrolls."""
    found = []
    for widget in _visible(top):
        if widget is top or widget.isWindow() or not isinstance(widget, (*CONTROLS, QLabel)):
            continue
        frame: QWidget = top
        parent = widget.parentWidget()
        while parent is not None and parent is not top:
            area = parent.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
                frame = parent
                break
            parent = area
        place = QRect(widget.mapTo(frame, QPoint(0, 0)), widget.size())
        sideways = place.left() < -SLACK_PX or place.right() > frame.width() + SLACK_PX
        lost = frame is top and (place.top() < -SLACK_PX or place.bottom() > top.height() + SLACK_PX)
        if sideways or lost:
            found.append(f"{_called(widget)} at {place.x()},{place.y()} in {frame.width()}x{frame.height()}")
    return found


def differing(one: QImage, other: QImage) -> int:
    """How many pixels changed so much that it is seen, of an outline or a caret."""
    found = 0
    seen: dict[tuple[int, int], bool] = {}
    for y in range(one.height()):
        for x in range(one.width()):
            colours = one.pixel(x, y), other.pixel(x, y)
            if colours[0] == colours[1]:
                continue
            if colours not in seen:
                seen[colours] = contrast(*(f"#{colour & 0xFFFFFF:06x}" for colour in colours)) >= LEAST_CONTRAST
            found += seen[colours]
            if found >= LEAST_PIXELS:
                return found
    return found
