"""The theme in force: light, dark, high contrast or what the system says, and the size of text."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from ui.theme.style import palette_of, style_sheet
from ui.theme.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Colours

SMALLEST_BODY_PT = 10.0
# Of 255: a system whose windows are darker is a dark one.
MIDDLE_LIGHTNESS = 128
# Chinese, Japanese and Korean share code points whose shapes differ; the first of these that is installed gives Japanese ones.
JAPANESE_FAMILIES = ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "IPAexGothic")

ZOOM_STEPS_PERCENT = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


class Theme(QObject):
    """Applies colours and text size to the application, and follows the system's light or dark while asked to."""

    def __init__(
        self, application: QApplication, choice: str = "system", zoom_percent: int = 100, language: str = "en"
    ) -> None:
        """``choice`` is ``system``, ``light``, ``dark`` or ``high_contrast``; ``language`` is that of the window."""
        super().__init__(application)
        self._application = application
        self._base_pt = max(application.font().pointSizeF(), SMALLEST_BODY_PT)
        self._system_font = QFont(application.font())
        self._families = _families(self._system_font, language)
        self._choice = choice
        self._zoom_percent = zoom_percent
        self._system_dark = application.palette().window().color().lightness() < MIDDLE_LIGHTNESS
        self._apply()

    @property
    def zoom_percent(self) -> int:
        """Size of the text, 100 being the system's."""
        return self._zoom_percent

    @property
    def choice(self) -> str:
        """``system``, ``light``, ``dark`` or ``high_contrast``."""
        return self._choice

    @property
    def colours(self) -> Colours:
        """The colours in force; those of high contrast are light or dark like the system."""
        if self._choice == "high_contrast":
            return HIGH_CONTRAST_DARK if self._system_dark else HIGH_CONTRAST_LIGHT
        dark = self._system_dark if self._choice == "system" else self._choice == "dark"
        return DARK if dark else LIGHT

    def set_choice(self, choice: str) -> None:
        """Changes to another of the choices."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def set_zoom(self, zoom_percent: int) -> None:
        """Changes the size of the text, within 50 to 300 percent."""
        bounded = min(max(zoom_percent, ZOOM_STEPS_PERCENT[0]), ZOOM_STEPS_PERCENT[-1])
        if bounded != self._zoom_percent:
            self._zoom_percent = bounded
            self._apply()

    def set_language(self, language: str) -> None:
        """Prefers the fonts of another language."""
        self._families = _families(self._system_font, language)
        self._apply()

    def follow_system(self) -> None:
        """Takes on the system's light or dark from now on. Until then the palette the program began with says which it is:
        to ask Qt by name makes all of its enums, a tenth of an empty window's start."""
        self._application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._system_changed()

    def _system_changed(self) -> None:
        scheme = self._application.styleHints().colorScheme()
        dark = self._system_dark if scheme is QtCore.Qt.ColorScheme.Unknown else scheme is QtCore.Qt.ColorScheme.Dark
        if dark != self._system_dark:
            self._system_dark = dark
            if self._choice in ("system", "high_contrast"):
                self._apply()

    def _apply(self) -> None:
        base_pt = self._base_pt * self._zoom_percent / 100
        font = self._application.font()
        font.setPointSizeF(base_pt)
        font.setFamilies(self._families)
        palette, sheet = palette_of(self.colours), style_sheet(self.colours, base_pt)
        application = self._application
        if (application.font(), application.palette(), application.styleSheet()) == (font, palette, sheet):
            return  # every widget would be styled again, to look as it does
        application.setFont(font)
        application.setPalette(palette)
        application.setStyleSheet(sheet)


def next_zoom(current_percent: int, *, larger: bool) -> int:
    """The next larger or smaller rung of the zoom ladder, in percent."""
    if larger:
        return next((rung for rung in ZOOM_STEPS_PERCENT if rung > current_percent), ZOOM_STEPS_PERCENT[-1])
    return next((rung for rung in reversed(ZOOM_STEPS_PERCENT) if rung < current_percent), ZOOM_STEPS_PERCENT[0])


def _families(system_font: QFont, language: str) -> list[str]:
    # Families that are not installed are passed over. The system may name a kind of font, such as "Sans Serif": what it stands for
    # goes first, or the next family of the list would take its place.
    system = [QFontInfo(system_font).family(), *system_font.families()]
    families = [*JAPANESE_FAMILIES, *system] if language == "ja" else [*system, *JAPANESE_FAMILIES]
    return list(dict.fromkeys(families))
