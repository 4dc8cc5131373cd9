"""The palette and the one style sheet, both made from ``Colours``.

Widgets ask their ``palette()`` for colours (roles in ``palette_of``), so a theme change reaches them as a ``PaletteChange``.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from ui.theme.icons import FOLDER as ICON_FOLDER
from ui.theme.tokens import Colours

# The padding of a style sheet does not reach the text of a spin box, nor of a field for a time.
SPIN_BOX_MARGIN_PX = 7
CHOSEN_PX = 3
"""Of the bar beside what is chosen in a list: its ground differs from that of the others too little to be seen by everyone."""


def palette_of(colours: Colours) -> QPalette:
    """Colours in Qt's roles. ``Mid`` is the hair line, ``Dark`` the outline of controls, ``BrightText`` the colour of errors,
    ``Shadow`` the ground of marked text."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.code),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.BrightText, colours.danger),
        (role.Light, colours.hover),
        (role.Midlight, colours.selected),
        (role.Mid, colours.border),
        (role.Dark, colours.control),
        (role.Shadow, colours.mark),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.control))
    return palette


def _drawing(name: str, colours: Colours) -> str:
    """The file of a part of a control, which a style sheet takes from nowhere else; so its colour stands in it."""
    return (ICON_FOLDER / f"{name}_{'dark' if colours.dark else 'light'}.svg").as_posix()


def style_sheet(c: Colours, base_pt: float) -> str:
    """The style sheet; ``base_pt`` is the size of body text in points, zoom included."""
    small = f"{base_pt * 0.88:.1f}pt"
    # In high contrast what cannot be used has as dark a line as what can: it is broken instead.
    off = "dashed" if c.border == c.text else "solid"
    chosen = f"background: {c.selected}; color: {c.text}; border-left: {CHOSEN_PX}px solid {c.accent}"
    return f"""
#hairLine {{ background: {c.border}; border: none; }}
#sideBar {{ background: {c.side}; border: none; }}
QMenuBar {{ background: {c.side}; padding: 2px 6px; border-bottom: 1px solid {c.border}; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 6px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.hover}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 6px; }}
QMenu::item {{ padding: 6px 22px 6px 14px; border-radius: 6px; }}
QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.control}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 5px 8px; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; padding: 5px; }}
QLineEdit {{ background: {c.surface}; border: 1px solid {c.control}; border-radius: 8px; padding: 6px 9px; }}
QLineEdit:focus {{ border: 2px solid {c.accent}; padding: 5px 8px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {c.control}; border-radius: 4px; background: {c.surface}; }}
QCheckBox::indicator:hover {{ border: 1px solid {c.accent}; }}
QCheckBox {{ border: 1px solid transparent; border-radius: 6px; padding: 2px; }}
QCheckBox:focus {{ border: 1px solid {c.accent}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border: 1px solid {c.accent}; image: url("{_drawing("checked", c)}"); }}
QCheckBox::indicator:disabled {{ border: 1px {off} {c.border}; }}
QComboBox, QAbstractSpinBox {{ background: {c.surface}; border: 1px solid {c.control}; border-radius: 6px; padding: 4px 8px; }}
QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {c.accent}; padding: 3px 7px; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ border: 1px {off} {c.border}; color: {c.control}; }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow, QDateTimeEdit::down-arrow {{ image: url("{_drawing("lower", c)}"); width: 12px; height: 12px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 20px; }}
QAbstractSpinBox::up-arrow {{ image: url("{_drawing("higher", c)}"); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url("{_drawing("lower", c)}"); width: 10px; height: 10px; }}
QListWidget {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 8px; padding: 4px; outline: none; }}
QListWidget:focus {{ border: 2px solid {c.accent}; padding: 3px; }}
QListWidget::item {{ padding: 4px 8px; border: 1px solid transparent; border-radius: 6px; }}
QListWidget::item:selected {{ {chosen}; padding-left: 6px; }}
QListWidget#conversations {{ background: transparent; border: none; padding: 0; outline: none; }}
QListWidget#conversations::item {{ padding: 4px 8px; border: 1px solid transparent; border-radius: 8px;
  min-height: {base_pt * 2.1:.0f}px; color: {c.text}; }}
QListWidget#conversations::item:hover {{ background: {c.hover}; }}
QListWidget#conversations::item:selected {{ {chosen}; padding-left: 6px; }}
QListWidget#conversations::item:focus {{ border: 2px solid {c.accent}; padding: 3px 7px; }}
QListWidget#conversations QLineEdit {{ padding: 0 9px; }}
QListWidget#conversations QLineEdit:focus {{ padding: 0 8px; }}
QListWidget#conversations::item:disabled {{ background: transparent; color: {c.muted}; padding: 12px 8px 0 8px; }}
QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 8px; padding: 6px 14px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:checked {{ background: {c.selected}; border-bottom: {CHOSEN_PX}px solid {c.accent}; padding-bottom: 4px; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 5px 13px; }}
QPushButton[look="primary"] {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; }}
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:focus {{ background: {c.accent_hover}; }}
QPushButton[look="primary"]:focus {{ border: 3px double {c.on_accent}; padding: 4px 12px; }}
QPushButton[look="card"] {{ text-align: left; padding: 12px 16px; border-radius: 12px; }}
QPushButton[look="card"]:focus {{ padding: 11px 15px; }}
QPushButton[look="menu"] {{ padding-right: 24px; }}
QPushButton[look="menu"]:focus {{ padding-right: 23px; }}
QPushButton[look="menu"]::menu-indicator {{ subcontrol-origin: border; subcontrol-position: center right; right: 9px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px; }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:checked {{ border-bottom: {CHOSEN_PX}px solid {c.accent}; padding-bottom: 3px; }}
QToolButton:focus {{ border: 2px solid {c.accent}; padding: 4px; }}
QToolButton:pressed, QToolButton:checked {{ background: {c.selected}; }}
QToolButton[look="talking"] {{ background: {c.selected}; border: 1px solid {c.accent}; }}
QToolButton[look="talking"]:focus {{ border: 2px solid {c.text}; }}
QToolButton[look="quiet"] {{ color: {c.muted}; font-size: {small}; padding: 4px 8px; }}
QToolButton[look="quiet"]:focus {{ padding: 3px 7px; }}
QToolButton[look="quiet"]::menu-indicator {{ image: none; width: 0; }}
QToolButton[look="page"] {{ padding: 6px 8px; text-align: left; }}
QToolButton[look="page"]:focus {{ padding: 5px 7px; }}
QToolButton[look="page"]:checked {{ {chosen}; border-bottom: 1px solid transparent; padding: 6px 8px 6px 6px; }}
QToolButton[look="page"]:checked:focus {{ border: 2px solid {c.accent}; border-left: {CHOSEN_PX}px solid {c.accent};
  padding: 5px 7px 5px 6px; }}
QToolButton[look="source"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 9px;
  padding: 5px 10px; font-size: {small}; }}
QToolButton[look="floating"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 15px;
  padding: 5px 12px; font-size: {small}; }}
QToolButton[look="source"]:hover {{ border: 1px solid {c.accent}; }}
QToolButton[look="source"]:focus {{ border: 2px solid {c.accent}; padding: 4px 9px; }}
QToolButton[look="floating"]:focus {{ border: 2px solid {c.accent}; padding: 4px 11px; }}
QToolButton[look="primary"] {{ background: {c.accent}; border-radius: 10px; padding: 6px; }}
QToolButton[look="primary"]:hover {{ background: {c.accent_hover}; }}
QToolButton[look="primary"]:focus {{ border: 3px double {c.on_accent}; padding: 4px; }}
QToolButton[look="primary"]:disabled {{ background: {c.hover}; }}
#composerCard {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 16px; }}
#composerCard[focused="true"] {{ border: 1px solid {c.accent}; }}
#questionEdit {{ background: transparent; border: none; }}
#transcript QWidget[marked="true"] {{ background: {c.selected}; }}
#markBar {{ background: {c.accent}; border: none; }}
#bubble {{ background: {c.bubble}; border-radius: 14px; }}
#codeBlock {{ background: {c.code}; border: 1px solid {c.border}; border-radius: 10px; }}
#codeBlock QTextBrowser, #answerText, #questionText {{ background: transparent; border: none; }}
#transcript, #transcript > QWidget > QWidget {{ background: {c.window}; border: none; }}
#transcript {{ border: 1px solid {c.window}; }}
#transcript:focus {{ border: 1px solid {c.accent}; }}
#banner {{ background: {c.notice}; border: 1px solid {c.border}; border-radius: 10px; }}
#dropOverlay {{ background: {c.window}; border: 2px dashed {c.accent}; border-radius: 18px; color: {c.accent};
  font-size: {base_pt * 1.4:.1f}pt; }}
QLabel[look="muted"] {{ color: {c.muted}; font-size: {small}; }}
QLabel[look="error"] {{ color: {c.danger}; }}
QLabel[look="away"] {{ color: {c.danger}; font-size: {small}; font-weight: 600; }}
QLabel[look="heading"] {{ font-weight: 600; }}
QLabel[look="tag"] {{ background: {c.selected}; color: {c.text}; border-radius: 8px; padding: 2px 8px; font-size: {small}; }}
QFrame[look="card"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 12px; }}
QFrame[look="trouble"] {{ background: {c.notice}; border: 1px solid {c.danger}; border-radius: 12px; }}
#pageColumn, #pageColumn > QWidget > QWidget, #viewerText {{ background: {c.window}; border: none; }}
#pageColumn, #viewerText, QScrollArea {{ border: 1px solid {c.window}; }}
#pageArea, #pageArea > QWidget > QWidget {{ background: {c.code}; border: none; }}
#pageArea {{ border: 1px solid {c.code}; }}
QTextBrowser, QPlainTextEdit {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 8px; }}
QTextBrowser:focus, QPlainTextEdit:focus {{ border: 2px solid {c.accent}; }}
QScrollArea:focus, #pageColumn:focus, #viewerText:focus, #pageArea:focus {{
  border: 1px solid {c.accent}; }}
#dataRows {{ background: {c.surface}; alternate-background-color: {c.code}; border: 1px solid {c.border}; border-radius: 8px;
  selection-background-color: {c.selected}; selection-color: {c.text}; outline: none; }}
#dataRows::item {{ padding: 2px 8px; }}
#dataRows QHeaderView {{ background: {c.surface}; }}
#dataRows QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none; border-bottom: 1px solid {c.border};
  padding: 4px 8px; font-size: {small}; }}
#settingsSections {{ background: transparent; border: none; padding: 0; outline: none; }}
#settingsSections::item {{ padding: 6px 9px; border: 1px solid transparent; border-radius: 8px; color: {c.text}; }}
#settingsSections::item:hover {{ background: {c.hover}; }}
#settingsSections::item:selected {{ {chosen}; padding-left: 7px; }}
#settingsSections::item:focus {{ border: 2px solid {c.accent}; padding: 5px 8px; }}
#documentList, #suggestions {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 12px; outline: none;
  padding: 4px; }}
#suggestions::item {{ padding: 4px 8px; border: 1px solid transparent; border-radius: 8px; color: {c.text}; }}
#suggestions::item:selected {{ {chosen}; padding-left: 6px; }}
#downloadStrip, #timerStrip {{ background: {c.side}; border-top: 1px solid {c.border}; }}
QPushButton:disabled {{ color: {c.control}; background: {c.window}; border: 1px {off} {c.border}; }}
QPushButton[look="plain"] {{ background: transparent; border: 1px solid transparent; color: {c.accent}; padding: 6px 8px; }}
QPushButton[look="plain"]:hover {{ background: {c.hover}; }}
QPushButton[look="plain"]:focus {{ border: 2px solid {c.accent}; padding: 5px 7px; }}
QLabel[look="title"] {{ font-size: {base_pt * 1.9:.1f}pt; font-weight: 600; }}
QLabel[look="subtitle"] {{ color: {c.muted}; font-size: {base_pt * 1.1:.1f}pt; }}
QTabBar:focus {{ border: 1px solid {c.accent}; border-radius: 6px; }}
QProgressBar {{ background: {c.hover}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
QSplitter::handle {{ background: {c.border}; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 2px; }}
QScrollBar::handle {{ background: {c.border}; border-radius: 3px; min-height: 34px; min-width: 34px; }}
QScrollBar::handle:hover {{ background: {c.control}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
