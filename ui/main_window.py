"""The main window: side bar, pages in the middle, and a pane at the right that a screen may fill (a page of a document).

Screens are added with ``add_page`` and ``show_side_pane``; the window knows none of them but the chat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.chat.chat_page import ChatPage
from ui.chat.conversation_list import ConversationList
from ui.commands import ACCESS_KEYS, COMMANDS, MENUS, TALK, with_access_key
from ui.translations import tr
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder
from ui.window_state import WindowState

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QCloseEvent, QMoveEvent, QPaintEvent, QResizeEvent, QShowEvent

    from ui.keys.key_bindings import KeyBindings
    from ui.widgets.hold_key import HoldKey

FIRST_SIZE = QSize(1120, 760)
# Below this width the side bar makes room for the conversation.
NARROW_PX = 620
# The same while a page of a document stands beside it.
NARROW_WITH_PANE_PX = 1000
# Without being moved for so long, a window has found its place.
RESTING_MS = 500
THEMES = ("system", "light", "dark", "high_contrast")
# The page that stands in for those made when the engine has answered.
STARTING = "starting"
LATE_PAGES = ("documents", "memory", "models", "calendar", "voice")
LATE_DIALOGS = ("settings", "exam", "own_skills", "tools", "home", "chat_server", "first_steps")


class MainWindow(Retranslated, InReadingOrder, QMainWindow):
    """Frame, menus and keys. What the commands do is connected by ``ui.desktop.Desktop``."""

    files_dropped = Signal(list)
    picture_dropped = Signal(object)
    talk_pressed = Signal()
    talk_released = Signal()
    theme_chosen = Signal(str)
    closed = Signal()
    first_painted = Signal()
    page_shown = Signal(str)

    def __init__(self, state: WindowState, theme_choice: str = "system") -> None:
        super().__init__()
        self._state = state
        self._painted = False
        self.keep_in_tray = False
        self._quitting = False
        self._side_bar_gone = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTING_MS)
        self._resting.timeout.connect(self._keep_place)
        self.setWindowTitle("Sotto")
        self._page_names: dict[str, QWidget] = {}
        self._keyboards: dict[str, QWidget] = {}
        self._side_pane: QWidget | None = None
        # Each widget is made in its place: to be moved there, all it holds would be styled again.
        middle = QWidget(self)
        self.setCentralWidget(middle)
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._splitter = QSplitter()
        self._middle.addWidget(self._splitter, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self.side_bar = ConversationList(self._splitter)
        self._pages = QStackedWidget(self._splitter)
        self._splitter.addWidget(self.side_bar)
        self._splitter.addWidget(self._pages)
        self._splitter.setStretchFactor(1, 1)
        self.chat = ChatPage(self._pages)
        self.bindings: KeyBindings
        self._talk_key: HoldKey | None = None
        self._commands: dict[str, QAction] = {}
        self._late: dict[str, Callable[[], None]] = {}
        self._awaited: list[str] = []
        self._menus: dict[str, QMenu] = {}
        for name, _ in MENUS:
            self._menus[name] = self.menuBar().addMenu("")
        self.say(self._say_menus)
        self._theme_choice = theme_choice
        self.add_page("chat", self.chat)
        self.side_bar.page_requested.connect(lambda name: self.command(name).trigger())
        self.chat.composer.talk_pressed.connect(self.talk_pressed)
        self.chat.composer.talk_released.connect(self.talk_released)
        self.setMinimumSize(420, 360)
        self._restore()
        self.chat.composer.edit.setFocus()

    def command(self, name: str) -> QAction:
        """The action of a command in ``ui.commands``. The menus are filled when one is first asked for."""
        if not self._commands:
            self._fill_menus()
        return self._commands[name]

    def menu(self, name: str) -> QMenu:
        """A menu by its name in ``ui.commands.MENUS``."""
        return self._menus[name]

    def add_page(self, name: str, page: QWidget, keyboard: QWidget | None = None) -> None:
        """Adds a screen; the command of the same name, if there is one, now opens it, with the keyboard in ``keyboard`` or in its
        first control."""
        self._page_names[name] = page
        if keyboard is not None:
            self._keyboards[name] = keyboard
        self._pages.addWidget(page)
        if name in LATE_PAGES:
            self.add_command(name, lambda: self.show_page(name))

    def add_command(self, name: str, run: Callable[[], None]) -> None:
        """Says what one of the commands does whose screens are made late. Where it was given before, it is done now; a page is
        not opened where another has been since."""
        self._late[name] = run
        if name in self._awaited:
            # When its caller is through: a screen that was just added is not yet joined to anything.
            QTimer.singleShot(0, self, self._run_awaited)

    def _run_awaited(self) -> None:
        ready = [name for name in self._awaited if name in self._late]
        self._awaited = [name for name in self._awaited if name not in ready]
        for name in ready:
            self._late[name]()

    def _run_late(self, name: str) -> None:
        if name in self._late:
            self._late[name]()
            return
        if name in LATE_PAGES:
            if STARTING not in self._page_names:
                from ui.widgets.starting_page import StartingPage

                self.add_page(STARTING, StartingPage())
            self.show_page(STARTING)
        if name not in self._awaited:
            self._awaited.append(name)

    def show_page(self, name: str) -> None:
        """Opens a screen that was added."""
        self._awaited = [one for one in self._awaited if one not in LATE_PAGES]
        self._pages.setCurrentWidget(self._page_names[name])
        self.side_bar.mark_page(name)
        if name == "chat":
            self.chat.composer.edit.setFocus()
        elif name in self._keyboards:
            self._keyboards[name].setFocus()
        self.page_shown.emit(name)

    def page_name(self) -> str:
        """The screen that is open."""
        return next(name for name, page in self._page_names.items() if page is self._pages.currentWidget())

    def add_strip(self, strip: QWidget) -> None:
        """Puts a slim line along the bottom, under every page."""
        self._middle.addWidget(strip)

    def show_side_pane(self, pane: QWidget) -> None:
        """Shows a widget at the right of the page; an earlier one is hidden."""
        if self._side_pane is not pane:
            self.hide_side_pane()
            self._side_pane = pane
            self._splitter.addWidget(pane)
            pane.show()
            self._make_room()
            width = self._splitter.width() - self._splitter.sizes()[0]
            self._splitter.setSizes([self._splitter.sizes()[0], width // 2, width - width // 2])
        pane.show()

    def hide_side_pane(self) -> None:
        """Takes the right pane away."""
        if self._side_pane is not None:
            self._side_pane.hide()
            # It stays a child of the window: a pane without a parent could be deleted with Python's garbage at any moment.
            self._side_pane.setParent(self)
            self._side_pane = None
            self._make_room()

    def come_to_front(self) -> None:
        """Shows the window over the others, as when Sotto is started a second time."""
        put_away = self.isHidden()
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if put_away and self.page_name() == "chat":  # Qt moved the keyboard on from what it hid
            self.chat.composer.edit.setFocus()

    def quit(self) -> None:
        """Closes the window for good, also where closing it would leave it in the tray."""
        self._quitting = True
        put_away = self.isHidden()
        self.close()
        if put_away:  # Qt sees no last window go
            QCoreApplication.quit()

    def toggle_side_bar(self, shown: bool) -> None:
        """Shows or hides the list of chats."""
        self.side_bar.setVisible(shown)
        self.command("side_bar").setChecked(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes room for the conversation where the window becomes narrow."""
        super().resizeEvent(event)
        self._make_room()
        self._note_place()

    def _make_room(self) -> None:
        """Takes the side bar away while the window is too narrow for it; it comes back by itself."""
        narrow = self.width() < (NARROW_PX if self._side_pane is None else NARROW_WITH_PANE_PX)
        if narrow and not self._side_bar_gone and self.command("side_bar").isChecked():
            self._side_bar_gone = True
            self.toggle_side_bar(False)
        elif not narrow and self._side_bar_gone:
            self._side_bar_gone = False
            self.toggle_side_bar(True)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Notes that the window stands elsewhere."""
        super().moveEvent(event)
        self._note_place()

    def _note_place(self) -> None:
        """Where the window stands is kept when it rests, since the end of the session, or a crash, closes no window."""
        if self._painted:
            self._resting.start()

    def _keep_place(self) -> None:
        self._state.save_geometry("window", self.saveGeometry())
        if self._side_pane is None:
            self._state.save_geometry("splitter", self._splitter.saveState())

    def showEvent(self, event: QShowEvent) -> None:
        """Leaves the order of what takes the keyboard to the first Tab: the first picture does not wait for it."""
        QMainWindow.showEvent(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Reports the first one when its picture is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers where the window stood. With ``keep_in_tray`` the window is only put away."""
        self._resting.stop()
        self._keep_place()
        self._state.flush()
        if self.keep_in_tray and not self._quitting:
            event.ignore()
            self.hide()
            return
        super().closeEvent(event)
        self.closed.emit()

    def _after_first_paint(self) -> None:
        if not self._commands:
            self._fill_menus()
        from ui.widgets.drop_overlay import DropOverlay
        from ui.widgets.hold_key import HoldKey

        # Filters see every event of the window, and each kind of event costs time when it is met for the first time.
        overlay = DropOverlay(self, self._splitter, pictures=True)
        overlay.files_dropped.connect(self.files_dropped)
        overlay.picture_dropped.connect(self.picture_dropped)
        self._talk_key = HoldKey(self)
        self._talk_key.pressed.connect(self.talk_pressed)
        self._talk_key.released.connect(self.talk_released)
        self._give_keys(TALK)
        self._splitter.splitterMoved.connect(self._note_place)
        self.first_painted.emit()

    def _give_keys(self, command: str) -> None:
        from PySide6.QtGui import QKeySequence

        from ui.keys.key_bindings import combination

        keys = self.bindings.keys(command)
        if command in self._commands:
            self._commands[command].setShortcuts([QKeySequence(one) for one in keys])
        elif command == TALK and self._talk_key is not None:
            self._talk_key.set_key(combination(keys[0]) if keys else None)

    def _fill_menus(self) -> None:
        from ui.keys.key_bindings import KeyBindings

        self.bindings = KeyBindings(self._state, self)
        self.bindings.changed.connect(self._give_keys)
        for command in COMMANDS:
            action = self._menus[command.menu].addAction("")
            action.setCheckable(command.checkable)
            self._commands[command.id] = action
            self._give_keys(command.id)
        self._commands["chat"].triggered.connect(lambda: self.show_page("chat"))
        for late in (*LATE_PAGES, *LATE_DIALOGS):
            self._commands[late].triggered.connect(lambda _=False, late=late: self._run_late(late))
        self._commands["side_bar"].setChecked(True)
        self._commands["side_bar"].toggled.connect(self.side_bar.setVisible)
        self._commands["quit"].triggered.connect(self.quit)
        self._build_theme_menu()
        self.say(self._say_commands)

    def _build_theme_menu(self) -> None:
        from PySide6.QtGui import QActionGroup

        menu = self._theme_menu = self._menus["view"].addMenu("")
        group = QActionGroup(menu)
        for name in THEMES:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setChecked(name == self._theme_choice)
            action.setData(name)
            group.addAction(action)
        group.triggered.connect(lambda action: self.theme_chosen.emit(str(action.data())))

    def _say_menus(self) -> None:
        for name, text in MENUS:
            self._menus[name].setTitle(with_access_key(tr(text), ACCESS_KEYS[name]))

    def _say_commands(self) -> None:
        for command in COMMANDS:
            self._commands[command.id].setText(command.words)
        self._theme_menu.setTitle(self.tr("Colours"))
        words = (self.tr("As the system"), self.tr("Light"), self.tr("Dark"), self.tr("High contrast"))
        for action, text in zip(self._theme_menu.actions(), words, strict=True):
            action.setText(text)

    def _restore(self) -> None:
        geometry = self._state.geometry("window")
        if geometry is None or not self.restoreGeometry(geometry):
            available = self.screen().availableGeometry().size()
            self.resize(FIRST_SIZE.boundedTo(available - QSize(40, 60)))
        splitter = self._state.geometry("splitter")
        if splitter is not None:
            self._splitter.restoreState(splitter)
        self._make_room()
