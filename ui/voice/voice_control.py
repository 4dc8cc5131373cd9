"""Joins the talk button, the voice bar and the engine's voice.

Calls of one session go one after another on a thread of their own, so that a release never overtakes its press. A session belongs
to the conversation that is open: leaving that conversation ends it.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from assistant.conversation.named_text import Place
from assistant.errors import ErrorReport
from assistant.events import (
    AnswerDelta,
    InputLevel,
    NamedTextWanted,
    TurnEvent,
    TurnStarted,
    VoiceEvent,
    VoiceMode,
    VoiceStopped,
)
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId
from ui.bridge import EngineBridge
from ui.chat.named_text import text_of
from ui.chat.session import ChatSession
from ui.main_window import MainWindow
from ui.operations import Operations
from ui.voice.read_aloud import ReadAloud
from ui.voice.talk_state import Phase, TalkState, pressed, released, silenced, take
from ui.voice.talk_words import talk_button_words
from ui.widgets.engine_words import error_words

if TYPE_CHECKING:
    from ui.voice.voice_bar import VoiceBar

IDLE_S = 180.0
"""A microphone opened by a button is closed when nobody has used it for so long."""
CLOSE_TIMEOUT_S = 1.0


class VoiceControl(QObject):
    """One spoken conversation at a time, and answers read aloud. ``state_changed`` gives the ``TalkState``, or None at its end;
    ``view_requested`` when the bar is to be seen as a page."""

    state_changed = Signal(object)
    view_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        session: ChatSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._api, self._session = window, api, session
        self._calls = Operations(self, threads=1)
        self._calls.failed_by_bug.connect(operations.failed_by_bug)
        self._state: TalkState | None = None
        self._conversation: ConversationId | None = None
        self._mode = VoiceMode.HANDS_FREE
        self._mode_known = False
        self._held_before_mode = False
        self._pressed_before_mode = False
        self.idle_timer = QTimer(self)
        self.idle_timer.setSingleShot(True)
        self.idle_timer.setInterval(int(IDLE_S * 1000))
        self.idle_timer.timeout.connect(self.end)
        self._reading = ReadAloud(api, operations, window.chat, self._tell, self)
        self._reading.asked_to_begin.connect(self.end)
        bridge.voice.connect(self._voice_event)
        bridge.turn.connect(self._turn_event)
        bridge.text_wanted.connect(self._give_text)
        window.talk_pressed.connect(self._pressed)
        window.talk_released.connect(self._released)
        window.chat.welcome.talk_chosen.connect(self._begin_by_click)
        window.chat.composer.stop_requested.connect(self._silence)
        self._mute_command = window.command("mute")
        self._mute_command.setEnabled(False)
        self._mute_command.triggered.connect(self.mute)
        session.conversation_changed.connect(self._conversation_changed)

    @property
    def state(self) -> TalkState | None:
        """Where the session stands; None without one."""
        return self._state

    @property
    def mode(self) -> VoiceMode:
        """How a spoken turn begins, as far as is known here."""
        return self._mode

    def learn_mode(self) -> None:
        """Asks the engine how a spoken turn begins, so that the first press is understood."""
        self._calls.run(self._read_mode, self._set_mode, None)

    def click(self) -> None:
        """As the talk button, from where nothing can be held: with hold to talk, one click begins and the next one ends."""
        recording = self._state is not None and self._state.recording
        held = self._mode is VoiceMode.HOLD_TO_TALK
        if not (held and recording):
            self._pressed()
        if not held or recording:
            self._released()

    def step_back(self) -> bool:
        """What Esc does first: silences what is spoken, else ends the session; False when there is neither."""
        if self._reading.silence():
            return True
        if self._state is None:
            return False
        if self._state.answering or self._session.answering:
            self.silence_answer()
        else:
            self.end()
        return True

    def _give_text(self, wanted: NamedTextWanted) -> None:
        """Takes along what a spoken question names and only the window sees."""
        text = text_of(Place(wanted.place))
        self._calls.run(lambda: self._api.voice.give_text(wanted.number, text), None, None)

    @Slot()
    def end(self) -> None:
        """Closes the microphone."""
        if self._state is None or self._state.phase is Phase.ENDING:
            return
        self._show(dataclasses.replace(self._state, phase=Phase.ENDING))
        self._calls.run(self._api.voice.stop, lambda _: self._closed(), self._failed)

    def engine_died(self) -> None:
        """Nothing is open any more."""
        self._ended()

    def close(self) -> None:
        """Ends what is spoken; the engine closes the microphone with itself."""
        self._reading.silence()
        self._calls.close(CLOSE_TIMEOUT_S)

    @cached_property
    def bar(self) -> VoiceBar:
        """The bar, made with the first session."""
        from ui.keys.key_bindings import native
        from ui.voice.voice_bar import VoiceBar

        bar = VoiceBar()
        bar.silence_requested.connect(self.silence_answer)
        bar.mute_requested.connect(self.mute)
        bar.end_requested.connect(self.end)
        bar.view_requested.connect(self.view_requested)
        self._window.chat.add_over_composer(bar)
        bindings = self._window.bindings

        def name_keys() -> None:
            bar.name_mute_keys(next(map(native, bindings.keys("mute")), ""))

        name_keys()
        bindings.changed.connect(name_keys)
        return bar

    # -- the talk button -----------------------------------------------------------------------------------------------

    def _pressed(self) -> None:
        if self._state is None:
            self._begin()
            self._pressed_before_mode = self._held_before_mode = not self._mode_known
        elif self._state.mode is VoiceMode.HANDS_FREE:
            self.end()
            return
        if self._mode is not VoiceMode.HANDS_FREE and self._state is not None:
            self._note_use()
            self._show(pressed(self._state))
            self._calls.run(self._api.voice.press, None, self._tell)

    def _released(self) -> None:
        self._held_before_mode = False
        if self._state is not None and self._mode is not VoiceMode.HANDS_FREE:
            self._show(released(self._state))
            self._calls.run(self._api.voice.release, None, self._tell)

    def _begin_by_click(self) -> None:
        if self._state is None:
            self._pressed()
            self._released()

    def _begin(self) -> None:
        self._reading.silence()
        if self._window.page_name() not in ("chat", "voice"):
            self._window.show_page("chat")
        if self._session.temporary and self._session.conversation is None:
            # A spoken conversation that begins here would be stored.
            self._window.chat.banner.show_notice(
                self.tr("Write the first question of a temporary chat; then you can talk in it.")
            )
            return
        self._conversation = conversation = self._session.conversation
        self._show(TalkState(mode=self._mode))

        def start() -> VoiceMode:
            mode = self._read_mode()
            self._api.voice.start(mode, conversation)
            return mode

        self._calls.run(start, self._set_mode, self._failed)

    def silence_answer(self) -> None:
        """Silences what is said and stops what is written."""
        self._session.stop()
        self._silence()

    def _silence(self) -> None:
        if self._state is not None:
            self._show(silenced(self._state))
            self._calls.run(self._api.voice.silence, None, self._tell)

    @Slot(bool)
    def mute(self, muted: bool) -> None:
        """Throws the microphone's sound away, or no longer."""
        if self._state is not None:
            # Shown once the engine says so: "muted" must be true.
            self._show(self._state)
            self._calls.run(lambda: self._api.voice.mute(muted), None, self._tell)

    def _read_mode(self) -> VoiceMode:
        return VoiceMode(self._api.settings().voice_mode)

    def _set_mode(self, mode: VoiceMode) -> None:
        self._mode, self._mode_known = mode, True
        early, self._pressed_before_mode = self._pressed_before_mode, False
        if self._state is not None and self._state.mode is not mode:
            self._show(dataclasses.replace(self._state, mode=mode, recording=False))
        if early and (mode is VoiceMode.CLICK_TO_TALK or (mode is VoiceMode.HOLD_TO_TALK and self._held_before_mode)):
            self._pressed()

    # -- what the engine says ------------------------------------------------------------------------------------------

    @Slot(object)
    def _voice_event(self, event: VoiceEvent) -> None:
        if self._state is None:
            return
        if isinstance(event, VoiceStopped):
            if event.error is not None:
                self._failed(event.error)
            self._ended()
            return
        if not isinstance(event, InputLevel):
            self._note_use()
        self._show(take(self._state, event))

    @Slot(object)
    def _turn_event(self, event: TurnEvent) -> None:
        if self._state is None:
            return
        if isinstance(event, TurnStarted) and event.spoken:
            self._conversation = event.conversation_id
            self._show(take(self._state, event))
        elif isinstance(event, AnswerDelta) and event.turn_id == self._state.turn:
            self._show(take(self._state, event))

    @Slot(object)
    def _conversation_changed(self, conversation: object) -> None:
        # While an answer is written, the new chat that is open got its id; nobody went to another one. Whether from a spoken or
        # a typed question is known when the events at hand are done.
        same_chat = self._session.answering
        QTimer.singleShot(0, self, lambda: self._follow_conversation(conversation, same_chat))

    def _follow_conversation(self, conversation: object, same_chat: bool) -> None:
        if self._state is None or self._session.conversation == self._conversation:
            return
        if self._session.conversation != conversation:
            return  # another change came in between, and is followed
        self.end()
        if same_chat:
            self._calls.run(lambda: None, lambda _: self._begin() if self._state is None else None)

    def _closed(self) -> None:
        if self._state is not None and self._state.phase is Phase.ENDING:
            self._ended()

    def _failed(self, error: ErrorReport) -> None:
        self._ended()
        self._tell(error)

    def _ended(self) -> None:
        self.idle_timer.stop()
        self._state = None
        self._window.chat.composer.set_talking("")
        self._mute_command.setChecked(False)
        self._mute_command.setEnabled(False)
        if "bar" in self.__dict__:
            self.bar.hide()
        self.state_changed.emit(None)

    def _show(self, state: TalkState) -> None:
        self._state = state
        self.bar.show_state(state)
        self._window.chat.composer.set_talking(talk_button_words(state))
        self._mute_command.setChecked(state.muted)
        self._mute_command.setEnabled(state.phase not in (Phase.OPENING, Phase.ENDING))
        self.state_changed.emit(state)

    def _note_use(self) -> None:
        if self._mode is not VoiceMode.HANDS_FREE:
            self.idle_timer.start()

    def _tell(self, error: ErrorReport) -> None:
        if error.kind in ("engine_stopped", "interrupted"):
            return
        action, on_action = "", None
        if error.kind == "device_unavailable":
            action, on_action = self.tr("Try again"), self._begin_by_click
        elif error.kind == "model_unavailable" and self._window.command("models").isEnabled():
            action, on_action = self.tr("Models"), self._window.command("models").trigger
        self._window.chat.banner.show_notice(error_words(error), action=action, on_action=on_action)
