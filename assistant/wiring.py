"""Composition root; with the ``…_wiring`` modules and ``back_ends`` the only one that names concrete back ends.

Order of opening: the home (private folders, what was killed half way, log, settings, database), models, documents, skills, answers,
voice.
The first engine of a home holds its lock; it alone recovers what a killed one left behind. Models load on first use, each on the
thread that uses it. Closing goes the other way.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping

from assistant.answer_wiring import wire_answers
from assistant.back_ends import BackEnds
from assistant.background_pauses import BackgroundPauses
from assistant.backups.service import Backups
from assistant.conversation.temporary import AllConversations
from assistant.doctor import examine
from assistant.document_wiring import wire_documents
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.documents.finding.reranking import SharedReranker
from assistant.documents.library import DocumentLibrary
from assistant.documents.pages.document_text import document_text
from assistant.documents.whole_documents import WholeDocuments
from assistant.encryption.service import Encryption
from assistant.engine import Assistant, Parts
from assistant.events import (
    ChatServerChanged,
    Event,
    MachineMeasured,
    ModelsChanged,
    QuoteFound,
    TurnFinished,
    VoiceCommandObeyed,
)
from assistant.exam_wiring import wire_exam
from assistant.home_wiring import wire_home
from assistant.local_server.guest_gate import GuestGate
from assistant.local_server.guest_generations import GuestGenerations
from assistant.local_server.local_models import LocalModels
from assistant.local_server.local_server import LocalServer
from assistant.memory.expiry import Expiry
from assistant.memory.memory import Memory
from assistant.memory_probe import BEGIN_AFTER_S, MemoryProbe
from assistant.model_choice import ModelChoice
from assistant.model_library import ModelLibrary
from assistant.network_ledger import network_use
from assistant.network_seal import NetworkSeal
from assistant.opening import status_of
from assistant.paths import Paths
from assistant.periodic import Periodic
from assistant.priority_lane import PriorityLane
from assistant.records import EngineStatus, NetworkUse
from assistant.settings import Settings, Value
from assistant.skill_wiring import FORGETTABLE, wire_skills
from assistant.skills.desktop.opening import start
from assistant.smart_home.local_http import LocalHttp
from assistant.speech.base import AudioSystem
from assistant.speech.named_speech import NamedTexts
from assistant.speech.recognition.expected_names import expected_names
from assistant.speech.service import VoiceService
from assistant.speech.turns.pause_records import PauseRecords
from assistant.speech.voice_commands import VoiceCommand
from models.catalog import load_catalog
from models.memory_speed import memory_bytes_per_s
from models.store import ModelStore

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
        home = wire_home(paths, opened, seal=seal, setting_overrides=setting_overrides, secret=secret)
        settings, storage, clock, hub = home.settings, home.storage, home.clock, home.hub
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
            keyring=home.keyring,
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
            start_program=lambda command: home.threads.starter.run(lambda: start(command)),
            local_network=LocalHttp(home.seal, home.threads.local_services),
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

        def set_remote(name: str, value: Value) -> None:
            settings.update(name, value)
            on_setting(name, settings.current)

        answers = wire_answers(
            home,
            opened,
            choice=choice,
            back_ends=back_ends,
            memory=memory,
            conversations=conversations,
            shelves=shelves,
            whole_documents=whole_documents,
            skills=hands.answering,
            lane=lane,
            set_remote=set_remote,
            here_alone="chat" in (chosen_models or {}),
            offline=offline,
        )
        runner, chat_server = answers.runner, answers.chat_server
        exam = wire_exam(
            storage,
            clock,
            hub.publish,
            runner=runner,
            conversations=conversations,
            documents=whole_documents,
            holder=answers.holder,
            worker=answers.worker,
            choice=choice,
            settings=lambda: settings.current,
            chat_server=lambda: "" if answers.here_alone else chat_server.answering_at,
            let_programs=lambda time_s, cancel: generations.let_write(time_s, cancel),
        )
        opened.callback(exam.close)
        memory_probe = MemoryProbe(
            paths.machine,
            lambda may_go_on: memory_bytes_per_s(choice.hardware.physical_cores, may_go_on=may_go_on),
            changed=lambda: hub.publish(MachineMeasured()),
            wanted=lambda: measuring.call_within(BEGIN_AFTER_S),
        )
        models = ModelLibrary(
            catalog=catalog,
            store=store,
            choice=choice,
            publish=hub.publish,
            use_setting=settings.update,
            offline=offline,
            index_url=lambda: settings.current.models_package_index or None,
            measured=answers.speeds.all,
            memory_speed=memory_probe.bytes_per_s,
            probing=lambda: memory_probe.running,
            seal=home.seal,
            worker=home.threads.downloads,
        )
        opened.callback(models.close)
        measuring = Periodic(
            "memory-probe",
            memory_probe.run,
            first_after_s=MEASURE_AFTER_S,
            again_after_s=MEASURE_AGAIN_AFTER_S,
        )
        opened.callback(measuring.close)
        opened.callback(memory_probe.close)
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

        gate = GuestGate()
        generations = GuestGenerations(answers.holder, answers.worker, gate, lane)
        guests = LocalModels(
            gate=gate,
            generations=generations,
            embedder=embedder,
            transcribe=voice.transcribe_in_memory,
            synthesize=voice.synthesize_in_memory,
            # Clients that name none take the first.
            names=lambda: [
                model.id for model in sorted(models.list(), key=lambda model: "chat" not in model.roles) if model.active
            ],
        )
        server = LocalServer(paths.server_key, guests, home.seal, home.threads.server_door)
        opened.callback(server.close)

        def network() -> NetworkUse:
            return network_use(paths.network_ledger, kernel=home.held_by_kernel)

        def status() -> EngineStatus:
            return status_of(
                paths,
                choice,
                keeps_time=home.first,
                chat_server=answers.server_title,
                speech_leaves=chat_server.answers(spoken=True),
            )

        pauses = BackgroundPauses(
            [
                shelves.embedding.pause,
                shelves.hearer.pause,
                memory.background.pause,
                answers.noticing.turn_started,
                home.backups.pause,
                exam.pause,
                guests.pause,
                memory_probe.pause,
            ],
            [
                shelves.embedding.resume,
                shelves.hearer.resume,
                memory.background.resume,
                answers.noticing.turn_finished,
                home.backups.resume,
                exam.resume,
                guests.resume,
                memory_probe.resume,
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
                answers.server_changed(address=name in ("remote_on", "remote_address"))
                hub.publish(ChatServerChanged())
            exam.notify()

        def on_event(event: Event) -> None:
            pauses.on_event(event)
            if isinstance(event, QuoteFound) or (
                isinstance(event, TurnFinished) and event.answer is not None and event.answer.citations
            ):
                documents.expect_page_image()
            if isinstance(event, TurnFinished) and event.answer is not None:
                answers.speeds.learn(event.answer)
            if isinstance(event, VoiceCommandObeyed) and event.command == VoiceCommand.STOP.value:
                watch.silence()
            if isinstance(event, ModelsChanged):
                embedder.reload()
                reranker.reload()
                shelves.embedding.notify()
                memory.background.notify()
                answers.holder.reload()
                voice.reload()
                exam.notify()

        # The first to close: what ends while the engine closes still publishes, and those who would act on it are gone.
        opened.callback(hub.subscribe(on_event))
        if home.first:
            conversations.recover()
            hands.journal.recover()
            opened.callback(hands.journal.forget_temporary)
            watch.start()
            shelves.begin()
            home.backups.start()
            expiring.start()
            measuring.start()
        hands.home.begin()
        if home.first or "server_on" in (setting_overrides or {}):
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
            backups=Backups(paths, clock, home.backups, closers.close, home.keyring, storage.key),
            encryption=Encryption(paths, home.keyring, storage.key, closers.close),
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
