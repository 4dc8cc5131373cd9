"""The part of the composition root that makes answers: the chat model here or a server's, the turn, and what it is noticed by."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable

from assistant.back_ends import BackEnds
from assistant.conversation.code_model import CodeModel
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.runner import ConversationRunner
from assistant.conversation.temporary import AllConversations
from assistant.document_wiring import Shelves
from assistant.documents.whole_documents import WholeDocuments
from assistant.errors import ModelUnavailable
from assistant.home_wiring import Home
from assistant.llm.chat_server import ChatServer
from assistant.llm.server_connection import ServerConnection
from assistant.measured_speed import MeasuredSpeeds
from assistant.memory.memory import Memory
from assistant.memory.noticing import Noticing
from assistant.model_choice import ModelChoice
from assistant.priority_lane import PriorityLane
from assistant.settings import Value
from assistant.tools.tool_calls import ToolCalls
from assistant.workers import Worker
from models.store import InstalledModel


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answerers:
    """``runner`` answers; ``holder`` has the model of this machine, used on ``worker`` alone. ``here_alone`` says that no server
    may answer: a model that was named for this run is one of this machine."""

    runner: ConversationRunner
    noticing: Noticing
    holder: ChatModelHolder
    worker: Worker
    speeds: MeasuredSpeeds
    chat_server: ChatServer
    server_holder: ChatModelHolder
    server_connection: ServerConnection
    here_alone: bool

    def server_changed(self, *, address: bool) -> None:
        """A setting of the chat server; ``address`` where what is connected to is another one, or none."""
        self.server_holder.reload()
        if address:
            self.server_connection.cut()

    @property
    def server_title(self) -> str:
        """The chat server that may answer, or nothing."""
        return "" if self.here_alone else self.chat_server.title


def wire_answers(
    home: Home,
    opened: contextlib.ExitStack,
    *,
    choice: ModelChoice,
    back_ends: BackEnds,
    memory: Memory,
    conversations: AllConversations,
    shelves: Shelves,
    whole_documents: WholeDocuments,
    skills: ToolCalls,
    lane: PriorityLane,
    set_remote: Callable[[str, Value], None],
    here_alone: bool,
    offline: bool,
) -> Answerers:
    """``set_remote`` changes a setting of the chat server; ``opened`` closes what is made here."""
    settings = home.settings
    worker = Worker("llm")
    opened.callback(worker.close)
    server_connection = ServerConnection(home.seal, home.threads.chat_server_door)
    chat_server = ChatServer(server_connection, home.keyring, lambda: settings.current, set_remote, offline=offline)
    server_holder = ChatModelHolder(chat_server.load)
    holder = ChatModelHolder(back_ends.chat_model)
    speeds = MeasuredSpeeds(home.paths.speeds)
    opened.callback(lambda: worker.run(holder.close))
    runner = ConversationRunner(
        holder=holder,
        worker=worker,
        store=conversations,
        evidence=shelves.evidence,
        settings=lambda: settings.current,
        publish=home.hub.publish,
        clock=home.clock,
        memory=memory,
        skills=skills,
        documents=whole_documents,
        lane=lane,
        tables=shelves.tables,
        code=CodeModel(
            holder,
            back_ends.code_model,
            chat_writes_code=lambda: _writes_code(choice),
            installed=lambda: _code_models(choice) is not None,
            fits_beside=lambda: choice.fit_together(*(_code_models(choice) or ())),
        ),
        written_per_s=lambda model_id: speeds.all().get(model_id) or choice.expected_tokens_per_s(model_id),
        server=lambda spoken: server_holder if chat_server.answers(spoken) and not here_alone else None,
    )
    opened.callback(runner.close)
    noticing = Noticing(
        holder=holder,
        worker=worker,
        storage=home.storage,
        facts=memory.facts,
        settings=lambda: settings.current,
        model_used=runner.read_ahead_again,
        facts_changed=memory.background.notify,
    )
    opened.callback(noticing.close)
    return Answerers(
        runner=runner,
        noticing=noticing,
        holder=holder,
        worker=worker,
        speeds=speeds,
        chat_server=chat_server,
        server_holder=server_holder,
        server_connection=server_connection,
        here_alone=here_alone,
    )


def _writes_code(choice: ModelChoice) -> bool:
    with contextlib.suppress(ModelUnavailable):
        return "code" in choice.require("chat").entry.roles
    return False


def _code_models(choice: ModelChoice) -> tuple[InstalledModel, InstalledModel] | None:
    """The chat model and the one for code that the machine can run, if there are both."""
    with contextlib.suppress(ModelUnavailable):
        chat, code = choice.require("chat"), choice.find("code")
        if code is not None and choice.fit_together(code):
            return chat, code
    return None
