"""Joins the dictation key and button, the composer and the engine."""

from __future__ import annotations

import enum
from functools import cached_property

from PySide6.QtCore import QObject, Signal, Slot

from assistant.errors import ErrorReport
from assistant.events import DictationEvent, DictationHeard, DictationLevel, DictationReady, DictationStopped
from assistant.front_door import AssistantApi
from ui.bridge import EngineBridge
from ui.dictation.dictated_text import DictatedText
from ui.dictation.dictation_bar import DictationBar
from ui.main_window import MainWindow
from ui.operations import Operations
from ui.widgets.engine_words import error_words


class Phase(enum.Enum):
    """Where a dictation stands. While it is ``ENDING`` the last words are still understood."""

    OFF = enum.auto()
    OPENING = enum.auto()
    LISTENING = enum.auto()
    ENDING = enum.auto()


class DictationControl(QObject):
    """One dictation at a time. ``beginning`` comes before the microphone is opened: a spoken conversation ends first."""

    beginning = Signal()

    def __init__(
        self,
        window: MainWindow,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._api = window, api
        # One after the other: the end never overtakes the beginning.
        self._calls = Operations(self, threads=1)
        self._calls.failed_by_bug.connect(operations.failed_by_bug)
        self._text = DictatedText(window.chat.composer.edit)
        self._sent = False
        self.phase = Phase.OFF
        self._command = window.command("dictate")
        self._command.triggered.connect(self.toggle)
        window.chat.composer.dictate_requested.connect(self.toggle)
        window.chat.composer.submitted.connect(lambda _: self._end_by_sending())
        window.talk_pressed.connect(self.end)
        bridge.dictation.connect(self._engine_says)

    @cached_property
    def bar(self) -> DictationBar:
        """The line over the composer, made with the first dictation."""
        bar = DictationBar()
        bar.done.connect(self.end)
        self._window.chat.add_over_composer(bar)
        return bar

    @Slot()
    def toggle(self) -> None:
        """Begins, or ends."""
        if self.phase is Phase.OFF:
            self._begin()
        else:
            self.end()

    @Slot()
    def end(self) -> bool:
        """Closes the microphone; what was said is still written. False when there was nothing to end."""
        if self.phase in (Phase.OFF, Phase.ENDING):
            return False
        self._show(Phase.ENDING)
        self._calls.run(self._api.voice.stop_dictating, None, self._failed)
        return True

    def _begin(self) -> None:
        self.beginning.emit()
        if self._window.page_name() != "chat":
            self._window.show_page("chat")
        self._sent = False
        self._show(Phase.OPENING)
        self._window.chat.composer.edit.setFocus()
        self._calls.run(self._api.voice.dictate, None, self._failed)

    def _end_by_sending(self) -> None:
        """What is said from now on, or was not understood yet, does not belong into the next question."""
        self._sent = self.end() or self.phase is Phase.ENDING

    @Slot(object)
    def _engine_says(self, event: DictationEvent) -> None:
        if self.phase is Phase.OFF:
            return
        match event:
            case DictationReady():
                if self.phase is Phase.OPENING:
                    self._show(Phase.LISTENING)
            case DictationLevel():
                self.bar.meter.set_level(event.level)
            case DictationHeard():
                if not self._sent:
                    self._text.write(event.text, event.language, final=event.final)
            case DictationStopped():
                self._over()
                if event.error is not None:
                    self._tell(event.error)

    def _failed(self, error: ErrorReport) -> None:
        self._over()
        self._tell(error)

    def _over(self) -> None:
        self._text.finish()
        self._show(Phase.OFF)

    def _show(self, phase: Phase) -> None:
        self.phase = phase
        on = phase is not Phase.OFF
        self._command.setChecked(on)
        self._window.chat.composer.set_dictating(on)
        if on:
            self.bar.show_listening(phase is Phase.LISTENING)
        else:
            self.bar.hide()

    def _tell(self, error: ErrorReport) -> None:
        if error.kind in ("engine_stopped", "interrupted"):
            return
        action, on_action = "", _nothing
        if error.kind == "device_unavailable":
            action, on_action = self.tr("Try again"), self._begin
        self._window.chat.banner.show_notice(error_words(error), action=action, on_action=on_action)


def _nothing() -> None:
    pass
