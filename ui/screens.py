"""The screens beside the chat: made when the window is on the screen, and joined to it and to the engine here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSystemTrayIcon

from assistant.paths import Paths
from ui.calendar.calendar_page import CalendarPage
from ui.chat.suggesting import Suggesting
from ui.first_run.download_strip import DownloadStrip
from ui.first_run.first_run_page import FirstRunPage
from ui.first_run.sample import Sample
from ui.first_run.waiting_question import WaitingQuestion
from ui.library.library_page import LibraryPage
from ui.library.page_viewer import PageViewer
from ui.library.unlock_dialog import UnlockDialog
from ui.memory.memory_page import MemoryPage
from ui.model_manager.downloads import Downloads
from ui.model_manager.models_page import ModelsPage
from ui.settings.settings_dialog import SettingsDialog
from ui.skills.skill_control import SkillControl
from ui.theme.motion import reduce_motion
from ui.voice.voice_screens import VoiceScreens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.ids import DocumentId
    from assistant.records import EngineStatus, FactSource, FileReport, Remembered
    from assistant.settings import Value
    from ui.desktop import Desktop

FIRST_RUN = "first_run"


class Screens(QObject):
    """First launch and its downloads, documents with the page viewer, models, settings."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        window, api, bridge, operations = desktop.window, desktop.api, desktop.bridge, desktop.operations
        self.downloads = Downloads(api, bridge, operations, self)
        self.downloads.find_left()
        self._viewer = PageViewer(api, operations, window)
        self._viewer.hide()
        self._library = LibraryPage(api, bridge, operations)
        self._first_run: FirstRunPage | None = None
        self._settings: SettingsDialog | None = None
        self._strip = DownloadStrip()
        self._strip.follow(self.downloads)
        self._strip.opened.connect(self._show_downloads)
        window.add_strip(self._strip)
        window.page_shown.connect(lambda name: self._strip.set_covered(name == FIRST_RUN))
        window.add_page("documents", self._library)
        self._memory = MemoryPage(api, operations)
        self._memory.source_wanted.connect(lambda fact: self._open_source(fact.source))
        # What stands first there forgets everything.
        window.add_page("memory", self._memory, keyboard=self._memory.new)
        window.page_shown.connect(lambda name: self._memory.refresh() if name == "memory" else None)
        self._calendar = CalendarPage(api, operations)
        window.add_page("calendar", self._calendar)
        bridge.skills.connect(lambda _: self._calendar.refresh() if window.page_name() == "calendar" else None)
        models = ModelsPage(api, bridge, operations, self.downloads)
        models.chat_server.connect_wanted.connect(self._show_chat_server)
        window.add_page("models", models)
        # Each answer may have measured the model that wrote it.
        window.page_shown.connect(lambda name: models.refresh() if name == "models" else None)
        self._library.opened.connect(self._show_document)
        self._unlock = UnlockDialog(api, bridge, operations, window)
        self._library.unlock_wanted.connect(self._unlock.ask)
        desktop.intake.unlock_wanted.connect(self._unlock.ask)
        self._library.collections_changed.connect(window.chat.composer.set_collections)
        self._viewer.closed.connect(window.hide_side_pane)
        window.chat.transcript.citation_activated.connect(self._show_citation)
        window.chat.transcript.document_activated.connect(self._show_chosen)
        window.chat.transcript.memory_activated.connect(self._open_source)
        window.chat.state_line.model_clicked.connect(lambda: window.show_page("models"))
        self.voice = VoiceScreens(desktop, self)
        self._skills = SkillControl(api, bridge, operations, desktop.session, window.chat.transcript, self)
        window.add_strip(self._skills.strip)
        self._calendar.undone.connect(lambda action: window.chat.transcript.show_changed((action,)))
        self._skills.rang.connect(lambda _: window.come_to_front())
        Suggesting(window, api, bridge, operations, desktop.session.filters)
        Sample(desktop.intake, desktop.session, window.chat, self)
        WaitingQuestion(api, bridge, operations, self.downloads, desktop.session, window.chat, self)
        for name, show in (
            ("settings", self._show_settings),
            ("exam", self._show_exam),
            ("own_skills", self._show_own_skills),
            ("tools", self._show_tools),
            ("home", self._show_home),
            ("chat_server", self._show_chat_server),
            ("first_steps", self._show_first_steps),
        ):
            window.add_command(name, show)

    def refresh(self) -> None:
        """Asks anew for what the pages show, as after a backup was restored. A page of a document goes: its number may be that of
        another one now."""
        self._viewer.forget()
        self._desktop.window.hide_side_pane()
        self._memory.refresh()
        self._library.refresh()
        self._skills.ask()

    def find_here(self) -> bool:
        """Puts the keyboard into the search of what is open: the page of a document before the page beside it. False where
        there is none."""
        fields = {"documents": self._library.filter, "memory": self._memory.filter}
        field = fields.get(self._desktop.window.page_name())
        if self._viewer.isVisible():
            field = self._viewer.places.search
        if field is None or not field.isVisible():
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        return True

    def show_status(self, status: EngineStatus) -> None:
        """Says in the voice view whether speech leaves the machine, and offers the starter set, once, where models are missing; it
        does not come between a person and what they type."""
        self.voice.view.away.show_server(status.chat_server if status.speech_leaves else "")
        if not status.missing_roles or self._first_run is not None:
            return
        self._make_first_run(status.models_folder)
        if not self._desktop.window.chat.composer.text:
            self._desktop.window.show_page(FIRST_RUN)

    def _show_first_steps(self) -> None:
        """Whoever went past the starter set, or has it, finds its page again."""
        status = self._desktop.status
        if self._first_run is None:
            self._make_first_run(Paths.choose().models if status is None else status.models_folder)
        else:
            self._first_run.refresh()
        self._desktop.window.show_page(FIRST_RUN)

    def _make_first_run(self, models_folder: Path) -> None:
        window, desktop = self._desktop.window, self._desktop
        self._first_run = FirstRunPage(
            desktop.api, desktop.bridge, desktop.operations, self.downloads, models_folder=models_folder
        )
        window.add_page(FIRST_RUN, self._first_run)
        self._first_run.explore_requested.connect(lambda: window.show_page("chat"))
        self._first_run.sound_check_wanted.connect(self.voice.show_sound_check)
        self._first_run.documents_wanted.connect(self._try_a_folder)
        self._first_run.finished.connect(lambda: window.show_page("chat"))

    def _try_a_folder(self) -> None:
        self._desktop.window.show_page("documents")
        self._library.choose_folder()

    def _show_downloads(self) -> None:
        self._desktop.window.show_page("models" if self._first_run is None else FIRST_RUN)

    def _show_citation(self, citation: object) -> None:
        others = self._desktop.window.chat.transcript.citations_beside(citation)
        # Shown first, it knows its width, and asks for a picture that is sharp at once.
        self._desktop.window.show_side_pane(self._viewer)
        self._viewer.open(citation, others)  # type: ignore[arg-type]  # Qt's signals carry plain objects

    def _open_source(self, said: Remembered | FactSource) -> None:
        """Opens the chat in which something was said at the message that says it, or the memory for what was written there."""
        if said.conversation is None:
            self._desktop.window.show_page("memory")
            return
        self._desktop.window.show_page("chat")
        self._desktop.session.open_at(said.conversation, said.message)

    def _show_chosen(self, document: DocumentId) -> None:
        api, operations, session = self._desktop.api, self._desktop.operations, self._desktop.session

        def show(reports: Sequence[FileReport]) -> None:
            for report in [one for one in reports if one.document_id == document]:
                self._show_document(report)

        operations.run(api.documents.files, show, session.tell_error)

    def _show_document(self, report: FileReport) -> None:
        if report.document_id is not None:
            self._desktop.window.show_side_pane(self._viewer)
            self._viewer.open_document(report.document_id, report.path)

    def _show_settings(self) -> None:
        if self._settings is None:
            self._settings = SettingsDialog(self._desktop.api, self._desktop.operations, self._desktop.window)
            self._settings.setting_changed.connect(self._apply)
            self._settings.engine_rests.connect(lambda: self._desktop.let_engine_rest(True))
            self._settings.encryption_wanted.connect(self._settings.accept)
            self._settings.encryption_wanted.connect(self._desktop.encryption.ask_to_switch)
            self._settings.data_moved.connect(self._desktop.start_anew)
            self._settings.data_erased.connect(self._leave_nothing)
            self._settings.sound_check_wanted.connect(self._settings.accept)
            self._settings.sound_check_wanted.connect(self.voice.show_sound_check)
        self._settings.open()

    def _show_exam(self) -> None:
        from ui.exam.exam_dialog import ExamDialog

        desktop = self._desktop
        dialog = ExamDialog(desktop.api, desktop.bridge, desktop.operations, desktop.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_own_skills(self) -> None:
        from ui.skills.own_skills_dialog import OwnSkillsDialog

        desktop, status = self._desktop, self._desktop.status
        paths = Paths.choose() if status is None else Paths(home=status.data_folder, models=status.models_folder)
        dialog = OwnSkillsDialog(desktop.api, desktop.operations, str(paths.own_skills), desktop.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_tools(self) -> None:
        from ui.skills.tools_dialog import ToolsDialog

        dialog = ToolsDialog(self._desktop.api, self._desktop.operations, self._desktop.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_home(self) -> None:
        from ui.skills.home_dialog import HomeDialog

        dialog = HomeDialog(self._desktop.api, self._desktop.operations, self._desktop.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_chat_server(self) -> None:
        from ui.chat_server.chat_server_dialog import ChatServerDialog

        dialog = ChatServerDialog(self._desktop.api, self._desktop.operations, self._desktop.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _apply(self, name: str, value: Value) -> None:
        if name == "appearance_theme":
            self._desktop.theme.set_choice(str(value))
        elif name == "appearance_reduce_motion":
            reduce_motion(bool(value))
        elif name == "appearance_zoom_percent":
            self._desktop.theme.set_zoom(int(value))
        elif name == "appearance_keep_in_tray":
            self._desktop.window.keep_in_tray = bool(value) and QSystemTrayIcon.isSystemTrayAvailable()
        elif name == "appearance_quick_ask_key":
            self._desktop.use_quick_key(bool(value))
        elif name == "appearance_start_with_desktop":
            self._start_with_desktop(bool(value))
        elif name == "appearance_language":
            self._desktop.choose_language(str(value))

    def _leave_nothing(self) -> None:
        """After everything was erased: what the window itself keeps goes too."""
        self._start_with_desktop(False)
        self._desktop.forget_state()
        self._desktop.start_anew()

    def _start_with_desktop(self, wanted: bool) -> None:
        from ui.autostart import set_autostart

        desktop, status = self._desktop, self._desktop.status
        if status is not None:
            paths = Paths(home=status.data_folder, models=status.models_folder)
            desktop.operations.run(lambda: set_autostart(wanted, paths), None, desktop.session.tell_error)
