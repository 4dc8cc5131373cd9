"""A server of model files, and fetching that does not wait long."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from models.fetch import FetchOptions
from tests.file_server import FileServer, ModelMaker


@pytest.fixture
def maker() -> ModelMaker:
    return ModelMaker()


@pytest.fixture
def quick() -> FetchOptions:
    """Impatient: half a second of silence is a stall, and waiting between tries takes no time."""
    return FetchOptions(connect_timeout_s=2.0, stall_timeout_s=0.5, attempts=3, sleep=lambda seconds: None)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    for variable in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    with FileServer() as running:
        monkeypatch.setenv("SOTTO_PACKAGE_INDEX", f"{running.url}/simple/")
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.closing.set()
        running.shutdown()
        thread.join()
