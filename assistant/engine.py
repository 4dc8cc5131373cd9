"""Class ``Assistant``: the front door in this process. Thin: each part does its own work; this joins them."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.conversation.turn import Turn
from assistant.event_hub import EventHub
from assistant.front_door import (
    BackupsApi,
    ChatServerApi,
    ConversationsApi,
    DocumentsApi,
    EncryptionApi,
    ExamApi,
    HomeApi,
    Listener,
    MemoryApi,
    ModelsApi,
    SkillsApi,
    SoundCheckApi,
    ToolsApi,
    Unsubscribe,
    VoiceApi,
)
from assistant.ids import ConversationId, DocumentId, MessageId, TurnId
from assistant.records import Check, EngineStatus, LocalServerStatus, LookIn, NetworkUse
from assistant.settings import Settings, Value, setting_fields
from assistant.settings_file import SettingsFile

_log = logging.getLogger(__name__)


class TurnRunner(Protocol):
    """What the front door needs of the conversation room."""

    def ask(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        use_documents: bool | None = None,
        collection: str = "",
        filters: bool = True,
        document: DocumentId | None = None,
        look_in: LookIn | None = None,
        max_tokens: int | None = None,
        spoken: bool = False,
        temporary: bool = False,
        again: MessageId | None = None,
    ) -> Turn:
        """Starts a turn."""

    def interrupt(self, turn_id: TurnId) -> None:
        """Stops a turn."""

    def warm_up(self) -> None:
        """Loads the chat model in the background."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an assistant is made of; ``assistant.wiring`` chooses them. ``closers`` run in order, each to its end."""

    hub: EventHub
    settings: SettingsFile
    runner: TurnRunner
    conversations: ConversationsApi
    documents: DocumentsApi
    memory: MemoryApi
    models: ModelsApi
    voice: VoiceApi
    backups: BackupsApi
    encryption: EncryptionApi
    skills: SkillsApi
    tools: ToolsApi
    home: HomeApi
    chat_server: ChatServerApi
    exam: ExamApi
    sound_check: SoundCheckApi
    status: Callable[[], EngineStatus]
    doctor: Callable[[], Sequence[Check]]
    network_use: Callable[[], NetworkUse]
    local_server: Callable[[], LocalServerStatus]
    on_setting: Callable[[str, Settings], None]
    closers: tuple[Callable[[], None], ...]


class Assistant:
    """``AssistantApi`` in this process; see there for the contract of every call."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._closing = threading.Lock()
        self._closed = False
        self.conversations = parts.conversations
        self.documents = parts.documents
        self.memory = parts.memory
        self.models = parts.models
        self.voice = parts.voice
        self.backups = parts.backups
        self.encryption = parts.encryption
        self.skills = parts.skills
        self.tools = parts.tools
        self.home = parts.home
        self.chat_server = parts.chat_server
        self.exam = parts.exam
        self.sound_check = parts.sound_check

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Calls ``listener`` with every event, from the engine's threads; it must return at once."""
        return self._parts.hub.subscribe(listener)

    def ask(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        use_documents: bool | None = None,
        collection: str = "",
        filters: bool = True,
        document: DocumentId | None = None,
        look_in: LookIn | None = None,
        max_tokens: int | None = None,
        temporary: bool = False,
        again: MessageId | None = None,
    ) -> TurnId:
        """Starts a turn; its events follow."""
        turn = self._parts.runner.ask(
            question,
            conversation=conversation,
            use_documents=use_documents,
            collection=collection,
            filters=filters,
            document=document,
            look_in=look_in,
            max_tokens=max_tokens,
            temporary=temporary,
            again=again,
        )
        return turn.id

    def interrupt(self, turn_id: TurnId) -> None:
        """Stops a turn's computing; ``TurnFinished`` follows."""
        self._parts.runner.interrupt(turn_id)

    def warm_up(self) -> None:
        """Loads the chat model in the background."""
        self._parts.runner.warm_up()

    def status(self) -> EngineStatus:
        """What the engine is and has."""
        return self._parts.status()

    def settings(self) -> Settings:
        """The settings in force."""
        return self._parts.settings.current

    def set_setting(self, name: str, value: Value) -> Settings:
        """Changes one setting, on the disk first."""
        settings = self._parts.settings.update(name, value)
        self._parts.on_setting(name, settings)
        return settings

    def reset_settings(self) -> Settings:
        """Puts every setting back to its default."""
        before = self._parts.settings.current
        settings = self._parts.settings.reset()
        for field in setting_fields():
            if getattr(before, field.name) != getattr(settings, field.name):
                self._parts.on_setting(field.name, settings)
        return settings

    def doctor(self) -> Sequence[Check]:
        """What works on this machine and what does not."""
        return self._parts.doctor()

    def network_use(self) -> NetworkUse:
        """What was sent and received, and what was stopped."""
        return self._parts.network_use()

    def local_server(self) -> LocalServerStatus:
        """Where programs of this machine reach the models."""
        return self._parts.local_server()

    def close(self) -> None:
        """Stops turns, finishes writes, frees models. A part that fails to close does not keep the others open."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        for closer in self._parts.closers:
            try:
                closer()
            except Exception:  # noqa: BLE001 - the parts after it must still be closed
                _log.exception("a part of the engine failed to close")
