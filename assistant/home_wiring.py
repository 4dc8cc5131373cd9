"""The part of the composition root that opens a home: threads with the network, lock, log, settings, database.

What a killed erasing, move, conversion or restore left is settled here, before the database is opened, by the engine that holds the
home alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping

from assistant.backups.automatic import AutomaticBackups
from assistant.backups.erasing import settle_erasing
from assistant.backups.held_home import unfinished_errors
from assistant.backups.moving import settle_move
from assistant.backups.restoring import settle
from assistant.clock import SystemClock
from assistant.encryption.settling import settle_conversion
from assistant.encryption.unlocking import find_key
from assistant.event_hub import EventHub
from assistant.events import DatabaseDamaged, NetworkStopped
from assistant.kernel_seal import refuse_sockets
from assistant.model_library import DOWNLOADS
from assistant.network_seal import NetworkSeal
from assistant.opening import hold_home, open_database, open_log
from assistant.paths import Paths
from assistant.settings import Value
from assistant.settings_file import SettingsFile
from assistant.storage.database import Storage
from assistant.system_keyring import SystemKeyring
from assistant.workers import Worker, started_worker


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnsealedThreads:
    """Threads that started before the kernel took the network from the rest. ``starter`` opens programs of the desktop: a browser
    may use the network, which is none of Sotto's."""

    downloads: Worker
    server_door: Worker
    local_services: Worker
    chat_server_door: Worker
    starter: Worker


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """An opened home. ``first`` is whether this engine holds it alone, ``held_by_kernel`` whether the kernel keeps it offline."""

    paths: Paths
    first: bool
    held_by_kernel: bool
    threads: UnsealedThreads
    seal: NetworkSeal
    keyring: SystemKeyring
    settings: SettingsFile
    storage: Storage
    clock: SystemClock
    hub: EventHub
    backups: AutomaticBackups


def wire_home(
    paths: Paths,
    opened: contextlib.ExitStack,
    *,
    seal: NetworkSeal | None,
    setting_overrides: Mapping[str, Value] | None,
    secret: str,
) -> Home:
    """``opened`` closes what is made here; arguments are as in ``wiring.wire``."""
    threads = _threads(opened)
    sealed = seal is not None and seal.installed
    seal = seal or NetworkSeal()
    first = hold_home(paths, opened)
    if first:
        with unfinished_errors():
            settle_erasing(paths)
    seal.keep_in(paths.network_ledger)
    held_by_kernel = sealed and refuse_sockets()
    opened.callback(open_log(paths))
    keyring = SystemKeyring()
    if first:
        with unfinished_errors():
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
    return Home(
        paths=paths,
        first=first,
        held_by_kernel=held_by_kernel,
        threads=threads,
        seal=seal,
        keyring=keyring,
        settings=settings,
        storage=storage,
        clock=clock,
        hub=hub,
        backups=backups,
    )


def _threads(opened: contextlib.ExitStack) -> UnsealedThreads:
    """Downloads and the local server's door are closed by what is given them."""
    threads = UnsealedThreads(
        downloads=started_worker(DOWNLOADS),
        server_door=started_worker("server-door"),
        local_services=started_worker("local-services"),
        chat_server_door=started_worker("chat-server-door"),
        starter=started_worker("starter"),
    )
    for thread in (threads.local_services, threads.chat_server_door, threads.starter):
        opened.callback(thread.close)
    return threads
