"""The whole front door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.events import Event
from assistant.front_door.chat_server import ChatServerApi
from assistant.front_door.conversations import ConversationsApi, MemoryApi
from assistant.front_door.documents import DocumentsApi
from assistant.front_door.exam import ExamApi
from assistant.front_door.home import HomeApi
from assistant.front_door.keeping import BackupsApi, EncryptionApi, ModelsApi, SkillsApi
from assistant.front_door.speech import SoundCheckApi, VoiceApi
from assistant.front_door.tools import ToolsApi
from assistant.ids import ConversationId, DocumentId, MessageId, TurnId
from assistant.records import Check, EngineStatus, LocalServerStatus, LookIn, NetworkUse
from assistant.settings import Settings, Value

Listener = Callable[[Event], None]


Unsubscribe = Callable[[], None]


class AssistantApi(Protocol):
    """The whole front door."""

    @property
    def conversations(self) -> ConversationsApi:
        """Past conversations."""

    @property
    def documents(self) -> DocumentsApi:
        """The document library."""

    @property
    def memory(self) -> MemoryApi:
        """What is remembered."""

    @property
    def models(self) -> ModelsApi:
        """Model weights."""

    @property
    def voice(self) -> VoiceApi:
        """Spoken conversation."""

    @property
    def backups(self) -> BackupsApi:
        """Backups of everything."""

    @property
    def encryption(self) -> EncryptionApi:
        """Encryption of everything."""

    @property
    def skills(self) -> SkillsApi:
        """What skills did and keep running."""

    @property
    def tools(self) -> ToolsApi:
        """Tools of other programs on this machine."""

    @property
    def home(self) -> HomeApi:
        """The smart home."""

    @property
    def chat_server(self) -> ChatServerApi:
        """A chat server in place of the model on this machine."""

    @property
    def exam(self) -> ExamApi:
        """The user's own exam."""

    @property
    def sound_check(self) -> SoundCheckApi:
        """Trying out microphone and speaker."""

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Calls ``listener`` with every event, from the engine's threads; it must return at once."""

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
        """Starts a turn; its events follow. ``conversation`` None begins one; ``use_documents`` None decides by the question.

        What the question says about where to look ("in the lease") is followed unless ``filters`` is False; see
        ``DocumentsApi.filters``. ``document`` looks into that one alone, whatever the question says; ``look_in`` into
        those that were chosen, and is kept with the question.

        ``again`` is a question of the conversation that is asked once more: the answer is another version of its answer, written
        from what came before it, and later questions go on from the newest version.

        A ``temporary`` conversation begins without the memory, is never stored, and is gone when Sotto ends.

        Raises ``InvalidInput`` for an empty question, ``NotFound`` where there is no such conversation or question, and
        ``ModelUnavailable`` when no chat model is installed.
        """

    def interrupt(self, turn_id: TurnId) -> None:
        """Stops a turn's computing; ``TurnFinished`` follows with what was written. Unknown ids are ignored."""

    def warm_up(self) -> None:
        """Loads the chat model in the background, so that the first answer does not wait for it."""

    def status(self) -> EngineStatus:
        """What the engine is and has."""

    def settings(self) -> Settings:
        """The settings in force."""

    def set_setting(self, name: str, value: Value) -> Settings:
        """Changes one setting. Raises ``InvalidInput``."""

    def reset_settings(self) -> Settings:
        """Puts every setting back to its default. Everything the user made stays, the settings as they were in a file beside."""

    def doctor(self) -> Sequence[Check]:
        """What works on this machine and what does not."""

    def network_use(self) -> NetworkUse:
        """What this home sent and received since its first start, and what was stopped."""

    def local_server(self) -> LocalServerStatus:
        """Where programs of this machine reach the models, when the setting allows it."""

    def close(self) -> None:
        """Stops turns, finishes writes, frees models."""
