"""Composition root: the only module that names concrete back ends.

Order of opening: private folders, what a killed erasing left, log, what a killed restore left, settings, database, models,
documents, conversation, voice.
The first engine of a home holds its lock; it alone recovers what a killed one left behind. Models load on first use, each on the
thread that uses it. Closing goes the other way.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping

from assistant.back_ends import BackEnds
from assistant.background_pauses import BackgroundPauses
from assistant.backups.automatic import AutomaticBackups
from assistant.backups.erasing import settle_erasing
from assistant.backups.moving import settle_move
from assistant.backups.restoring import settle
from assistant.backups.service import Backups
from assistant.clock import SystemClock
from assistant.conversation.code_model import CodeModel
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.runner import ConversationRunner
from assistant.conversation.temporary import AllConversations
from assistant.doctor import examine
from assistant.document_wiring import wire_documents
from assistant.documents.document_text import document_text
from assistant.documents.embedding import SharedEmbedder
from assistant.documents.library import DocumentLibrary
from assistant.documents.reranking import SharedReranker
from assistant.documents.whole_documents import WholeDocuments
from assistant.encryption.service import Encryption
from assistant.encryption.settling import settle_conversion
from assistant.encryption.unlocking import find_key
from assistant.engine import Assistant, Parts
from assistant.errors import ModelUnavailable
from assistant.event_hub import EventHub
from assistant.events import (
    ChatServerChanged,
    DatabaseDamaged,
    Event,
    ModelsChanged,
    NetworkStopped,
    QuoteFound,
    TurnFinished,
    VoiceCommandObeyed,
)
from assistant.exam_wiring import wire_exam
from assistant.kernel_seal import refuse_sockets
from assistant.llm.chat_server import ChatServer
from assistant.llm.server_connection import ServerConnection
from assistant.local_server.local_models import LocalModels
from assistant.local_server.local_server import LocalServer
from assistant.measured_speed import MeasuredSpeeds, MemorySpeed
from assistant.memory.expiry import Expiry
from assistant.memory.memory import Memory
from assistant.memory.noticing import Noticing
from assistant.model_choice import ModelChoice
from assistant.model_library import DOWNLOADS, ModelLibrary
from assistant.network_ledger import network_use
from assistant.network_seal import NetworkSeal
from assistant.opening import hold_home, open_database, open_log, status_of
from assistant.paths import Paths
from assistant.periodic import Periodic
from assistant.priority_lane import PriorityLane
from assistant.records import EngineStatus, NetworkUse
from assistant.settings import Settings, SettingsFile, Value
from assistant.skill_wiring import FORGETTABLE, wire_skills
from assistant.skills.opening import start
from assistant.smart_home.local_http import LocalHttp
from assistant.speech.base import AudioSystem
from assistant.speech.named_speech import NamedTexts
from assistant.speech.recognition.expected_names import expected_names
from assistant.speech.service import VoiceService
from assistant.speech.turns.pause_records import PauseRecords
from assistant.speech.voice_commands import VoiceCommand
from assistant.system_keyring import SystemKeyring
from assistant.workers import Worker, started_worker
from models.catalog import load_catalog
from models.memory_speed import memory_bytes_per_s
from models.store import InstalledModel, ModelStore

_log = logging.getLogger(__name__)

# A clock that is wrong at the start is usually right soon after.
EXPIRY_AFTER_S, EXPIRY_AGAIN_AFTER_S = 180.0, 1800.0
# The start is busy: models are loaded, documents looked through.
MEASURE_AFTER_S, MEASURE_AGAIN_AFTER_S = 120.0, 300.0
RELOADING_SETTINGS = frozenset(
    {
        "chat_model",
        "chat_context_tokens",
        "chat_gpu_layers",
        "documents_embedding_model",
        "documents_rerank_model",
        "voice_speech_to_text_model",
        "voice_text_to_speech_model",
    }
)
SERVER_SETTINGS = frozenset({"server_on", "server_port"})
REMOTE_SETTINGS = frozenset(
    {"remote_on", "remote_address", "remote_model_name", "remote_context_tokens", "remote_spoken"}
)


def wire(
    paths: Paths,
    *,
    offline: bool = False,
    chosen_models: Mapping[str, str] | None = None,
    setting_overrides: Mapping[str, Value] | None = None,
    audio: AudioSystem | None = None,
    seal: NetworkSeal | None = None,
    secret: str = "",
) -> Assistant:
    """Opens the engine of one home; see ``assistant.open_assistant``. Without ``audio`` it is the machine's own sound.

    Where ``seal`` is this process's own, the kernel too takes the network from this thread and all that are started from here on;
    the downloads' thread is there before.
    """
    paths.prepare()
    with contextlib.ExitStack() as opened:
        downloads, server_door = started_worker(DOWNLOADS), started_worker("server-door")
        local_services = started_worker("local-services")
        opened.callback(local_services.close)
        chat_server_door = started_worker("chat-server-door")
        opened.callback(chat_server_door.close)
        # A browser that is opened may use the network, which is none of Sotto's: what starts it must not be sealed.
        starter = started_worker("starter")
        opened.callback(starter.close)
        sealed = seal is not None and seal.installed
        seal = seal or NetworkSeal()
        first = hold_home(paths, opened)
        if first:
            settle_erasing(paths)
        seal.keep_in(paths.network_ledger)
        held_by_kernel = sealed and refuse_sockets()
        opened.callback(open_log(paths))
        keyring = SystemKeyring()
        if first:
            settle_move(paths)
            settle_conversion(paths)
            settle(paths, lambda home: find_key(home, keyring))
        settings = SettingsFile(paths.settings_file, setting_overrides)
        storage = open_database(paths, keyring, secret)
        opened.callback(storage.close)
        hub = EventHub()
        opened.callback(seal.subscribe(lambda who: hub.publish(NetworkStopped(who=who))))
        clock = SystemClock()
        backups = AutomaticBackups(
            paths, clock, lambda: settings.current, lambda: hub.publish(DatabaseDamaged()), key=storage.key
        )
        storage.before_cut(backups.forget)
        opened.callback(backups.close)
        catalog = load_catalog()
        store = ModelStore(paths.models, catalog)
        choice = ModelChoice(store, lambda: settings.current, chosen_models)
        back_ends = BackEnds(choice, lambda: settings.current)

        lane = PriorityLane()
        embedder = SharedEmbedder(back_ends.embedder)
        reranker = SharedReranker(back_ends.reranker, urgent=lambda: lane.busy)
        memory = Memory(storage, embedder, clock, lambda: settings.current, skill_stores=FORGETTABLE)
        opened.callback(memory.background.close)
        shelves = wire_documents(
            paths,
            settings,
            storage,
            clock,
            hub.publish,
            opened,
            back_ends=back_ends,
            embedder=embedder,
            reranker=reranker,
            keyring=keyring,
            removed=memory.document_removed,
        )
        documents = shelves.library

        whole_documents = WholeDocuments(storage)
        hands = wire_skills(
            paths,
            settings,
            storage,
            clock,
            hub.publish,
            documents=whole_documents.names,
            open_speaker=lambda: voice.open_speaker(),
            start_program=lambda command: starter.run(lambda: start(command)),
            local_network=LocalHttp(seal, local_services),
            offline=offline,
        )
        watch = hands.watch
        memory.when_all_is_forgotten(watch.look)

        conversations = AllConversations(
            storage, clock, before_delete=memory.forget_made_of, after_import=memory.background.notify
        )
        expiry = Expiry(
            storage,
            clock,
            lambda: settings.current,
            conversations.delete,
            lambda facts: memory.forget(memory.plan_forgetting(facts)),
        )
        expiring = Periodic("expiry", expiry.apply, first_after_s=EXPIRY_AFTER_S, again_after_s=EXPIRY_AGAIN_AFTER_S)
        opened.callback(expiring.close)
        llm_worker = Worker("llm")
        opened.callback(llm_worker.close)

        def set_remote(name: str, value: Value) -> None:
            settings.update(name, value)
            on_setting(name, settings.current)

        server_connection = ServerConnection(seal, chat_server_door)
        chat_server = ChatServer(server_connection, keyring, lambda: settings.current, set_remote, offline=offline)
        server_holder = ChatModelHolder(chat_server.load)
        # A model that was named for this run is one of this machine.
        here_alone = "chat" in (chosen_models or {})
        holder = ChatModelHolder(back_ends.chat_model)
        speeds = MeasuredSpeeds(paths.speeds)
        opened.callback(lambda: llm_worker.run(holder.close))
        runner = ConversationRunner(
            holder=holder,
            worker=llm_worker,
            store=conversations,
            evidence=shelves.evidence,
            settings=lambda: settings.current,
            publish=hub.publish,
            clock=clock,
            memory=memory,
            skills=hands.answering,
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
            worker=llm_worker,
            storage=storage,
            facts=memory.facts,
            settings=lambda: settings.current,
            model_used=runner.read_ahead_again,
            facts_changed=memory.background.notify,
        )
        opened.callback(noticing.close)
        exam = wire_exam(
            storage,
            clock,
            hub.publish,
            runner=runner,
            conversations=conversations,
            documents=whole_documents,
            holder=holder,
            worker=llm_worker,
            choice=choice,
            settings=lambda: settings.current,
            chat_server=lambda: "" if here_alone else chat_server.answering_at,
        )
        opened.callback(exam.close)
        memory_speed = MemorySpeed(paths.machine, lambda: memory_bytes_per_s(choice.hardware.physical_cores))
        models = ModelLibrary(
            catalog=catalog,
            store=store,
            choice=choice,
            publish=hub.publish,
            use_setting=settings.update,
            offline=offline,
            index_url=lambda: settings.current.models_package_index or None,
            measured=speeds.all,
            memory_speed=memory_speed.bytes_per_s,
            seal=seal,
            worker=downloads,
        )
        opened.callback(models.close)
        measuring = Periodic(
            "memory-speed",
            lambda: hub.publish(ModelsChanged()) if memory_speed.look_again() else None,
            first_after_s=MEASURE_AFTER_S,
            again_after_s=MEASURE_AGAIN_AFTER_S,
        )
        opened.callback(measuring.close)
        voice = VoiceService(
            turns=runner,
            record=conversations.spoken_answers,
            pauses=PauseRecords(storage),
            back_ends=back_ends,
            settings=lambda: settings.current,
            publish=hub.publish,
            audio=audio,
            lane=lane,
            expected_names=lambda: _expected_names(settings.current, memory, documents),
            named=NamedTexts(hub.publish, lambda called, page: document_text(documents, called, page)),
        )
        opened.callback(voice.close)
        opened.callback(watch.close)

        server = LocalServer(
            paths.server_key,
            LocalModels(
                holder=holder,
                worker=llm_worker,
                embedder=embedder,
                transcribe=voice.transcribe_in_memory,
                synthesize=voice.synthesize_in_memory,
                # Clients that name none take the first.
                names=lambda: [
                    model.id
                    for model in sorted(models.list(), key=lambda model: "chat" not in model.roles)
                    if model.active
                ],
            ),
            seal,
            server_door,
        )
        opened.callback(server.close)

        def network() -> NetworkUse:
            return network_use(paths.network_ledger, kernel=held_by_kernel)

        def status() -> EngineStatus:
            return status_of(
                paths,
                choice,
                keeps_time=first,
                chat_server="" if here_alone else chat_server.title,
                speech_leaves=chat_server.answers(spoken=True),
            )

        pauses = BackgroundPauses(
            [
                shelves.embedding.pause,
                shelves.hearer.pause,
                memory.background.pause,
                noticing.turn_started,
                backups.pause,
                exam.pause,
            ],
            [
                shelves.embedding.resume,
                shelves.hearer.resume,
                memory.background.resume,
                noticing.turn_finished,
                backups.resume,
                exam.resume,
            ],
        )

        def on_setting(name: str, current: Settings) -> None:
            if name in RELOADING_SETTINGS:
                hub.publish(ModelsChanged())
            if name == "documents_rerank":
                reranker.reload()
            if name in SERVER_SETTINGS:
                server.follow(current)
            if name in REMOTE_SETTINGS:
                server_holder.reload()
                if name in ("remote_on", "remote_address"):
                    server_connection.cut()
                hub.publish(ChatServerChanged())
            exam.notify()

        def on_event(event: Event) -> None:
            pauses.on_event(event)
            if isinstance(event, QuoteFound) or (
                isinstance(event, TurnFinished) and event.answer is not None and event.answer.citations
            ):
                documents.expect_page_image()
            if isinstance(event, TurnFinished) and event.answer is not None:
                speeds.learn(event.answer)
            if isinstance(event, VoiceCommandObeyed) and event.command == VoiceCommand.STOP.value:
                watch.silence()
            if isinstance(event, ModelsChanged):
                embedder.reload()
                reranker.reload()
                shelves.embedding.notify()
                memory.background.notify()
                holder.reload()
                voice.reload()
                exam.notify()

        # The first to close: what ends while the engine closes still publishes, and those who would act on it are gone.
        opened.callback(hub.subscribe(on_event))
        if first:
            conversations.recover()
            hands.journal.recover()
            opened.callback(hands.journal.forget_temporary)
            watch.start()
            shelves.begin()
            backups.start()
            expiring.start()
            measuring.start()
        hands.home.begin()
        if first or "server_on" in (setting_overrides or {}):
            server.follow(settings.current)
        memory.background.notify()
        exam.notify()
        closers = opened.pop_all()
    return Assistant(
        Parts(
            hub=hub,
            settings=settings,
            runner=runner,
            conversations=conversations,
            documents=documents,
            memory=memory,
            models=models,
            voice=voice,
            backups=Backups(paths, clock, backups, closers.close, keyring, storage.key),
            encryption=Encryption(paths, keyring, storage.key, closers.close),
            skills=hands.front,
            tools=hands.tools,
            home=hands.home,
            chat_server=chat_server,
            exam=exam,
            sound_check=voice.sound_check,
            status=status,
            doctor=lambda: [
                *examine(
                    paths,
                    choice,
                    storage.check,
                    voice.devices,
                    network(),
                    offline=offline,
                    chat_server=chat_server.title,
                ),
                server.check(),
                chat_server.check(),
            ],
            network_use=network,
            local_server=server.status,
            on_setting=on_setting,
            closers=(closers.close,),
        )
    )


def _expected_names(settings: Settings, memory: Memory, documents: DocumentLibrary) -> str:
    facts = [fact.text for fact in memory.facts.all(past=False)] if settings.memory_use else []
    return expected_names(settings.voice_names, facts, [report.path for report in documents.files()])


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
