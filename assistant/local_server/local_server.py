"""The local server's life: on while the setting says so, with a key of its own."""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from assistant.errors import StorageError
from assistant.local_server.local_models import LocalModels
from assistant.network_seal import NetworkSeal
from assistant.paths import PRIVATE_FILE
from assistant.records import Check, LocalServerStatus
from assistant.settings import Settings
from assistant.workers import Worker

_log = logging.getLogger(__name__)

KEY_BYTES = 32


class LocalServer:
    """``door`` is a worker whose thread the kernel lets make sockets; the seal lets it out to loopback alone."""

    def __init__(self, key_file: Path, models: LocalModels, seal: NetworkSeal, door: Worker) -> None:
        self._key_file = key_file
        self._models = models
        self._seal = seal
        self._door = door
        self._lock = threading.Lock()
        self._port = 0
        self._stop: Callable[[], None] | None = None
        self._trouble = ""

    def follow(self, settings: Settings) -> None:
        """Starts, moves or ends it. What goes wrong is in ``status``: the rest of Sotto works without it."""
        with self._lock:
            if self._stop is not None:
                self._stop()
                self._stop = None
            self._port, self._trouble = 0, ""
            if not settings.server_on:
                return
            try:
                self._start(settings.server_port, read_or_make_key(self._key_file))
            except StorageError as error:
                self._trouble = error.message
            except OSError as error:
                _log.info("the local server cannot listen: %s", error.strerror)
                self._trouble = f"The port {settings.server_port} cannot be used ({error.strerror})."

    def status(self) -> LocalServerStatus:
        """Where it listens."""
        with self._lock:
            if self._stop is None:
                return LocalServerStatus(trouble=self._trouble)
            address = f"http://127.0.0.1:{self._port}/v1"
            return LocalServerStatus(address=address, key=read_or_make_key(self._key_file))

    def check(self) -> Check:
        """The line of ``sotto doctor``."""
        status = self.status()
        if status.trouble:
            return Check(
                name="local server", ok=False, detail=status.trouble, remedy="Choose another port in the settings."
            )
        detail = f"on at {status.address}; its key is in {self._key_file}" if status.address else "off"
        return Check(name="local server", ok=True, detail=detail)

    def close(self) -> None:
        """Ends it."""
        self.follow(Settings(server_on=False))
        self._door.close()

    def _start(self, port: int, key: str) -> None:
        from assistant.local_server.http_server import LocalHttpServer  # loaded by those who use it

        def listen() -> LocalHttpServer:
            with self._seal.serving_loopback():
                return LocalHttpServer(port, key, self._models)

        server = self._door.run(listen)

        def serve() -> None:
            with self._seal.serving_loopback(), server:
                server.serve_forever()

        thread = threading.Thread(target=serve, name="local-server", daemon=True)
        thread.start()

        def stop() -> None:
            server.shutdown()
            self._models.stop()
            thread.join()

        self._port, self._stop = server.server_port, stop


def read_or_make_key(file: Path) -> str:
    """The key, made on first use and kept in a private file; delete the file for a new one. Raises ``StorageError``."""
    try:
        if file.exists() and (key := file.read_text(encoding="ascii", errors="replace").strip()):
            return key
        key = f"sotto-{secrets.token_urlsafe(KEY_BYTES)}"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(f"{key}\n")
    except OSError as error:
        raise StorageError(
            f"The key of the local server cannot be kept ({error.strerror}).", "Check the data folder's permissions."
        ) from error
    return key
