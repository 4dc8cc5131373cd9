"""Joins the window to an engine. The only place where screens meet the front door; further screens are added here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from assistant.documents.reading.formats import NAME_PATTERNS
from assistant.errors import DamagedDatabase, ErrorReport, KeyNeeded, WrongKey
from assistant.events import EngineDied, EngineStarted
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId
from assistant.records import EngineStatus
from assistant.settings import Value
from ui.bridge import EngineBridge
from ui.chat.entries import AnswerEntry
from ui.chat.intake import DocumentIntake
from ui.chat.message_actions import MessageActions
from ui.chat.session import ChatSession
from ui.chat.shelf import ConversationShelf
from ui.chat.stale_answers import StaleAnswers
from ui.keeping.backup_desk import BackupDesk
from ui.keeping.calendar_files import CalendarFiles
from ui.keeping.encryption_desk import EncryptionDesk
from ui.keeping.exchange import ChatExchange
from ui.main_window import STARTING, MainWindow
from ui.operations import Operations
from ui.reading import Reading
from ui.theme.theme import Theme, next_zoom
from ui.translations.translator import WindowLanguage
from ui.voice.voice_control import VoiceControl
from ui.widgets.engine_words import error_words
from ui.widgets.shown_address import shown_address
from ui.window_state import WindowState

if TYPE_CHECKING:
    from ui.quick_ask.global_key import GlobalKey
    from ui.quick_ask.quick_ask_control import QuickAsk
    from ui.screens import Screens

CLOSE_TIMEOUT_S = 3.0
USUAL_ZOOM_PERCENT = 100


class Desktop(QObject):
    """The running program: window, engine, and what goes between them. The engine is started by the caller. ``furnished`` when all
    that is there from the beginning has been made."""

    furnished = Signal()

    def __init__(
        self, window: MainWindow, theme: Theme, language: WindowLanguage, state: WindowState, api: AssistantApi
    ) -> None:
        super().__init__(window)
        self.window, self.theme, self.language, self.api = window, theme, language, api
        self._state = state
        self.operations = Operations(self)
        self._engine_status = Reading(self.operations)
        self.bridge = EngineBridge(self)
        self.session = ChatSession(api, self.bridge, self.operations, window.chat, state, self)
        self.shelf = ConversationShelf(api, self.operations, window.side_bar, self.session, window.chat, self)
        self.message_actions = MessageActions(api, self.operations, self.session, window.chat, self)
        self._stale_answers = StaleAnswers(
            api, self.bridge, self.operations, self.session, window.chat.transcript, self
        )
        self.intake = DocumentIntake(api, self.bridge, self.operations, self.session, window.chat.banner, self)
        self.voice = VoiceControl(window, api, self.bridge, self.operations, self.session, self)
        self.backups = BackupDesk(api, self.operations, lambda: window.chat.banner, self.session.tell_error, window)
        self.encryption = EncryptionDesk(
            api, self.operations, lambda: window.chat.banner, self.session.tell_error, window
        )
        self.backups.key_wanted.connect(self.encryption.ask_for_key)
        self.exchange = ChatExchange(api, self.operations, lambda: window.chat.banner, self.session.tell_error, window)
        self.calendars = CalendarFiles(
            api, self.operations, lambda: window.chat.banner, self.session.tell_error, window
        )
        self._state = state
        self.starts_anew = False
        self._quick_ask: QuickAsk | None = None
        self._quick_key: GlobalKey | None = None
        self.exchange.imported.connect(self.shelf.refresh)
        self.status: EngineStatus | None = None
        self.screens: Screens | None = None
        self._engine_refused = False
        self._engine_rests = False
        self._stopped_words = ""
        self.session.running_changed.connect(self._asked_since)
        self._unsubscribe = api.subscribe(self.bridge.receive)
        self.bridge.engine.connect(self._engine_event)
        self.bridge.models_changed.connect(self._ask_status)
        self.bridge.chat_server_changed.connect(self._ask_status)
        self._connect_commands()
        self._connect_page()

    def begin(self) -> None:
        """Asks the engine for what the window shows; answers come when it has started."""
        self.session.show_idle_words(self.tr("Starting the engine …"))
        self._ask_status()
        self.voice.learn_mode()
        self.shelf.refresh()

    def close(self) -> None:
        """Takes leave of the engine; a chat whose time to undo still ran is deleted now."""
        self.window.chat.banner.dismiss()
        self.use_quick_key(False)
        if self._quick_ask is not None:
            self._quick_ask.close()
        self.voice.close()
        self.operations.close(CLOSE_TIMEOUT_S)
        self._unsubscribe()
        self.api.close()

    def set_setting(self, name: str, value: Value) -> None:
        """Changes a setting in the engine, which writes it down."""
        self.operations.run(lambda: self.api.set_setting(name, value), None, self.session.tell_error)

    def choose_language(self, setting: str) -> None:
        """Speaks another language from now on; what Sotto is doing is said anew with the next event."""
        if self.language.choose(setting):
            self.theme.set_language(self.language.code)

    def start_anew(self) -> None:
        """Ends the program, which its caller starts again: everything is somewhere else."""
        self.starts_anew = True
        self.window.quit()

    def forget_state(self) -> None:
        """The window's place, keys and drafts go, and none are kept until the program ends."""
        self._state.forget()

    def quick_ask(self) -> None:
        """Shows the small window for one question."""
        if self._quick_ask is None:
            from ui.quick_ask.quick_ask_control import QuickAsk

            self._quick_ask = QuickAsk(
                self.api,
                self.bridge,
                self.operations,
                open_chat=self._open_chat_in_window,
                open_link=self._ask_before_opening,
                parent=self,
            )
            self._quick_ask.show_server(self.status.chat_server if self.status is not None else "")
        self._quick_ask.come()

    def take_files(self, files: Sequence[Path]) -> None:
        """Reads the files that the program was started with, as those that are dropped on the window."""
        self.window.come_to_front()
        if self.screens is not None:
            self.window.show_page("chat")
        self.intake.add(files)

    def use_quick_key(self, wanted: bool) -> None:
        """Asks the desktop for the key of the small window, or gives it back."""
        if self._quick_key is not None:
            self._quick_key.close()
            self._quick_key = None
        if wanted:
            from ui.quick_ask.global_key import GlobalKey

            self._quick_key = GlobalKey(self.tr("Ask Sotto in a small window"), self)
            self._quick_key.pressed.connect(self.quick_ask)
            self._quick_key.unavailable.connect(self._tell_no_key)
            self._quick_key.start()

    def _tell_no_key(self) -> None:
        words = self.tr(
            "This desktop gives programs no keys. Bind a key to the command “sotto --quick” in the desktop's own settings."
        )
        self.window.chat.banner.show_notice(words)

    def _open_chat_in_window(self, conversation: ConversationId) -> None:
        self.window.come_to_front()
        self.window.show_page("chat")
        self.session.open(conversation)

    def _connect_commands(self) -> None:
        command = self.window.command
        command("new_chat").triggered.connect(self._new_chat)
        command("temporary_chat").triggered.connect(self._temporary_chat)
        command("quick_ask").triggered.connect(lambda: self.quick_ask())
        command("find_chat").triggered.connect(self._find_chat)
        command("find_here").triggered.connect(self._find_here)
        command("add_documents").triggered.connect(self._choose_files)
        command("add_folder").triggered.connect(self._choose_folder)
        command("import_chats").triggered.connect(self.exchange.choose_export)
        command("import_calendar").triggered.connect(self.calendars.choose_import)
        command("export_calendar").triggered.connect(self.calendars.choose_export)
        command("export_everything").triggered.connect(self.exchange.choose_place)
        command("back_up").triggered.connect(self.backups.choose_place)
        command("restore").triggered.connect(lambda: self.backups.offer())
        command("focus_question").triggered.connect(self._focus_question)
        command("stop").triggered.connect(self._stop_or_silence)
        command("ask_again").triggered.connect(self.session.ask_again)
        command("copy_answer").triggered.connect(self.session.copy_last_answer)
        command("zoom_in").triggered.connect(lambda: self._zoom(next_zoom(self.theme.zoom_percent, larger=True)))
        command("zoom_out").triggered.connect(lambda: self._zoom(next_zoom(self.theme.zoom_percent, larger=False)))
        command("zoom_reset").triggered.connect(lambda: self._zoom(USUAL_ZOOM_PERCENT))
        command("keys").triggered.connect(self._show_keys)
        command("whats_new").triggered.connect(self._show_whats_new)
        command("about").triggered.connect(self._show_about)
        self.window.theme_chosen.connect(self._choose_theme)
        self.bridge.damaged.connect(self._offer_backup)
        self.bridge.network_stopped.connect(self._tell_stopped)
        self.backups.restoring.connect(lambda: self.let_engine_rest(True))
        self.backups.kept.connect(lambda: self.let_engine_rest(False))
        self.backups.restored.connect(lambda _: self._everything_is_another())
        self.backups.restored.connect(self._state.keep_drafts_in_memory)
        self.encryption.switching.connect(lambda: self.let_engine_rest(True))
        self.encryption.kept.connect(lambda: self.let_engine_rest(False))
        self.encryption.switched.connect(self._state.keep_drafts_in_memory)
        self.encryption.unlocked.connect(self.begin)

    def _connect_page(self) -> None:
        chat = self.window.chat
        self.window.files_dropped.connect(self.intake.add)
        self.window.picture_dropped.connect(self._attach_dropped)
        chat.composer.files_pasted.connect(self.intake.add)
        self.window.side_bar.opened.connect(lambda _: self.window.show_page("chat"))
        self.window.side_bar.hit_opened.connect(lambda *_: self.window.show_page("chat"))
        self.window.side_bar.new_requested.connect(lambda: self.window.show_page("chat"))
        chat.welcome.ask_chosen.connect(chat.composer.edit.setFocus)
        chat.welcome.documents_chosen.connect(self._choose_files)
        chat.transcript.models_wanted.connect(self.window.command("models").trigger)
        chat.transcript.here_wanted.connect(self._answer_here)
        chat.transcript.link_activated.connect(self._ask_before_opening)
        chat.composer.use_documents_changed.connect(lambda choice: self.set_setting("documents_use", choice))

    def _ask_status(self) -> None:
        self._engine_status.begin(self.api.status, self._show_status, self.session.tell_error)

    def _show_status(self, status: EngineStatus) -> None:
        before, self.status = self.status, status
        self.session.show_idle_words("")
        self.window.chat.state_line.show_model(status.chat_server.partition(" · ")[0] or status.chat_model)
        self.window.chat.state_line.away.show_server(status.chat_server)
        if self._quick_ask is not None:
            self._quick_ask.show_server(status.chat_server)
        if self.screens is None:
            # Made when the engine has answered: the first paint does not wait for screens nobody sees yet.
            from ui.chat.warming import warm_up_rendering
            from ui.screens import Screens

            self.screens = Screens(self)
            self.operations.run(warm_up_rendering, lambda _: self.furnished.emit())
        self.screens.show_status(status)
        if status.chat_model and (before is None or before.chat_model != status.chat_model):
            self.operations.run(self.api.warm_up, None, self.session.tell_error)

    @Slot(object)
    def _engine_event(self, event: EngineStarted | EngineDied) -> None:
        restarted = isinstance(event, EngineStarted) and event.restarted
        after_refusal, self._engine_refused = self._engine_refused, False
        if isinstance(event, EngineDied):
            self.voice.engine_died()
            if event.refusal is not None:
                self._tell_refusal(event.refusal)
                return
            self.session.show_idle_words(self.tr("Starting the engine …"))
            words = self.tr("The engine stopped. Your question and what was written are kept.")
        elif restarted:
            self.status = None
            self._ask_status()
            self.shelf.refresh()
            # Whoever asked again in the meantime needs no telling.
            if after_refusal or self._engine_rests or self.session.answering:
                self._engine_rests = False
                self.window.chat.banner.dismiss()
                return
            words = self.tr("The engine stopped and was started again. Your question and what was written are kept.")
        else:
            return
        # An answer that broke off says so itself and offers to ask again.
        self.window.chat.banner.show_notice(words)
        self._stopped_words = words

    def _asked_since(self, running: frozenset[ConversationId]) -> None:
        """What was said about the engine is no news when an answer is being written again."""
        if running and self._stopped_words and self.window.chat.banner.text == self._stopped_words:
            self.window.chat.banner.dismiss()

    def let_engine_rest(self, rests: bool) -> None:
        """While a backup is restored, or the data folder moved, the engine is ended and started anew, which is no news."""
        self._engine_rests = rests

    def _everything_is_another(self) -> None:
        self.window.show_page("chat")
        self.session.new_chat()
        self.shelf.refresh()
        if self.screens is not None:
            self.screens.refresh()

    def _offer_backup(self) -> None:
        self.backups.offer(self.tr("The database is damaged."))

    def _tell_stopped(self, who: str) -> None:
        words = self.tr("Sotto stopped “{who}” from reaching the network. Nothing was sent.")
        self.window.chat.banner.show_notice(words.format(who=who))

    def _tell_refusal(self, error: ErrorReport) -> None:
        self._engine_refused = True
        self.session.show_idle_words("")
        if self.window.page_name() == STARTING:
            self.window.show_page("chat")
        if error.kind in (KeyNeeded.kind, WrongKey.kind):
            self.encryption.ask_for_key(error)
        if error.kind == DamagedDatabase.kind:
            self.backups.offer(error_words(error))
        self.window.chat.banner.show_notice(error_words(error), action=self.tr("Try again"), on_action=self.begin)

    def _answer_here(self, entry: AnswerEntry) -> None:
        def switched(_: object) -> None:
            self.session.ask_once_more(entry, entry.instead_of_documents)

        self.operations.run(lambda: self.api.chat_server.use(False), switched, self.session.tell_error)

    def _new_chat(self) -> None:
        self.window.show_page("chat")
        self.session.new_chat()

    def _temporary_chat(self) -> None:
        self.window.show_page("chat")
        self.session.new_chat(temporary=True)

    def _find_chat(self) -> None:
        self.window.toggle_side_bar(True)
        self.window.side_bar.focus_filter()

    def _find_here(self) -> None:
        """Where nothing that is open has a search of its own, among the chats."""
        if self.screens is None or not self.screens.find_here():
            self._find_chat()

    def _focus_question(self) -> None:
        self.window.show_page("chat")
        self.window.chat.composer.edit.setFocus()

    def _stop_or_silence(self) -> None:
        if self.screens is not None and self.screens.voice.step_back():
            return
        if not self.voice.step_back():
            self.session.stop()

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self.window,
            self.tr("Add documents"),
            "",
            self.tr("Documents") + f" ({NAME_PATTERNS});;" + self.tr("All files") + " (*)",
        )
        if names:
            self.intake.add([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window, self.tr("Add a folder"))
        if name:
            self.intake.add([Path(name)])

    def _attach_dropped(self, picture: object) -> None:
        self._focus_question()
        self.session.attach(picture)  # type: ignore[arg-type]  # Qt's signals carry plain objects

    def _zoom(self, percent: int) -> None:
        self.theme.set_zoom(percent)
        self.set_setting("appearance_zoom_percent", percent)

    def _choose_theme(self, choice: str) -> None:
        self.theme.set_choice(choice)
        self.set_setting("appearance_theme", choice)

    def _show_keys(self) -> None:
        from ui.keys.keys_dialog import KeysDialog

        dialog = KeysDialog(self.window.bindings, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_whats_new(self) -> None:
        from ui.about.whats_new_dialog import WhatsNewDialog

        dialog = WhatsNewDialog(self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_about(self) -> None:
        from ui.about.about_dialog import AboutDialog

        dialog = AboutDialog(self.api, self.operations, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.link_activated.connect(self._ask_before_opening)
        dialog.open()

    def _ask_before_opening(self, url: QUrl) -> None:
        if url.scheme() not in ("http", "https", "mailto"):
            return
        question = QMessageBox(self.window)
        question.setWindowTitle(self.tr("Open a link"))
        question.setText(self.tr("Open this address outside Sotto? Your browser will use the network."))
        question.setInformativeText(shown_address(url))
        question.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(QMessageBox.StandardButton.Cancel)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes = question.button(QMessageBox.StandardButton.Open)
        question.buttonClicked.connect(lambda button: QDesktopServices.openUrl(url) if button is yes else None)
        question.open()
