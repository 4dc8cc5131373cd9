"""One engine process and its pipe: the calls it owes an answer, and how it is ended."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, BinaryIO, cast

from assistant.errors import EngineStopped, ErrorReport, UserFacingError
from assistant.frames import FrameWriter, Ready, Reply, Request, Secret

_log = logging.getLogger(__name__)

START_TIMEOUT_S = 60.0


class EngineChild:
    """One engine process and the calls it owes."""

    def __init__(self, command: Sequence[str], secret: str = "") -> None:
        words = [*command, "--secret-follows"] if secret else command
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.output = cast(BinaryIO, self.process.stdout)
        self._writer = FrameWriter(cast(BinaryIO, self.process.stdin))
        if secret:
            with contextlib.suppress(OSError):  # a child that died at once is noticed by who reads from it
                self._writer.write(Secret(words=secret))
        self._ready = threading.Event()
        self.buried = threading.Event()
        self._failure: UserFacingError | None = None
        self._lock = threading.Lock()
        self._owed: dict[int, Future[Any]] = {}
        self._dead = False

    @property
    def opened(self) -> bool:
        """Whether the engine got as far as being ready."""
        return self._ready.is_set() and self._failure is None

    @property
    def refusal(self) -> ErrorReport | None:
        """Why the engine would not start, as it said itself."""
        return ErrorReport.of(self._failure) if self._failure is not None else None

    def became_ready(self, ready: Ready) -> None:
        self._failure = ready.error.to_exception() if ready.error else None
        self._ready.set()

    def ask(self, request: Request) -> Any:
        if not self._ready.wait(START_TIMEOUT_S):
            raise EngineStopped("The engine does not start.", "Close Sotto and start it again.")
        if self._failure is not None:
            raise self._failure
        future: Future[Any] = Future()
        with self._lock:
            if self._dead:
                raise engine_stopped()
            self._owed[request.number] = future
        try:
            self._writer.write(request)
        except (OSError, ValueError) as error:
            raise engine_stopped() from error
        return future.result()

    def settle(self, reply: Reply) -> None:
        with self._lock:
            future = self._owed.pop(reply.number, None)
        if future is None:
            return
        if reply.error is not None:
            future.set_exception(reply.error.to_exception())
        else:
            future.set_result(reply.value)

    def fail_all(self) -> None:
        with self._lock:
            self._dead = True
            owed = list(self._owed.values())
            self._owed.clear()
        if not self._ready.is_set():
            self._failure = engine_stopped()
            self._ready.set()
        for future in owed:
            future.set_exception(engine_stopped())

    def close_pipes(self) -> None:
        self.output.close()
        self._hang_up()

    def stop(self, timeout_s: float) -> None:
        # A child that hangs reads nothing, and who writes to it holds the pipe until it is killed.
        hanging_up = threading.Thread(target=self._hang_up, name="engine-hang-up", daemon=True)
        hanging_up.start()
        try:
            self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        hanging_up.join()

    def _hang_up(self) -> None:
        try:
            self._writer.close()
        except OSError:
            _log.info("the engine process had already closed its end")


def engine_stopped() -> EngineStopped:
    """For who waited for an answer, or began something, when the process died."""
    return EngineStopped(
        "The engine stopped while it was working.", "It is being started again; nothing you typed is lost. Ask again."
    )
