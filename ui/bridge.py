"""The only crossing from the engine's threads to the GUI thread.

The engine calls ``receive`` from a thread of its own; the signals below are emitted on the GUI thread, in the same order. What
arrives for a turn that has finished, or that the window let go, is dropped here, so no widget has to know of dead turns.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Qt, Signal, Slot

from assistant.events import (
    ActionsChanged,
    ChatServerChanged,
    DatabaseDamaged,
    DictationEvent,
    DocumentsForgotten,
    DownloadFinished,
    DownloadProgress,
    EngineDied,
    EngineStarted,
    Event,
    ExamFinished,
    ExamProgress,
    FileIndexed,
    IndexFinished,
    IndexProgress,
    MachineMeasured,
    ModelsChanged,
    NamedTextWanted,
    NetworkStopped,
    PictureRead,
    SoundCheckEnded,
    SoundCheckLevel,
    TimersChanged,
    TranscriptionProgress,
    TurnEvent,
    TurnFinished,
    VoiceEvent,
)
from assistant.ids import TurnId

# Late events come within seconds of a turn's end; this many turns are remembered as dead.
REMEMBERED_DEAD_TURNS = 256


class EngineBridge(QObject):
    """One signal for each family of events."""

    turn = Signal(object)
    voice = Signal(object)
    text_wanted = Signal(object)
    dictation = Signal(object)
    sound_check = Signal(object)
    transcription = Signal(object)
    index = Signal(object)
    picture = Signal(object)
    download = Signal(object)
    models_changed = Signal()
    machine_measured = Signal()
    chat_server_changed = Signal()
    skills = Signal(object)
    exam = Signal(object)
    engine = Signal(object)
    damaged = Signal()
    network_stopped = Signal(str)

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dead: OrderedDict[TurnId, None] = OrderedDict()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def receive(self, event: Event) -> None:
        """Takes an event from any thread and returns at once; give this to ``AssistantApi.subscribe``."""
        self._arrived.emit(event)

    def let_go(self, turn_id: TurnId) -> None:
        """Drops whatever still comes for this turn."""
        self._dead[turn_id] = None
        while len(self._dead) > REMEMBERED_DEAD_TURNS:
            self._dead.popitem(last=False)

    @Slot(object)
    def _deliver(self, event: Event) -> None:
        match event:
            case TurnEvent():
                self._deliver_turn(event)
            case VoiceEvent():
                self.voice.emit(event)
            case NamedTextWanted():
                self.text_wanted.emit(event)
            case DictationEvent():
                self.dictation.emit(event)
            case SoundCheckLevel() | SoundCheckEnded():
                self.sound_check.emit(event)
            case TranscriptionProgress():
                self.transcription.emit(event)
            case FileIndexed() | IndexProgress() | IndexFinished() | DocumentsForgotten():
                self.index.emit(event)
            case PictureRead():
                self.picture.emit(event)
            case DownloadProgress() | DownloadFinished():
                self.download.emit(event)
            case ModelsChanged():
                self.models_changed.emit()
            case MachineMeasured():
                self.machine_measured.emit()
            case ChatServerChanged():
                self.chat_server_changed.emit()
            case ActionsChanged() | TimersChanged():
                self.skills.emit(event)
            case ExamProgress() | ExamFinished():
                self.exam.emit(event)
            case DatabaseDamaged():
                self.damaged.emit()
            case NetworkStopped():
                self.network_stopped.emit(event.who)
            case EngineStarted() | EngineDied():
                self.engine.emit(event)
            case _:
                raise TypeError(f"The window does not know {type(event).__name__}.")

    def _deliver_turn(self, event: TurnEvent) -> None:
        if event.turn_id in self._dead:
            return
        if isinstance(event, TurnFinished):
            self.let_go(event.turn_id)
        self.turn.emit(event)
