"""The front door over a pipe: runs the engine in a child process and starts it again when it dies.

Life of the child::

    start() ─► starting ─► ready ─┬─► close() ─► stopped
                  ▲               └─► died: calls fail with EngineStopped, running turns and operations are finished
                  └── restart ──────  with that error, EngineDied is published, and it is started again

Nothing typed or streamed is lost: the engine stores both as they come, and its successor recovers them. A child that dies
again and again right after its start is left alone until the next call.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any, cast

from assistant.backups.remote import RemoteBackups
from assistant.encryption.remote import RemoteEncryption
from assistant.engine_child import EngineChild, engine_stopped
from assistant.errors import EngineStopped, ErrorReport, WrongKey
from assistant.event_hub import EventHub
from assistant.events import EngineDied, EngineStarted, Event
from assistant.frames import Frame, Ready, Reply, Request, read_frame
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
from assistant.own_modules import module_command
from assistant.paths import Paths
from assistant.records import Check, EngineStatus, LocalServerStatus, LookIn, NetworkUse
from assistant.settings import Settings, Value
from assistant.unfinished import UnfinishedWork

_log = logging.getLogger(__name__)

QUICK_DEATH_S = 5.0
MAX_QUICK_DEATHS = 3
CLOSE_TIMEOUT_S = 10.0

ENGINE_MODULE = "assistant.engine_process"


class RemoteAssistant:
    """``AssistantApi`` in a child process. Calls wait for the child to be ready; do not make them on a GUI thread."""

    def __init__(
        self,
        paths: Paths,
        *,
        offline: bool = False,
        chosen_models: dict[str, str] | None = None,
        module: str = ENGINE_MODULE,
    ) -> None:
        self._command = [*module_command(module), "--home", str(paths.home), "--models", str(paths.models)]
        self._command += ["--offline"] if offline else []
        for role, model_id in (chosen_models or {}).items():
            self._command += ["--model", f"{role}={model_id}"]
        self._hub = EventHub()
        self._unfinished = UnfinishedWork()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._child: EngineChild | None = None
        self._closing = False
        self._resting = False
        self._quick_deaths = 0
        self.conversations = cast(ConversationsApi, _Facet(self, "conversations"))
        self.documents = cast(DocumentsApi, _Facet(self, "documents"))
        self.memory = cast(MemoryApi, _Facet(self, "memory"))
        self.models = cast(ModelsApi, _Facet(self, "models"))
        self.voice = cast(VoiceApi, _Facet(self, "voice"))
        self._secret = ""
        self.backups: BackupsApi = RemoteBackups(
            paths, self.call, self.without_engine, self._retire, lambda: self._secret, self._keep_secret
        )
        self.encryption: EncryptionApi = RemoteEncryption(
            paths, self.call, self.without_engine, lambda: self._secret, self._keep_secret
        )
        self.skills = cast(SkillsApi, _Facet(self, "skills"))
        self.tools = cast(ToolsApi, _Facet(self, "tools"))
        self.home = cast(HomeApi, _Facet(self, "home"))
        self.chat_server = cast(ChatServerApi, _Facet(self, "chat_server"))
        self.exam = cast(ExamApi, _Facet(self, "exam"))
        self.sound_check = cast(SoundCheckApi, _Facet(self, "sound_check"))

    def start(self) -> None:
        """Starts the child; returns at once."""
        self._live_child()

    @property
    def process_id(self) -> int | None:
        """The child's process id while there is one."""
        child = self._child
        return child.process.pid if child is not None else None

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Calls ``listener`` with every event, from the reader's thread."""
        return self._hub.subscribe(listener)

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
        """See ``AssistantApi.ask``."""
        return cast(
            TurnId,
            self.call(
                "ask",
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
            ),
        )

    def interrupt(self, turn_id: TurnId) -> None:
        """See ``AssistantApi.interrupt``."""
        self.call("interrupt", turn_id)

    def warm_up(self) -> None:
        """See ``AssistantApi.warm_up``."""
        self.call("warm_up")

    def status(self) -> EngineStatus:
        """See ``AssistantApi.status``."""
        return cast(EngineStatus, self.call("status"))

    def settings(self) -> Settings:
        """See ``AssistantApi.settings``."""
        return cast(Settings, self.call("settings"))

    def set_setting(self, name: str, value: Value) -> Settings:
        """See ``AssistantApi.set_setting``."""
        return cast(Settings, self.call("set_setting", name, value))

    def reset_settings(self) -> Settings:
        """See ``AssistantApi.reset_settings``."""
        return cast(Settings, self.call("reset_settings"))

    def doctor(self) -> Sequence[Check]:
        """See ``AssistantApi.doctor``."""
        return cast(Sequence[Check], self.call("doctor"))

    def network_use(self) -> NetworkUse:
        """See ``AssistantApi.network_use``."""
        return cast(NetworkUse, self.call("network_use"))

    def local_server(self) -> LocalServerStatus:
        """See ``AssistantApi.local_server``."""
        return cast(LocalServerStatus, self.call("local_server"))

    def close(self) -> None:
        """Ends the child: asked first, killed when it does not go."""
        with self._lock:
            self._closing = True
            child = self._child
        if child is not None:
            child.stop(CLOSE_TIMEOUT_S)

    @contextlib.contextmanager
    def without_engine(self) -> Iterator[None]:
        """Ends the child while something is done to its home, and starts another. Meanwhile calls fail with ``EngineStopped``."""
        with self._lock:
            child, self._resting = self._child, True
        try:
            if child is not None:
                child.stop(CLOSE_TIMEOUT_S)
                child.buried.wait()
            yield
        finally:
            with self._lock:
                self._resting = False
                if not self._closing:
                    self._child = self._spawn(restarted=True)

    def _keep_secret(self, secret: str) -> None:
        with self._lock:
            self._secret = secret

    def _retire(self) -> None:
        with self._lock:
            self._closing = True

    def call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """One call of the front door. Raises what it raised, or ``EngineStopped`` when the child died under it."""
        child = self._live_child()
        request = Request(number=next(self._numbers), method=method, args=args, kwargs=kwargs)
        value = child.ask(request)
        self._unfinished.note_call(method, (*args, *kwargs.values()), value)
        return value

    def _live_child(self) -> EngineChild:
        with self._lock:
            if self._closing:
                raise EngineStopped("Sotto is closing.", "Start it again.")
            if self._resting:
                raise EngineStopped("Sotto is putting your data in place.", "Wait until it is done.")
            if self._child is None:
                restarted = self._quick_deaths > 0
                self._child = self._spawn(restarted)
            return self._child

    def _spawn(self, restarted: bool) -> EngineChild:
        child = EngineChild(self._command, self._secret)
        threading.Thread(target=self._read, args=(child, restarted), name="engine-reader", daemon=True).start()
        return child

    def _read(self, child: EngineChild, restarted: bool) -> None:
        started = time.monotonic()
        try:
            while (frame := read_frame(child.output)) is not None:
                self._take(frame, child, restarted)
        except Exception as error:  # noqa: BLE001 - an engine of another version, as while Sotto is updated, may say anything
            _log.error("the engine process said what cannot be read: %s", type(error).__name__)
            child.process.kill()
        self._bury(child, time.monotonic() - started)

    def _take(self, frame: Frame, child: EngineChild, restarted: bool) -> None:
        if isinstance(frame, Reply):
            child.settle(frame)
        elif isinstance(frame, Ready):
            child.became_ready(frame)
            if frame.error is None:
                self._hub.publish(EngineStarted(process_id=frame.process_id, restarted=restarted))
        elif isinstance(frame, Event):
            self._unfinished.note_event(frame)
            self._hub.publish(frame)

    def _bury(self, child: EngineChild, lived_s: float) -> None:
        status = child.process.wait()
        child.close_pipes()
        opened, refusal = child.opened, child.refusal
        child.fail_all()
        with self._lock:
            self._child = None
            closing, resting = self._closing, self._resting
            if refusal is not None and refusal.kind == WrongKey.kind:
                self._secret = ""
            self._quick_deaths = self._quick_deaths + 1 if lived_s < QUICK_DEATH_S else 1
            again = opened and not closing and not resting and self._quick_deaths <= MAX_QUICK_DEATHS
        if closing:
            child.buried.set()
            return
        _log.info("the engine process ended with status %s after %.1f s", status, lived_s)
        for event in self._unfinished.end_all(ErrorReport.of(engine_stopped())):
            self._hub.publish(event)
        if not resting:
            self._hub.publish(EngineDied(exit_status=status, refusal=refusal))
        child.buried.set()
        if again:
            with self._lock:
                if self._child is None and not self._closing and not self._resting:
                    self._child = self._spawn(restarted=True)


class _Facet:
    """A part of the front door: every method is a call by its dotted name."""

    def __init__(self, remote: RemoteAssistant, name: str) -> None:
        self._remote = remote
        self._name = name

    def __getattr__(self, method: str) -> Any:
        if method.startswith("_"):
            raise AttributeError(method)

        def call(*args: Any, **kwargs: Any) -> Any:
            return self._remote.call(f"{self._name}.{method}", *args, **kwargs)

        return call
